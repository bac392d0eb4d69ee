public import Money

/// What the core is told about one business act: who received what, and which accounts it is for.
///
/// A value of this type is not yet checked; `sealed()` and `SealedPosting.body()` check it, with the same rules.
/// - Source: shared paper `domain/posting.md` section 3; predecessor: `models/README.md` rule 20.
public struct PostingBody: Hashable, Sendable {
    /// The only schema so far.
    public static let schema: Int64 = 1
    /// Longest body in bytes (limit of the HTTP contract, `domain/posting.md` 6.3).
    public static let maximumBytes = 65_536
    /// Most tenders and most allocations in one body.
    public static let maximumParts = 100
    /// Largest amount of a single tender or allocation, in minor units: 99,999,999.99 in dollars.
    public static let maximumAmount: Int64 = 9_999_999_999

    /// Names the act for ever; its station and epoch are those of `source`.
    public var key: IdempotencyKey
    /// What kind of act it is; the field rules follow from it.
    public var kind: Kind
    /// The office that received the money.
    public var office: String
    /// The accounting day the office had open.
    public var businessDate: CalendarDay
    /// The day the customer is credited. A late arrival never changes it.
    public var effectiveDate: CalendarDay
    /// When it came in, by the source's wall clock.
    public var receivedAt: ReceivedAt
    /// What that clock was worth then.
    public var timeQuality: TimeQuality
    /// The place it came in at, and its number there.
    public var source: Source
    /// Tender control the act belongs to, for example `K-07/C-8841`.
    public var control: String
    /// Receipt number.
    public var receipt: String
    /// The one currency of every amount in the body.
    public var currency: Currency
    /// At least one; less change they add up to the allocations.
    public var tenders: [Tender]
    /// At least one.
    public var allocations: [Allocation]
    /// For each account paid here that this station posted to before: the key of the last such body.
    public var predecessors: [Predecessor]
    /// The customer was promised something that waits for this posting.
    public var promise: Promise?
    /// Chain of the station's journal after this act.
    public var chain: ChainHead

    /// Kinds of acts that schema 1 can carry.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Money came in for accounts.
        case payment = "PAYMENT"
    }

    /// How far the wall clock of the source can be believed.
    public enum TimeQuality: String, Hashable, Sendable, CaseIterable {
        /// Compared with a time server lately.
        case synced = "SYNCED"
        /// Was in step and runs on by itself.
        case holdover = "HOLDOVER"
        /// May be anything: order comes from the sequence.
        case untrusted = "UNTRUSTED"
    }

    /// Why the core should hurry.
    public enum Promise: String, Hashable, Sendable, CaseIterable {
        /// A shut-off is pending and this payment may stop it.
        case stopsDisconnection = "STOPS_DISCONNECTION"
    }

    /// Where the money came in.
    public struct Source: Hashable, Sendable {
        /// What kind of place it is.
        public var type: SourceType
        /// The kiosk, drawer, drop box or batch.
        public var id: String
        /// The source's own event sequence, rising within an epoch.
        public var sequence: Int64
        /// Epoch of the journal that recorded the act: the same as in the key.
        public var epoch: Int64

        /// An event of a source.
        public init(type: SourceType, id: String, sequence: Int64, epoch: Int64) {
            (self.type, self.id, self.sequence, self.epoch) = (type, id, sequence, epoch)
        }
    }

    /// Kinds of sources.
    public enum SourceType: String, Hashable, Sendable, CaseIterable, Comparable {
        /// A cashier's drawer at a window.
        case drawer = "DRAWER"
        /// Envelopes left when no one was there.
        case dropBox = "DROP_BOX"
        /// An unattended customer station.
        case kiosk = "KIOSK"
        /// A batch of the mail desk.
        case mail = "MAIL"

        /// Order of the written names.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// One means of payment.
    public struct Tender: Hashable, Sendable {
        /// What was handed over.
        public var type: TenderType
        /// Minor units that were handed over; positive.
        public var tendered: Int64
        /// Minor units given back; zero at a kiosk.
        public var change: Int64
        /// Notes by face value, when they were counted; then they add up to `tendered`.
        public var notes: DenominationCounts

        /// One means of payment, with its change.
        public init(type: TenderType, tendered: Int64, change: Int64 = 0, notes: DenominationCounts = .init()) {
            (self.type, self.tendered, self.change, self.notes) = (type, tendered, change, notes)
        }
    }

    /// Kinds of tenders.
    public enum TenderType: String, Hashable, Sendable, CaseIterable, Comparable {
        /// A card reference of the processor.
        case card = "CARD"
        /// Notes and coins.
        case cash = "CASH"
        /// A check drawn by a bank on itself.
        case cashiersCheck = "CASHIERS_CHECK"
        /// A personal or business check.
        case check = "CHECK"
        /// A prepaid order of a known issuer.
        case moneyOrder = "MONEY_ORDER"

        /// Order of the written names.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The part of the act that is for one account. How it splits over the account's bills is the core's business.
    public struct Allocation: Hashable, Sendable {
        /// By the name the core knows.
        public var account: String
        /// Minor units; positive.
        public var amount: Int64
        /// Name of this item within the body.
        public var item: String
        /// What the customer or the cashier calls it; any text.
        public var memo: String?

        /// One account's part.
        public init(account: String, amount: Int64, item: String, memo: String? = nil) {
            (self.account, self.amount, self.item, self.memo) = (account, amount, item, memo)
        }
    }

    /// What this station posted last to one of the accounts.
    public struct Predecessor: Hashable, Sendable {
        /// One of the accounts of this body.
        public var account: String
        /// The core must have this one first, so that an account's bodies stay in order.
        public var key: IdempotencyKey

        /// The body of this station that comes before this one on an account.
        public init(account: String, key: IdempotencyKey) { (self.account, self.key) = (account, key) }
    }

    /// Size and hash of the journal's chain.
    public struct ChainHead: Hashable, Sendable {
        /// Entries in the journal after the act.
        public var size: Int64
        /// Hexadecimal.
        public var head: String

        /// The chain as it stood, for whoever compares journal and core later.
        public init(size: Int64, head: String) { (self.size, self.head) = (size, head) }
    }

    /// An act before its check; nothing is refused here.
    public init(
        key: IdempotencyKey, kind: Kind = .payment, office: String, businessDate: CalendarDay,
        effectiveDate: CalendarDay, receivedAt: ReceivedAt, timeQuality: TimeQuality, source: Source, control: String,
        receipt: String, currency: Currency, tenders: [Tender], allocations: [Allocation],
        predecessors: [Predecessor], promise: Promise? = nil, chain: ChainHead
    ) {
        (self.key, self.kind, self.office, self.source) = (key, kind, office, source)
        (self.businessDate, self.effectiveDate) = (businessDate, effectiveDate)
        (self.receivedAt, self.timeQuality) = (receivedAt, timeQuality)
        (self.control, self.receipt, self.currency) = (control, receipt, currency)
        (self.tenders, self.allocations, self.predecessors) = (tenders, allocations, predecessors)
        (self.promise, self.chain) = (promise, chain)
    }

    /// The accounts that are paid here, each once, in order of their names: the partitions of this body.
    public var accounts: [String] { Set(allocations.map(\.account)).sorted() }
}
