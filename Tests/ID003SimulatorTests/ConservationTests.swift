import ID003Frame
import ID003Simulator
import SimulatorKit
import Testing

/// Chance on every side of one device: each piece of paper is in one place, and the box holds what fell.
@Test("A note in two places, or in none, would make every oracle lie", arguments: 0..<40)
func paperIsConserved(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    var bench = Bench {
        $0.readings.unacknowledgedShowsAs42 = dice.chance(1, in: 2)
        $0.readings.vendValidAfterReset = dice.chance(1, in: 2)
        $0.readings.pastEscrowAtReset = dice.pick([.intoBox, .givenBack])
        $0.readings.escrowClearing = dice.pick([.never, .givesBack(after: .seconds(2)), .intoBox(after: .seconds(3))])
        $0.readings.afterTrouble = dice.pick([.continues, .initialises, .waitsForReset])
        $0.readings.runningReset = dice.pick([.inhibits, .restarts])
        $0.readings.troubleHidesVendValid = dice.chance(1, in: 2)
        $0.readings.deafWhileReading = dice.chance(1, in: 4)
        $0.timing.stackLag = dice.pick([.zero, .milliseconds(100)])
        $0.customerTakesAfter = dice.pick([nil, .zero, .seconds(1)])
        $0.cashUnitCapacity = dice.pick([nil, 20])
    }
    var made = 0
    var units = 1
    var credits = 0
    for _ in 0..<3000 {
        let turn = dice.roll(0...99)
        // Hands that mend come oftener than hands that break, or nothing would ever fall into the box.
        let mends = (84...86).contains(turn) || (89...90).contains(turn) || (92...96).contains(turn)
        if turn > 78, !mends, !dice.chance(1, in: 6) { continue }
        switch turn {
        case 0...39: bench.wait(dice.roll(1...1200))
        case 40...59:
            switch bench.poll().first {
            case 0x40, 0x41, 0x42: bench.say(0x40)
            case 0x15:
                credits += 1
                bench.say(0x50)
            case 0x1A:
                bench.say(0xC7, [1])
                bench.say(0xC3, [0])
            case 0x13: bench.say(dice.pick([0x41, 0x42, 0x42, 0x43, 0x44]))
            default: break
            }
        case 60...74:
            made += 1
            let paper: SimulatedPaper = dice.pick([
                .note(minorUnits: 500), .forged(minorUnits: 500), .onString(minorUnits: 2000), .barcode("123"),
            ])
            bench.pull(.insert(id: made, paper))
        case 75...78: if made > 0 { bench.pull(.insert(id: dice.roll(1...made), .note(minorUnits: 500))) }
        case 79...81: bench.pull(.takeNote)
        case 82: bench.pull(.pullString(id: max(1, made)))
        case 83: bench.pull(.jam(dice.pick([.acceptor, .stacker, .exit])))
        case 84...86: bench.pull(.clearJam(dice.pick([.customer, .staff])))
        case 87: bench.pull(dice.pick([.failNextStack, .stackUnordered]))
        case 88: bench.pull(.removeCashUnit)
        case 89...90:
            if bench.device.cashUnit == nil {
                units += 1
                bench.pull(.insertCashUnit(serial: "CU-\(units)"))
            }
        case 91: bench.pull(.powerOff)
        case 92...94: bench.pull(.powerOn)
        case 95: bench.pull(.attendantRemovesNote)
        case 96: bench.pull(.cashUnitFull(dice.chance(1, in: 12)))
        case 97: bench.raw((0..<dice.roll(1...12)).map { _ in UInt8(dice.roll(0...255)) })
        case 98: bench.pull(.swap(serial: "SIM-\(dice.roll(1...9))"))
        default: bench.say(UInt8(dice.roll(0...0xBF)), (0..<dice.roll(0...3)).map { _ in UInt8(dice.roll(0...255)) })
        }
        if bench.device.notes.count(where: \.place.isInside) > 1 { Issue.record("two notes inside, seed \(seed)") }
    }
    let notes = bench.device.notes
    #expect(notes.count == made)
    let fallen = bench.notices.count { if case .noteStacked = $0 { true } else { false } }
    let boxed = bench.device.cashUnits.reduce(0) { $0 + bench.device.contents(of: $1).count }
    #expect(fallen - bench.device.fished.count == boxed)
    #expect(notes.allSatisfy { if case .box = $0.place, case .forged = $0.paper { false } else { true } })
    #expect(made > 100 && fallen > 2 && credits > 0)
}
