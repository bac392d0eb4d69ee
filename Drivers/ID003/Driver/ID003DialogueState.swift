import DeviceKit
import Money

/// What stands on the line, unanswered. One exchange at a time, one frame an exchange.
struct ID003Exchange: Hashable, Sendable {
    let request: ID003Request
    let sentAt: Duration
    /// The exchange before it was not answered: what comes now may be that answer, late. Nothing is decided by it.
    let afterSilence: Bool
}

/// What a frame is sent for; replies are read by it.
enum ID003Request: Hashable, Sendable {
    case poll, stack, giveBack, hold, reset
    /// VEND VALID is acknowledged; nothing answers.
    case acknowledge
    case query(ID003Query)
    case set(ID003Setting)
}

/// Questions beside the poll.
enum ID003Query: Hashable, Sendable { case version, currencyTable }

/// A frame that a look at the unit has called for.
struct ID003Due: Hashable, Sendable {
    let request: ID003Request
    /// When the poll of that look went out: the age counts from here (models, rule 2).
    let askedAt: Duration
}

/// Where the dialogue stands.
enum ID003Phase: Hashable, Sendable {
    case closed
    /// Open, silent, until the line has been silent long enough.
    case quiet(since: Duration, until: Duration)
    /// Polls, and turns acceptance off.
    case starting
    case identifying(ID003Query)
    case settling(ID003Settling)
    /// At rest was reported; acceptance as the controller wishes.
    case ready
}

/// How far a settling has come.
struct ID003Settling: Hashable, Sendable {
    /// Looks in a row that showed the unit at rest.
    var restfulPolls = 0
    /// Times "inhibit" was sent, and times it was echoed.
    var inhibitsSent = 0
    var inhibitsTaken = 0
    /// A note was in escrow and was told to go back.
    var gaveBack = false
    /// The unit was without power: ask whether it is the same one.
    var checksVersion = false
}

/// A note in escrow, as reported.
struct ID003Escrow: Hashable, Sendable {
    let code: UInt8?
    /// `nil`: the unit cannot name it.
    let note: Denomination?
    /// Arrival of the answer that showed it first: its name towards the controller.
    let seenAt: Duration
    /// When the poll went out whose answer showed it last.
    var lookedAt: Duration
    /// When it was told to stay, or came.
    var heldAt: Duration
}

/// The note in hand, as far as the dialogue has to know.
enum ID003Hand: Hashable, Sendable {
    case empty
    /// Reported; the controller decides.
    case waiting(ID003Escrow)
    /// To be stacked, as soon as a fresh look shows it.
    case confirming(ID003Escrow)
    /// To go back, as soon as a fresh look shows it.
    case refused(ID003Escrow)
    /// The one order went out.
    case stacking(ID003Escrow, at: Duration, heard: Bool)
    /// On its way into the box, whoever ordered it.
    case moving(ID003Escrow)
    /// On its way out, or told to go.
    case returning(ID003Escrow)

    var escrow: ID003Escrow? {
        switch self {
        case .empty: nil
        case .waiting(let escrow), .confirming(let escrow), .refused(let escrow), .stacking(let escrow, _, _),
            .moving(let escrow), .returning(let escrow):
            escrow
        }
    }
}

/// The one VEND VALID that stands, or stood last.
enum ID003Credit: Hashable, Sendable {
    case none
    /// Reported under this number; not durable yet. `lookedAt`: the poll that showed it last.
    case told(Int, lookedAt: Duration)
    /// Durable: may be acknowledged, each time it is shown.
    case durable
}

/// What the unit knew when its power came back, once it was reported.
struct ID003Memory: Hashable, Sendable {
    let meaning: PowerUpMemory
    let number: Int
    /// Durable: the reset may wipe it out.
    var isDurable = false
}

/// A stretch in which the unit waits for a reset: power-up, or trouble that people allow us to reset.
struct ID003Stand: Hashable, Sendable {
    var memory: ID003Memory?
}

/// Reports whose `acknowledge` is awaited, in their order: a late one must not be taken for that of a newer report.
enum ID003Owed: Hashable, Sendable {
    case returned
    case credit(Int)
    case memory(Int)
}

/// What the unit told about itself.
struct ID003Unit: Hashable, Sendable {
    var version: [UInt8] = []
    var hasTable = false
    /// It said too little while it waited for its reset: asked once more when it runs.
    var askAgain = false
}

extension ID003State {
    /// Waits for a reset after a power cut.
    var isPowerUp: Bool {
        switch self {
        case .powerUp, .powerUpInAcceptor, .powerUpInStacker: true
        case .idling, .accepting, .escrow, .stacking, .vendValid, .stacked, .rejecting, .returning, .holding,
            .disabled, .initialising, .stackerFull, .stackerOpen, .jamAcceptor, .jamStacker, .paused, .cheated,
            .failure, .communicationError, .invalidCommand, .recycler, .recyclerFailure:
            false
        }
    }

    /// No motion and no credit under way, as the unit says.
    var isRest: Bool { self == .idling || self == .disabled }

    /// Trouble that a reset might end.
    var isStuck: Bool { self == .jamAcceptor || self == .jamStacker || self == .failure }
}
