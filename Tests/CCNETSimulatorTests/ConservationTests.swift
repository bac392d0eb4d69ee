import CCNETFrame
import CCNETSimulator
import SimulatorKit
import Testing

/// Chance on the customer's, the staff's and the host's side of one device.
private struct Storm {
    var dice: Dice
    var bench: Bench
    var made = 0
    var units = 1
    /// What the notices alone say about every note: an account apart from the device's.
    var seen: [NotePlace] = []

    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        bench = Bench {
            $0.readings.keepsInProcess = dice.chance(1, in: 2)
            $0.readings.resetForgetsWord = dice.chance(1, in: 4)
            $0.readings.counter = dice.pick([.exact, .exact, .none])
            $0.readings.failedStack = dice.pick([.silent, .returned])
            $0.readings.disableGivesBack = dice.chance(1, in: 2)
            $0.readings.acceptsWhileWordStands = dice.chance(1, in: 4)
            $0.timing.initialise = .milliseconds(400)
            $0.timing.accept = .milliseconds(500)
            $0.timing.stackLag = dice.pick([.zero, .milliseconds(100)])
            $0.customerTakesAfter = dice.pick([nil, .zero, .seconds(1)])
            $0.cashUnitCapacity = dice.pick([nil, 20, 50])
        }
        self.dice = dice
    }

    mutating func turn() {
        let before = bench.notices.count
        switch dice.roll(0...99) {
        case 0...44: bench.wait(dice.roll(1...400))
        case 45...79: frame()
        case 80...87: if bench.device.noteInside == nil || dice.chance(1, in: 20) { insert() }
        case 88: if dice.chance(1, in: 2) { lever() }
        default: repair()
        }
        while seen.count < bench.device.notes.count { seen.append(.hand) }
        for notice in bench.notices[before...] { read(notice) }
    }

    private mutating func frame() {
        switch dice.roll(0...19) {
        case 0: if dice.chance(1, in: 4) { bench.send([0x30]) }
        case 1: bench.send([dice.pick([0x31, 0x37, 0x41, 0x5B, 0x60, 0x38])])
        case 2...4: bench.enable(dice.pick([[0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF], [0, 0, 0], [0, 0, 0x15]]))
        case 5...9: bench.send([0x35])
        case 10: bench.send([0x36])
        case 11...14:
            bench.poll()
            bench.acknowledge()
        default: bench.poll()
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
        switch dice.roll(0...11) {
        case 0: bench.pull(.powerOff)
        case 1: bench.pull(.powerOff, .powerOn)
        case 2...3: bench.pull(.jam(dice.pick([.acceptor, .stacker, .exit])))
        case 4: bench.pull(.failNextStack)
        case 5: bench.pull(.stackUnordered)
        case 6: bench.pull(.cashUnitFull(true))
        case 7: bench.pull(.removeCashUnit)
        case 8: bench.pull(.mute(true))
        default: bench.pull(.pullString(id: dice.roll(0...max(made, 1))))
        }
    }

    private mutating func repair() {
        switch dice.roll(0...9) {
        case 0: bench.pull(.powerOn, .mute(false))
        case 1: bench.pull(.clearJam(dice.pick([.customer, .staff])))
        case 2: bench.pull(.attendantRemovesNote)
        case 3: bench.pull(.cashUnitFull(false))
        case 4 where dice.chance(1, in: 4):
            units += dice.roll(0...1)
            bench.pull(.removeCashUnit, .insertCashUnit(serial: "CU-\(units)"))
        case 5...6: if !bench.device.isReady || bench.device.isJammed { bench.send([0x30]) }
        default: bench.pull(.takeNote)
        }
    }

    private mutating func read(_ notice: AcceptorNotice) {
        switch notice {
        case .noteDrawnIn(let id): seen[id] = .path
        case .noteInEscrow(let id): seen[id] = .escrow
        case .noteStacked(let id): seen[id] = .box(cashUnit: bench.device.cashUnit ?? "none")
        case .noteReturned(let id), .noteWaiting(let id): seen[id] = .mouth
        case .noteTaken(let id): seen[id] = .withCustomer
        case .noteStuck(let id, let section): seen[id] = .stuck(section)
        case .noteWithStaff(let id): seen[id] = .withStaff
        case .refused(let id, _): seen[id] = .hand
        case .bezelLight, .power, .alarm, .impossible: break
        }
    }

    /// What a watcher cannot see from outside: a note inside that moves is told only at its ends.
    func agrees() -> Bool {
        zip(bench.device.notes, seen).allSatisfy { note, seen in
            switch (note.place, seen) {
            case (.pastEscrow, .escrow), (.path, .escrow): true
            default: note.place == seen
            }
        }
    }
}

@Test(arguments: 1...24)
func everyNoteIsInExactlyOnePlaceAndTheCounterIsTheBoxesOrTheOracleOfEveryStormLies(seed: Int) {
    var storm = Storm(seed: UInt64(seed))
    for turn in 0..<2000 {
        storm.turn()
        let device = storm.bench.device
        let boxed = device.cashUnits.flatMap(device.contents(of:))
        let everywhere = device.notes.count { if case .box = $0.place { true } else { false } }
        #expect(boxed.count == everywhere)
        let money = boxed.count { $0.paper.minorUnits != nil }
        if device.configuration.readings.counter == .exact {
            #expect(device.counter == money + device.fished.count, "seed \(seed), turn \(turn)")
        }
        #expect(device.notes.count(where: \.place.isInside) <= 1)
        #expect(device.notes.count { $0.place == .mouth } <= 2)
        #expect(storm.agrees(), "seed \(seed), turn \(turn)")
    }
}

@Test func theStormsMoveMoneyOrTheyProveNothing() {
    var boxed = 0
    for seed in 1...8 {
        var storm = Storm(seed: UInt64(seed))
        for _ in 0..<2000 { storm.turn() }
        boxed += storm.bench.device.cashUnits.flatMap(storm.bench.device.contents(of:)).count
    }
    #expect(boxed > 20)
}

@Test func theSameSeedGivesTheSameWorldOrNoFailureCanBeReplayed() {
    var one = Storm(seed: 7)
    var two = Storm(seed: 7)
    for _ in 0..<3000 {
        one.turn()
        two.turn()
    }
    #expect(one.bench.device == two.bench.device)
    #expect(one.bench.sent == two.bench.sent && one.bench.notices == two.bench.notices)
}

@Test func aLateCallChangesNothingBecauseEveryMotionEndsAtItsOwnTime() {
    var often = Bench.ready()
    often.pull(.insert(id: 1, .note(minorUnits: 500)))
    var once = often
    often.wait(15_000)
    once.now += .milliseconds(15_000)
    once.step(.time)
    #expect(often.device == once.device && often.notices == once.notices)
}

@Test func aHundredThousandRandomInputsTrapNothing() {
    var dice = Dice(seed: 20)
    var device = CCNETDevice()
    var now = Duration.zero
    var answers = 0
    for round in 0..<100_000 {
        now += .milliseconds(dice.roll(0...300))
        var bytes = (0..<dice.roll(0...12)).map { _ in UInt8(dice.roll(0...255)) }
        if round % 3 != 0 {
            let data = (0..<dice.roll(0...12)).map { _ in UInt8(dice.roll(0...255)) }
            bytes = CCNETFrame(address: 3, payload: [UInt8(dice.roll(0x30...0x69))] + data).encoded()
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
