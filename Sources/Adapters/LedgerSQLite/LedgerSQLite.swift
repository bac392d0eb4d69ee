public import CoreLedger
import GRDB
public import Money

/// The embedded core ledger: double entry in one SQLite file, for an office without a billing system and for practice.
///
/// Idempotent for ever, atomic over several accounts, every commit on disk before the answer. SQLite works synchronously
/// inside this actor: the relay, the only caller that matters, does not run on a device's thread.
public actor LedgerSQLite: CoreLedger {
    /// What happens to a body whose business date this ledger has closed.
    public enum LateArrivals: Hashable, Sendable {
        /// Booked on the ledger's open day, effective date kept.
        case bookOnOpenDay
        /// The body is refused.
        case refuse
    }

    private let file: LedgerFile
    private let late: LateArrivals
    private let clock: (@Sendable () -> Int64)?
    private let pageSize: Int
    private var life: CoreLife

    /// Opens the file or makes it. `clock` gives milliseconds since 1970 UTC for envelopes with an end; without it no
    /// envelope expires.
    public init(
        path: String, currency: Currency = .usd, lateArrivals: LateArrivals = .bookOnOpenDay, pageSize: Int = 500,
        clock: (@Sendable () -> Int64)? = nil
    ) throws(LedgerOpenFault) {
        file = try LedgerFile(path: path, currency: currency)
        (late, self.clock, self.pageSize) = (lateArrivals, clock, max(1, pageSize))
        do { life = try Self.life(file) } catch { throw .damaged(path: path, "\(error)") }
    }

    private static func life(_ file: LedgerFile) throws(CoreFault) -> CoreLife {
        try file.read { db in
            let find = "SELECT value FROM meta WHERE name = ?"
            guard let instance = try String.fetchOne(db, sql: find, arguments: ["instance"]),
                let mark = try String.fetchOne(db, sql: find, arguments: ["restoreMark"])
            else { throw CoreFault.stop(.damaged("no instance")) }
            return CoreLife(instance: instance, restoreMark: mark)
        }
    }

    /// Permanent keys, lookup, whole or nothing over several accounts, full controls, predecessors checked.
    public var capabilities: CoreCapabilities {
        CoreCapabilities(
            idempotency: .permanent, lookupByKey: true, atomicMultiTarget: true, nativeReversal: false, controls: .full,
            acceptsLateEffectiveDate: late == .bookOnOpenDay, maxBatch: 1, synchronous: true, returnsItems: true,
            checksPredecessors: true)
    }

    /// What a customer owes; the clearing books are no customers and unknown here.
    public func inquire(_ target: TargetRef, purpose: InquiryPurpose) async throws(CoreFault) -> Inquiry {
        switch target {
        case .account(let account): try file.read { try file.standing(of: account, $0) }
        }
    }

    /// One transaction: fence, key, predecessors, rules, lines. On disk before the answer.
    public func post(_ envelope: PostingEnvelope) async throws(CoreFault) -> PostAnswer {
        let (late, now) = (late, clock?())
        return PostAnswer(try file.write { try file.post(envelope, late: late, now: now, $0) }, life: life)
    }

    /// Posted, refused for ever, or absent; this ledger has nothing in between.
    public func lookup(_ key: IdempotencyKey) async throws(CoreFault) -> LookupAnswer {
        LookupAnswer(try file.read { try file.find(key, $0) }, life: life)
    }

    /// Raises the fence of a station; it never falls.
    public func announce(_ announcement: EpochAnnouncement) async throws(CoreFault) -> AnnounceAnswer {
        AnnounceAnswer(try file.write { try file.announce(announcement, $0) }, life: life)
    }

    /// Opens a control; a repeat with the same content changes nothing.
    public func openControl(_ control: ControlOpen) async throws(CoreFault) -> ControlOutcome {
        try file.write { try file.open(control, $0) }
    }

    /// Closes a control when count and cents of every tender agree; a repeat changes nothing.
    public func closeControl(_ control: ControlClose) async throws(CoreFault) -> ControlOutcome {
        try file.write { try file.close(control, $0) }
    }

    /// Sums by business date, source and tender, in that order.
    public func totals(_ query: TotalsQuery) async throws(CoreFault) -> [TotalsLine] {
        try file.read { try file.totals(query, $0) }
    }

    /// Postings in the order of booking, with their bytes.
    public func items(_ query: ItemsQuery, cursor: ItemsCursor?) async throws(CoreFault) -> ItemsPage {
        let after = cursor.flatMap { Int64($0.text) } ?? 0
        let (items, last) = try file.read { try file.items(query, after: after, limit: pageSize, $0) }
        return ItemsPage(items: items, next: last.map { ItemsCursor(String($0)) }, life: life)
    }

    // MARK: the ledger's own side

    /// Adds customers with their opening balances; gives how many were new.
    @discardableResult
    public func add(_ customers: [LedgerCustomer]) throws(CoreFault) -> Int {
        try file.write { db in try customers.reduce(0) { try $0 + (file.add($1, db) ? 1 : 0) } }
    }

    /// Closes or reopens an account; `false`: there is no such account.
    @discardableResult
    public func setClosed(_ closed: Bool, account: String) throws(CoreFault) -> Bool {
        try file.write { db in
            try db.execute(
                sql: "UPDATE account SET closed = ? WHERE id = ? AND customer = 1", arguments: [closed, account])
            return db.changesCount == 1
        }
    }

    /// Closes a business date of an office; what arrives later is booked on `next`. A repeat changes nothing.
    public func closeDay(office: String, _ day: CalendarDay, next: CalendarDay) throws(CoreFault) {
        try file.write { db in
            try db.execute(
                sql: "INSERT INTO day_closed VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                arguments: [office, day.number, next.number])
        }
    }

    /// Which life of which ledger this is.
    public var currentLife: CoreLife { life }

    /// The text that tells this life from the one before a restore.
    public var restoreMark: String { life.restoreMark }

    /// To be called after the file was put back from a backup: every station then compares its postings with ours.
    public func declareRestored() throws(CoreFault) {
        try file.write { db in
            try db.execute(
                sql: "UPDATE meta SET value = ? WHERE name = 'restoreMark'", arguments: [LedgerFile.newMark()])
        }
        life = try Self.life(file)
    }

    /// A consistent copy of the books at another path.
    public func backUp(to path: String) throws(CoreFault) { try file.copy(to: path) }

    /// Closes the file and lets go of its lock. Every later call is an unknown result.
    public func close() throws(CoreFault) { try file.close() }
}
