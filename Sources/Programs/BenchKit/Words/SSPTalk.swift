import SSPFrame
import SSPSimulator

/// Follows both directions of an SSP wire and says in words what passes. What is encrypted stays so.
/// - Source: shared dossier `bill-acceptors.md` 4.2, 4.3.
package struct SSPTalk: Hashable, Sendable {
    private var fromHost = SSPFrameParser()
    private var fromDevice = SSPFrameParser()
    /// The last command.
    private var asked: UInt8 = 0

    /// Nothing heard yet.
    package init() {}

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        fromHost.items(bytes).map { item in
            switch item {
            case .frame(let frame): said(frame.data)
            case .fault(_, let bytes): .noise(bytes.count)
            }
        }
    }

    /// Bytes from the device.
    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        fromDevice.items(bytes).map { item in
            switch item {
            case .frame(let frame): told(frame.data)
            case .fault(_, let bytes): .noise(bytes.count)
            }
        }
    }

    private mutating func said(_ data: [UInt8]) -> WireWords {
        asked = data.first ?? 0
        guard let code = data.first else { return .noise(0) }
        switch code {
        case 0x07, 0x56: return WireWords("SSP poll", topic: "poll")
        case 0x7E: return WireWords("SSP encrypted order", topic: "poll")
        case 0x02:
            return WireWords(data.dropFirst().contains { $0 != 0 } ? "SSP notes allowed" : "SSP no notes allowed")
        case 0x18: return WireWords("SSP hold the note", topic: "hold")
        case 0x4A, 0x4B, 0x4C: return WireWords("SSP agreeing on a key", topic: "key")
        default: return Self.commands[code].map { WireWords("SSP \($0)") } ?? .unnamed(code)
        }
    }

    private func told(_ data: [UInt8]) -> WireWords {
        guard let code = data.first else { return .noise(0) }
        switch code {
        case 0xF0 where asked == 0x07 || asked == 0x56: return WireWords(Self.events(data), topic: "state")
        case 0xF0: return WireWords(data.count > 1 ? "\(data.count) bytes in answer" : "done", topic: "answer")
        case 0x7E: return WireWords("encrypted answer", topic: "state")
        case 0xF2: return WireWords("does not know this order", topic: "no")
        case 0xFA: return WireWords("wants it encrypted", topic: "no")
        case 0xF3, 0xF4, 0xF5, 0xF8: return WireWords("that cannot be done now", topic: "no")
        default: return .unnamed(code)
        }
    }

    private static func events(_ data: [UInt8]) -> String {
        var parts: [String] = []
        var rest = data.dropFirst()
        while let code = rest.popFirst() {
            guard let name = names[code] else { break }
            guard withChannel.contains(code) else {
                parts.append(name)
                continue
            }
            let channel = rest.popFirst() ?? 0
            if code == 0xEF, channel == 0 {
                parts.append("drawing a note in")
            } else {
                parts.append(name + (note(channel).map { ", \($0)" } ?? ""))
            }
        }
        return parts.isEmpty ? "waiting for a note" : parts.joined(separator: ", ")
    }

    private static func note(_ channel: UInt8) -> String? {
        let table = SSPChannel.unitedStates
        guard table.indices.contains(Int(channel) - 1) else { return nil }
        return NoteNames.name(minorUnits: table[Int(channel) - 1].minorUnits)
    }

    private static let commands: [UInt8: String] = [
        0x01: "reset", 0x03: "light on", 0x04: "light off", 0x05: "set-up asked", 0x06: "version of the wire set",
        0x08: "give back", 0x09: "take no notes", 0x0A: "take notes", 0x0C: "serial number asked",
        0x0D: "name asked", 0x0E: "values of the notes asked", 0x0F: "security of the notes asked", 0x11: "begin anew",
        0x17: "reason of the last refusal asked", 0x20: "firmware asked", 0x21: "note data asked",
        0x57: "event understood", 0x58: "counters asked", 0x59: "counters to zero", 0x60: "own key set",
        0x61: "factory key set",
    ]

    private static let withChannel: Set<UInt8> = [0xEF, 0xEE, 0xE6, 0xE1, 0xE2]

    private static let names: [UInt8: String] = [
        0xF1: "power came", 0xEF: "note seen, held in escrow", 0xEE: "credit", 0xED: "giving the note back",
        0xEC: "note given back", 0xCC: "moving the note into the box", 0xEB: "stacked", 0xEA: "jam at the box",
        0xE9: "jam", 0xE8: "shut", 0xE7: "cash box full", 0xE6: "cheated", 0xE4: "cash box is back",
        0xE3: "cash box out", 0xE2: "a note inside went into the box", 0xE1: "a note inside went back",
        0xB5: "no note is allowed", 0xB6: "starting up",
    ]
}
