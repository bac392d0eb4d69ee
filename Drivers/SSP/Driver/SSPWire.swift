public import DeviceKit
import SSPFrame
import WireKit

/// Who spoke.
public enum SSPDirection: String, Hashable, Sendable {
    /// Nothing in a frame tells them apart, so whoever listens has to know the side.
    case host, device
}

/// One message of the wire, either way.
public enum SSPMessage: Hashable, Sendable, CustomStringConvertible {
    /// From the host.
    case command(SSPCommand, sequence: Bool, address: UInt8)
    /// From the unit.
    case reply(SSPReply, sequence: Bool, address: UInt8)
    /// From either, whole AES blocks that only the two who agreed on the key can open.
    case encrypted([UInt8], sequence: Bool, address: UInt8)

    /// The very bytes it came from, or is to be sent as.
    public func encoded() -> [UInt8] {
        switch self {
        case .command(let command, let sequence, let address):
            SSPFrame(sequence: sequence, address: address, data: command.data).encoded()
        case .reply(let reply, let sequence, let address):
            SSPFrame(sequence: sequence, address: address, data: reply.data).encoded()
        case .encrypted(let blocks, let sequence, let address):
            SSPFrame(sequence: sequence, address: address, data: [SSPEnvelope.mark] + blocks).encoded()
        }
    }

    public var description: String {
        switch self {
        case .command(let command, let sequence, let address): "\(command), \(Self.place(sequence, address))"
        case .reply(let reply, let sequence, let address): "\(reply), \(Self.place(sequence, address))"
        case .encrypted(let blocks, let sequence, let address):
            "encrypted \(Hex.text(blocks)), \(Self.place(sequence, address))"
        }
    }

    private static func place(_ sequence: Bool, _ address: UInt8) -> String {
        "address \(hexByte(address)), sequence \(sequence ? 1 : 0)"
    }
}

/// The driver's view of the wire, without state.
public enum SSPWire {
    /// Reads exactly one message. Codes without a name stay raw, so that every well-formed frame comes back as it was.
    /// - Throws: `WireFault` for bytes that are not one whole frame, for a response code where a command belongs, and
    ///   for an encrypted frame that does not hold whole blocks.
    public static func decode(direction: SSPDirection, bytes: [UInt8]) throws(WireFault) -> SSPMessage {
        var parser = SSPFrameParser()
        parser.append(bytes)
        switch parser.next() {
        case .frame(let frame):
            guard parser.pending == 0 else { throw WireFault("bytes after the frame", bytes) }
            return try message(direction, frame)
        case .fault(let fault, _): throw WireFault(fault.rawValue, bytes)
        case nil: throw WireFault(bytes.isEmpty ? "no bytes" : "the frame is cut short", bytes)
        }
    }

    private static func message(_ direction: SSPDirection, _ frame: SSPFrame) throws(WireFault) -> SSPMessage {
        guard let code = frame.data.first else { throw WireFault(SSPFault.length.rawValue, frame.encoded()) }
        let rest = Array(frame.data.dropFirst())
        if code == SSPEnvelope.mark {
            guard !rest.isEmpty, rest.count.isMultiple(of: SSPBlockCipher.blockSize) else {
                throw WireFault("an encrypted frame without whole blocks", frame.encoded())
            }
            return .encrypted(rest, sequence: frame.sequence, address: frame.address)
        }
        switch direction {
        case .host:
            guard code < 0xF0 else {
                throw WireFault("a unit's response where a host's command belongs", frame.encoded())
            }
            return .command(SSPCommand(code, rest), sequence: frame.sequence, address: frame.address)
        case .device: return .reply(SSPReply(frame.data), sequence: frame.sequence, address: frame.address)
        }
    }
}
