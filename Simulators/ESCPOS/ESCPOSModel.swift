/// What distinguishes one printer type from another: a row of facts, never an `if` on a name.
public struct ESCPOSModel: Hashable, Sendable {
    /// Answer to GS I 67.
    public var name: String
    /// Answer to GS I 66.
    public var maker: String
    /// Answer to GS I 65.
    public var firmware: String
    /// Answer to GS I 68.
    public var serial: String
    /// Answers to GS I 1, 2, 3: model, type (bit 1 cutter) and ROM.
    public var modelID: UInt8
    /// Bit 1: has a cutter.
    public var typeID: UInt8
    /// Version of the ROM.
    public var romID: UInt8
    /// Dots per inch, both ways.
    public var dotsPerInch: Int
    /// Printable dots across.
    public var printWidthDots: Int
    /// White paper left and right of the printable dots.
    public var marginDots: Int
    /// Default motion units per inch (GS P), across and down.
    public var horizontalUnitsPerInch: Int
    /// Default motion units down.
    public var verticalUnitsPerInch: Int
    /// From the print head to blade and tear bar.
    public var bladeDistanceMillimetres: Int
    /// Most models cut partially whatever is asked.
    public var cutsFully: Bool
    /// Without one every cut command does nothing to the paper.
    public var hasCutter: Bool
    /// GS V 65, 66 (feed and cut), and 97, 98, 103, 104. Without them their operand is printed as text.
    public var hasFeedingCuts: Bool
    /// GS ( H 48: tells an id when everything before it is done.
    public var hasProcessIDs: Bool
    /// DLE EOT: an answer even while the buffer is full or the cover open.
    public var answersRealTimeStatus: Bool
    /// GS a: status pushed at every change.
    public var hasAutomaticStatus: Bool
    /// Without one the status says "enough" until the end.
    public var hasNearEndSensor: Bool
    /// Bytes it takes before it is busy.
    public var receiveBufferBytes: Int
    /// Room for NV graphics.
    public var nvBytes: Int
    /// Which number of ESC t means which page.
    public var codePages: [UInt8: CodePage]
    /// Holds a cut receipt out, and knows CUSTOM's commands and full status instead of automatic status.
    public var presenter: Presenter? = nil

    /// A presenter, by the numbers of GS e.
    public struct Presenter: Hashable, Sendable {
        /// Draws the receipt back into the machine.
        public var retract: UInt8
        /// Throws it forward.
        public var eject: UInt8

        /// KPM210: 2 and 5. TPTCM112: 4 and 5.
        public init(retract: UInt8 = 2, eject: UInt8 = 5) { (self.retract, self.eject) = (retract, eject) }
    }

    /// TM-T88V: 80 mm paper, 180 dpi, 512 dots, 42 columns.
    ///
    /// - Source: receipt-printers.md 1, 2.5, 3.3; vectors gsi/reply-model-20, gsi/reply-type-02, gsi/reply-model.
    public static let tmT88V = ESCPOSModel(
        name: "TM-T88V", maker: "EPSON", firmware: "30.35 ESC/POS", serial: "MXDF000001", modelID: 0x20, typeID: 0x02,
        romID: 0x01, dotsPerInch: 180, printWidthDots: 512, marginDots: 28, horizontalUnitsPerInch: 180,
        verticalUnitsPerInch: 360, bladeDistanceMillimetres: 14, cutsFully: false, hasCutter: true,
        hasFeedingCuts: true, hasProcessIDs: true, answersRealTimeStatus: true, hasAutomaticStatus: true,
        hasNearEndSensor: true, receiveBufferBytes: 4_096, nvBytes: 393_216, codePages: CodePage.epsonNumbers)

    /// The same family at 203 dpi: 576 dots, 48 columns, units of 1/203 inch.
    public static let tmT20II: ESCPOSModel = {
        var model = tmT88V
        (model.name, model.serial) = ("TM-T20II", "NC2F000001")
        (model.dotsPerInch, model.printWidthDots, model.marginDots) = (203, 576, 32)
        (model.horizontalUnitsPerInch, model.verticalUnitsPerInch) = (203, 203)
        return model
    }()

    /// A cheap 58 mm clone: 384 dots, tear bar only, no process ids, no real-time status, feeding cuts unknown to it.
    ///
    /// - Source: receipt-printers.md 2.5 and 8 (clone mode).
    public static let clone58: ESCPOSModel = {
        var model = tmT20II
        (model.name, model.maker, model.serial) = ("POS-58", "POS", "0")
        (model.printWidthDots, model.marginDots) = (384, 40)
        (model.hasCutter, model.hasFeedingCuts, model.hasProcessIDs) = (false, false, false)
        (model.answersRealTimeStatus, model.hasAutomaticStatus, model.hasNearEndSensor) = (false, false, false)
        model.typeID = 0
        return model
    }()

    /// A kiosk printer of the CUSTOM KPM family: presenter, full status, no process ids, no automatic status.
    ///
    /// - Source: receipt-printers.md 5.1.
    public static let customKPM: ESCPOSModel = {
        var model = tmT20II
        (model.name, model.maker, model.serial) = ("KPM210", "CUSTOM", "KPM000001")
        (model.cutsFully, model.hasProcessIDs, model.hasAutomaticStatus) = (true, false, false)
        model.presenter = Presenter()
        return model
    }()

    /// Columns of font A.
    public var columns: Int { printWidthDots / 12 }

    /// Dots for a length of paper.
    func dots(millimetres: Int) -> Int { millimetres * dotsPerInch * 10 / 254 }
}
