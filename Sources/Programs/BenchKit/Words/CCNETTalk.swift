import CCNETFrame
import CCNETSimulator

/// Follows both directions of a CCNET wire and says in words what passes.
/// - Source: shared dossier `bill-acceptors.md` 3.2, 3.3.
package struct CCNETTalk: Hashable, Sendable {
    private var fromHost = CCNETFrameParser(.host)
    private var fromDevice = CCNETFrameParser(.device)
    /// The last command that waits for an answer.
    private var asked: UInt8?

    /// Nothing heard yet.
    package init() {}

    /// Bytes from the host.
    package mutating func heard(_ bytes: [UInt8]) -> [WireWords] {
        fromHost.items(bytes).map { item in
            switch item {
            case .frame(let frame): said(frame.payload)
            case .fault(_, let bytes): .noise(bytes.count)
            }
        }
    }

    /// Bytes from the device.
    package mutating func answered(_ bytes: [UInt8]) -> [WireWords] {
        fromDevice.items(bytes).map { item in
            switch item {
            case .frame(let frame): told(frame.payload)
            case .fault(_, let bytes): .noise(bytes.count)
            }
        }
    }

    private mutating func said(_ payload: [UInt8]) -> WireWords {
        guard let code = payload.first else { return .noise(0) }
        switch code {
        case 0x00: return WireWords("CCNET understood", topic: "word")
        case 0xFF: return WireWords("CCNET say it again", topic: "word")
        case 0x33:
            asked = code
            return WireWords("CCNET poll", topic: "poll")
        case 0x34:
            asked = code
            let takes = payload.dropFirst().prefix(3).contains { $0 != 0 }
            return WireWords(takes ? "CCNET take notes" : "CCNET take no notes", topic: "enable")
        default:
            asked = code
            return Self.commands[code].map { WireWords("CCNET \($0)") } ?? .unnamed(code)
        }
    }

    private func told(_ payload: [UInt8]) -> WireWords {
        switch asked {
        case 0x33: return state(payload)
        case 0x31: return WireWords("status told", topic: "status")
        case 0x37: return WireWords("name told", topic: "name")
        case 0x41: return WireWords("note table told", topic: "table")
        case _: break
        }
        switch (payload.first, payload.count) {
        case (0x00, 1): return WireWords("done", topic: "done")
        case (0x30, 1): return WireWords("that cannot be done now")
        case (0xFF, 1): return WireWords("not understood")
        case (_, _): return WireWords("\(payload.count) bytes in answer", topic: "answer")
        }
    }

    private func state(_ payload: [UInt8]) -> WireWords {
        guard let code = payload.first else { return .noise(0) }
        guard let words = Self.states[code] else { return .unnamed(code) }
        guard code >= 0x80, payload.count > 1, let note = Self.note(payload[1]) else {
            return WireWords(words, topic: "state")
        }
        return WireWords("\(words), \(note)", topic: "state")
    }

    private static func note(_ type: UInt8) -> String? {
        let table = CCNETConfiguration().billTable
        guard table.indices.contains(Int(type)) else { return nil }
        let row = table[Int(type)]
        guard row.digits > 0, row.exponent < 6 else { return nil }
        return String(row.digits) + String(repeating: "0", count: Int(row.exponent))
    }

    private static let commands: [UInt8: String] = [
        0x30: "reset", 0x31: "status asked", 0x32: "set how strictly notes are looked at", 0x35: "stack",
        0x36: "give back", 0x37: "name asked", 0x38: "hold the note", 0x39: "set the barcodes",
        0x3A: "barcode asked", 0x41: "note table asked", 0x51: "check of the program asked", 0x5A: "set the times",
        0x5B: "counter asked", 0x5C: "date of the program asked", 0x60: "counts asked",
    ]

    private static let states: [UInt8: String] = [
        0x10: "power came", 0x11: "power came, a note is inside", 0x12: "power came, a note is at the box",
        0x13: "starting up", 0x14: "waiting for a note", 0x15: "drawing a note in",
        0x17: "moving the note into the box",
        0x18: "giving the note back", 0x19: "shut", 0x1A: "holding the note", 0x1B: "busy", 0x1C: "note refused",
        0x41: "cash box full", 0x42: "cash box out", 0x43: "jam", 0x44: "jam at the box", 0x45: "cheated",
        0x46: "another note waits", 0x47: "out of order", 0x80: "note seen, held in escrow", 0x81: "stacked",
        0x82: "note given back",
    ]
}
