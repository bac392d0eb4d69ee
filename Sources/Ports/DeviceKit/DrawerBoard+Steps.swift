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
        var due: [Duration] = sensors.flatMap { sensor -> [Duration?] in
            [
                sensor.candidate.map { $0.since + rules.debounce }, sensor.nextAlarm,
                sensor.isFaulty ? sensor.changes.last.map { $0 + rules.calmAfterFault } : nil,
            ]
        }.compactMap { $0 }
        // A change in the making decides the opening: wait for it, not for the opening's own end.
        if let kick, sensors[sensor(of: kick.number)].candidate == nil { due.append(kick.pulsed + rules.confirmWithin) }
        if let reminder { due.append(reminder.due) }
        return due.min()
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
        switch rules.openLevel {
        case .noSensor:
            reminder = Reminder(number: number, since: now, due: now + rules.leftOpenAfter)
            end(number, request, .kickUnknown(request: request), &effects)
        case .low, .high, .unknown:
            kick = Kick(request: request, number: number, pulsed: now)
            if sensors[sensor].position == .open { end(number, request, .opened(request: request), &effects) }
        }
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
            if let candidate = sensors[sensor].candidate, now >= candidate.since + rules.debounce {
                accept(sensor, candidate, &effects)
            }
            calm(sensor, now, &effects)
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
        guard sensors[sensor].candidate == nil else { return }
        let isShut = sensors[sensor].position == .closed && !sensors[sensor].isFaulty
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

    private mutating func calm(_ sensor: Int, _ now: Duration, _ effects: inout Effects) {
        guard sensors[sensor].isFaulty, let last = sensors[sensor].changes.last, now >= last + rules.calmAfterFault
        else { return }
        sensors[sensor].isFaulty = false
        sensors[sensor].changes = []
        if let level = sensors[sensor].level { settle(sensor, level, last, &effects) }
    }

    // MARK: Level

    private mutating func see(_ sensor: Int, _ high: Bool, _ now: Duration, _ effects: inout Effects) {
        guard rules.openLevel != .noSensor else { return }
        guard let known = sensors[sensor].level else {
            // The first look after the link came: a position, not an edge.
            sensors[sensor].level = high
            return settle(sensor, high, now, &effects)
        }
        guard high != sensors[sensor].candidate?.level ?? known else { return }
        sensors[sensor].changes.append(now)
        sensors[sensor].changes.removeAll { $0 + .seconds(1) <= now }
        if sensors[sensor].changes.count > rules.flapsPerSecond + 1 { sensors[sensor].changes.removeFirst() }
        sensors[sensor].candidate = high == known ? nil : .init(level: high, since: now)
        guard !sensors[sensor].isFaulty, sensors[sensor].changes.count > rules.flapsPerSecond else { return }
        sensors[sensor].isFaulty = true
        report(sensor, .sensorFault, &effects)
        move(sensor, to: .unknown, &effects)
    }

    /// A level is taken without an edge: at the start, and after a fault. A drawer that was shut when it was last seen, and
    /// is open now without a pulse in between, was opened by hand behind our back.
    private mutating func settle(_ sensor: Int, _ high: Bool, _ since: Duration, _ effects: inout Effects) {
        guard let openIsHigh = sensors[sensor].openIsHigh else { return }
        guard high == openIsHigh else { return rest(sensor, &effects) }
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
    private mutating func accept(_ sensor: Int, _ change: DrawerSense.Candidate, _ effects: inout Effects) {
        sensors[sensor].level = change.level
        sensors[sensor].candidate = nil
        guard !sensors[sensor].isFaulty else { return }
        let running = kick.flatMap { self.sensor(of: $0.number) == sensor ? $0 : nil }
        if sensors[sensor].openIsHigh == nil {
            // Only a pulse teaches: the drawer was shut before, so what follows the pulse is "open".
            guard let running, change.since >= running.pulsed else { return }
            sensors[sensor].openIsHigh = change.level
            report(sensor, .polarityLearned(openIsHigh: change.level), &effects)
        }
        guard change.level == sensors[sensor].openIsHigh else {
            if let opened = sensors[sensor].openSince {
                report(sensor, .closed(after: change.since - opened), &effects)
            }
            return rest(sensor, &effects)
        }
        open(sensor, change.since)
        if running.map({ change.since < $0.pulsed }) ?? true { report(sensor, .openedByHand, &effects) }
        if let running { end(running.number, running.request, .opened(request: running.request), &effects) }
        move(sensor, to: .open, &effects)
    }

    private mutating func open(_ sensor: Int, _ since: Duration) {
        sensors[sensor].openSince = since
        sensors[sensor].nextAlarm = since + rules.leftOpenAfter
        sensors[sensor].wasSeenOpen = true
        sensors[sensor].isSealed = false
    }

    /// The wire says shut.
    private mutating func rest(_ sensor: Int, _ effects: inout Effects) {
        (sensors[sensor].openSince, sensors[sensor].nextAlarm) = (nil, nil)
        // While an opening is under way "shut" is only "not open yet".
        sensors[sensor].isSealed = kick.map { self.sensor(of: $0.number) != sensor } ?? true
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
        (sensors[sensor].level, sensors[sensor].candidate, sensors[sensor].changes) = (nil, nil, [])
        (sensors[sensor].isFaulty, sensors[sensor].wasSeenOpen) = (false, false)
        move(sensor, to: .unknown, &effects)
    }

    private mutating func loseLink(_ effects: inout Effects) {
        if let running = kick {
            end(running.number, running.request, .kickUnknown(request: running.request), &effects)
        }
        for sensor in sensors.indices { forget(sensor, &effects) }
    }
}
