/// Where each item of some canonical bytes lies. Building it is the whole strict check; reading afterwards cannot
/// leave the bytes.
struct CBORMap {
    struct Item {
        /// 0...5 as in RFC 8949; 7 for false, true and null.
        let major: UInt8
        /// Number, length or count; for major type 7 the simple value.
        let argument: UInt64
        /// Offset of the head.
        let offset: Int
        /// Offset after the head: where content begins.
        let content: Int
        /// Index of the item after this one and all it contains.
        var next: Int
    }

    let bytes: [UInt8]
    private(set) var items: [Item] = []

    init(of bytes: [UInt8]) throws(CBORFault) {
        self.bytes = bytes
        items.reserveCapacity(bytes.count / 6 + 4)
        var offset = 0
        try item(&offset, depth: 0)
        guard offset == bytes.count else { throw .trailing(offset: offset) }
    }

    private mutating func item(_ offset: inout Int, depth: Int) throws(CBORFault) {
        let start = offset
        let (major, argument) = try head(&offset)
        let index = items.count
        items.append(Item(major: major, argument: argument, offset: start, content: offset, next: index + 1))
        switch major {
        case 2, 3:
            guard argument <= UInt64(bytes.count - offset) else { throw .tooLong(offset: start) }
            let end = offset + Int(argument)
            if major == 3, !isUTF8(offset..<end) { throw .notUTF8(offset: start) }
            offset = end
        case 4, 5:
            guard depth < CanonicalCBOR.maximumDepth else { throw .tooDeep(offset: start) }
            // every entry is at least one byte: a count that cannot fit is refused before any work is done for it
            guard argument <= UInt64(bytes.count - offset) else { throw .tooLong(offset: start) }
            if major == 4 {
                for _ in 0..<argument { try item(&offset, depth: depth + 1) }
            } else {
                var last: Range<Int>?
                for _ in 0..<argument {
                    let keyStart = offset
                    try item(&offset, depth: depth + 1)
                    let key = keyStart..<offset
                    if let last, !ascends(last, key) { throw .keyOrder(offset: keyStart) }
                    last = key
                    try item(&offset, depth: depth + 1)
                }
            }
            items[index].next = items.count
        default: break
        }
    }

    private func head(_ offset: inout Int) throws(CBORFault) -> (major: UInt8, argument: UInt64) {
        let start = offset
        guard start < bytes.count else { throw .cut(offset: start) }
        let first = bytes[start]
        let (major, info) = (first >> 5, first & 0x1F)
        offset += 1
        if major == 7 {
            switch info {
            case 20, 21, 22: return (7, UInt64(info))
            case 25, 26, 27: throw .float(offset: start)
            case 28, 29, 30: throw .reserved(offset: start)
            case 31: throw .indefinite(offset: start)
            default: throw .simple(offset: start)
            }
        }
        let width: Int
        switch info {
        case 0..<24:
            if major == 6 { throw .tag(offset: start) }
            return (major, UInt64(info))
        case 24: width = 1
        case 25: width = 2
        case 26: width = 4
        case 27: width = 8
        case 31: throw .indefinite(offset: start)
        default: throw .reserved(offset: start)
        }
        guard bytes.count - offset >= width else { throw .cut(offset: start) }
        var argument: UInt64 = 0
        for byte in bytes[offset..<offset + width] { argument = argument << 8 | UInt64(byte) }
        offset += width
        let least: UInt64 =
            switch width {
            case 1: 24
            case 2: 0x100
            case 4: 0x1_0000
            default: 0x1_0000_0000
            }
        guard argument >= least else { throw .notShortest(offset: start) }
        if major == 6 { throw .tag(offset: start) }
        return (major, argument)
    }

    private func isUTF8(_ range: Range<Int>) -> Bool {
        let content = bytes[range]
        return content.allSatisfy { $0 < 0x80 } || String(validating: content, as: UTF8.self) != nil
    }

    private func ascends(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        bytes.withUnsafeBufferPointer { $0[left].lexicographicallyPrecedes($0[right]) }
    }

    /// Content of a byte or text string.
    func content(_ item: Item) -> ArraySlice<UInt8> { bytes[item.content..<item.content + Int(item.argument)] }
}
