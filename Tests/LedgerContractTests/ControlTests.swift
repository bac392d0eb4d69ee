import CoreLedger
import GRDB
import LedgerSQLite
import Money
import Testing

@Suite("Contract: controls, days, totals, the file")
struct ControlTests {
    private let cash = TenderTotal(type: .cash, count: 2, amount: usd(10_500))

    @Test("C12 a control closed with a wrong count, wrong cents or a tender missing")
    func closing() async throws {
        let at = try await Fixture()
        let control = ControlOpen(control: "K-07/C-8841", office: "NORTH", businessDate: day)
        #expect(try await at.ledger.openControl(control) == .opened)
        #expect(try await at.ledger.openControl(control) == .alreadyOpen)
        _ = try await at.post(body(1))
        _ = try await at.post(body(2, [("3002", 4000)], change: 500))
        _ = try await at.post(body(3, [("3003", 700)], type: .check))
        let check = TenderTotal(type: .check, count: 1, amount: usd(700))
        let wrong: [[TenderTotal]] = [
            [], [cash], [check], [.init(type: .cash, count: 3, amount: usd(10_500)), check],
            [.init(type: .cash, count: 2, amount: usd(10_501)), check],
            [cash, .init(type: .moneyOrder, count: 1, amount: usd(700))],
        ]
        for totals in wrong {
            let outcome = try await at.ledger.closeControl(.init(control: "K-07/C-8841", totals: totals))
            #expect(outcome == .totalsDiffer(theirs: [cash, check]))
        }
        let right = ControlClose(control: "K-07/C-8841", totals: [check, cash])
        #expect(try await at.ledger.closeControl(right) == .closed)
        #expect(try await at.ledger.closeControl(right) == .alreadyClosed)
        #expect(try await at.ledger.closeControl(.init(control: "nobody", totals: [])) == .unknownControl)
    }

    @Test("C10 money booked into a closed control; money that finds no supplement")
    func closedControl() async throws {
        let at = try await Fixture()
        _ = try await at.post(body(1))
        let totals = [TenderTotal(type: .cash, count: 1, amount: usd(6500))]
        #expect(try await at.ledger.closeControl(.init(control: "K-07/C-8841", totals: totals)) == .closed)
        let late = body(2)
        #expect(try await at.post(late) == .refused(.controlClosed("K-07/C-8841")))
        #expect(try await at.ledger.lookup(key(2)).outcome == .absent)
        let supplement = ControlOpen(
            control: "K-07/C-8841-S1", office: "NORTH", businessDate: day, supplementOf: "K-07/C-8841")
        #expect(try await at.ledger.openControl(supplement) == .opened)
        guard case .created = try await at.post(late) else {
            Issue.record("the same key after the cause is gone")
            return
        }
        #expect(try await at.ledger.closeControl(.init(control: "K-07/C-8841-S1", totals: totals)) == .closed)
        // The first control still shows what it was closed with.
        #expect(try await at.ledger.closeControl(.init(control: "K-07/C-8841", totals: totals)) == .alreadyClosed)
    }

    @Test("C15 S34 a customer charged a late fee because a late arrival lost its effective date")
    func lateArrival() async throws {
        let at = try await Fixture()
        try await at.ledger.closeDay(office: "NORTH", day, next: nextDay)
        let sealed = try body(1).sealed()
        guard case .created = try await at.post(sealed) else {
            Issue.record("late arrival refused")
            return
        }
        let item = try await at.items()[0]
        #expect(item.businessDate == day)
        #expect(item.bookedOn == nextDay)
        #expect(try item.sealed?.body().effectiveDate == day)
        let early = body(2, businessDate: nextDay, effectiveDate: day)
        guard case .created = try await at.post(early) else {
            Issue.record("effective date before business date")
            return
        }

        let strict = try await Fixture(late: .refuse)
        try await strict.ledger.closeDay(office: "NORTH", day, next: nextDay)
        #expect(try await strict.post(sealed) == .refused(.dateClosed(day)))
        #expect(try await strict.ledger.lookup(key(1)).outcome == .absent)
    }

    @Test("a difference hidden in the totals")
    func totals() async throws {
        let at = try await Fixture()
        _ = try await at.post(body(1))
        _ = try await at.post(body(2, [("3002", 4000)], change: 500))
        _ = try await at.post(body(3, [("3003", 700)], type: .check, businessDate: nextDay))
        let lines = try await at.ledger.totals(.init(office: "NORTH", from: day, through: nextDay))
        #expect(
            lines == [
                .init(businessDate: day, sourceType: .kiosk, source: "K-07", tender: cash),
                .init(
                    businessDate: nextDay, sourceType: .kiosk, source: "K-07",
                    tender: .init(type: .check, count: 1, amount: usd(700))),
            ])
        #expect(try await at.ledger.totals(.init(office: "SOUTH", from: day, through: nextDay)).isEmpty)
    }

    @Test("an item left out between two pages")
    func pages() async throws {
        let at = try await Fixture()
        for n in 1...30 { _ = try await at.post(body(n)) }
        #expect(try await at.items().map(\.key) == (1...30).map { key($0) })
        #expect(try await at.items(from: nextDay).isEmpty)
    }

    @Test("a shut-off although the late part is paid; a balance that does not fall")
    func standing() async throws {
        let at = try await Fixture()
        let before = try #require(try await at.standing("9002"))
        #expect(before.due == usd(9000) && before.pastDue == usd(4000) && before.cashOnly)
        #expect(before.shutOff == (try CalendarDay("2026-03-05")))
        _ = try await at.post(body(1, [("9002", 3999)]))
        #expect(try await at.standing("9002")?.pastDue == usd(1))
        #expect(try await at.standing("9002")?.shutOff != nil)
        _ = try await at.post(body(2, [("9002", 1)]))
        let after = try #require(try await at.standing("9002"))
        #expect(after.due == usd(5000) && after.pastDue == usd(0) && after.shutOff == nil)
        #expect(try await at.standing("nobody") == nil)
        #expect(try await at.standing("clearing:CASH") == nil)
    }
}
