import SimulatorKit

/// The operator's side. Every lever can be pulled at any time; what cannot be done says so and changes nothing.
extension ID003Device {
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
        case .insertCashUnit(let serial): isDone = insertCashUnit(serial)
        case .powerOff:
            isDone = power != .off
            cutPower(&out)
        case .powerOn:
            isDone = power == .off
            restorePower(&out)
        case .mute(let mute):
            armed.mute = mute
            isDone = true
        case .clearCounter: isDone = false  // this make keeps none
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
        } else if !wouldTake {
            place(id, .mouth)
            out.append(.notice(.noteWaiting(id: id)))
        } else {
            begin(.drawIn, id, &out)
        }
        return true
    }

    private var refusal: MouthRefusal? {
        if power == .off { return .noPower }
        if presented != nil || noteWaiting != nil { return .mouthOccupied }
        if !isHealthy { return .notReady }
        return mind.inhibited ? .disabled : nil
    }

    private mutating func takeNote(_ out: inout Effects) -> Bool {
        if presented != nil {
            takePresented(&out)
        } else if let waiting = noteWaiting {
            place(waiting.id, .withCustomer)
            out.append(.notice(.noteTaken(id: waiting.id)))
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
            mind.cheatToTell = true
            out.append(.notice(.alarm(.cheated(id: id))))
        }
        return true
    }

    private mutating func jam(_ section: NoteSection, _ out: inout Effects) -> Bool {
        if let moving = motion {
            switch (moving.kind, section) {
            case (.drawIn, .acceptor), (.stack, .stacker), (.toLever, .stacker), (.reject, .exit), (.giveBack, .exit):
                stick(moving, &out)
                return true
            case (.drawIn, .stacker), (.drawIn, .exit), (.stack, .acceptor), (.stack, .exit), (.toLever, .acceptor),
                (.toLever, .exit), (.lag, _), (.reject, .acceptor), (.reject, .stacker), (.giveBack, .acceptor),
                (.giveBack, .stacker):
                break
            }
        }
        if !armed.jams.contains(section) { armed.jams.append(section) }
        return true
    }

    private mutating func clearJam(_ hands: Hands, _ out: inout Effects) -> Bool {
        guard isJammed, let note = noteInside else { return false }
        let code = troubleCode
        switch hands {
        case .customer:
            place(note.id, .withCustomer)
            out.append(.notice(.noteTaken(id: note.id)))
        case .staff: handToStaff(note.id, &out)
        }
        troubleEnded(code)
        return true
    }

    private mutating func troubleEnded(_ code: UInt8?) {
        guard isReady else { return }
        switch configuration.readings.afterTrouble {
        case .continues: break
        case .initialises: startByItself()
        case .waitsForReset: mind.lingering = code
        }
    }

    private mutating func stackUnordered(_ out: inout Effects) -> Bool {
        guard isReady, motion == nil, noteInEscrow != nil else {
            armed.stackUnordered = true
            return true
        }
        stackEscrow(atLever: false, &out)
        return true
    }

    private mutating func attendantRemovesNote(_ out: inout Effects) -> Bool {
        guard let note = noteInside, !isJammed, power == .off else { return false }
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
        switch motion?.kind {
        case .stack, .toLever: if let moving = motion { stick(moving, &out) }
        case .lag: motion = nil
        case .drawIn, .reject, .giveBack, nil: break
        }
        if isReady { giveBackEscrow(&out) }
        return true
    }

    private mutating func insertCashUnit(_ serial: String) -> Bool {
        guard cashUnit == nil else { return false }
        let code = troubleCode
        cashUnit = serial
        boxed = contents(of: serial).count
        if !cashUnits.contains(serial) { cashUnits.append(serial) }
        if !isJammed, motion == nil, noteInside == nil { troubleEnded(code) }
        return true
    }

    private mutating func swap(_ serial: String, _ out: inout Effects) {
        let wasPowered = power != .off
        cutPower(&out)
        if let note = noteInside { handToStaff(note.id, &out) }
        serialNumber = serial
        unacknowledged = false
        armed = Armed(full: armed.full, mute: armed.mute)
        if wasPowered { restorePower(&out) }
    }
}
