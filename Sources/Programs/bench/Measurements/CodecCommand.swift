import ArgumentParser
import Foundation

/// Frames of note acceptors read per second of processor time, whole and byte by byte, and the instructions of one.
///
/// No program of a registry reads these wires, so a plain Python reader stands beside; the goal for EBDS counts
/// instructions, which valgrind does (the processor's own counters are not given to most virtual machines).
struct CodecCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codec", abstract: "Frames decoded per second, and instructions per frame, for each wire.")

    @OptionGroup var places: Places
    @Option(help: "The program that reads frames.")
    var benchcodec: String
    @Option(help: "Rounds; both sides in turn, the median counts.")
    var rounds = 7
    @Option(help: "Frames of one round.")
    var frames = 200_000

    /// Wires, and one layer that is no wire: a block of eSSP comes whole out of its frame.
    private static let codecs: [Wire] = [
        Wire(name: "ebds", words: "EBDS"), Wire(name: "id003", words: "ID-003"), Wire(name: "ccnet", words: "CCNET"),
        Wire(name: "ssp", words: "SSP"), Wire(name: "essp", words: "eSSP, one block opened (AES-128)", isWire: false),
    ]

    private struct Wire {
        let name: String
        let words: String
        var isWire = true
    }

    /// What a poll's answer of EBDS costs the Rust codec that the performance study measured.
    static let rustInstructions = 156.0

    func run() async throws {
        let counter = try InstructionCounter(places, benchcodec)
        for codec in Self.codecs {
            var (whole, bytewise, peer): ([Double], [Double], [Double]) = ([], [], [])
            for _ in 0..<rounds {
                whole.append(try nanoseconds([benchcodec, codec.name, String(frames), "whole"]))
                bytewise.append(try nanoseconds([benchcodec, codec.name, String(frames), "bytes"]))
                if codec.isWire, let command = places.peer("codec_peer.py") {
                    peer.append(try nanoseconds(command + [codec.name, "20000"]))
                }
            }
            report(codec, Spread(whole).median, Spread(bytewise).median, peer, try counter?.count(codec.name))
        }
        if counter == nil { Table.say("      valgrind is not installed: instructions were not counted") }
    }

    /// What a reader says of one frame.
    private func nanoseconds(_ command: [String]) throws -> Double {
        let child = try ChildProgram(command, log: places.path("peer.log"))
        let words = try child.wait(for: "codec ").split(separator: " ")
        child.end()
        guard words.count == 2, let time = Double(words[1]) else { throw Stuck("\(command[0]) said something else") }
        return time
    }

    private func report(
        _ codec: Wire, _ whole: Double, _ bytewise: Double, _ peer: [Double],
        _ counts: (whole: Double, bytewise: Double)?
    ) {
        let mine = "\(whole.short) ns, \((1e3 / whole).short) M/s"
        if peer.isEmpty {
            Table.row("P9", "\(codec.words), decode", ours: mine)
        } else {
            let theirs = Spread(peer).median
            Table.row(
                "P9", "\(codec.words), decode", ours: mine, beside: "plain Python: \(theirs.short) ns",
                ratio: (theirs / whole).short)
        }
        if let counts {
            let share = counts.whole / Self.rustInstructions
            Table.row(
                "P9", "  instructions of one frame", ours: counts.whole.short,
                beside: codec.name == "ebds" ? "Rust, in the study: \(Self.rustInstructions.short)" : "",
                ratio: codec.name == "ebds" ? share.short : "", wanted: codec.name == "ebds" ? "at most 1.3" : "",
                holds: codec.name == "ebds" ? share <= 1.3 : nil)
        }
        guard codec.isWire else { return }
        let factor = counts.map { $0.bytewise / $0.whole } ?? bytewise / whole
        Table.row(
            "P9", "  fed byte by byte", ours: "\(bytewise.short) ns", beside: "whole: \(whole.short) ns",
            ratio: factor.short, wanted: "at most 3", holds: factor <= 3)
    }
}
