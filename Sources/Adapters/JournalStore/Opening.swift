import Custody
import GRDB
import GRDBSQLite
import Glibc
import Journal

/// What has to be true before a store is used: settings that read back as set, the right station, and a tail that the
/// newest mark, the newest checkpoint and the witness vouch for.
enum Opening {
    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 3
        configuration.prepareDatabase { database in
            for pragma in [
                "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "wal_autocheckpoint = 0",
                "journal_size_limit = -1",
            ] { try database.execute(sql: "PRAGMA \(pragma)") }
            var keep: Int32 = 1  // the log's file stays when the last connection closes: it is used again, not regrown
            sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep)
        }
        return configuration
    }

    /// Refuses what is no journal before anything is changed in it.
    static func inspect(_ settings: StoreSettings) throws(JournalError) {
        let there = exists(settings.path)
        switch settings.expectation {
        case .existing, .restored: if !there { throw .missing(path: settings.path) }
        case .new:
            if there { throw .notWritable(words: "\(settings.path): a file is there already") }
        case .any: break
        }
        if there { return try recognise(settings.path, mayBeEmpty: settings.expectation == .any) }
        if exists(settings.path + "-wal") {
            // SQLite would throw the log away, and with it committed entries
            throw .corrupt(sequence: nil, reason: "\(settings.path) is gone, but its write-ahead log is there")
        }
    }

    /// A database of somebody else, or of a newer program, is neither migrated nor switched to another journal mode:
    /// the pool does the latter by itself, so this look comes first, on a connection that cannot write.
    static func recognise(_ path: String, mayBeEmpty: Bool) throws(JournalError) {
        var configuration = Configuration()
        configuration.readonly = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let (id, tables, newer) = try queue.read { database in
                (
                    try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
                    try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0,
                    try Schema.newer(database)
                )
            }
            try queue.close()
            let empty = id == 0 && tables == 0 && mayBeEmpty
            guard id == Schema.applicationID || empty else {
                throw JournalError.corrupt(sequence: nil, reason: "the file is a database, but no journal")
            }
            if let newer { throw JournalError.tooNew(found: newer) }
        } catch { throw readingError(error) }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Synchronous FULL on the writer, set after the pool turned the log on (the pool sets NORMAL by itself), and read
    /// back on the writer.
    static func harden(_ pool: DatabasePool) throws(JournalError) {
        do {
            let (mode, level, id) = try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                return (
                    try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                    try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                    try Int64.fetchOne(database, sql: "PRAGMA application_id")
                )
            }
            guard mode == "wal", level == 2 else {
                throw JournalError.notWritable(
                    words: "SQLite works with journal_mode \(mode ?? "?"), synchronous \(level ?? -1)")
            }
            guard id == Schema.applicationID else {
                throw JournalError.corrupt(sequence: nil, reason: "the file is a database, but no journal")
            }
        } catch { throw writingError(error) }
    }

    /// Rebuilds the chain's end: from the newest mark, entry by entry. Returns also what the index still lacks.
    static func tail(
        _ reading: StoreReading, _ settings: StoreSettings
    ) throws(JournalError) -> (chain: Chain, unindexed: [IndexRow]) {
        var chain = try newestMark(reading, settings.station)
        let marked = chain.head.size
        if marked > 0, try reading.link(at: marked) != chain.head.link {
            throw .corrupt(sequence: marked, reason: "its link is not the one that was marked")
        }
        let unindexed = try reading.read { connection in
            let rows = try Prepared(
                connection, "SELECT bytes, link FROM journal WHERE sequence > ? ORDER BY sequence")
            rows.bind(1, marked)
            var unindexed: [IndexRow] = []
            while try rows.next() {
                guard let link = Fingerprint(rows.bytes(1)) else {
                    throw JournalError.corrupt(sequence: chain.head.size + 1, reason: "its link has not 32 bytes")
                }
                do throws(ChainFault) {
                    unindexed += IndexRow.rows(try chain.admit(rows.bytes(0), link: link))
                } catch { throw error.asCorruption }
            }
            return unindexed
        }
        return (chain, unindexed)
    }

    private static func newestMark(_ reading: StoreReading, _ station: StationID) throws(JournalError) -> Chain {
        try reading.read { connection in
            let row = try Prepared(
                connection, "SELECT size, epoch, link, peaks FROM marks ORDER BY size DESC LIMIT 1")
            guard try row.next() else { return Chain(station: station) }
            let (size, peaks) = (row.int(0), row.bytes(3))
            let nodes = stride(from: 0, to: peaks.count, by: 32).compactMap { Fingerprint(peaks[$0...].prefix(32)) }
            guard let link = Fingerprint(row.bytes(2)), peaks.count % 32 == 0,
                let frontier = MerkleFrontier(size: size, peaks: nodes),
                let chain = Chain(
                    head: ChainHead(station: station, epoch: Int(row.int(1)), size: size, link: link),
                    frontier: frontier)
            else { throw JournalError.corrupt(sequence: size, reason: "the mark after it cannot be read") }
            return chain
        }
    }

    /// Compares the end with what was said about it earlier.
    static func vouch(
        _ chain: Chain, _ reading: StoreReading, _ settings: StoreSettings
    ) throws(JournalError) {
        if let own = try reading.latestCheckpoint() {
            if let key = settings.trustedKey, own.key == key, !own.verify(trusting: key) {
                throw .corrupt(sequence: own.checkpoint.size, reason: "a stored checkpoint has a wrong signature")
            }
            try check(own.checkpoint, chain, reading)
        }
        if let witness = settings.witness { try check(witness, chain, reading) }
    }

    static func check(_ statement: Checkpoint, _ chain: Chain, _ reading: StoreReading) throws(JournalError) {
        let head = chain.head
        guard statement.station == head.station else {
            throw .wrongStation(expected: head.station.text, found: statement.station.text)
        }
        guard statement.size <= head.size else { throw .tailMissing(has: head.size, vouched: statement.size) }
        if statement.size == head.size, statement.root != chain.frontier.root {
            throw .contradiction(size: statement.size)
        }
        let link = statement.size == 0 ? Fingerprint.zero : try reading.link(at: statement.size)
        guard link == statement.link else { throw .contradiction(size: statement.size) }
    }
}
