import WireKit

/// One CCNET frame: the address and what it carries, without SYNC, length and check.
///
/// `02 ADR LNG payload CRC CRC`: LNG counts the whole frame, the check runs from SYNC to the last payload byte, low
/// byte first. A frame that is too long for one byte has LNG 0 and two length bytes, high byte first, inside the
/// payload.
/// - Source: shared dossier `bill-acceptors.md` 3.1; common specification 2.6.0, sections 2.2 and 2.3.
public struct CCNETFrame: Hashable, Sendable {
    /// Who is spoken to, and who answers: 3 is the bill validator.
    public let address: UInt8
    /// How the length is written.
    public let form: CCNETLengthForm
    /// Command and data of a host's frame, data of a unit's; at least one byte.
    public let payload: [UInt8]

    /// A frame as it is meant. Traps without a payload or with one too long for the form: a frame of ours, not input.
    public init(address: UInt8, form: CCNETLengthForm = .byte, payload: [UInt8]) {
        switch form {
        case .byte: precondition((1...Self.shortPayload).contains(payload.count), "1 to 250 bytes fit a short frame")
        case .word(let ahead):
            precondition((0...2).contains(ahead) && payload.count >= max(1, ahead), "a command, or data")
            precondition(payload.count + 7 <= 0xFFFF, "two bytes must be able to tell the length")
        }
        self.address = address
        self.form = form
        self.payload = payload
    }

    /// The bill validator's address.
    public static let validator: UInt8 = 3
    /// Most payload bytes of a frame whose length is one byte.
    public static let shortPayload = 250

    /// The bytes on the wire.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8]
        switch form {
        case .byte: bytes = [0x02, address, UInt8(payload.count + 5)] + payload
        case .word(let ahead):
            let length = payload.count + 7
            bytes = [0x02, address, 0] + payload.prefix(ahead)
            bytes += [UInt8(length >> 8), UInt8(length & 0xFF)] + payload.dropFirst(ahead)
        }
        let check = Self.check(bytes)
        return bytes + [UInt8(check & 0xFF), UInt8(check >> 8)]
    }

    static func check(_ bytes: some Sequence<UInt8>) -> UInt16 {
        crc16Reflected(bytes, polynomial: 0x8408, initial: 0)
    }
}

/// How a frame tells its length.
public enum CCNETLengthForm: Hashable, Sendable {
    /// One byte before the payload.
    case byte
    /// LNG is 0; two bytes stand in the payload after so many of its bytes: 0 in a unit's answer, 1 after a command,
    /// 2 after a command with a sub-command.
    case word(after: Int)
}

/// Who built a frame: where the long length stands depends on it.
public enum CCNETSender: Hashable, Sendable {
    /// The controller.
    case host
    /// The unit.
    case device
}

/// Finds frames in a stream cut anywhere. Total: any bytes give a frame, "need more", or a fault to skip.
public struct CCNETFrameParser: Hashable, Sendable {
    /// Whose frames are read here.
    public let sender: CCNETSender
    private var buffer: [UInt8] = []

    /// Nothing received yet.
    public init(_ sender: CCNETSender) { self.sender = sender }

    /// What the bytes turned out to be.
    public enum Item: Hashable, Sendable {
        /// A whole frame whose check holds.
        case frame(CCNETFrame)
        /// Bytes that were skipped, and why.
        case fault(CCNETFault, [UInt8])
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
        guard first == 0x02 else { return skip(buffer.firstIndex(of: 0x02) ?? buffer.count, .noStart) }
        guard buffer.count >= 3 else { return nil }
        guard (0x01...0x0F).contains(buffer[1]) else { return skip(1, .address) }
        let form: CCNETLengthForm
        let length: Int
        if buffer[2] == 0 {
            guard buffer.count >= 6 else { return nil }
            let ahead = bytesBeforeLength
            guard buffer.count >= 5 + ahead else { return nil }
            form = .word(after: ahead)
            length = Int(buffer[3 + ahead]) << 8 | Int(buffer[4 + ahead])
            guard length >= max(8, 7 + ahead) else { return skip(1, .length) }
        } else {
            form = .byte
            length = Int(buffer[2])
            guard length >= 6 else { return skip(1, .length) }
        }
        guard buffer.count >= length else { return nil }
        let check = UInt16(buffer[length - 2]) | UInt16(buffer[length - 1]) << 8
        guard CCNETFrame.check(buffer[..<(length - 2)]) == check else { return skip(1, .checksum) }
        let frame = CCNETFrame(address: buffer[1], form: form, payload: payload(form, length))
        buffer.removeFirst(length)
        return .frame(frame)
    }

    /// The manufacturer's own commands have a sub-command; the rest of the validator's commands have none.
    private var bytesBeforeLength: Int {
        switch sender {
        case .device: 0
        case .host: buffer[3] == 0xF0 ? 2 : 1
        }
    }

    private func payload(_ form: CCNETLengthForm, _ length: Int) -> [UInt8] {
        switch form {
        case .byte: Array(buffer[3..<(length - 2)])
        case .word(let ahead): Array(buffer[3..<(3 + ahead)] + buffer[(5 + ahead)..<(length - 2)])
        }
    }

    private mutating func skip(_ count: Int, _ fault: CCNETFault) -> Item {
        let bytes = Array(buffer[0..<count])
        buffer.removeFirst(count)
        return .fault(fault, bytes)
    }
}

/// What is wrong with bytes that are no frame.
public enum CCNETFault: String, Error, Hashable, Sendable {
    /// Bytes that belong to no frame.
    case noStart = "bytes without SYNC"
    /// No peripheral can have this address.
    case address = "an address that is forbidden"
    /// Shorter than the shortest frame.
    case length = "a length no frame can have"
    /// The frame came damaged.
    case checksum = "the check does not hold"
}
