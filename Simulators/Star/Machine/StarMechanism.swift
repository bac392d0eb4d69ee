extension StarDevice {
    var rowTime: Duration { configuration.lineTime / 32 }

    // MARK: Starting

    /// Sets the next motion going. False if there is none or it has to wait.
    mutating func startMotion() -> Bool {
        guard isPowered, memory.startsUntil == nil else { return false }
        if var active = memory.active {
            guard active.runningSince == nil, !isHeld(active) else { return false }
            if case .advance(_, _, let item?) = active.motion { roll.goOn(item, after: active.rowsDone) }
            active.runningSince = clock
            active.rowsBefore = active.rowsDone
            memory.active = active
            return true
        }
        guard !isHalted, let motion = memory.motions.first else { return false }
        memory.motions.removeFirst()
        switch motion {
        case .advance(_, _, let item):
            if let item { roll.begin(item) }
            memory.active = StarActiveMotion(motion: motion, runningSince: clock)
        case .cut: memory.active = StarActiveMotion(motion: motion, runningSince: clock)
        case .overprint(let dots): roll.overprint(dots[...])
        case .kick(let drawer): kick(drawer, fixed: drawer == 2)
        case .check:
            memory.counter = (memory.counter + 1) % 32
            memory.checkReached = true
            push()
        case .reply(let bytes): transmit(bytes)
        }
        return true
    }

    /// Whether a motion under way stands still. A line that is being printed is finished at paper end.
    private func isHeld(_ active: StarActiveMotion) -> Bool {
        guard isHalted else { return false }
        return isBlocked || active.rowsDone >= active.motion.inkedRows
    }

    // MARK: Moving

    /// Everything the mechanism has done by now.
    mutating func move() {
        guard isPowered else { return }
        if let starts = memory.startsUntil, starts <= clock {
            memory.startsUntil = nil
            memory.lastStatus = status
            if memory.pushes { push() }
        }
        runPulse()
        guard var active = memory.active, let since = active.runningSince else { return }
        if case .cut(let kind) = active.motion {
            if since + configuration.cutTime <= clock { finishCut(kind) }
            return
        }
        let due = min(active.motion.rows, active.rowsBefore + min(1_000_000, (clock - since).whole(rowTime)))
        while active.rowsDone < due, !isHeld(active) {
            if case .advance(_, let ink, _) = active.motion {
                _ = roll.advance(ink.flatMap { active.rowsDone < $0.height ? $0.row(active.rowsDone) : nil })
            }
            active.rowsDone += 1
        }
        if active.rowsDone >= active.motion.rows {
            memory.active = nil
        } else {
            if isHeld(active) { active.runningSince = nil }
            memory.active = active
        }
    }

    private mutating func finishCut(_ kind: StarCut) {
        memory.active = nil
        guard !isCutterJammed else {
            memory.cutterFailed = true
            memory.motions.insert(.cut(kind), at: 0)
            return notice(.cutterStuck)
        }
        let done: StarCut = configuration.model.cutsFully ? kind : .partial
        notice(roll.sever(.cut(done)) ? .cut(done) : .cutNothing)
    }

    var motionEnd: Duration? {
        guard let active = memory.active, let since = active.runningSince else { return nil }
        if case .cut = active.motion { return since + configuration.cutTime }
        let goal = isHalted ? min(active.motion.rows, active.motion.inkedRows) : active.motion.rows
        return since + rowTime * max(0, goal - active.rowsBefore)
    }

    /// What stops the mechanism at once leaves a torn line; it is repeated or goes on, by reading.
    mutating func interrupt() {
        guard var active = memory.active else { return }
        roll.interrupt()
        active.runningSince = nil
        memory.active = active
        guard configuration.readings.interruptedLineIsRepeated, active.rowsDone < active.motion.inkedRows else {
            return
        }
        memory.active = nil
        memory.motions.insert(active.motion, at: 0)
    }

    // MARK: Drawers

    /// Current into a solenoid; dropped while another pulse runs, because the two cannot run together.
    mutating func kick(_ drawer: Int, fixed: Bool) {
        guard memory.pulse == nil else { return }
        let (on, off) = fixed ? (200, 200) : (memory.pulseOn, memory.pulseOff)
        memory.pulse = StarPulse(drawer: drawer, milliseconds: on, began: clock, rest: off)
        notice(.pulse(drawer: drawer, milliseconds: on))
    }

    private mutating func runPulse() {
        guard let pulse = memory.pulse else { return }
        if clock >= pulse.acts, !memory.pulseActed {
            memory.pulseActed = true
            if drawers[pulse.drawer - 1]?.kicked(milliseconds: pulse.milliseconds) == true {
                notice(.drawerOpened(pulse.drawer, byHand: false))
            } else {
                notice(.click(drawer: pulse.drawer))
            }
        }
        if clock >= pulse.ends { (memory.pulse, memory.pulseActed) = (nil, false) }
    }
}
