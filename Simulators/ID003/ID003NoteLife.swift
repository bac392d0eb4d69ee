import SimulatorKit

/// Decisions about one note: known or not, into the box, back.
extension ID003Device {
    mutating func recognise(_ id: Int, _ out: inout Effects) {
        guard let note = note(id) else { return }
        if let reason = refusal(of: note.paper) {
            mind.rejectReason = reason
            begin(.reject, id, &out)
            return
        }
        place(id, .escrow)
        mind.escrowSince = clock
        mind.isHeld = false
        out.append(.notice(.noteInEscrow(id: id)))
        if armed.stackUnordered {
            armed.stackUnordered = false
            stackEscrow(atLever: false, &out)
        } else if cashUnit == nil || isFull {
            giveBackEscrow(&out)
        }
    }

    /// Disabling is asynchronous: a note drawn in before still reaches escrow, so the inhibit refuses nothing here.
    private func refusal(of paper: SimulatedPaper) -> UInt8? {
        switch paper {
        case .forged: return 0x77
        case .barcode: return mind.settings[7].first.map { $0 & 0x02 != 0 } == true ? 0x79 : nil
        case .note(let value), .onString(let value):
            guard let type = configuration.type(of: value) else { return 0x76 }
            return mind.refuses(type.code) ? 0x79 : nil
        }
    }

    /// Into the box with the note in escrow, if it rests there and there is room; without room it goes back.
    mutating func stackEscrow(atLever: Bool, _ out: inout Effects) {
        guard isReady, motion == nil, let note = noteInEscrow else { return }
        guard cashUnit != nil, !isFull else {
            giveBackEscrow(&out)
            return
        }
        if configuration.timing.stackLag > .zero {
            begin(.lag, note.id, atLever: atLever, &out)
        } else {
            begin(atLever ? .toLever : .stack(vend: true), note.id, &out)
        }
    }

    /// Also from the moment between an order to stack and the first movement.
    mutating func giveBackEscrow(_ out: inout Effects) {
        guard let note = noteInEscrow else { return }
        if let moving = motion, moving.kind != .lag { return }
        begin(.giveBack, note.id, &out)
    }

    mutating func drop(_ ended: Motion, vend: Bool, _ out: inout Effects) {
        guard let cashUnit else {
            stick(ended, &out)
            return
        }
        if armed.failNextStack {
            armed.failNextStack = false
            begin(.giveBack, ended.note, &out)
            return
        }
        place(ended.note, .box(cashUnit: cashUnit))
        out.append(.notice(.noteStacked(id: ended.note)))
        guard vend else { return }
        switch power {
        case .running: raiseVendValid()
        case .initialising:  // finished after a power cut: whether it is told is the reading VR
            unacknowledged = configuration.readings.vendValidAfterReset
            mind.vendValid = unacknowledged
        case .off, .booting, .waitingForReset: break
        }
    }

    mutating func raiseVendValid() {
        mind.vendValid = true
        unacknowledged = true
    }

    mutating func takePresented(_ out: inout Effects) {
        guard let taken = presented else { return }
        presented = nil
        place(taken.note, .withCustomer)
        out.append(.notice(.noteTaken(id: taken.note)))
    }
}
