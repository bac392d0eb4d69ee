/// What the printer makes of the host's bytes.
enum StarOrder: Hashable, Sendable {
    case character(UInt8)
    case lineFeed, formFeed, tab, cancel, printCheck
    case kick(Int)
    case pulseTimes(on: Int, off: Int)
    case initialise, push(Bool), clearCheck, tellName, tellIdentity, tellSymbolSize
    case style(StarStyleOrder), align(Int), page(UInt8)
    case feedLines(Int), feedDots(Int), pitch(Int), leftMargin(Int), rightMargin(Int), moveTo(Int), moveBy(Int)
    case cut(StarCut, feeds: Bool)
    case columns(rows: Int, [UInt8]), stripe(bytesAcross: Int, [UInt8])
    case raster(StarRasterOrder)
    case row([UInt8], advances: Bool)
    case qrModel(Int), qrLevel(Int), qrCell(Int), qrData([UInt8]), qrPrint
    case barcode(kind: Int, text: Int, width: Int, height: Int, [UInt8])
    /// Read to its end, without effect here.
    case nothing
}

/// How the characters that follow look.
enum StarStyleOrder: Hashable, Sendable {
    case bold(Bool), underline(Bool), overline(Bool), invert(Bool), upsideDown(Bool)
    case small(Bool), wide(Int), high(Int), size(high: Int, wide: Int), space(Int)
}

/// Raster mode of Line Mode, without its rows.
enum StarRasterOrder: Hashable, Sendable {
    case enter, quit, clear, form, document
    case end(document: Bool, mode: Int), down(Int)
}

/// What acts at the moment its last byte arrives.
enum StarRequest: Hashable, Sendable {
    case state, paper, status, reset, kickFirst, kickSecond
}
