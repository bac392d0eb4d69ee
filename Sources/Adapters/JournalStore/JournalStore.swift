public import Custody
import GRDB
import GRDBSQLite
public import Journal

/// The journal of one station in one SQLite file.
///
/// Commits come from any thread. Who finds the writer idle leads: it writes its own facts and all that wait in one
/// transaction with one flush, and nobody hops to another thread when nobody else writes.
///
/// `@unchecked Sendable` is true because everything that changes is either guarded by `gate` or used by the leader of
/// the moment only, and `gate` lets one thread lead at a time.
public final class JournalStore: JournalKeeping, @unchecked Sendable {
    /// Entries between two marks: the most that a start has to check.
    static let markEvery = 256
    /// Pages of the write-ahead log at which a commit copies them itself; `tend` does it earlier, at idle.
    static let logLimit = 4_000
    static let logWorthTending = 256

    let settings: StoreSettings
    private let lock: StoreLock
    private let pool: DatabasePool
    let reading: StoreReading
    private let gate = Gate()

    // guarded by the gate
    private var chain: Chain
    private var failure: JournalError?
    private var unindexed: [IndexRow]
    private var waiting: [Ticket] = []
    private var leading = false
    private var sinceSnapshot: Int

    // used by the leader only
    private var writer: Writer?
    private var marked: Int64

    /// Opens a store and checks that it can be trusted as far as a start has time for: schema, settings, station, the
    /// entries since the newest mark, the newest checkpoints. `verify` checks the rest, in the background.
    public static func open(_ settings: StoreSettings) throws(JournalError) -> JournalStore {
        let lock = try StoreLock(beside: settings.path)
        try Opening.inspect(settings)
        let pool: DatabasePool
        do { pool = try DatabasePool(path: settings.path, configuration: Opening.configuration()) } catch {
            throw writingError(error)
        }
        let reading = StoreReading(reader: pool)
        try Schema.migrate(pool)
        try Opening.harden(pool)
        try name(pool, reading, settings)
        var (chain, unindexed) = try Opening.tail(reading, settings)
        try Opening.vouch(chain, reading, settings)
        try epoch(&chain, pool, reading, settings)
        let snapshot = try reading.latestSnapshot()
        Reserve.keep(settings.path, settings.reserveBytes)
        let store = try JournalStore(settings, lock, pool, chain, unindexed, snapshot)
        // a new store reaches the file at once: a lost log must not look like a store that never was
        if chain.head.size == 0, let writer = store.writer { store.checkpointLog(writer) }
        if let failed = store.refusal { throw failed }
        return store
    }

    private init(
        _ settings: StoreSettings, _ lock: StoreLock, _ pool: DatabasePool, _ chain: Chain, _ unindexed: [IndexRow],
        _ snapshot: Snapshot?
    ) throws(JournalError) {
        (self.settings, self.lock, self.pool) = (settings, lock, pool)
        (self.chain, self.unindexed) = (chain, unindexed)
        reading = StoreReading(reader: pool)
        sinceSnapshot = Int(clamping: chain.head.size - (snapshot?.sequence ?? 0))
        marked = 0
        do {
            (writer, marked) = try pool.writeWithoutTransaction { database in
                guard let connection = database.sqliteConnection else {
                    throw JournalError.notWritable(words: "the connection is closed")
                }
                let row = try Prepared(connection, "SELECT ifnull(max(size), 0) FROM marks")
                return (try Writer(connection), try row.next() ? row.int(0) : 0)
            }
        } catch { throw writingError(error) }
    }

    /// Writes the station's name into a new store, compares it in an old one.
    private static func name(
        _ pool: DatabasePool, _ reading: StoreReading, _ settings: StoreSettings
    ) throws(JournalError) {
        if let found = try reading.meta("station") {
            guard found == settings.station.text else {
                throw .wrongStation(expected: settings.station.text, found: found)
            }
        } else {
            try set("station", settings.station.text, pool)
        }
    }

    private static func set(_ name: String, _ value: String, _ pool: DatabasePool) throws(JournalError) {
        do {
            try pool.write { database in
                try database.execute(
                    sql: "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", arguments: [name, value])
            }
        } catch { throw writingError(error) }
    }

    /// A restored store gets a new epoch, and keeps it even if the power goes before its first entry.
    private static func epoch(
        _ chain: inout Chain, _ pool: DatabasePool, _ reading: StoreReading, _ settings: StoreSettings
    ) throws(JournalError) {
        var wanted = Int(try reading.meta("epoch") ?? "1") ?? 1
        if settings.expectation == .restored {
            wanted = max(wanted, chain.head.epoch, settings.witness?.epoch ?? 0) + 1
            try set("epoch", String(wanted), pool)
        }
        if wanted > chain.head.epoch {
            do { try chain.begin(epoch: wanted) } catch { throw error.asCorruption }
        }
    }

    /// The epoch of the next entry: what `stationStarted` must say.
    public var epoch: Int { gate.locked { chain.epoch } }

    /// Of the newest commit that is on the disk.
    public var head: ChainHead { gate.locked { chain.head } }

    /// Why the store refuses writes, or `nil` while it takes them.
    public var refusal: JournalError? { gate.locked { failure } }

    /// What the disk has left; acceptance stops at a mark well above zero.
    public var room: Room? { Room(of: settings.path) }

    public func checkpoint(at moment: Moment) -> Checkpoint { gate.locked { chain.checkpoint(at: moment) } }
}

// MARK: - Writing

extension JournalStore {
    public func commit(
        _ facts: [Fact], at moment: Moment, businessDate: BusinessDate, snapshot: (() -> [UInt8])?
    ) throws(JournalError) -> [JournalEntry] {
        if facts.isEmpty { return [] }
        var taken: [UInt8]?
        if let snapshot, gate.locked({ dueForSnapshot(facts.count) }) { taken = snapshot() }
        let ticket = Ticket(facts, moment, businessDate, taken)
        let batch: [Ticket]? = gate.locked {
            waiting.append(ticket)
            while leading {
                gate.wait()
                if ticket.done { return nil }
            }
            leading = true
            defer { waiting = [] }
            return waiting
        }
        if let batch {
            lead(batch)
            gate.locked {
                for ticket in batch { ticket.done = true }
                leading = false
                if batch.count > 1 || !waiting.isEmpty { gate.wakeAll() }
            }
        }
        switch ticket.outcome {
        case .success(let entries): return entries
        case .failure(let error): throw error
        case nil: throw .poisoned(words: "the group commit lost a caller")
        }
    }

    private func dueForSnapshot(_ facts: Int) -> Bool {
        guard sinceSnapshot + facts >= settings.snapshotEvery else { return false }
        sinceSnapshot = -facts  // nobody else takes one now; the facts are added when they are durable
        return true
    }

    /// Writes a batch. Only the leader runs this, so the chain cannot change under it.
    private func lead(_ batch: [Ticket]) {
        let (start, failed, rows) = gate.locked { (chain, failure, unindexed) }
        if let failed {
            for ticket in batch { ticket.outcome = .failure(.poisoned(words: failed.words)) }
            return
        }
        var next = start
        var work = Writer.Work()
        for ticket in batch {
            ticket.seal(onto: &next)
            guard ticket.outcome == nil else { continue }
            work.entries += ticket.sealed
            if let bytes = ticket.snapshot {
                work.snapshots.append((Snapshot(sequence: next.head.size, bytes: bytes), next.head.link))
            }
        }
        if work.entries.isEmpty { return }
        let fresh = work.entries.flatMap { IndexRow.rows($0.entry) }
        let marks = next.head.size - marked >= Int64(Self.markEvery)
        if marks { work.mark = (next, rows + fresh) }
        do { try perform(work) } catch {
            gate.locked { failure = error }
            for ticket in batch where ticket.outcome == nil { ticket.outcome = .failure(error) }
            return
        }
        if marks { marked = next.head.size }
        gate.locked {
            chain = next
            sinceSnapshot += work.entries.count
            if marks { unindexed = [] } else { unindexed += fresh }
        }
        for ticket in batch where ticket.outcome == nil { ticket.outcome = .success(ticket.sealed.map(\.entry)) }
        if let writer, writer.walPages >= Self.logLimit { checkpointLog(writer) }
    }

    private func perform(_ work: Writer.Work) throws(JournalError) {
        guard let writer else { throw .poisoned(words: "the store is closed") }
        do { try pool.writeWithoutTransaction { _ in try writer.perform(work) } } catch { throw writingError(error) }
    }

    /// The entries are durable either way; a failure here only means that nothing more may be written.
    private func checkpointLog(_ writer: Writer) {
        do { try pool.writeWithoutTransaction { _ in try writer.checkpointLog() } } catch {
            gate.locked { failure = writingError(error) }
        }
    }

    /// Work for idle moments: marks the chain, writes the subject index, copies the write-ahead log. Does nothing while
    /// somebody writes.
    public func tend() {
        let free = gate.locked {
            guard !leading, failure == nil else { return false }
            leading = true
            return true
        }
        guard free, let writer else { return }
        let (next, rows) = gate.locked { (chain, unindexed) }
        if next.head.size - marked >= Int64(Self.markEvery / 4) {
            do {
                try perform(Writer.Work(mark: (next, rows)))
                marked = next.head.size
                gate.locked { unindexed = [] }
            } catch { gate.locked { failure = error } }
        }
        if writer.walPages >= Self.logWorthTending { checkpointLog(writer) }
        gate.locked {
            leading = false
            gate.wakeAll()
        }
    }

    public func keep(_ checkpoint: SignedCheckpoint) throws(JournalError) {
        let statement = checkpoint.checkpoint
        for earlier in try reading.checkpoints(size: statement.size) where earlier.checkpoint.contradicts(statement) {
            throw .contradiction(size: statement.size)
        }
        try Opening.check(statement, gate.locked { chain }, reading)
        let bytes: [UInt8]
        do { bytes = try CanonicalCBOR.encode(checkpoint) } catch { throw .refused(reason: "\(error)") }
        gate.locked {
            while leading { gate.wait() }
            leading = true
        }
        defer {
            gate.locked {
                leading = false
                gate.wakeAll()
            }
        }
        if let failed = gate.locked({ failure }) { throw .poisoned(words: failed.words) }
        do { try perform(Writer.Work(checkpoint: (statement.size, checkpoint.key, bytes))) } catch {
            gate.locked { failure = error }
            throw error
        }
    }

    /// Gives up the reserve so that the closing records of a full disk can be written. Close and open the store after it.
    public static func releaseReserve(path: String) throws(JournalError) { try Reserve.release(path) }

    /// Ends the store's use: waits for the writer, then closes every connection and gives the lock back.
    public func close() throws(JournalError) {
        let healthy = gate.locked {
            while leading { gate.wait() }
            leading = true
            defer { failure = failure ?? .poisoned(words: "the store is closed") }
            return failure == nil
        }
        defer {
            lock.release()
            gate.locked {
                leading = false
                gate.wakeAll()
            }
        }
        // a closed store is whole without its log, for whoever copies the one file; entries are durable either way, so
        // a disk that is full or failing does not keep the store from closing
        var trouble: JournalError?
        if healthy {
            do { try pool.writeWithoutTransaction { _ in try writer?.checkpointLog() } } catch {
                trouble = writingError(error)
            }
        }
        writer = nil  // statements end before their connection
        do { try pool.close() } catch { throw writingError(error) }
        if let trouble { throw trouble }
    }
}

// MARK: - Reading

extension JournalStore {
    public func entries(from sequence: Int64, limit: Int) throws(JournalError) -> [JournalEntry] {
        try reading.entries(from: sequence, limit: limit)
    }

    public func entries(about subject: Subject, limit: Int) throws(JournalError) -> [JournalEntry] {
        try reading.entries(about: subject, limit: limit, unindexed: gate.locked { unindexed })
    }

    public func latestSnapshot() throws(JournalError) -> Snapshot? { try reading.latestSnapshot() }

    public func latestCheckpoint() throws(JournalError) -> SignedCheckpoint? { try reading.latestCheckpoint() }

    public func verify(progress: (Int64) -> Bool) throws(JournalError) -> ChainHead {
        try reading.verify(station: settings.station, progress: progress)
    }
}
