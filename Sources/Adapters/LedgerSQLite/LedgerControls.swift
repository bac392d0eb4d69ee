import CoreLedger
import Foundation
import GRDB
import Money

/// Tender controls, totals and items.
extension LedgerFile {
    func open(_ control: ControlOpen, _ db: Database) throws -> ControlOutcome {
        if try exists("control_closed", control.control, db) { return .refused("the control is closed") }
        if let row = try Row.fetchOne(
            db, sql: "SELECT office, bdate, supplement_of FROM control_opened WHERE id = ?",
            arguments: [control.control])
        {
            let same =
                row["office"] == control.office && row["bdate"] == control.businessDate.number
                && row["supplement_of"] == control.supplementOf
            return same ? .alreadyOpen : .refused("the control is open with other data")
        }
        if let first = control.supplementOf, try !exists("control_closed", first, db) {
            return .refused("only a closed control has a supplement")
        }
        try db.execute(
            sql: "INSERT INTO control_opened(id, office, bdate, supplement_of) VALUES (?, ?, ?, ?)",
            arguments: [control.control, control.office, control.businessDate.number, control.supplementOf])
        return .opened
    }

    func close(_ control: ControlClose, _ db: Database) throws -> ControlOutcome {
        guard try exists("control_opened", control.control, db) else { return .unknownControl }
        let theirs = try totals(ofControl: control.control, db)
        guard control.totals.sorted(by: { $0.type < $1.type }) == theirs else { return .totalsDiffer(theirs: theirs) }
        if try exists("control_closed", control.control, db) { return .alreadyClosed }
        let text = theirs.map { "\($0.type.rawValue) \($0.count) \($0.amount.minorUnits)" }.joined(separator: ";")
        try db.execute(
            sql: "INSERT INTO control_closed(id, totals) VALUES (?, ?)", arguments: [control.control, text])
        return .closed
    }

    private func totals(ofControl control: String, _ db: Database) throws -> [TenderTotal] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT type, count(*) AS n, sum(tendered - change) AS cents
                FROM ledger_tender JOIN ledger_tx ON key = tx_key
                WHERE control_id = ? GROUP BY type ORDER BY type
                """, arguments: [control]
        ).map { try total($0) }
    }

    private func total(_ row: Row) throws -> TenderTotal {
        let type: String = row["type"]
        guard let type = PostingBody.TenderType(rawValue: type) else {
            throw CoreFault.stop(.damaged("tender \(type)"))
        }
        return TenderTotal(type: type, count: row["n"], amount: Money(minorUnits: row["cents"], currency))
    }

    func totals(_ query: TotalsQuery, _ db: Database) throws -> [TotalsLine] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT bdate, source_type, source_id, type, count(*) AS n, sum(tendered - change) AS cents
                FROM ledger_tender JOIN ledger_tx ON key = tx_key
                WHERE office = ? AND bdate BETWEEN ? AND ?
                GROUP BY bdate, source_type, source_id, type ORDER BY bdate, source_type, source_id, type
                """, arguments: [query.office, query.from.number, query.through.number]
        ).map { row in
            let source: String = row["source_type"]
            guard let type = PostingBody.SourceType(rawValue: source) else {
                throw CoreFault.stop(.damaged("source \(source)"))
            }
            return TotalsLine(
                businessDate: try CalendarDay(number: row["bdate"]), sourceType: type, source: row["source_id"],
                tender: try total(row))
        }
    }

    func items(_ query: ItemsQuery, after: Int64, limit: Int, _ db: Database) throws -> ([CoreItem], last: Int64?) {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT key, body_hash, body, reference, bdate, booked_on, seq FROM ledger_tx
                WHERE station = ? AND seq > ? AND bdate >= ? ORDER BY seq LIMIT ?
                """,
            arguments: [query.station.description, after, query.from?.number ?? 0, limit + 1])
        let items = try rows.prefix(limit).map { row in
            let (text, hash, body): (String, Data, Data) = (row["key"], row["body_hash"], row["body"])
            let key = try IdempotencyKey(text)
            guard let hash = BodyHash(bytes: Array(hash)) else { throw CoreFault.stop(.damaged("hash of \(text)")) }
            return CoreItem(
                key: key, hash: hash, reference: CoreRef(row["reference"]),
                businessDate: try CalendarDay(number: row["bdate"]),
                bookedOn: try CalendarDay(number: row["booked_on"]),
                sealed: SealedPosting(key: key, bytes: Array(body)))
        }
        return (items, rows.count > limit ? rows[limit - 1]["seq"] : nil)
    }
}
