/// Walks canonical bytes without making values of them. Every step says `nil` instead of leaving the bytes.
struct CBORCursor {
    let bytes: UnsafeRawBufferPointer
    private(set) var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    /// Major type and argument of the next item, in the shortest form only.
    @inline(__always)
    mutating func head() -> (major: UInt8, argument: UInt64)? {
        guard offset < bytes.count else { return nil }
        let first = bytes[offset]
        let info = first & 0x1F
        if info < 24 {
            offset += 1
            return (first >> 5, UInt64(info))
        }
        guard info < 28 else { return nil }
        let width = 1 << Int(info - 24)
        guard bytes.count - offset > width else { return nil }
        var argument: UInt64 = 0
        for place in 1...width { argument = argument << 8 | UInt64(bytes[offset + place]) }
        let least: UInt64 = width == 1 ? 24 : 1 << UInt64(width * 4)
        guard argument >= least else { return nil }
        offset += 1 + width
        return (first >> 5, argument)
    }

    /// Number of entries of a list (4) or map (5) that begins here.
    mutating func count(of major: UInt8) -> Int? {
        guard let head = head(), head.major == major, head.argument <= UInt64(bytes.count - offset) else { return nil }
        return Int(head.argument)
    }

    mutating func text() -> UnsafeRawBufferPointer? {
        guard let head = head(), head.major == 3, head.argument <= UInt64(bytes.count - offset) else { return nil }
        defer { offset += Int(head.argument) }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Int(head.argument)])
    }

    mutating func number() -> Int64? {
        guard let head = head(), head.major < 2, head.argument <= UInt64(Int64.max) else { return nil }
        return head.major == 0 ? Int64(head.argument) : ~Int64(head.argument)
    }

    /// Whether the next item is this text; moves on if so.
    @inline(__always)
    mutating func key(_ name: StaticString) -> Bool {
        var ahead = self
        guard let text = ahead.text(), text.equals(name) else { return false }
        self = ahead
        return true
    }

    /// Moves over one item with all it contains.
    mutating func skip() -> Bool {
        var open: UInt64 = 1
        while open > 0 {
            guard let head = head() else { return false }
            open -= 1
            switch head.major {
            case 0, 1, 7: break
            case 2, 3:
                guard head.argument <= UInt64(bytes.count - offset) else { return false }
                offset += Int(head.argument)
            case 4, 5:
                guard head.argument <= UInt64(bytes.count - offset) else { return false }
                open += head.major == 4 ? head.argument : 2 * head.argument
            default: return false
            }
        }
        return true
    }
}

extension UnsafeRawBufferPointer {
    @inline(__always)
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for place in 0..<count where self[place] != text.utf8Start[place] { return false }
        return true
    }

    func equals(_ other: [UInt8]) -> Bool { count == other.count && elementsEqual(other) }
}
