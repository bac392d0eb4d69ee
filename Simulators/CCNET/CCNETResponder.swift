import CCNETFrame
import SimulatorKit

/// The firmware's ear: framing, and what each command does.
/// - Source: shared dossier `bill-acceptors.md` 3.1, 3.2, 3.4; models `note-ccnet.pml`, process Device ("wire").
extension CCNETDevice {
    mutating func receive(_ bytes: [UInt8], _ out: inout Effects) {
        guard power != .off else { return }
        if configuration.readings.deafWhileReading, motion?.kind == .drawIn { return }
        if parser.pending > 0, clock - lastByte > configuration.timing.interByte { _ = parser.reset() }
        lastByte = clock
        parser.append(bytes)
        while let item = parser.next() {
            switch item {
            case .frame(let frame): hear(CCNETHeard(frame), &out)
            case .fault(.checksum, let skipped):
                let isComplaint = skipped.first == 0x02 && configuration.readings.damaged == .refused
                if isComplaint { say(.damaged, &out) }
            case .fault: break  // no command: dropped without an answer
            }
        }
    }

    private mutating func hear(_ command: CCNETHeard, _ out: inout Effects) {
        if command != .elsewhere, command != .acknowledged, configuration.readings.acknowledgementMeansLastAnswer {
            mind.told = nil
        }
        switch command {
        case .elsewhere: return
        case .acknowledged: acknowledged()
        case .notUnderstood: mind.told = nil
        case .reset:
            reset(&out)
            say(.done, &out)
        case .poll: say(poll(), &out)
        case .enable(let types, let escrow):
            mind.enabled = isReady ? types : 0
            if types != 0 || configuration.readings.disableClearsEscrow { mind.escrowed = escrow }
            if types == 0, configuration.readings.disableGivesBack { giveBackEscrow(&out) }
            say(.done, &out)
        case .security(let types):
            mind.secured = types
            say(.done, &out)
        case .stack, .giveBack, .hold: obey(command, &out)
        case .escrowTimes, .barcodeFormat: say(.done, &out)
        case .status, .identification, .billTable, .barcode, .firmwareCheck, .moduleIdentification, .count,
            .releaseDate, .statistics:
            say(answer(command), &out)
        case .illegal: say(.illegal, &out)
        }
    }

    /// Orders about the note in escrow; anywhere else they are illegal.
    private mutating func obey(_ command: CCNETHeard, _ out: inout Effects) {
        guard isReady, motion == nil, mind.paused == nil, noteInEscrow != nil else { return say(.illegal, &out) }
        if command == .stack {
            stackEscrow(&out)
        } else if command == .giveBack {
            giveBackEscrow(&out)
        } else {
            mind.isHeld = true
            mind.escrowSince = clock
        }
        say(.done, &out)
    }

    /// The acknowledgement has no number: it is taken for the last answer, whatever that was.
    private mutating func acknowledged() {
        let told = mind.told
        mind.told = nil
        if let window = configuration.readings.acknowledgementWindow, clock - mind.toldAt > window { return }
        switch told {
        case .stacked: memory.pending = nil
        case .returned: mind.returned = nil
        case .cheated: mind.cheated = false
        case nil: break
        }
    }

    private mutating func say(_ answer: CCNETAnswer, _ out: inout Effects) {
        if !armed.mute { out.append(.send(answer.frame(long: configuration.readings.longAnswers).encoded())) }
    }

    /// The state, or a word about a note, which stands until it is acknowledged.
    private mutating func poll() -> CCNETAnswer {
        let (answer, told) = shown
        mind.told = told
        mind.toldAt = clock
        let readings = configuration.readings
        if told == .stacked, !readings.stackedStandsUntilAcknowledged { memory.pending = nil }
        if told == .returned, !readings.returnedStandsUntilAcknowledged { mind.returned = nil }
        return answer
    }

    private var shown: (CCNETAnswer, Told?) {
        switch power {
        case .off: return (.illegal, nil)
        case .waitingForReset: return (.state(stateAtPowerUp), nil)
        case .initialising: return (.state(0x13), nil)
        case .running: break
        }
        if let id = memory.pending { return (.detail(0x81, type(ofNote: id)), .stacked) }
        if let id = mind.returned { return (.detail(0x82, type(ofNote: id)), .returned) }
        if mind.cheated { return (.state(0x45), .cheated) }
        return (liveState, nil)
    }

    private func type(ofNote id: Int) -> UInt8 { note(id).flatMap { type(of: $0.paper) } ?? 0 }

    /// 11 with a note that will be given back, 12 with one that will be told as stacked, else 10.
    private var stateAtPowerUp: UInt8 {
        if memory.pending != nil { return 0x12 }
        switch noteInside?.place {
        case .path, .escrow, .stuck(.acceptor), .stuck(.exit): return 0x11
        case .pastEscrow, .stuck(.stacker): return 0x12
        case nil, .hand, .mouth, .box, .withCustomer, .withStaff: return 0x10
        }
    }

    private var liveState: CCNETAnswer {
        guard cashUnit != nil else { return .state(0x42) }
        switch stuckSection ?? mind.jamShown {
        case .acceptor, .exit: return .state(0x43)
        case .stacker: return .state(0x44)
        case nil: break
        }
        if mind.paused != nil { return .state(0x46) }
        if let motion { return state(of: motion) }
        if mind.counting != nil { return .state(0x17) }
        if let note = noteInEscrow {
            return mind.isHeld ? .state(0x1A) : .detail(0x80, type(of: note.paper) ?? 0)
        }
        if isFull { return .state(0x41) }
        return .state(mind.enabled == 0 ? 0x19 : 0x14)
    }

    private func state(of motion: Motion) -> CCNETAnswer {
        switch motion.kind {
        case .drawIn: configuration.readings.busyWhileReading.map { .detail(0x1B, $0) } ?? .state(0x15)
        case .reject(let reason): .detail(0x1C, reason)
        case .giveBack: .state(0x18)
        case .stackLag: .detail(0x80, type(ofNote: motion.note))
        case .stack: .state(0x17)
        }
    }
}
