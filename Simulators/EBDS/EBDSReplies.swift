import SimulatorKit

/// The firmware's mouth: status, events, notes and numbers in the form the wire wants.
/// - Source: shared dossier `bill-acceptors.md` 1.3, 1.5, 1.7, 1.8.
extension EBDSDevice {
    /// State without events.
    func plainStatus() -> EBDSStatusBytes {
        var status = EBDSStatusBytes()
        status.state = state
        status.jammed = isJammed
        status.stalled = jammedSection == .exit
        status.full = isFull
        status.cashUnitPresent = cashUnit != nil
        status.paused = noteWaiting != nil && isBusy
        status.calibrating = !isReady
        status.failure = mind.outOfService && configuration.readings.outOfServiceShowsFailure
        status.capabilities = configuration.capabilities != nil && configuration.readings.auxiliary == .answered
        status.model = configuration.model
        status.revision = configuration.revision
        return status
    }

    private var state: EBDSStatusBytes.State {
        guard isReady, !isJammed, !mind.outOfService, cashUnit != nil else { return .none }
        if let motion {
            switch motion.kind {
            case .drawIn: return .accepting
            case .reject, .giveBack: return .returning
            case .stackLag: return .escrowed
            case .stack: return .stacking
            }
        }
        if mind.counting != nil { return .stacking }
        if noteInEscrow != nil { return .escrowed }
        if isFull { return .none }
        return mind.bits.mask != 0 || configuration.readings.disabledShowsIdling ? .idling : .none
    }

    /// Hands the latched events over to one reply. The note-retrieved event has a frame of its own and stays.
    private mutating func deliver(into status: inout EBDSStatusBytes) -> Latched.Stacked? {
        let events = mind.latched
        mind.latched = Latched()
        mind.latched.retrieved = events.retrieved
        status.powerUp = events.powerUp
        status.stacked = events.stacked != nil
        status.returned = events.returned
        status.rejected = events.rejected
        status.cheated = events.cheated
        status.invalid = events.invalid
        return events.stacked
    }

    mutating func answerToPoll() -> EBDSAnswer {
        var status = plainStatus()
        let stacked = deliver(into: &status)
        let inEscrow = status.state == .escrowed ? noteInEscrow : nil
        guard stacked != nil || inEscrow != nil else { return answerWithoutNote(status) }
        let shown = shownNote(stacked, inEscrow)
        if let shown, case .barcode(let text) = shown.paper {
            guard configuration.readings.extended == .answered else { return .omnibus(status) }
            return .extended(subtype: 0x01, status, EBDSAnswer.barcode(text))
        }
        let index = shown?.paper.minorUnits.flatMap(configuration.index(of:))
        guard reportsExtended else {
            if let index, index <= 7 { status.valueIndex = UInt8(index) }
            return .omnibus(status)
        }
        guard let index else {
            guard configuration.readings.blankStackedIsExtended else { return .omnibus(status) }
            return .extended(subtype: 0x02, status, EBDSNoteType.blankSpecification(configuration.readings.blankForm))
        }
        return .extended(subtype: 0x02, status, configuration.noteTable[index - 1].specification(index: 0))
    }

    private func shownNote(_ stacked: Latched.Stacked?, _ inEscrow: SimulatedNote?) -> SimulatedNote? {
        let held = inEscrow.flatMap { $0.id == mind.unvalued ? nil : $0 }
        switch stacked {
        case nil: return held
        case .blank: return configuration.readings.noteShownWithBoth == .escrowed ? held : nil
        case .valued(let id):
            if configuration.readings.noteShownWithBoth == .escrowed, let held { return held }
            return note(id)
        }
    }

    private mutating func answerWithoutNote(_ status: EBDSStatusBytes) -> EBDSAnswer {
        guard mind.latched.retrieved, configuration.readings.extended == .answered else { return .omnibus(status) }
        mind.latched.retrieved = false
        return .extended(subtype: 0x0B, status, [0x7F])
    }

    /// Status for a reply that is not the answer to a poll.
    mutating func statusForExtended() -> EBDSStatusBytes {
        var status = plainStatus()
        if configuration.readings.eventsInEveryStatus { _ = deliver(into: &status) }
        return status
    }

    mutating func invalid() -> EBDSAnswer {
        mind.latched.invalid = true
        return answerToPoll()
    }

    func softwareCRC() -> EBDSAnswer { .auxiliary(EBDSAnswer.nibbles(Int(configuration.softwareCRC), 4)) }

    func specification(_ index: UInt8) -> EBDSAnswer {
        let table = configuration.noteTable
        let body =
            index >= 1 && Int(index) <= table.count
            ? table[Int(index) - 1].specification(index: index)
            : EBDSNoteType.blankSpecification(index: index, configuration.readings.blankForm)
        return .extended(subtype: 0x02, plainStatus(), body)
    }

    func valueTable() -> EBDSAnswer {
        let lines = configuration.noteTable.prefix(7).enumerated().map {
            (index: UInt8($0.offset + 1), type: $0.element)
        }
        return .extended(subtype: 0x06, plainStatus(), EBDSAnswer.valueTable(lines))
    }

    mutating func answer(auxiliary query: UInt8) -> EBDSAnswer {
        switch configuration.readings.auxiliary {
        case .answered: break
        case .invalidCommand, .silent: return invalid()
        case .softwareCRC: return softwareCRC()
        }
        func text(_ text: String, _ width: Int) -> EBDSAnswer { .auxiliary(EBDSAnswer.fixed(Array(text.utf8), width)) }
        func numbers(_ fields: [Int], _ width: Int) -> EBDSAnswer {
            .auxiliary(fields.flatMap { EBDSAnswer.nibbles($0, width) })
        }
        let hasCounter = configuration.readings.counter != .none
        switch query {
        case 0x00: return softwareCRC()
        case 0x01: return hasCounter ? numbers([counter], 6) : invalid()
        case 0x02: return numbers([memory.starts], 6)
        case 0x03:
            guard hasCounter else { return invalid() }
            clearCounter()
            return .omnibus(statusForExtended())
        case 0x04: return text(configuration.acceptorType, 20)
        case 0x05: return text(memory.serialNumber, 20)
        case 0x06: return text(configuration.bootPartNumber, 9)
        case 0x07: return text(configuration.applicationPartNumber, 9)
        case 0x08: return text(configuration.variantName, 32)
        case 0x09: return text(configuration.variantPartNumber, 9)
        case 0x0A:
            let life = [1, memory.starts, memory.motorStarts, memory.escrowed, memory.recognised, memory.validated]
            return numbers(life, 8)
        case 0x0B: return numbers([memory.recognised, memory.validated, memory.returned, memory.rejected], 4)
        case 0x0C: return numbers([memory.starts, memory.jams, memory.cheats, memory.rejected], 4)
        case 0x0D: return configuration.capabilities.map { .auxiliary(EBDSAnswer.fixed($0, 6)) } ?? invalid()
        case 0x0E: return text(configuration.applicationID, 9)
        case 0x0F: return text(configuration.variantID, 9)
        case 0x10: return .auxiliary([0])
        case 0x11, 0x1A: return .omnibus(statusForExtended())
        default: return invalid()
        }
    }
}
