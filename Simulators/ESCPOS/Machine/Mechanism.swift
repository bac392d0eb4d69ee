extension ESCPOSDevice {
    /// The next moment at which something happens by itself.
    public var deadline: Duration? {
        guard isPowered else { return nil }
        return earlier(earlier(motionEnd, pulseMoment), feedMoment)
    }

    private func earlier(_ one: Duration?, _ other: Duration?) -> Duration? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }

    var rowTime: Duration { configuration.lineTime / max(1, configuration.model.dotsPerInch / 6) }

    // MARK: - Starting

    /// Sets the next motion going. False if there is none or it has to wait.
    mutating func startMotion() -> Bool {
        guard isPowered, !memory.isShutDown else { return false }
        if var active = memory.active {
            guard active.runningSince == nil, !isHeld(active) else { return false }
            if case .advance(_, _, let items) = active.motion {
                for item in items { roll.goOn(item, after: active.rowsDone) }
            }
            active.runningSince = clock
            active.rowsBefore = active.rowsDone
            memory.active = active
            return true
        }
        guard !isHalted, let motion = memory.motions.first else { return false }
        if case .kick(let pulse) = motion {
            guard memory.pulse == nil else { return false }
            memory.motions.removeFirst()
            begin(pulse)
            return true
        }
        memory.motions.removeFirst()
        if case .advance(_, _, let items) = motion { for item in items { roll.begin(item) } }
        memory.active = ActiveMotion(motion: motion, runningSince: clock)
        return true
    }

    /// Whether a motion under way stands still. A line that is being printed is finished at paper end.
    private func isHeld(_ active: ActiveMotion) -> Bool {
        guard isHalted else { return false }
        return !(active.rowsDone < active.motion.inkedRows && !isBlocked)
    }

    /// Queues a motion for when all before it are done.
    mutating func enqueue(_ motion: Motion) { memory.motions.append(motion) }

    // MARK: - Moving

    /// Everything the mechanism has done by now.
    mutating func move() {
        guard isPowered else { return }
        feedByButton()
        runPulse()
        guard var active = memory.active, let since = active.runningSince else { return }
        guard !isHeld(active) || active.motion.rows == 0 else {
            memory.active?.runningSince = nil
            return
        }
        let due =
            switch active.motion {
            case .advance, .retreat:
                min(active.motion.rows, active.rowsBefore.saturating((clock - since).whole(rowTime)))
            case .cut, .store, .kick: 0
            }
        while active.rowsDone < due {
            turn(active.motion, row: active.rowsDone)
            active.rowsDone += 1
            memory.active = active
            watchPaper()
            if isHeld(active) {
                memory.active?.runningSince = nil
                return
            }
        }
        memory.active = active
        switch active.motion {
        case .advance, .retreat: if active.rowsDone >= active.motion.rows { finish(active.motion) }
        case .cut, .store, .kick: if let end = motionEnd, end <= clock { finish(active.motion) }
        }
    }

    private mutating func turn(_ motion: Motion, row: Int) {
        switch motion {
        case .advance(_, let ink, _):
            let line = ink.flatMap { row < $0.height ? $0.row(row) : nil }
            if roll.advance(line) { countReservedCuts() }
        case .retreat: _ = roll.retreat()
        case .cut, .store, .kick: break
        }
    }

    private mutating func finish(_ motion: Motion) {
        memory.active = nil
        guard case .cut(let kind) = motion else { return }
        guard !isCutterJammed else {
            memory.cutterFailed = true
            memory.motions.insert(motion, at: 0)
            notice(.cutterStuck)
            return
        }
        sever(kind)
    }

    private mutating func sever(_ kind: CutKind) {
        let done: CutKind = configuration.model.cutsFully ? kind : .partial
        guard roll.sever(.cut(done)) else { return notice(.cutNothing) }
        notice(.cut(done))
        presentTicket()
    }

    private mutating func countReservedCuts() {
        for index in memory.reservedCuts.indices { memory.reservedCuts[index].rowsLeft -= 1 }
        while let first = memory.reservedCuts.first, first.rowsLeft <= 0 {
            memory.reservedCuts.removeFirst()
            sever(first.kind)
        }
    }

    private var motionEnd: Duration? {
        guard let active = memory.active, let since = active.runningSince else { return nil }
        switch active.motion {
        case .advance, .retreat:
            let goal = isHalted ? min(active.motion.rows, active.motion.inkedRows) : active.motion.rows
            return since + rowTime * max(0, goal - active.rowsBefore)
        case .cut: return since + configuration.cutTime
        case .store: return since + configuration.storeTime
        case .kick: return since
        }
    }

    /// What stops the mechanism at once leaves a torn line; it is repeated or goes on, by reading.
    mutating func interrupt() {
        guard var active = memory.active else { return }
        roll.interrupt()
        active.runningSince = nil
        memory.active = active
        let isPartOfLine = active.rowsDone < active.motion.inkedRows
        guard configuration.readings.interruptedLineIsRepeated, isPartOfLine else { return }
        memory.active = nil
        memory.motions.insert(active.motion, at: 0)
    }

    // MARK: - FEED button

    /// Time for one row under the button; never zero, or a held button would stop the clock.
    private var feedStep: Duration { max(rowTime, .microseconds(100)) }

    private var feedMoment: Duration? {
        guard let since = feedHeldSince, isFeeding else { return nil }
        return since + feedStep
    }

    /// Whether the button moves paper now.
    var isFeeding: Bool {
        status.isFeeding && !status.hasError && !memory.isShutDown
    }

    private mutating func feedByButton() {
        guard isFeeding else {
            feedHeldSince = isFeedHeld ? clock : nil
            return
        }
        let since = feedHeldSince ?? clock
        let step = feedStep
        let rows = (clock - since).whole(step)
        for _ in 0..<min(rows, 100_000) where !roll.isAtEnd { _ = roll.advance(nil) }
        feedHeldSince = since + step * rows
    }
}

extension Int {
    /// A sum that stops at the largest number.
    func saturating(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? Int.max : sum
    }
}
