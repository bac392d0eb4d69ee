import SSPFrame
import SimulatorKit

/// Power, resets, and what becomes of a note that was caught inside.
/// - Source: shared dossier `bill-acceptors.md` 4.3 (F1, E1, E2), 4.4; models `note-ssp.pml`, power of the Device.
extension SSPDevice {
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

    /// 01: the firmware starts anew; motors stop where they are, as at a power cut.
    mutating func softReset(_ out: inout Effects) {
        forget()
        startUp()
        resume(&out)
    }

    /// Everything volatile is gone. What was moving lies where it was.
    private mutating func forget() {
        if let motion { memory.wasReturning = motion.kind == .giveBack || motion.kind == .reject }
        motion = nil
        let credit = mind.latched.credit
        let survives = configuration.readings.pendingCreditSurvives && mind.acknowledged
        mind = Mind()
        if survives {
            mind.latched.credit = credit
            mind.acknowledged = true
        }
        parser = SSPFrameParser()
    }

    /// First step of every start; a note inside is dealt with by `resume`.
    mutating func startUp() {
        mind.latched.reset = true
        power = .startingUp(until: clock + configuration.timing.startUp)
    }

    private mutating func resume(_ out: inout Effects) {
        memory.wasReturning = false
        guard let note = noteInside else { return }
        let readings = configuration.readings
        switch note.place {
        case .hand, .mouth, .box, .withCustomer, .withStaff, .stuck: break
        case .path: begin(.giveBack, note.id, .clearedFront, &out)
        case .escrow where readings.clearsUnordered && cashUnit != nil: begin(.stack, note.id, .cleared, &out)
        case .escrow: begin(.giveBack, note.id, .clearedFront, &out)
        case .pastEscrow:
            let comesBack =
                isPastReturn ? readings.comesBackAfterCredit : readings.unfinishedStack == .givenBack
            if comesBack || cashUnit == nil {
                isPastReturn = false
                begin(.giveBack, note.id, .clearedFront, &out)
            } else {
                begin(.stack, note.id, .cleared, &out)
            }
        }
    }

    mutating func powerPhaseEnded(_ out: inout Effects) {
        power = .running
        mind.escrowSince = clock
        mind.latched.disabled = true
    }

    /// Disabled, and says so.
    mutating func switchOff() {
        mind.isEnabled = false
        mind.latched.disabled = true
    }
}
