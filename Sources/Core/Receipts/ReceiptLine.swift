/// One line of a receipt that is laid out for a number of columns, still before any device.
public enum ReceiptLine: Hashable, Sendable {
    /// A line of text.
    case row(ReceiptRow)
    /// Empty lines, 1 to 255.
    case feed(Int)
    /// A picture at its place on the paper.
    case picture(Bitmap, align: ReceiptAlign)
    /// A QR code with this text.
    case qr(String)
    /// A bar code with this text.
    case code128(String)
}

/// A row of text that fits the line: never longer than the columns its style leaves.
public struct ReceiptRow: Hashable, Sendable {
    /// One printable cell a column (two at double size), without padding for the alignment.
    public var cells: [Unicode.Scalar]
    /// How it looks.
    public var style: TextStyle
    /// Where it stands.
    public var align: ReceiptAlign

    /// Takes cells that are already laid out.
    public init(_ cells: [Unicode.Scalar], style: TextStyle = .plain, align: ReceiptAlign = .left) {
        self.cells = cells
        self.style = style
        self.align = align
    }

    /// The row as a string, for screens and tests.
    public var text: String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: cells)
        return String(text)
    }
}
