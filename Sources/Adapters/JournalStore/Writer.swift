import Custody
import GRDB
import GRDBSQLite
import Journal

/// The one connection that writes and checkpoints, with its statements. Used by the leader of the moment only, inside
/// the pool's writer queue.
final class Writer {
    private let connection: OpaquePointer
    private let begin: Prepared
    private let commit: Prepared
    private let rollback: Prepared
    private let entry: Prepared
    private let mark: Prepared
    private let subject: Prepared
    private let snapshot: Prepared
    private let forgetSnapshots: Prepared
    private let checkpoint: Prepared
    /// Pages in the write-ahead log after the last commit; SQLite's hook writes it on the committing thread.
    private let pages = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    init(_ connection: OpaquePointer) throws(SQLiteFault) {
        self.connection = connection
        begin = try Prepared(connection, "BEGIN IMMEDIATE")
        commit = try Prepared(connection, "COMMIT")
        rollback = try Prepared(connection, "ROLLBACK")
        entry = try Prepared(connection, "INSERT INTO journal (sequence, epoch, bytes, link) VALUES (?, ?, ?, ?)")
        mark = try Prepared(connection, "INSERT INTO marks (size, epoch, link, peaks) VALUES (?, ?, ?, ?)")
        subject = try Prepared(connection, "INSERT OR IGNORE INTO subjects (subject, sequence) VALUES (?, ?)")
        snapshot = try Prepared(
            connection, "INSERT INTO snapshots (sequence, link, digest, bytes) VALUES (?, ?, ?, ?)")
        forgetSnapshots = try Prepared(
            connection,
            "DELETE FROM snapshots WHERE sequence < (SELECT max(sequence) FROM snapshots WHERE sequence < ?)")
        checkpoint = try Prepared(
            connection, "INSERT OR REPLACE INTO checkpoints (size, signer, bytes) VALUES (?, ?, ?)")
        pages.initialize(to: 0)
        _ = sqlite3_wal_hook(
            connection,
            { context, _, _, count in
                context?.assumingMemoryBound(to: Int32.self).pointee = count
                return SQLITE_OK
            }, pages)
    }

    deinit {
        _ = sqlite3_wal_hook(connection, nil, nil)
        pages.deallocate()
    }

    var walPages: Int { Int(pages.pointee) }

    /// What one transaction holds.
    struct Work {
        var entries: [SealedEntry] = []
        var snapshots: [(snapshot: Snapshot, link: Fingerprint)] = []
        var mark: (chain: Chain, index: [IndexRow])?
        var checkpoint: (size: Int64, signer: [UInt8], bytes: [UInt8])?
    }

    /// Durable when it returns. On an error the transaction is rolled back as far as SQLite can still do it.
    func perform(_ work: Work) throws(SQLiteFault) {
        if work.entries.count == 1, work.snapshots.isEmpty, work.mark == nil, work.checkpoint == nil {
            return try insert(work.entries[0])  // a statement by itself is a transaction, and two statements cheaper
        }
        try begin.run()
        do {
            for sealed in work.entries { try insert(sealed) }
            for taken in work.snapshots { try insert(taken.snapshot, taken.link) }
            if let due = work.mark { try insert(due.chain, due.index) }
            if let statement = work.checkpoint {
                checkpoint.bind(1, statement.size)
                checkpoint.bind(2, statement.signer)
                checkpoint.bind(3, statement.bytes)
                try checkpoint.run()
            }
            try commit.run()
        } catch {
            // the store is closed to writers after any failure; a rollback that fails too changes nothing about that
            if sqlite3_get_autocommit(connection) == 0 { do { try rollback.run() } catch { _ = error } }
            throw error
        }
    }

    private func insert(_ sealed: SealedEntry) throws(SQLiteFault) {
        entry.bind(1, sealed.entry.id.sequence)
        entry.bind(2, Int64(sealed.entry.id.epoch))
        entry.bind(3, sealed.bytes)
        entry.bind(4, sealed.link.bytes)
        try entry.run()
    }

    private func insert(_ taken: Snapshot, _ link: Fingerprint) throws(SQLiteFault) {
        snapshot.bind(1, taken.sequence)
        snapshot.bind(2, link.bytes)
        snapshot.bind(3, Fingerprint.entry(taken.bytes).bytes)
        snapshot.bind(4, taken.bytes)
        try snapshot.run()
        forgetSnapshots.bind(1, taken.sequence)
        try forgetSnapshots.run()
    }

    private func insert(_ chain: Chain, _ index: [IndexRow]) throws(SQLiteFault) {
        mark.bind(1, chain.head.size)
        mark.bind(2, Int64(chain.head.epoch))
        mark.bind(3, chain.head.link.bytes)
        mark.bind(4, chain.frontier.peaks.flatMap(\.bytes))
        try mark.run()
        for row in index.sorted() {  // neighbours in the index are neighbours on its pages
            subject.bind(1, row.subject)
            subject.bind(2, row.sequence)
            try subject.run()
        }
    }

    /// Copies the log into the database as far as readers allow; the log's file is then used again from its start.
    func checkpointLog() throws(SQLiteFault) {
        var (log, done): (Int32, Int32) = (0, 0)
        let code = sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_PASSIVE, &log, &done)
        guard code == SQLITE_OK || code == SQLITE_BUSY else { throw SQLiteFault(code, connection) }
        if log == done { pages.pointee = 0 }
    }
}

/// One line of the subject index.
struct IndexRow: Comparable {
    let subject: Int64
    let sequence: Int64

    static func < (left: Self, right: Self) -> Bool {
        (left.subject, left.sequence) < (right.subject, right.sequence)
    }

    static func rows(_ entry: JournalEntry) -> [IndexRow] {
        entry.fact.subjects.map { IndexRow(subject: code($0), sequence: entry.id.sequence) }
    }

    /// FNV-1a of the subject's text: short rows, no names in the index. Two subjects with one code are told apart by
    /// their entries.
    static func code(_ subject: Subject) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in subject.description.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int64(bitPattern: hash)
    }
}
