import CoreLedger
import GRDB
import Money

/// The file, its lock and the one connection to it. All work is one transaction at a time; a commit is on disk when it
/// returns (`synchronous=FULL`).
struct LedgerFile: Sendable {
    let queue: DatabaseQueue
    let path: String
    let currency: Currency

    init(path: String, currency: Currency) throws(LedgerOpenFault) {
        do {
            var settings = Configuration()
            settings.label = "ledger"
            settings.busyMode = .immediateError
            let queue = try DatabaseQueue(path: path, configuration: settings)
            try queue.writeWithoutTransaction { try Self.prepare($0, path: path, currency: currency) }
            (self.queue, self.path, self.currency) = (queue, path, currency)
        } catch let fault as LedgerOpenFault {
            throw fault
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: throw .inUse(path: path)
            case .SQLITE_NOTADB: throw .notALedger(path: path)
            case .SQLITE_CORRUPT: throw .damaged(path: path, error.message ?? "corrupt")
            default: throw .cannotOpen(path: path, error.message ?? "\(error.resultCode)")
            }
        } catch {
            throw .cannotOpen(path: path, "\(error)")
        }
    }

    private static func prepare(_ db: Database, path: String, currency: Currency) throws {
        // The exclusive mode keeps SQLite's own lock from the first transaction on: a second opener gets "busy".
        try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
        try db.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
            throw LedgerOpenFault.cannotOpen(path: path, "synchronous=FULL was not taken")
        }
        try db.inTransaction(.exclusive) {
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            if tables == 0 {
                try LedgerSchema.create(db)
                try fill(db, currency: currency)
            }
            return .commit
        }
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") == LedgerSchema.applicationID else {
            throw LedgerOpenFault.notALedger(path: path)
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version == LedgerSchema.version else { throw LedgerOpenFault.newer(path: path, version: version) }
        let check = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
        guard check == "ok" else { throw LedgerOpenFault.damaged(path: path, check) }
        let found = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'currency'") ?? ""
        guard found == currency.code else { throw LedgerOpenFault.otherCurrency(path: path, found: found) }
    }

    private static func fill(_ db: Database, currency: Currency) throws {
        let meta = [("currency", currency.code), ("instance", newMark()), ("restoreMark", "0")]
        for (name, value) in meta {
            try db.execute(sql: "INSERT INTO meta(name, value) VALUES (?, ?)", arguments: [name, value])
        }
        let books = PostingBody.TenderType.allCases.map { Self.clearing($0) } + [openingBalances]
        for book in books {
            try db.execute(
                sql: "INSERT INTO account(id, name, customer) VALUES (?, ?, 0)", arguments: [book, book])
        }
    }

    /// The book of one tender; the colon keeps it apart from every customer's account.
    static func clearing(_ type: PostingBody.TenderType) -> String { "clearing:" + type.rawValue }
    static let openingBalances = "opening:balances"

    /// A text that no other life of any ledger has.
    static func newMark() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }

    /// One transaction; typed faults instead of SQLite's.
    func write<T>(_ work: (Database) throws -> T) throws(CoreFault) -> T {
        do {
            var result: T?
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    result = try work(db)
                    return .commit
                }
            }
            guard let result else { throw CoreFault.unknown }
            return result
        } catch {
            throw Self.fault(error)
        }
    }

    /// A consistent look at the books.
    func read<T>(_ work: (Database) throws -> T) throws(CoreFault) -> T {
        do {
            return try queue.writeWithoutTransaction { db in
                var result: T?
                try db.inTransaction(.deferred) {
                    result = try work(db)
                    return .commit
                }
                guard let result else { throw CoreFault.unknown }
                return result
            }
        } catch {
            throw Self.fault(error)
        }
    }

    private static func fault(_ error: any Error) -> CoreFault {
        if let fault = error as? CoreFault { return fault }
        guard let error = error as? DatabaseError else { return .unknown }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .retry(after: nil)
        case .SQLITE_FULL, .SQLITE_NOMEM: return .retry(after: .seconds(60))
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .stop(.damaged(error.message ?? "corrupt"))
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: return .stop(.notAllowed(error.message ?? "read-only"))
        case .SQLITE_CONSTRAINT: return .stop(.damaged(error.message ?? "constraint"))
        default: return .unknown  // an I/O error may strike before or after the commit
        }
    }
}
