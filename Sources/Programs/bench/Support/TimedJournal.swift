import Custody
import Journal
import JournalStore
import Synchronization

/// The real store with a stopwatch: how long the commit of a stacked note takes, and how many bytes it writes.
final class TimedJournal: JournalKeeping, Sendable {
    private let store: JournalStore
    private let times = Mutex<[Duration]>([])
    private let written = Mutex<[Int]>([])

    init(_ store: JournalStore) { self.store = store }

    /// Of each commit with a stacked note in it.
    var commits: [Duration] { times.withLock { $0 } }
    /// Bytes handed to the system by some of those commits.
    var bytes: [Int] { written.withLock { $0 } }

    func commit(
        _ facts: [Fact], at moment: Moment, businessDate: BusinessDate, snapshot: (() -> [UInt8])?
    ) throws(JournalError) -> [JournalEntry] {
        let hasNote = facts.contains { if case .noteStacked = $0 { true } else { false } }
        guard hasNote else {
            return try store.commit(facts, at: moment, businessDate: businessDate, snapshot: snapshot)
        }
        // Looking at the count of bytes costs time of its own: in one commit of twenty, whose time is not taken.
        if times.withLock({ $0.count + written.withLock(\.count) }) % 20 == 19 {
            let before = ThreadOutput.bytes
            defer { written.withLock { $0.append(ThreadOutput.bytes - before) } }
            return try store.commit(facts, at: moment, businessDate: businessDate, snapshot: snapshot)
        }
        let start = Clock.now()
        defer { times.withLock { $0.append(Clock.now() - start) } }
        return try store.commit(facts, at: moment, businessDate: businessDate, snapshot: snapshot)
    }

    var head: ChainHead { store.head }

    func entries(from sequence: Int64, limit: Int) throws(JournalError) -> [JournalEntry] {
        try store.entries(from: sequence, limit: limit)
    }

    func entries(about subject: Subject, limit: Int) throws(JournalError) -> [JournalEntry] {
        try store.entries(about: subject, limit: limit)
    }

    func latestSnapshot() throws(JournalError) -> Snapshot? { try store.latestSnapshot() }

    func verify(progress: (Int64) -> Bool) throws(JournalError) -> ChainHead { try store.verify(progress: progress) }

    func checkpoint(at moment: Moment) -> Checkpoint { store.checkpoint(at: moment) }

    func keep(_ checkpoint: SignedCheckpoint) throws(JournalError) { try store.keep(checkpoint) }

    func latestCheckpoint() throws(JournalError) -> SignedCheckpoint? { try store.latestCheckpoint() }
}
