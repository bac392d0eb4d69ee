extension DrawerMachine {
    /// One step.
    public func on(_ event: DrawerEvent, now: Duration) -> (next: DrawerMachine, effects: [DrawerEffect]) {
        var next = self
        var effects: [DrawerEffect] = []
        // What is due comes first: an event never overtakes a deadline that has passed.
        next.pass(now, &effects)
        switch event {
        case .kick(let request, let connector): next.begin(request, connector, now, &effects)
        case .refuse(let request):
            if !next.repeated(request, &effects) { next.end(request, .kickFailed(request: request), &effects) }
        case .level(let high): next.see(high, now, &effects)
        case .linkLost: next.forget(&effects)
        case .time: break
        }
        return (next, effects)
    }

    /// When `.time` is wanted at the latest.
    public var deadline: Duration? {
        var due = wire.deadlines(sensing)
        // A change in the making decides the kick: wait for it, not for the kick's own end.
        if let kick, wire.candidate == nil {
            due.append(canRetry(kick) ? restedAt ?? kick.pulsed : kick.pulsed + settings.confirmWithin)
        }
        if let nextAlarm { due.append(nextAlarm) }
        return due.min()
    }

    private var sensing: SenseWire.Rules {
        SenseWire.Rules(
            debounce: settings.debounce, flapsPerSecond: settings.flapsPerSecond, calmAfterFault: .seconds(2))
    }

    /// Outcomes kept for repeated requests.
    static let remembered = 64
    /// A pulse that waited in a busy printer may come so late.
    static let pulseMayCome = Duration.seconds(5)

    // MARK: Kick

    private mutating func begin(_ request: String, _ connector: Int, _ now: Duration, _ effects: inout [DrawerEffect]) {
        guard !repeated(request, &effects) else { return }
        // One kick at a time, and none within the gap: the press that comes too early is refused, not saved for later.
        let tooEarly = restedAt.map { now < $0 } ?? false
        guard kick == nil, !tooEarly else { return end(request, .kickFailed(request: request), &effects) }
        pulse(connector, 0, now, &effects)
        switch settings.openLevel {
        case .noSensor: end(request, .kickUnknown(request: request), &effects)
        case .low, .high, .unknown:
            if position == .open, wire.candidate == nil {
                end(request, .opened(request: request), &effects)
            } else {
                kick = Kick(request: request, connector: connector, tries: 1, pulsed: now)
            }
        }
    }

    /// A request seen before moves nothing: what became of it is told again.
    private func repeated(_ request: String, _ effects: inout [DrawerEffect]) -> Bool {
        if kick?.request == request { return true }
        guard let known = told.last(where: { $0.request == request }) else { return false }
        effects.append(.report(known.report))
        return true
    }

    private mutating func pulse(_ connector: Int, _ tries: Int, _ now: Duration, _ effects: inout [DrawerEffect]) {
        let lengths = settings.pulseMilliseconds
        let length = lengths.isEmpty ? 100 : lengths[min(tries, lengths.count - 1)]
        // - Source: shared dossier `cash-drawers.md` 2, 3 (on + off at least 5 x on).
        restedAt = now + max(settings.pulseGap, .milliseconds(5 * length))
        unanswered = now
        effects.append(.pulse(connector: connector, milliseconds: length))
    }

    private mutating func end(_ request: String, _ report: DrawerReport, _ effects: inout [DrawerEffect]) {
        if kick?.request == request { kick = nil }
        if case .kickUnknown = report, settings.openLevel != .noSensor { isDoubted = true }
        told.append(Told(request: request, report: report))
        if told.count > Self.remembered { told.removeFirst() }
        effects.append(.report(report))
    }

    /// A longer pulse helps only a drawer that is seen to be closed still.
    private func canRetry(_ kick: Kick) -> Bool {
        position == .closed && !wire.isFaulty && wire.candidate == nil && kick.tries < settings.pulseMilliseconds.count
    }

    // MARK: Time

    private mutating func pass(_ now: Duration, _ effects: inout [DrawerEffect]) {
        if let change = wire.stood(now, sensing) { accept(change.level, change.since, &effects) }
        if let calm = wire.calmed(now, sensing) { settle(calm.level, calm.since, &effects) }
        if let running = kick, wire.candidate == nil {
            if canRetry(running) {
                if now >= restedAt ?? running.pulsed {
                    kick?.tries += 1
                    kick?.pulsed = now
                    pulse(running.connector, running.tries, now, &effects)
                }
            } else if now >= running.pulsed + settings.confirmWithin {
                let isClosed = position == .closed && !wire.isFaulty
                end(
                    running.request,
                    isClosed ? .kickFailed(request: running.request) : .kickUnknown(request: running.request), &effects)
            }
        }
        if let due = nextAlarm, let since = openSince, now >= due {
            effects.append(.report(.leftOpen(for: now - since)))
            nextAlarm = now + settings.leftOpenAfter
        }
    }

    // MARK: Level

    private mutating func see(_ high: Bool, _ now: Duration, _ effects: inout [DrawerEffect]) {
        guard settings.openLevel != .noSensor else { return }
        switch wire.hear(high, now, sensing) {
        case .first:
            watchedSince = now
            settle(high, now, &effects)
        case .same:
            // Still shut, long after the pulse: whoever opens it from here on has no command.
            if position == .closed, wire.candidate == nil, now > lastDoubt + Self.pulseMayCome { isDoubted = false }
        case .changed: break
        case .broken:
            position = .unknown
            (openSince, nextAlarm) = (nil, nil)
            effects.append(.report(.sensorFault))
            effects.append(.report(.position(.unknown)))
        }
    }

    /// A level is taken without an edge: at the start, and after a fault.
    private mutating func settle(_ high: Bool, _ now: Duration, _ effects: inout [DrawerEffect]) {
        guard let openIsHigh else { return }
        position = high == openIsHigh ? .open : .closed
        (openSince, nextAlarm) = position == .open ? (now, now + settings.leftOpenAfter) : (nil, nil)
        effects.append(.report(.position(position)))
    }

    /// A change of level has stood long enough.
    private mutating func accept(_ high: Bool, _ since: Duration, _ effects: inout [DrawerEffect]) {
        if openIsHigh == nil {
            // Only a kick teaches: the drawer was shut before, so what follows the pulse at once is "open". Later it may be
            // a hand.
            guard let kick, since >= kick.pulsed, since <= kick.pulsed + DrawerBoardRules.opensWithin else { return }
            (openIsHigh, isLearned) = (high, true)
            effects.append(.report(.polarityLearned(openIsHigh: high)))
        }
        guard let openIsHigh else { return }
        let isOpen = high == openIsHigh
        if isOpen, position != .open {
            position = .open
            (openSince, nextAlarm) = (since, since + settings.leftOpenAfter)
            if let running = kick {
                end(running.request, .opened(request: running.request), &effects)
            } else if isByHand(since) {
                effects.append(.report(.openedByHand))
            }
            (unanswered, isDoubted) = (nil, false)
        } else if !isOpen, contradicts(since) {
            return unlearn(&effects)
        } else if !isOpen, position != .closed {
            position = .closed
            if let opened = openSince { effects.append(.report(.closed(after: since - opened))) }
            (openSince, nextAlarm) = (nil, nil)
        } else {
            return
        }
        effects.append(.report(.position(position)))
    }

    /// An opening without a request under way is a hand's, unless the newest pulse may have done it.
    private func isByHand(_ since: Duration) -> Bool {
        !isDoubted && (unanswered.map { since > $0 + settings.confirmWithin } ?? true)
    }

    /// From then on a pulse that is in doubt may be behind us.
    private var lastDoubt: Duration { max(unanswered ?? .zero, watchedSince ?? .zero) }

    /// No pulse shuts a drawer: what was learned is the wrong way round, or a hand was quick. Either way it is not known.
    private func contradicts(_ since: Duration) -> Bool {
        guard isLearned, position == .open, let pulse = unanswered else { return false }
        return since >= pulse && since <= pulse + DrawerBoardRules.opensWithin
    }

    private mutating func unlearn(_ effects: inout [DrawerEffect]) {
        (openIsHigh, isLearned, openSince, nextAlarm) = (nil, false, nil, nil)
        position = .unknown
        effects.append(.report(.position(.unknown)))
        if let running = kick { end(running.request, .kickUnknown(request: running.request), &effects) }
    }

    /// Nothing is known any more; a kick on its way stays a question.
    private mutating func forget(_ effects: inout [DrawerEffect]) {
        if let running = kick { end(running.request, .kickUnknown(request: running.request), &effects) }
        (wire, openSince, nextAlarm, watchedSince) = (SenseWire(), nil, nil, nil)
        guard position != .unknown else { return }
        position = .unknown
        effects.append(.report(.position(.unknown)))
    }
}
