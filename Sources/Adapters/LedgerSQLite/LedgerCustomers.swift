public import CoreLedger
import Foundation
import GRDB
import Money

/// A customer of the embedded ledger, as a fixture or an import brings it.
public struct LedgerCustomer: Hashable, Sendable {
    /// Any account name; typed numbers have a check digit, this need not.
    public var account: String
    /// As a kiosk shows it: `M. Alvarez`.
    public var name: String
    /// What is owed in cents; negative is a credit.
    public var balanceCents: Int64
    /// The late part of the balance in cents.
    public var pastDueCents: Int64
    /// When service is shut off unless the late part is paid.
    public var shutOff: CalendarDay?
    /// Whether only cash is taken from this customer.
    public var cashOnly: Bool
    /// Whether the account is closed.
    public var closed: Bool

    /// An account as it stands, to be written to the book.
    public init(
        account: String, name: String, balanceCents: Int64, pastDueCents: Int64 = 0, shutOff: CalendarDay? = nil,
        cashOnly: Bool = false, closed: Bool = false
    ) {
        (self.account, self.name, self.balanceCents) = (account, name, balanceCents)
        (self.pastDueCents, self.shutOff, self.cashOnly, self.closed) = (pastDueCents, shutOff, cashOnly, closed)
    }
}

extension LedgerFile {
    /// Adds a customer with an opening entry; an account that is there stays as it is.
    func add(_ customer: LedgerCustomer, _ db: Database) throws -> Bool {
        // The station of opening entries is none that can post.
        let key = try IdempotencyKey(
            station: LedgerStation(tenant: "ledger", device: "opening"), epoch: 0, event: customer.account)
        guard try !exists("account", customer.account, db) else { return false }
        try db.execute(
            sql: """
                INSERT INTO account(id, name, customer, closed, cash_only, past_due_cents, shut_off)
                VALUES (?, ?, 1, ?, ?, ?, ?)
                """,
            arguments: [
                customer.account, customer.name, customer.closed, customer.cashOnly, customer.pastDueCents,
                customer.shutOff?.number,
            ])
        guard customer.balanceCents != 0 else { return true }
        let sealed = SealedPosting(key: key, bytes: Array("opening \(customer.account)".utf8))
        try db.execute(
            sql: """
                INSERT INTO ledger_tx(key, body_hash, body, kind, station, office, bdate, edate, booked_on, control_id,
                                      source_type, source_id, reference, seq)
                VALUES (?, ?, ?, 'OPENING', ?, '', 0, 0, 0, NULL, '', '', ?,
                        (SELECT coalesce(max(seq), 0) + 1 FROM ledger_tx))
                """,
            arguments: [
                key.description, Data(sealed.hash.bytes), Data(sealed.bytes), key.station.description,
                "O-" + sealed.hash.description.prefix(16),
            ])
        let side = customer.balanceCents > 0 ? 1 : -1
        let cents = abs(customer.balanceCents)
        try write(
            [(customer.account, side, cents), (Self.openingBalances, -side, cents)], of: key.description, db)
        return true
    }

    func standing(of account: String, _ db: Database) throws -> Inquiry {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM account WHERE id = ? AND customer = 1", arguments: [account])
        guard let row else { return .unknownAccount }
        let balance =
            try Int64.fetchOne(
                db, sql: "SELECT coalesce(sum(side * cents), 0) FROM ledger_line WHERE account = ?",
                arguments: [account]) ?? 0
        let paid =
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(-side * cents), 0) FROM ledger_line JOIN ledger_tx ON key = tx_key
                    WHERE account = ? AND kind <> 'OPENING'
                    """, arguments: [account]) ?? 0
        let atOpening: Int64 = row["past_due_cents"]
        let pastDue = max(0, min(atOpening - paid, balance))
        let shutOff: Int64? = row["shut_off"]
        return .account(
            AccountStanding(
                account: account, name: row["name"], due: Money(minorUnits: max(0, balance), currency),
                credit: Money(minorUnits: max(0, -balance), currency), pastDue: Money(minorUnits: pastDue, currency),
                shutOff: pastDue > 0 ? try shutOff.map { try CalendarDay(number: $0) } : nil,
                cashOnly: row["cash_only"], closed: row["closed"]))
    }
}
