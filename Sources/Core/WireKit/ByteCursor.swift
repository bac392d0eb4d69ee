/// Reads bytes front to back; every read says when there are too few. Nothing traps on input.
public struct ByteCursor: Sendable {
    private let bytes: ArraySlice<UInt8>
    /// Bytes read so far.
    public private(set) var position: Int

    /// Stands before the first byte.
    public init(_ bytes: some Collection<UInt8>) {
        self.bytes = ArraySlice(bytes)
        position = self.bytes.startIndex
    }

    /// Bytes not read yet.
    public var remaining: Int { bytes.endIndex - position }
    /// Whether every byte was read.
    public var isAtEnd: Bool { remaining == 0 }

    /// The next byte without reading it; `nil` at the end.
    public func peek() -> UInt8? { remaining > 0 ? bytes[position] : nil }

    /// Reads one byte.
    public mutating func next() throws(CursorFault) -> UInt8 {
        guard remaining > 0 else { throw .tooShort(wanted: 1, left: 0) }
        defer { position += 1 }
        return bytes[position]
    }

    /// Reads so many bytes; on a fault none is read.
    public mutating func take(_ count: Int) throws(CursorFault) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw .tooShort(wanted: count, left: remaining) }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    /// Reads all that is left, which may be nothing.
    public mutating func rest() -> ArraySlice<UInt8> {
        defer { position = bytes.endIndex }
        return bytes[position...]
    }

    /// Reads two bytes, the low one first.
    public mutating func littleEndian16() throws(CursorFault) -> UInt16 {
        let pair = try take(2)
        return UInt16(pair[pair.startIndex]) | UInt16(pair[pair.startIndex + 1]) << 8
    }

    /// Reads two bytes, the high one first.
    public mutating func bigEndian16() throws(CursorFault) -> UInt16 { try littleEndian16().byteSwapped }
}

/// A read past the end.
public enum CursorFault: Error, Hashable, Sendable {
    /// Fewer bytes are left than were asked for, or fewer than none were asked for.
    case tooShort(wanted: Int, left: Int)
}
