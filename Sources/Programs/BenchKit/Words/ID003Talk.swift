import ID003Frame
import ID003Simulator

/// Follows both directions of an ID-003 wire and says in words what passes.
/// - Source: shared dossier `bill-acceptors.md` 2.2, 2.3.
package struct ID003Talk: Hashable, Sendable {
    private var fromHost = ID003FrameParser()
    private var fromDevice = ID003FrameParser()

    /// Nothing heard yet.
    package init() {}

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        fromHost.items(bytes).map { item in
            switch item {
            case .frame(let frame): Self.said(frame)
            case .enquiry: .noise(1)
            case .fault(_, let bytes): .noise(bytes.count)
            }
        }
    }

    /// Bytes from the device.
    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        fromDevice.items(bytes).map { item in
            switch item {
            case .frame(let frame): Self.told(frame)
            case .enquiry: WireWords("asks to be polled")
            case .fault(_, let bytes): .noise(bytes.count)
            }
        }
    }

    private static func said(_ frame: ID003Frame) -> WireWords {
        switch frame.code {
        case 0x11: WireWords("ID-003 poll", topic: "poll")
        case 0xC3: WireWords(frame.data.first == 0 ? "ID-003 take notes" : "ID-003 take no notes")
        case 0x80...0x87: WireWords("ID-003 setting asked", topic: "settings")
        case 0xC0...0xC7: WireWords("ID-003 setting made", topic: "settings")
        case let code: commands[code].map { WireWords("ID-003 \($0)") } ?? .unnamed(code)
        }
    }

    private static func told(_ frame: ID003Frame) -> WireWords {
        switch frame.code {
        case 0x13:
            WireWords(
                "note seen\(frame.data.first.flatMap(note).map { ", \($0)" } ?? ""), held in escrow", topic: "state")
        case 0x50: WireWords("understood", topic: "word")
        case 0x4B: WireWords("that cannot be done now")
        case 0x80...0x87, 0xC0...0xC7: WireWords("setting told", topic: "settings")
        case 0x88: WireWords("name told", topic: "name")
        case 0x8A: WireWords("note table told", topic: "table")
        case let code: states[code].map { WireWords($0, topic: "state") } ?? .unnamed(code)
        }
    }

    private static func note(_ code: UInt8) -> String? {
        ID003NoteType.unitedStates.first { $0.code == code && $0.integer > 0 }?.minorUnits(digits: 2)
            .map { NoteNames.name(minorUnits: $0) }
    }

    private static let commands: [UInt8: String] = [
        0x40: "reset", 0x41: "stack", 0x42: "stack", 0x43: "give back", 0x44: "hold the note", 0x45: "wait",
        0x50: "understood", 0x88: "name asked", 0x89: "name of the start program asked", 0x8A: "note table asked",
    ]

    private static let states: [UInt8: String] = [
        0x11: "waiting for a note", 0x12: "drawing a note in", 0x14: "moving the note into the box",
        0x15: "the note is past the point of no return", 0x16: "stacked", 0x17: "note refused",
        0x18: "giving the note back", 0x19: "holding the note", 0x1A: "shut", 0x1B: "starting up",
        0x40: "power came", 0x41: "power came, a note is inside", 0x42: "power came, a note is at the box",
        0x43: "cash box full", 0x44: "cash box out", 0x45: "jam", 0x46: "jam at the box", 0x47: "another note waits",
        0x48: "cheated", 0x49: "out of order", 0x4A: "not understood",
    ]
}
