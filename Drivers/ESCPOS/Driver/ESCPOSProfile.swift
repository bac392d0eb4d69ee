public import Receipts

/// What one model of printer can do, as data: nothing in the code asks for a model's name.
public struct ESCPOSProfile: Hashable, Sendable {
    /// A code page and the number that selects it on this model (ESC t n).
    public struct Page: Hashable, Sendable {
        /// The n of ESC t n.
        public var number: UInt8
        /// What it selects.
        public var page: CodePage

        /// `ESC t number` selects `page`.
        public init(_ number: UInt8, _ page: CodePage) {
            self.number = number
            self.page = page
        }
    }

    /// How a receipt is cut.
    public enum Cutter: Hashable, Sendable {
        /// GS V 65 or 66: feeds to the cutter by itself.
        case feedAndCut(full: Bool)
        /// Feed so many lines, then ESC i, for clones that print dots after GS V.
        case feedThenCut(lines: UInt8)
        /// No cutter: feed so many lines to the tear bar.
        case tearBar(lines: UInt8)
    }

    /// Name of the class of models, for people.
    public var name: String
    /// Dots across the paper.
    public var dots: Int
    /// Columns of font A (12 dots).
    public var columnsA: Int
    /// Columns of font B (9 dots).
    public var columnsB: Int
    /// Print receipts in font B.
    public var usesFontB: Bool
    /// The pages to encode with, the cheapest first. The page a printer starts with comes first.
    public var pages: [Page]
    /// How a receipt is ended.
    public var cutter: Cutter
    /// Keeps pictures in its own memory (GS ( L functions 64, 67, 69).
    public var keepsPictures: Bool
    /// Rows in one raster command at most.
    public var rasterRows: Int
    /// Draws QR codes by itself (GS ( k).
    public var drawsQR: Bool
    /// Draws CODE128 by itself (GS k 73).
    public var drawsBarcodes: Bool
    /// Dots a QR module, at most.
    public var qrModule: Int
    /// Knows GS ( D, which stops drawer pulses hidden in picture data.
    public var locksPulses: Bool
    /// Drawer connectors: 0, 1 or 2.
    public var drawerConnectors: Int
    /// Answers at all. A printer on a one-way line is blind: its jobs end unknown.
    public var answers: Bool
    /// Starts in a two-byte Chinese mode that would eat accented letters (FS . leaves it).
    public var leavesKanji: Bool
    /// Zero bytes to send first, for clones that lose the start of a job.
    public var leadIn: Int

    /// A profile; what is left out is as on a full-size printer with cutter.
    public init(
        name: String, dots: Int, columnsA: Int, columnsB: Int, pages: [Page], cutter: Cutter,
        usesFontB: Bool = false, keepsPictures: Bool = true, rasterRows: Int = 960, drawsQR: Bool = true,
        drawsBarcodes: Bool = true, qrModule: Int = 6, locksPulses: Bool = true, drawerConnectors: Int = 2,
        answers: Bool = true, leavesKanji: Bool = false, leadIn: Int = 0
    ) {
        (self.name, self.dots, self.columnsA, self.columnsB) = (name, dots, columnsA, columnsB)
        (self.pages, self.cutter, self.usesFontB, self.keepsPictures) = (pages, cutter, usesFontB, keepsPictures)
        (self.rasterRows, self.drawsQR, self.drawsBarcodes) = (rasterRows, drawsQR, drawsBarcodes)
        (self.qrModule, self.locksPulses, self.drawerConnectors) = (qrModule, locksPulses, drawerConnectors)
        (self.answers, self.leavesKanji, self.leadIn) = (answers, leavesKanji, leadIn)
    }

    /// Columns of the font receipts are printed in.
    public var columns: Int { usesFontB ? columnsB : columnsA }
}

extension ESCPOSProfile {
    /// Numbers as on Epson models.
    ///
    /// - Source: shared dossier `receipt-printers.md` 2.1 (Epson page list).
    public static let epsonPages: [Page] = [
        Page(0, .pc437), Page(19, .pc858), Page(16, .wpc1252), Page(2, .pc850), Page(40, .iso8859x15),
        Page(18, .pc852), Page(17, .pc866), Page(3, .pc860), Page(4, .pc863), Page(5, .pc865), Page(45, .wpc1250),
    ]

    /// TM-T88V class, 80 mm paper, 180 dots an inch.
    public static let tmT88V = ESCPOSProfile(
        name: "TM-T88V class, 512 dots", dots: 512, columnsA: 42, columnsB: 56, pages: epsonPages,
        cutter: .feedAndCut(full: false))

    /// TM-T88 class with the 203 dots an inch head.
    public static let tmT88Wide = ESCPOSProfile(
        name: "TM-T88 class, 576 dots", dots: 576, columnsA: 48, columnsB: 64, pages: epsonPages,
        cutter: .feedAndCut(full: false))

    /// TM-T20 class, 80 mm paper, 203 dots an inch.
    public static let tmT20 = ESCPOSProfile(
        name: "TM-T20 class", dots: 576, columnsA: 48, columnsB: 64, pages: epsonPages,
        cutter: .feedAndCut(full: false))

    /// 58 mm clone without cutter, picture memory and codes of its own; only the pages that clones agree on.
    public static let generic58 = ESCPOSProfile(
        name: "58 mm generic", dots: 384, columnsA: 32, columnsB: 42,
        pages: [
            Page(0, .pc437), Page(19, .pc858), Page(16, .wpc1252), Page(2, .pc850), Page(18, .pc852), Page(17, .pc866),
        ],
        cutter: .tearBar(lines: 4), keepsPictures: false, rasterRows: 240, drawsQR: false, qrModule: 5,
        locksPulses: false, drawerConnectors: 1, leavesKanji: true)

    /// Every profile that ships, by the name used in settings.
    public static let catalogue: [(key: String, profile: ESCPOSProfile)] = [
        ("tm-t88v", .tmT88V), ("tm-t88-576", .tmT88Wide), ("tm-t20", .tmT20), ("generic-58", .generic58),
    ]
}
