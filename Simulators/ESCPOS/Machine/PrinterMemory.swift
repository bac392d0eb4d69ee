/// Everything that is gone when the power goes.
struct PrinterMemory: Hashable, Sendable {
    var buffer: ReceiveBuffer
    var scanner = RealTimeScanner()
    var stream = CommandStream()
    var raster: RasterIntake?

    var style = TextStyle()
    var layout: PrintLayout
    var codePage: UInt8 = 0
    var internationalSet = 0
    var line = LineBuffer()
    var page: PageBuffer?
    var barcode = BarcodeSettings()
    var qr = QRSettings()
    var pdf = PDF417Settings()
    var graphics: Bitmap?
    var downloaded: Bitmap?

    var motions: [Motion] = []
    var active: ActiveMotion?
    var reservedCuts: [ReservedCut] = []
    var pulse: RunningPulse?
    var queuedPulse: Pulse?

    var automaticStatus: UInt8
    var lastAutomatic: [UInt8] = []
    /// CUSTOM's GS E0: which of the four bytes are pushed, and what they said last.
    var fullStatus: UInt8 = 0
    var lastFull: [UInt8] = []
    var lastStatus = PrinterStatus()
    var wasBusy = false
    var offlineResponse: UInt8 = 0
    var replies = PendingReplies()

    var isSelected = true
    var takesRealTimePulses = true
    var takesShutDown = false
    var stopsOnNearEnd = false
    var cutterFailed = false
    var unrecoverable = false
    var needsFeedButton = false
    var isShutDown = false

    init(_ configuration: ESCPOSConfiguration) {
        buffer = ReceiveBuffer(capacity: configuration.model.receiveBufferBytes)
        layout = PrintLayout(configuration.model)
        automaticStatus = configuration.automaticStatusDefault
    }

    /// ESC @: modes as after power-on; the receive buffer, motion under way, definitions in NV stay.
    mutating func initialise(_ configuration: ESCPOSConfiguration) {
        style = TextStyle()
        layout = PrintLayout(configuration.model)
        (codePage, internationalSet) = (0, 0)
        line.clear()
        page = nil
        (barcode, qr, pdf) = (BarcodeSettings(), QRSettings(), PDF417Settings())
        (graphics, downloaded) = (nil, nil)
        automaticStatus = configuration.automaticStatusDefault
        offlineResponse = 0
        (takesRealTimePulses, takesShutDown, stopsOnNearEnd) = (true, false, false)
    }

    /// DLE ENQ 2 and DLE DC4 8: receive and print buffers, pending ids; settings stay.
    mutating func clearBuffers(capacity: Int) {
        buffer = ReceiveBuffer(capacity: capacity)
        (stream, raster) = (CommandStream(), nil)
        line.clear()
        page = nil
        motions.removeAll()
        reservedCuts.removeAll()
        replies.processID = nil
    }
}

/// Where lines begin and how far apart they are, in dots.
struct PrintLayout: Hashable, Sendable {
    private let model: ESCPOSModel
    var leftMargin = 0
    var areaWidth: Int
    var justify = 0
    var tabs: [Int] = (1...32).map { $0 * 8 }
    private var unitsAcross: Int
    private var unitsDown: Int
    /// Line feed in vertical units; `nil` is 1/6 inch.
    var pitchUnits: Int?

    init(_ model: ESCPOSModel) {
        self.model = model
        areaWidth = model.printWidthDots
        (unitsAcross, unitsDown) = (model.horizontalUnitsPerInch, model.verticalUnitsPerInch)
    }

    /// GS P; 0 is the model's own unit.
    mutating func setUnits(across: Int, down: Int) {
        unitsAcross = across == 0 ? model.horizontalUnitsPerInch : across
        unitsDown = down == 0 ? model.verticalUnitsPerInch : down
    }

    func dotsAcross(_ units: Int) -> Int { units * model.dotsPerInch / max(1, unitsAcross) }
    func dotsDown(_ units: Int) -> Int { units * model.dotsPerInch / max(1, unitsDown) }

    /// Rows of one line feed.
    var pitch: Int { pitchUnits.map(dotsDown) ?? model.dotsPerInch / 6 }
    /// The margin inside the head.
    var margin: Int { min(leftMargin, model.printWidthDots - 1) }
    /// The print area right of the margin.
    var area: Int { max(1, min(areaWidth, model.printWidthDots - margin)) }
}

struct BarcodeSettings: Hashable, Sendable {
    var height = 162
    var module = 3
    /// 0 none, 1 above, 2 below, 3 both.
    var text = 0
    var font = CharacterFont.a
}

struct QRSettings: Hashable, Sendable {
    var module = 3
    var level = QRCode.Level.l
    var data: [UInt8] = []
}

struct PDF417Settings: Hashable, Sendable {
    var columns = 0
    var module = 3
    var rowHeight = 3
    var data: [UInt8] = []
}

/// A raster image that is coming in row by row.
struct RasterIntake: Hashable, Sendable {
    var across: Int
    var down: Int
    var bytesPerRow: Int
    var rowsLeft: Int
    var row: [UInt8] = []
    var rowBytesSeen = 0
    var stripe: Bitmap
    var isFirstStripe = true
    /// ESC = switched the printer off: read, not printed.
    var isIgnored: Bool
}

/// Replies that wait for a host that does not read. Of process ids only the latest is kept.
///
/// - Source: receipt-printers.md 3.4 (priority process id, offline response, clear response), 1 (99 bytes).
struct PendingReplies: Hashable, Sendable {
    var processID: [UInt8]?
    var offline: [UInt8]?
    var cleared: [UInt8]?
    private var others: [[UInt8]] = []

    static let room = 99

    mutating func add(_ reply: [UInt8]) {
        guard others.reduce(0, { $0 + $1.count }) + reply.count <= Self.room else { return }
        others.append(reply)
    }

    mutating func takeAll() -> [[UInt8]] {
        defer { self = PendingReplies() }
        return [processID, offline, cleared].compactMap { $0 } + others
    }
}

/// Memory that survives a power cut.
struct NVMemory: Hashable, Sendable {
    static let userBytes = 1_024

    struct Graphic: Hashable, Sendable {
        var key: [UInt8]
        var bitmap: Bitmap
    }

    /// In the order of their keys.
    var graphics: [Graphic] = []
    /// FS q images, numbered from 1.
    var bitImages: [Bitmap] = []
    var user = [UInt8](repeating: 0x20, count: NVMemory.userBytes)

    /// 24 bytes of book-keeping for each graphic.
    var used: Int { graphics.reduce(0) { $0 + $1.bitmap.bytes.count + 24 } }
}
