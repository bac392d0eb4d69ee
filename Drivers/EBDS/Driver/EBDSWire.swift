public import DeviceKit
import EBDSFrame

/// Who spoke.
public enum EBDSDirection: String, Hashable, Sendable {
    /// The control byte tells them apart by its use only, so whoever listens has to know the side.
    case host, device
}

/// One message of the wire, either way.
public enum EBDSMessage: Hashable, Sendable, CustomStringConvertible {
    /// From the host.
    case command(EBDSCommand)
    /// From the unit.
    case reply(EBDSReply)
    /// The unit's lone `05`: poll me now.
    case enquiry

    /// The very bytes it came from, or is to be sent as.
    public func encoded() -> [UInt8] {
        switch self {
        case .command(let command): command.encoded()
        case .reply(let reply): reply.encoded()
        case .enquiry: [0x05]
        }
    }

    public var description: String {
        switch self {
        case .command(let command): command.description
        case .reply(let reply): reply.description
        case .enquiry: "poll me now (ENQ)"
        }
    }
}

/// The driver's view of the wire, without state.
public enum EBDSWire {
    /// Reads exactly one message. Frames without a name stay raw, so that every well-formed frame comes back as it was.
    /// - Throws: `WireFault` for bytes that are not one whole frame, and for a frame only the other side may send.
    public static func decode(direction: EBDSDirection, bytes: [UInt8]) throws(WireFault) -> EBDSMessage {
        if direction == .device {
            if let quick = omnibusReply(bytes) {
                return .reply(EBDSReply(control: quick.control, .omnibus(quick.status)))
            }
            if bytes.count == 1, bytes[0] == 0x05 { return .enquiry }
        }
        var parser = EBDSFrameParser()
        parser.append(bytes)
        switch parser.next() {
        case .frame(let frame):
            guard parser.pending == 0 else { throw WireFault("bytes after the frame", bytes) }
            return try message(direction, frame)
        case .enquiry: throw WireFault("ENQ from the host, or before other bytes", bytes)
        case .fault(let fault, _): throw WireFault(fault.rawValue, bytes)
        case nil: throw WireFault(bytes.isEmpty ? "no bytes" : "the frame is cut short", bytes)
        }
    }

    private static func message(_ direction: EBDSDirection, _ frame: EBDSFrame) throws(WireFault) -> EBDSMessage {
        switch (direction, frame.messageType) {
        case (.host, 2): throw WireFault("a unit's reply where a host's command belongs", frame.encoded())
        case (.device, 1), (.device, 3):
            throw WireFault("a host's command where a unit's reply belongs", frame.encoded())
        case (.host, _): return .command(EBDSCommand(frame))
        case (.device, _): return .reply(EBDSReply(frame))
        }
    }

    /// The poll's answer, the one frame that comes seven times a second: read in place, nothing is allocated.
    /// `nil` for anything else, which then takes the long way.
    @inlinable
    public static func omnibusReply(_ bytes: [UInt8]) -> (control: UInt8, status: EBDSStatus)? {
        guard bytes.count == 11 else { return nil }
        return bytes.withUnsafeBufferPointer { byte in
            guard byte[0] == 0x02, byte[1] == 11, byte[2] & 0x70 == 0x20, byte[9] == 0x03 else { return nil }
            let sum = byte[1] ^ byte[2] ^ byte[3] ^ byte[4] ^ byte[5] ^ byte[6] ^ byte[7] ^ byte[8]
            guard sum == byte[10] else { return nil }
            return (
                byte[2],
                EBDSStatus(
                    motion: byte[3], condition: byte[4], detail: byte[5], extra: byte[6], model: byte[7],
                    revision: byte[8])
            )
        }
    }
}
