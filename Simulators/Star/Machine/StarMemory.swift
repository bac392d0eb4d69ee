/// Everything that is gone when the power goes.
struct StarMemory: Hashable, Sendable {
    var reader: StarReader
    /// Orders that wait, with the bytes they take in the buffer; those before `firstOrder` are carried out.
    private var orders: [Waiting] = []
    private var firstOrder = 0
    private(set) var waitingBytes = 0

    var style = StarStyle()
    var align = 0
    var page: UInt8 = 1
    var pitch = 32
    var leftColumns = 0
    var rightColumns = 0
    var isUpsideDown = false
    var line = StarLine()
    var qr = StarQRSettings()

    var isRaster = false
    /// Dots were printed in raster mode since it was entered.
    var hasRasterData = false
    var documentEnd: Int
    var formEnd: Int

    var motions: [StarMotion] = []
    var active: StarActiveMotion?
    var pulse: StarPulse?
    var pulseActed = false
    var pulseOn = 200
    var pulseOff = 200

    var pushes: Bool
    var counter = 0
    var checkReached = false
    /// Told once, then forgotten.
    var overflowed = false
    var lastStatus = StarPhysicalStatus()
    var cutterFailed = false
    var coverWasOpened = false
    var unrecoverable = false
    /// Deaf until then: just switched on, or reset.
    var startsUntil: Duration?

    struct Waiting: Hashable, Sendable {
        var order: StarOrder
        var bytes: Int
    }

    init(_ configuration: StarConfiguration) {
        reader = StarReader(configuration)
        pushes = configuration.pushesAtStart
        (documentEnd, formEnd) = (13, 13)
    }

    mutating func put(_ order: StarOrder, bytes: Int) {
        orders.append(Waiting(order: order, bytes: bytes))
        waitingBytes += bytes
    }

    mutating func takeOrder() -> StarOrder? {
        guard hasOrders else { return nil }
        let first = orders[firstOrder]
        firstOrder += 1
        if firstOrder > 1_000 {
            orders.removeFirst(firstOrder)
            firstOrder = 0
        }
        waitingBytes -= first.bytes
        return first.order
    }

    var hasOrders: Bool { firstOrder < orders.count }

    /// ESC @: modes as after power-on; buffer, counter and motion under way stay.
    mutating func initialise(_ configuration: StarConfiguration) {
        (style, align, page, pitch) = (StarStyle(), 0, 1, 32)
        (leftColumns, rightColumns, isUpsideDown) = (0, 0, false)
        line = StarLine()
        qr = StarQRSettings()
        (isRaster, hasRasterData, documentEnd, formEnd) = (false, false, 13, 13)
        if configuration.readings.initialiseStopsPushing { pushes = configuration.pushesAtStart }
    }
}

/// What ESC GS y keeps between its commands.
struct StarQRSettings: Hashable, Sendable {
    var level = 0
    var cell = 3
    var data: [UInt8] = []
}
