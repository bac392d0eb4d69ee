public import CoreLedger

/// The outbox of one station against one core ledger, as a value: `(state, event, now) -> (state, effects)`.
///
/// One row of an account is on its way at a time, accounts in parallel; unknown is asked by key and the same bytes go out
/// again; never a new key. A core that was restored is compared item by item before more is posted.
/// - Source: shared papers `domain/posting.md` 4 and 7, `models/README.md` rules 18 to 22.
public struct OutboxRelay: Hashable, Sendable {
    /// Whose outbox it is; the first two parts of every key.
    public let station: LedgerStation
    /// Epoch of this life of the journal: the sender's epoch in every envelope.
    public let epoch: Int64
    let settings: RelaySettings

    var phase = Phase.idle
    /// The store was restored from a backup and not everything is settled yet.
    var recovering: Bool
    var book = RelayBook()
    var life: CoreLife?
    var capabilities: CoreCapabilities?

    /// The one call that is not about a row: `announce` or `fetchItems`.
    var call: Call?
    var callNumber = 0
    var callFailures = 0
    var callNotBefore = Duration.zero
    var run: Run?
    var nextReconcile: Duration?
    /// Counts events; tells what was posted before a comparison began.
    var serial = 0
    /// First business date that is still compared.
    var windowStart: CalendarDay?
    /// Keys at the core that were taken over without their bytes.
    var seenForeign: Set<IdempotencyKey> = []

    /// Keys of older epochs that neither the core nor our journal knows: a restore lost them, the gap register holds them.
    var lost: Set<IdempotencyKey> = []
    /// The core was restored or replaced: items before money.
    var comparesFirst = false
    var fencedOut = false
    var failuresInRow = 0
    var breakerOpen = false
    var probeAt = Duration.zero
    var holdUntil = Duration.zero
    var wakeAt: Duration?
    private var nextDue: Duration?

    /// Where the relay stands with the core.
    enum Phase: Hashable, Sendable {
        /// Rows are being added.
        case idle
        /// The epoch is being announced: nothing is posted before the fence stands.
        case announcing
        /// Every item is being compared; nothing is posted meanwhile.
        case comparing
        /// The gap register is being made from the device counters.
        case registering
        case open
        case stopped
    }

    struct Call: Hashable, Sendable {
        let number: Int
        let deadline: Duration
    }

    /// A comparison in progress.
    struct Run: Hashable, Sendable {
        let startSerial: Int
        var items: [CoreItem] = []
        var cursor: ItemsCursor?
    }

    /// `restored`: the journal was put back from a backup and has begun this epoch; no money until all is settled.
    public init(station: LedgerStation, epoch: Int64, restored: Bool, settings: RelaySettings = RelaySettings()) {
        (self.station, self.epoch, self.settings) = (station, epoch, settings)
        recovering = restored
    }

    /// One step. Effects are carried out in order.
    public func on(_ event: RelayEvent, now: Duration) -> (next: OutboxRelay, effects: [RelayEffect]) {
        var next = self
        let effects = next.take(event, now: now)
        return (next, effects)
    }

    /// The same step in place, for a shell that keeps thousands of rows.
    public mutating func take(_ event: RelayEvent, now: Duration) -> [RelayEffect] {
        var effects: [RelayEffect] = []
        serial += 1
        switch event {
        case .started: start()
        case .rowAdded(let row): add(row, now, &effects)
        case .answered(let key, let attempt, let answer, let jitter):
            answered(key, attempt, answer, jitter, now, &effects)
        case .lookedUp(let key, let attempt, let answer, let jitter):
            lookedUp(key, attempt, answer, jitter, now, &effects)
        case .failed(let key, let attempt, let fault, let jitter): failed(key, attempt, fault, jitter, now, &effects)
        case .announced(let number, let answer, let abilities, let jitter):
            announced(number, answer, abilities, jitter, now, &effects)
        case .page(let number, let page, _): received(page, number, now, &effects)
        case .callFailed(let number, let fault, let jitter): callFailed(number, fault, jitter, now, &effects)
        case .gapRegistered: gapRegistered(now, &effects)
        case .notStored(let key, let jitter): notStored(key, jitter, now)
        case .recalled(let key, let row): recalled(key, row, now, &effects)
        case .released(let key): release(key, now)
        case .parkAsked(let key): park(key, now, &effects)
        case .resumed: resume(now)
        case .forget(let day): forget(before: day)
        case .reconcileAsked: nextReconcile = now
        case .time(let jitter): time(jitter, now, &effects)
        }
        call(now, &effects)
        send(now, &effects)
        if wakeAt == nil { lookThrough(now) }
        if let next = nextDue, wakeAt.map({ next < $0 }) ?? true {
            wakeAt = next
            effects.append(.wake(at: next))
        }
        nextDue = nil
        return effects
    }

    /// Whether this station may take money, as far as posting can tell.
    public var moneyAllowed: Bool { !recovering && !(phase == .stopped && fencedOut) }

    private mutating func start() {
        guard phase == .idle else { return }
        phase = .announcing
    }

    private mutating func resume(_ now: Duration) {
        // A fence is not removed by a person at this station.
        guard phase == .stopped, !fencedOut else { return }
        phase = .announcing
        callNotBefore = now
    }

    mutating func stop(_ alarm: RelayAlarm, _ effects: inout [RelayEffect]) {
        guard phase != .stopped else { return }
        (phase, call, run) = (.stopped, nil, nil)
        effects.append(.alarm(alarm))
    }

    private mutating func forget(before day: CalendarDay) {
        windowStart = max(windowStart ?? day, day)
        book.forget(before: day)
    }

    private mutating func time(_ jitter: Jitter, _ now: Duration, _ effects: inout [RelayEffect]) {
        // An old alarm clock; the right one is still to ring.
        if let wakeAt, now < wakeAt { return }
        wakeAt = nil
        if let call, call.deadline <= now { callFailed(call.number, .unknown, jitter, now, &effects) }
        for rank in book.open {
            guard let row = book[rank] else { continue }
            if let deadline = row.status.deadline, deadline <= now {
                failed(row.key, row.attempt, .unknown, jitter, now, &effects)
            }
            let age = now - row.since
            let stage = age >= settings.escalateAge ? 2 : age >= settings.alarmAge ? 1 : 0
            guard stage > row.alarmStage else { continue }
            book[rank]?.alarmStage = stage
            effects.append(.alarm(.late(row.key, escalated: stage == 2)))
        }
    }

    /// Remembers that something is due then. Being woken too early is harmless, too late is not.
    mutating func due(_ instant: Duration, after now: Duration) {
        guard instant > now else { return }
        nextDue = min(nextDue ?? instant, instant)
    }

    /// After a wake everything is looked through once; between wakes only what is new is added.
    private mutating func lookThrough(_ now: Duration) {
        nextDue = nil
        if let call { due(call.deadline, after: now) } else { due(callNotBefore, after: now) }
        if let nextReconcile { due(nextReconcile, after: now) }
        if breakerOpen { due(probeAt, after: now) }
        due(holdUntil, after: now)
        for rank in book.open {
            guard let row = book[rank] else { continue }
            due(row.status.deadline ?? row.notBefore, after: now)
            if row.alarmStage == 0 { due(row.since + settings.alarmAge, after: now) }
            if row.alarmStage == 1 { due(row.since + settings.escalateAge, after: now) }
        }
    }
}
