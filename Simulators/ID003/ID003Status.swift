import ID003Frame
import SimulatorKit

/// What the unit says it is doing.
/// - Source: shared dossier `bill-acceptors.md` 2.3.
extension ID003Device {
    /// The answer to a status request at this moment; `nil` without power.
    func statusFrame() -> ID003Frame? {
        switch power {
        case .off, .booting: return nil
        case .waitingForReset: return ID003Frame(powerUpCode)
        case .initialising: return ID003Frame(0x1B)
        case .running: break
        }
        if mind.cheatToTell { return ID003Frame(0x48) }
        let hides = configuration.readings.troubleHidesVendValid
        if hides, let trouble = troubleCode { return ID003Frame(trouble) }
        if mind.vendValid { return ID003Frame(0x15) }
        if mind.stackedToTell { return ID003Frame(0x16, configuration.readings.stackedCarriesPath ? [0x00] : []) }
        if let moving = motion { return frame(of: moving) }
        if let trouble = troubleCode { return ID003Frame(trouble) }
        if let note = noteInEscrow { return escrow(note) }
        return ID003Frame(mind.inhibited ? 0x1A : 0x11)
    }

    /// 43 to 46, what is wrong or still shown as wrong.
    var troubleCode: UInt8? {
        switch jammedSection {
        case .stacker: return 0x46
        case .acceptor, .exit: return 0x45
        case nil: break
        }
        if let lingering = mind.lingering { return lingering }
        if cashUnit == nil { return 0x44 }
        return isFull && motion == nil && noteInside == nil ? 0x43 : nil
    }

    private func frame(of moving: Motion) -> ID003Frame {
        let pauses = configuration.readings.pauseShows && noteWaiting != nil
        switch moving.kind {
        case .drawIn: return ID003Frame(pauses ? 0x47 : 0x12)
        case .reject: return pauses ? ID003Frame(0x47) : ID003Frame(0x17, [mind.rejectReason])
        case .giveBack: return ID003Frame(pauses ? 0x47 : 0x18)
        case .lag: return note(moving.note).map(escrow) ?? ID003Frame(0x14)
        case .toLever, .stack: return ID003Frame(0x14)
        }
    }

    private func escrow(_ note: SimulatedNote) -> ID003Frame {
        if mind.isHeld, configuration.readings.holdShows { return ID003Frame(0x19) }
        switch note.paper {
        case .barcode(let text): return ID003Frame(0x13, [0x6F] + Array(text.utf8.prefix(28)))
        case .note(let value), .onString(let value), .forged(let value):
            return ID003Frame(0x13, [configuration.type(of: value)?.code ?? 0x6E])
        }
    }

    /// Told once: the next status is another.
    mutating func statusWasTold() {
        guard isReady else { return }
        if mind.cheatToTell {
            mind.cheatToTell = false
        } else if !mind.vendValid, mind.stackedToTell,
            !(configuration.readings.troubleHidesVendValid && troubleCode != nil)
        {
            mind.stackedToTell = false
        }
    }
}
