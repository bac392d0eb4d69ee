public import DeviceKit

/// What one model of Star printer can do, as data: nothing in the code asks for a model's name.
public struct StarProfile: Hashable, Sendable {
    /// How pictures travel; all else is the same in both.
    public enum Language: String, Hashable, Sendable {
        /// Told by the version in the automatic status: 4 and up is StarPRNT.
        case automatic
        /// Star Line Mode: rows inside raster mode.
        case line
        /// StarPRNT: one command with all dots.
        case prnt
    }

    /// How a receipt is ended.
    public enum Cutter: Hashable, Sendable {
        /// ESC d 2 or 3: feeds to the cutter by itself.
        case feedAndCut(full: Bool)
        /// No cutter: feed so many lines to the tear bar.
        case tearBar(lines: Int)
    }

    /// Name of the class of models, for people.
    public var name: String
    /// Line Mode or StarPRNT.
    public var language: Language
    /// Dots across the paper, a multiple of 8.
    public var dots: Int
    /// Columns of font A (12 dots).
    public var columnsA: Int
    /// Columns of font B (9 dots).
    public var columnsB: Int
    /// Print receipts in font B.
    public var usesFontB: Bool
    /// The pages to encode with (numbers of ESC GS t), the cheapest first.
    public var pages: [PrinterModel.Page]
    /// How a receipt is ended.
    public var cutter: Cutter
    /// Takes pictures at all (an impact printer does not).
    public var takesPictures: Bool
    /// Draws QR codes by itself (ESC GS y).
    public var drawsQR: Bool
    /// Draws CODE128 by itself (ESC b).
    public var drawsBarcodes: Bool
    /// Dots a QR module, at most.
    public var qrModule: Int
    /// Drawers it can open: 0, 1 or 2. Both share one sense line.
    public var drawerConnectors: Int
    /// Answers at all. A printer on a one-way line is blind: its jobs end unknown.
    public var answers: Bool
    /// Zero bytes to send first, for a line that loses the start of a job.
    public var leadIn: Int

    /// A profile; what is left out is as on a full-size printer with cutter.
    public init(
        name: String, dots: Int, columnsA: Int, columnsB: Int, pages: [PrinterModel.Page] = PrinterModel.starPages,
        cutter: Cutter = .feedAndCut(full: false), language: Language = .automatic, usesFontB: Bool = false,
        takesPictures: Bool = true, drawsQR: Bool = true, drawsBarcodes: Bool = true, qrModule: Int = 6,
        drawerConnectors: Int = 2, answers: Bool = true, leadIn: Int = 0
    ) {
        (self.name, self.dots, self.columnsA, self.columnsB) = (name, dots, columnsA, columnsB)
        (self.pages, self.cutter, self.language, self.usesFontB) = (pages, cutter, language, usesFontB)
        (self.takesPictures, self.drawsQR, self.drawsBarcodes) = (takesPictures, drawsQR, drawsBarcodes)
        (self.qrModule, self.drawerConnectors, self.answers, self.leadIn) = (
            qrModule, drawerConnectors, answers, leadIn
        )
    }

    /// Columns of the font receipts are printed in.
    public var columns: Int { usesFontB ? columnsB : columnsA }
}

extension StarProfile {
    /// The profile of a model in the table; `nil` for one that is not driven in Star's language.
    public init?(_ model: PrinterModel) {
        switch model.wire {
        case .escpos: return nil
        case .starLine, .starPRNT: break
        }
        let cutter: Cutter
        switch model.cutter {
        case .partial: cutter = .feedAndCut(full: false)
        case .full: cutter = .feedAndCut(full: true)
        case .tearBar(let lines): cutter = .tearBar(lines: lines)
        }
        // The printer itself says which of the two languages it speaks.
        self.init(
            name: model.name, dots: model.dots, columnsA: model.columnsA, columnsB: model.columnsB,
            pages: model.pages, cutter: cutter, takesPictures: model.images != .none, drawsQR: model.drawsQR,
            drawsBarcodes: model.drawsBarcodes, drawerConnectors: model.drawers)
    }

    /// Every profile that ships, by the name used in settings.
    public static let catalogue: [(key: String, profile: StarProfile)] = PrinterModel.all.compactMap { model in
        StarProfile(model).map { (model.key, $0) }
    }

    private static func named(_ key: String) -> StarProfile {
        catalogue.first { $0.key == key }?.profile ?? StarProfile(name: key, dots: 576, columnsA: 48, columnsB: 64)
    }

    /// 80 mm paper, Line Mode.
    public static let tsp650 = named("star-tsp650")
    /// 80 mm paper, StarPRNT.
    public static let mcPrint3 = named("star-mcprint3")
    /// 58 mm paper, StarPRNT, on top of its drawer.
    public static let mpop = named("star-mpop")
}
