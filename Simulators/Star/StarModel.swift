/// What distinguishes one Star printer from another: a row of facts, never an `if` on a name.
public struct StarModel: Hashable, Sendable {
    /// What it answers to ESC # *, in front of "Ver".
    public var name: String
    /// What it answers behind "Ver".
    public var firmware: String
    /// What it answers to ESC GS ) I 49; empty: it does not know the question.
    public var serial: String
    /// StarPRNT (ESC GS S pictures) instead of Line Mode (raster mode).
    public var isPRNT: Bool
    /// Version number in the automatic status.
    public var statusVersion: Int
    /// Bytes of the automatic status, 7 to 33.
    public var statusLength: Int
    /// Printable dots across.
    public var printWidthDots: Int
    /// White paper left and right of the printable dots.
    public var marginDots: Int
    /// From the print head to blade and tear bar, in dots.
    public var bladeDistanceDots: Int
    /// Without one every cut command does nothing to the paper.
    public var hasCutter: Bool
    /// A partial-only blade leaves a point whatever is asked.
    public var cutsFully: Bool
    /// Without one the status says "enough" until the end.
    public var hasNearEndSensor: Bool
    /// Bytes it takes before it is busy.
    public var receiveBufferBytes: Int

    /// All of them print eight dots a millimetre (203 an inch).
    public static let dotsPerMillimetre = 8

    /// TSP650II: 80 mm paper, Line Mode.
    ///
    /// - Source: receipt-printers.md 4; 576 dots as all 203 dpi printers of 80 mm paper (2.5).
    public static let tsp650 = StarModel(
        name: "TSP654", firmware: "4.0", serial: "", isPRNT: false, statusVersion: 3, statusLength: 9,
        printWidthDots: 576, marginDots: 32, bladeDistanceDots: 96, hasCutter: true, cutsFully: false,
        hasNearEndSensor: true, receiveBufferBytes: 32_768)

    /// mC-Print3: 80 mm paper, StarPRNT.
    public static let mcPrint3: StarModel = {
        var model = tsp650
        (model.name, model.firmware, model.serial, model.isPRNT) = ("MCP31", "3.1", "2391119070000001", true)
        (model.statusVersion, model.statusLength) = (4, 11)
        return model
    }()

    /// mPOP: 58 mm paper, StarPRNT, on top of its own drawer.
    public static let mpop: StarModel = {
        var model = mcPrint3
        (model.name, model.firmware, model.serial) = ("POP10", "2.0", "2371119070000001")
        (model.printWidthDots, model.marginDots, model.hasNearEndSensor) = (384, 40, false)
        return model
    }()

    /// An early printer whose status is too short for the print check's counter.
    public static let shortStatus: StarModel = {
        var model = tsp650
        (model.name, model.statusVersion, model.statusLength) = ("TSP613", 1, 7)
        return model
    }()
}
