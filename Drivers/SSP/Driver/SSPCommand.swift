import WireKit

/// What the host says to a unit: the first data byte and its parameters.
/// - Source: shared dossier `bill-acceptors.md` 4.2.
public struct SSPCommand: Hashable, Sendable {
    /// The command's code.
    public let code: UInt8
    /// Its parameters, as they stand on the wire.
    public let parameters: [UInt8]

    /// A command with its parameters.
    public init(_ code: UInt8, _ parameters: [UInt8] = []) {
        self.code = code
        self.parameters = parameters
    }

    /// 11: the unit forgets the sequence; sent with the bit set.
    public static let sync = SSPCommand(0x11)
    /// 05: who are you, and which notes do you know.
    public static let setupRequest = SSPCommand(0x05)
    /// 07: events, please; accepts a note whose escrow was reported.
    public static let poll = SSPCommand(0x07)
    /// 56: as poll, and what concerns money repeats until `eventAck`; accepts a reported note just the same.
    public static let pollWithAck = SSPCommand(0x56)
    /// 57: the repeated event was heard.
    public static let eventAck = SSPCommand(0x57)
    /// 08: the note in escrow goes back.
    public static let reject = SSPCommand(0x08)
    /// 18: the note in escrow stays there a while longer.
    public static let hold = SSPCommand(0x18)
    /// 09: take no note.
    public static let disable = SSPCommand(0x09)
    /// 0A: take the notes that are not inhibited.
    public static let enable = SSPCommand(0x0A)
    /// 0C: serial number.
    public static let serialNumber = SSPCommand(0x0C)
    /// 0E: the value of each channel.
    public static let channelValues = SSPCommand(0x0E)
    /// 17: why the last note went back.
    public static let lastRejectCode = SSPCommand(0x17)
    /// 20: firmware version as text.
    public static let firmware = SSPCommand(0x20)
    /// 21: note data set as text.
    public static let dataset = SSPCommand(0x21)
    /// 58: notes stacked, stored, dispensed, moved to the stacker, rejected.
    public static let counters = SSPCommand(0x58)

    /// 06: the layout of replies that the host understands.
    public static func hostProtocol(_ version: UInt8) -> SSPCommand { SSPCommand(0x06, [version]) }
    /// 02: a bit for each channel, the first channel lowest; set means "take it".
    public static func inhibits(_ mask: [UInt8]) -> SSPCommand { SSPCommand(0x02, mask) }
    /// 4A: the generator of the key exchange.
    public static func generator(_ value: UInt64) -> SSPCommand { SSPCommand(0x4A, bytes(value)) }
    /// 4B: the modulus of the key exchange.
    public static func modulus(_ value: UInt64) -> SSPCommand { SSPCommand(0x4B, bytes(value)) }
    /// 4C: the host's half of the key exchange; the answer is the unit's half.
    public static func keyExchange(_ value: UInt64) -> SSPCommand { SSPCommand(0x4C, bytes(value)) }

    /// As frame data.
    public var data: [UInt8] { [code] + parameters }

    private static func bytes(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64($0 * 8)) }
    }
}

extension SSPCommand: CustomStringConvertible {
    public var description: String {
        let name = Self.names.first { $0.code == code }?.name ?? "command \(hexByte(code))"
        return parameters.isEmpty ? name : "\(name) \(Hex.text(parameters))"
    }

    /// Names for people, by code.
    private static let names: [(code: UInt8, name: String)] = [
        (0x01, "reset"), (0x02, "set inhibits"), (0x03, "display on"), (0x04, "display off"), (0x05, "setup request"),
        (0x06, "host protocol version"), (0x07, "poll"), (0x08, "give the note in escrow back"), (0x09, "disable"),
        (0x0A, "enable"), (0x0C, "serial number"), (0x0D, "unit data"), (0x0E, "channel values"),
        (0x0F, "channel security"), (0x11, "sync"), (0x17, "last reject code"), (0x18, "hold the note"),
        (0x20, "firmware version"), (0x21, "dataset version"), (0x22, "all levels"),
        (0x23, "barcode reader configuration"), (0x24, "set barcode reader configuration"), (0x25, "barcode inhibit"),
        (0x26, "set barcode inhibit"), (0x27, "barcode data"), (0x30, "refill mode"), (0x33, "pay out"),
        (0x34, "set denomination level"), (0x35, "denomination level"), (0x37, "pass through"), (0x38, "halt payout"),
        (0x39, "pay out by denomination"), (0x3A, "coin escrow"), (0x3B, "set denomination route"),
        (0x3C, "denomination route"), (0x3D, "float"), (0x3E, "minimum payout"), (0x3F, "empty all"),
        (0x40, "coin mechanism inhibits"), (0x41, "note positions"), (0x42, "pay out the last note"),
        (0x43, "stack the last note"), (0x44, "float by denomination"), (0x45, "value report type"),
        (0x46, "pay out by denomination"), (0x49, "coin mechanism on or off"), (0x4A, "key exchange: generator"),
        (0x4B, "key exchange: modulus"), (0x4C, "key exchange: host's half"), (0x4D, "baud rate"),
        (0x4E, "cash box payout limit"), (0x4F, "build revision"), (0x50, "set options"), (0x51, "options"),
        (0x52, "smart empty"), (0x53, "cash box operation data"), (0x54, "bezel"), (0x56, "poll with acknowledgement"),
        (0x57, "event acknowledged"), (0x58, "counters"), (0x59, "clear the counters"),
        (0x5A, "coin mechanism options"), (0x5B, "payout device off"), (0x5C, "payout device on"),
        (0x5D, "coin stir"), (0x60, "set the fixed key"), (0x61, "fixed key to its default"),
        (0x62, "clock configuration"), (0x63, "clock"), (0x64, "set the clock"),
    ]
}

/// Two capital digits.
func hexByte(_ byte: UInt8) -> String { Hex.text([byte]) }
