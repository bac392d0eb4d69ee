import CCNETFrame
public import DeviceKit

/// Who spoke.
public enum CCNETDirection: String, Hashable, Sendable {
    /// One code can be a command and a state (41 is both), so whoever listens has to know the side.
    case host, device
}

/// One message of the wire, either way.
public enum CCNETMessage: Hashable, Sendable, CustomStringConvertible {
    /// From the host.
    case command(CCNETCommand)
    /// From the unit.
    case reply(CCNETReply)

    /// The very bytes it came from, or is to be sent as.
    public func encoded() -> [UInt8] {
        switch self {
        case .command(let command): command.encoded()
        case .reply(let reply): reply.encoded()
        }
    }

    public var description: String {
        switch self {
        case .command(let command): command.description
        case .reply(let reply): reply.description
        }
    }
}

/// The driver's view of the wire, without state.
public enum CCNETWire {
    /// Reads exactly one message. Frames without a name stay raw, so that every well-formed frame comes back as it was.
    /// - Throws: `WireFault` for bytes that are not one whole frame, and for a report about a note without its type.
    public static func decode(direction: CCNETDirection, bytes: [UInt8]) throws(WireFault) -> CCNETMessage {
        var parser = CCNETFrameParser(direction == .host ? .host : .device)
        parser.append(bytes)
        switch parser.next() {
        case .frame(let frame):
            guard parser.pending == 0 else { throw WireFault("bytes after the frame", bytes) }
            if direction == .host { return .command(CCNETCommand(frame)) }
            if frame.payload.count == 1 {
                switch frame.payload[0] {
                case 0x80...0x82: throw WireFault("a report about a note without its type", bytes)
                case 0x1B, 0x1C, 0x47: throw WireFault("a state without its second byte", bytes)
                default: break
                }
            }
            return .reply(CCNETReply(frame))
        case .fault(let fault, _): throw WireFault(fault.rawValue, bytes)
        case nil: throw WireFault(bytes.isEmpty ? "no bytes" : "the frame is cut short", bytes)
        }
    }
}
