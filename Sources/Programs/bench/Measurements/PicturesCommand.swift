import ArgumentParser
import CheckImages
import Foundation
import Receipts

/// Pictures: gray into dots for a receipt printer, dots of a check into Group 4, a gray scan into the TIFF of a deposit.
///
/// Group 4 itself is libtiff's: what is measured is our way to it and back, beside libtiff called from C.
struct PicturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pictures", abstract: "Dithering, Group 4, and a gray scan into a stored TIFF.")

    @OptionGroup var places: Places
    @Option(help: "Rounds; both sides in turn, the median counts.")
    var rounds = 7
    @Option(help: "Program made from packaging/bench/group4_peer.c; empty: libtiff is not called from C.")
    var group4Peer = ""

    private struct Side {
        var microseconds: [Double] = []
        var bytes = 0
        var median: Double { Spread(microseconds).median }
    }

    func run() async throws {
        let checks = try SamplePictures.checks()
        try SamplePictures.write(checks, to: places.folder)
        try dither()
        try group4(checks)
        try scans(checks)
    }

    /// P6.
    private func dither() throws {
        let photo = SamplePictures.photo
        var (ours, peer) = (Side(), Side())
        for _ in 0..<rounds {
            add(40, &ours) { _ in
                Bitmap(dithering: photo, width: SamplePictures.width, height: SamplePictures.height)?.rows.count ?? 0
            }
            try beside("dither", "20", &peer)
        }
        report(
            "P6", "dither 576x800 gray, bits packed", ours, "Pillow convert(\"1\") + tobytes", peer, wanted: 2.5)
    }

    /// P7.
    private func group4(_ checks: [CheckPicture]) throws {
        var (ours, back, direct, pillow) = (Side(), Side(), Side(), Side())
        let files = try checks.map { try CheckTIFF.group4($0) }
        for _ in 0..<rounds {
            try add(2 * checks.count, &ours) { try CheckTIFF.group4(checks[$0 % checks.count]).count }
            try add(2 * checks.count, &back) {
                let place = $0 % checks.count
                guard try CheckTIFF.picture(files[place]).dots == checks[place].dots else {
                    throw Stuck("a check did not come back bit by bit")
                }
                return files[place].count
            }
            if !group4Peer.isEmpty { try beside([group4Peer, places.path("checks"), "40"], &direct) }
            try beside("group4", "16", &pillow)
        }
        let size = "\(checks[0].width)x\(checks[0].height)"
        report("P7", "Group 4 of a check \(size), encode", ours, "libtiff from C", direct, wanted: nil)
        if !direct.microseconds.isEmpty {
            Table.row(
                "P7", "  bytes of one", ours: "\(ours.bytes) B", beside: "libtiff from C: \(direct.bytes) B",
                ratio: (Double(ours.bytes) / Double(direct.bytes)).short, wanted: "at most 1.0",
                holds: ours.bytes <= direct.bytes)
        }
        report("P7", "  the same", ours, "Pillow save group4", pillow, wanted: nil)
        Table.row("P7", "  read again, compared bit by bit", ours: "\(back.median.short) us")
    }

    /// P8.
    private func scans(_ checks: [CheckPicture]) throws {
        let scans = try checks.map(SamplePictures.scan)
        var (ours, peer) = (Side(), Side())
        for _ in 0..<rounds {
            try add(2 * scans.count, &ours) { try CheckTIFF.group4(scans[$0 % scans.count]).count }
            try beside("scan", "16", &peer)
        }
        report("P8", "gray scan to Group 4 TIFF", ours, "Pillow point + save", peer, wanted: 4)
    }

    private func add(_ count: Int, _ side: inout Side, _ work: (Int) throws -> Int) rethrows {
        var sum = 0
        let start = Clock.processor()
        for number in 0..<count { sum += try work(number) }
        side.microseconds.append((Clock.processor() - start).microseconds / Double(count))
        side.bytes = sum / count
    }

    private func beside(_ mode: String, _ count: String, _ side: inout Side) throws {
        guard let command = places.peer("picture_peer.py") else { return }
        try beside(command + [mode, places.path("checks"), count], &side)
    }

    private func beside(_ command: [String], _ side: inout Side) throws {
        let child = try ChildProgram(command, log: places.path("peer.log"))
        let words = try child.wait(for: "picture ").split(separator: " ")
        child.end()
        guard words.count == 3, let time = Double(words[1]), let bytes = Int(words[2]) else {
            throw Stuck("\(command[0]) said something else")
        }
        side.microseconds.append(time)
        side.bytes = bytes
    }

    private func report(
        _ goal: String, _ what: String, _ ours: Side, _ name: String, _ peer: Side, wanted: Double?
    ) {
        let mine = "\(ours.median.short) us, \(ours.bytes) B"
        guard !peer.microseconds.isEmpty else { return Table.row(goal, what, ours: mine) }
        let ratio = peer.median / ours.median
        Table.row(
            goal, what, ours: mine, beside: "\(name): \(peer.median.short) us, \(peer.bytes) B", ratio: ratio.short,
            wanted: wanted.map { "at least \($0.short)" } ?? "", holds: wanted.map { ratio >= $0 })
    }
}
