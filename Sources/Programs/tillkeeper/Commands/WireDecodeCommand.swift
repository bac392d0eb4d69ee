import ArgumentParser
import WireKit

/// `tillkeeper wire decode PROTOCOL HEX…`
struct WireDecodeCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Says what bytes mean.",
        discussion: """
            All HEX together are one run of bytes: 02 08 10 7F 00 00 03 67, 0208107F00000367, 0x02,0x08 are all read. \
            Without --from both directions are tried. Ends with 1 when no direction can be read.
            """)

    @Argument(help: "\(WireProtocol.names).")
    var wire: String
    @Argument(help: "The bytes.")
    var hex: [String]
    @Option(help: "Who sent the bytes.")
    var from: WireSide?
    @OptionGroup var form: ResultForm

    struct Report: Encodable {
        let `protocol`: String
        let bytes: String
        let readings: [Reading]

        struct Reading: Encodable {
            let from: String
            let words: [String]?
            let encoded: String?
            let fault: String?
        }
    }

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let wire = try WireProtocol.named(wire)
        let bytes = try Self.bytes(hex)
        let readings = (from.map { [$0] } ?? WireSide.allCases).map { side in Self.read(wire, side, bytes) }
        let readable = readings.contains { $0.fault == nil }
        if form.json {
            try console.say(json: Report(protocol: wire.rawValue, bytes: Hex.text(bytes), readings: readings))
        } else {
            try console.say(Self.text(readings))
        }
        return readable ? .well : .wrong
    }

    /// Every usual way to write bytes.
    static func bytes(_ parts: [String]) throws(Refusal) -> [UInt8] {
        let signs: Set<Character> = [",", ":", ";", "-", "[", "]", "\n", "\t"]
        let text = parts.joined(separator: " ").map { signs.contains($0) ? " " : $0 }
        var bytes: [UInt8] = []
        for word in String(text).split(separator: " ") {
            let digits = word.lowercased().hasPrefix("0x") ? word.dropFirst(2) : word
            guard let part = Hex.bytes(String(digits)) else {
                throw Refusal("\(Words.line(String(word))) is no hex. Write two digits for each byte.", .unusable)
            }
            bytes += part
        }
        guard !bytes.isEmpty else { throw Refusal("There are no bytes. Write two hex digits for each.", .unusable) }
        return bytes
    }

    private static func read(_ wire: WireProtocol, _ side: WireSide, _ bytes: [UInt8]) -> Report.Reading {
        switch wire.read(side, bytes) {
        case .message(let words, let encoded):
            Report.Reading(from: side.rawValue, words: words, encoded: Hex.text(encoded), fault: nil)
        case .fault(let reason, _):
            Report.Reading(from: side.rawValue, words: nil, encoded: nil, fault: reason)
        }
    }

    private static func text(_ readings: [Report.Reading]) -> String {
        var table = Table([.left, .left])
        for reading in readings {
            if let fault = reading.fault { table.add([reading.from, "cannot be read: \(fault)"]) }
            for (number, line) in (reading.words ?? []).enumerated() {
                table.add([number == 0 ? reading.from : "", line])
            }
        }
        return Words.lines(table.text)
    }
}

extension WireSide: ExpressibleByArgument {}
