import Checks
public import DeviceKit
public import MiniMICRFrame

/// Who spoke.
public enum MiniMICRDirection: String, Hashable, Sendable {
    /// Letters and CR go both ways, so whoever listens has to know the side.
    case host, device
}

/// One message of the wire, either way.
public enum MiniMICRMessage: Hashable, Sendable, CustomStringConvertible {
    /// From the host.
    case command(MiniMICRCommand)
    /// From the host: send the last packet again.
    case again
    /// From the unit, as a line; what it says, and its very bytes.
    case line(MiniMICRAnswer, text: [UInt8], MiniMICRDelimiters)
    /// From the unit, as a packet.
    case packet(MiniMICRAnswer, text: [UInt8], MiniMICRCheck)
    /// How many bytes of a picture follow (MICRImage); the short form up to 65,535 words.
    case imageLength(bytes: Int, short: Bool)

    /// The very bytes it came from, or is to be sent as.
    public func encoded() -> [UInt8] {
        switch self {
        case .command(let command): return command.encoded()
        case .again: return [0x15]
        case .line(_, let text, let delimiters): return delimiters.framed(text)
        case .packet(_, let text, let check): return check.framed(text)
        case .imageLength(let bytes, let short):
            let words = bytes / 2
            let two = [UInt8(words >> 8 & 0xFF), UInt8(words & 0xFF)]
            return short ? two : [0, UInt8(words >> 16 & 0xFF)] + two
        }
    }

    public var description: String {
        switch self {
        case .command(let command): command.description
        case .again: "send that again (NAK)"
        case .line(let answer, _, _), .packet(let answer, _, _): answer.description
        case .imageLength(let bytes, _): "a picture of \(bytes) bytes follows"
        }
    }
}

/// The driver's view of the wire, without state.
public enum MiniMICRWire {
    /// Reads exactly one message.
    /// - Throws: `WireFault` for bytes that are not one whole message; its bytes are masked where they may be a line.
    public static func decode(direction: MiniMICRDirection, bytes: [UInt8]) throws(WireFault) -> MiniMICRMessage {
        switch direction {
        case .host: try command(bytes)
        case .device: try answer(bytes)
        }
    }

    private static func command(_ bytes: [UInt8]) throws(WireFault) -> MiniMICRMessage {
        if bytes == [0x15] { return .again }
        guard bytes.last == 0x0D else { throw WireFault("a command ends with a carriage return", bytes) }
        let header = bytes.first == 0x1D
        let text = String(decoding: bytes.dropLast().dropFirst(header ? 1 : 0), as: UTF8.self)
        guard let command = MiniMICRCommand(text, header: header), command.encoded() == bytes else {
            throw WireFault("no command of letters", bytes)
        }
        return .command(command)
    }

    private static func answer(_ bytes: [UInt8]) throws(WireFault) -> MiniMICRMessage {
        if bytes.count == 2, bytes[0] != 0, !isEnd(bytes[1]) {
            return .imageLength(bytes: (Int(bytes[0]) << 8 | Int(bytes[1])) * 2, short: true)
        }
        if bytes.count == 4, bytes[0] == 0 {
            return .imageLength(bytes: (Int(bytes[1]) << 16 | Int(bytes[2]) << 8 | Int(bytes[3])) * 2, short: false)
        }
        var packets = MiniMICRParser(.packets)
        packets.append(bytes)
        if case .record(let text, let check?)? = packets.next(), packets.pending == 0 {
            return .packet(try read(text), text: text, check)
        }
        return try line(bytes)
    }

    private static func line(_ bytes: [UInt8]) throws(WireFault) -> MiniMICRMessage {
        var text = bytes[...]
        var signs = MiniMICRDelimiters(cr: false)
        if text.last == 0x0A { (signs.lf, text) = (true, text.dropLast()) }
        if text.last == 0x0D { (signs.cr, text) = (true, text.dropLast()) }
        if text.last == 0x03 { (signs.etx, text) = (true, text.dropLast()) }
        guard signs.lf || signs.cr || signs.etx else {
            throw WireFault("a record without its end", MICRMask.digits(in: bytes))
        }
        if text.first == 0x02 { (signs.stx, text) = (true, text.dropFirst()) }
        if text.first == 0x1B { (signs.esc, text) = (true, text.dropFirst()) }
        guard text.count <= MiniMICRParser.maximumText else {
            throw WireFault(MiniMICRFault.tooLong.rawValue, MICRMask.digits(in: bytes))
        }
        // `02` is "no check" of a Cognitive unit, whose symbols these are; no format of this family has them in a line
        let isOther = signs.stx && text.contains { (0x26...0x29).contains($0) } && !text.contains { $0 & 0xDF > 0x40 }
        guard !isOther else { throw WireFault("a line in the letters of another reader", MICRMask.digits(in: bytes)) }
        return .line(try read(Array(text)), text: Array(text), signs)
    }

    private static func read(_ text: [UInt8]) throws(WireFault) -> MiniMICRAnswer {
        guard let answer = MiniMICRAnswer(text) else {
            throw WireFault("bytes that no reader sends", MICRMask.digits(in: text))
        }
        return answer
    }

    private static func isEnd(_ byte: UInt8) -> Bool { byte == 0x03 || byte == 0x0D || byte == 0x0A }
}
