/// The three data bytes every poll carries: what may be accepted, and what is to happen to the note in escrow.
///
/// The bytes are kept as they are; each property reads or writes its own bits only, so that bits without a name
/// survive a round trip.
/// - Source: dossier `bill-acceptors.md` 1.2.
public struct EBDSOmnibusCommand: Hashable, Sendable {
    /// Byte 0: enabled note indexes.
    public var notes: UInt8
    /// Byte 1: modes and orders.
    public var modes: UInt8
    /// Byte 2: policies and reporting.
    public var options: UInt8

    /// All bits clear: nothing is accepted, no order.
    public init(notes: UInt8 = 0, modes: UInt8 = 0, options: UInt8 = 0) {
        self.notes = notes
        self.modes = modes
        self.options = options
    }

    /// Note indexes 1 to 7 as bits 0 to 6 of byte 0; 0 disables acceptance.
    public var enabledIndexes: UInt8 {
        get { notes & 0x7F }
        set { notes = notes & 0x80 | newValue & 0x7F }
    }
    /// Byte 1, bit 0: the unit announces itself with ENQ (deprecated).
    public var specialInterrupt: Bool {
        get { modes & 0x01 != 0 }
        set { modes = newValue ? modes | 0x01 : modes & ~0x01 }
    }
    /// Byte 1, bit 1 (deprecated).
    public var highSecurity: Bool {
        get { modes & 0x02 != 0 }
        set { modes = newValue ? modes | 0x02 : modes & ~0x02 }
    }
    /// Byte 1, bits 2 and 3: ways a note may lie.
    public var orientation: EBDSOrientation {
        get { EBDSOrientation(bits: modes >> 2 & 3) }
        set { modes = modes & ~0x0C | newValue.bits << 2 }
    }
    /// Byte 1, bit 4: hold the note for the host; clear: stack it at once.
    public var escrowMode: Bool {
        get { modes & 0x10 != 0 }
        set { modes = newValue ? modes | 0x10 : modes & ~0x10 }
    }
    /// Byte 1, bit 5: stack the note in escrow now.
    public var stack: Bool {
        get { modes & 0x20 != 0 }
        set { modes = newValue ? modes | 0x20 : modes & ~0x20 }
    }
    /// Byte 1, bit 6: give the note in escrow back now.
    public var giveBack: Bool {
        get { modes & 0x40 != 0 }
        set { modes = newValue ? modes | 0x40 : modes & ~0x40 }
    }
    /// Byte 2, bit 0: leave the note to a stacker that does not push.
    public var noPush: Bool {
        get { options & 0x01 != 0 }
        set { options = newValue ? options | 0x01 : options & ~0x01 }
    }
    /// Byte 2, bit 1: accept bar coded coupons.
    public var barcodes: Bool {
        get { options & 0x02 != 0 }
        set { options = newValue ? options | 0x02 : options & ~0x02 }
    }
    /// Byte 2, bits 2 and 3.
    public var powerUpPolicy: EBDSPowerUpPolicy {
        get { EBDSPowerUpPolicy(bits: options >> 2 & 3) }
        set { options = options & ~0x0C | newValue.bits << 2 }
    }
    /// Byte 2, bit 4: escrow and stacked come in extended frames with the whole note.
    public var extendedNotes: Bool {
        get { options & 0x10 != 0 }
        set { options = newValue ? options | 0x10 : options & ~0x10 }
    }
    /// Byte 2, bit 5.
    public var extendedCoupons: Bool {
        get { options & 0x20 != 0 }
        set { options = newValue ? options | 0x20 : options & ~0x20 }
    }

    /// The bytes in the order of the wire.
    public var bytes: [UInt8] { [notes, modes, options] }
}

extension EBDSOmnibusCommand: CustomStringConvertible {
    /// What the poll asks, in words.
    public var description: String {
        var words: [String] = []
        if stack { words.append("STACK the note") }
        if giveBack { words.append("RETURN the note") }
        words.append(enabledIndexes == 0 ? "nothing enabled" : "enables \(indexList)")
        words.append(escrowMode ? "escrow" : "no escrow")
        words.append(orientation.description)
        if specialInterrupt { words.append("special interrupt") }
        if highSecurity { words.append("high security") }
        if noPush { words.append("no push") }
        if barcodes { words.append("barcodes") }
        words.append("power-up policy \(powerUpPolicy)")
        if extendedNotes { words.append("extended notes") }
        if extendedCoupons { words.append("extended coupons") }
        if notes & 0x80 != 0 || modes & 0x80 != 0 || options & 0xC0 != 0 { words.append("unnamed bits") }
        return words.joined(separator: ", ")
    }

    private var indexList: String {
        if enabledIndexes == 0x7F { return "all notes" }
        let indexes = (1...7).filter { enabledIndexes >> UInt8($0 - 1) & 1 == 1 }
        return "note " + indexes.map(String.init).joined(separator: "+")
    }
}

/// How a note may lie when it is fed.
/// - Source: dossier 1.2; `10` and `11` both mean four ways, so both are kept.
public enum EBDSOrientation: Hashable, Sendable, CustomStringConvertible {
    /// One way up and forward only, both ends of one side, or any way.
    case oneWay, twoWay, fourWay
    /// Bits `10`, the other spelling of four ways.
    case fourWayOlder

    init(bits: UInt8) {
        switch bits & 3 {
        case 0: self = .oneWay
        case 1: self = .twoWay
        case 2: self = .fourWayOlder
        default: self = .fourWay
        }
    }

    /// The two bits.
    public var bits: UInt8 {
        switch self {
        case .oneWay: 0
        case .twoWay: 1
        case .fourWayOlder: 2
        case .fourWay: 3
        }
    }

    public var description: String {
        switch self {
        case .oneWay: "one way"
        case .twoWay: "two ways"
        case .fourWay, .fourWayOlder: "four ways"
        }
    }
}

/// What the unit does with a note in its path when power comes back.
/// - Source: dossier 1.6. `11` has no meaning there and is kept as `reserved`.
public enum EBDSPowerUpPolicy: Hashable, Sendable, CustomStringConvertible {
    /// Escrow is held and reported; a note past escrow is finished and reported without a value.
    case a
    /// Escrow takes the unit out of service; a note past escrow is finished and reported with its value.
    case b
    /// As B for escrow (papers disagree), as A past escrow.
    case c
    /// Bits `11`.
    case reserved

    init(bits: UInt8) {
        switch bits & 3 {
        case 0: self = .a
        case 1: self = .b
        case 2: self = .c
        default: self = .reserved
        }
    }

    /// The two bits.
    public var bits: UInt8 {
        switch self {
        case .a: 0
        case .b: 1
        case .c: 2
        case .reserved: 3
        }
    }

    public var description: String {
        switch self {
        case .a: "A"
        case .b: "B"
        case .c: "C"
        case .reserved: "11 (no meaning)"
        }
    }
}
