import StarFrame

/// One command from the host to a Star printer, with its parameters. Line Mode and StarPRNT differ only in how pictures
/// travel.
///
/// - Source: shared dossier `receipt-printers.md` 4.
public enum StarCommand: Hashable, Sendable {
    /// Bytes to print, on the code page in force.
    case text([UInt8])
    /// A control byte that is a command by itself.
    case single(StarSingle)
    /// A run of zero bytes: nothing, or the filling of a torn picture.
    case null(count: Int)
    /// Any other control byte: ignored by printers.
    case control(UInt8)
    /// An opcode with one parameter byte.
    case set(StarSetting, UInt8)
    /// An opcode with two parameter bytes: two numbers, or one number low byte first.
    case pair(StarPair, UInt8, UInt8)
    /// An opcode and nothing else.
    case action(StarAction)
    /// ESC D and ESC B: columns or lines, ascending.
    case tabStops(vertical: Bool, [UInt8])
    /// ESC C 0 n.
    case pageInches(UInt8)
    /// ESC d: 0 full and 1 partial where the paper stands, 2 and 3 after a feed to the cutter; digits are the same.
    case cut(UInt8)
    /// ESC BEL: times of drawer 1's pulse in 10 ms, 1 to 127.
    case pulseTimes(on: UInt8, off: UInt8)
    /// ESC K, L, X, k: columns (ESC k: bytes across, 24 rows).
    case bitImage(StarBitImage, count: UInt16, [UInt8])
    /// ESC GS S 1: `rows` of `stride` bytes (StarPRNT).
    case raster(stride: UInt16, rows: UInt16, tone: UInt8, [UInt8])
    /// ESC * r and the rows inside (Line Mode).
    case rasterMode(StarRasterMode)
    /// ESC b with its closing RS: type, readable text and feed, width, height in dots, data.
    case barcode(type: UInt8, text: UInt8, width: UInt8, height: UInt8, [UInt8])
    /// ESC GS y.
    case qr(StarQR)
    /// ESC FS q: pictures in non-volatile memory, all at once.
    case defineStoredImages([StarColumnImage])
    /// ESC GS ETX: the document counter.
    case documentCounter(UInt8, UInt8, UInt8)
    /// ESC # … LF NUL: switches, or with `*` the question for name and version.
    case switches([UInt8])
    /// ESC GS ) letter: a length and a body; with `I` the question for what the printer is.
    case functionBlock(letter: UInt8, [UInt8])
    /// ESC GS EM: buzzer and external device, four bytes that the papers do not describe.
    case external([UInt8])
}

/// Control bytes that are commands.
public enum StarSingle: UInt8, Hashable, Sendable, CaseIterable {
    /// 04 and 05: a byte about the paper, a byte about the printer, at once.
    case askPaper = 0x04, askState = 0x05
    /// 07: drawer 1, in the order of the data.
    case kickFirst = 0x07
    /// 09 to 0D.
    case tab = 0x09, lineFeed, verticalTab, formFeed, carriageReturn
    /// 0E and 14: double width on and off; 0F and 12: upside down on and off.
    case wideOn = 0x0E, upsideDownOn, select, upsideDownOff, deselect, wideOff
    /// 17: counts when it is reached, and tells so by automatic status.
    case printCheck = 0x17
    /// 18: forget the line, and the print check.
    case cancel = 0x18
    /// 19 drawer 2, 1A drawer 2 in order.
    case kickSecondNow = 0x19, kickSecond
    /// 1C: drawer 1 at once.
    case kickFirstNow = 0x1C
}

/// Opcodes with one parameter byte.
public enum StarSetting: Hashable, Sendable, CaseIterable {
    /// ESC GS t, R, RS F, SP, W, h, -, _, GS a: how characters look and where they stand.
    case codePage, international, font, rightSpace, wide, high, underline, overline, align
    /// ESC a, z, A, J, I, j: feeds and pitch.
    case feedLines, pitch, pitchDots, feedQuarters, feedEighths, reverse
    /// ESC C, N, l, Q: page and margins.
    case pageLines, skip, leftMargin, rightMargin
    /// ESC RS a, E, d, r, C, A, i, /, %, $: automatic status, print check, density, speed and the like.
    case automaticStatus, printCheck, density, speed, colour, area, logo, slashZero, userCharacters, kanji
    /// ESC RS R: receiptline sends it for Thai; the papers do not describe it.
    case thai

    /// The bytes before the parameter.
    public var opcode: [UInt8] {
        switch self {
        case .codePage: [0x1B, 0x1D, 0x74]
        case .international: [0x1B, 0x52]
        case .font: [0x1B, 0x1E, 0x46]
        case .rightSpace: [0x1B, 0x20]
        case .wide: [0x1B, 0x57]
        case .high: [0x1B, 0x68]
        case .underline: [0x1B, 0x2D]
        case .overline: [0x1B, 0x5F]
        case .align: [0x1B, 0x1D, 0x61]
        case .feedLines: [0x1B, 0x61]
        case .pitch: [0x1B, 0x7A]
        case .pitchDots: [0x1B, 0x41]
        case .feedQuarters: [0x1B, 0x4A]
        case .feedEighths: [0x1B, 0x49]
        case .reverse: [0x1B, 0x6A]
        case .pageLines: [0x1B, 0x43]
        case .skip: [0x1B, 0x4E]
        case .leftMargin: [0x1B, 0x6C]
        case .rightMargin: [0x1B, 0x51]
        case .automaticStatus: [0x1B, 0x1E, 0x61]
        case .printCheck: [0x1B, 0x1E, 0x45]
        case .density: [0x1B, 0x1E, 0x64]
        case .speed: [0x1B, 0x1E, 0x72]
        case .colour: [0x1B, 0x1E, 0x43]
        case .area: [0x1B, 0x1E, 0x41]
        case .logo: [0x1B, 0x1E, 0x4C]
        case .slashZero: [0x1B, 0x2F]
        case .userCharacters: [0x1B, 0x25]
        case .kanji: [0x1B, 0x24]
        case .thai: [0x1B, 0x1E, 0x52]
        }
    }
}

/// Opcodes with two parameter bytes.
public enum StarPair: Hashable, Sendable, CaseIterable {
    /// ESC i: height, width, 0 to 5 each.
    case size
    /// ESC GS A and ESC GS R: position in dots, low byte first.
    case across, acrossRelative
    /// ESC s: space around two-byte characters.
    case kanjiSpace
    /// ESC FS p: number and mode of a picture in memory.
    case storedImage

    /// The bytes before the parameters.
    public var opcode: [UInt8] {
        switch self {
        case .size: [0x1B, 0x69]
        case .across: [0x1B, 0x1D, 0x41]
        case .acrossRelative: [0x1B, 0x1D, 0x52]
        case .kanjiSpace: [0x1B, 0x73]
        case .storedImage: [0x1B, 0x1C, 0x70]
        }
    }
}

/// Opcodes and nothing else.
public enum StarAction: Hashable, Sendable, CaseIterable {
    /// ESC @; ESC ACK SOH: one automatic status, at once; ESC ACK CAN: reset, at once.
    case initialize, askStatus, reset
    /// ESC E and F, ESC 4 and 5.
    case boldOn, boldOff, invertOn, invertOff
    /// ESC 0: 3 mm; ESC 1; ESC O; ESC M, P, colon, g: pitches of characters; ESC p and q: two-byte characters.
    case pitchNarrow, pitchMiddle, skipOff, elite, pica, condensed, condensedMore, kanjiOn, kanjiOff
    /// ESC FF NUL and ESC FF EOT in raster mode: end the form, end the document.
    case rasterForm, rasterDocument

    /// The whole command.
    public var bytes: [UInt8] {
        switch self {
        case .initialize: [0x1B, 0x40]
        case .askStatus: [0x1B, 0x06, 0x01]
        case .reset: [0x1B, 0x06, 0x18]
        case .boldOn: [0x1B, 0x45]
        case .boldOff: [0x1B, 0x46]
        case .invertOn: [0x1B, 0x34]
        case .invertOff: [0x1B, 0x35]
        case .pitchNarrow: [0x1B, 0x30]
        case .pitchMiddle: [0x1B, 0x31]
        case .skipOff: [0x1B, 0x4F]
        case .elite: [0x1B, 0x4D]
        case .pica: [0x1B, 0x50]
        case .condensed: [0x1B, 0x3A]
        case .condensedMore: [0x1B, 0x67]
        case .kanjiOn: [0x1B, 0x70]
        case .kanjiOff: [0x1B, 0x71]
        case .rasterForm: [0x1B, 0x0C, 0x00]
        case .rasterDocument: [0x1B, 0x0C, 0x04]
        }
    }
}

/// Pictures in columns.
public enum StarBitImage: UInt8, Hashable, Sendable, CaseIterable {
    /// ESC K and L: one byte a column, coarse and fine.
    case coarse = 0x4B, fine = 0x4C
    /// ESC X: three bytes a column.
    case tall = 0x58
    /// ESC k: rows instead of columns, so many bytes across and 24 down.
    case rows = 0x6B

    /// Bytes for each counted unit.
    var unit: Int {
        switch self {
        case .coarse, .fine: 1
        case .tall: 3
        case .rows: 24
        }
    }
}

/// What happens in raster mode.
public enum StarRasterMode: Hashable, Sendable {
    /// ESC * r A, B, C, R: enter, quit, clear, initialise.
    case enter, quit, clear, initialize
    /// ESC * r with a letter (or two), digits and a zero: P page length, E document end, F form feed, Y move down, Q
    /// quality, T top, ml and mr margins.
    case parameter([UInt8], digits: [UInt8])
    /// ESC * r N: bytes to be thrown away, and as many of them as came.
    case discard(digits: [UInt8], [UInt8])
    /// `b` (`advances`) or `k`: one row of dots.
    case row(advances: Bool, [UInt8])
}

/// ESC GS y.
public enum StarQR: Hashable, Sendable {
    /// S 0: model 1 or 2. S 1: level 0 L to 3 H. S 2: dots a module, 1 to 8.
    case model(UInt8), level(UInt8), cell(UInt8)
    /// D 1: data, with the mode byte before its length.
    case data(mode: UInt8, [UInt8])
    /// P: print. I: ask for the size.
    case print, askSize
}

/// A picture of ESC FS q: `x` bytes across, `y` bytes down, column by column.
public struct StarColumnImage: Hashable, Sendable {
    /// Bytes (eight dots each) across.
    public let x: UInt16
    /// Bytes (eight dots each) down.
    public let y: UInt16
    /// The dots, column by column from the left, top bit first.
    public let columns: [UInt8]
}
