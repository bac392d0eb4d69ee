import EBDSFrame
import SimulatorKit

/// Power, resets, and what becomes of a note that was caught inside.
/// - Source: shared dossier `bill-acceptors.md` 1.6, table of positions and policies.
extension EBDSDevice {
    mutating func cutPower(_ out: inout Effects) {
        guard power != .off else { return }
        forget()
        power = .off
        out.append(.notice(.power(false)))
    }

    mutating func restorePower(_ out: inout Effects) {
        guard power == .off else { return }
        out.append(.notice(.power(true)))
        startUp()
        resume(&out)
    }

    /// The firmware starts anew; motors stop where they are, as at a power cut.
    mutating func softReset() {
        forget()
        power = .resetting(until: clock + configuration.timing.resetSilence)
    }

    /// Everything volatile is gone. What was moving lies where it was.
    private mutating func forget() {
        if let motion { memory.wasReturning = motion.kind == .giveBack }
        motion = nil
        mind = Mind()
        parser = EBDSFrameParser()
    }

    /// First step of every start; a note inside is dealt with by `resume`.
    mutating func startUp() {
        memory.starts += 1
        mind.latched.powerUp = true
        mind.blankAtReadiness = configuration.readings.blankStacked != .never && !configuration.readings.isSeries2000
        power = .startingUp(until: clock + configuration.timing.startUp)
    }

    private mutating func resume(_ out: inout Effects) {
        let wasReturning = memory.wasReturning
        memory.wasReturning = false
        guard let note = noteInside else { return }
        let readings = configuration.readings
        switch note.place {
        case .hand, .mouth, .box, .withCustomer, .withStaff, .stuck: break
        case .path where readings.isSeries2000, .escrow where readings.isSeries2000,
            .pastEscrow where readings.isSeries2000:
            begin(.giveBack, note.id, .nothing, &out)
        case .path:
            if wasReturning, readings.blankStacked == .asTable { mind.blankAtReadiness = false }
            begin(wasReturning ? .giveBack : .reject, note.id, .rejected, &out)
        case .escrow: resumeInEscrow(note.id, &out)
        case .pastEscrow:
            if readings.blankStacked == .asTable { mind.blankAtReadiness = false }
            begin(.stack, note.id, memory.policy == .b ? .stacked : .stackedBlank, &out)
        }
    }

    private mutating func resumeInEscrow(_ id: Int, _ out: inout Effects) {
        let readings = configuration.readings
        switch memory.policy {
        case .a: hold(id)
        case .c where readings.policyCAtEscrow == .held: hold(id)
        case .b, .c:
            mind.outOfService = true
            out.append(.notice(.alarm(.outOfService)))
        }
    }

    private mutating func hold(_ id: Int) {
        if !configuration.readings.heldNoteKeepsValue { mind.unvalued = id }
    }

    mutating func powerPhaseEnded(_ out: inout Effects) {
        switch power {
        case .off, .running: break
        case .resetting:
            startUp()
            resume(&out)
        case .startingUp:
            power = .running
            mind.escrowSince = clock
            if mind.blankAtReadiness { latchBlank() }
            if cashUnit == nil { giveBackEscrow(&out) }
        }
    }
}
