import SimulatorKit

/// The operator's side. Every lever can be pulled at any time; what cannot be done says `impossible`.
extension CCNETDevice {
    mutating func pull(_ lever: AcceptorLever, _ out: inout Effects) {
        let isDone: Bool
        switch lever {
        case .insert(let id, let paper): isDone = insert(id, paper, &out)
        case .takeNote: isDone = takeNote(&out)
        case .pullString(let id): isDone = pullString(id, &out)
        case .jam(let section): isDone = jam(section, &out)
        case .clearJam(let hands): isDone = clearJam(hands, &out)
        case .failNextStack:
            armed.failNextStack = true
            isDone = true
        case .stackUnordered: isDone = stackUnordered(&out)
        case .attendantRemovesNote: isDone = attendantRemovesNote(&out)
        case .cashUnitFull(let full):
            isDone = cashUnit != nil
            if isDone { armed.full = full }
        case .removeCashUnit: isDone = removeCashUnit(&out)
        case .insertCashUnit(let serial): isDone = insertCashUnit(serial, &out)
        case .powerOff:
            isDone = power != .off
            cutPower(&out)
        case .powerOn:
            isDone = power == .off
            restorePower(&out)
        case .mute(let mute):
            armed.mute = mute
            isDone = true
        case .clearCounter:
            memory.countedNotes = 0
            isDone = true
        case .swap(let serial):
            swap(serial, &out)
            isDone = true
        }
        if !isDone { out.append(.notice(.impossible(lever))) }
    }

    private mutating func insert(_ id: Int, _ paper: SimulatedPaper, _ out: inout Effects) -> Bool {
        if let known = note(id) {
            guard known.place == .hand || known.place == .withCustomer || known.place == .withStaff else {
                return false
            }
            place(id, .hand)
        } else {
            notes.append(SimulatedNote(id: id, paper: paper, place: .hand))
        }
        if let refusal {
            out.append(.notice(.refused(id: id, refusal)))
        } else if isBusy || !takesNotes {
            place(id, .mouth)
            out.append(.notice(.noteWaiting(id: id)))
            pause()
        } else {
            begin(.drawIn, id, &out)
        }
        return true
    }

    private var refusal: MouthRefusal? {
        if power == .off { return .noPower }
        if presented != nil || noteWaiting != nil { return .mouthOccupied }
        if !isHealthy { return .notReady }
        return mind.enabled == 0 ? .disabled : nil
    }

    private mutating func takeNote(_ out: inout Effects) -> Bool {
        if presented != nil {
            takePresented(&out)
        } else if let waiting = noteWaiting {
            place(waiting.id, .withCustomer)
            out.append(.notice(.noteTaken(id: waiting.id)))
            resumeFromPause()
        } else {
            return false
        }
        return true
    }

    private mutating func pullString(_ id: Int, _ out: inout Effects) -> Bool {
        guard let note = note(id), case .onString = note.paper else { return false }
        switch note.place {
        case .hand, .withCustomer, .withStaff, .stuck, .mouth: return false
        case .path, .escrow, .pastEscrow: motion = nil
        case .box(let unit):
            guard unit == cashUnit else { return false }
            fished.append(id)
            out.append(.notice(.alarm(.fished(id: id))))
        }
        place(id, .withCustomer)
        out.append(.notice(.noteTaken(id: id)))
        if power != .off {
            mind.cheated = true
            out.append(.notice(.alarm(.cheated(id: id))))
        }
        return true
    }

    private mutating func jam(_ section: NoteSection, _ out: inout Effects) -> Bool {
        if let moving = motion {
            let there: NoteSection? =
                switch moving.kind {
                case .drawIn: .acceptor
                case .stack: .stacker
                case .reject, .giveBack: .exit
                case .stackLag: nil
                }
            if there == section {
                stick(moving, &out)
                return true
            }
        }
        if !armed.jams.contains(section) { armed.jams.append(section) }
        return true
    }

    private mutating func clearJam(_ hands: Hands, _ out: inout Effects) -> Bool {
        guard stuckSection != nil, let note = noteInside else { return false }
        if !configuration.readings.jamStandsUntilReset { mind.jamShown = nil }
        switch hands {
        case .customer:
            place(note.id, .withCustomer)
            out.append(.notice(.noteTaken(id: note.id)))
        case .staff: handToStaff(note.id, &out)
        }
        return true
    }

    private mutating func stackUnordered(_ out: inout Effects) -> Bool {
        guard isReady, motion == nil, noteInEscrow != nil else {
            armed.stackUnordered = true
            return true
        }
        stackEscrow(&out)
        return true
    }

    private mutating func attendantRemovesNote(_ out: inout Effects) -> Bool {
        guard let note = noteInside, stuckSection == nil, power == .off || power == .waitingForReset else {
            return false
        }
        handToStaff(note.id, &out)
        return true
    }

    private mutating func handToStaff(_ id: Int, _ out: inout Effects) {
        place(id, .withStaff)
        out.append(.notice(.noteWithStaff(id: id)))
    }

    private mutating func removeCashUnit(_ out: inout Effects) -> Bool {
        guard cashUnit != nil else { return false }
        cashUnit = nil
        boxed = 0
        armed.full = false
        out.append(.notice(.alarm(.cashUnitOut)))
        if let moving = motion, moving.kind == .stack { stick(moving, &out) }
        if let moving = motion, moving.kind == .stackLag { motion = nil }
        if isReady { giveBackEscrow(&out) }
        return true
    }

    private mutating func insertCashUnit(_ serial: String, _ out: inout Effects) -> Bool {
        guard cashUnit == nil else { return false }
        cashUnit = serial
        boxed = contents(of: serial).count
        if !cashUnits.contains(serial) { cashUnits.append(serial) }
        if isReady, configuration.readings.cashUnitStartsAnew { reset(&out) }
        return true
    }

    private mutating func swap(_ serial: String, _ out: inout Effects) {
        let wasPowered = power != .off
        cutPower(&out)
        if let note = noteInside { handToStaff(note.id, &out) }
        memory = Memory(serialNumber: serial)
        armed = Armed(full: armed.full, mute: armed.mute)
        if wasPowered { restorePower(&out) }
    }
}
