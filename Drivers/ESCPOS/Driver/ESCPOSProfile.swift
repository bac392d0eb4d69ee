public import DeviceKit

/// What one model of printer can do, as data: nothing in the code asks for a model's name.
public struct ESCPOSProfile: Hashable, Sendable {
    /// A code page and the number that selects it on this model (the n of ESC t n).
    public typealias Page = PrinterModel.Page

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
    /// What stands between the blade and the customer; `nil`: nothing.
    public var presenter: PresenterSettings?

    /// A profile; what is left out is as on a full-size printer with cutter.
    public init(
        name: String, dots: Int, columnsA: Int, columnsB: Int, pages: [Page], cutter: Cutter,
        usesFontB: Bool = false, keepsPictures: Bool = true, rasterRows: Int = 960, drawsQR: Bool = true,
        drawsBarcodes: Bool = true, qrModule: Int = 6, locksPulses: Bool = true, drawerConnectors: Int = 2,
        answers: Bool = true, leavesKanji: Bool = false, leadIn: Int = 0,
        presenter: PresenterSettings? = nil
    ) {
        (self.name, self.dots, self.columnsA, self.columnsB) = (name, dots, columnsA, columnsB)
        (self.pages, self.cutter, self.usesFontB, self.keepsPictures) = (pages, cutter, usesFontB, keepsPictures)
        (self.rasterRows, self.drawsQR, self.drawsBarcodes) = (rasterRows, drawsQR, drawsBarcodes)
        (self.qrModule, self.locksPulses, self.drawerConnectors) = (qrModule, locksPulses, drawerConnectors)
        (self.answers, self.leavesKanji, self.leadIn) = (answers, leavesKanji, leadIn)
        self.presenter = presenter
    }

    /// Columns of the font receipts are printed in.
    public var columns: Int { usesFontB ? columnsB : columnsA }
}

extension ESCPOSProfile {
    /// The profile of a model in the table; `nil` for one that is not driven in ESC/POS.
    public init?(_ model: PrinterModel) {
        guard model.wire == .escpos else { return nil }
        let cutter: Cutter
        switch model.cutter {
        case .partial: cutter = .feedAndCut(full: false)
        case .full: cutter = .feedAndCut(full: true)
        case .tearBar(let lines): cutter = .tearBar(lines: UInt8(clamping: lines))
        }
        self.init(
            name: model.name, dots: model.dots, columnsA: model.columnsA, columnsB: model.columnsB,
            pages: model.pages, cutter: cutter, keepsPictures: model.images == .kept, drawsQR: model.drawsQR,
            drawsBarcodes: model.drawsBarcodes, drawerConnectors: model.drawers,
            presenter: PresenterSettings(model.presenter))
        // What a small clone takes at once, and the mode it starts in.
        if case .tearBar = model.cutter {
            (rasterRows, qrModule, locksPulses, leavesKanji) = (240, 5, false, true)
        }
    }

    /// Numbers as on Epson models.
    public static let epsonPages: [Page] = PrinterModel.epsonPages

    /// Every profile that ships, by the name used in settings.
    public static let catalogue: [(key: String, profile: ESCPOSProfile)] = PrinterModel.all.compactMap { model in
        ESCPOSProfile(model).map { (model.key, $0) }
    }

    private static func named(_ key: String) -> ESCPOSProfile {
        catalogue.first { $0.key == key }?.profile
            ?? ESCPOSProfile(
                name: key, dots: 512, columnsA: 42, columnsB: 56, pages: epsonPages, cutter: .feedAndCut(full: false))
    }

    /// TM-T88V class, 80 mm paper, 180 dots an inch.
    public static let tmT88V = named("tm-t88v")
    /// TM-T88 class with the 203 dots an inch head.
    public static let tmT88Wide = named("tm-t88-576")
    /// TM-T20 class, 80 mm paper, 203 dots an inch.
    public static let tmT20 = named("tm-t20")
    /// 58 mm clone without cutter, picture memory and codes of its own; only the pages that clones agree on.
    public static let generic58 = named("generic-58")
    /// CUSTOM kiosk printer with a presenter that can draw a receipt back.
    public static let customKPM = named("custom-kpm")
}
