import SimulatorKit

/// Decisions about one note: known or not, into the box, back, counted.
extension SSPDevice {
    mutating func recognise(_ id: Int, _ out: inout Effects) {
        if let code = refusal(of: id) {
            memory.rejectCode = code
            begin(.reject, id, .rejected, &out)
            return
        }
        place(id, .escrow)
        mind.escrowSince = clock
        mind.escrowTold = nil
        mind.heldAt = nil
        out.append(.notice(.noteInEscrow(id: id)))
        if armed.stackUnordered {
            armed.stackUnordered = false
            stackEscrow(&out)
        } else if cashUnit == nil || isFull {
            giveBackEscrow(0x1D, &out)
        }
    }

    /// Reject code for a piece of paper; disabling is asynchronous, so a note drawn in before still reaches escrow.
    private func refusal(of id: Int) -> UInt8? {
        guard let note = note(id) else { return 0x10 }
        switch note.paper {
        case .forged: return 0x04
        case .barcode: return 0x14
        case .note(let value), .onString(let value):
            guard let channel = configuration.channel(of: value) else { return 0x04 }
            return isAllowed(channel) ? nil : 0x06
        }
    }

    private func isAllowed(_ channel: UInt8) -> Bool {
        let (byte, bit) = (Int(channel) - 1).quotientAndRemainder(dividingBy: 8)
        return byte < mind.inhibits.count && mind.inhibits[byte] >> UInt8(bit) & 1 == 1
    }

    /// 0 for paper without a channel.
    func channel(of id: Int) -> UInt8 {
        note(id)?.paper.minorUnits.flatMap(configuration.channel(of:)) ?? 0
    }

    /// Into the box with the note in escrow, if it rests there and there is room; without room it goes back.
    mutating func stackEscrow(_ out: inout Effects) {
        guard motion == nil, let note = noteInEscrow else { return }
        guard cashUnit != nil, !isFull else {
            giveBackEscrow(0x1D, &out)
            return
        }
        mind.escrowTold = nil
        begin(configuration.timing.stackLag > .zero ? .stackLag : .stack, note.id, .stacked, &out)
    }

    mutating func giveBackEscrow(_ code: UInt8, _ out: inout Effects) {
        guard motion == nil, let note = noteInEscrow else { return }
        mind.escrowTold = nil
        memory.rejectCode = code
        begin(.giveBack, note.id, .rejected, &out)
    }

    /// EE: from here on the note cannot be given back, says the paper.
    mutating func passPointOfNoReturn(_ out: inout Effects) {
        guard var moving = motion else { return }
        moving.creditAt = nil
        motion = moving
        if armed.failNextStack {
            armed.failNextStack = false
            memory.rejectCode = 0x1D
            begin(.giveBack, moving.note, moving.report == .stacked ? .rejected : .clearedFront, &out)
            return
        }
        isPastReturn = true
        // At power-up the note is told of by E2 alone.
        if moving.report == .stacked { latchCredit(channel(of: moving.note)) }
    }

    private mutating func latchCredit(_ channel: UInt8) {
        mind.latched.credit = channel
        mind.latched.creditTold = false
    }

    mutating func drop(_ ended: Motion, _ out: inout Effects) {
        guard let cashUnit else {
            stick(ended, &out)
            return
        }
        place(ended.note, .box(cashUnit: cashUnit))
        isPastReturn = false
        out.append(.notice(.noteStacked(id: ended.note)))
        if isFull { mind.latched.full = true }
        let channel = channel(of: ended.note)
        switch configuration.readings.counter {
        case .none: latch(ended.report, channel)
        case .exact:
            memory.stacked &+= 1
            latch(ended.report, channel)
        case .mayLoseLastStep:
            mind.counting = Counting(
                ends: clock + configuration.timing.counterWrite, report: ended.report, channel: channel)
        }
    }

    mutating func latch(_ report: Motion.Report, _ channel: UInt8) {
        let named = configuration.readings.clearedIsNamed ? channel : 0
        switch report {
        case .nothing: break
        case .rejected:
            memory.rejected &+= 1
            mind.latched.rejected = true
        case .stacked:
            mind.latched.stacked = true
            // A plain poll that repeats EE does so until the note has arrived.
            if !mind.acknowledged, mind.latched.creditTold { mind.latched.credit = nil }
        case .clearedFront: mind.latched.clearedFront = named
        case .cleared: mind.latched.cleared = named
        }
    }
}
