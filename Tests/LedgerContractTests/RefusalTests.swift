import CoreLedger
import Foundation
import LedgerSQLite
import Money
import Testing

@Suite("Contract: refusals, order, fence")
struct RefusalTests {
    @Test("C10 money booked to an account that is not there, closed or not allowed")
    func refusals() async throws {
        let at = try await Fixture()
        #expect(try await at.post(body(1, [("7777", 500)])) == .refused(.unknownAccount("7777")))
        #expect(try await at.post(body(2, [("9001", 500)])) == .refused(.accountClosed("9001")))
        let check = try await at.post(body(3, [("9002", 500)], type: .check))
        #expect(check == .refused(.notAllowed("account 9002 is cash only")))
        guard case .created = try await at.post(body(4, [("9002", 500)])) else {
            Issue.record("cash on a cash-only account")
            return
        }
        #expect(
            try await at.post(body(5, [("clearing:CASH", 500)]).unchecked)
                == .refused(.invalid("badField(\"account\", \"clearing:CASH\")")))
    }

    @Test("a late copy booked after its money went to the unidentified list")
    func refusedForEver() async throws {
        let at = try await Fixture()
        #expect(try await at.post(body(2, [("9001", 500)])) == .refused(.accountClosed("9001")))
        try await at.ledger.setClosed(false, account: "9001")
        #expect(try await at.post(body(2, [("9001", 500)])) == .refused(.accountClosed("9001")))
        #expect(try await at.ledger.lookup(key(2)).outcome == .refused(.accountClosed("9001")))
        let other = try await at.post(body(2, [("9001", 600)]))
        #expect(other == .keyReused(existing: try body(2, [("9001", 500)]).sealed().hash))
        #expect(try await at.standing("9001")?.credit == usd(0))
    }

    @Test("C11 a later payment of an account booked before an earlier one")
    func order() async throws {
        let at = try await Fixture()
        let second = body(2, after: [("3001", key(1))])
        #expect(try await at.post(second) == .predecessorMissing([key(1)]))
        #expect(try await at.items().isEmpty)
        _ = try await at.post(body(1))
        guard case .created = try await at.post(second) else {
            Issue.record("the predecessor is here")
            return
        }
    }

    @Test("an account that stands still behind a refused payment, or overtakes what stood before it")
    func abandoned() async throws {
        let at = try await Fixture()
        let third = body(3, after: [("3001", key(2))])
        let gone = [AbandonedKey(key: key(2), requires: [key(1)])]
        #expect(try await at.post(third) == .predecessorMissing([key(2)]))
        #expect(try await at.post(third, abandoned: gone) == .predecessorMissing([key(1)]))
        _ = try await at.post(body(1))
        guard case .created = try await at.post(third, abandoned: gone) else {
            Issue.record("stands still")
            return
        }
        #expect(try await at.post(body(2)) == .refused(.abandoned))
        #expect(try await at.items().map(\.key) == [key(1), key(3)])
    }

    @Test("a request of an old life booked behind the new one; the station's own old rows refused")
    func fence() async throws {
        let at = try await Fixture()
        let announced = try await at.ledger.announce(.init(station: station, epoch: 2)).outcome
        #expect(announced == .standing)
        #expect(try await at.post(body(1), epoch: 1) == .fenced(by: 2))
        #expect(try await at.ledger.announce(.init(station: station, epoch: 1)).outcome == .fenced(by: 2))
        // PA1: the key is of epoch 1, the sender of epoch 2.
        guard case .created = try await at.post(body(1), epoch: 2) else {
            Issue.record("own old row refused")
            return
        }
        _ = try await at.post(body(2), epoch: 3)
        #expect(try await at.post(body(3), epoch: 2) == .fenced(by: 3))
    }

    @Test("a request booked after its time was over")
    func expired() async throws {
        let at = try await Fixture(clock: { 1000 })
        #expect(try await at.post(body(1), expiresAt: 999) == .expired)
        #expect(try await at.ledger.lookup(key(1)).outcome == .absent)
        guard case .created(let reference) = try await at.post(body(1), expiresAt: 1000) else {
            Issue.record("in time")
            return
        }
        #expect(try await at.post(body(1), expiresAt: 1) == .alreadyPosted(reference))
    }

    @Test("C16 an amount that is nothing, negative, too large, unbalanced or foreign money")
    func amounts() async throws {
        let at = try await Fixture()
        guard case .created = try await at.post(body(1, [("3001", 1)])),
            case .created = try await at.post(body(2, [("3001", 9_999_999_999)]))
        else {
            Issue.record("a lawful amount")
            return
        }
        for (n, cents) in [0, -1, 10_000_000_000, Int64.max].enumerated() {
            #expect(throws: PostingFault.self) { try body(n + 10, [("3001", cents)]).sealed() }
            guard case .refused(.invalid) = try await at.post(body(n + 10, [("3001", cents)]).unchecked) else {
                Issue.record("\(cents) was taken")
                continue
            }
        }
        var euro = body(20)
        euro.currency = try .init("EUR")
        #expect(try await at.post(euro) == .refused(.invalid("currency EUR")))
        var short = body(21)
        short.tenders[0].tendered -= 1
        #expect(
            try await at.post(short.unchecked) == .refused(.invalid("sumsDiffer(tenders: 6499, allocations: 6500)")))
        #expect(try await at.items().count == 2)
    }

    @Test(
        "C17 a name or a memo that bends the books or comes back changed",
        arguments: [
            "O'Brien\"; DROP TABLE ledger_tx; --", "line\nbreak\r\ttab", "\u{0}\u{1}\u{1F}",
            "e\u{301} é 👩‍👧 ﷽ \u{202E}right",
            "{\"cents\":1}", ",;|\\/", String(repeating: "长", count: 2000),
        ])
    func anyText(memo: String) async throws {
        let at = try await Fixture()
        guard case .created = try await at.post(body(1, memo: memo)) else {
            Issue.record("refused")
            return
        }
        let item = try await at.items()[0]
        let found = try item.sealed?.body().allocations[0].memo
        #expect(found.map { Array($0.utf8) } == Array(memo.utf8))
        #expect(try await at.standing("3001")?.credit == usd(153))
        #expect(item.sealed?.bytes == (try body(1, memo: memo).sealed().bytes))
    }
}

extension PostingBody {
    /// As a careless sender would send it: written without any check.
    var unchecked: SealedPosting {
        var lawful = self
        let share = lawful.allocations[0]
        lawful.allocations[0].account = "3001"
        lawful.allocations[0].amount = 4242
        lawful.tenders[0].tendered = 4242
        let text = try! lawful.sealed().text
            .replacingOccurrences(
                of: "\"type\":\"CASH\",\"cents\":4242", with: "\"type\":\"CASH\",\"cents\":\(tenders[0].tendered)"
            )
            .replacingOccurrences(
                of: "\"id\":\"3001\"},\"cents\":4242", with: "\"id\":\"\(share.account)\"},\"cents\":\(share.amount)")
        return SealedPosting(key: key, bytes: Array(text.utf8))
    }
}
