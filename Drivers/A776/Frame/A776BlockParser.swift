/// Finds blocks in a stream cut anywhere. Total: any bytes give a block, "need more", or bytes to skip.
public struct A776BlockParser: Hashable, Sendable {
    private var buffer: [UInt8] = []
    /// Where the next byte stands: taken bytes are dropped in one go, a picture is long.
    private var start = 0

    /// Nothing received yet.
    public init() {}

    /// What the bytes turned out to be.
    public enum Item: Hashable, Sendable {
        /// A whole block.
        case block(A776Block)
        /// Bytes that begin no block, or a block whose picture is longer than any.
        case stray([UInt8])
    }

    /// Bytes received and not taken.
    public var pending: Int { buffer.count - start }

    /// The next byte without taking it.
    public var first: UInt8? { pending > 0 ? buffer[start] : nil }

    /// Takes what arrived, cut anywhere.
    public mutating func append(_ bytes: [UInt8]) { buffer += bytes }

    /// Forgets everything that was not taken, and returns it.
    public mutating func reset() -> [UInt8] {
        defer { (buffer, start) = ([], 0) }
        return Array(buffer[start...])
    }

    /// Takes one byte that belongs to no block.
    public mutating func byte() -> UInt8? {
        guard pending > 0 else { return nil }
        return take(1).first
    }

    /// The next item, or `nil` when more bytes are needed.
    public mutating func next() -> Item? {
        let bytes = buffer[start...]
        guard let head = bytes.first else { return nil }
        guard head == 0x1D else {
            return .stray(take(bytes.firstIndex(of: 0x1D).map { $0 - start } ?? bytes.count))
        }
        guard bytes.count >= 3 else { return bytes.count == 2 && bytes[start + 1] != 0x49 ? .stray(take(1)) : nil }
        guard bytes[start + 1] == 0x49, let shape = A776Frame.shape(bytes[start + 2]) else { return .stray(take(1)) }
        var body = shape.body
        guard bytes.count >= 3 + body else { return nil }
        if shape.isList {
            body += 3 * (Int(bytes[start + 3]) | Int(bytes[start + 4]) << 8)
            guard bytes.count >= 3 + body else { return nil }
        }
        let code = bytes[start + 2]
        guard shape.hasImage else {
            return .block(A776Block(code: code, body: Array(take(3 + body).dropFirst(3))))
        }
        guard let length = length(at: start + 3 + body) else { return nil }
        guard length <= A776Frame.maximumImage else { return .stray(take(3 + body + 4)) }
        guard bytes.count >= 3 + body + 4 + length else { return nil }
        let all = take(3 + body + 4 + length)
        return .block(
            A776Block(code: code, body: Array(all[3..<(3 + body)]), image: Array(all[(3 + body + 4)...])))
    }

    /// Takes a picture that comes with its length and without a block of its own; `nil`: more bytes are needed, or a
    /// block begins here, or no picture can be so long.
    public mutating func bareImage() -> [UInt8]? {
        guard let length = length(at: start), length <= A776Frame.maximumImage, pending >= 4 + length else {
            return nil
        }
        return Array(take(4 + length).dropFirst(4))
    }

    /// Whether what comes next can only be a bare picture: no block of a picture begins like this.
    public var beginsBareImage: Bool {
        guard pending >= 3 else { return false }
        return !(buffer[start] == 0x1D && buffer[start + 1] == 0x49 && buffer[start + 2] >= 0xB6)
    }

    private func length(at place: Int) -> Int? {
        guard buffer.count >= place + 4 else { return nil }
        return (0..<4).reduce(0) { $0 | Int(buffer[place + $1]) << ($1 * 8) }
    }

    private mutating func take(_ count: Int) -> [UInt8] {
        let taken = Array(buffer[start..<(start + count)])
        start += count
        if start == buffer.count {
            (buffer, start) = ([], 0)
        } else if start > 4096 {
            buffer.removeFirst(start)
            start = 0
        }
        return taken
    }
}
