/// Reads bytes front to back; every read says when there are too few. Nothing traps on input.
public struct ByteCursor: Sendable {
    private let bytes: ArraySlice<UInt8>
    public private(set) var position: Int

    public init(_ bytes: some Collection<UInt8>) {
        self.bytes = ArraySlice(bytes)
        position = self.bytes.startIndex
    }

    /// Bytes not read yet.
    public var remaining: Int { bytes.endIndex - position }
    public var isAtEnd: Bool { remaining == 0 }

    public func peek() -> UInt8? { remaining > 0 ? bytes[position] : nil }

    public mutating func next() throws(CursorFault) -> UInt8 {
        guard remaining > 0 else { throw .tooShort(wanted: 1, left: 0) }
        defer { position += 1 }
        return bytes[position]
    }

    public mutating func take(_ count: Int) throws(CursorFault) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else { throw .tooShort(wanted: count, left: remaining) }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    public mutating func rest() -> ArraySlice<UInt8> {
        defer { position = bytes.endIndex }
        return bytes[position...]
    }

    public mutating func littleEndian16() throws(CursorFault) -> UInt16 {
        let pair = try take(2)
        return UInt16(pair[pair.startIndex]) | UInt16(pair[pair.startIndex + 1]) << 8
    }

    public mutating func bigEndian16() throws(CursorFault) -> UInt16 { try littleEndian16().byteSwapped }
}

/// A read past the end.
public enum CursorFault: Error, Hashable, Sendable { case tooShort(wanted: Int, left: Int) }
