extension ReceiptLayout {
    /// About how much paper a document takes, from cut to cut; millimetres. For the count of what is left on a roll:
    /// within a tenth of what a printer with the usual sixth of an inch for a line uses.
    public func millimetres(_ document: ReceiptDocument) -> Int64 {
        let micrometres = lines(document).reduce(Int64(0)) { $0 + Self.micrometres($1) }
        return (micrometres + Self.toTheBlade) / 1_000
    }

    /// A sixth of an inch; the head stands about five lines behind the blade.
    private static let line: Int64 = 4_233
    private static let toTheBlade: Int64 = 5 * line
    /// 8 dots to the millimetre.
    private static let dot: Int64 = 125

    private static func micrometres(_ part: ReceiptLine) -> Int64 {
        switch part {
        case .row(let row): row.style.double ? 48 * dot : line
        case .feed(let count): Int64(count) * line
        case .picture(let bitmap, _): Int64(bitmap.height) * dot
        // Some thirty modules of six dots with their quiet zone; a hand's width of bars with the text below.
        case .qr: 240 * dot
        case .code128: 80 * dot + line
        }
    }
}
