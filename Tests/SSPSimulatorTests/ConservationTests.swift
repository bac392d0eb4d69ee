import SSPFrame
import SSPSimulator
import SimulatorKit
import Testing

/// Chance on the customer's, the staff's and the host's side of one unit.
private struct Storm {
    var dice: Dice
    var bench: Bench
    var made = 0
    var units = 1

    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        bench = Bench {
            $0.readings.acknowledgement = dice.pick([.offered, .needsKey, .unknown])
            $0.readings.creditInPlainPolls = dice.pick([.once, .inEveryPoll])
            $0.readings.disabled = dice.pick([.once, .inEveryPoll])
            $0.readings.pendingCreditSurvives = dice.chance(1, in: 2)
            $0.readings.clearsUnordered = dice.chance(1, in: 2)
            $0.readings.comesBackAfterCredit = dice.chance(1, in: 4)
            $0.readings.unfinishedStack = dice.pick([.intoBox, .givenBack])
            $0.readings.disableGivesBack = dice.chance(1, in: 2)
            $0.readings.holdOutlastsPoll = dice.chance(1, in: 4)
            $0.readings.sequenceAtStart = dice.pick([.expectsZero, .expectsAny])
            $0.timing.stackLag = dice.pick([.zero, .milliseconds(100)])
            $0.customerTakesAfter = dice.pick([nil, .zero, .seconds(1)])
            $0.cashUnitCapacity = dice.pick([nil, 20, 50])
        }
        self.dice = dice
    }

    mutating func turn() {
        switch dice.roll(0...99) {
        case 0...39: bench.wait(dice.roll(1...600))
        case 40...77: frame()
        case 78...86: insert()
        case 87: lever()
        default: repair()
        }
    }

    private mutating func frame() {
        switch dice.roll(0...19) {
        case 0: bench.send([0x11])
        case 1: if dice.chance(1, in: 4) { bench.send([0x08]) }
        case 2: bench.send([0x18])
        case 3: if dice.chance(1, in: 4) { bench.send([0x09]) }
        case 4...6: bench.send([0x0A])
        case 7...8: bench.send([0x02, 0xFF, 0xFF])
        case 9: bench.again([0x07])
        case 10: if dice.chance(1, in: 10) { bench.send([0x01]) }
        case 11...12: bench.send([0x57])
        case 13...15: bench.send([0x56])
        default: bench.send([0x07])
        }
    }

    private mutating func insert() {
        let paper = dice.pick([
            SimulatedPaper.note(minorUnits: 500), .note(minorUnits: 2000), .onString(minorUnits: 1000),
            .forged(minorUnits: 500), .note(minorUnits: 7), .barcode("ABC"),
        ])
        let again = made > 0 && dice.chance(1, in: 5)
        bench.pull(.insert(id: again ? dice.roll(0...(made - 1)) : made, paper))
        made = bench.device.notes.count
    }

    private mutating func lever() {
        switch dice.roll(0...10) {
        case 0...2: bench.pull(.powerOff, .powerOn)
        case 3: bench.pull(.jam(dice.pick([.acceptor, .stacker, .exit])))
        case 4: bench.pull(.failNextStack)
        case 5: bench.pull(.stackUnordered)
        case 6: bench.pull(.cashUnitFull(true))
        case 7: bench.pull(.removeCashUnit)
        case 8: bench.pull(.powerOff)
        default: bench.pull(.pullString(id: dice.roll(0...max(made, 1))))
        }
    }

    private mutating func repair() {
        switch dice.roll(0...5) {
        case 0: bench.pull(.powerOn)
        case 1: bench.pull(.clearJam(dice.pick([.customer, .staff])))
        case 2: bench.pull(.attendantRemovesNote)
        case 3: bench.pull(.cashUnitFull(false))
        case 4:
            units += dice.roll(0...1)
            bench.pull(.removeCashUnit, .insertCashUnit(serial: "CU-\(units)"))
        default: bench.pull(.takeNote)
        }
    }
}

@Test(arguments: 1...16)
func everyNoteIsInExactlyOnePlaceAndTheCounterIsTheBoxesOrTheOracleOfEveryStormLies(seed: Int) {
    var storm = Storm(seed: UInt64(seed))
    var boxedOnce = 0
    for turn in 0..<2000 {
        storm.turn()
        let device = storm.bench.device
        let boxed = device.cashUnits.flatMap(device.contents(of:))
        let everywhere = device.notes.count { if case .box = $0.place { true } else { false } }
        #expect(boxed.count == everywhere)
        #expect(device.counter == boxed.count + device.fished.count, "seed \(seed), turn \(turn)")
        #expect(boxed.allSatisfy { $0.paper.minorUnits != nil })
        #expect(device.notes.count(where: \.place.isInside) <= 1)
        #expect(device.notes.count { $0.place == .mouth } <= 2)
        boxedOnce = max(boxedOnce, boxed.count)
    }
    #expect(boxedOnce > 0, "a storm without money proves nothing")
}

@Test func theSameSeedGivesTheSameWorldOrNoFailureCanBeReplayed() {
    var one = Storm(seed: 7)
    var two = Storm(seed: 7)
    for _ in 0..<2000 {
        one.turn()
        two.turn()
    }
    #expect(one.bench.device == two.bench.device)
    #expect(one.bench.sent == two.bench.sent && one.bench.notices == two.bench.notices)
}

@Test func aLateCallChangesNothingBecauseEveryMotionEndsAtItsOwnTime() {
    var often = Bench.ready()
    often.escrow(1)
    often.poll()
    var once = often
    often.wait(9000)
    once.now += .milliseconds(9000)
    once.step(.time)
    #expect(often.device == once.device && often.notices == once.notices)
}

@Test func aHundredThousandRandomInputsTrapNothing() {
    var dice = Dice(seed: 20)
    var device = SSPDevice()
    var now = Duration.zero
    var answers = 0
    for round in 0..<100_000 {
        now += .milliseconds(dice.roll(0...300))
        var bytes = (0..<dice.roll(0...12)).map { _ in UInt8(dice.roll(0...255)) }
        if round % 3 != 0 {
            let code = UInt8(dice.pick([0x07, 0x56, 0x02, 0x06, 0x4A, 0x4B, 0x4C, 0x7E, 0x60, 0x01, 0x11, 0x58]))
            let data = [code] + (0..<dice.pick([0, 1, 8, 16, 32])).map { _ in UInt8(dice.roll(0...255)) }
            bytes = SSPFrame(sequence: dice.chance(1, in: 2), address: 0, data: data).encoded()
        }
        if round % 50 == 0 {
            device = device.on(.lever(.insert(id: round % 400, .note(minorUnits: 500))), now: now).next
        }
        let (next, effects) = device.on(.received(bytes), now: now)
        device = next
        answers += effects.count
    }
    #expect(answers > 10_000)
}
