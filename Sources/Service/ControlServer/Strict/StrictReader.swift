import ControlAPI

/// JSON as this interface takes it: objects, lists, texts, whole numbers, yes and no, null. No fractions or exponents,
/// no name twice in one object, no invalid text, nothing behind the value, nothing nested deeper than sixteen.
/// Total: any bytes give a value or a `badRequest` that names line and column.
struct StrictReader {
    private let bytes: [UInt8]
    private var place = 0
    private static let maximumDepth = 16

    private init(bytes: [UInt8]) { self.bytes = bytes }

    static func read(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        var reader = StrictReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.place == bytes.count else { throw reader.fault("more text behind the end") }
        return value
    }

    private func fault(_ what: String) -> Problem {
        let before = bytes.prefix(place)
        let line = before.count { $0 == 0x0A } + 1
        let column = place - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        return Problem(.badRequest, "The body cannot be read at line \(line), column \(column): \(what).")
    }

    private mutating func skipSpace() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    private func peek() throws(Problem) -> UInt8 {
        guard place < bytes.count else { throw fault("it ends too early") }
        return bytes[place]
    }

    /// Steps over a sign, with the space before it, if it comes next.
    private mutating func take(_ sign: Unicode.Scalar) -> Bool {
        skipSpace()
        guard place < bytes.count, bytes[place] == UInt8(ascii: sign) else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ sign: Unicode.Scalar) throws(Problem) {
        guard take(sign) else { throw fault("a \(sign) belongs here") }
    }

    private mutating func value(depth: Int) throws(Problem) -> JSONValue {
        guard depth < Self.maximumDepth else { throw fault("nested too deep") }
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
        default: return try word()
        }
    }

    private mutating func object(depth: Int) throws(Problem) -> JSONValue {
        try expect("{")
        var members: [JSONValue.Member] = []
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw fault("a name in quotes belongs here") }
            let name = try text()
            guard !members.contains(where: { $0.name == name }) else { throw fault("\(name) is there twice") }
            try expect(":")
            members.append(.init(name: name, value: try value(depth: depth + 1)))
        } while take(",")
        try expect("}")
        return .object(members)
    }

    private mutating func list(depth: Int) throws(Problem) -> JSONValue {
        try expect("[")
        var values: [JSONValue] = []
        if take("]") { return .list([]) }
        repeat { values.append(try value(depth: depth + 1)) } while take(",")
        try expect("]")
        return .list(values)
    }

    private mutating func word() throws(Problem) -> JSONValue {
        for (text, value) in [("true", JSONValue.truth(true)), ("false", .truth(false)), ("null", .null)]
        where bytes[place...].starts(with: text.utf8) {
            place += text.utf8.count
            return value
        }
        throw fault("no value begins like this")
    }

    private mutating func integer() throws(Problem) -> Int64 {
        let start = place
        if bytes[place] == UInt8(ascii: "-") { place += 1 }
        let first = place
        while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) { place += 1 }
        guard place > first else { throw fault("figures belong behind the minus sign") }
        if place < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[place]) {
            throw fault("only whole numbers are taken here")
        }
        guard bytes[first] != UInt8(ascii: "0") || place == first + 1 else { throw fault("a number begins with 0") }
        guard let value = Int64(String(decoding: bytes[start..<place], as: UTF8.self)) else {
            throw fault("the number is too large")
        }
        return value
    }
}

extension StrictReader {
    private mutating func text() throws(Problem) -> String {
        place += 1
        var raw: [UInt8] = []
        while true {
            let byte = try peek()
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: raw, as: UTF8.self) else { throw fault("the text is no UTF-8") }
                return text
            case UInt8(ascii: "\\"): try escape(into: &raw)
            case 0x00...0x1F: throw fault("a control character has to be escaped")
            default: raw.append(byte)
            }
        }
    }

    private mutating func escape(into raw: inout [UInt8]) throws(Problem) {
        let sign = try peek()
        place += 1
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): raw.append(sign)
        case UInt8(ascii: "b"): raw.append(0x08)
        case UInt8(ascii: "f"): raw.append(0x0C)
        case UInt8(ascii: "n"): raw.append(0x0A)
        case UInt8(ascii: "r"): raw.append(0x0D)
        case UInt8(ascii: "t"): raw.append(0x09)
        case UInt8(ascii: "u"): raw += Array(String(try scalar()).utf8)
        default: throw fault("an unknown escape")
        }
    }

    /// One character behind `\u`; the upper half of a pair needs the lower half behind it.
    private mutating func scalar() throws(Problem) -> Character {
        let first = try unit()
        guard (0xD800...0xDBFF).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw fault("half of a pair stands alone") }
            return Character(scalar)
        }
        guard bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
            throw fault("half of a pair stands alone")
        }
        place += 2
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("half of a pair stands alone") }
        return Character(scalar)
    }

    private mutating func unit() throws(Problem) -> UInt32 {
        let figures = bytes[place...].prefix(4)
        let hex = figures.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard figures.count == 4, hex, let unit = UInt32(String(decoding: figures, as: UTF8.self), radix: 16) else {
            throw fault("four hexadecimal figures belong behind \\u")
        }
        place += 4
        return unit
    }
}
