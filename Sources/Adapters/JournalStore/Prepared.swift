import GRDBSQLite

/// A result code of SQLite that is not success, in its own words.
struct SQLiteFault: Error, Hashable {
    /// Extended result code.
    let code: Int32
    let words: String

    var primary: Int32 { code & 0xFF }

    init(_ code: Int32, _ connection: OpaquePointer?) {
        self.code = code
        var words = String(cString: sqlite3_errstr(code))
        if let connection {
            words = String(cString: sqlite3_errmsg(connection))
            let system = sqlite3_system_errno(connection)
            if system != 0, primaryCode(code) == SQLITE_IOERR || primaryCode(code) == SQLITE_CANTOPEN {
                words += ": " + systemWords(system)
            }
        }
        self.words = words
    }

    init(code: Int32, words: String) { (self.code, self.words) = (code, words) }
}

private func primaryCode(_ code: Int32) -> Int32 { code & 0xFF }

/// A statement kept ready on one connection. The hot path of the journal goes through these and not through GRDB's
/// rows, because a commit must cost little more than its flush. Belongs to the thread that has the connection.
final class Prepared {
    private let statement: OpaquePointer
    private let connection: OpaquePointer

    init(_ connection: OpaquePointer, _ sql: String) throws(SQLiteFault) {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw SQLiteFault(code, connection) }
        (self.statement, self.connection) = (statement, connection)
    }

    deinit { sqlite3_finalize(statement) }

    func bind(_ place: Int32, _ value: Int64) { sqlite3_bind_int64(statement, place, value) }

    func bind(_ place: Int32, _ value: [UInt8]) {
        value.withUnsafeBytes { bytes in
            // SQLite takes a null pointer for NULL, so an empty blob needs its own call
            if bytes.count == 0 {
                _ = sqlite3_bind_zeroblob(statement, place, 0)
            } else {
                _ = sqlite3_bind_blob64(statement, place, bytes.baseAddress, UInt64(bytes.count), transient)
            }
        }
    }

    func bind(_ place: Int32, _ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { text in
                _ = sqlite3_bind_text(statement, place, text.baseAddress, Int32(text.count), transient)
            }
        }
    }

    /// Runs a statement that returns no rows.
    func run() throws(SQLiteFault) {
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else {
            throw SQLiteFault(sqlite3_extended_errcode(connection), connection)
        }
    }

    /// Goes to the next row; `false` after the last.
    func next() throws(SQLiteFault) -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else {
            let fault = SQLiteFault(sqlite3_extended_errcode(connection), connection)
            sqlite3_reset(statement)
            throw fault
        }
        return false
    }

    func reset() { sqlite3_reset(statement) }

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    func bytes(_ column: Int32) -> [UInt8] { withBytes(column) { Array($0) } }

    /// A blob without copying it; valid inside `body` only.
    func withBytes<T, Failure: Error>(
        _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> T
    ) throws(Failure) -> T {
        let start = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(statement, column) else { return "" }
        return String(cString: start)
    }
}

/// Tells SQLite to copy what was bound (the C macro SQLITE_TRANSIENT).
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
