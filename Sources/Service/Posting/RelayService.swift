public import CoreLedger

/// The relay at work: carries out the effects of `OutboxRelay` against a core ledger. One `run()` in its life, cancelled at
/// the end; what is on the way then is unknown and is settled by the next service.
public actor RelayService {
    private let core: any CoreLedger
    private let callbacks: RelayCallbacks
    private let time: RelayTime
    private var relay: OutboxRelay
    private var lastReconciliation: Reconciliation?
    /// Unbounded: an event about money is never dropped. Its length is bounded by the rows on the way.
    private let inbox: AsyncStream<RelayEvent>
    private let post: AsyncStream<RelayEvent>.Continuation

    /// `rows`: everything the journal holds, in its order: open rows and those settled within the comparison window.
    public init(
        core: any CoreLedger, relay: OutboxRelay, rows: [RelayRow], callbacks: RelayCallbacks,
        time: RelayTime = .live()
    ) {
        (self.core, self.relay, self.callbacks, self.time) = (core, relay, callbacks, time)
        (inbox, post) = AsyncStream.makeStream(of: RelayEvent.self, bufferingPolicy: .unbounded)
        for row in rows { post.yield(.rowAdded(row)) }
        post.yield(.started)
    }

    /// A payment was committed with its sealed body. Never waits for the core.
    public nonisolated func add(_ row: RelayRow) { post.yield(.rowAdded(row)) }

    /// A person's word: `released`, `parkAsked`, `resumed`, `reconcileAsked`, `forget`.
    public nonisolated func tell(_ event: RelayEvent) { post.yield(event) }

    /// Counts and ages at this moment.
    public var metrics: RelayMetrics {
        var metrics = relay.metrics(now: time.now())
        metrics.reconciliation = lastReconciliation
        return metrics
    }

    /// Works until the task is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for await event in inbox {
                for effect in relay.take(event, now: time.now()) { await perform(effect, &group) }
            }
            group.cancelAll()
        }
    }

    private func perform(_ effect: RelayEffect, _ group: inout DiscardingTaskGroup) async {
        switch effect {
        case .announce, .fetchItems, .post, .lookup: group.addTask { await self.ask(effect) }
        case .wake(let instant):
            let (time, post) = (time, post)
            group.addTask {
                await time.sleep(instant - time.now())
                post.yield(.time(time.jitter()))
            }
        case .posted(let key, let reference): await store(key) { try await callbacks.posted(key, reference) }
        case .rejected(let key, let refusal): await store(key) { try await callbacks.rejected(key, refusal) }
        case .missing(let key): await store(key) { try await callbacks.missing(key) }
        case .takenOver(let item, let settlesGap):
            // Not stored: the comparison after the next start finds it again.
            await store(item.key) { try await callbacks.takenOver(item, settlesGap) }
        case .recall(let key):
            // Not readable now: the core will ask for it again.
            do { post.yield(.recalled(key, try await callbacks.recall(key))) } catch { post.yield(.reconcileAsked) }
        case .registerGap: group.addTask { await self.registerGap() }
        case .moneyAllowed: await callbacks.moneyAllowed()
        case .reconciled(let result):
            lastReconciliation = result
            await callbacks.reconciled(result)
        case .alarm(let alarm): await callbacks.alarm(alarm)
        }
    }

    private func store(_ key: IdempotencyKey, _ work: () async throws -> Void) async {
        do { try await work() } catch { post.yield(.notStored(key, time.jitter())) }
    }

    private func registerGap() async {
        while !Task.isCancelled {
            do {
                try await callbacks.registerGap()
                post.yield(.gapRegistered)
                return
            } catch {
                // The journal cannot be written: no money meanwhile, and again until it can.
                await time.sleep(.seconds(5))
            }
        }
    }

    /// One call to the core and the event it becomes. Runs beside the actor: the core may be slow.
    private nonisolated func ask(_ effect: RelayEffect) async {
        let (core, jitter) = (core, time.jitter)
        switch effect {
        case .post(let envelope, let attempt, let timeout):
            let key = envelope.sealed.key
            switch await within(timeout, { () async throws(CoreFault) in try await core.post(envelope) }) {
            case .success(let answer): post.yield(.answered(key, attempt: attempt, answer, jitter()))
            case .failure(let fault): post.yield(.failed(key, attempt: attempt, fault, jitter()))
            }
        case .lookup(let key, let attempt, let timeout):
            switch await within(timeout, { () async throws(CoreFault) in try await core.lookup(key) }) {
            case .success(let answer): post.yield(.lookedUp(key, attempt: attempt, answer, jitter()))
            case .failure(let fault): post.yield(.failed(key, attempt: attempt, fault, jitter()))
            }
        case .announce(let call, let announcement, let timeout):
            switch await within(timeout, { () async throws(CoreFault) in try await core.announce(announcement) }) {
            case .success(let answer): post.yield(.announced(call: call, answer, await core.capabilities, jitter()))
            case .failure(let fault): post.yield(.callFailed(call: call, fault, jitter()))
            }
        case .fetchItems(let call, let query, let cursor, let timeout):
            switch await within(timeout, { () async throws(CoreFault) in try await core.items(query, cursor: cursor) })
            {
            case .success(let page): post.yield(.page(call: call, page, jitter()))
            case .failure(let fault): post.yield(.callFailed(call: call, fault, jitter()))
            }
        case .posted, .rejected, .missing, .takenOver, .recall, .registerGap, .moneyAllowed, .reconciled, .alarm, .wake:
            break
        }
    }

    /// The answer, or `unknown` when it takes too long; the call is cancelled then, which is unknown as well.
    private nonisolated func within<T: Sendable>(
        _ timeout: Duration, _ call: @escaping @Sendable () async throws(CoreFault) -> T
    ) async -> Result<T, CoreFault> {
        let sleep = time.sleep
        return await withTaskGroup(of: Result<T, CoreFault>.self) { group in
            group.addTask {
                do throws(CoreFault) { return .success(try await call()) } catch { return .failure(error) }
            }
            group.addTask {
                await sleep(timeout)
                return .failure(.unknown)
            }
            let first = await group.next() ?? .failure(.unknown)
            group.cancelAll()
            return first
        }
    }
}
