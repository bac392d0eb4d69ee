public import DeviceKit

/// Any bytes of a cash drawer's wire, printer-driven or stand-alone, as typed values.
///
/// - Source: shared dossier `cash-drawers.md` 3, 4, 5. A trigger byte means "open" to many boards at once; which of them
///   hangs on the line is a matter of settings, so the value names the bytes' family and not the maker.
public enum DrawersWire: Hashable, Sendable {
    /// ESC/POS: kick, status request, automatic status.
    case escpos([ESCPOSCommand])
    /// Star ESC BEL: times of the pulse in 10 ms, and what follows at once: kicks (07, 1A, 19, 1C), then ends of a line.
    case starTimes(on: UInt8, off: UInt8, then: [UInt8])
    /// Star: 1C drawer 1 now, 1A drawer 2 in order, 19 drawer 2.
    case starKick(UInt8)
    /// Star: ESC ACK SOH, ESC RS a n, ENQ, EOT.
    case starStatusRequest([UInt8])
    /// BEL, once or more: opens on APG 484A, Logic Controls, IBM (drawer 1), Citizen, Star (drawer 1).
    case bell(count: Int)
    /// IBM SurePOS 500: ESC BEL opens drawer 2.
    case ibmOpenSecond
    /// IBM SurePOS 500: ACK (drawer 1) or ESC ACK (drawer 2) asks for the state.
    case ibmStatus(drawer: Int)
    /// One or two characters for boards that open on any, or on those set by switches.
    case trigger([UInt8])
    /// Posiflex HID, a 120-byte report: open or ask drawer `id`.
    case posiflex(id: UInt8, asks: Bool)
    /// Star SMD2 and CD3 on USB.
    case starUSBOpen
    /// The unnamed HID drawer: 01 01.
    case genericOpen
    /// A report without a number, as Linux hidraw wants it written: 00, then the report.
    indirect case numbered(DrawersWire)
    /// ESC/POS answers, or what else a printer of a known family may say.
    case printer(ESCPOSWire)
    /// Star automatic status.
    case starStatus(StarStatusBlock)
    /// Posiflex HID: state of drawer `id`.
    case posiflexState(id: UInt8, closed: Bool, rest: [UInt8])
    /// Report of a Star USB drawer: first byte 80 or more is open.
    case starUSBState([UInt8])
    /// Zeroes without end while an ACODE drawer is open.
    case acodeOpen(count: Int)

    /// Reads bytes by direction alone.
    public static func decode(direction: WireDirection, bytes: [UInt8]) throws(WireFault) -> DrawersWire {
        guard !bytes.isEmpty else { throw WireFault("no bytes", bytes) }
        switch direction {
        case .host: return try host(bytes)
        case .device: return try device(bytes)
        }
    }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] {
        switch self {
        case .escpos(let commands): commands.flatMap { $0.encoded() }
        case .starTimes(let on, let off, let then): [0x1B, 0x07, on, off] + then
        case .starKick(let byte): [byte]
        case .starStatusRequest(let bytes), .starUSBState(let bytes): bytes
        case .bell(let count): Array(repeating: 0x07, count: count)
        case .ibmOpenSecond: [0x1B, 0x07]
        case .ibmStatus(let drawer): drawer == 2 ? [0x1B, 0x06] : [0x06]
        case .trigger(let bytes): bytes
        case .posiflex(let id, let asks):
            [id, asks ? id + 1 : id] + Array(repeating: 0, count: Self.posiflexLength - 2)
        case .starUSBOpen: [0x2B, 0x00]
        case .genericOpen: [0x01, 0x01]
        case .numbered(let report): [0x00] + report.encoded()
        case .printer(let wire): wire.encoded()
        case .starStatus(let block): block.bytes
        case .posiflexState(let id, let closed, let rest): [id << 4 | (closed ? 1 : 0)] + rest
        case .acodeOpen(let count): Array(repeating: 0, count: count)
        }
    }

    static let posiflexLength = 120

    private static func host(_ bytes: [UInt8]) throws(WireFault) -> DrawersWire {
        if bytes.count == posiflexLength { return try posiflexOrder(bytes) }
        if bytes.count == posiflexLength + 1, bytes[0] == 0 { return .numbered(try posiflexOrder(Array(bytes[1...]))) }
        switch bytes {
        case [0x00, 0x2B, 0x00]: return .numbered(.starUSBOpen)
        case [0x00, 0x01, 0x01]: return .numbered(.genericOpen)
        case [0x2B, 0x00]: return .starUSBOpen
        case [0x01, 0x01]: return .genericOpen
        case [0x1B, 0x07]: return .ibmOpenSecond
        case [0x1B, 0x06]: return .ibmStatus(drawer: 2)
        case [0x06]: return .ibmStatus(drawer: 1)
        case [0x1A], [0x19], [0x1C]: return .starKick(bytes[0])
        case [0x05], [0x04], [0x1B, 0x06, 0x01]: return .starStatusRequest(bytes)
        default: break
        }
        if bytes.allSatisfy({ $0 == 0x07 }) { return .bell(count: bytes.count) }
        if bytes.starts(with: [0x1B, 0x07]) { return try starTimes(bytes) }
        if bytes.count == 4, bytes.starts(with: [0x1B, 0x1E, 0x61]) { return .starStatusRequest(bytes) }
        if bytes.count == 1 || bytes.count == 2 && isTwoCharacters(bytes) { return .trigger(bytes) }
        let commands = try ESCPOSCommandDecoder.commands(bytes)
        // A kick for a connector that is not there: the printer prints its two times as text, and opens nothing.
        if bytes.count == 5, case .outOfRange? = commands.first, bytes[1] == 0x70 { return .escpos(commands) }
        // Other text opens nothing here: on a drawer's line it would be a wrong cable or a wrong setting.
        guard commands.allSatisfy(belongsToDrawer) else { throw WireFault("no drawer command", bytes) }
        return .escpos(commands)
    }

    /// Boards that want two characters take any two of seven bits; what begins a printer's command is none.
    private static func isTwoCharacters(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { $0 < 0x80 } && ![0x10, 0x1B, 0x1C, 0x1D].contains(bytes[0])
    }

    private static func belongsToDrawer(_ command: ESCPOSCommand) -> Bool {
        // A short list out of a long one: what is not named here is no drawer's business.
        if case .set(let setting, _) = command {
            let asks = setting == .transmitStatus || setting == .automaticStatus || setting == .transmitDrawer
            // Which of two devices on the line the kick is for.
            return asks || setting == .peripheral
        }
        if case .drawerKick = command { return true }
        if case .drawerKickCutShort = command { return true }
        if case .realTime = command { return true }
        if case .realTimeEnable = command { return true }
        return command == .action(.initialize) || command == .action(.starAskStatus)
    }

    private static func starTimes(_ bytes: [UInt8]) throws(WireFault) -> DrawersWire {
        let times = bytes.count >= 4 && (1...127).contains(bytes[2]) && (1...127).contains(bytes[3])
        guard times else { throw WireFault("pulse times out of range or cut short", bytes) }
        let then = bytes[4...]
        let ends = then.drop { [0x07, 0x1A, 0x19, 0x1C].contains($0) }
        guard ends.allSatisfy({ $0 == 0x0A || $0 == 0x0D }) else { throw WireFault("no kick behind the times", bytes) }
        return .starTimes(on: bytes[2], off: bytes[3], then: Array(then))
    }

    /// Anything but open and ask may reach the board's bootloader, so nothing else is a command.
    private static func posiflexOrder(_ bytes: [UInt8]) throws(WireFault) -> DrawersWire {
        let id = bytes[0]
        guard id <= 7, bytes[1] == id || bytes[1] == id + 1, bytes[2...].allSatisfy({ $0 == 0 }) else {
            throw WireFault("unknown Posiflex command", bytes)
        }
        return .posiflex(id: id, asks: bytes[1] == id + 1)
    }

    private static func device(_ bytes: [UInt8]) throws(WireFault) -> DrawersWire {
        if bytes.count == posiflexLength {
            guard bytes[0] & 0x8E == 0 else { throw WireFault("no Posiflex state", bytes) }
            return .posiflexState(id: bytes[0] >> 4, closed: bytes[0] & 1 == 1, rest: Array(bytes[1...]))
        }
        if bytes.count > 1, bytes.allSatisfy({ $0 == 0 }) { return .acodeOpen(count: bytes.count) }
        if let block = StarStatusBlock(bytes) { return .starStatus(block) }
        if StarStatusBlock.begins(bytes) { throw WireFault("Star status of a wrong length or fixed bits", bytes) }
        if bytes[0] >= 0x80, bytes.count <= 8 { return .starUSBState(bytes) }
        // A closed one below 80, as far as no printer's answer looks like it.
        if bytes.count == 1, bytes[0] & 0x93 != 0x12, bytes[0] & 0x90 != 0 { return .starUSBState(bytes) }
        let wire = try ESCPOSWire.decode(direction: .device, bytes: bytes)
        // So many answers of one byte never come in one run: it is a report of a board, cut or grown.
        if case .replies(let replies) = wire, bytes.count > StarStatusBlock.longest, replies.count == bytes.count {
            throw WireFault("report of a wrong length", bytes)
        }
        return .printer(wire)
    }
}

/// Star's automatic status, as far as a drawer needs it.
///
/// - Source: shared dossier `receipt-printers.md` 4.2.
public struct StarStatusBlock: Hashable, Sendable {
    /// As they came.
    public let bytes: [UInt8]

    /// As in the Star room: the shortest that the papers name, the longest that the two headers can name.
    private static let shortest = 7
    static let longest = 33

    /// `nil` unless the headers are right and name this length, and the fixed bits of the rest are zero.
    init?(_ bytes: [UInt8]) {
        guard Self.begins(bytes), Self.length(bytes) == bytes.count, bytes[2...].allSatisfy({ $0 & 0x91 == 0 }) else {
            return nil
        }
        self.bytes = bytes
    }

    /// Whether bytes are a status by their headers, whatever becomes of the rest.
    static func begins(_ bytes: [UInt8]) -> Bool {
        bytes.count >= shortest && bytes[0] & 0x91 == 0x01 && bytes[1] & 0x11 == 0 && length(bytes) >= shortest
    }

    /// Bit 7 of the second header lengthens the status by two.
    private static func length(_ bytes: [UInt8]) -> Int {
        let (first, second) = (Int(bytes[0]), Int(bytes[1]))
        return (first >> 2 & 0x18 | first >> 1 & 0x07) + (second >> 6 & 0x02)
    }

    /// The switch contact is closed (on most drawers: the drawer is open).
    public var switchClosed: Bool { bytes[2] & 0x04 != 0 }
}
