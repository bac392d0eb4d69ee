import ArgumentParser
import ESCPOSDriver
import Foundation
import Receipts

/// From a document to the bytes of a print job, beside python-escpos making the same receipt into memory.
struct ReceiptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "Receipts per second of processor time, and their bytes.")

    @OptionGroup var places: Places
    @Option(help: "Rounds; both sides in turn, the median counts.")
    var rounds = 7

    /// One way to print, here and beside us.
    private struct Kind {
        let goal: String
        let name: String
        let mode: String
        let logo: Bool
        let profile: ESCPOSProfile
        let wanted: Double
    }

    private struct Side {
        var microseconds: [Double] = []
        var bytes = 0
    }

    func run() async throws {
        for kind in [
            Kind(
                goal: "P1", name: "receipt with logo raster, warm", mode: "logo", logo: true,
                profile: SampleReceipt.profile, wanted: 50),
            Kind(
                goal: "P2", name: "receipt, text, native QR, barcode", mode: "text", logo: false,
                profile: SampleReceipt.profile, wanted: 20),
            Kind(
                goal: "P5", name: "receipt, QR drawn by us", mode: "swqr", logo: true,
                profile: SampleReceipt.plainProfile, wanted: 30),
        ] {
            var (ours, peer) = (Side(), Side())
            for round in 0..<rounds {
                ours.microseconds.append(warm(kind, round, &ours.bytes))
                if let command = places.peer("receipt_peer.py") { try beside(command, kind.mode, &peer) }
            }
            report(kind, Spread(ours.microseconds).median, ours.bytes, peer)
        }
        try cold()
    }

    /// Processor time of one receipt: document, layout, encoding. Pictures are made ready once before.
    private func warm(_ kind: Kind, _ round: Int, _ bytes: inout Int) -> Double {
        let logo = kind.logo ? SampleReceipt.logo : nil
        var encoder = ESCPOSEncoder(kind.profile)
        encoder.prepare(SampleReceipt.document(0, logo: logo))
        let count = 2_000
        var sum = 0
        let start = Clock.processor()
        for number in 1...count {
            sum += encoder.encode(SampleReceipt.document(round * count + number, logo: logo)).bytes.count
        }
        let time = Clock.processor() - start
        bytes = sum / count
        return time.microseconds / Double(count)
    }

    private func beside(_ command: [String], _ mode: String, _ side: inout Side) throws {
        let child = try ChildProgram(command + [mode, mode == "swqr" ? "60" : "200"], log: places.path("peer.log"))
        let words = try child.wait(for: "receipt ").split(separator: " ")
        child.end()
        guard words.count == 3, let time = Double(words[1]), let bytes = Int(words[2]) else {
            throw Stuck("receipt_peer.py said something else")
        }
        side.microseconds.append(time)
        side.bytes = bytes
    }

    private func report(_ kind: Kind, _ ours: Double, _ bytes: Int, _ peer: Side) {
        let rate = "\(ours.short) us, \((1e6 / ours).short)/s, \(bytes) B"
        guard !peer.microseconds.isEmpty else { return Table.row(kind.goal, kind.name, ours: rate) }
        let theirs = Spread(peer.microseconds).median
        let ratio = theirs / ours
        Table.row(
            kind.goal, kind.name, ours: rate,
            beside: "python-escpos: \(theirs.short) us, \((1e6 / theirs).short)/s, \(peer.bytes) B",
            ratio: ratio.short, wanted: "at least \(Int(kind.wanted))", holds: ratio >= kind.wanted)
        switch kind.mode {
        case "logo": report(storedBytes(kind.profile), peer.bytes, 0.12, "bytes, logo kept in the printer")
        case "text": report(bytes, peer.bytes, 1, "bytes, text only")
        default: break
        }
    }

    private func report(_ bytes: Int, _ peer: Int, _ wanted: Double, _ name: String) {
        let ratio = Double(bytes) / Double(peer)
        Table.row(
            "P3", "  \(name)", ours: "\(bytes) B", beside: "python-escpos: \(peer) B", ratio: ratio.short,
            wanted: "at most \(wanted.short)", holds: ratio <= wanted)
    }

    private func storedBytes(_ profile: ESCPOSProfile) -> Int {
        var encoder = ESCPOSEncoder(profile)
        let document = SampleReceipt.document(1, logo: SampleReceipt.logo)
        encoder.prepare(document)
        let keys = encoder.definitions(document, stored: []).map(\.key)
        return encoder.encode(document, stored: keys).bytes.count
    }

    /// A process that prints one receipt and ends, from start to its last byte.
    private func cold() throws {
        guard let own = Bundle.main.executablePath, let command = places.peer("receipt_peer.py") else { return }
        var (ours, peer): ([Duration], [Duration]) = ([], [])
        for _ in 0..<rounds {
            ours.append(try once([own, "receipt-once"]))
            peer.append(try once(command + ["logo", "once"]))
        }
        let (mine, theirs) = (Spread(ours).median, Spread(peer).median)
        Table.row(
            "P4", "first receipt of a new process, wall", ours: "\((mine / 1_000).short) ms",
            beside: "python-escpos: \((theirs / 1_000).short) ms", ratio: (theirs / mine).short,
            wanted: "at least 10", holds: theirs / mine >= 10)
    }

    private func once(_ command: [String]) throws -> Duration {
        let child = try ChildProgram(command, log: places.path("peer.log"))
        _ = try child.wait(for: "receipt ")
        let time = Clock.now() - child.startedAt
        child.end()
        return time
    }
}

/// One receipt with logo from a cold start: started by `receipts` as a process of its own.
struct ReceiptOnceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "receipt-once", shouldDisplay: false)

    func run() {
        let document = SampleReceipt.document(1, logo: SampleReceipt.logo)
        Table.say("receipt 0 \(ESCPOSEncoder(SampleReceipt.profile).encode(document).bytes.count)")
    }
}
