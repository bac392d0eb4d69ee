public import ESCPOSFrame

/// One thing an ESC/POS printer says.
///
/// - Source: shared dossier `receipt-printers.md` 1.1, 3.1 to 3.5.
public enum ESCPOSReply: Hashable, Sendable {
    /// Answer to DLE EOT; which of the four tables it follows is known only from the question.
    case realTime(UInt8)
    /// Automatic status back.
    case status(ESCPOSStatusBlock)
    /// One byte: answer to GS r, GS I 1 to 3, ESC u, ESC v.
    case single(UInt8)
    /// 11 and 13; may stand between any two bytes of another reply.
    case xon, xoff
    /// A header, data and a zero at the end.
    case block(ESCPOSBlock)
    /// CUSTOM's full status, asked for or pushed.
    case custom(CustomStatus)

    /// The reply on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .realTime(let byte), .single(let byte): [byte]
        case .status(let block): block.bytes
        case .xon: [ESCPOSFrame.xon]
        case .xoff: [ESCPOSFrame.xoff]
        case .block(let block): block.encoded()
        case .custom(let status): status.encoded()
        }
    }
}

/// The four bytes of automatic status back. Bits without a name are masked, never compared.
///
/// - Source: shared dossier `receipt-printers.md` 3.2.
public struct ESCPOSStatusBlock: Hashable, Sendable {
    /// As they came.
    public let bytes: [UInt8]

    /// `nil` unless the fixed bits are right.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 4, bytes[0] & 0x93 == 0x10, bytes[1...].allSatisfy({ $0 & 0x90 == 0 }) else { return nil }
        self.bytes = bytes
    }

    /// Pin 3 of the drawer connector: a level, not yet open or shut.
    public var drawerHigh: Bool { bytes[0] & 0x04 != 0 }
    /// Runs no commands now.
    public var offline: Bool { bytes[0] & 0x08 != 0 }
    /// The cover stands open.
    public var coverOpen: Bool { bytes[0] & 0x20 != 0 }
    /// The FEED button is held.
    public var feeding: Bool { bytes[0] & 0x40 != 0 }
    /// A recoverable error of the mechanism.
    public var mechanicalError: Bool { bytes[1] & 0x04 != 0 }
    /// The cutter is stuck.
    public var cutterError: Bool { bytes[1] & 0x08 != 0 }
    /// Only a power cycle or a repair helps.
    public var unrecoverableError: Bool { bytes[1] & 0x20 != 0 }
    /// Head too hot and the like: passes by itself.
    public var passingError: Bool { bytes[1] & 0x40 != 0 }
    /// Little paper is left.
    public var paperNearEnd: Bool { bytes[2] & 0x03 != 0 }
    /// No paper.
    public var paperEnd: Bool { bytes[2] & 0x0C != 0 }
}

/// What a reply block says, by its header and first bytes.
public enum ESCPOSBlockMeaning: Hashable, Sendable {
    /// `37 22 d1 d2 d3 d4`: everything up to this process id is done.
    case processDone([UInt8])
    /// `37 23 …`: going offline, with up to ten cause bytes.
    case offline([UInt8])
    /// `37 25`: buffers are clear.
    case cleared
    /// `37 36 …`: size of the stored symbol.
    case symbolSize([UInt8])
    /// `37 72 …`, `37 73 …`: keys of stored pictures; `more` when the printer waits for an acknowledgement.
    case pictureKeys([PictureKey], more: Bool)
    /// `37 30 …`, `37 31 …`: bytes of picture memory.
    case pictureMemory(UInt8, [UInt8])
    /// `5F …`: text asked for by GS I or FS g 2, or a check's line.
    case text([UInt8])
    /// `3D id …`.
    case informationA(UInt8, [UInt8])
    /// `3B 30`: the printer shuts down.
    case powerOff
    /// A header the dossier names and does not describe further.
    case other(ESCPOSBlock)

    /// Reads a block.
    public init(_ block: ESCPOSBlock) {
        let payload = block.payload
        switch (block.header, payload.first) {
        case (0x37, 0x22) where payload.count == 5: self = .processDone(Array(payload[1...]))
        case (0x37, 0x23): self = .offline(Array(payload[1...]))
        case (0x37, 0x25) where payload.count == 1: self = .cleared
        case (0x37, 0x36): self = .symbolSize(Array(payload[1...]))
        case (0x37, 0x72), (0x37, 0x73): self = Self.keys(Array(payload[1...]))
        case (0x37, 0x30), (0x37, 0x31): self = .pictureMemory(payload[0], Array(payload[1...]))
        case (0x5F, _): self = .text(payload)
        case (0x3D, let id?): self = .informationA(id, Array(payload[1...]))
        case (0x3B, 0x30) where payload.count == 1: self = .powerOff
        default: self = .other(block)
        }
    }

    /// With a status byte before the keys (40: these are all, 41: more follow) or without one; keys are two bytes each.
    private static func keys(_ bytes: [UInt8]) -> Self {
        var rest = bytes[...]
        var more = false
        if rest.count % 2 == 1, let status = rest.popFirst() { more = status == 0x41 }
        var keys: [PictureKey] = []
        while rest.count >= 2 { keys.append(PictureKey(rest.removeFirst(), rest.removeFirst())) }
        return .pictureKeys(keys, more: more)
    }
}

/// A check's line as a hybrid printer sends it inside a `5F` block.
///
/// - Source: shared dossier `receipt-printers.md` 3.5 (both readings of bit 4 are accepted).
public struct ESCPOSMICRReading: Hashable, Sendable {
    /// 0 is E-13B, 1 is CMC-7.
    public let font: UInt8
    /// The check has left the reader.
    public let readAgainImpossible: Bool
    /// Nothing was read.
    public let failed: Bool
    /// `?` stands for a character that was not read.
    public let characters: [UInt8]

    /// `nil` when the bytes cannot be a reading (they may be a model's name).
    public init?(_ payload: [UInt8]) {
        guard let status = payload.first, status & 0xCC == 0x40, status & 0x03 <= 1 else { return nil }
        font = status & 0x03
        readAgainImpossible = status & 0x10 != 0
        failed = status & 0x20 != 0
        characters = Array(payload.dropFirst())
    }
}
