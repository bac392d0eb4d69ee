import CoreLedger
import Foundation
import GRDB
import LedgerSQLite
import Money
import Testing

@Suite("The ledger's file")
struct FileTests {
    @Test("C06 a posting that vanishes with a restore of the core and is never missed")
    func restored() async throws {
        let at = try await Fixture()
        _ = try await at.post(body(1))
        let copy = at.path + ".backup"
        try await at.ledger.backUp(to: copy)
        guard case .created(let reference) = try await at.post(body(2, after: [("3001", key(1))])) else {
            Issue.record("not posted")
            return
        }
        let life = await at.ledger.currentLife
        let old = try LedgerSQLite(path: copy)
        try await old.declareRestored()
        let newLife = await old.currentLife
        #expect(newLife != life)
        #expect(newLife.instance == life.instance)
        let third = PostingEnvelope(sealed: try body(3, after: [("3001", key(2))]).sealed(), senderEpoch: 1)
        #expect(try await old.post(third) == PostAnswer(.predecessorMissing([key(2)]), life: newLife))
        let second = PostingEnvelope(sealed: try body(2, after: [("3001", key(1))]).sealed(), senderEpoch: 1)
        #expect(try await old.post(second).outcome == .created(reference))
        guard case .created = try await old.post(third).outcome else {
            Issue.record("the order is whole again")
            return
        }
        try await old.close()
    }

    @Test("a ledger opened by two programs at once")
    func lock() async throws {
        let at = try await Fixture()
        let path = at.path
        #expect(throws: LedgerOpenFault.inUse(path: path)) { try LedgerSQLite(path: path) }
        try await at.ledger.close()
        let again = try LedgerSQLite(path: path)
        try await again.close()
    }

    @Test("a foreign, damaged or otherwise wrong file taken for the ledger")
    func wrongFiles() async throws {
        let at = try await Fixture()
        try await at.ledger.close()
        let path = at.path
        #expect(throws: LedgerOpenFault.otherCurrency(path: path, found: "USD")) {
            try LedgerSQLite(path: path, currency: Currency("EUR"))
        }
        let foreign = at.directory.appending(path: "foreign.sqlite").path
        let queue = try DatabaseQueue(path: foreign)
        try await queue.write { try $0.execute(sql: "CREATE TABLE t(x)") }
        try queue.close()
        #expect(throws: LedgerOpenFault.notALedger(path: foreign)) { try LedgerSQLite(path: foreign) }
        let text = at.directory.appending(path: "text.sqlite").path
        try Data("this is no database at all, only a text of some length".utf8).write(to: URL(filePath: text))
        #expect(throws: LedgerOpenFault.notALedger(path: text)) { try LedgerSQLite(path: text) }
        #expect(throws: LedgerOpenFault.self) { try LedgerSQLite(path: "/nowhere/at/all.sqlite") }
    }

    @Test("a money row changed or deleted behind the ledger's back")
    func forever() async throws {
        let at = try await Fixture()
        _ = try await at.post(body(1))
        _ = try await at.post(body(2, [("9001", 500)]))
        let totals = [TenderTotal(type: .cash, count: 1, amount: usd(6500))]
        _ = try await at.ledger.closeControl(.init(control: "K-07/C-8841", totals: totals))
        try await at.ledger.closeDay(office: "NORTH", day, next: nextDay)
        try await at.ledger.close()
        let queue = try DatabaseQueue(path: at.path)
        let changes = [
            "UPDATE ledger_line SET cents = cents + 1", "DELETE FROM ledger_line", "UPDATE ledger_tx SET edate = 1",
            "DELETE FROM ledger_tx", "UPDATE ledger_tender SET tendered = 1", "DELETE FROM ledger_tender",
            "UPDATE settled_key SET code = 'X'", "DELETE FROM settled_key", "UPDATE control_closed SET totals = ''",
            "DELETE FROM control_closed", "DELETE FROM control_opened", "DELETE FROM day_closed",
            "UPDATE fence SET epoch = 0", "DELETE FROM fence",
        ]
        for sql in changes {
            await #expect(throws: DatabaseError.self, "\(sql)") { try await queue.write { try $0.execute(sql: sql) } }
        }
        let sums = try await queue.read { try Int64.fetchOne($0, sql: "SELECT sum(side * cents) FROM ledger_line") }
        #expect(sums == 0)
        #expect(try await queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        try queue.close()
    }

    @Test("a practice office that looks different tomorrow or elsewhere")
    func practice() async throws {
        let customers = PracticeOffice.customers(around: day)
        #expect(customers == PracticeOffice.customers(around: day))
        #expect(customers.count >= 200)
        #expect(Set(customers.map(\.account)).count == customers.count)
        #expect(customers[0].account == "10000016")
        for customer in customers { _ = try AccountNumber(typed: customer.account) }
        for kind: (LedgerCustomer) -> Bool in [
            { $0.closed }, { $0.cashOnly }, { $0.balanceCents < 0 }, { $0.balanceCents == 0 }, { $0.pastDueCents > 0 },
        ] { #expect(customers.contains(where: kind)) }
        let at = try await Fixture()
        #expect(try await at.ledger.add(customers) == customers.count)
        #expect(try await at.ledger.add(customers) == 0)
        for customer in customers {
            let standing = try #require(try await at.standing(customer.account))
            #expect(standing.due.minorUnits - standing.credit.minorUnits == customer.balanceCents)
            #expect(standing.pastDue.minorUnits == customer.pastDueCents)
        }
    }
}
