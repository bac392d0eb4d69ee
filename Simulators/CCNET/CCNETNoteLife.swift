import SimulatorKit

/// Decisions about one note: known or not, into the box, back, counted.
extension CCNETDevice {
    mutating func recognise(_ id: Int, _ out: inout Effects) {
        guard let note = note(id) else { return }
        if let reason = refusal(of: note.paper) {
            begin(.reject(reason), id, &out)
            return
        }
        place(id, .escrow)
        mind.escrowSince = clock
        mind.isHeld = false
        out.append(.notice(.noteInEscrow(id: id)))
        if armed.stackUnordered {
            armed.stackUnordered = false
            stackEscrow(&out)
        } else if cashUnit == nil || isFull || !isReady {
            giveBackEscrow(&out)
        } else if let type = type(of: note.paper), type != configuration.couponType,
            mind.escrowed >> UInt64(type) & 1 == 0
        {
            stackEscrow(&out)
        }
    }

    /// The reason byte of a rejection. Disabling is asynchronous: a note drawn in before still reaches escrow.
    private func refusal(of paper: SimulatedPaper) -> UInt8? {
        switch paper {
        case .forged: return 0x66
        case .barcode: return isEnabled(configuration.couponType) ? nil : 0x92
        case .note, .onString:
            guard let type = type(of: paper) else { return 0x65 }
            return isEnabled(type) ? nil : 0x68
        }
    }

    private func isEnabled(_ type: UInt8) -> Bool { mind.enabled == 0 || mind.enabled >> UInt64(type) & 1 == 1 }

    func type(of paper: SimulatedPaper) -> UInt8? {
        switch paper {
        case .note(let value), .onString(let value): configuration.type(of: value)
        case .barcode: configuration.couponType
        case .forged: nil
        }
    }

    /// Into the box with the note in escrow, if it rests there and there is room; without room it goes back.
    mutating func stackEscrow(_ out: inout Effects) {
        guard motion == nil, let note = noteInEscrow else { return }
        guard cashUnit != nil, !isFull else {
            giveBackEscrow(&out)
            return
        }
        begin(configuration.timing.stackLag > .zero ? .stackLag : .stack, note.id, &out)
    }

    mutating func giveBackEscrow(_ out: inout Effects) {
        guard motion == nil, let note = noteInEscrow else { return }
        begin(.giveBack, note.id, tells: true, &out)
    }

    mutating func drop(_ ended: Motion, _ out: inout Effects) {
        guard let cashUnit else {
            stick(ended, &out)
            return
        }
        if armed.failNextStack {
            armed.failNextStack = false
            begin(.giveBack, ended.note, tells: configuration.readings.failedStack == .returned, &out)
            return
        }
        place(ended.note, .box(cashUnit: cashUnit))
        out.append(.notice(.noteStacked(id: ended.note)))
        if configuration.readings.counter == .mayLoseLastStep {
            mind.counting = Counting(note: ended.note, ends: clock + configuration.timing.counterWrite)
        } else {
            count(ended.note)
        }
    }

    mutating func count(_ id: Int) {
        memory.pending = id
        guard configuration.readings.counter != .none, note(id)?.paper.minorUnits != nil else { return }
        memory.countedNotes += 1
    }

    /// A second note in the mouth stops the first one, unless that is past the point of return.
    mutating func pause() {
        guard isReady, mind.paused == nil, noteInside != nil, motion?.kind != .stack else { return }
        mind.paused = Paused(since: clock, left: motion.map { $0.ends - clock })
    }

    /// The second note was taken away: the first one goes on.
    mutating func resumeFromPause() {
        guard let paused = mind.paused else { return }
        mind.paused = nil
        mind.escrowSince += clock - paused.since
        if let left = paused.left { motion?.ends = clock + left }
    }

    mutating func rejectBoth(_ out: inout Effects) {
        resumeFromPause()
        if let moving = motion, moving.kind == .drawIn {
            motion = nil
            begin(.reject(0x60), moving.note, &out)
        } else {
            giveBackEscrow(&out)
        }
    }

    mutating func takePresented(_ out: inout Effects) {
        guard let taken = presented else { return }
        presented = nil
        place(taken.note, .withCustomer)
        out.append(.notice(.noteTaken(id: taken.note)))
    }
}
