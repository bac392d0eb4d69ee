import Controller
import CoreLedger
import Custody
import Foundation
import LedgerSQLite
import Money
import Posting
import Testing

@Suite("Scenarios of posting")
struct PostingScenarioTests {
    /// The sealed body of S19, as the kiosk made it.
    private func bodyOfS19() throws -> SealedPosting {
        let lobby = try Lobby()
        try lobby.visit(("3001", 6_347))
        for cents in [2_000, 2_000, 2_000, 500] as [Int64] { try lobby.feed(cents) }
        try lobby.finish()
        #expect(lobby.rows.count == 1)
        return try SealedPosting(stored: try #require(lobby.rows.first).body)
    }

    private func ledger() async throws -> LedgerSQLite {
        let path = FileManager.default.temporaryDirectory.appending(path: "scenario-\(UUID().uuidString).sqlite").path
        let ledger = try LedgerSQLite(path: path)
        try await ledger.add(PracticeOffice.scenarioCustomers)
        return ledger
    }

    private func standing(_ ledger: LedgerSQLite) async throws -> (due: Int64, credit: Int64) {
        guard case .account(let standing) = try await ledger.inquire(.account("3001"), purpose: .information) else {
            return (-1, -1)
        }
        return (standing.due.minorUnits, standing.credit.minorUnits)
    }

    @Test("S35 one payment posted three times, or the same key for 65.01 posted at all")
    func s35() async throws {
        let sealed = try bodyOfS19()
        let ledger = try await ledger()
        #expect(try await standing(ledger) == (6_347, 0))
        let envelope = PostingEnvelope(sealed: sealed, senderEpoch: 1)
        var outcomes: [PostOutcome] = []
        for _ in 0..<3 { outcomes.append(try await ledger.post(envelope).outcome) }
        guard case .created(let reference) = outcomes[0] else {
            Issue.record("\(outcomes)")
            return
        }
        #expect(outcomes[1...] == [.alreadyPosted(reference), .alreadyPosted(reference)])
        #expect(try await standing(ledger) == (0, 153))

        // The same key with 65.01.
        var body = try sealed.body()
        body.tenders = [.init(type: .cash, tendered: 6_501)]
        body.allocations = [.init(account: "3001", amount: 6_501, item: "1")]
        let other = try await ledger.post(PostingEnvelope(sealed: body.sealed(), senderEpoch: 1)).outcome
        #expect(other == .keyReused(existing: sealed.hash))
        #expect(try await standing(ledger) == (0, 153))
        #expect(try await ledger.items(items(sealed), cursor: nil).items.map(\.key) == [sealed.key])
    }

    private func items(_ sealed: SealedPosting) throws -> ItemsQuery {
        ItemsQuery(station: sealed.key.station)
    }

    @Test("S35 the relay of the kiosk, when two answers are lost: a second effect, or no last word")
    func relay() async throws {
        let sealed = try bodyOfS19()
        let ledger = try await ledger()
        var relay = OutboxRelay(station: sealed.key.station, epoch: 1, restored: false)
        var now = Duration.zero
        var queue = relay.take(.rowAdded(try RelayRow(order: 1, body: sealed.text)), now: now)
        queue += relay.take(.started, now: now)
        var lost = 0
        var posted: [CoreRef] = []
        var created: [CoreRef] = []
        let jitter = Jitter(500)
        for _ in 0..<200 where posted.isEmpty && !queue.isEmpty {
            let effect = queue.removeFirst()
            switch effect {
            case .announce(let call, let announcement, _):
                let answer = try await ledger.announce(announcement)
                queue += relay.take(.announced(call: call, answer, await ledger.capabilities, jitter), now: now)
            case .fetchItems(let call, let query, let cursor, _):
                queue += relay.take(.page(call: call, try await ledger.items(query, cursor: cursor), jitter), now: now)
            case .post(let envelope, let attempt, _):
                let answer = try await ledger.post(envelope)
                if case .created(let reference) = answer.outcome { created.append(reference) }
                lost += 1
                queue += relay.take(
                    lost <= 2
                        ? .failed(envelope.sealed.key, attempt: attempt, .unknown, jitter)
                        : .answered(envelope.sealed.key, attempt: attempt, answer, jitter), now: now)
            case .lookup(let key, let attempt, _):
                let answer = try await ledger.lookup(key)
                lost += 1
                queue += relay.take(
                    lost <= 2
                        ? .failed(key, attempt: attempt, .unknown, jitter)
                        : .lookedUp(key, attempt: attempt, answer, jitter), now: now)
            case .posted(_, let reference): posted.append(reference)
            case .wake(let instant):
                now = max(now, instant)
                queue += relay.take(.time(jitter), now: now)
            case .rejected, .missing, .takenOver, .recall, .registerGap, .moneyAllowed, .reconciled, .alarm: break
            }
        }
        #expect(created.count == 1 && posted == created)
        #expect(try await standing(ledger) == (0, 153))
    }
}
