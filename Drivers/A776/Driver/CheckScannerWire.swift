public import A776Frame
public import DeviceKit

/// Who spoke.
public enum CheckScannerDirection: String, Hashable, Sendable {
    /// The bytes do not tell; whoever listens has to know the side.
    case host, device
}

/// What bytes on the line of a check scanner or MICR reader are, either way.
public enum CheckScannerMessage: Hashable, Sendable {
    /// An A776's host: commands in a row.
    case commands([A776Command])
    /// An A776's answer to a reading.
    case micr(A776MICRReply)
    /// An A776's imager: blocks in a row.
    case blocks([A776Block])
    /// Both sides of one scan: a block with the first picture, and the second one with nothing but its length.
    case twoPictures(A776Block, second: [UInt8])
    /// One byte: a status at once, or an identification.
    case byte(UInt8)
    /// Another family of readers: named, not driven by this driver.
    case foreign(CheckReaderMessage)

    /// The very bytes it came from, or is to be sent as.
    public func encoded() -> [UInt8] {
        switch self {
        case .commands(let commands): commands.flatMap { $0.encoded() }
        case .micr(let reply): reply.encoded()
        case .blocks(let blocks): blocks.flatMap { $0.encoded() }
        case .twoPictures(let block, let second): block.encoded() + A776Frame.length(second.count) + second
        case .byte(let byte): [byte]
        case .foreign(let message): message.encoded()
        }
    }
}

extension CheckScannerMessage: CustomStringConvertible {
    /// For a technician. A line is told by its length only: it holds an account.
    public var description: String {
        switch self {
        case .commands(let commands): commands.map { "\($0)" }.joined(separator: ", ")
        case .micr(let reply): "MICR answer: \(reply.status), \(reply.text.count) characters"
        case .blocks(let blocks): blocks.map(Self.words).joined(separator: ", ")
        case .twoPictures(let block, let second): Self.words(block) + ", second picture of \(second.count) bytes"
        case .byte(let byte): Self.words(byte)
        case .foreign(let message): message.description
        }
    }

    private static func words(_ block: A776Block) -> String {
        let size = block.image.map { ", picture of \($0.count) bytes" } ?? ""
        guard let state = A776ImagerState(block.body) else {
            let result = block.body.first.map { "\(A776ImagerResult($0))" } ?? "empty"
            return block.code == 0xBD
                ? "list of \(max(0, (block.body.count - 2) / 3)) pictures" : "answer \(block.code): \(result)"
        }
        return "imager: \(state.result), awaits \(state.waiting), sensors \(state.sensors)\(size)"
    }

    /// Bits 1 and 4 are always set in a status at once.
    private static func words(_ byte: UInt8) -> String {
        guard byte & 0b1001_0011 == 0b0001_0010 else { return "one byte: \(byte)" }
        let places = ["nowhere", "at the slip", "at the front", "at either"]
        let paper = [byte & 0x20 != 0 ? "rear" : nil, byte & 0x40 != 0 ? "front" : nil].compactMap { $0 }
        return "status at once: awaits a check \(places[Int(byte >> 2 & 3)]), paper at \(paper) "
            + "(as an answer to 10 04 03: jam \(byte & 4 != 0))"
    }
}

/// The driver's view of the wire, without state.
public enum CheckScannerWire {
    /// Reads exactly one run of bytes. A776 first; then the other readers of the papers, so that a vector file or a
    /// recording of any of them can be read. The Excella speaks HTTP and XML: `ExcellaWire`.
    /// - Throws: `WireFault` for bytes that no reader of the papers sends in this direction.
    public static func decode(
        direction: CheckScannerDirection, bytes: [UInt8]
    ) throws(WireFault) -> CheckScannerMessage {
        guard !bytes.isEmpty else { throw WireFault("no bytes", bytes) }
        switch direction {
        case .host:
            if let foreign = CheckReaderMessage.command(bytes) { return .foreign(foreign) }
            if let commands = commands(bytes) { return .commands(commands) }
        case .device:
            if let blocks = blocks(bytes) { return .blocks(blocks) }
            if let both = twoPictures(bytes) { return both }
            if let reply = A776MICRReply.read(bytes) ?? A776MICRReply.readParsed(bytes) { return .micr(reply) }
            if bytes.count == 1 { return .byte(bytes[0]) }
            if let foreign = CheckReaderMessage.answer(bytes) { return .foreign(foreign) }
        }
        if let entry = CheckReaderMessage.exception(bytes) { return .foreign(entry) }
        throw WireFault("no reader of the papers sends this", bytes)
    }

    private static func commands(_ bytes: [UInt8]) -> [A776Command]? {
        var rest = bytes[...]
        var commands: [A776Command] = []
        while !rest.isEmpty {
            guard let (command, count) = A776Command.read(rest), count > 0 else { return nil }
            commands.append(command)
            rest = rest.dropFirst(count)
        }
        return commands
    }

    private static func blocks(_ bytes: [UInt8]) -> [A776Block]? {
        var parser = A776BlockParser()
        parser.append(bytes)
        var blocks: [A776Block] = []
        while let item = parser.next() {
            switch item {
            case .block(let block): blocks.append(block)
            case .stray: return nil
            }
        }
        return parser.pending == 0 && !blocks.isEmpty ? blocks : nil
    }

    private static func twoPictures(_ bytes: [UInt8]) -> CheckScannerMessage? {
        var parser = A776BlockParser()
        parser.append(bytes)
        guard case .block(let block)? = parser.next(), block.image != nil, let second = parser.bareImage(),
            parser.pending == 0
        else { return nil }
        return .twoPictures(block, second: second)
    }
}
