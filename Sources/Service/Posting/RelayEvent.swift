public import CoreLedger

/// What the relay is told. Times come beside the event; a jitter comes with every event that may set a wait.
public enum RelayEvent: Hashable, Sendable {
    /// All rows that the journal holds were added: begin.
    case started
    /// A payment was committed; before `started`: the journal holds it still.
    case rowAdded(RelayRow)
    /// The answer to a `post`, with the number of the try.
    case answered(IdempotencyKey, attempt: Int, PostAnswer, Jitter)
    /// The answer to a `lookup`, with the number of the try it is about.
    case lookedUp(IdempotencyKey, attempt: Int, LookupAnswer, Jitter)
    /// A `post` or a `lookup` has no answer.
    case failed(IdempotencyKey, attempt: Int, CoreFault, Jitter)
    /// The answer to an `announce`, and what the core can do.
    case announced(call: Int, AnnounceAnswer, CoreCapabilities, Jitter)
    /// The answer to a `fetchItems`.
    case page(call: Int, ItemsPage, Jitter)
    /// An `announce` or a `fetchItems` has no answer.
    case callFailed(call: Int, CoreFault, Jitter)
    /// After a restore: what the device counters know beyond journal and core is in the gap register.
    case gapRegistered
    /// A `posted`, `rejected` or `missing` could not be made durable: ask again later.
    case notStored(IdempotencyKey, Jitter)
    /// The answer to `recall`; `nil`: the journal does not know this key.
    case recalled(IdempotencyKey, RelayRow?)
    /// A person has removed the cause that stopped or parked the row: the same bytes again.
    case released(IdempotencyKey)
    /// A person or a rule wants the row out of the way. Honoured from 72 hours on.
    case parkAsked(IdempotencyKey)
    /// A person has removed the cause that stopped the core.
    case resumed
    /// Settled rows of business dates before this day are no longer needed here.
    case forget(before: CalendarDay)
    /// Somebody wants a comparison by item now, not at its next time.
    case reconcileAsked
    /// The time of a `wake` is reached; may come early.
    case time(Jitter)
}

/// What the relay wants done, in order.
public enum RelayEffect: Hashable, Sendable {
    /// Tell the core our epoch; every attempt has a new `call`.
    case announce(call: Int, EpochAnnouncement, timeout: Duration)
    /// Ask for a page of what the core has of us; `nil`: the first one.
    case fetchItems(call: Int, ItemsQuery, ItemsCursor?, timeout: Duration)
    /// Send these bytes; no answer within the time is `failed`, unknown.
    case post(PostingEnvelope, attempt: Int, timeout: Duration)
    /// Ask what became of the key; no answer within the time is `failed`.
    case lookup(IdempotencyKey, attempt: Int, timeout: Duration)
    /// In the core's books. Posted until the core's next restore mark, then compared again.
    case posted(IdempotencyKey, CoreRef)
    /// Refused for good: book the money to the unidentified list, with an owner.
    case rejected(IdempotencyKey, Refusal)
    /// Was posted, and the core has lost it: it is sent again under the same key.
    case missing(IdempotencyKey)
    /// The core has a posting of this station that our journal does not know: evidence of what we lost. When
    /// `settlesGap` it is of an older epoch and settles an entry of the gap register.
    case takenOver(CoreItem, settlesGap: Bool)
    /// The core misses this row, and the relay no longer holds it: give it back with `recalled`.
    case recall(IdempotencyKey)
    /// After a restore: everything the core has is taken over; now compare with the device counters, register the gap and
    /// answer `gapRegistered`.
    case registerGap
    /// Recovery is over: money may be taken.
    case moneyAllowed
    /// A comparison by item is through.
    case reconciled(Reconciliation)
    /// Tell people; told once per cause.
    case alarm(RelayAlarm)
    /// Send `.time` then, not later.
    case wake(at: Duration)
}

/// What a person must know.
public enum RelayAlarm: Hashable, Sendable {
    /// A row waits longer than 15 minutes, or than four hours.
    case late(IdempotencyKey, escalated: Bool)
    /// One key, two contents. The partition stands still; money is untouched. Investigate.
    case keyReused(IdempotencyKey, existing: BodyHash)
    /// The core will not take this row until somebody acts; the bytes are kept.
    case stopped(IdempotencyKey, Refusal)
    /// The core misses a predecessor of our own epoch that the journal does not know: the account stands still.
    case predecessorUnknown(IdempotencyKey)
    /// The money of this row is booked as unidentified here, and yet the core has posted it: book it back.
    case postedAfterRejection(IdempotencyKey, CoreRef)
    /// A posting in our name and our epoch that we did not make.
    case foreign(CoreItem)
    /// The core has one key twice.
    case doubled(IdempotencyKey)
    /// A newer epoch of this station is at work. This one stops; no more money.
    case fenced(by: Int64)
    /// Nothing is sent until a person says `resumed`.
    case coreStopped(StopReason)
    /// Twenty failures in a row: only probes go out.
    case breakerOpened
    /// An answer came: rows go out again.
    case breakerClosed
    /// The row is out of the way of its account, and still counted.
    case parked(IdempotencyKey)
    /// Younger than 72 hours, not open or unknown: not parked.
    case notParked(IdempotencyKey)
    /// The core was restored or replaced: everything is compared before more is posted.
    case coreChanged(CoreLife)

    /// One sentence for the person who is called.
    public var sentence: String {
        switch self {
        case .late(let key, let escalated):
            "Posting \(key) has waited for more than \(escalated ? "4 hours" : "15 minutes")."
        case .keyReused(let key, _):
            "The billing system holds other content under key \(key). Its account stands still."
        case .stopped(let key, let refusal): "Posting \(key) waits for a person. \(refusal.sentence)"
        case .predecessorUnknown(let key):
            "The billing system asks for \(key), which is not in the journal. Its account stands still."
        case .postedAfterRejection(let key, let reference):
            "Posting \(key) is on the unidentified list here but was posted as \(reference)."
        case .foreign(let item): "The billing system shows \(item.key), which this station did not make."
        case .doubled(let key): "The billing system has posted \(key) twice."
        case .fenced(let epoch): "This station was replaced by its epoch \(epoch). It takes no more money."
        case .coreStopped(.notAllowed(let why)): "The billing system does not let us in: \(why)"
        case .coreStopped(.damaged(let why)): "The ledger is damaged: \(why)"
        case .coreStopped(.cannotBeSafe): "This billing system has neither lasting keys nor a lookup. Nothing is sent."
        case .breakerOpened: "The billing system does not answer. Payments are kept and sent later."
        case .breakerClosed: "The billing system answers again."
        case .parked(let key): "Posting \(key) was parked. It is counted until somebody releases it."
        case .notParked(let key): "Posting \(key) cannot be parked: it is younger than 72 hours or not waiting."
        case .coreChanged: "The billing system was restored or replaced. All postings are being compared."
        }
    }
}

/// The result of one comparison by item.
public struct Reconciliation: Hashable, Sendable {
    /// The life of the core that was compared.
    public let life: CoreLife
    /// Items that both sides have, equal.
    public let equal: Int
    /// Ours posted, theirs missing: sent again.
    public let missing: [IdempotencyKey]
    /// Theirs only, with our name.
    public let takenOver: [IdempotencyKey]
    /// One key, two contents.
    public let different: [IdempotencyKey]
    /// Ours and not posted yet: no difference.
    public let inFlight: Int

    /// No difference of any kind; what is in flight is none.
    public var isEqual: Bool { missing.isEmpty && takenOver.isEmpty && different.isEmpty }
}
