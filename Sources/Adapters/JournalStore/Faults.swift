import GRDB
import GRDBSQLite
import Glibc
import Journal

/// The system's words for an error number.
func systemWords(_ number: Int32) -> String { String(cString: strerror(number)) }

/// What an error means while writing.
func writingError(_ error: any Error) -> JournalError {
    if let known = error as? JournalError { return known }
    let fault = sqliteFault(error)
    switch fault.primary {
    case SQLITE_FULL: return .full
    case SQLITE_CORRUPT: return .corrupt(sequence: nil, reason: fault.words)
    case SQLITE_NOTADB: return .corrupt(sequence: nil, reason: "the file is no journal (\(fault.words))")
    case SQLITE_CONSTRAINT: return .corrupt(sequence: nil, reason: "the place was taken (\(fault.words))")
    default: return .notWritable(words: fault.words)
    }
}

/// What an error means while reading.
func readingError(_ error: any Error) -> JournalError {
    if let known = error as? JournalError { return known }
    let fault = sqliteFault(error)
    switch fault.primary {
    case SQLITE_CORRUPT: return .corrupt(sequence: nil, reason: fault.words)
    case SQLITE_NOTADB: return .corrupt(sequence: nil, reason: "the file is no journal (\(fault.words))")
    default: return .unreadable(words: fault.words)
    }
}

private func sqliteFault(_ error: any Error) -> SQLiteFault {
    if let fault = error as? SQLiteFault { return fault }
    if let error = error as? DatabaseError {
        let code = error.extendedResultCode.rawValue
        return SQLiteFault(code: code, words: error.message ?? String(cString: sqlite3_errstr(code)))
    }
    return SQLiteFault(code: SQLITE_ERROR, words: String(describing: error))
}
