import CoreLedger
import Foundation
import GRDB
import Money

/// Business rules and the lines of one posting.
extension LedgerFile {
    func refusal(
        of body: PostingBody, late: LedgerSQLite.LateArrivals, _ db: Database
    ) throws -> Refusal? {
        for account in body.accounts {
            let row = try Row.fetchOne(
                db, sql: "SELECT closed, cash_only FROM account WHERE id = ? AND customer = 1", arguments: [account])
            guard let row else { return .unknownAccount(account) }
            if row["closed"] { return .accountClosed(account) }
            if row["cash_only"], body.tenders.contains(where: { $0.type == .check }) {
                return .notAllowed("account \(account) is cash only")
            }
        }
        if try openControl(for: body.control, db) == nil { return .controlClosed(body.control) }
        if late == .refuse, try bookingDay(of: body, db) != body.businessDate { return .dateClosed(body.businessDate) }
        return nil
    }

    /// The control itself, or the open supplement of a closed one; `nil`: closed without a supplement.
    private func openControl(for control: String, _ db: Database) throws -> String? {
        var control = control
        while try exists("control_closed", control, db) {
            let next = try String.fetchOne(
                db, sql: "SELECT id FROM control_opened WHERE supplement_of = ? ORDER BY id DESC LIMIT 1",
                arguments: [control])
            guard let next else { return nil }
            control = next
        }
        return control
    }

    func exists(_ table: String, _ id: String, _ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT 1 FROM \(table) WHERE id = ?", arguments: [id]) != nil
    }

    /// The business date of the body, or the first open day after it when the core has closed that date.
    private func bookingDay(of body: PostingBody, _ db: Database) throws -> CalendarDay {
        var day = body.businessDate
        while let next = try Int64.fetchOne(
            db, sql: "SELECT next FROM day_closed WHERE office = ? AND bdate = ?", arguments: [body.office, day.number])
        {
            day = try CalendarDay(number: next)
        }
        return day
    }

    func book(_ body: PostingBody, _ sealed: SealedPosting, _ db: Database) throws -> CoreRef {
        guard let control = try openControl(for: body.control, db) else { throw CoreFault.unknown }
        if try !exists("control_opened", control, db) {
            // The first money of a control opens it: money in the box is not refused for a missing announcement.
            try db.execute(
                sql: "INSERT INTO control_opened(id, office, bdate) VALUES (?, ?, ?)",
                arguments: [control, body.office, body.businessDate.number])
        }
        let key = sealed.key.description
        // Made from the content, so that the same posting has the same reference in every life of the ledger.
        let reference = "L-" + sealed.hash.description.prefix(16)
        try db.execute(
            sql: """
                INSERT INTO ledger_tx(key, body_hash, body, kind, station, office, bdate, edate, booked_on, control_id,
                                      source_type, source_id, reference, seq)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM ledger_tx))
                """,
            arguments: [
                key, Data(sealed.hash.bytes), Data(sealed.bytes), body.kind.rawValue, sealed.key.station.description,
                body.office, body.businessDate.number, body.effectiveDate.number, try bookingDay(of: body, db).number,
                control, body.source.type.rawValue, body.source.id, reference,
            ])
        var lines: [(account: String, side: Int, cents: Int64)] = []
        for (n, tender) in body.tenders.enumerated() {
            try db.execute(
                sql: "INSERT INTO ledger_tender(tx_key, n, type, tendered, change) VALUES (?, ?, ?, ?, ?)",
                arguments: [key, n, tender.type.rawValue, tender.tendered, tender.change])
            lines.append((Self.clearing(tender.type), 1, tender.tendered - tender.change))
        }
        lines += body.allocations.map { ($0.account, -1, $0.amount) }
        try write(lines, of: key, db)
        return CoreRef(reference)
    }

    /// Writes lines and looks at what was written: an entry out of balance never commits.
    func write(_ lines: [(account: String, side: Int, cents: Int64)], of key: String, _ db: Database) throws {
        for (n, line) in lines.enumerated() {
            try db.execute(
                sql: "INSERT INTO ledger_line(tx_key, n, account, side, cents, ccy) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [key, n, line.account, line.side, line.cents, currency.code])
        }
        let sum = try Int64.fetchOne(
            db, sql: "SELECT sum(side * cents) FROM ledger_line WHERE tx_key = ?", arguments: [key])
        guard sum == 0 else { throw CoreFault.stop(.damaged("entry \(key) is out of balance")) }
    }
}
