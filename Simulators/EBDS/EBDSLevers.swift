import SimulatorKit

/// The operator's side. Every lever can be pulled at any time; what cannot be done says `impossible` and changes nothing.
extension EBDSDevice {
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
        case .clearCounter:
            clearCounter()
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
        } else if isBusy {
            place(id, .mouth)
            out.append(.notice(.noteWaiting(id: id)))
        } else {
            begin(.drawIn, id, .nothing, &out)
        }
        return true
    }

    private var refusal: MouthRefusal? {
        if power == .off { return .noPower }
        if presented != nil || noteWaiting != nil { return .mouthOccupied }
        if !isHealthy { return .notReady }
        return mind.bits.mask == 0 ? .disabled : nil
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
        case .path, .escrow, .pastEscrow:
            motion = nil
            mind.outOfService = false
        case .box(let unit):
            guard unit == cashUnit else { return false }
            fished.append(id)
            out.append(.notice(.alarm(.fished(id: id))))
        }
        place(id, .withCustomer)
        out.append(.notice(.noteTaken(id: id)))
        if power != .off {
            memory.cheats += 1
            mind.latched.cheated = true
            out.append(.notice(.alarm(.cheated(id: id))))
        }
        return true
    }

    private mutating func jam(_ section: NoteSection, _ out: inout Effects) -> Bool {
        if let moving = motion {
            switch (moving.kind, section) {
            case (.drawIn, .acceptor), (.stack, .stacker), (.reject, .exit), (.giveBack, .exit):
                stick(moving, &out)
                return true
            case (.drawIn, .stacker), (.drawIn, .exit), (.stack, .acceptor), (.stack, .exit), (.stackLag, _),
                (.reject, .acceptor), (.reject, .stacker), (.giveBack, .acceptor), (.giveBack, .stacker):
                break
            }
        }
        if !armed.jams.contains(section) { armed.jams.append(section) }
        return true
    }

    private mutating func clearJam(_ hands: Hands, _ out: inout Effects) -> Bool {
        guard isJammed, let note = noteInside else { return false }
        switch hands {
        case .customer:
            place(note.id, .withCustomer)
            out.append(.notice(.noteTaken(id: note.id)))
        case .staff: handToStaff(note.id, &out)
        }
        return true
    }

    private mutating func stackUnordered(_ out: inout Effects) -> Bool {
        guard isReady, motion == nil, noteInEscrow != nil, !mind.outOfService else {
            armed.stackUnordered = true
            return true
        }
        stackEscrow(&out)
        return true
    }

    private mutating func attendantRemovesNote(_ out: inout Effects) -> Bool {
        guard let note = noteInside, !isJammed, power == .off || mind.outOfService else { return false }
        handToStaff(note.id, &out)
        mind.outOfService = false
        return true
    }

    private mutating func handToStaff(_ id: Int, _ out: inout Effects) {
        place(id, .withStaff)
        memory.wasReturning = false
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

    private mutating func insertCashUnit(_ serial: String) -> Bool {
        guard cashUnit == nil else { return false }
        cashUnit = serial
        boxed = contents(of: serial).count
        if !cashUnits.contains(serial) { cashUnits.append(serial) }
        if isReady, configuration.readings.blankStackedAtCashUnit { latchBlank() }
        return true
    }

    mutating func clearCounter() {
        memory.countedNotes = 0
        memory.countedMinorUnits = 0
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
