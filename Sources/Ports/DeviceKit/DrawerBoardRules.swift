/// How the drawers of one board are watched. Everything here is the host's: no board knows a drawer that is open too long.
///
/// - Source: shared dossier `cash-drawers.md` 3, 4 and 6.
public struct DrawerBoardRules: Hashable, Sendable {
    /// Which level of a sense wire means open. The board's manual does not say: it depends on the switch in the drawer.
    public enum OpenLevel: String, Hashable, Sendable { case low, high, unknown, noSensor }

    /// What the level of the sense wire means; `unknown` is learned at the first opening.
    public var openLevel: OpenLevel
    /// `false`: the word for "shut" is the same as that of a broken sensor.
    public var shutIsBelieved: Bool
    /// How long a level must stand before it is believed.
    public var debounce: Duration
    /// From the pulse to "did not open".
    public var confirmWithin: Duration
    /// Least time between two pulses of one board.
    public var pulseGap: Duration
    /// Open for so long is worth an alarm.
    public var leftOpenAfter: Duration
    /// The alarm comes again after each further such time.
    public var leftOpenEvery: Duration
    /// More changes of the level in a second than this are a broken switch.
    public var flapsPerSecond: Int
    /// A sensor that flapped is believed again after so long without a change.
    public var calmAfterFault: Duration
    /// The board says where its drawers are again and again: what it has not said since a pulse is not known.
    public var isAsked: Bool

    /// A drawer that opens at a pulse is seen to be open within this: spring, debounce and one look.
    public static let opensWithin = Duration.milliseconds(700)

    /// The usual drawer. Times of zero or less are taken as a millisecond: an alarm never runs in circles.
    public init(
        openLevel: OpenLevel = .unknown, shutIsBelieved: Bool = true, debounce: Duration = .milliseconds(60),
        confirmWithin: Duration = .milliseconds(1_500), pulseGap: Duration = .seconds(1),
        leftOpenAfter: Duration = .seconds(30), leftOpenEvery: Duration = .seconds(30), flapsPerSecond: Int = 5,
        calmAfterFault: Duration = .seconds(2), isAsked: Bool = false
    ) {
        let least = Duration.milliseconds(1)
        (self.openLevel, self.shutIsBelieved) = (openLevel, shutIsBelieved)
        (self.debounce, self.confirmWithin) = (max(debounce, least), max(confirmWithin, least))
        (self.pulseGap, self.calmAfterFault) = (max(pulseGap, least), max(calmAfterFault, least))
        (self.leftOpenAfter, self.leftOpenEvery) = (max(leftOpenAfter, least), max(leftOpenEvery, least))
        self.flapsPerSecond = max(flapsPerSecond, 1)
        self.isAsked = isAsked
    }
}
