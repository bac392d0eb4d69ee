import SimulatorKit

/// Time and motion: what moves, when it arrives, what it tells the firmware then.
extension CCNETDevice {
    enum Due: Hashable, Sendable { case motion, counting, power, escrowPatience, pause, taken }

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
        if let paused = mind.paused {
            consider(paused.since + configuration.timing.pause, .pause)
        } else {
            consider(motion?.ends, .motion)
        }
        consider(mind.counting?.ends, .counting)
        if case .initialising(let until) = power, motion == nil, mind.counting == nil { consider(until, .power) }
        if isReady, motion == nil, noteInEscrow != nil, mind.paused == nil {
            consider(mind.escrowSince + configuration.timing.escrowPatience, .escrowPatience)
        }
        if let presented, let patience = configuration.customerTakesAfter {
            consider(presented.since + patience, .taken)
        }
        return best.map { (max($0.at, clock), $0.due) }
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
        case .power: power = .running
        case .escrowPatience: giveBackEscrow(&out)
        case .pause: rejectBoth(&out)
        case .taken: takePresented(&out)
        }
    }

    /// Takes a waiting note when the way is free, and keeps the light true.
    private mutating func settle(_ out: inout Effects) {
        if let note = noteWaiting, takesNotes, !isBusy, mind.paused == nil, presented == nil {
            begin(.drawIn, note.id, &out)
        }
        let lit = isHealthy && mind.enabled != 0
        if lit != isLit {
            isLit = lit
            out.append(.notice(.bezelLight(lit)))
        }
    }

    mutating func begin(_ kind: Motion.Kind, _ id: Int, tells: Bool = false, _ out: inout Effects) {
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
        let jams = section.map(armed.jams.contains) ?? false
        if jams { armed.jams.removeAll { $0 == section } }
        motion = Motion(kind: kind, note: id, ends: clock + (jams ? length / 2 : length), tells: tells, jams: jams)
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
            if ended.tells { mind.returned = ended.note }
        case .stackLag: begin(.stack, ended.note, &out)
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
        mind.jamShown = section
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
