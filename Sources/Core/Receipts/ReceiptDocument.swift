/// A receipt as its content, before any printer: what it says, not how a device prints it.
public struct ReceiptDocument: Hashable, Sendable {
    /// The language of its words.
    public var language: ReceiptLanguage
    /// Top to bottom.
    public var blocks: [ReceiptBlock]

    /// A document of these blocks.
    public init(language: ReceiptLanguage, blocks: [ReceiptBlock]) {
        self.language = language
        self.blocks = blocks
    }
}

/// Languages receipts are written in.
public enum ReceiptLanguage: String, Hashable, Sendable, Codable, CaseIterable {
    /// English.
    case english = "en"
    /// Spanish.
    case spanish = "es"
}

/// One thing on the paper, top to bottom.
public enum ReceiptBlock: Hashable, Sendable {
    /// Text that wraps at words.
    case text(String, style: TextStyle = .plain, align: ReceiptAlign = .left)
    /// A label at the left and a figure at the right of one line; the label wraps, the figure never breaks.
    case pair(String, String, style: TextStyle = .plain)
    /// Cells side by side; widths are shares of the line.
    case columns([ReceiptCell])
    /// A dashed line over the whole width.
    case rule
    /// Empty lines.
    case feed(Int)
    /// A picture, one bit a dot.
    case picture(Bitmap, align: ReceiptAlign = .center)
    /// A QR code of this text.
    case qr(String)
    /// A CODE128 barcode of this text (ASCII), with the text below.
    case code128(String)
}

/// One cell of a row of columns.
public struct ReceiptCell: Hashable, Sendable {
    /// Wraps inside its own column.
    public var text: String
    /// Share of the line's columns, at least 1.
    public var share: Int
    /// Where the text stands in its column.
    public var align: ReceiptAlign

    /// A cell with this share of the line.
    public init(_ text: String, share: Int, align: ReceiptAlign = .left) {
        self.text = text
        self.share = share
        self.align = align
    }
}

/// Where text or a picture stands across the paper.
public enum ReceiptAlign: String, Hashable, Sendable { case left, center, right }

/// How text looks.
public struct TextStyle: Hashable, Sendable {
    /// Heavier strokes.
    public var bold: Bool
    /// Double width and height.
    public var double: Bool

    /// Plain unless said otherwise.
    public init(bold: Bool = false, double: Bool = false) {
        self.bold = bold
        self.double = double
    }

    /// Single size, normal strokes.
    public static let plain = TextStyle()
    /// Single size, heavy strokes.
    public static let bold = TextStyle(bold: true)
    /// Double size, heavy strokes: what must be seen at a glance.
    public static let large = TextStyle(bold: true, double: true)
}

/// A picture in black and white: rows of packed bits, most significant bit left, 1 is black.
public struct Bitmap: Hashable, Sendable {
    /// Dots across.
    public let width: Int
    /// Dots down.
    public let height: Int
    /// `height` rows of `(width + 7) / 8` bytes.
    public let rows: [UInt8]

    /// `nil` when the bytes do not fill the picture exactly.
    public init?(width: Int, height: Int, rows: [UInt8]) {
        guard width > 0, height > 0, rows.count == (width + 7) / 8 * height else { return nil }
        self.width = width
        self.height = height
        self.rows = rows
    }

    /// Bytes of one row.
    public var stride: Int { (width + 7) / 8 }

    /// Whether the dot is black; outside the picture everything is white.
    public subscript(x: Int, y: Int) -> Bool {
        guard x >= 0, y >= 0, x < width, y < height else { return false }
        return rows[y * stride + x / 8] & (0x80 >> UInt8(x % 8)) != 0
    }
}
