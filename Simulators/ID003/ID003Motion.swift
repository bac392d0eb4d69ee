import SimulatorKit

/// Time and motion: what moves, when it arrives, what it tells the firmware then.
extension ID003Device {
    enum Due: Hashable, Sendable { case motion, power, selfClear, taken }

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
        consider(powerDue, .power)
        consider(selfClearDue, .selfClear)
        if let presented, let patience = configuration.customerTakesAfter {
            consider(presented.since + patience, .taken)
        }
        return best.map { (max($0.at, clock), $0.due) }
    }

    private var powerDue: Duration? {
        switch power {
        case .off, .running, .waitingForReset: nil
        case .booting(let until): until
        case .initialising(let until):
            motion == nil && (!configuration.readings.waitsForInhibit || mind.wasToldInhibit) ? until : nil
        }
    }

    private var selfClearDue: Duration? {
        guard isReady, motion == nil, noteInEscrow != nil else { return nil }
        switch configuration.readings.escrowClearing {
        case .never: return nil
        case .givesBack(let after), .intoBox(let after): return mind.escrowSince + after
        }
    }

    private mutating func fire(_ due: Due, _ out: inout Effects) {
        switch due {
        case .motion:
            guard let ended = motion else { return }
            motion = nil
            finish(ended, &out)
        case .power: powerPhaseEnded(&out)
        case .selfClear:
            if case .intoBox = configuration.readings.escrowClearing {
                stackEscrow(atLever: false, &out)
            } else {
                giveBackEscrow(&out)
            }
        case .taken: takePresented(&out)
        }
    }

    /// Takes a waiting note when the way is free, and keeps the light true.
    private mutating func settle(_ out: inout Effects) {
        if let note = noteWaiting, wouldTake, presented == nil { begin(.drawIn, note.id, &out) }
        let lit = isHealthy && !mind.inhibited
        if lit != isLit {
            isLit = lit
            out.append(.notice(.bezelLight(lit)))
        }
    }

    mutating func begin(_ kind: Motion.Kind, _ id: Int, atLever: Bool = false, _ out: inout Effects) {
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
        case .lag: (length, section) = (timing.stackLag, nil)
        case .toLever:
            (length, section) = (timing.stack / 2, nil)
            place(id, .pastEscrow)
        case .stack(let vend):
            (length, section) = (vend ? timing.stack : timing.stack / 2, .stacker)
            place(id, .pastEscrow)
        }
        let jams = section.map(armed.jams.contains) ?? false
        if jams { armed.jams.removeAll { $0 == section } }
        motion = Motion(
            kind: kind, note: id, ends: clock + (jams ? length / 2 : length), jams: jams, atLever: atLever)
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
        case .lag: begin(ended.atLever ? .toLever : .stack(vend: true), ended.note, &out)
        case .toLever:
            raiseVendValid()
            begin(.stack(vend: false), ended.note, &out)
        case .stack(let vend): drop(ended, vend: vend, &out)
        }
    }

    mutating func stick(_ moving: Motion, _ out: inout Effects) {
        let section: NoteSection =
            switch moving.kind {
            case .drawIn: .acceptor
            case .stack, .toLever, .lag: .stacker
            case .reject, .giveBack: .exit
            }
        motion = nil
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
