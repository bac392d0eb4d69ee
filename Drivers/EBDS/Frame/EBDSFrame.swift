import WireKit

/// One EBDS frame without its delimiters: control byte and data.
///
/// `02 LEN CTL data… 03 CHK`: LEN counts the whole frame, CHK is the exclusive or from LEN to the last data byte.
/// - Source: shared dossier `bill-acceptors.md` 1.1 (EBDS family; PTI and decapod test frames agree).
public struct EBDSFrame: Hashable, Sendable {
    /// Control byte: acknowledgement, device type, message type.
    public let control: UInt8
    /// What lies between the control byte and ETX.
    public let data: [UInt8]

    /// A frame as it is meant; its length and checksum follow from it.
    public init(control: UInt8, data: [UInt8]) {
        self.control = control
        self.data = data
    }

    /// Ack number, bit 0 of the control byte: the only duplicate filter of this wire.
    public var ack: Bool { control & 1 == 1 }
    /// Device type, bits 1 to 3: 0 acceptor, 1 recycler.
    public var deviceType: UInt8 { control >> 1 & 7 }
    /// Message type, bits 4 to 6.
    public var messageType: UInt8 { control >> 4 & 7 }

    /// Most data bytes a frame can hold: LEN is one byte and counts five others.
    public static let maximumData = 0xFF - 5

    /// The bytes on the wire. Traps above `maximumData`: a frame of ours, not input.
    public func encoded() -> [UInt8] {
        precondition(data.count <= Self.maximumData, "an EBDS frame is at most 255 bytes")
        let body = [UInt8(data.count + 5), control] + data
        return [0x02] + body + [0x03, xorSum(body)]
    }
}

/// Finds frames in a stream cut anywhere. Total: any bytes give a frame, "need more", a lone ENQ, or a fault to skip.
public struct EBDSFrameParser: Hashable, Sendable {
    private var buffer: [UInt8] = []

    /// Nothing received yet.
    public init() {}

    /// What the bytes turned out to be.
    public enum Item: Hashable, Sendable {
        /// A whole frame whose checksum holds.
        case frame(EBDSFrame)
        /// `05`, the legacy "poll me now" byte.
        case enquiry
        /// Bytes that were skipped, and why.
        case fault(EBDSFault, [UInt8])
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
        guard first == 0x02 else {
            let end = buffer.firstIndex { $0 == 0x02 || $0 == 0x05 } ?? buffer.count
            return skip(end, .noStart)
        }
        guard buffer.count >= 2 else { return nil }
        let length = Int(buffer[1])
        guard length >= 5 else { return skip(1, .length) }
        guard buffer.count >= length else { return nil }
        guard buffer[length - 2] == 0x03 else { return skip(1, .noEnd) }
        guard xorSum(buffer[1..<(length - 2)]) == buffer[length - 1] else { return skip(1, .checksum) }
        let frame = EBDSFrame(control: buffer[2], data: Array(buffer[3..<(length - 2)]))
        buffer.removeFirst(length)
        return .frame(frame)
    }

    private mutating func skip(_ count: Int, _ fault: EBDSFault) -> Item {
        let bytes = Array(buffer[0..<count])
        buffer.removeFirst(count)
        return .fault(fault, bytes)
    }
}

/// What is wrong with bytes that are no frame.
public enum EBDSFault: String, Error, Hashable, Sendable {
    /// Bytes that belong to no frame.
    case noStart = "no STX where a frame should begin"
    /// A length that holds no frame.
    case length = "length under five"
    /// Another byte than ETX where the frame should end.
    case noEnd = "no ETX where the length puts it"
    /// A frame that was damaged on the way.
    case checksum = "checksum differs"
}
