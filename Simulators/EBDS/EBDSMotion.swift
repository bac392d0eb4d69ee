import SimulatorKit

/// Time and motion: what moves, when it arrives, what it tells the firmware then.
extension EBDSDevice {
    enum Due: Hashable, Sendable { case motion, counting, power, escrowTimeout, selfClear, silence, taken }

    /// Carries out everything due up to now, each thing at its own time, so that late calls change nothing.
    mutating func advance(to now: Duration, _ out: inout Effects) {
        settle(&out)
        while let (at, due) = nextDue(), at <= now {
            clock = max(clock, at)
            fire(due, &out)
            settle(&out)
        }
        clock = max(clock, now)
    }

    func nextDue() -> (at: Duration, due: Due)? {
        var best: (at: Duration, due: Due)?
        func consider(_ at: Duration?, _ due: Due) {
            guard let at else { return }
            if let known = best, known.at <= at { return }
            best = (at, due)
        }
        consider(motion?.ends, .motion)
        consider(mind.counting?.ends, .counting)
        consider(powerDue, .power)
        consider(escrowTimeoutDue, .escrowTimeout)
        consider(selfClearDue, .selfClear)
        consider(silenceDue, .silence)
        if let presented, let patience = configuration.customerTakesAfter {
            consider(presented.since + patience, .taken)
        }
        return best.map { (max($0.at, clock), $0.due) }
    }

    private var powerDue: Duration? {
        switch power {
        case .off, .running: nil
        case .resetting(let until): until
        case .startingUp(let until): motion == nil && mind.counting == nil ? until : nil
        }
    }

    private var restingInEscrow: SimulatedNote? { isReady && motion == nil && !mind.outOfService ? noteInEscrow : nil }

    private var escrowTimeoutDue: Duration? {
        guard let note = restingInEscrow else { return nil }
        let seconds: UInt8
        if case .barcode = note.paper { seconds = mind.couponSeconds } else { seconds = mind.noteSeconds }
        return seconds == 0 ? nil : mind.escrowSince + .seconds(Int(seconds))
    }

    private var selfClearDue: Duration? {
        guard restingInEscrow != nil else { return nil }
        switch configuration.readings.escrowClearing {
        case .never: return nil
        case .givesBack(let after), .intoBox(let after): return mind.escrowSince + after
        }
    }

    private var silenceDue: Duration? {
        guard isReady, !mind.isSilent, let heard = mind.lastHeard, let patience = configuration.readings.hostSilence
        else { return nil }
        return heard + patience
    }

    private mutating func fire(_ due: Due, _ out: inout Effects) {
        switch due {
        case .motion:
            guard let ended = motion else { return }
            motion = nil
            finish(ended, &out)
        case .counting:
            guard let counting = mind.counting else { return }
            mind.counting = nil
            count(counting.note)
            latch(counting.report, counting.note)
        case .power: powerPhaseEnded(&out)
        case .escrowTimeout: giveBackEscrow(&out)
        case .selfClear:
            if case .intoBox = configuration.readings.escrowClearing { stackEscrow(&out) } else { giveBackEscrow(&out) }
        case .silence:
            mind.isSilent = true
            mind.bits.mask = 0
            giveBackEscrow(&out)
        case .taken: takePresented(&out)
        }
    }

    /// Takes a waiting note when the way is free, and keeps the light true.
    private mutating func settle(_ out: inout Effects) {
        if let note = noteWaiting, isHealthy, mind.bits.mask != 0, !isBusy, presented == nil {
            begin(.drawIn, note.id, .nothing, &out)
        }
        let lit = isHealthy && mind.bits.mask != 0
        if lit != isLit {
            isLit = lit
            out.append(.notice(.bezelLight(lit)))
        }
    }

    mutating func begin(_ kind: Motion.Kind, _ id: Int, _ report: Motion.Report, _ out: inout Effects) {
        let timing = configuration.timing
        let length: Duration
        let section: NoteSection?
        switch kind {
        case .drawIn:
            (length, section) = (timing.accept, .acceptor)
            place(id, .path)
            out.append(.notice(.noteDrawnIn(id: id)))
        case .reject, .giveBack:
            (length, section) = (timing.giveBack, .exit)
            place(id, .path)
        case .stackLag: (length, section) = (timing.stackLag, nil)
        case .stack:
            (length, section) = (timing.stack, .stacker)
            place(id, .pastEscrow)
        }
        memory.motorStarts += 1
        let jams = section.map(armed.jams.contains) ?? false
        if jams { armed.jams.removeAll { $0 == section } }
        motion = Motion(
            kind: kind, note: id, ends: clock + (jams ? length / 2 : length), report: report, jams: jams)
    }

    private mutating func finish(_ ended: Motion, _ out: inout Effects) {
        if ended.jams {
            stick(ended, &out)
            return
        }
        switch ended.kind {
        case .drawIn: recognise(ended.note, &out)
        case .reject, .giveBack:
            if let waiting = noteWaiting {
                place(waiting.id, .hand)
                out.append(.notice(.refused(id: waiting.id, .mouthOccupied)))
            }
            presented = Presented(note: ended.note, since: clock)
            place(ended.note, .mouth)
            out.append(.notice(.noteReturned(id: ended.note)))
            latch(ended.report, ended.note)
        case .stackLag: begin(.stack, ended.note, ended.report, &out)
        case .stack: drop(ended, &out)
        }
    }

    mutating func stick(_ moving: Motion, _ out: inout Effects) {
        let section: NoteSection
        switch moving.kind {
        case .drawIn: section = .acceptor
        case .stack, .stackLag: section = .stacker
        case .reject, .giveBack: section = .exit
        }
        motion = nil
        memory.jams += 1
        place(moving.note, .stuck(section))
        out.append(.notice(.noteStuck(id: moving.note, section)))
        out.append(.notice(.alarm(.jammed)))
    }

    /// The only way a note changes its place; keeps the short cuts to the notes at work true.
    mutating func place(_ id: Int, _ place: NotePlace) {
        guard let index = notes.lastIndex(where: { $0.id == id }) else { return }
        if let cashUnit, notes[index].place == .box(cashUnit: cashUnit) { boxed -= 1 }
        notes[index].place = place
        if let cashUnit, place == .box(cashUnit: cashUnit) { boxed += 1 }
        if place.isInside { inside = index } else if inside == index { inside = nil }
        if place == .mouth, presented?.note != id { waiting = index } else if waiting == index { waiting = nil }
    }
}
