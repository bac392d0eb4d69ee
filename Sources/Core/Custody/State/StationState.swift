public import Money
public import OrderedCollections

/// Everything a station knows, folded from its facts. Can be thrown away and rebuilt; never the truth itself.
public struct StationState: Hashable, Sendable, Codable {
    /// `nil` until the journal's first start.
    public internal(set) var station: StationID?
    /// The office it belongs to; `nil` like `station`.
    public internal(set) var office: OfficeID?
    /// Rises by one when a store is created or restored; 0 before the first start.
    public internal(set) var epoch = 0
    /// The day to which money belongs; `nil`: nobody has opened one.
    public internal(set) var businessDate: BusinessDate?
    /// The office's limits in force.
    public internal(set) var policy = Policy()
    /// The one currency of this station.
    public let currency: CurrencyCode

    /// What lies in each lasting place: debits minus credits.
    public internal(set) var balances: OrderedDictionary<Place, Money> = [:]
    /// Note by note: how many of each face value an installed or pulled cash unit should hold.
    public internal(set) var contents: OrderedDictionary<CashUnitID, DenominationCounts> = [:]
    /// Visits that are open, or whose money is not settled.
    public internal(set) var visits: OrderedDictionary<VisitID, VisitRecord> = [:]
    /// By serial number, in the order first seen.
    public internal(set) var acceptors: OrderedDictionary<DeviceID, AcceptorRecord> = [:]
    /// Notes that nothing has settled yet.
    public internal(set) var doubts: OrderedDictionary<NoteID, NoteInDoubt> = [:]
    /// Doubts whose cash unit was counted and emptied without an answer: no later count of it can settle them.
    public internal(set) var doubtsOutlived: [NoteID] = []
    /// Doubts that were on their way when their cash unit was pulled and counted, while no other has been put in yet.
    public internal(set) var doubtsWaiting: [NoteID] = []
    /// Every cash unit that was ever put in, by serial.
    public internal(set) var cashUnits: OrderedDictionary<CashUnitID, CashUnitRecord> = [:]
    /// The cash unit in the kiosk; `nil`: none, and no note is taken.
    public internal(set) var installed: CashUnitID?
    /// Sealed bodies the core ledger has not answered for good.
    public internal(set) var outbox: OrderedDictionary<String, OutboxRow> = [:]
    /// The newest key of each account: the predecessor the next body names.
    public internal(set) var lastKeys: OrderedDictionary<AccountID, String> = [:]
    /// Receipt numbers taken; gapless, never reused.
    public internal(set) var receiptsTaken: Int64 = 0
    /// The newest receipts, for a copy; bounded.
    public internal(set) var receipts: OrderedDictionary<String, ReceiptRecord> = [:]
    /// Cases numbered so far.
    public internal(set) var casesTaken: Int64 = 0
    /// Every drawer that was ever opened.
    public internal(set) var drawers: OrderedDictionary<DrawerID, DrawerRecord> = [:]
    /// Notes of unknown value that no intent explains, by the cash unit whose count will tell what they are.
    public internal(set) var strayPieces: OrderedDictionary<CashUnitID, Int64> = [:]
    /// Devices that were set aside and that nobody has released, by their name at the station.
    public internal(set) var quarantined: OrderedDictionary<DeviceID, QuarantinedDevice> = [:]
    /// The newest roll of each printer, by its name at the station.
    public internal(set) var paperRolls: OrderedDictionary<DeviceID, PaperRollFitted> = [:]

    /// How many receipts are kept for a copy without the journal.
    static let receiptsKept = 64

    /// Empty books, before the first fact.
    public init(currency: Currency) { self.currency = CurrencyCode(currency) }

    /// All notes of unknown value that wait for the count of their cash unit.
    public var unclaimedPieces: Int64 { strayPieces.values.reduce(0, +) }

    /// The balance of any place; zero where nothing lies.
    public func balance(_ place: Place) -> Money { balances[place] ?? .zero(currency.value) }
}

/// A currency that can stand in a stored state.
public struct CurrencyCode: Hashable, Sendable, Codable {
    /// The checked currency.
    public let value: Currency

    /// A currency, ready to be stored by its code.
    public init(_ value: Currency) { self.value = value }
    public init(from decoder: any Decoder) throws {
        value = try Currency(decoder.singleValueContainer().decode(String.self))
    }
    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        try box.encode(value.code)
    }
}

/// A fact that cannot follow what went before: the journal is damaged, or our own rule is.
public enum StateFault: Error, Hashable, Sendable {
    /// Its lines are no entry, or do not balance.
    case line(LineFault)
    /// A balance does not fit, or currencies are mixed.
    case money(MoneyError)
    /// What does not fit, in words.
    case contradiction(Fact.Kind, String)
}

/// One visit as long as it matters.
public struct VisitRecord: Hashable, Sendable, Codable {
    /// Its name in every fact.
    public let visit: VisitID
    /// Code of the language the customer reads.
    public internal(set) var language: String
    /// When the customer began.
    public internal(set) var openedAt: Moment
    /// The newest choice; empty: no account yet.
    public internal(set) var choices: [AccountChoice] = []
    /// Stacked, owed to the customer, not yet on an account.
    public internal(set) var held: Money
    /// The notes that `held` consists of.
    public internal(set) var notes = DenominationCounts()
    /// Stacked in this visit altogether, settled or not: counts against the limit.
    public internal(set) var taken: Money
    /// How it ended; `nil`: it is open.
    public internal(set) var ended: VisitEnded.How?
    /// When it ended; `nil`: it is open.
    public internal(set) var endedAt: Moment?
    /// Numbers of the receipts its money went out under.
    public internal(set) var receipts: [String] = []
    /// The case of a note that fell in by itself, when it is held for this visit.
    public internal(set) var reference: CaseID?
}

/// What the books know of one acceptor, by its serial number.
public struct AcceptorRecord: Hashable, Sendable, Codable {
    /// The serial number.
    public let device: DeviceID
    /// The device's own count that the journal accounts for; `nil`: it keeps none, or was never read.
    public internal(set) var baseline: Int64?
    /// The one intent that has no outcome yet.
    public internal(set) var open: NoteIntended?
    /// A doubt that was made while the device was silent or starting: what it says up to its first rest still settles it.
    public internal(set) var pending: NoteID?
    /// Its count went back, or it is another unit: people must look before it takes money again.
    public internal(set) var barred: DeviceIncident.Kind?
    /// The last that is known of its notes: what a report without an intent, and without a count, is held against.
    public internal(set) var last: Last?

    /// An outcome that a later report of the unit may be about.
    public enum Last: Hashable, Sendable, Codable {
        /// A note fell, and is in the books: the report may repeat that one.
        case fell
        /// This note is in doubt: the report may settle it.
        case doubted(NoteID)
    }
}

/// A sealed body on its way to the core ledger.
public struct OutboxRow: Hashable, Sendable, Codable {
    /// The idempotency key.
    public let key: String
    /// The sealed body: these very bytes are sent.
    public let body: String
    /// Whose payment it is: a later one of the same account waits for this one.
    public let accounts: [AccountID]
    /// The payment event in the body.
    public let payment: PaymentID
    /// The receipt the customer holds.
    public let receipt: String
    /// Where the money stands in our books while the core has not answered.
    public let allocations: [Allocation]
    /// When it was committed: the age of the row counts from here.
    public let committedAt: Moment
}

/// A receipt that can be printed again.
public struct ReceiptRecord: Hashable, Sendable, Codable {
    /// What is printed, all of it.
    public let payment: PaymentCommitted
    /// The moment printed on the original and on every copy.
    public let committedAt: Moment
    /// Code of the language it is printed in.
    public let language: String
    /// Highest number of a copy printed, or begun; 0: the original only.
    public internal(set) var copies: Int
    /// Newest word about the paper; `nil`: none yet.
    public internal(set) var outcome: ReceiptEnded.Outcome?
}

/// A device that was set aside and that nobody has released.
public struct QuarantinedDevice: Hashable, Sendable, Codable {
    /// Why, and by whom.
    public let fact: DeviceQuarantined
    /// Since when.
    public let since: Moment
}

/// A drawer's open acts.
public struct DrawerRecord: Hashable, Sendable, Codable {
    /// Its name.
    public let drawer: DrawerID
    /// An opening whose result is not known: counted as open.
    public internal(set) var open: DrawerOpenIntended?
}
