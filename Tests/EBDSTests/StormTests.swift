import DeviceKit
import EBDSDriver
import Money
import Testing

/// A unit after the process `Device` of note-ebds.pml, as short as it can be: notes have a place, events are latched
/// into one reply, an equal ack bit repeats the last reply. It is written here from the model, not from the simulator.
private struct Unit {
    enum Place { case hand, path, escrow, transport, box, back }
    var places: [Place] = []
    var count: Int64 = 0
    var stackedEvent: UInt8 = 0  // 1 blank, 2 valued
    var returnedEvent = false
    var powerEvent = true
    var enabled = false
    var starting = false
    var on = true
    /// The newest note that reached escrow; a new one needs longer than a decision may be old (rule 2).
    var shown = 0
    var ticksInPath = 0
    var lastAck: UInt8?
    var lastReply: [UInt8] = []
    var index: UInt8 { UInt8(4 + (places.count - 1) % 3) }  // values differ from note to note

    var current: Place? { places.last }
    var busy: Bool { current == .path || current == .escrow || current == .transport }

    mutating func go(_ place: Place) { places[places.count - 1] = place }

    /// One motion of the mechanics, chosen by the dice.
    mutating func move(_ dice: inout Seeded) {
        guard on else { return }
        if starting {
            guard dice.below(6) == 0 else { return }
            switch current {
            case .path: back()
            case .transport:
                go(.box)
                count += 1
            case .hand, .escrow, .box, .back, nil: break
            }
            starting = false
            stackedEvent = max(stackedEvent, 1)
            return
        }
        switch current {
        case .path:
            if dice.below(20) == 0 {
                back()
            } else if ticksInPath >= 130 {
                go(.escrow)
                shown = places.count
            }
        case .escrow: if dice.below(40) == 0 { back() }
        case .transport:
            if dice.below(6) == 0 {
                back()
            } else {
                go(.box)
                count += 1
                stackedEvent = 2
            }
        case .hand, .box, .back, nil:
            guard enabled, dice.below(3) == 0 else { return }
            places.append(.path)
            ticksInPath = 0
        }
    }

    mutating func back() {
        go(.back)
        returnedEvent = true
    }

    mutating func cut() {
        self.on = false
        (stackedEvent, returnedEvent, powerEvent, enabled, starting) = (0, false, true, false, true)
        (lastAck, lastReply) = (nil, [])
    }

    mutating func hear(_ frame: [UInt8]) -> [UInt8] {
        let ack = frame[2] & 1
        if lastAck == ack { return lastReply }
        lastAck = ack
        let data = Array(frame[3..<(frame.count - 2)])
        switch frame[2] >> 4 & 7 {
        case 6 where data[2] == 0x01:
            lastReply = wire(0x60 | ack, (0..<8).reversed().map { UInt8(count >> ($0 * 4) & 15) })
        case 6: lastReply = wire(0x60 | ack, Array("UNIT".utf8))
        case 7: lastReply = wire(0x70 | ack, [0x06] + status() + Rig.valueTable)
        default:
            if !starting {
                enabled = data[0] != 0
                if current == .escrow, data[1] & 0x20 != 0 { go(.transport) }
                if current == .escrow, data[1] & 0x40 != 0 { back() }
            }
            lastReply = wire(0x20 | ack, status())
        }
        return lastReply
    }

    private mutating func status() -> [UInt8] {
        var seen = Seen(motion: starting ? 0x00 : 0x01)
        switch current {
        case .path: seen.motion = 0x02
        case .escrow: seen = starting ? .off : .escrow(index)
        case .transport: seen.motion = starting ? 0x00 : 0x08
        case .hand, .box, .back, nil: break
        }
        if stackedEvent > 0 { seen.motion |= 0x10 }
        if stackedEvent == 2 { seen.detail |= index << 3 }
        if returnedEvent { seen.motion |= 0x40 }
        if powerEvent { seen.detail |= 0x01 }
        (stackedEvent, returnedEvent, powerEvent) = (0, false, false)
        return seen.bytes
    }
}

/// The dialogue against the model's unit, with losses, doublings, delays, cuts of either side.
@Suite struct StormTests {
    /// A controller of the plainest kind: an intent per escrow, one stack order, outcomes by the rules.
    private struct Journal {
        var intent: Int?  // which note the open intent is for (the oracle's knowledge)
        var credited: [Int] = []
        var voided: [Int] = []
        var doubts: [Int] = []
        var surplus: Int64 = 0
        var base: Int64 = 0
        var recovering = true
    }

    @Test(arguments: 0..<60)
    func noOrderOfLossesAndCutsMakesAFalseCreditOrLosesANote(_ seed: Int) {
        var dice = Seeded(state: UInt64(seed) &* 7919 &+ 17)
        var unit = Unit()
        var journal = Journal()
        var dialogue = EBDSDialogue(EBDSConfiguration(counterTrust: .exact))
        var now = Duration.zero
        var rests = 0
        var pending: [(at: Duration, bytes: [UInt8])] = []
        var commands: [DialogueEvent<BillAcceptorCommand>] = [.opened]

        func handle(_ effect: DialogueEffect<BillAcceptorReport>, _ faulty: Bool) {
            switch effect {
            case .send(let frame):
                guard unit.on, !(faulty && dice.below(12) == 0) else { return }
                let reply = unit.hear(frame)
                if faulty, dice.below(12) == 0 { return }
                pending.append((now + .milliseconds(5 + (faulty ? dice.below(200) : 0)), reply))
                if faulty, dice.below(20) == 0 { pending.append((now + .milliseconds(210), reply)) }
            case .discardInput: pending = []
            case .fault: break
            case .report(let report): obey(report, faulty)
            }
        }
        func obey(_ report: BillAcceptorReport, _ faulty: Bool) {
            switch report {
            case .poweredUp, .broken, .remembered, .outcomeMissing, .identified: journal.recovering = true
            case .escrowed(_, let seenAt):
                guard journal.intent == nil, !journal.recovering else { return }
                journal.intent = unit.shown
                if dice.below(5) == 0 {
                    commands.append(.command(.giveBack))
                } else {
                    commands.append(.command(.stack(seenAt: seenAt)))
                }
            case .stacked:
                guard let note = journal.intent else { return }
                #expect(unit.places[note - 1] == .box, "credited a note that is not in the box")
                journal.credited.append(note)
                journal.base += 1
                journal.intent = nil
            case .returned:
                guard let note = journal.intent, !journal.recovering else { return }
                #expect(unit.places[note - 1] != .box, "wrote off a note that is in the box")
                journal.voided.append(note)
                journal.intent = nil
            case .atRest(let counter, _):
                rests += 1
                #expect(!unit.busy || unit.current == .escrow && unit.starting, "rest with a note under way")
                guard let counter else { return }
                if let note = journal.intent {
                    if counter == journal.base + 1 {
                        #expect(unit.places[note - 1] == .box)
                        journal.credited.append(note)
                    } else if counter == journal.base {
                        #expect(unit.places[note - 1] != .box)
                        journal.voided.append(note)
                    } else {
                        journal.doubts.append(note)
                        journal.surplus += counter - journal.base
                    }
                    journal.intent = nil
                } else {
                    journal.surplus += counter - journal.base
                }
                journal.base = counter
                journal.recovering = false
                commands.append(.command(.enable(Denomination.usNotes)))
            case .escrowedUnknown: commands.append(.command(.giveBack))
            case .accepting, .rejected, .status, .cheated: break
            }
        }
        func step(_ event: DialogueEvent<BillAcceptorCommand>, _ faulty: Bool) {
            let taken = dialogue.on(event, now: now)
            dialogue = taken.next
            for effect in taken.effects { handle(effect, faulty) }
        }

        let healedAt = Duration.seconds(240)
        while now < healedAt + .seconds(60) {
            let faulty = now < healedAt
            now += .milliseconds(10)
            unit.ticksInPath += 1
            if dice.below(12) == 0 { unit.move(&dice) }
            if faulty, dice.below(1500) == 0 { unit.cut() }
            if !unit.on, dice.below(200) == 0 { unit.on = true }
            if faulty, dice.below(2500) == 0 {  // the host dies; only the journal stays
                dialogue = EBDSDialogue(EBDSConfiguration(counterTrust: .exact))
                journal.recovering = true
                commands = [.opened]
            }
            if !faulty {
                unit.on = true
                if now == healedAt { commands.append(.command(.settle)) }
            }
            if !commands.isEmpty, dice.below(4) == 0 { step(commands.removeFirst(), faulty) }
            while let first = pending.first, first.at <= now {  // first in, first out
                pending.removeFirst()
                step(.received(first.bytes), faulty)
            }
            if let due = dialogue.deadline, due <= now { step(.time, faulty) }
        }
        step(.command(.settle), false)
        for _ in 0..<3_000 {
            now += .milliseconds(10)
            unit.ticksInPath += 1
            if unit.busy || unit.starting, dice.below(12) == 0 { unit.move(&dice) }
            commands.removeAll { if case .command(.enable) = $0 { true } else { false } }
            if !commands.isEmpty { step(commands.removeFirst(), false) }
            while let first = pending.first, first.at <= now {  // first in, first out
                pending.removeFirst()
                step(.received(first.bytes), false)
            }
            if let due = dialogue.deadline, due <= now { step(.time, false) }
        }
        let inBox = unit.places.enumerated().filter { $0.element == .box }.map { $0.offset + 1 }
        #expect(journal.intent == nil)
        #expect(Set(journal.credited).count == journal.credited.count)
        #expect(journal.credited.allSatisfy { inBox.contains($0) })
        #expect(journal.voided.allSatisfy { !inBox.contains($0) })
        #expect(Int64(journal.credited.count) + journal.surplus == Int64(inBox.count))
        #expect(journal.doubts.isEmpty && journal.surplus == 0)
        #expect(rests > 0)
        #expect(journal.credited.count > 3, "nothing was tried: \(journal.credited.count)")
    }
}
