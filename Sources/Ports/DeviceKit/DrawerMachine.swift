/// A drawer on a printer's kick-out connector, as a value: the sense line is a level, the drawer is open, closed or
/// unknown, and a kick is one authorised request.
///
/// - Source: shared dossier `cash-drawers.md` 3, 4, 6.
public struct DrawerMachine: Hashable, Sendable {
    /// Settings of this drawer.
    public let settings: DrawerSettings
    /// What the drawer is now, as far as is known.
    public internal(set) var position = DrawerPosition.unknown
    /// Which level means open: set, or learned at a kick.
    public internal(set) var openIsHigh: Bool?
    var wire = SenseWire()
    package var kick: Kick?
    /// When the coil has rested after the newest pulse.
    var restedAt: Duration?
    /// The newest pulse, as long as no opening was seen after it: a drawer that opens at once is its doing.
    var unanswered: Duration?
    /// What became of that pulse is not known: it may lie in the printer and come later.
    var isDoubted = false
    /// When the level was told first on this link.
    var watchedSince: Duration?
    /// The open level was learned at a kick, and may have been learned wrongly.
    var isLearned = false
    var openSince: Duration?
    var nextAlarm: Duration?
    /// Outcomes of the newest requests, oldest first.
    var told: [Told] = []

    /// A kick that waits for its opening.
    package struct Kick: Hashable, Sendable {
        let request: String
        let connector: Int
        var tries: Int
        var pulsed: Duration
    }

    struct Told: Hashable, Sendable {
        let request: String
        let report: DrawerReport
    }

    /// A drawer nobody has looked at yet.
    public init(_ settings: DrawerSettings) {
        self.settings = settings
        switch settings.openLevel {
        case .low: openIsHigh = false
        case .high: openIsHigh = true
        case .unknown, .noSensor: openIsHigh = nil
        }
    }
}

/// How one drawer is wired and watched.
public struct DrawerSettings: Hashable, Sendable {
    /// Which level of pin 3 means open. The printer's manual does not say: it depends on the switch in the drawer.
    public enum OpenLevel: String, Hashable, Sendable { case low, high, unknown, noSensor }

    /// What the pulse travels as.
    public enum Pulse: String, Hashable, Sendable {
        /// DLE DC4 1: at once, also while a job waits for paper.
        case realTime
        /// ESC p: in the order of the data.
        case buffered
    }

    /// What the level of the sense line means.
    public var openLevel: OpenLevel
    /// How the pulse reaches the printer.
    public var pulse: Pulse
    /// Length of the first pulse and of those that follow while the drawer still stands closed, in milliseconds.
    public var pulseMilliseconds: [Int]
    /// How long a level must stand before it is believed (50 to 100 ms).
    public var debounce: Duration
    /// From the last pulse to "did not open".
    public var confirmWithin: Duration
    /// Least time from pulse to pulse, so that no two drawers' worth of cash opens at one press. After a pulse longer than
    /// a fifth of it the coil rests longer: it pulls at most a fifth of the time.
    public var pulseGap: Duration
    /// Open for so long is worth an alarm, and again after each further such time.
    public var leftOpenAfter: Duration
    /// More changes of the level in a second than this are a broken switch.
    public var flapsPerSecond: Int

    /// The usual drawer; the level is learned at its first kick unless it is set.
    public init(
        openLevel: OpenLevel = .unknown, pulse: Pulse = .realTime, pulseMilliseconds: [Int] = [100, 200, 400],
        debounce: Duration = .milliseconds(60), confirmWithin: Duration = .milliseconds(1_500),
        pulseGap: Duration = .seconds(1), leftOpenAfter: Duration = .seconds(30), flapsPerSecond: Int = 5
    ) {
        (self.openLevel, self.pulse, self.pulseMilliseconds) = (openLevel, pulse, pulseMilliseconds)
        (self.debounce, self.confirmWithin, self.pulseGap) = (debounce, confirmWithin, pulseGap)
        (self.leftOpenAfter, self.flapsPerSecond) = (leftOpenAfter, flapsPerSecond)
    }
}

/// What can happen to a drawer.
public enum DrawerEvent: Hashable, Sendable {
    /// One authorised request to open.
    case kick(request: String, connector: Int)
    /// The printer cannot pulse now (no link, or it would pulse much later): nothing is sent for this request.
    case refuse(request: String)
    /// The level of pin 3, told at any time and as often as the printer likes.
    case level(high: Bool)
    /// The printer cannot be heard any more.
    case linkLost
    /// The deadline is reached; may come early.
    case time
}

/// What a drawer's machine asks for.
public enum DrawerEffect: Hashable, Sendable {
    /// Drive this connector (1 or 2) for so long.
    case pulse(connector: Int, milliseconds: Int)
    /// Tell the controller.
    case report(DrawerReport)
}
