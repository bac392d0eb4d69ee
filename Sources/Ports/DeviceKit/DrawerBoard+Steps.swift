extension DrawerBoard {
    typealias Effects = [DrawerBoardEffect]

    /// One step.
    public func on(_ event: DrawerBoardEvent, now: Duration) -> (next: DrawerBoard, effects: [DrawerBoardEffect]) {
        var next = self
        var effects: Effects = []
        // What is due comes first: an event never overtakes a deadline that has passed.
        next.pass(now, &effects)
        switch event {
        case .kick(let number, let request): next.begin(number, request, now, &effects)
        case .refuse(let number, let request, let refusal):
            if !next.isRepeated(request, &effects) { next.refuse(number, request, refusal, &effects) }
        case .level(let sensor, let high):
            if next.sensors.indices.contains(sensor) { next.see(sensor, high, now, &effects) }
        case .blind(let sensor):
            if next.sensors.indices.contains(sensor) { next.forget(sensor, &effects) }
        case .linkLost: next.loseLink(&effects)
        case .time: break
        }
        return (next, effects)
    }

    /// When `.time` is wanted at the latest.
    public var deadline: Duration? {
        var due = sensors.flatMap { $0.wire.deadlines(sensing) }
        due += sensors.compactMap(\.nextAlarm)
        // A change in the making decides the opening: wait for it, not for the opening's own end.
        if let kick, sensors[sensor(of: kick.number)].wire.candidate == nil {
            due.append(kick.pulsed + rules.confirmWithin)
        }
        if let reminder { due.append(reminder.due) }
        return due.min()
    }

    private var sensing: SenseWire.Rules {
        SenseWire.Rules(
            debounce: rules.debounce, flapsPerSecond: rules.flapsPerSecond, calmAfterFault: rules.calmAfterFault)
    }

    // MARK: Opening

    private mutating func begin(_ number: Int, _ request: String, _ now: Duration, _ effects: inout Effects) {
        guard !isRepeated(request, &effects) else { return }
        guard (1...drawers).contains(number) else { return refuse(number, request, .noSuchDrawer, &effects) }
        guard kick == nil else { return refuse(number, request, .busy, &effects) }
        // The press that comes too early is refused, not saved for later when nobody stands there.
        if let lastPulse, now < lastPulse + rules.pulseGap { return refuse(number, request, .tooSoon, &effects) }
        lastPulse = now
        effects.append(.pulse(number: number))
        let sensor = sensor(of: number)
        sensors[sensor].isSealed = false
        sensors[sensor].pulsedAt = now
        switch rules.openLevel {
        case .noSensor:
            reminder = Reminder(number: number, since: now, due: now + rules.leftOpenAfter)
            end(number, request, .kickUnknown(request: request), &effects)
        case .low, .high, .unknown:
            kick = Kick(request: request, number: number, pulsed: now)
            if isOpenNow(sensor, now) { end(number, request, .opened(request: request), &effects) }
        }
    }

    /// Open, and not only so when it was heard last: a board that is asked has said it a moment ago.
    private func isOpenNow(_ sensor: Int, _ now: Duration) -> Bool {
        guard sensors[sensor].position == .open, sensors[sensor].wire.candidate == nil else { return false }
        return !isAsked || sensors[sensor].saidAt.map { now <= $0 + DrawerBoardRules.opensWithin } ?? false
    }

    /// A request seen before moves nothing: what became of it is told again.
    private func isRepeated(_ request: String, _ effects: inout Effects) -> Bool {
        if kick?.request == request { return true }
        guard let known = told.last(where: { $0.request == request }) else { return false }
        effects.append(.report(known.report))
        return true
    }

    private mutating func refuse(
        _ number: Int, _ request: String, _ refusal: CashDrawerRefusal, _ effects: inout Effects
    ) {
        tell(request, .refused(number: number, request: request, refusal), &effects)
    }

    private mutating func end(_ number: Int, _ request: String, _ report: DrawerReport, _ effects: inout Effects) {
        if kick?.request == request { kick = nil }
        tell(request, .drawer(number: number, report), &effects)
    }

    private mutating func tell(_ request: String, _ report: CashDrawerReport, _ effects: inout Effects) {
        told.append(Told(request: request, report: report))
        if told.count > Self.remembered { told.removeFirst() }
        effects.append(.report(report))
    }

    // MARK: Time

    private mutating func pass(_ now: Duration, _ effects: inout Effects) {
        for sensor in sensors.indices {
            if let change = sensors[sensor].wire.stood(now, sensing) { accept(sensor, change, &effects) }
            if let calm = sensors[sensor].wire.calmed(now, sensing) { settle(sensor, calm.level, calm.since, &effects) }
            if let due = sensors[sensor].nextAlarm, let since = sensors[sensor].openSince, now >= due {
                report(sensor, .leftOpen(for: now - since), &effects)
                sensors[sensor].nextAlarm = now + rules.leftOpenEvery
            }
        }
        if let running = kick, now >= running.pulsed + rules.confirmWithin { giveUp(running, &effects) }
        if let due = reminder, now >= due.due {
            reminder = nil
            effects.append(.report(.shutReminder(number: due.number, after: now - due.since)))
        }
    }

    private mutating func giveUp(_ running: Kick, _ effects: inout Effects) {
        let sensor = sensor(of: running.number)
        guard sensors[sensor].wire.candidate == nil else { return }
        // A board that fell silent at the pulse has not said that the drawer stayed shut.
        let isHeard = !isAsked || wasSaid(sensor, after: running.pulsed)
        let isShut = sensors[sensor].position == .closed && !sensors[sensor].wire.isFaulty && isHeard
        guard isShut, !rules.shutIsBelieved else {
            // It did not open: whoever opens it from here on has no command.
            sensors[sensor].isSealed = isShut
            let report: DrawerReport =
                isShut ? .kickFailed(request: running.request) : .kickUnknown(request: running.request)
            return end(running.number, running.request, report, &effects)
        }
        // Its silence is worth nothing now: it should have spoken.
        end(running.number, running.request, .kickUnknown(request: running.request), &effects)
        sensors[sensor].wasSeenOpen = false
        move(sensor, to: .unknown, &effects)
    }

    private func wasSaid(_ sensor: Int, after pulse: Duration) -> Bool {
        sensors[sensor].saidAt.map { $0 >= pulse + DrawerBoardRules.opensWithin } ?? false
    }

    // MARK: Level

    private mutating func see(_ sensor: Int, _ high: Bool, _ now: Duration, _ effects: inout Effects) {
        guard rules.openLevel != .noSensor else { return }
        sensors[sensor].saidAt = now
        switch sensors[sensor].wire.hear(high, now, sensing) {
        case .first: settle(sensor, high, now, &effects)
        case .same: confirm(sensor, now, &effects)
        case .changed: break
        case .broken:
            report(sensor, .sensorFault, &effects)
            move(sensor, to: .unknown, &effects)
        }
    }

    /// Nothing new; but a drawer that stood open when it was ordered to open has now said so.
    private mutating func confirm(_ sensor: Int, _ now: Duration, _ effects: inout Effects) {
        if kick == nil, sensors[sensor].position == .closed, sensors[sensor].wire.candidate == nil,
            let pulse = sensors[sensor].pulsedAt, now > pulse + rules.confirmWithin
        {
            // Said to be shut long after the pulse: whoever opens it from here on has no command.
            (sensors[sensor].isSealed, sensors[sensor].pulsedAt) = (true, nil)
        }
        guard let running = kick, self.sensor(of: running.number) == sensor, isOpenNow(sensor, now) else { return }
        end(running.number, running.request, .opened(request: running.request), &effects)
    }

    /// A level is taken without an edge: at the start, and after a fault. A drawer that was shut when it was last seen, and
    /// is open now without a pulse in between, was opened by hand behind our back.
    private mutating func settle(_ sensor: Int, _ high: Bool, _ since: Duration, _ effects: inout Effects) {
        guard let openIsHigh = sensors[sensor].openIsHigh else { return }
        guard high == openIsHigh else { return rest(sensor, since, &effects) }
        let isByHand = sensors[sensor].isSealed
        open(sensor, since)
        if let running = kick, self.sensor(of: running.number) == sensor {
            end(running.number, running.request, .opened(request: running.request), &effects)
        } else if isByHand {
            report(sensor, .openedByHand, &effects)
        }
        move(sensor, to: .open, &effects)
    }

    /// A change of level has stood long enough.
    private mutating func accept(_ sensor: Int, _ change: SenseWire.Change, _ effects: inout Effects) {
        let running = kick.flatMap { self.sensor(of: $0.number) == sensor ? $0 : nil }
        if sensors[sensor].openIsHigh == nil {
            // Only a pulse teaches: the drawer was shut before, so what follows the pulse at once is "open". Later it may be
            // a hand.
            guard let running, change.since >= running.pulsed,
                change.since <= running.pulsed + DrawerBoardRules.opensWithin
            else { return }
            (sensors[sensor].openIsHigh, sensors[sensor].isLearned) = (change.level, true)
            report(sensor, .polarityLearned(openIsHigh: change.level), &effects)
        }
        guard change.level == sensors[sensor].openIsHigh else {
            if contradicts(sensor, change.since) { return unlearn(sensor, &effects) }
            if let opened = sensors[sensor].openSince {
                report(sensor, .closed(after: change.since - opened), &effects)
            }
            return rest(sensor, change.since, &effects)
        }
        let isByHand = running.map { change.since < $0.pulsed } ?? isByHand(sensor, change.since)
        open(sensor, change.since)
        if isByHand { report(sensor, .openedByHand, &effects) }
        if let running { end(running.number, running.request, .opened(request: running.request), &effects) }
        move(sensor, to: .open, &effects)
    }

    /// An opening without a request under way is a hand's, unless the newest pulse may have done it: it came just before,
    /// or nothing was heard from then on.
    private func isByHand(_ sensor: Int, _ since: Duration) -> Bool {
        guard let pulse = sensors[sensor].pulsedAt else { return true }
        return since > pulse + rules.confirmWithin && (!isAsked || sensors[sensor].isSealed)
    }

    /// No pulse shuts a drawer: what was learned is the wrong way round, or a hand was quick. Either way it is not known.
    private func contradicts(_ sensor: Int, _ since: Duration) -> Bool {
        guard sensors[sensor].isLearned, let pulse = sensors[sensor].pulsedAt else { return false }
        return since >= pulse && since <= pulse + DrawerBoardRules.opensWithin
    }

    private mutating func unlearn(_ sensor: Int, _ effects: inout Effects) {
        (sensors[sensor].openIsHigh, sensors[sensor].isLearned) = (nil, false)
        (sensors[sensor].isSealed, sensors[sensor].wasSeenOpen) = (false, false)
        move(sensor, to: .unknown, &effects)
        guard let running = kick, self.sensor(of: running.number) == sensor else { return }
        end(running.number, running.request, .kickUnknown(request: running.request), &effects)
    }

    private mutating func open(_ sensor: Int, _ since: Duration) {
        sensors[sensor].openSince = since
        sensors[sensor].nextAlarm = since + rules.leftOpenAfter
        sensors[sensor].wasSeenOpen = true
        (sensors[sensor].isSealed, sensors[sensor].pulsedAt) = (false, nil)
    }

    /// The wire says shut.
    private mutating func rest(_ sensor: Int, _ since: Duration, _ effects: inout Effects) {
        (sensors[sensor].openSince, sensors[sensor].nextAlarm) = (nil, nil)
        // While an opening is under way "shut" is only "not open yet", and what was seen before a pulse says nothing of it.
        let isAfter = sensors[sensor].pulsedAt.map { since > $0 + DrawerBoardRules.opensWithin } ?? true
        sensors[sensor].isSealed = isAfter && (kick.map { self.sensor(of: $0.number) != sensor } ?? true)
        let isBelieved = rules.shutIsBelieved || sensors[sensor].wasSeenOpen
        move(sensor, to: isBelieved ? .closed : .unknown, &effects)
    }

    private mutating func move(_ sensor: Int, to position: DrawerPosition, _ effects: inout Effects) {
        if position == .unknown { (sensors[sensor].openSince, sensors[sensor].nextAlarm) = (nil, nil) }
        guard sensors[sensor].position != position else { return }
        sensors[sensor].position = position
        report(sensor, .position(position), &effects)
    }

    private func report(_ sensor: Int, _ report: DrawerReport, _ effects: inout Effects) {
        effects.append(.report(.drawer(number: number(of: sensor), report)))
    }

    // MARK: Loss

    /// Nothing is known of this wire any more, but what it told last.
    private mutating func forget(_ sensor: Int, _ effects: inout Effects) {
        (sensors[sensor].wire, sensors[sensor].wasSeenOpen, sensors[sensor].saidAt) = (SenseWire(), false, nil)
        move(sensor, to: .unknown, &effects)
    }

    private mutating func loseLink(_ effects: inout Effects) {
        if let running = kick {
            end(running.number, running.request, .kickUnknown(request: running.request), &effects)
        }
        for sensor in sensors.indices { forget(sensor, &effects) }
    }
}
