public import DeviceKit

/// Which end a run of bytes comes from.
public enum StarDirection: String, Hashable, Sendable { case host, device }

/// Any bytes of a Star printer's wire as typed values, for checking wires against documents and for the line decoder of
/// the command line. What is decoded encodes to the very same bytes.
public enum StarWire: Hashable, Sendable {
    /// From a host; there may be several in one run.
    case commands([StarCommand])
    /// From a printer; there may be several in one run.
    case replies([StarReply])

    /// Reads bytes by direction alone.
    ///
    /// A single byte from a printer is an answer to ENQ or EOT even where it could begin an automatic status.
    public static func decode(direction: StarDirection, bytes: [UInt8]) throws(WireFault) -> StarWire {
        guard !bytes.isEmpty else { throw WireFault("no bytes", bytes) }
        switch direction {
        case .host: return .commands(try StarCommandDecoder.commands(bytes))
        case .device:
            if bytes.count == 1 {
                if let answer = StarPaperAnswer(bytes[0]) { return .replies([.paper(answer)]) }
                if let answer = StarEnquiryAnswer(bytes[0]) { return .replies([.enquiry(answer)]) }
            }
            return .replies(try replies(bytes))
        }
    }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .commands(let commands): commands.flatMap { $0.encoded() }
        case .replies(let replies): replies.flatMap { $0.encoded() }
        }
    }

    /// Only whole replies, from the first byte to the last.
    private static func replies(_ bytes: [UInt8]) throws(WireFault) -> [StarReply] {
        var scanner = StarReplyScanner()
        var replies: [StarReply] = []
        for item in scanner.feed(bytes) {
            switch item {
            case .reply(let reply): replies.append(reply)
            case .fault(let fault): throw WireFault(fault.reason, bytes)
            }
        }
        guard scanner.pending.isEmpty else { throw WireFault("reply cut short", bytes) }
        // A flow byte inside a reply is told before it: such a run could not be given back byte for byte.
        guard replies.flatMap({ $0.encoded() }) == bytes else { throw WireFault("flow byte inside a reply", bytes) }
        return replies
    }
}
