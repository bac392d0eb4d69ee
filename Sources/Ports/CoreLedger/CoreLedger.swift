/// A core ledger that we do not own: it knows who owes what. We keep custody and tell it what was received.
///
/// Rules for adapters: no retries inside, no clock decisions, the bytes of a sealed body go out as they are, every
/// outcome maps to the closed list, unknown stays unknown, a cancelled task is unknown.
/// - Source: shared paper `domain/posting.md` section 5; envelope, fence and predecessors: `models/README.md` 18 to 22.
public protocol CoreLedger: Sendable {
    /// What this core can do, as far as the adapter knows now.
    var capabilities: CoreCapabilities { get async }

    /// What an account owes. Informative only: never a condition for money that is already in the box.
    func inquire(_ target: TargetRef, purpose: InquiryPurpose) async throws(CoreFault) -> Inquiry

    /// Posts a body. As often as we like from our side, one effect at most on theirs.
    func post(_ envelope: PostingEnvelope) async throws(CoreFault) -> PostAnswer

    /// What became of a key. The only way to settle an unknown result; it never creates anything.
    func lookup(_ key: IdempotencyKey) async throws(CoreFault) -> LookupAnswer

    /// From now on the core refuses senders of this station with a lower epoch (the fence).
    func announce(_ announcement: EpochAnnouncement) async throws(CoreFault) -> AnnounceAnswer

    /// Opens a tender control, or a supplement to a closed one.
    func openControl(_ control: ControlOpen) async throws(CoreFault) -> ControlOutcome

    /// Closes a tender control. Refused when our counts and totals differ from the core's own.
    func closeControl(_ control: ControlClose) async throws(CoreFault) -> ControlOutcome

    /// Counts and sums by date, source and tender.
    func totals(_ query: TotalsQuery) async throws(CoreFault) -> [TotalsLine]

    /// Every posting of a station, page by page.
    func items(_ query: ItemsQuery, cursor: ItemsCursor?) async throws(CoreFault) -> ItemsPage
}

/// Why there is no answer.
public enum CoreFault: Error, Hashable, Sendable {
    /// Nothing happened at the core; the same again later, not before the given time from now.
    case retry(after: Duration?)
    /// The request may or may not have had its effect: ask by key.
    case unknown
    /// The core must not be spoken to until somebody has acted.
    case stop(StopReason)
}

/// Why a core must not be spoken to.
public enum StopReason: Hashable, Sendable {
    /// Certificate, identity or rights are refused.
    case notAllowed(String)
    /// The core's own books are damaged or not its own.
    case damaged(String)
    /// Neither permanent keys nor a lookup: nothing could ever be settled.
    case cannotBeSafe
}

/// What a core can do.
public struct CoreCapabilities: Hashable, Sendable {
    /// Never posted twice as long as this holds.
    public var idempotency: Idempotency
    /// `lookup` gives an answer: what an unknown result is settled with.
    public var lookupByKey: Bool
    /// A body for several accounts is posted whole or not at all.
    public var atomicMultiTarget: Bool
    /// The core reverses a posting itself; schema 1 never asks for it.
    public var nativeReversal: Bool
    /// Whether tender controls balance there, or only here.
    public var controls: ControlSupport
    /// A body of a closed business date is booked on the core's open day, its effective date kept.
    public var acceptsLateEffectiveDate: Bool
    /// Most bodies in one request.
    public var maxBatch: Int
    /// An answer means booked, not "will be".
    public var synchronous: Bool
    /// `items` gives the sealed bodies back, so that a station that lost its store can take them over.
    public var returnsItems: Bool
    /// The core refuses a body whose predecessor it misses (`models/README.md` rule 20).
    public var checksPredecessors: Bool

    /// How long the core remembers a key.
    public enum Idempotency: Hashable, Sendable { case permanent, window(Duration), none }

    /// What the core knows about tender controls.
    public enum ControlSupport: Hashable, Sendable { case none, totalsOnly, full }

    /// What an adapter found out, or was told by its settings.
    public init(
        idempotency: Idempotency, lookupByKey: Bool, atomicMultiTarget: Bool, nativeReversal: Bool,
        controls: ControlSupport, acceptsLateEffectiveDate: Bool, maxBatch: Int, synchronous: Bool,
        returnsItems: Bool, checksPredecessors: Bool
    ) {
        (self.idempotency, self.lookupByKey) = (idempotency, lookupByKey)
        (self.atomicMultiTarget, self.nativeReversal) = (atomicMultiTarget, nativeReversal)
        (self.controls, self.acceptsLateEffectiveDate) = (controls, acceptsLateEffectiveDate)
        (self.maxBatch, self.synchronous, self.returnsItems) = (maxBatch, synchronous, returnsItems)
        self.checksPredecessors = checksPredecessors
    }
}
