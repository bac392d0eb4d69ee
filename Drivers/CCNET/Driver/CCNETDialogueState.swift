import Money

/// Where the dialogue stands.
enum CCNETPhase: Hashable, Sendable {
    case closed
    /// Open, silent, until the line has been silent long enough.
    case quiet(since: Duration, until: Duration)
    /// The first answer that can be believed makes a unit live.
    case starting
    case identifying(CCNETQuestion)
    /// What the unit knew at power-up was reported; nothing goes on before it is durable.
    case remembering
    case settling(CCNETSettling)
    /// At rest was reported; acceptance as the controller wishes.
    case ready
}

/// Questions beside the poll, in the order they are asked.
enum CCNETQuestion: Hashable, Sendable {
    /// Acceptance off, before anything else.
    case disable
    case identification, billTable, security, counter
}

/// Whether an answer can be taken for the one to what was just sent.
enum CCNETStep: Hashable, Sendable {
    /// Something went wrong: the next thing is a poll whose answer is neither believed nor acknowledged.
    case lost
    /// Then a question whose answer looks different from every poll's.
    case checking
    case inStep
}

/// What stands on the line, unanswered. One exchange at a time.
struct CCNETExchange: Hashable, Sendable {
    let request: CCNETRequest
    let sentAt: Duration
}

/// What a frame was sent for; answers are read by it.
enum CCNETRequest: Hashable, Sendable {
    /// Its answer proves that somebody is there, and nothing else.
    case soundingPoll
    case soundingStatus
    case poll
    /// These types, or none.
    case enable([UInt8])
    case security([UInt8])
    case reset
    case stack
    case giveBack
    case hold
    case identification, billTable, counter

    /// Goes out as soon as the line is free; the others wait for the poll's slot.
    var isUrgent: Bool {
        switch self {
        case .poll: false
        case .soundingPoll, .soundingStatus, .enable, .security, .reset, .stack, .giveBack, .hold, .identification,
            .billTable, .counter:
            true
        }
    }
}

/// How far a settling has come.
struct CCNETSettling: Hashable, Sendable {
    /// Polls in a row, acceptance off, whose answers showed the unit disabled.
    var restfulPolls = 0
    /// The newest answer showed a note in escrow: it goes back.
    var escrowSeen = false
    /// The counter as it was read once; it counts when it is read twice.
    var counterSeen: Int64?
    /// Times the counter was asked for without a number.
    var counterMisses = 0
}

/// The power-up report that is being dealt with.
struct CCNETStartup: Hashable, Sendable {
    let state: CCNETState
    /// When the unit took our RESET; `nil`: not yet.
    var resetAt: Duration?
}

/// A note in escrow, as reported.
struct CCNETEscrow: Hashable, Sendable {
    let type: UInt8
    /// `nil`: the table does not name it.
    let note: Denomination?
    /// Arrival of the answer that showed it.
    let seenAt: Duration
    /// When the poll of the answer that showed it went out: the age counts from here.
    let askedAt: Duration

    /// The same note, shown by a newer answer.
    func seenAgain(_ askedAt: Duration) -> CCNETEscrow {
        CCNETEscrow(type: type, note: note, seenAt: seenAt, askedAt: askedAt)
    }
}

/// The note in hand, as far as the dialogue has to know.
enum CCNETHand: Hashable, Sendable {
    case empty
    /// Reported; the controller decides.
    case waiting(CCNETEscrow)
    /// To be stacked, as soon as a fresh answer shows it once more.
    case confirming(CCNETEscrow)
    /// To be stacked with the next frame.
    case ordered(CCNETEscrow)
    /// The order went out once; an outcome must follow.
    case stacking(CCNETEscrow)
    /// To go back with the next frame.
    case refused(CCNETEscrow)
    /// The order to return went out; an outcome must follow.
    case returning(CCNETEscrow)
    /// It left escrow; an outcome must follow.
    case moving(CCNETEscrow)

    /// What was shown in escrow last.
    var escrow: CCNETEscrow? {
        switch self {
        case .empty: nil
        case .waiting(let escrow), .confirming(let escrow), .ordered(let escrow), .stacking(let escrow),
            .refused(let escrow), .returning(let escrow), .moving(let escrow):
            escrow
        }
    }
}

/// "Stacked" or "returned": the unit's word about one note, which stands until it is acknowledged.
struct CCNETWord: Hashable, Sendable {
    /// The whole word, type included.
    let state: CCNETState
    /// The controller has it on disk: the repetition may be acknowledged.
    var isDurable = false
}

/// What the unit told about itself.
struct CCNETUnit: Hashable, Sendable {
    var part = ""
    var serial = ""
    var asset: [UInt8] = []
    /// It answered the counter's question with a number.
    var hasCounter = false
}
