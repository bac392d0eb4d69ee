/// The drawers of one stand-alone board, as a value: a sense wire has a level, a drawer is open, shut or unknown, and one
/// request is one pulse. What travels on the wire is the driver's business.
///
/// Beside `DrawerMachine`, which drives a printer's connector: there the host measures out the pulse and tries a longer one
/// when a drawer stays shut; here the board does, an order is given once, and each drawer may have a sense wire of its own.
public struct DrawerBoard: Hashable, Sendable {
    /// As given.
    public let rules: DrawerBoardRules
    /// As the rules say, or because this board was heard to repeat itself.
    public var isAsked: Bool
    /// Drawers that can be opened.
    public let drawers: Int
    /// One for each drawer, or a single one that all share.
    public internal(set) var sensors: [DrawerSense]
    /// The opening under way.
    var kick: Kick?
    var lastPulse: Duration?
    var reminder: Reminder?
    /// Outcomes of the newest requests, oldest first.
    var told: [Told] = []

    struct Kick: Hashable, Sendable {
        let request: String
        let number: Int
        let pulsed: Duration
    }

    struct Reminder: Hashable, Sendable {
        let number: Int
        let since: Duration
        let due: Duration
    }

    struct Told: Hashable, Sendable {
        let request: String
        let report: CashDrawerReport
    }

    /// Requests that are remembered, so that a repeated one moves nothing.
    static let remembered = 256

    /// Drawers nobody has looked at yet. `senseApart`: each has a sense wire of its own.
    public init(_ rules: DrawerBoardRules, drawers: Int = 1, senseApart: Bool = false) {
        let count = max(1, drawers)
        self.rules = rules
        isAsked = rules.isAsked
        self.drawers = count
        sensors = Array(repeating: DrawerSense(rules.openLevel), count: senseApart ? count : 1)
    }

    /// The newest position of a drawer; with a shared wire, open while one of them is.
    public func position(of number: Int) -> DrawerPosition {
        (1...drawers).contains(number) ? sensors[sensor(of: number)].position : .unknown
    }

    func sensor(of number: Int) -> Int { sensors.count == 1 ? 0 : number - 1 }

    /// How a report names the drawers behind a sense wire.
    func number(of sensor: Int) -> Int? { sensors.count == drawers ? sensor + 1 : nil }
}

/// One sense wire and what it has told.
public struct DrawerSense: Hashable, Sendable {
    /// What the drawer is now, as far as is known.
    public internal(set) var position = DrawerPosition.unknown
    /// Which level means open: set, or learned. It outlives a lost link: a switch does not turn round.
    public internal(set) var openIsHigh: Bool?
    var wire = SenseWire()
    var openSince: Duration?
    var nextAlarm: Duration?
    /// The last known position was shut, and no pulse went out since: whoever opens it now had no command.
    var isSealed = false
    /// It has told both positions since the link came up.
    var wasSeenOpen = false
    /// The open level was learned at a pulse, and may have been learned wrongly.
    var isLearned = false
    /// When the level was told last, whether or not it had changed.
    var saidAt: Duration?
    /// The newest pulse, as long as no opening was seen after it.
    var pulsedAt: Duration?

    /// A level was seen since the link came up, or since the wire was last out of sight.
    public var isWatching: Bool { wire.level != nil }

    init(_ openLevel: DrawerBoardRules.OpenLevel) {
        switch openLevel {
        case .low: openIsHigh = false
        case .high: openIsHigh = true
        case .unknown, .noSensor: openIsHigh = nil
        }
    }
}

/// What can happen to the drawers of a board.
public enum DrawerBoardEvent: Hashable, Sendable {
    /// One authorised request to open.
    case kick(number: Int, request: String)
    /// No pulse can go out for this request.
    case refuse(number: Int, request: String, CashDrawerRefusal)
    /// The level of a sense wire, told as often as the board likes.
    case level(sensor: Int, high: Bool)
    /// This sense wire cannot be read any more, though the link stands.
    case blind(sensor: Int)
    /// The link is gone.
    case linkLost
    /// The deadline is reached; may come early.
    case time
}

/// What the drawers of a board ask for.
public enum DrawerBoardEffect: Hashable, Sendable {
    /// Send the bytes that open this drawer, once.
    case pulse(number: Int)
    /// Tell the controller.
    case report(CashDrawerReport)
}
