public import Custody
import GRDB
import Glibc
public import Journal

/// A store that is only read: for an auditor's tools, also while the service has it open.
///
/// Takes no lock, writes nothing, and reads page by page, so that it does not keep the service's log from being used
/// again. SQLite may still create its `-wal` and `-shm` files beside a store that lies alone: it needs the folder's
/// write permission for that.
public final class JournalReader: JournalReading, Sendable {
    /// The station that the store says it belongs to. `verify` holds every entry against it.
    public let station: StationID
    private let pool: DatabasePool

    /// Opens a store that must be there. Refuses what is no journal, and what a newer program wrote.
    public init(path: String) throws(JournalError) {
        guard Opening.exists(path) else { throw .missing(path: path) }
        do throws(JournalError) { try Opening.recognise(path, mayBeEmpty: false) } catch {
            throw Self.explained(error, path)
        }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.maximumReaderCount = 3
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { database in
            for pragma in ["trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"] {
                try database.execute(sql: "PRAGMA \(pragma)")
            }
        }
        do { pool = try DatabasePool(path: path, configuration: configuration) } catch { throw readingError(error) }
        guard let name = try StoreReading(reader: pool).meta("station") else {
            throw .corrupt(sequence: nil, reason: "it does not say which station it belongs to")
        }
        do { station = try StationID(name) } catch {
            throw .corrupt(sequence: nil, reason: "\(name) is no name of a station")
        }
    }

    /// A closed store has no log beside it; SQLite makes one even for reading, which a folder on a read-only disk or of
    /// another user does not allow.
    private static func explained(_ error: JournalError, _ path: String) -> JournalError {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard case .unreadable(let words) = error, access(folder, W_OK) != 0, !Opening.exists(path + "-wal") else {
            return error
        }
        return .unreadable(words: "\(words); its folder cannot be written: read a copy in a folder of your own")
    }

    private var reading: StoreReading { StoreReading(reader: pool) }

    /// Number of entries now; the service may be adding more.
    public func size() throws(JournalError) -> Int64 { try reading.size() }

    /// Checks every entry that is there at the start: bytes, links, lines, order, marks, and every kept checkpoint.
    /// - Parameter progress: called with the last checked sequence now and then; `false` stops the check.
    public func verify(progress: (Int64) -> Bool) throws(JournalError) -> ChainHead {
        try reading.verify(station: station, progress: progress)
    }

    /// Proves order, hashes, links and sums from the bytes, and returns the balances that follow.
    public func prove(threads: Int = 2) throws(JournalError) -> Books {
        try reading.prove(station: station, threads: min(3, max(1, threads)))
    }

    /// Up to `limit` entries from a sequence on, ascending. Empty past the end.
    public func entries(from sequence: Int64, limit: Int) throws(JournalError) -> [JournalEntry] {
        try reading.entries(from: sequence, limit: limit)
    }

    /// The newest snapshot whose bytes and place in the chain are right; `nil`: none. What it says is in the entries, too.
    public func latestSnapshot() throws(JournalError) -> Snapshot? { try reading.latestSnapshot() }

    /// Writes the journal as plain text for hledger and ledger, in pieces of about 64 KiB.
    public func export(_ sink: ([UInt8]) throws(JournalError) -> Void) throws(JournalError) {
        try reading.export(sink)
    }

    /// Closes the file. Reading afterwards is an error.
    public func close() throws(JournalError) {
        do { try pool.close() } catch { throw readingError(error) }
    }
}
