/// Finds frames in a stream cut anywhere. Total: any bytes give a frame, "need more", or a fault to skip.
public struct SSPFrameParser: Hashable, Sendable {
    private var buffer: [UInt8] = []

    /// Nothing received yet.
    public init() {}

    /// What the bytes turned out to be.
    public enum Item: Hashable, Sendable {
        /// A whole frame whose checksum holds.
        case frame(SSPFrame)
        /// Bytes that were skipped, and why.
        case fault(SSPFault, [UInt8])
    }

    /// Bytes of a frame that has begun and is not complete.
    public var pending: Int { buffer.count }

    /// Takes what arrived, cut anywhere.
    public mutating func append(_ bytes: some Sequence<UInt8>) { buffer.append(contentsOf: bytes) }

    /// Forgets a frame in the making (after the inter-byte timeout); returns what was thrown away.
    public mutating func reset() -> [UInt8] {
        defer { buffer.removeAll(keepingCapacity: true) }
        return buffer
    }

    /// The next item, or `nil` when more bytes are needed.
    public mutating func next() -> Item? {
        guard let first = buffer.first else { return nil }
        guard first == 0x7F else { return skip(buffer.firstIndex(of: 0x7F) ?? buffer.count, .noStart) }
        var body: [UInt8] = []
        var place = 1
        while place < buffer.count {
            let byte = buffer[place]
            if byte == 0x7F {
                // The address cannot be 7F, so a second 7F there is a new beginning, not a doubled byte.
                if body.isEmpty { return skip(place, .restarted) }
                guard place + 1 < buffer.count else { return nil }
                guard buffer[place + 1] == 0x7F else { return skip(place, .restarted) }
                place += 1
            }
            body.append(byte)
            place += 1
            if body.count == 1, body[0] & 0x7F > SSPFrame.highestAddress { return skip(place, .address) }
            if body.count == 2, body[1] == 0 { return skip(place, .length) }
            if body.count >= 2, body.count == Int(body[1]) + 4 { return whole(body, place) }
        }
        return nil
    }

    private mutating func whole(_ body: [UInt8], _ length: Int) -> Item {
        let inner = body.dropLast(2)
        let told = UInt16(body[body.count - 2]) | UInt16(body[body.count - 1]) << 8
        guard SSPFrame.checksum(inner) == told else { return skip(1, .checksum) }
        buffer.removeFirst(length)
        return .frame(SSPFrame(sequence: body[0] & 0x80 != 0, address: body[0] & 0x7F, data: Array(inner.dropFirst(2))))
    }

    private mutating func skip(_ count: Int, _ fault: SSPFault) -> Item {
        let bytes = Array(buffer[0..<count])
        buffer.removeFirst(count)
        return .fault(fault, bytes)
    }
}
