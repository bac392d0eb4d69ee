/// The bytes of one `encode` call. Containers write straight into it; a map that turns out unsorted is put in order
/// when its value is complete, so that the usual case costs no second copy.
final class CBORSink {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(512) }

    /// Head of an item: major type (0...7) and its argument in the shortest form.
    @inline(__always)
    func head(_ major: UInt8, _ argument: UInt64) { Self.head(major, argument, into: &bytes) }

    static func head(_ major: UInt8, _ argument: UInt64, into bytes: inout [UInt8]) {
        let first = major << 5
        switch argument {
        case 0..<24: bytes.append(first | UInt8(argument))
        case 24..<0x100:
            bytes.append(first | 24)
            bytes.append(UInt8(argument))
        case 0x100..<0x1_0000: big(first | 25, argument, 2, into: &bytes)
        case 0x1_0000..<0x1_0000_0000: big(first | 26, argument, 4, into: &bytes)
        default: big(first | 27, argument, 8, into: &bytes)
        }
    }

    private static func big(_ first: UInt8, _ argument: UInt64, _ width: Int, into bytes: inout [UInt8]) {
        bytes.append(first)
        for place in stride(from: (width - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: argument >> UInt64(place)))
        }
    }

    func text(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            head(3, UInt64(utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }

    func number(_ value: Int64) {
        if value >= 0 { head(0, UInt64(value)) } else { head(1, UInt64(bitPattern: ~value)) }
    }

    func null() { bytes.append(0xF6) }

    /// Writes any value. The comparisons of types cost a pointer each and spare plain values an encoder of their own.
    func put<T: Encodable>(_ value: T, depth: Int) throws {
        if T.self == String.self { return text(value as! String) }
        if T.self == Int64.self { return number(value as! Int64) }
        if T.self == Int.self { return number(Int64(value as! Int)) }
        if T.self == Bool.self { return bytes.append(value as! Bool ? 0xF5 : 0xF4) }
        if T.self == [UInt8].self {
            let content = value as! [UInt8]
            head(2, UInt64(content.count))
            bytes.append(contentsOf: content)
            return
        }
        if T.self == UInt8.self { return head(0, UInt64(value as! UInt8)) }
        if T.self == UInt16.self { return head(0, UInt64(value as! UInt16)) }
        if T.self == UInt32.self { return head(0, UInt64(value as! UInt32)) }
        if T.self == UInt64.self { return head(0, value as! UInt64) }
        if T.self == UInt.self { return head(0, UInt64(value as! UInt)) }
        if T.self == Int8.self { return number(Int64(value as! Int8)) }
        if T.self == Int16.self { return number(Int64(value as! Int16)) }
        if T.self == Int32.self { return number(Int64(value as! Int32)) }
        if T.self == Double.self || T.self == Float.self { throw CBORFault.floatValue }
        let writer = CBORWriter(self, depth: depth)
        try value.encode(to: writer)
        try writer.seal()
    }
}
