public import DeviceKit
public import Money

/// What an installer can say about one EBDS unit. The defaults are right for a US kiosk.
public struct EBDSConfiguration: Hashable, Sendable {
    /// Asked for in every poll; dropped when the unit calls it an invalid command.
    public var powerUpPolicy: EBDSPowerUpPolicy
    /// What the cash box total proves; `nil`: what the model table says.
    public var counterTrust: CounterTrust?
    /// How a note may lie.
    public var orientation: EBDSOrientation
    /// Note value indexes 1 to 7 of a unit that does not tell its value table.
    public var fallbackNotes: [Denomination?]
    /// Whether escrow and stacked shall come with the whole note.
    public var extendedNotes: ExtendedNotes
    /// From the begin of one poll to the begin of the next.
    /// - Source: dossier 1.4 ("choose ... poll 150 ms").
    public var pollPeriod: Duration
    /// From the last byte sent to the answer.
    /// - Source: dossier 1.4 ("reply 250 ms").
    public var replyTimeout: Duration
    /// Sends of one frame before a question is given up, and before the dialogue may be called broken.
    public var tries: Int
    /// Without a valid answer for this long the dialogue is broken; never sooner.
    /// - Source: dossier 1.4 (replies may be missed while a note is read: not dead before 5 s).
    public var brokenAfter: Duration
    /// Silence on the line before the first frame, and the age at which an answer is thrown away.
    /// - Source: models, rules 2 and 3.
    public var quietTime: Duration
    /// From the poll whose answer showed escrow to the stack order.
    /// - Source: models, rule 2.
    public var escrowAge: Duration
    /// A pause inside a frame after which its beginning is thrown away (adapters deliver in bursts of 16 ms).
    public var interByteTimeout: Duration
    /// How long "no state" may mean "still starting": after a power-up report until the unit shows idle or its
    /// power-up STACKED, and after opening, when the report may have gone to a host that died.
    /// - Source: dossier 1.7 (ready within about 15 s), 0.2 (initialising: no state, then idling).
    public var startingTime: Duration

    /// Extended note reporting.
    public enum ExtendedNotes: Hashable, Sendable {
        /// Off or on for good, whatever the unit tells.
        case no, yes
        /// Only when the unit tells no value table but note specifications.
        case auto
    }

    /// The defaults, with what the installer knows better; `tries` is one at least.
    public init(
        powerUpPolicy: EBDSPowerUpPolicy = .b, counterTrust: CounterTrust? = nil,
        orientation: EBDSOrientation = .fourWay, fallbackNotes: [Denomination?] = Denomination.usNotes,
        extendedNotes: ExtendedNotes = .auto, pollPeriod: Duration = .milliseconds(150),
        replyTimeout: Duration = .milliseconds(250), tries: Int = 4, brokenAfter: Duration = .seconds(5),
        quietTime: Duration = .seconds(1), escrowAge: Duration = .seconds(1),
        interByteTimeout: Duration = .milliseconds(60), startingTime: Duration = .seconds(15)
    ) {
        self.powerUpPolicy = powerUpPolicy
        self.counterTrust = counterTrust
        self.orientation = orientation
        self.fallbackNotes = fallbackNotes
        self.extendedNotes = extendedNotes
        self.pollPeriod = pollPeriod
        self.replyTimeout = replyTimeout
        self.tries = max(1, tries)
        self.brokenAfter = brokenAfter
        self.quietTime = quietTime
        self.escrowAge = escrowAge
        self.interByteTimeout = interByteTimeout
        self.startingTime = startingTime
    }
}
