public import Money

/// What stands on the line, unanswered. One exchange at a time.
struct EBDSExchange: Hashable, Sendable {
    var request: EBDSRequest
    var frame: [UInt8]
    /// Whether the frame, if it is a poll, enables notes; `nil` for questions without a poll inside.
    var enabling: Bool?
    let ack: Bool
    let firstSentAt: Duration
    var sentAt: Duration
    var sends = 1
    /// The question nobody answered; the frame is a plain poll since then.
    var unanswered: EBDSRequest?

    /// The frame went out once: what the answer shows is new (models, rule 14).
    var isFresh: Bool { sends == 1 }
}

/// What a frame was sent for; replies are read by it.
enum EBDSRequest: Hashable, Sendable {
    /// A poll without order; whether it enabled any note.
    case poll(enabling: Bool)
    case stack
    case giveBack
    case query(EBDSQuery)
    /// Extended enables for these notes.
    case enables
}

/// Questions beside the poll.
enum EBDSQuery: Hashable, Sendable {
    case serial, acceptorType, applicationPart, variantName, capabilities, counter, valueTable
    case noteSpecification(UInt8)
}

/// Where the dialogue stands.
enum EBDSPhase: Hashable, Sendable {
    case closed
    /// Open, silent, until the line has been silent long enough.
    case quiet(since: Duration, until: Duration)
    /// Two good answers make a device live.
    case starting
    case identifying(EBDSQuery)
    case settling(EBDSSettling)
    /// At rest was reported; acceptance as the controller wishes.
    case ready
}

/// How far a settling has come.
struct EBDSSettling: Hashable, Sendable {
    /// Polls in a row, acceptance off, whose answers showed the unit at rest.
    var restfulPolls = 0
    /// The last answer showed a note in escrow: it goes back.
    var escrowSeen = false
    /// Times the counter was asked for without an answer.
    var counterMisses = 0
    /// The unit was without power: ask whether it is the same one.
    var checksSerial = false
}

/// A note in escrow, as reported.
public struct EBDSEscrow: Hashable, Sendable {
    /// `nil`: the unit cannot name it.
    public let note: Denomination?
    /// Arrival of the answer that showed it.
    public let seenAt: Duration
    /// When the poll of the newest answer that showed it went out: the age counts from here.
    public let askedAt: Duration

    /// The same note, shown by a newer answer.
    func seenAgain(_ askedAt: Duration) -> EBDSEscrow { EBDSEscrow(note: note, seenAt: seenAt, askedAt: askedAt) }
}

/// The note in hand, as far as the dialogue has to know.
enum EBDSHand: Hashable, Sendable {
    case empty
    /// Reported; the controller decides.
    case waiting(EBDSEscrow)
    /// To be stacked, as soon as a fresh answer without event shows it once more.
    case confirming(EBDSEscrow)
    /// To go back with the next frame.
    case refused(EBDSEscrow)
    /// The order went out; an outcome must follow.
    case stacking(EBDSEscrow)
    case returning(EBDSEscrow)
    /// It left escrow; an outcome must follow.
    case moving(EBDSEscrow)

    /// What was shown in escrow last.
    var escrow: EBDSEscrow? {
        switch self {
        case .empty: nil
        case .waiting(let escrow), .confirming(let escrow), .refused(let escrow), .stacking(let escrow),
            .returning(let escrow), .moving(let escrow):
            escrow
        }
    }
}

/// What the unit showed of the power-up policy that was asked for.
public enum EBDSPolicyEvidence: Hashable, Sendable {
    /// Nothing to see yet: only a power cut with a note past escrow shows it.
    case untested
    /// The unit called a plain poll with the policy bits an invalid command, or its series has no policies.
    case refused
    /// After a power cut with an open order STACKED came with a value (B).
    case valueNamed
    /// After a power cut with an open order STACKED came without a value (A or C).
    case valueMissing
}

/// What a reply says of a note, before anybody looked it up.
enum EBDSNoteWord: Hashable, Sendable {
    case none
    /// By value index; which value that is, the unit's table says.
    case index(UInt8)
    /// An extended frame names the value itself.
    case value(Denomination)
    /// A note or a voucher, and no value that can be read.
    case unreadable
}

/// A note in a reply.
enum EBDSNoteSeen: Hashable, Sendable {
    case none
    case named(Denomination)
    /// The unit means a note, but no known one.
    case unnamed
}
