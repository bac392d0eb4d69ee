/// Commands of a fixed opcode and one parameter byte.
///
/// - Source: shared dossier `receipt-printers.md` 2.1, 2.3, 2.6, 3.2, 3.3, 3.5 and, where named, 5.1, 5.2, 5.4.
public enum ESCPOSSetting: Hashable, Sendable, CaseIterable {
    /// ESC t, R, a, E, G, -, GS B, ESC {, GS b, ESC M, ESC !, GS !: how characters look.
    case codePage, international, align, bold, doubleStrike, underline, invert, upsideDown, smoothing, font, modes, size
    /// ESC V, SP, 3, J, d, e, K, =, U: spaces, feeds, and whom the bytes are for.
    case rotate, rightSpace, pitch, feedUnits, feedLines, reverseLines, reverseUnits, peripheral, oneDirection
    /// ESC r: colour on Epson models, presenter forward or back on Nippon Primex.
    case colourOrPresenter
    /// ESC A and ESC +: line pitch in 1/60 and 1/360 inch; ESC 4: italic; GS |: density. As python-escpos 3.1 and
    /// ReceiptPrinterEncoder send them.
    case pitchSixtieth, pitch360th, italic, density
    /// ESC % and ESC ?: own characters on or off, and one of them removed.
    case userCharacters, cancelUserCharacter
    /// ESC c 5, ESC c 3, ESC c 4: FEED button, paper-end pin, stop on near end.
    case panelButtons, paperEndPin, stopOnNearEnd
    /// GS h, GS w, GS H, GS f: height in dots, module width, where the readable text stands, its font.
    case barcodeHeight, barcodeModule, barcodeText, barcodeTextFont
    /// ESC T, GS /, GS T: page mode's direction, the picture in memory, where the line begins.
    case pageDirection, printDownloadedImage, lineStart
    /// FS C, FS !, FS -, FS W: two-byte characters.
    case kanjiCode, kanjiModes, kanjiUnderline, kanjiDouble
    /// GS a, GS r, GS I, ESC u: what the printer is to tell.
    case automaticStatus, transmitStatus, transmitIdentity, transmitDrawer
    /// ESC c 0 and ESC c 1: the station of a hybrid printer.
    case station, stationForPitch
    /// FS a 0: wait for a check and read its line.
    case readMICR
    /// ESC F: eject a slip backward.
    case reverseEject
    /// GS E0 of CUSTOM: push full status.
    case customAutomaticStatus
    /// ESC ENQ of Zebra TTP.
    case zebraEnquiry
    /// ESC s of Nippon Primex: model, firmware, switches.
    case primexInformation

    /// The bytes before the parameter.
    public var opcode: [UInt8] {
        switch self {
        case .codePage: [0x1B, 0x74]
        case .international: [0x1B, 0x52]
        case .align: [0x1B, 0x61]
        case .bold: [0x1B, 0x45]
        case .doubleStrike: [0x1B, 0x47]
        case .underline: [0x1B, 0x2D]
        case .invert: [0x1D, 0x42]
        case .upsideDown: [0x1B, 0x7B]
        case .smoothing: [0x1D, 0x62]
        case .font: [0x1B, 0x4D]
        case .modes: [0x1B, 0x21]
        case .size: [0x1D, 0x21]
        case .rotate: [0x1B, 0x56]
        case .rightSpace: [0x1B, 0x20]
        case .pitch: [0x1B, 0x33]
        case .feedUnits: [0x1B, 0x4A]
        case .feedLines: [0x1B, 0x64]
        case .reverseLines: [0x1B, 0x65]
        case .reverseUnits: [0x1B, 0x4B]
        case .peripheral: [0x1B, 0x3D]
        case .oneDirection: [0x1B, 0x55]
        case .colourOrPresenter: [0x1B, 0x72]
        case .pitchSixtieth: [0x1B, 0x41]
        case .pitch360th: [0x1B, 0x2B]
        case .italic: [0x1B, 0x34]
        case .density: [0x1D, 0x7C]
        case .userCharacters: [0x1B, 0x25]
        case .cancelUserCharacter: [0x1B, 0x3F]
        case .panelButtons: [0x1B, 0x63, 0x35]
        case .paperEndPin: [0x1B, 0x63, 0x33]
        case .stopOnNearEnd: [0x1B, 0x63, 0x34]
        case .barcodeHeight: [0x1D, 0x68]
        case .barcodeModule: [0x1D, 0x77]
        case .barcodeText: [0x1D, 0x48]
        case .barcodeTextFont: [0x1D, 0x66]
        case .pageDirection: [0x1B, 0x54]
        case .printDownloadedImage: [0x1D, 0x2F]
        case .lineStart: [0x1D, 0x54]
        case .kanjiCode: [0x1C, 0x43]
        case .kanjiModes: [0x1C, 0x21]
        case .kanjiUnderline: [0x1C, 0x2D]
        case .kanjiDouble: [0x1C, 0x57]
        case .automaticStatus: [0x1D, 0x61]
        case .transmitStatus: [0x1D, 0x72]
        case .transmitIdentity: [0x1D, 0x49]
        case .transmitDrawer: [0x1B, 0x75]
        case .station: [0x1B, 0x63, 0x30]
        case .stationForPitch: [0x1B, 0x63, 0x31]
        case .readMICR: [0x1C, 0x61, 0x30]
        case .reverseEject: [0x1B, 0x46]
        case .customAutomaticStatus: [0x1D, 0xE0]
        case .zebraEnquiry: [0x1B, 0x05]
        case .primexInformation: [0x1B, 0x73]
        }
    }
}

/// Commands that are an opcode and nothing else.
///
/// - Source: as `ESCPOSSetting`; the CUSTOM counters from the KPM manuals.
public enum ESCPOSAction: Hashable, Sendable, CaseIterable {
    /// ESC @, ESC 2, ESC i, ESC m: start anew, default line pitch, the old cuts.
    case initialize, defaultPitch, cutPartlyLegacy, cutLegacy
    /// ESC L, ESC S, ESC FF: into page mode, out of it, print the page and stay.
    case pageMode, standardMode, printPage
    /// FS & and FS .: two-byte characters on and off.
    case kanjiOn, kanjiOff
    /// ESC v and ESC q: paper sensors; let go of a slip.
    case transmitPaper, releaseSlip
    /// FS a 2, FS b, FS c: a check's way out, its line again, clean its reader.
    case ejectCheck, resendMICR, cleanMICR
    /// GS colon: a macro begins, or ends.
    case macroMark
    /// FS C0 18 10 14 1A: a reset that is obeyed even when busy. GS F8: the cut aligned to the notch.
    case customHardwareReset, customAlign
    /// Counters of a CUSTOM printer: paper left, cuts, printed length, resets, power-ups.
    case customPaperLeft, customCuts, customPrintedLength, customResets, customPowerUps
    /// ESC ACK SOH of Star: sent together with DLE EOT 1, it tells which of the two a printer speaks.
    case starAskStatus

    /// The whole command.
    public var bytes: [UInt8] {
        switch self {
        case .initialize: [0x1B, 0x40]
        case .defaultPitch: [0x1B, 0x32]
        case .cutPartlyLegacy: [0x1B, 0x69]
        case .cutLegacy: [0x1B, 0x6D]
        case .pageMode: [0x1B, 0x4C]
        case .standardMode: [0x1B, 0x53]
        case .printPage: [0x1B, 0x0C]
        case .kanjiOn: [0x1C, 0x26]
        case .kanjiOff: [0x1C, 0x2E]
        case .transmitPaper: [0x1B, 0x76]
        case .releaseSlip: [0x1B, 0x71]
        case .ejectCheck: [0x1C, 0x61, 0x32]
        case .resendMICR: [0x1C, 0x62]
        case .cleanMICR: [0x1C, 0x63]
        case .macroMark: [0x1D, 0x3A]
        case .customHardwareReset: [0x1C, 0xC0, 0x18, 0x10, 0x14, 0x1A]
        case .customAlign: [0x1D, 0xF8]
        case .customPaperLeft: [0x1D, 0xE1]
        case .customCuts: [0x1D, 0xE2]
        case .customPrintedLength: [0x1D, 0xE3]
        case .customResets: [0x1D, 0xE4]
        case .customPowerUps: [0x1D, 0xE5]
        case .starAskStatus: [0x1B, 0x06, 0x01]
        }
    }
}

/// Commands that carry one 16-bit number, low byte first.
public enum ESCPOSPosition: Hashable, Sendable, CaseIterable {
    /// GS L, GS W, `ESC $`, `ESC \`, `GS $`, `GS \`: in motion units.
    case leftMargin, areaWidth, across, acrossRelative, down, downRelative

    /// The bytes before the number.
    public var opcode: [UInt8] {
        switch self {
        case .leftMargin: [0x1D, 0x4C]
        case .areaWidth: [0x1D, 0x57]
        case .across: [0x1B, 0x24]
        case .acrossRelative: [0x1B, 0x5C]
        case .down: [0x1D, 0x24]
        case .downRelative: [0x1D, 0x5C]
        }
    }
}

/// What the first two bytes of a command say about the rest, by opcode.
enum ESCPOSOpcodes {
    static let settings: [UInt16: ESCPOSSetting] = {
        var table: [UInt16: ESCPOSSetting] = [:]
        for setting in ESCPOSSetting.allCases where setting.opcode.count == 2 { table[word(setting.opcode)] = setting }
        return table
    }()
    static let actions: [UInt16: ESCPOSAction] = {
        var table: [UInt16: ESCPOSAction] = [:]
        for action in ESCPOSAction.allCases where action.bytes.count == 2 { table[word(action.bytes)] = action }
        return table
    }()
    static let positions: [UInt16: ESCPOSPosition] = {
        var table: [UInt16: ESCPOSPosition] = [:]
        for position in ESCPOSPosition.allCases { table[word(position.opcode)] = position }
        return table
    }()

    static func word(_ bytes: [UInt8]) -> UInt16 { UInt16(bytes[0]) << 8 | UInt16(bytes[1]) }
}
