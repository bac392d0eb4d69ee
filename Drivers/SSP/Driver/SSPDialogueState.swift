import Money

/// What stands on the line, unanswered. One exchange at a time.
struct SSPExchange: Hashable, Sendable {
    let request: SSPRequest
    let frame: [UInt8]
    let sequence: Bool
    let isEncrypted: Bool
    let firstSentAt: Duration
    var sentAt: Duration
    var sends = 1
}

/// What a frame was sent for. Replies name no command, so they are read by it.
enum SSPRequest: Hashable, Sendable {
    case step(SSPStep)
    case poll, hold, reject, disable, enable, eventAck, rejectCode, counters
    case inhibits([UInt8])

    /// Polls and holds keep the gap that the paper asks for.
    var keepsGap: Bool {
        switch self {
        case .poll, .hold, .step(.firstPoll): true
        case .step, .reject, .disable, .enable, .eventAck, .rejectCode, .counters, .inhibits: false
        }
    }
}

/// Who is there: questions one by one. The first poll is the last of them, so that nothing is said about a note before
/// the unit has said its name.
enum SSPStep: Hashable, Sendable {
    /// Rule 15: the sequence anew, and what the host before us saw in escrow goes back.
    case sync, reject
    case hostProtocol(UInt8)
    case generator, modulus, keyExchange
    case setup, channelValues, serial, firmware, dataset, counters
    /// Rule 15 again, now in the way the unit wants to be spoken to.
    case rejectAgain
    case firstPoll(withAck: Bool)
}

/// Where the dialogue stands.
enum SSPPhase: Hashable, Sendable {
    case closed
    /// Open, silent, until the line has been silent long enough.
    case quiet(since: Duration, until: Duration)
    case identifying(SSPStep)
    case settling(SSPSettling)
    /// At rest was reported; acceptance as the controller wishes.
    case ready
}

/// How far a settling has come.
struct SSPSettling: Hashable, Sendable {
    /// Give back what may lie in escrow, before the next poll could accept it.
    var rejectDue = true
    /// The unit was seen still while acceptance was as it was; what that proves was noted.
    var wasSeenStill = false
    /// It was then enabled, and a stacked note's word would have stood: an open order was not taken (rule 16).
    var provesNotTaken = false
    var isDisabled = false
    var disableTries = 0
    /// Polls in a row, acceptance off, whose answers showed the unit still.
    var restfulPolls = 0
    var counterMisses = 0
}

/// A note in escrow, as seen.
struct SSPEscrow: Hashable, Sendable {
    /// `nil`: the unit's channel table does not name it.
    let note: Denomination?
    /// Arrival of the answer that showed it; the controller's name for it.
    let seenAt: Duration
    /// When the question went out whose answer showed it last: the age counts from here.
    var askedAt: Duration
    /// The controller was told of it.
    var isReported = true
}

/// The note in hand, as far as the dialogue has to know.
enum SSPHand: Hashable, Sendable {
    case empty
    /// Reported; held until the controller decides.
    case waiting(SSPEscrow)
    /// To be accepted by the next poll, if the hold on the line says that it is still there.
    case confirming(SSPEscrow)
    /// The poll that accepts it goes out next (0), or went out and was answered so often, plus one, without motion.
    case stacking(SSPEscrow, stillAnswers: Int)
    /// It left escrow towards the box.
    case moving(SSPEscrow)
    /// It is to go back, or was told to.
    case returning(SSPEscrow, due: Bool, stillAnswers: Int)

    /// It was ordered into the box.
    var isOrdered: Bool {
        switch self {
        case .stacking, .moving: true
        case .empty, .waiting, .confirming, .returning: false
        }
    }
}

/// What the unit said about a note in the box, from its first saying until nothing of it is left to do.
struct SSPWord: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case credit, cleared, front }
    enum Stage: Hashable, Sendable {
        /// A credit that is not money yet: the note has not been seen through.
        case pending(stillAnswers: Int)
        /// The controller was told, and has not said that it is durable.
        case told
        /// It is durable: the unit may be told so (57).
        case heard
    }
    let kind: Kind
    let channel: UInt8
    var stage: Stage
    /// A credit for a note that this dialogue itself ordered and saw on its way. Of any other nobody knows what became
    /// of the note before the credit was heard: a jam may have come and been cleared by hand.
    var isWatched = false
}

/// What an `.acknowledge` of the controller answers, in the order of the reports.
enum SSPAwaited: Hashable, Sendable { case word, other }

/// What the unit told about itself.
struct SSPUnit: Hashable, Sendable {
    var type: UInt8 = 0
    var firmware = ""
    var dataset = ""
    var serial = ""
    var channels: [Denomination?] = []
    var hasCounter = false
    /// It takes poll-with-acknowledgement.
    var acknowledges = false
    /// It took the hold command, or was not asked yet.
    var holds = true
}
