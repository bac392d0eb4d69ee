import SimulatorKit

/// Decisions about one note: known or not, into the box, back, counted.
extension EBDSDevice {
    mutating func recognise(_ id: Int, _ out: inout Effects) {
        guard let note = note(id), accepts(note.paper) else {
            begin(.reject, id, .rejected, &out)
            return
        }
        memory.recognised += 1
        memory.escrowed += 1
        place(id, .escrow)
        mind.escrowSince = clock
        out.append(.notice(.noteInEscrow(id: id)))
        if armed.stackUnordered {
            armed.stackUnordered = false
            stackEscrow(&out)
        } else if mind.isSilent || cashUnit == nil || isFull {
            giveBackEscrow(&out)
        } else if !mind.bits.escrowMode {
            stackEscrow(&out)
        }
    }

    /// Disabling is asynchronous: a note drawn in before still reaches escrow, so an empty mask refuses nothing here.
    private func accepts(_ paper: SimulatedPaper) -> Bool {
        switch paper {
        case .forged: return false
        case .barcode: return mind.bits.barcode
        case .note(let value), .onString(let value):
            guard let index = configuration.index(of: value) else { return false }
            guard reportsExtended else { return index <= 7 && isEnabledByPoll(index) }
            let counts = configuration.readings.enableBitsHoldInExtendedMode && index <= 7
            return isEnabledByInhibits(index) && (!counts || isEnabledByPoll(index))
        }
    }

    private func isEnabledByPoll(_ index: Int) -> Bool {
        mind.bits.mask == 0 || mind.bits.mask >> UInt8(index - 1) & 1 == 1
    }

    private func isEnabledByInhibits(_ index: Int) -> Bool {
        guard let inhibits = mind.inhibits else { return true }
        let (byte, bit) = (index - 1).quotientAndRemainder(dividingBy: 7)
        return byte < inhibits.count && inhibits[byte] >> UInt8(bit) & 1 == 1
    }

    /// Extended note reporting is asked for and this make knows it.
    var reportsExtended: Bool { mind.bits.extendedNotes && configuration.readings.extended == .answered }

    /// Into the box with the note in escrow, if it rests there and there is room; without room it goes back.
    mutating func stackEscrow(_ out: inout Effects) {
        guard motion == nil, !mind.outOfService, let note = noteInEscrow else { return }
        guard cashUnit != nil, !isFull else {
            giveBackEscrow(&out)
            return
        }
        let report: Motion.Report = mind.unvalued == note.id ? .stackedBlank : .stacked
        begin(configuration.timing.stackLag > .zero ? .stackLag : .stack, note.id, report, &out)
    }

    mutating func giveBackEscrow(_ out: inout Effects) {
        guard motion == nil, !mind.outOfService, let note = noteInEscrow else { return }
        begin(.giveBack, note.id, .returned, &out)
    }

    mutating func drop(_ ended: Motion, _ out: inout Effects) {
        guard let cashUnit else {
            stick(ended, &out)
            return
        }
        if armed.failNextStack {
            armed.failNextStack = false
            begin(.giveBack, ended.note, configuration.readings.failedStack == .returned ? .returned : .rejected, &out)
            return
        }
        place(ended.note, .box(cashUnit: cashUnit))
        out.append(.notice(.noteStacked(id: ended.note)))
        if configuration.readings.counter == .mayLoseLastStep {
            let ends = clock + configuration.timing.counterWrite
            mind.counting = Counting(note: ended.note, ends: ends, report: ended.report)
        } else {
            count(ended.note)
            latch(ended.report, ended.note)
        }
    }

    mutating func count(_ id: Int) {
        guard configuration.readings.counter != .none, let value = note(id)?.paper.minorUnits else { return }
        memory.countedNotes += 1
        memory.countedMinorUnits &+= value
        memory.validated += 1
    }

    mutating func latch(_ report: Motion.Report, _ id: Int) {
        switch report {
        case .nothing: break
        case .rejected:
            memory.rejected += 1
            mind.latched.rejected = true
        case .returned:
            memory.returned += 1
            mind.latched.returned = true
        case .stacked:
            mind.latched.stacked = .valued(id)
            noteNearlyFull()
        case .stackedBlank: latchBlank()
        }
    }

    /// A value already waiting to be told is not wiped by a blank.
    mutating func latchBlank() { mind.latched.stacked = mind.latched.stacked ?? .blank }

    private mutating func noteNearlyFull() {
        guard configuration.readings.cheatedWithStackedMeansNearlyFull else { return }
        if boxed >= configuration.nearlyFullAt { mind.latched.cheated = true }
    }

    mutating func takePresented(_ out: inout Effects) {
        guard let taken = presented else { return }
        presented = nil
        place(taken.note, .withCustomer)
        out.append(.notice(.noteTaken(id: taken.note)))
        if isReady, mind.reportsRetrieved { mind.latched.retrieved = true }
    }
}
