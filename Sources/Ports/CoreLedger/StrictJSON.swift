/// JSON as money objects may use it: objects, arrays, texts, whole numbers. No fractions, no exponents, no `null`,
/// no name twice in one object, no invalid text, no deep nesting. Total: any bytes give a value or a fault.
indirect enum StrictJSON: Hashable {
    case object([Member])
    case array([StrictJSON])
    case text(String)
    case number(Int64)
    case truth(Bool)

    struct Member: Hashable {
        let name: String
        let value: StrictJSON
    }

    static func read(_ bytes: [UInt8]) throws(PostingFault) -> StrictJSON {
        var reader = StrictJSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.place == bytes.count else { throw .noJSON(at: reader.place, .trailingBytes) }
        return value
    }

    /// The text as a JSON string: only quotes, backslashes and control characters are escaped, in one way.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

struct StrictJSONReader {
    let bytes: [UInt8]
    var place = 0
    static let maximumDepth = 8

    mutating func skipSpace() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private func peek() throws(PostingFault) -> UInt8 {
        guard place < bytes.count else { throw .noJSON(at: place, .unexpectedEnd) }
        return bytes[place]
    }

    private mutating func expect(_ byte: UInt8) throws(PostingFault) {
        guard try peek() == byte else { throw .noJSON(at: place, .unexpectedByte) }
        place += 1
    }

    private mutating func take(_ byte: UInt8) throws(PostingFault) -> Bool {
        skipSpace()
        guard try peek() == byte else { return false }
        place += 1
        return true
    }

    mutating func value(depth: Int) throws(PostingFault) -> StrictJSON {
        guard depth < Self.maximumDepth else { throw .noJSON(at: place, .tooDeep) }
        skipSpace()
        switch try peek() {
        case 0x7B: return try object(depth: depth)
        case 0x5B: return try array(depth: depth)
        case 0x22: return .text(try text())
        case 0x2D, 0x30...0x39: return .number(try number())
        case 0x74: return try word("true", .truth(true))
        case 0x66: return try word("false", .truth(false))
        default: throw .noJSON(at: place, .unexpectedByte)
        }
    }

    private mutating func object(depth: Int) throws(PostingFault) -> StrictJSON {
        try expect(0x7B)
        var members: [StrictJSON.Member] = []
        var names: Set<[UInt8]> = []
        if try take(0x7D) { return .object([]) }
        repeat {
            skipSpace()
            let start = place
            let name = try text()
            // Compared by bytes: `String` calls texts equal that are spelled differently.
            guard names.insert(Array(name.utf8)).inserted else {
                throw .noJSON(at: start, .doubleName)
            }
            skipSpace()
            try expect(0x3A)
            members.append(.init(name: name, value: try value(depth: depth + 1)))
        } while try take(0x2C)
        try expect(0x7D)
        return .object(members)
    }

    private mutating func array(depth: Int) throws(PostingFault) -> StrictJSON {
        try expect(0x5B)
        var values: [StrictJSON] = []
        if try take(0x5D) { return .array([]) }
        repeat { values.append(try value(depth: depth + 1)) } while try take(0x2C)
        try expect(0x5D)
        return .array(values)
    }

    private mutating func word(_ word: String, _ value: StrictJSON) throws(PostingFault) -> StrictJSON {
        for byte in word.utf8 { try expect(byte) }
        return value
    }

    private mutating func number() throws(PostingFault) -> Int64 {
        let start = place
        while place < bytes.count, (0x30...0x39).contains(bytes[place]) || (place == start && bytes[place] == 0x2D) {
            place += 1
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        // One number has one spelling: no leading zero, no minus zero, no fraction, no exponent.
        let follows = place < bytes.count && [0x2E, 0x45, 0x65].contains(bytes[place])
        guard !follows, let value = Int64(text), String(value) == text else { throw .noJSON(at: start, .badNumber) }
        return value
    }
}
