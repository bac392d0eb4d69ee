import WireKit

/// One SSP frame without its delimiter, stuffing and checksum.
///
/// `7F`, SEQ/ID, LEN, data, CRC low, CRC high. The CRC covers SEQ/ID to the last data byte before stuffing; after the
/// first byte every 7F is sent twice, and LEN counts it once.
/// - Source: shared dossier `bill-acceptors.md` 4.1 (GA138 protocol manual).
public struct SSPFrame: Hashable, Sendable {
    /// Sequence bit, bit 7 of the second byte: flips with each new frame of the host; the unit echoes it.
    public let sequence: Bool
    /// Unit address, 00 to 7D; validators answer at 00.
    public let address: UInt8
    /// Command or response with its parameters; never empty on the wire.
    public let data: [UInt8]

    /// A frame as it is meant; its length and checksum follow from it.
    public init(sequence: Bool, address: UInt8, data: [UInt8]) {
        self.sequence = sequence
        self.address = address
        self.data = data
    }

    /// Most data bytes a frame can hold: LEN is one byte.
    public static let maximumData = 0xFF
    /// The highest address of a unit.
    public static let highestAddress: UInt8 = 0x7D

    /// The bytes on the wire. Traps above `maximumData` or `highestAddress`: a frame of ours, not input.
    public func encoded() -> [UInt8] {
        precondition(data.count <= Self.maximumData, "an SSP frame holds at most 255 data bytes")
        precondition(address <= Self.highestAddress, "an SSP address is at most 7D")
        let body = [address | (sequence ? 0x80 : 0), UInt8(data.count)] + data
        let crc = Self.checksum(body)
        var wire: [UInt8] = [0x7F]
        for byte in body + [UInt8(truncatingIfNeeded: crc), UInt8(truncatingIfNeeded: crc >> 8)] {
            wire.append(byte)
            if byte == 0x7F { wire.append(byte) }
        }
        return wire
    }

    /// CRC-16, polynomial 8005 forward, initial FFFF.
    static func checksum(_ body: some Sequence<UInt8>) -> UInt16 {
        crc16Forward(body, polynomial: 0x8005, initial: 0xFFFF)
    }
}

/// What is wrong with bytes that are no frame.
public enum SSPFault: String, Error, Hashable, Sendable {
    /// Bytes that belong to no frame.
    case noStart = "no STX where a frame should begin"
    /// A 7F inside a frame that is not doubled: another frame begins there.
    case restarted = "a lone 7F inside the frame"
    /// An address that no unit has.
    case address = "an address above 7D"
    /// LEN zero: neither a command nor a response.
    case length = "a frame without data"
    /// A frame that was damaged on the way.
    case checksum = "checksum differs"
}
