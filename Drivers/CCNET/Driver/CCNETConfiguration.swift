public import DeviceKit
public import Money

/// What an installer can say about one CCNET unit. The defaults take nothing for granted.
public struct CCNETConfiguration: Hashable, Sendable {
    /// Whether the unit keeps a note "in process" over a power cut, as the specification says; `nil`: what the model
    /// table says. True makes "power up" and rest a proof that an open order was not carried out.
    /// - Source: models/README.md section 4, rule 11; rows CA1, CA4.
    public var keepsInProcess: Bool?
    /// Which number of the unit counts stacked notes; `nil`: what the model table says.
    public var counter: CCNETCounter?
    /// What that number proves after a power cut; `nil`: what the model table says.
    public var counterTrust: CounterTrust?
    /// Notes by bill type, for a unit that does not tell its table. Empty: such a unit takes nothing.
    public var fallbackNotes: [Denomination?]
    /// Letters in the unit's bill table that are not the usual ones.
    public var countries: [CCNETCountry]
    /// All bill types are looked at more strictly.
    public var highSecurity: Bool
    /// From the begin of one poll to the begin of the next.
    /// - Source: dossier 3.1 (at least 100 ms, 200 recommended).
    public var pollPeriod: Duration
    /// From the last byte handed to the line to the first of the answer: sending, 10 ms of the unit, the adapter.
    /// - Source: dossier 3.1.
    public var replyTimeout: Duration
    /// The same for identification, bill table and counter.
    /// - Source: dossier 3.1 (bill-to-bill units take 200 ms).
    public var slowReplyTimeout: Duration
    /// A pause inside a frame after which it is broken off (adapters deliver in bursts of 16 ms).
    public var interByteTimeout: Duration
    /// From an ACK or an answer to the next command, the sending of the ACK included.
    /// - Source: dossier 3.1 (10 ms of silence, 20 recommended).
    public var freeTime: Duration
    /// Silence after anything that went wrong on the line; must be 20 ms longer than the adapter may hold bytes back.
    /// - Source: models, rule 12.
    public var silence: Duration
    /// Failures in a row before a question is given up, and before the dialogue may be called broken.
    public var tries: Int
    /// Without a valid answer for this long the dialogue is broken; never sooner.
    /// - Source: dossier 3.1 (not responding: over 5 s).
    public var brokenAfter: Duration
    /// Silence on the line before the first frame.
    /// - Source: models, rule 3.
    public var quietTime: Duration
    /// From the poll whose answer showed escrow to the stack order.
    /// - Source: models, rule 2.
    public var escrowAge: Duration
    /// How often a silent unit is sent a RESET; `nil`: never.
    /// - Source: dossier 3.1 ("RESET at least every 10 s").
    public var resetWhenSilent: Duration?
    /// How often a unit that shows a jam or a failure is sent a RESET; `nil`: never. The unit cannot tell when the
    /// attendant is done.
    /// - Source: dossier 3.4 ("RESET after the attendant clears").
    public var resetWhenStuck: Duration?
    /// A note nobody has decided about after this time is kept with HOLD; `nil`: the unit gives it back after 10 s.
    public var holdAfter: Duration?

    /// The defaults, with what the installer knows better; `tries` is one at least.
    public init(
        keepsInProcess: Bool? = nil, counter: CCNETCounter? = nil, counterTrust: CounterTrust? = nil,
        fallbackNotes: [Denomination?] = [], countries: [CCNETCountry] = [], highSecurity: Bool = false,
        pollPeriod: Duration = .milliseconds(200), replyTimeout: Duration = .milliseconds(100),
        slowReplyTimeout: Duration = .milliseconds(300), interByteTimeout: Duration = .milliseconds(60),
        freeTime: Duration = .milliseconds(30), silence: Duration = .milliseconds(100), tries: Int = 4,
        brokenAfter: Duration = .seconds(5), quietTime: Duration = .seconds(1), escrowAge: Duration = .seconds(1),
        resetWhenSilent: Duration? = .seconds(10), resetWhenStuck: Duration? = .seconds(30),
        holdAfter: Duration? = nil
    ) {
        self.keepsInProcess = keepsInProcess
        self.counter = counter
        self.counterTrust = counterTrust
        self.fallbackNotes = fallbackNotes
        self.countries = countries
        self.highSecurity = highSecurity
        self.pollPeriod = pollPeriod
        self.replyTimeout = replyTimeout
        self.slowReplyTimeout = slowReplyTimeout
        self.interByteTimeout = interByteTimeout
        self.freeTime = freeTime
        self.silence = silence
        self.tries = max(1, tries)
        self.brokenAfter = brokenAfter
        self.quietTime = quietTime
        self.escrowAge = escrowAge
        self.resetWhenSilent = resetWhenSilent
        self.resetWhenStuck = resetWhenStuck
        self.holdAfter = holdAfter
    }
}

/// Where a unit tells how many notes it has stacked.
/// - Source: dossier 3.2 (5B, two bytes; 60, layout not known).
public enum CCNETCounter: Hashable, Sendable {
    /// Nowhere that is known.
    case none
    /// Command 5B: sixteen bits, high byte first.
    case stackedNotes
    /// Command 60: so many bytes, high byte first, from this place of the answer.
    case statistics(at: Int, bytes: Int)
}
