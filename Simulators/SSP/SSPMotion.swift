import SimulatorKit

/// Time and motion: what moves, when it arrives, what it tells the firmware then.
extension SSPDevice {
    enum Due: Hashable, Sendable { case credit, motion, counting, power, escrowTimeout, silence, taken }

    /// Carries out everything due up to now, each thing at its own time, so that late calls change nothing.
    mutating func advance(to now: Duration, _ out: inout Effects) {
        attend(&out)
        while let (at, due) = nextDue(), at <= now {
            clock = max(clock, at)
            fire(due, &out)
            attend(&out)
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
        consider(motion?.creditAt, .credit)
        consider(motion?.ends, .motion)
        consider(mind.counting?.ends, .counting)
        if case .startingUp(let until) = power, motion == nil, mind.counting == nil { consider(until, .power) }
        consider(escrowTimeoutDue, .escrowTimeout)
        consider(silenceDue, .silence)
        if let presented, let patience = configuration.customerTakesAfter {
            consider(presented.since + patience, .taken)
        }
        return best.map { (max($0.at, clock), $0.due) }
    }

    private var escrowTimeoutDue: Duration? {
        guard isReady, motion == nil, noteInEscrow != nil, let patience = configuration.readings.escrowTimeout
        else { return nil }
        return max(mind.escrowSince, mind.heldAt ?? .zero) + patience
    }

    private var silenceDue: Duration? {
        guard isReady, mind.isEnabled, let heard = mind.lastHeard, let patience = configuration.readings.hostSilence
        else { return nil }
        return heard + patience
    }

    private mutating func fire(_ due: Due, _ out: inout Effects) {
        switch due {
        case .credit: passPointOfNoReturn(&out)
        case .motion:
            guard let ended = motion else { return }
            motion = nil
            finish(ended, &out)
        case .counting:
            guard let counting = mind.counting else { return }
            mind.counting = nil
            memory.stacked &+= 1
            latch(counting.report, counting.channel)
        case .power: powerPhaseEnded(&out)
        case .escrowTimeout: giveBackEscrow(0x13, &out)
        case .silence:
            switchOff()
            giveBackEscrow(0x0C, &out)
        case .taken: takePresented(&out)
        }
    }

    /// Takes a waiting note when the way is free, and keeps the light true.
    private mutating func attend(_ out: inout Effects) {
        if let note = noteWaiting, isOpenForNotes, !isBusy, presented == nil {
            begin(.drawIn, note.id, .nothing, &out)
        }
        if isOpenForNotes != isLit {
            isLit = isOpenForNotes
            out.append(.notice(.bezelLight(isLit)))
        }
    }

    mutating func begin(_ kind: Motion.Kind, _ id: Int, _ report: Motion.Report, _ out: inout Effects) {
        let timing = configuration.timing
        let length: Duration
        let section: NoteSection?
        var creditAt: Duration?
        switch kind {
        case .drawIn:
            (length, section) = (timing.accept, .acceptor)
            isPastReturn = false
            place(id, .path)
            out.append(.notice(.noteDrawnIn(id: id)))
        case .reject, .giveBack:
            (length, section) = (timing.giveBack, .exit)
            place(id, .path)
        case .stackLag: (length, section) = (timing.stackLag, nil)
        case .stack:
            (length, section) = (timing.stack, .stacker)
            if !isPastReturn { creditAt = clock + min(timing.credit, timing.stack) }
            place(id, .pastEscrow)
        }
        let jams = section.map(armed.jams.contains) ?? false
        if jams { armed.jams.removeAll { $0 == section } }
        let ends = clock + (jams ? length / 2 : length)
        if let at = creditAt, at > ends { creditAt = nil }
        motion = Motion(kind: kind, note: id, ends: ends, report: report, jams: jams, creditAt: creditAt)
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
            latch(ended.report, channel(of: ended.note))
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
        place(moving.note, .stuck(section))
        out.append(.notice(.noteStuck(id: moving.note, section)))
        out.append(.notice(.alarm(.jammed)))
    }

    /// The only way a note changes its place.
    mutating func place(_ id: Int, _ place: NotePlace) {
        guard let index = notes.lastIndex(where: { $0.id == id }) else { return }
        notes[index].place = place
    }

    mutating func takePresented(_ out: inout Effects) {
        guard let taken = presented else { return }
        presented = nil
        place(taken.note, .withCustomer)
        out.append(.notice(.noteTaken(id: taken.note)))
    }
}
