import CoreLedger
import CoreLedgerSimulator
import Posting

/// The relay on a bench: events by hand, effects kept, answers from a simulated core or by hand.
struct Bench {
    var relay: OutboxRelay
    var core: SimulatedCore
    var now = Duration.zero
    var effects: [RelayEffect] = []
    var life = CoreLife(instance: "core", restoreMark: "0")
    let jitter = Jitter(500)

    init(epoch: Int64 = 1, restored: Bool = false, core: SimulatedCore = SimulatedCore(), rows: [RelayRow] = []) {
        relay = OutboxRelay(station: Make.station, epoch: epoch, restored: restored)
        self.core = core
        for row in rows { feed(.rowAdded(row)) }
    }

    mutating func feed(_ event: RelayEvent) {
        let step = relay.on(event, now: now)
        relay = step.next
        effects += step.effects
    }

    /// Takes the effects gathered so far.
    mutating func drain() -> [RelayEffect] {
        defer { effects = [] }
        return effects
    }

    /// Starts, and answers the announcement; leaves the relay open unless it was restored.
    mutating func start() {
        feed(.started)
        announce()
        pages()
    }

    /// Answers an announcement that is waiting.
    mutating func announce() {
        for effect in drain() {
            guard case .announce(let call, let announcement, _) = effect else {
                effects.append(effect)
                continue
            }
            let fence = core.announce(announcement.station.description, epoch: announcement.epoch)
            let outcome: AnnounceOutcome = fence.map { .fenced(by: $0) } ?? .standing
            feed(.announced(call: call, .init(outcome, life: life), Self.capabilities, jitter))
        }
    }

    /// Answers a question for items that is waiting.
    mutating func pages() {
        for effect in drain() {
            guard case .fetchItems(let call, _, _, _) = effect else {
                effects.append(effect)
                continue
            }
            let items = core.items(of: Make.station.description).map { posted in
                let sealed = try! SealedPosting(stored: posted.body)
                return CoreItem(
                    key: sealed.key, hash: sealed.hash, reference: CoreRef(posted.reference), businessDate: Make.day,
                    bookedOn: Make.day, sealed: sealed)
            }
            feed(.page(call: call, .init(items: items, next: nil, life: life), jitter))
        }
    }

    mutating func pass(_ duration: Duration) {
        now += duration
        feed(.time(jitter))
    }

    /// Goes to the instant the relay asked for last.
    mutating func wake() {
        var next: Duration?
        for effect in effects { if case .wake(let instant) = effect { next = instant } }
        if let next { pass(max(next - now, .zero)) }
    }

    /// The posts that went out since the last drain, and their tries.
    mutating func posts() -> [(envelope: PostingEnvelope, attempt: Int)] {
        drain().compactMap { if case .post(let envelope, let attempt, _) = $0 { (envelope, attempt) } else { nil } }
    }

    mutating func answer(_ post: (envelope: PostingEnvelope, attempt: Int), _ outcome: PostOutcome) {
        feed(.answered(post.envelope.sealed.key, attempt: post.attempt, .init(outcome, life: life), jitter))
    }

    static let capabilities = CoreCapabilities(
        idempotency: .permanent, lookupByKey: true, atomicMultiTarget: true, nativeReversal: false, controls: .none,
        acceptsLateEffectiveDate: true, maxBatch: 1, synchronous: true, returnsItems: true, checksPredecessors: true)

    static func row(
        _ sequence: Int64, epoch: Int64 = 1, accounts: [String] = ["3001"], after: [String: IdempotencyKey] = [:],
        urgent: Bool = false, standing: RelayRow.Standing = .open
    ) -> RelayRow {
        try! RelayRow(
            order: sequence,
            sealed: Make.sealed(sequence, epoch: epoch, accounts: accounts, after: after, urgent: urgent),
            standing: standing)
    }

    /// What the simulated core is sent.
    static func request(_ envelope: PostingEnvelope) -> SimulatedCore.Request {
        let body = try! envelope.sealed.body()
        return .init(
            station: Make.station.description, key: body.key.description, keyEpoch: body.key.epoch,
            hash: envelope.sealed.hash.description, body: envelope.sealed.text, accounts: body.accounts,
            predecessors: body.predecessors.map(\.key.description),
            abandoned: envelope.abandoned.map {
                .init(key: $0.key.description, requires: $0.requires.map(\.description))
            }, senderEpoch: envelope.senderEpoch)
    }
}
