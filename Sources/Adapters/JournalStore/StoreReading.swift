import Custody
import GRDB
import GRDBSQLite
import Journal

/// Reads of the journal over read-only connections. Long walks go page by page: a reader that stays in one transaction
/// would keep the write-ahead log from being used again.
struct StoreReading {
    let reader: any DatabaseReader

    func read<T>(_ body: (OpaquePointer) throws -> T) throws(JournalError) -> T {
        do {
            return try reader.read { database in
                guard let connection = database.sqliteConnection else {
                    throw JournalError.unreadable(words: "the connection is closed")
                }
                return try body(connection)
            }
        } catch { throw readingError(error) }
    }

    func entries(from sequence: Int64, limit: Int) throws(JournalError) -> [JournalEntry] {
        guard limit > 0 else { return [] }
        return try read { connection in
            let rows = try Prepared(
                connection, "SELECT sequence, bytes FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT ?")
            rows.bind(1, sequence)
            rows.bind(2, Int64(limit))
            var found: [JournalEntry] = []
            while try rows.next() { found.append(try Self.entry(rows.int(0), rows.bytes(1))) }
            return found
        }
    }

    static func entry(_ sequence: Int64, _ bytes: [UInt8]) throws(JournalError) -> JournalEntry {
        do {
            let entry = try JournalEntry(bytes: bytes)
            guard entry.id.sequence == sequence else {
                throw JournalError.corrupt(sequence: sequence, reason: "it calls itself \(entry.id.sequence)")
            }
            return entry
        } catch let error as JournalError {
            throw error
        } catch { throw .corrupt(sequence: sequence, reason: "its bytes are no entry (\(error))") }
    }

    /// - Parameter unindexed: rows not yet written to the index.
    func entries(
        about subject: Subject, limit: Int, unindexed: [IndexRow]
    ) throws(JournalError) -> [JournalEntry] {
        let code = IndexRow.code(subject)
        return try read { connection in
            let index = try Prepared(
                connection, "SELECT sequence FROM subjects WHERE subject = ? ORDER BY sequence")
            index.bind(1, code)
            var sequences: [Int64] = []
            while try index.next() { sequences.append(index.int(0)) }
            for row in unindexed where row.subject == code && row.sequence > sequences.last ?? 0 {
                sequences.append(row.sequence)
            }
            let row = try Prepared(connection, "SELECT bytes FROM journal WHERE sequence = ?")
            var found: [JournalEntry] = []
            for sequence in sequences where found.count < limit {
                row.bind(1, sequence)
                defer { row.reset() }
                guard try row.next() else {
                    throw JournalError.corrupt(sequence: sequence, reason: "the index names it, but it is not there")
                }
                let entry = try Self.entry(sequence, row.bytes(0))
                if entry.fact.subjects.contains(subject) { found.append(entry) }
            }
            return found
        }
    }

    func size() throws(JournalError) -> Int64 {
        try read { connection in
            let row = try Prepared(connection, "SELECT ifnull(max(sequence), 0) FROM journal")
            return try row.next() ? row.int(0) : 0
        }
    }

    func link(at sequence: Int64) throws(JournalError) -> Fingerprint? {
        try read { connection in
            let row = try Prepared(connection, "SELECT link FROM journal WHERE sequence = ?")
            row.bind(1, sequence)
            return try row.next() ? Fingerprint(row.bytes(0)) : nil
        }
    }

    /// The newest snapshot whose bytes and place in the chain are right. A damaged one is passed over: it is derived,
    /// and the entries after the one before it are still there.
    func latestSnapshot() throws(JournalError) -> Snapshot? {
        try read { connection in
            let rows = try Prepared(
                connection,
                """
                SELECT s.sequence, s.bytes, s.digest, s.link, j.link FROM snapshots AS s
                JOIN journal AS j ON j.sequence = s.sequence ORDER BY s.sequence DESC
                """)
            while try rows.next() {
                let bytes = rows.bytes(1)
                if Fingerprint(rows.bytes(2)) == Fingerprint.entry(bytes), rows.bytes(3) == rows.bytes(4) {
                    return Snapshot(sequence: rows.int(0), bytes: bytes)
                }
            }
            return nil
        }
    }

    func latestCheckpoint() throws(JournalError) -> SignedCheckpoint? {
        try checkpoints("SELECT bytes FROM checkpoints ORDER BY size DESC LIMIT 1").first
    }

    func checkpoints(size: Int64) throws(JournalError) -> [SignedCheckpoint] {
        try checkpoints("SELECT bytes FROM checkpoints WHERE size = \(size)")
    }

    func allCheckpoints() throws(JournalError) -> [SignedCheckpoint] {
        try checkpoints("SELECT bytes FROM checkpoints ORDER BY size")
    }

    private func checkpoints(_ sql: String) throws(JournalError) -> [SignedCheckpoint] {
        try read { connection in
            let rows = try Prepared(connection, sql)
            var found: [SignedCheckpoint] = []
            while try rows.next() {
                do { found.append(try CanonicalCBOR.decode(from: rows.bytes(0))) } catch {
                    throw JournalError.corrupt(sequence: nil, reason: "a stored checkpoint cannot be read (\(error))")
                }
            }
            return found
        }
    }

    func meta(_ name: String) throws(JournalError) -> String? {
        try read { connection in
            let row = try Prepared(connection, "SELECT value FROM meta WHERE name = ?")
            row.bind(1, name)
            return try row.next() ? row.text(0) : nil
        }
    }
}
