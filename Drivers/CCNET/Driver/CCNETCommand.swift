public import CCNETFrame
import WireKit

/// A frame from the host: a command with its data, or the host's word about the unit's last answer.
public struct CCNETCommand: Hashable, Sendable {
    /// The frame as it is.
    public let frame: CCNETFrame

    /// Total for any frame: a code without a name is a command without a name.
    public init(_ frame: CCNETFrame) { self.frame = frame }

    /// A command to the bill validator.
    public init(_ code: CCNETCode, _ data: [UInt8] = []) {
        frame = CCNETFrame(address: CCNETFrame.validator, payload: [code.rawValue] + data)
    }

    /// `nil`: no code of a bill validator.
    public var code: CCNETCode? { CCNETCode(rawValue: frame.payload[0]) }
    /// What follows the code.
    public var data: [UInt8] { Array(frame.payload.dropFirst()) }

    /// The bytes on the wire.
    public func encoded() -> [UInt8] { frame.encoded() }

    /// Takes these bill types, each held in escrow: with equal masks a credit always follows an escrow report.
    /// - Source: dossier `bill-acceptors.md` 3.4 ("both masks equal, so always do that").
    static func enable(_ mask: [UInt8]) -> CCNETCommand { CCNETCommand(.enableBillTypes, mask + mask) }
}

/// Codes of commands to a bill validator, and of the two words about an answer.
/// - Source: dossier 3.1, 3.2; bill-to-bill codes for reading only.
public enum CCNETCode: UInt8, Hashable, Sendable, CaseIterable {
    /// "I heard your answer": hands a credit over. It carries no number.
    case acknowledge = 0x00
    /// Starts anew: gives back what is in escrow, disables, then initialises.
    case reset = 0x30
    /// Enabled and high-security masks.
    case getStatus = 0x31
    /// Which bill types are looked at more strictly.
    case setSecurity = 0x32
    /// What are you doing?
    case poll = 0x33
    /// Two masks: enabled, and held in escrow; zeros disable.
    case enableBillTypes = 0x34
    /// The note in escrow goes into the box.
    case stack = 0x35
    /// The note in escrow goes back.
    case giveBack = 0x36
    /// Part number, serial number, asset number.
    case identification = 0x37
    /// Keep the note in escrow for ten more seconds.
    case hold = 0x38
    /// Format and length of coupons.
    case barcodeParameters = 0x39
    /// What a coupon says.
    case extractBarcode = 0x3A
    /// Bill-to-bill: state of a recycling cassette.
    case cassetteStatus = 0x3B
    /// Bill-to-bill: pays notes out.
    case dispense = 0x3C
    /// Bill-to-bill: empties a recycling cassette.
    case unload = 0x3D
    /// Bill-to-bill: extended identification.
    case extendedIdentification = 0x3E
    /// Bill-to-bill: which notes go to which cassette.
    case setCassetteType = 0x40
    /// 24 (or 48) bill types by value and country.
    case billTable = 0x41
    /// Firmware download; never sent.
    case download = 0x50
    /// CRC32 of the firmware.
    case crc32 = 0x51
    /// Download into a module; never sent.
    case moduleDownload = 0x52
    /// Part number and CRC32 of the validation software.
    case moduleIdentification = 0x54
    /// CRC16 of the firmware, with seed.
    case crc16 = 0x56
    /// CRC32 with seed and address.
    case crc32Seeded = 0x57
    /// CRC16 with seed and address.
    case crc16Seeded = 0x58
    /// How long notes and coupons wait in escrow, in milliseconds.
    case escrowTimeouts = 0x5A
    /// Two bytes: how many notes were stacked.
    case stackedCounter = 0x5B
    /// When the firmware was released.
    case releaseDate = 0x5C
    /// Statistics; their layout is in a document that was not read.
    case statistics = 0x60
    /// Bill-to-bill: is there a credit from before the power cut?
    case powerRecovery = 0x66
    /// Options, four bytes.
    case setOptions = 0x68
    /// Options as they stand.
    case getOptions = 0x69
    /// The maker's own commands.
    case manufacturer = 0xF0
    /// "Your answer came damaged."
    case refuse = 0xFF

    var words: String {
        switch self {
        case .acknowledge: "ACK: heard"
        case .reset: "RESET"
        case .getStatus: "asks: enabled and secured types"
        case .setSecurity: "sets high security"
        case .poll: "poll"
        case .enableBillTypes: "enables"
        case .stack: "STACK the note"
        case .giveBack: "RETURN the note"
        case .identification: "asks: identification"
        case .hold: "hold the note"
        case .barcodeParameters: "sets the barcode format"
        case .extractBarcode: "asks: barcode"
        case .cassetteStatus: "asks: recycling cassettes"
        case .dispense: "dispense"
        case .unload: "unload"
        case .extendedIdentification: "asks: extended identification"
        case .setCassetteType: "sets the cassette type"
        case .billTable: "asks: bill table"
        case .download: "firmware download"
        case .crc32: "asks: CRC32 of the firmware"
        case .moduleDownload: "module download"
        case .moduleIdentification: "asks: validation module"
        case .crc16: "asks: CRC16 of the firmware"
        case .crc32Seeded: "asks: CRC32 with seed"
        case .crc16Seeded: "asks: CRC16 with seed and address"
        case .escrowTimeouts: "sets escrow times"
        case .stackedCounter: "asks: count of stacked notes"
        case .releaseDate: "asks: release date"
        case .statistics: "asks: statistics"
        case .powerRecovery: "asks: power recovery"
        case .setOptions: "sets options"
        case .getOptions: "asks: options"
        case .manufacturer: "maker's command"
        case .refuse: "NAK: came damaged"
        }
    }
}

extension CCNETCommand: CustomStringConvertible {
    public var description: String {
        let to = frame.address == CCNETFrame.validator ? "" : ", to address \(Hex.text([frame.address]))"
        guard let code else { return "command \(Hex.text(frame.payload))\(to)" }
        let half = data.count / 2
        if code == .enableBillTypes, half == 3 || half == 6, data.count == half * 2 {
            let taken = CCNETMask.types(Array(data.prefix(half)))
            let held = CCNETMask.types(Array(data.dropFirst(half)))
            if taken.isEmpty { return "enables nothing\(to)" }
            return "enables \(CCNETMask.words(taken)), in escrow \(CCNETMask.words(held))\(to)"
        }
        if code == .setSecurity, data.count == 3 || data.count == 6 {
            return "sets high security for \(CCNETMask.words(CCNETMask.types(data)))\(to)"
        }
        return data.isEmpty ? code.words + to : "\(code.words) \(Hex.text(data))\(to)"
    }
}

/// Masks of bill types: the highest types in the first byte.
/// - Source: dossier 3.2 ("bit k of the 24-bit number = bill type k").
enum CCNETMask {
    /// Set bits, ascending.
    static func types(_ mask: [UInt8]) -> [UInt8] {
        mask.reversed().enumerated().flatMap { place, byte in
            (0..<8).filter { byte >> UInt8($0) & 1 == 1 }.map { UInt8(place * 8 + $0) }
        }
    }

    /// A mask of so many bytes; types beyond it are left out.
    static func mask(_ types: [UInt8], bytes: Int) -> [UInt8] {
        var mask = [UInt8](repeating: 0, count: bytes)
        for type in types where Int(type) < bytes * 8 { mask[bytes - 1 - Int(type) / 8] |= 1 << (type % 8) }
        return mask
    }

    static func words(_ types: [UInt8]) -> String {
        if types.isEmpty { return "none" }
        if types.count % 24 == 0 { return "all types" }
        return (types.count == 1 ? "type " : "types ") + types.map { String($0) }.joined(separator: " ")
    }
}
