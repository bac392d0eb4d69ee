/// What the bytes of the receive buffer ask for, in the printer's own terms.
enum Command: Hashable, Sendable {
    case text(UInt8)
    case lineFeed, tab, formFeed, formFeedKeeping, cancel
    case initialise
    case selectPeripheral(UInt8)
    case style(StyleChange)
    case layout(LayoutChange)
    case codePage(UInt8)
    case international(UInt8)
    case feed(FeedOrder)
    case cut(CutKind, CutForm)
    case pulse(Pulse)
    case pageMode, standardMode
    case pageArea(x: Int, y: Int, width: Int, height: Int)
    case pageDirection(Int)
    case raster(across: Int, down: Int, bytes: Int, rows: Int)
    case columns(tall: Bool, dense: Bool, data: [UInt8])
    case graphics([UInt8])
    case downloadImage(across: Int, down: Int, data: [UInt8])
    case printDownloaded(UInt8)
    case defineBitImages([BitImage])
    case printBitImage(Int, mode: UInt8)
    case barcode(UInt8, [UInt8])
    case barcodeSetting(BarcodeSetting)
    case symbol(code: UInt8, function: UInt8, data: [UInt8])
    case report(UInt8)
    case identify(UInt8)
    case automaticStatus(UInt8)
    case fullStatus(UInt8)
    case ejector(UInt8)
    case responses([UInt8])
    case realTimeSwitches([UInt8])
    case stopsOnNearEnd(Bool)
    case userWrite(address: Int, data: [UInt8])
    case userRead(address: Int, count: Int)
    /// So many bytes that follow belong to a command without effect.
    case skip(Int)
    /// Understood, without effect on this printer.
    case nothing
}

/// One change of the look of the characters that follow.
enum StyleChange: Hashable, Sendable {
    case printMode(UInt8), size(UInt8), font(CharacterFont), bold(Bool), doubleStrike(Bool), underline(Int)
    case inverted(Bool), upsideDown(Bool), turned(Bool), rightSpace(Int)
}

/// One change of where things stand.
enum LayoutChange: Hashable, Sendable {
    case justify(Int), leftMargin(Int), areaWidth(Int), units(Int, Int), absolute(Int), relative(Int), tabs([Int])
    case pitch(Int?), pageVertical(Int), pageVerticalRelative(Int)
}

/// Paper without text: vertical units or lines, forward or back.
enum FeedOrder: Hashable, Sendable { case units(Int), lines(Int), reverseLines(Int), reverseUnits(Int) }

enum BarcodeSetting: Hashable, Sendable { case height(Int), module(Int), text(Int), font(CharacterFont) }

/// - Source: receipt-printers.md 2.2, forms A to D.
enum CutForm: Hashable, Sendable { case here, feeding(UInt8), reserved(UInt8), feedingAndBack(UInt8) }

/// One image of FS q: columns of `down` bytes, as many as eight times `across`.
struct BitImage: Hashable, Sendable {
    var across: Int
    var down: Int
    var data: [UInt8]
}
