import CoreLedger
import LedgerSQLite
import Testing

@Suite("Contract: one key, one effect")
struct IdempotencyTests {
    @Test("C01 a payment posted twice by a repeated request")
    func repeated() async throws {
        let at = try await Fixture()
        let first = try await at.post(body(1))
        guard case .created(let reference) = first else {
            Issue.record("\(first)")
            return
        }
        #expect(try await at.post(body(1)) == .alreadyPosted(reference))
        #expect(try await at.post(body(1)) == .alreadyPosted(reference))
        #expect(try await at.standing("3001")?.due == usd(0))
        #expect(try await at.standing("3001")?.credit == usd(153))
        #expect(try await at.items().count == 1)
    }

    @Test("C02 S35 another amount slipped in under a used key")
    func otherContent() async throws {
        let at = try await Fixture()
        let sealed = try body(1).sealed()
        _ = try await at.post(sealed)
        #expect(try await at.post(body(1, [("3001", 6501)])) == .keyReused(existing: sealed.hash))
        #expect(try await at.standing("3001")?.credit == usd(153))
    }

    @Test("C03 a payment posted more than once by a hundred at the same moment")
    func parallel() async throws {
        let at = try await Fixture()
        let (ledger, envelope) = (at.ledger, PostingEnvelope(sealed: try body(1).sealed(), senderEpoch: 1))
        let outcomes = try await withThrowingTaskGroup(of: PostOutcome.self) { group in
            for _ in 0..<100 { group.addTask { try await ledger.post(envelope).outcome } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let created = outcomes.filter { if case .created = $0 { true } else { false } }
        let again = outcomes.filter { if case .alreadyPosted = $0 { true } else { false } }
        #expect(created.count == 1)
        #expect(again.count == 99)
        #expect(try await at.standing("3001")?.credit == usd(153))
    }

    @Test("C22 a posting made by merely asking for it")
    func lookup() async throws {
        let at = try await Fixture()
        #expect(try await at.ledger.lookup(key(1)).outcome == .absent)
        #expect(try await at.post(body(1)) != .alreadyPosted(CoreRef("")))
        let sealed = try body(1).sealed()
        guard case .posted(_, let hash) = try await at.ledger.lookup(key(1)).outcome else {
            Issue.record("not found")
            return
        }
        #expect(hash == sealed.hash)
        #expect(try await at.ledger.lookup(key(2)).outcome == .absent)
        #expect(try await at.items().count == 1)
    }

    @Test("a posting lost by closing the file: answered means on disk")
    func reopened() async throws {
        let at = try await Fixture()
        let outcome = try await at.post(body(1))
        try await at.ledger.close()
        let again = try LedgerSQLite(path: at.path)
        guard case .created(let reference) = outcome,
            case .posted(let found, _) = try await again.lookup(key(1)).outcome
        else {
            Issue.record("lost")
            return
        }
        #expect(reference == found)
        try await again.close()
    }

    @Test("C08 one of three accounts paid and the others not")
    func atomic() async throws {
        let at = try await Fixture()
        let shares: [(String, Int64)] = [("3001", 1000), ("3002", 1000), ("9001", 1000)]
        #expect(try await at.post(body(1, shares)) == .refused(.accountClosed("9001")))
        #expect(try await at.standing("3001")?.due == usd(6347))
        #expect(try await at.standing("3002")?.due == usd(4510))
        #expect(try await at.items().isEmpty)
        _ = try await at.post(body(2, [("3001", 1000), ("3002", 1000), ("3003", 1000)]))
        #expect(try await at.standing("3001")?.due == usd(5347))
        #expect(try await at.standing("3003")?.due == usd(4200))
    }
}
