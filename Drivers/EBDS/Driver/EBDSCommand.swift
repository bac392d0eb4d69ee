public import EBDSFrame
import WireKit

/// A frame from the host: the control byte as it is, and what it asks.
public struct EBDSCommand: Hashable, Sendable {
    /// Ack number (bit 0), device type (bits 1 to 3), message type (bits 4 to 6).
    public let control: UInt8
    /// What is asked.
    public let body: EBDSOrder

    /// A command to an acceptor with this ack number.
    public init(_ body: EBDSOrder, ack: Bool) {
        self.body = body
        control = body.messageType << 4 | (ack ? 1 : 0)
    }

    /// Total for a host's frame: what has no name stays raw.
    public init(_ frame: EBDSFrame) {
        control = frame.control
        body = EBDSOrder(type: frame.messageType, data: frame.data)
    }

    /// Bit 0: turns over with every frame that is new; a repetition keeps it (dossier 1.4).
    public var ack: Bool { control & 1 == 1 }
    /// The frame, delimiters and checksum included.
    public func encoded() -> [UInt8] { EBDSFrame(control: control, data: body.data).encoded() }
}

/// What a host can ask, by message type.
/// - Source: dossier `bill-acceptors.md` 1.1, 1.2, 1.7, 1.8.
public enum EBDSOrder: Hashable, Sendable {
    /// Type 1: the poll.
    case omnibus(EBDSOmnibusCommand)
    /// Type 3: a poll that lets the unit take one bookmark sheet.
    case bookmark(EBDSOmnibusCommand)
    /// Type 4, raw: calibration sheets are a workshop's matter.
    case calibrate([UInt8])
    /// Type 5, raw: firmware download.
    case firmware([UInt8])
    /// Type 6: a question outside the poll.
    case auxiliary(EBDSAuxiliary)
    /// Type 6, `7F 7F 7F`: start anew; needs no answer, wait a second at least.
    case softReset
    /// Type 6 with other data (for example telemetry of another family), raw.
    case otherAuxiliary([UInt8])
    /// Type 7.
    case extended(EBDSExtendedOrder)
    /// Any other type or length, raw.
    case raw(type: UInt8, data: [UInt8])

    init(type: UInt8, data: [UInt8]) {
        switch (type, data.count) {
        case (1, 3): self = .omnibus(EBDSOmnibusCommand(notes: data[0], modes: data[1], options: data[2]))
        case (3, 3): self = .bookmark(EBDSOmnibusCommand(notes: data[0], modes: data[1], options: data[2]))
        case (4, _): self = .calibrate(data)
        case (5, _): self = .firmware(data)
        case (6, _):
            if data == [0x7F, 0x7F, 0x7F] {
                self = .softReset
            } else if data.count == 3, data[0] == 0, data[1] == 0, let query = EBDSAuxiliary(rawValue: data[2]) {
                self = .auxiliary(query)
            } else {
                self = .otherAuxiliary(data)
            }
        case (7, 4...): self = .extended(EBDSExtendedOrder(data))
        default: self = .raw(type: type, data: data)
        }
    }

    /// Bits 4 to 6 of the control byte.
    public var messageType: UInt8 {
        switch self {
        case .omnibus: 1
        case .bookmark: 3
        case .calibrate: 4
        case .firmware: 5
        case .auxiliary, .softReset, .otherAuxiliary: 6
        case .extended: 7
        case .raw(let type, _): type & 7
        }
    }

    /// The data bytes.
    public var data: [UInt8] {
        switch self {
        case .omnibus(let poll), .bookmark(let poll): poll.bytes
        case .calibrate(let data), .firmware(let data), .otherAuxiliary(let data), .raw(_, let data): data
        case .auxiliary(let query): [0, 0, query.rawValue]
        case .softReset: [0x7F, 0x7F, 0x7F]
        case .extended(let order): order.data
        }
    }
}

/// Auxiliary questions, data `00 00` and this byte.
/// - Source: dossier 1.7.
public enum EBDSAuxiliary: UInt8, Hashable, Sendable {
    /// Four nibble bytes; also what some units answer to anything they do not know.
    case softwareCRC = 0x00
    /// Notes since it was cleared, or their value: readings differ. Nibble bytes.
    case cashboxTotal = 0x01
    /// How often it started. Nibble bytes.
    case resets = 0x02
    /// Destroys evidence; the driver never sends it.
    case clearCashboxTotal = 0x03
    /// ASCII, as wide as the frame says.
    case acceptorType = 0x04
    /// ASCII, as wide as the frame says.
    case serialNumber = 0x05
    /// Nine ASCII characters: project, check digit where there is one, version.
    case bootPartNumber = 0x06
    /// Nine ASCII characters, likewise.
    case applicationPartNumber = 0x07
    /// 32 ASCII characters; several currencies are joined with `_`.
    case variantName = 0x08
    /// Nine ASCII characters.
    case variantPartNumber = 0x09
    /// Fields of 32 bits: map id, hours, motor starts, escrowed, recognised, validated.
    case lifeTotals = 0x0A
    /// Fields of 16 bits.
    case qpMeasures = 0x0B
    /// Fields of 16 bits.
    case performance = 0x0C
    /// Six bytes of bits.
    case capabilities = 0x0D
    /// Nine ASCII characters.
    case applicationID = 0x0E
    /// Nine ASCII characters.
    case variantID = 0x0F
    /// State of a note feeder, where there is one.
    case bnfStatus = 0x10
    /// How the mouth is lit.
    case setBezel = 0x11
    /// Runs one.
    case selfTest = 0x1A
    /// Raw: the dossier has no table.
    case hardwareStatus = 0x23
    /// Raw: the dossier has no table.
    case readConfiguration = 0x25
    /// Raw: the dossier has no table; never sent.
    case writeConfiguration = 0x26

    var words: String {
        switch self {
        case .softwareCRC: "software CRC"
        case .cashboxTotal: "cash box total"
        case .resets: "resets"
        case .clearCashboxTotal: "CLEAR the cash box total"
        case .acceptorType: "acceptor type"
        case .serialNumber: "serial number"
        case .bootPartNumber: "boot part number"
        case .applicationPartNumber: "application part number"
        case .variantName: "variant name"
        case .variantPartNumber: "variant part number"
        case .lifeTotals: "life totals"
        case .qpMeasures: "QP measures"
        case .performance: "performance"
        case .capabilities: "device capabilities"
        case .applicationID: "application id"
        case .variantID: "variant id"
        case .bnfStatus: "note feeder status"
        case .setBezel: "set bezel"
        case .selfTest: "self test"
        case .hardwareStatus: "hardware status"
        case .readConfiguration: "configuration option (25)"
        case .writeConfiguration: "configuration option (26)"
        }
    }
}

extension EBDSCommand: CustomStringConvertible {
    public var description: String { "\(body), ack \(control & 1)" }
}

extension EBDSOrder: CustomStringConvertible {
    public var description: String {
        switch self {
        case .omnibus(let poll): "poll: \(poll)"
        case .bookmark(let poll): "poll for a bookmark: \(poll)"
        case .calibrate(let data): "calibrate \(Hex.text(data))"
        case .firmware(let data): "firmware download \(Hex.text(data))"
        case .auxiliary(let query): "asks: \(query.words)"
        case .softReset: "soft reset"
        case .otherAuxiliary(let data): "auxiliary \(Hex.text(data))"
        case .extended(let order): order.description
        case .raw(let type, let data): "type \(type) \(Hex.text(data))"
        }
    }
}
