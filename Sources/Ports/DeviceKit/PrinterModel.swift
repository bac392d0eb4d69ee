public import Receipts

/// What one model of receipt printer can do, as facts with their source: the one table that every printer driver takes
/// its profiles from.
public struct PrinterModel: Hashable, Sendable {
    /// The language it is driven in.
    public enum Wire: String, Hashable, Sendable, CaseIterable { case escpos, starLine, starPRNT }

    /// A code page and the number that selects it on this model.
    public struct Page: Hashable, Sendable {
        /// Operand of the command that selects it.
        public var number: UInt8
        /// What it selects.
        public var page: CodePage

        /// `number` selects `page`.
        public init(_ number: UInt8, _ page: CodePage) { (self.number, self.page) = (number, page) }
    }

    /// How paper ends. Most cutters leave a point whatever is asked.
    public enum Cutter: Hashable, Sendable {
        /// Feeds to the blade by itself.
        case partial, full
        /// A tear bar so many lines behind the head.
        case tearBar(lines: Int)
    }

    /// How pictures get onto the paper; `kept` ones can be stored in the printer's memory as well.
    public enum Images: String, Hashable, Sendable { case none, raster, kept }

    /// What stands between the blade and the customer.
    public enum Presenter: String, Hashable, Sendable {
        /// Nothing: the receipt falls into a hand or hangs.
        case none
        /// Holds the receipt out; it can only throw it forward (CUSTOM GS e 5).
        case ejects
        /// Holds it out and can draw it back into the machine (CUSTOM GS e 2).
        case retracts
        /// The same under another number (CUSTOM GS e 4), where 2 is only a motor.
        case catches
    }

    /// Name in settings.
    public var key: String
    /// Name for people.
    public var name: String
    /// The language it is driven in.
    public var wire: Wire
    /// Width of the roll.
    public var paperMillimetres: Int
    /// Dots an inch across.
    public var dotsPerInch: Int
    /// Dots across the paper.
    public var dots: Int
    /// Characters on a line of the large font.
    public var columnsA: Int
    /// Characters on a line of the small font.
    public var columnsB: Int
    /// Pages it can print, the one it starts with first.
    public var pages: [Page]
    /// How paper ends.
    public var cutter: Cutter
    /// How pictures get onto the paper.
    public var images: Images
    /// Draws QR codes from their text.
    public var drawsQR: Bool
    /// Draws CODE128 from its text.
    public var drawsBarcodes: Bool
    /// Drawers it can kick; they share one sense line.
    public var drawers: Int
    /// Tells when the roll is nearly used up.
    public var tellsNearEnd: Bool
    /// What stands between the blade and the customer.
    public var presenter: Presenter
    /// Where these facts are from.
    public var origin: String

    /// A model; what is left out is as on a full-size printer with cutter.
    public init(
        key: String, name: String, wire: Wire, paperMillimetres: Int = 80, dotsPerInch: Int = 203, dots: Int = 576,
        columnsA: Int = 48, columnsB: Int = 64, pages: [Page], cutter: Cutter = .partial, images: Images = .raster,
        drawsQR: Bool = true, drawsBarcodes: Bool = true, drawers: Int = 2, tellsNearEnd: Bool = true,
        presenter: Presenter = .none, origin: String
    ) {
        (self.key, self.name, self.wire) = (key, name, wire)
        (self.paperMillimetres, self.dotsPerInch, self.dots) = (paperMillimetres, dotsPerInch, dots)
        (self.columnsA, self.columnsB, self.pages, self.cutter) = (columnsA, columnsB, pages, cutter)
        (self.images, self.drawsQR, self.drawsBarcodes) = (images, drawsQR, drawsBarcodes)
        (self.drawers, self.tellsNearEnd, self.presenter, self.origin) = (drawers, tellsNearEnd, presenter, origin)
    }
}
