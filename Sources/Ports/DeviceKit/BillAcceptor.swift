public import Money

/// What a controller asks of a note acceptor. UnifiedPOS `BillAcceptor`, with an escrow finer than `fixDeposit`:
/// one note at a time is seen in escrow, then stacked or given back.
public enum BillAcceptorCommand: Hashable, Sendable {
    /// Stop acceptance, give back what is in escrow, wait until nothing moves, read the counter, then report `atRest`.
    /// Asked after every start, power-up report and broken dialogue, before acceptance.
    case settle
    /// UnifiedPOS `beginDeposit`: accept these notes into escrow. Refused (ignored) until `atRest` was reported.
    case enable([Denomination])
    /// UnifiedPOS `endDeposit`: take no further note. A note may still be on its way in: disabling is asynchronous.
    case disable
    /// Stack the note in escrow that was reported as `escrowed(_, seenAt:)` with this very `seenAt`. Sent once per
    /// intent. When the report is older than the age limit (1 s) the dialogue looks again before it moves cash.
    case stack(seenAt: Duration)
    /// Give the note in escrow back.
    case giveBack
    /// What was reported last (`stacked`, `returned`, `remembered`) is durable, whatever it meant for the books: the unit
    /// may be told that its word was heard, and may forget it. Wires whose units repeat nothing ignore it.
    case acknowledge
}

/// What a note acceptor was seen to do. A driver reports; it can never raise credit by itself.
public enum BillAcceptorReport: Hashable, Sendable {
    /// The dialogue began (again) and the unit told who it is. Recovery follows: nothing but `settle` makes it accept.
    case identified(BillAcceptorIdentity)
    /// The dialogue is broken: no valid answer for longer than the protocol allows, or the link is gone.
    case broken(String)
    /// The unit says that it was without power, or was reset. What it knew of the note in hand may be gone.
    case poweredUp
    /// A note is being drawn in.
    case accepting
    /// A note waits in escrow; `seenAt` is the arrival of a fresh answer that carried no other event.
    case escrowed(Denomination, seenAt: Duration)
    /// A note the unit cannot name waits in escrow (a value outside its table). Only giving back is safe.
    case escrowedUnknown(seenAt: Duration)
    /// The unit reports the note in the cash unit. `nil`: the unit named no value it should have named. Told behind
    /// `identified` only: before, nobody knows whose word it is.
    case stacked(Denomination?)
    /// A note went back to the customer.
    case returned
    /// A note was refused before escrow; it never was money.
    case rejected
    /// After `stack` or `giveBack` the unit is idle and told no outcome. The dialogue settles by itself; `atRest` follows.
    case outcomeMissing
    /// At power-up the unit tells, once, what it knows of a note that was under way, and its reset would wipe that out. The
    /// dialogue goes no further until `acknowledge`.
    case remembered(PowerUpMemory)
    /// Acceptance is off, nothing is in the path, the unit is not starting. `counter`: notes it has stacked in its life
    /// (or since the counter was cleared), asked in this very exchange; `nil` when the unit keeps none. `openOrder`: what
    /// this rest proves about an order that is still open in the books.
    case atRest(counter: Int64?, openOrder: OpenOrderProof = .none)
    /// The newest state; may overtake nothing and may be lost: latest wins.
    case status(BillAcceptorStatus)
    /// The unit suspects a cheat (string, tampering).
    case cheated
}

/// What a unit knows at power-up of a note that was under way when its power went.
/// - Source: models/README.md section 4, rules 9 to 11 and 17.
public enum PowerUpMemory: Hashable, Sendable {
    /// It had not taken the note: whatever was ordered, the note goes back.
    case notTaken
    /// The note was past the point of return, or the unit may have forgotten its word: it may fall, or be given back.
    case mayBeTaken
}

/// What a unit at rest proves about an order that nobody has answered.
/// - Source: models/README.md section 4, rules 10, 11 and 16.
public enum OpenOrderProof: Hashable, Sendable {
    /// Nothing: the counter decides, or nobody.
    case none
    /// The unit would still be repeating its word if it had stacked the note: it has not.
    case notTaken
}

/// Who the unit is. The passport follows this, never the port.
public struct BillAcceptorIdentity: Hashable, Sendable, Codable {
    /// As the unit, or the driver's list of models, names it; empty where neither does.
    public var maker: String
    /// The model likewise.
    public var model: String
    /// What the journal knows the unit by.
    public var serial: String
    /// Version of what runs in the unit; a change of it calls for a look at the passport.
    public var firmware: String
    /// Name of the note data set.
    public var noteSet: String
    /// Face values the unit knows, ascending.
    public var denominations: [Int64]
    /// The ISO 4217 code of all face values.
    public var currency: String
    /// How far its word about a note holds over a cut.
    public var trust: TrustClass
    /// What a standing or moving count proves.
    public var counter: CounterTrust

    /// The unit as it told, and as its model's passport grades it.
    public init(
        maker: String, model: String, serial: String, firmware: String, noteSet: String, denominations: [Int64],
        currency: String, trust: TrustClass, counter: CounterTrust
    ) {
        self.maker = maker
        self.model = model
        self.serial = serial
        self.firmware = firmware
        self.noteSet = noteSet
        self.denominations = denominations
        self.currency = currency
        self.trust = trust
        self.counter = counter
    }
}

/// How far the unit's word about a note can be trusted over a cut (reliability paper 2.2, models 5).
public enum TrustClass: String, Hashable, Sendable, Codable {
    /// A: the credit repeats until it is acknowledged.
    case creditRepeats = "A"
    /// B: the state at power-up or a counter settles the note.
    case powerUpTells = "B"
    /// C: neither; only with a value limit per note and daily counts.
    case pulsesOnly = "C"
}

/// What the unit's own count of stacked notes is worth (model switch CTR).
public enum CounterTrust: String, Hashable, Sendable, Codable {
    /// It keeps no count, or none that can be asked.
    case none
    /// Exact over every cut (proven on a power-cut rig, or by the simulator's own physics).
    case exact
    /// May lose its last step at a power cut: "+0" proves nothing.
    case mayLoseLast
}

/// The newest state of the unit. Each is one clear condition; none is guessed.
public struct BillAcceptorStatus: Hashable, Sendable {
    /// What it does now.
    public var activity: Activity
    /// A note is stuck in the path.
    public var jammed: Bool
    /// Without the cash unit nothing can be stacked; the removal is a custody fact.
    public var cashUnitPresent: Bool
    /// The unit's own sensor; our count of pieces stops earlier.
    public var cashUnitFull: Bool
    /// A second note lies in the mouth: the customer must take it.
    public var paused: Bool
    /// The unit reports a failure; staff must look.
    public var failed: Bool

    /// Where a note can be, as far as the unit tells.
    public enum Activity: String, Hashable, Sendable {
        /// `disabled`: takes no note; `idle`: would take one.
        case unknown, starting, disabled, idle, accepting, escrowed, stacking, returning
    }

    /// A state; whatever the unit cannot tell is at its harmless value.
    public init(
        activity: Activity, jammed: Bool = false, cashUnitPresent: Bool = true, cashUnitFull: Bool = false,
        paused: Bool = false, failed: Bool = false
    ) {
        self.activity = activity
        self.jammed = jammed
        self.cashUnitPresent = cashUnitPresent
        self.cashUnitFull = cashUnitFull
        self.paused = paused
        self.failed = failed
    }
}
