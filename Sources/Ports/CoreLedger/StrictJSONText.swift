extension StrictJSONReader {
    /// A string in quotes, its escapes resolved. Half surrogates and bytes that are no UTF-8 are refused.
    mutating func text() throws(PostingFault) -> String {
        let start = place
        guard place < bytes.count else { throw .noJSON(at: place, .unexpectedEnd) }
        guard bytes[place] == 0x22 else { throw .noJSON(at: place, .unexpectedByte) }
        place += 1
        var raw: [UInt8] = []
        while true {
            guard place < bytes.count else { throw .noJSON(at: place, .unexpectedEnd) }
            let byte = bytes[place]
            place += 1
            switch byte {
            case 0x22:
                guard let text = String(validating: raw, as: UTF8.self) else { throw .noJSON(at: start, .badText) }
                return text
            case 0x5C: raw.append(contentsOf: String(try escaped()).utf8)
            case 0x00...0x1F: throw .noJSON(at: place - 1, .badText)
            default: raw.append(byte)
            }
        }
    }

    private mutating func escaped() throws(PostingFault) -> Character {
        guard place < bytes.count else { throw .noJSON(at: place, .unexpectedEnd) }
        let byte = bytes[place]
        place += 1
        switch byte {
        case 0x22: return "\""
        case 0x5C: return "\\"
        case 0x2F: return "/"
        case 0x62: return "\u{8}"
        case 0x66: return "\u{C}"
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75: return try unicode()
        default: throw .noJSON(at: place - 1, .badEscape)
        }
    }

    private mutating func unicode() throws(PostingFault) -> Character {
        let start = place
        let first = try fourHexDigits()
        guard (0xD800...0xDBFF).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw .noJSON(at: start, .badEscape) }
            return Character(scalar)
        }
        guard place + 1 < bytes.count, bytes[place] == 0x5C, bytes[place + 1] == 0x75 else {
            throw .noJSON(at: start, .badEscape)
        }
        place += 2
        let second = try fourHexDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw .noJSON(at: start, .badEscape) }
        return Character(scalar)
    }

    private mutating func fourHexDigits() throws(PostingFault) -> UInt32 {
        guard place + 4 <= bytes.count else { throw .noJSON(at: place, .unexpectedEnd) }
        var value: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw .noJSON(at: place, .badEscape)
            }
            value = value << 4 | UInt32(digit)
        }
        place += 4
        return value
    }
}
