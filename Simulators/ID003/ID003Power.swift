import ID003Frame
import SimulatorKit

/// Power, resets, and what becomes of a note that was caught inside.
/// - Source: shared dossier `bill-acceptors.md` 2.4, 2.5; models `note-id003.pml`, D_PUP and D_INI.
extension ID003Device {
    mutating func cutPower(_ out: inout Effects) {
        guard power != .off else { return }
        motion = nil  // what was moving lies where it was
        mind = Mind()
        parser = ID003FrameParser()
        unacknowledged = unacknowledged && configuration.readings.unacknowledgedShowsAs42
        power = .off
        out.append(.notice(.power(false)))
    }

    mutating func restorePower(_ out: inout Effects) {
        guard power == .off else { return }
        out.append(.notice(.power(true)))
        power = .booting(until: clock + configuration.timing.boot)
    }

    /// 40, 41 or 42.
    var powerUpCode: UInt8 {
        switch noteInside?.place {
        case .path, .escrow, .stuck(.acceptor), .stuck(.exit): 0x41
        case .pastEscrow, .stuck(.stacker): 0x42
        case .hand, .mouth, .box, .withCustomer, .withStaff, nil: unacknowledged ? 0x42 : 0x40
        }
    }

    /// RESET, as the present state takes it.
    mutating func reset(_ out: inout Effects) {
        switch power {
        case .off, .booting: break
        case .initialising: mind.settings[3] = [1]
        case .waitingForReset: start(&out)
        case .running:
            mind.settings[3] = [1]
            switch configuration.readings.runningReset {
            case .inhibits: if mind.lingering != nil || isJammed { start(&out) }
            case .restarts: start(&out)
            }
        }
    }

    /// The start after a reset: what lies inside goes where it belongs.
    private mutating func start(_ out: inout Effects) {
        let readings = configuration.readings
        let told = unacknowledged
        mind = Mind()
        motion = nil
        power = .initialising(until: clock + configuration.timing.startUp)
        mind.vendValid = told && readings.vendValidAfterReset
        unacknowledged = mind.vendValid
        guard let note = noteInside else { return }
        switch note.place {
        case .hand, .mouth, .box, .withCustomer, .withStaff, .stuck: break
        case .path, .escrow: begin(.giveBack, note.id, &out)
        case .pastEscrow:
            switch readings.pastEscrowAtReset {
            case .intoBox where cashUnit != nil: begin(.stack(vend: true), note.id, &out)
            case .intoBox, .givenBack: begin(.giveBack, note.id, &out)
            }
        }
    }

    /// A start by itself: trouble is over.
    mutating func startByItself() {
        let (vend, stacked) = (mind.vendValid, mind.stackedToTell)
        mind = Mind()
        (mind.vendValid, mind.stackedToTell) = (vend, stacked)
        power = .initialising(until: clock + configuration.timing.startUp)
    }

    mutating func powerPhaseEnded(_ out: inout Effects) {
        switch power {
        case .off, .running, .waitingForReset: break
        case .booting: power = .waitingForReset
        case .initialising:
            power = .running
            mind.escrowSince = clock
            if cashUnit == nil { giveBackEscrow(&out) }
        }
    }
}
