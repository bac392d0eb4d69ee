import CCNETFrame
import SimulatorKit

/// Power, RESET, and what becomes of a note that was caught inside.
/// - Source: shared dossier `bill-acceptors.md` 3.3 (10, 11, 12, 13), 3.4.
extension CCNETDevice {
    mutating func cutPower(_ out: inout Effects) {
        guard power != .off else { return }
        if let counting = mind.counting { memory.pending = counting.note }
        if !configuration.readings.keepsInProcess { memory.pending = nil }
        motion = nil
        mind = Mind()
        parser = CCNETFrameParser(.host)
        power = .off
        out.append(.notice(.power(false)))
    }

    mutating func restorePower(_ out: inout Effects) {
        guard power == .off else { return }
        out.append(.notice(.power(true)))
        power = .waitingForReset
    }

    /// Disabled at once; a note before the point of return goes back, one past it is finished; then it initialises.
    mutating func reset(_ out: inout Effects) {
        let wasWaiting = power == .waitingForReset
        if isReady, configuration.readings.resetForgetsWord { memory.pending = nil }
        let told = (mind.returned, mind.cheated)
        let counting = mind.counting
        mind = Mind()
        (mind.returned, mind.cheated, mind.counting) = (told.0, told.1, counting)
        if let section = stuckSection { mind.jamShown = section }
        power = .initialising(until: clock + configuration.timing.initialise)
        guard let note = noteInside else { return }
        let tells = wasWaiting ? configuration.readings.tellsReturnAtStart : true
        switch note.place {
        case .hand, .mouth, .box, .withCustomer, .withStaff, .stuck: break
        case .escrow:
            motion = nil
            begin(.giveBack, note.id, tells: tells, &out)
        case .path:
            if let moving = motion, moving.kind != .drawIn { return }
            motion = nil
            begin(.reject(0x6A), note.id, &out)
        case .pastEscrow: if motion == nil { begin(.stack, note.id, &out) }
        }
    }
}
