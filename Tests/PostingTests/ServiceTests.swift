import CoreLedger
import Foundation
import LedgerSQLite
import Money
import Posting
import Synchronization
import Testing

/// A network in front of a real ledger: what happens to each request comes from a list.
actor FlakyLedger: CoreLedger {
    enum Mishap { case none, lost, answerLost, badGateway, twice, slow }

    private let core: LedgerSQLite
    private var mishaps: [Mishap]
    private(set) var posts = 0

    init(_ core: LedgerSQLite, _ mishaps: [Mishap]) { (self.core, self.mishaps) = (core, mishaps) }

    var capabilities: CoreCapabilities { get async { await core.capabilities } }

    func post(_ envelope: PostingEnvelope) async throws(CoreFault) -> PostAnswer {
        posts += 1
        switch mishaps.isEmpty ? .none : mishaps.removeFirst() {
        case .none: return try await core.post(envelope)
        case .lost: throw .unknown
        case .answerLost, .badGateway:
            _ = try await core.post(envelope)
            throw .unknown
        case .twice:
            _ = try await core.post(envelope)
            return try await core.post(envelope)
        case .slow:
            // Never answers: the relay's own patience ends it.
            _ = try await core.post(envelope)
            while !Task.isCancelled { await Task.yield() }
            throw .unknown
        }
    }

    func inquire(_ target: TargetRef, purpose: InquiryPurpose) async throws(CoreFault) -> Inquiry {
        try await core.inquire(target, purpose: purpose)
    }
    func lookup(_ key: IdempotencyKey) async throws(CoreFault) -> LookupAnswer { try await core.lookup(key) }
    func announce(_ announcement: EpochAnnouncement) async throws(CoreFault) -> AnnounceAnswer {
        try await core.announce(announcement)
    }
    func openControl(_ control: ControlOpen) async throws(CoreFault) -> ControlOutcome {
        try await core.openControl(control)
    }
    func closeControl(_ control: ControlClose) async throws(CoreFault) -> ControlOutcome {
        try await core.closeControl(control)
    }
    func totals(_ query: TotalsQuery) async throws(CoreFault) -> [TotalsLine] { try await core.totals(query) }
    func items(_ query: ItemsQuery, cursor: ItemsCursor?) async throws(CoreFault) -> ItemsPage {
        try await core.items(query, cursor: cursor)
    }
}

/// A clock that jumps to the next alarm when nothing else is left to do: tests do not sleep.
final class JumpingTime: Sendable {
    private struct State {
        var now = Duration.zero
        var waiting: [(at: Duration, id: Int, wake: CheckedContinuation<Void, Never>)] = []
        var gone: Set<Int> = []
        var next = 0
    }
    private let state = Mutex(State())

    var time: RelayTime {
        RelayTime(now: { self.state.withLock { $0.now } }, sleep: { await self.sleep($0) }, jitter: { Jitter(500) })
    }

    private func sleep(_ duration: Duration) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let done = state.withLock { state in
                    if state.gone.contains(id) { return true }
                    state.waiting.append((state.now + duration, id, continuation))
                    return false
                }
                if done { continuation.resume() }
            }
        } onCancel: {
            let found = state.withLock { state in
                state.gone.insert(id)
                let found = state.waiting.first { $0.id == id }
                state.waiting.removeAll { $0.id == id }
                return found
            }
            found?.wake.resume()
        }
    }

    /// Wakes the earliest sleeper.
    func jump() {
        let first = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let place = state.waiting.indices.min(by: { state.waiting[$0].at < state.waiting[$1].at }) else {
                return nil
            }
            let first = state.waiting.remove(at: place)
            state.now = max(state.now, first.at)
            return first.wake
        }
        first?.resume()
    }
}

@Suite("The relay at work")
struct ServiceTests {
    private func ledger() async throws -> LedgerSQLite {
        let path = FileManager.default.temporaryDirectory.appending(path: "relay-\(UUID().uuidString).sqlite").path
        let ledger = try LedgerSQLite(path: path)
        try await ledger.add(PracticeOffice.scenarioCustomers)
        return ledger
    }

    private func credit(_ ledger: LedgerSQLite) async throws -> Int64? {
        guard case .account(let standing) = try await ledger.inquire(.account("3001"), purpose: .information) else {
            return nil
        }
        return standing.credit.minorUnits - standing.due.minorUnits
    }

    /// Runs a relay over the rows until each has its last word; gives what the controller was told.
    private func run(
        _ core: any CoreLedger, _ rows: [RelayRow], failStores: Int = 0
    ) async -> (posted: [IdempotencyKey], rejected: [IdempotencyKey], metrics: RelayMetrics) {
        let told = Mutex((posted: [IdempotencyKey](), rejected: [IdempotencyKey](), failures: failStores))
        struct DiskFull: Error {}
        let callbacks = RelayCallbacks(
            posted: { key, _ in
                try told.withLock {
                    if $0.failures > 0 {
                        $0.failures -= 1
                        throw DiskFull()
                    }
                    $0.posted.append(key)
                }
            }, rejected: { key, _ in told.withLock { $0.rejected.append(key) } }, missing: { _ in },
            takenOver: { _, _ in }, recall: { _ in nil }, registerGap: {}, alarm: { _ in })
        let time = JumpingTime()
        let service = RelayService(
            core: core, relay: OutboxRelay(station: Make.station, epoch: 1, restored: false), rows: rows,
            callbacks: callbacks, time: time.time)
        let work = Task { await service.run() }
        while told.withLock({ Set($0.posted + $0.rejected).count }) < rows.count {
            for _ in 0..<50 { await Task.yield() }
            time.jump()
        }
        let metrics = await service.metrics
        work.cancel()
        await work.value
        return told.withLock { ($0.posted, $0.rejected, metrics) }
    }

    @Test(
        "S35 C04 C05 a payment of 65.00 posted more than once, or by a cent wrong, when answers are lost",
        arguments: [
            [FlakyLedger.Mishap.answerLost, .answerLost, .none], [.lost, .lost, .lost, .none],
            [.badGateway, .lost, .none],
            [.twice], [.slow, .none], [.lost, .answerLost, .slow],
        ])
    func lostAnswers(mishaps: [FlakyLedger.Mishap]) async throws {
        let core = try await ledger()
        #expect(try await credit(core) == -6347)
        let told = await run(FlakyLedger(core, mishaps), [Bench.row(1)])
        #expect(told.posted == [Make.key(1)])
        #expect(try await credit(core) == 153)
        #expect(told.metrics.posted == 1 && told.metrics.unposted == 0)
    }

    @Test("C07 an outbox put back to an earlier state posts again what the core has")
    func outboxRestored() async throws {
        let core = try await ledger()
        let rows = [Bench.row(1), Bench.row(2, after: ["3001": Make.key(1)])]
        _ = await run(core, rows)
        let told = await run(core, rows)
        #expect(told.posted.sorted() == [Make.key(1), Make.key(2)])
        #expect(try await credit(core) == 2 * 6500 - 6347)
    }

    @Test("an answer that could not be stored forgotten: the outbox says open for ever")
    func notStored() async throws {
        let core = try await ledger()
        let told = await run(core, [Bench.row(1)], failStores: 2)
        #expect(told.posted == [Make.key(1)])
        #expect(try await credit(core) == 153)
    }

    @Test("money without an owner after a refusal")
    func refused() async throws {
        let core = try await ledger()
        let row = try RelayRow(order: 1, sealed: Make.sealed(1, accounts: ["7777"]))
        let told = await run(core, [row, Bench.row(2)])
        #expect(told.rejected == [Make.key(1)])
        #expect(told.posted == [Make.key(2)])
        #expect(told.metrics.rejected == 1)
    }
}
