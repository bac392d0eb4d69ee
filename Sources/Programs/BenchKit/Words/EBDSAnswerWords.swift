package import EBDSFrame

/// What the validator's frames say, in words; read from their bytes, not from the device that made them.
/// - Source: shared dossier `bill-acceptors.md` 1.3, 1.7, 1.8.
package enum EBDSAnswerWords {
    package static func words(_ frame: EBDSFrame, _ names: NoteNames, query: UInt8?) -> WireWords {
        switch frame.messageType {
        case 2 where frame.data.count == 6: WireWords(status(frame.data, names, value: nil), topic: "poll")
        case 6: WireWords(auxiliary(frame.data, query), topic: "query \(query ?? 0xFF)")
        case 7 where frame.data.count >= 7: extended(frame.data, names)
        default: WireWords("a frame that means nothing", topic: "noise")
        }
    }

    /// What an auxiliary query is about.
    package static func subject(_ query: UInt8) -> String {
        switch query {
        case 0x00: "checksum of the program"
        case 0x01: "note counter"
        case 0x02: "number of starts"
        case 0x03: "clearing of the note counter"
        case 0x04: "type"
        case 0x05: "serial number"
        case 0x06, 0x07, 0x0E: "version of the program"
        case 0x08, 0x09, 0x0F: "version of the note set"
        case 0x0A, 0x0B, 0x0C: "performance"
        case 0x0D: "capabilities"
        default: "query \(query)"
        }
    }

    private static func auxiliary(_ data: [UInt8], _ query: UInt8?) -> String {
        guard let query else { return "\(data.count) bytes in answer" }
        switch query {
        case 0x01, 0x02:
            // Nibbles, the most significant first; eight of them fit in any case.
            let number = data.prefix(8).reduce(UInt64(0)) { $0 << 4 | UInt64($1 & 0x0F) }
            return "\(subject(query)) \(number)"
        default:
            let text = data.prefix { (0x20...0x7E).contains($0) }
            let told = text.count > 3 ? String(decoding: text, as: UTF8.self) : "told"
            return "\(subject(query)) \(told)"
        }
    }

    private static func extended(_ data: [UInt8], _ names: NoteNames) -> WireWords {
        let bytes = Array(data[1..<7])
        switch data[0] {
        case 0x01: return WireWords("\(status(bytes, names, value: nil)), a coupon", topic: "poll")
        case 0x02: return WireWords(status(bytes, names, value: value(Array(data[7...]))), topic: "poll")
        case 0x0B: return WireWords("note taken by the customer", topic: "retrieved")
        default: return WireWords("\(status(bytes, names, value: nil)), extended", topic: "extended \(data[0])")
        }
    }

    /// Index, currency, base, sign, exponent: "20" for 002 and +01.
    private static func value(_ line: [UInt8]) -> String? {
        guard line.count >= 10, let base = number(line[4..<7]), base > 0, let exponent = number(line[8..<10]) else {
            return nil
        }
        guard line[7] == 0x2B, exponent <= 6 else { return "\(base) and more places" }
        return String(base) + String(repeating: "0", count: exponent)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func status(_ bytes: [UInt8], _ names: NoteNames, value: String?) -> String {
        let note = value ?? names.name(index: Int(bytes[2] >> 3 & 7))
        let amount = note.map { ", \($0)" } ?? ""
        var parts: [String] = []
        func say(_ byte: Int, _ bit: UInt8, _ words: String) {
            if bytes[byte] & bit != 0 { parts.append(words) }
        }
        say(2, 0x01, "power came")
        say(0, 0x10, "stacked" + (amount.isEmpty ? ", value not told" : amount))
        say(0, 0x40, "note given back")
        say(1, 0x02, "note refused")
        say(1, 0x01, "cheated")
        say(2, 0x02, "command not understood")
        say(0, 0x02, "drawing a note in")
        say(0, 0x04, "note seen\(bytes[0] & 0x10 == 0 ? amount : ""), held in escrow")
        say(0, 0x08, "moving the note into the box")
        say(0, 0x20, "giving the note back")
        say(1, 0x20, "another note waits")
        say(1, 0x04, "jam")
        say(1, 0x08, "cash box full")
        if bytes[1] & 0x10 == 0 { parts.append("cash box out") }
        say(1, 0x40, "starting up")
        say(2, 0x04, "out of service")
        if parts.isEmpty { parts.append(bytes[0] & 0x01 != 0 ? "waiting for a note" : "shut") }
        return parts.joined(separator: ", ")
    }
}
