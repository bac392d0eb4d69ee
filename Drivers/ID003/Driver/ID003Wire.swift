public import DeviceKit
import ID003Frame

/// Who spoke.
public enum ID003Direction: String, Hashable, Sendable {
    /// The same bytes are RESET from the host and POWER UP from the unit: whoever listens has to know the side.
    case host, device
}

/// One message of the wire, either way.
public enum ID003Message: Hashable, Sendable, CustomStringConvertible {
    /// From the host.
    case command(ID003Command)
    /// From the unit.
    case reply(ID003Reply)
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
public enum ID003Wire {
    /// How the bytes travel.
    /// - Source: dossier `bill-acceptors.md` 2.1 (19200 on recyclers).
    public static let line = LineSettings(.baud9600, .eight, .even, .one)

    /// Reads exactly one message. Frames without a name stay raw, so that every well-formed frame comes back as it was.
    /// - Throws: `WireFault` for bytes that are not one whole frame.
    public static func decode(direction: ID003Direction, bytes: [UInt8]) throws(WireFault) -> ID003Message {
        if direction == .device, bytes.count == 1, bytes[0] == 0x05 { return .enquiry }
        var parser = ID003FrameParser()
        parser.append(bytes)
        switch parser.next() {
        case .frame(let frame):
            guard parser.pending == 0 else { throw WireFault("bytes after the frame", bytes) }
            return direction == .host ? .command(ID003Command(frame)) : .reply(ID003Reply(frame))
        case .enquiry: throw WireFault("ENQ from the host, or before other bytes", bytes)
        case .fault(let fault, _): throw WireFault(fault.rawValue, bytes)
        case nil: throw WireFault(bytes.isEmpty ? "no bytes" : "the frame is cut short", bytes)
        }
    }
}
