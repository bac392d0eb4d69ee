import WireKit

/// One ID-003 frame without its envelope: a code and what follows it.
///
/// `FC LEN code data… CRC`: LEN counts the whole frame, the CRC (Kermit, low byte first) covers all before it.
/// The codes of the two directions overlap; only the direction tells a reset from a power-up.
/// - Source: shared dossier `bill-acceptors.md` 2.1 (four independent implementations agree).
public struct ID003Frame: Hashable, Sendable {
    /// Command of the host, or status or answer of the unit.
    public let code: UInt8
    /// What lies between the code and the checksum.
    public let data: [UInt8]

    /// A frame as it is meant; its length and checksum follow from it.
    public init(_ code: UInt8, _ data: [UInt8] = []) {
        self.code = code
        self.data = data
    }

    /// Most data bytes a frame can hold: LEN is one byte and counts five others.
    public static let maximumData = 0xFF - 5

    /// The bytes on the wire. Traps above `maximumData`: a frame of ours, not input.
    public func encoded() -> [UInt8] {
        precondition(data.count <= Self.maximumData, "an ID-003 frame is at most 255 bytes")
        let body = [0xFC, UInt8(data.count + 5), code] + data
        let check = ID003Frame.check(body)
        return body + [UInt8(truncatingIfNeeded: check), UInt8(truncatingIfNeeded: check >> 8)]
    }

    static func check(_ bytes: some Sequence<UInt8>) -> UInt16 {
        crc16Reflected(bytes, polynomial: 0x8408, initial: 0)
    }
}

/// Finds frames in a stream cut anywhere. Total: any bytes give a frame, "need more", a lone ENQ, or a fault to skip.
public struct ID003FrameParser: Hashable, Sendable {
    private var buffer: [UInt8] = []

    /// Nothing received yet.
    public init() {}

    /// What the bytes turned out to be.
    public enum Item: Hashable, Sendable {
        /// A whole frame whose checksum holds.
        case frame(ID003Frame)
        /// `05`: in interrupt mode the unit asks to be polled.
        case enquiry
        /// Bytes that were skipped, and why.
        case fault(ID003Fault, [UInt8])
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
        if first == 0x05 {
            buffer.removeFirst()
            return .enquiry
        }
        guard first == 0xFC else {
            let end = buffer.firstIndex { $0 == 0xFC || $0 == 0x05 } ?? buffer.count
            return skip(end, .noStart)
        }
        guard buffer.count >= 2 else { return nil }
        let length = Int(buffer[1])
        guard length >= 5 else { return skip(1, .length) }
        guard buffer.count >= length else { return nil }
        let check = UInt16(buffer[length - 2]) | UInt16(buffer[length - 1]) << 8
        guard ID003Frame.check(buffer[0..<(length - 2)]) == check else { return skip(1, .checksum) }
        let frame = ID003Frame(buffer[2], Array(buffer[3..<(length - 2)]))
        buffer.removeFirst(length)
        return .frame(frame)
    }

    private mutating func skip(_ count: Int, _ fault: ID003Fault) -> Item {
        let bytes = Array(buffer[0..<count])
        buffer.removeFirst(count)
        return .fault(fault, bytes)
    }
}

/// What is wrong with bytes that are no frame.
public enum ID003Fault: String, Error, Hashable, Sendable {
    /// Bytes that belong to no frame.
    case noStart = "no FC where a frame should begin"
    /// A length that holds no frame.
    case length = "length under five"
    /// A frame that was damaged on the way.
    case checksum = "checksum differs"
}
