/// A sealed body and what belongs to this try of sending it. Nothing here is part of the body or of its hash.
public struct PostingEnvelope: Hashable, Sendable {
    /// Goes out byte for byte, on every try.
    public let sealed: SealedPosting
    /// Epoch of the sender now: what the fence compares. Old rows go out under their old key by the new epoch.
    public let senderEpoch: Int64
    /// Predecessors of this body that will never come. The core lets the body pass without them, and from then on refuses
    /// them for ever.
    public let abandoned: [AbandonedKey]
    /// After this instant (milliseconds since 1970 UTC) the core must refuse; `nil`: the clocks are not to be compared.
    public let expiresAt: Int64?

    /// One try.
    public init(
        sealed: SealedPosting, senderEpoch: Int64, abandoned: [AbandonedKey] = [], expiresAt: Int64? = nil
    ) {
        (self.sealed, self.senderEpoch) = (sealed, senderEpoch)
        (self.abandoned, self.expiresAt) = (abandoned, expiresAt)
    }
}

/// A key that its own station gives up: its money was settled elsewhere after a final refusal, or a restore lost it and the
/// gap register holds it.
public struct AbandonedKey: Hashable, Sendable {
    /// The key that will never be posted.
    public let key: IdempotencyKey
    /// What must be in the books (or be abandoned itself) before this key is passed over: else the order of the account
    /// would break behind the gap.
    public let requires: [IdempotencyKey]

    /// A key to pass over, and what has to stand before that.
    public init(key: IdempotencyKey, requires: [IdempotencyKey]) { (self.key, self.requires) = (key, requires) }
}

/// An outcome and the life of the core that gave it.
public struct PostAnswer: Hashable, Sendable {
    /// What became of the body.
    public let outcome: PostOutcome
    /// Another life than before: every posting has to be looked up again.
    public let life: CoreLife
    /// An answer to a posting, as the adapter understood it.
    public init(_ outcome: PostOutcome, life: CoreLife) { (self.outcome, self.life) = (outcome, life) }
}

/// The closed list of answers to a posting.
/// - Source: `domain/posting.md` 4.1; `models/README.md` section 6 adds the last two of the protocol.
public enum PostOutcome: Hashable, Sendable {
    /// Booked by this very request.
    case created(CoreRef)
    /// This key with this content is in the books already.
    case alreadyPosted(CoreRef)
    /// Taken, not booked yet: ask by key.
    case accepted(Ticket)
    /// Another request with this key is being worked on: the same key again later.
    case inProgress
    /// Nothing was posted, and why.
    case refused(Refusal)
    /// The key stands for another content. Nothing was posted; never a new key by itself.
    case keyReused(existing: BodyHash)
    /// The core misses these predecessors: it was restored, or an earlier body is still on the way.
    case predecessorMissing([IdempotencyKey])
    /// A newer epoch of this station is at work: this sender is history.
    case fenced(by: Int64)
    /// The envelope's time was over when it arrived. Nothing was posted.
    case expired
}

/// Refused for good, or until a person has changed something.
public enum Refusal: Hashable, Sendable {
    /// No account of this name.
    case unknownAccount(String)
    /// The account takes no payment any more.
    case accountClosed(String)
    /// The account may not be paid this way, for example by check on a cash-only account.
    case notAllowed(String)
    /// The key was given up by its own station.
    case abandoned
    /// The tender control of the body is closed: it needs a supplement.
    case controlClosed(String)
    /// The business date is closed and the core takes no late arrivals.
    case dateClosed(CalendarDay)
    /// The core cannot read the body or does not take its content.
    case invalid(String)

    /// Whether the core keeps this answer for ever under the key, so that the money may be booked elsewhere. The other
    /// refusals leave the key open: the same bytes may still be posted when the cause is gone.
    public var isFinal: Bool {
        switch self {
        case .unknownAccount, .accountClosed, .notAllowed, .abandoned: true
        case .controlClosed, .dateClosed, .invalid: false
        }
    }

    /// The code of the contract.
    public var code: String {
        switch self {
        case .unknownAccount: "UNKNOWN_ACCOUNT"
        case .accountClosed: "ACCOUNT_CLOSED"
        case .notAllowed: "NOT_ALLOWED"
        case .abandoned: "ABANDONED"
        case .controlClosed: "CONTROL_CLOSED"
        case .dateClosed: "DATE_CLOSED"
        case .invalid: "INVALID"
        }
    }

    /// One sentence for the person who finds the money on the list of the back office.
    public var sentence: String {
        switch self {
        case .unknownAccount(let account): "The billing system does not know account \(account)."
        case .accountClosed(let account): "Account \(account) is closed in the billing system."
        case .notAllowed(let why): "The billing system does not take this payment: \(why)"
        case .abandoned: "This posting was given up after its money had been booked elsewhere."
        case .controlClosed(let control): "Tender control \(control) is already closed in the billing system."
        case .dateClosed(let day): "The billing system has closed business date \(day)."
        case .invalid(let why): "The billing system cannot read this posting: \(why)"
        }
    }
}

/// What became of a key, and the life of the core that says so.
public struct LookupAnswer: Hashable, Sendable {
    /// What the core has under the key.
    public let outcome: LookupOutcome
    /// An `absent` of another life says nothing about the one before.
    public let life: CoreLife
    /// An answer to a lookup, as the adapter understood it.
    public init(_ outcome: LookupOutcome, life: CoreLife) { (self.outcome, self.life) = (outcome, life) }
}

/// What became of a key.
public enum LookupOutcome: Hashable, Sendable {
    /// In the books: its reference, and which content it stands for.
    case posted(CoreRef, BodyHash)
    /// Taken, not booked yet: ask again.
    case accepted(Ticket)
    /// A request with this key is being worked on now: ask again.
    case inProgress
    /// The refusal that the core keeps under the key.
    case refused(Refusal)
    /// Not there, now. A request may still be on its way.
    case absent
}

/// A station says which epoch it is in.
public struct EpochAnnouncement: Hashable, Sendable {
    /// Who speaks.
    public let station: LedgerStation
    /// Its epoch from now on; rises when its store is created or restored.
    public let epoch: Int64
    /// What a station says before it posts anything.
    public init(station: LedgerStation, epoch: Int64) { (self.station, self.epoch) = (station, epoch) }
}

/// The answer to an announcement, and the life of the core that gave it.
public struct AnnounceAnswer: Hashable, Sendable {
    /// Whether this sender may go on.
    public let outcome: AnnounceOutcome
    /// Another life than before forgot the fence as well.
    public let life: CoreLife
    /// An answer to an announcement, as the adapter understood it.
    public init(_ outcome: AnnounceOutcome, life: CoreLife) { (self.outcome, self.life) = (outcome, life) }
}

/// The answer to an announcement.
public enum AnnounceOutcome: Hashable, Sendable {
    /// Lower epochs are refused from now on.
    case standing
    /// A higher epoch has been announced before: this station's store is the old one.
    case fenced(by: Int64)
}
