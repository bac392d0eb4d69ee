import EBDSFrame
import EBDSSimulator
import SimulatorKit
import Testing

/// Chance on the customer's, the staff's and the host's side of one device.
private struct Storm {
    var dice: Dice
    var bench: Bench
    var made = 0
    var units = 1
    var cleared = false
    /// What the notices alone say about every note: an account apart from the device's.
    var seen: [NotePlace] = []

    init(seed: UInt64) {
        var dice = Dice(seed: seed)
        bench = Bench {
            $0.readings.blankStacked = dice.pick([.everyPowerUp, .asTable, .never])
            $0.readings.policyCAtEscrow = dice.pick([.held, .outOfService])
            $0.readings.escrowClearing = dice.pick([
                .never, .givesBack(after: .seconds(2)), .intoBox(after: .seconds(3)),
            ])
            $0.readings.isSeries2000 = dice.chance(1, in: 8)
            $0.readings.eventsInEveryStatus = dice.chance(1, in: 2)
            $0.readings.extendedCarriesPoll = dice.chance(1, in: 4)
            $0.readings.deafWhileReading = dice.chance(1, in: 4)
            $0.readings.repeatFilter = dice.pick([.ackBit, .ackBitAndBytes])
            $0.readings.failedStack = dice.pick([.returned, .rejected])
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
        case 80...87: insert()
        case 88: lever()
        default: repair()
        }
        while seen.count < bench.device.notes.count { seen.append(.hand) }
        for notice in bench.notices[before...] { read(notice) }
    }

    private mutating func frame() {
        let order = dice.pick([UInt8(0x1C), 0x1C, 0x1C, 0x1C, 0x3C, 0x3C, 0x5C, 0x0C, 0x7C])
        let mask = dice.pick([UInt8(0x7F), 0x7F, 0x7F, 0x7F, 0x7F, 0x00, 0x15])
        let policy = dice.pick([UInt8(0x00), 0x10, 0x04, 0x08, 0x12])
        switch dice.roll(0...19) {
        case 0: if dice.chance(1, in: 10) { bench.send(0x60, [0x7F, 0x7F, 0x7F]) }
        case 1...2: bench.query(UInt8(dice.pick([0, 1, 2, 5, 0x0A, 0x1A, 0x30])))
        case 3: bench.send(0x70, [dice.pick([0x02, 0x04, 0x06, 0x0B, 0x15]), mask, order, policy, 1])
        case 4: bench.send(0x70, [0x04, mask, order, policy, UInt8(dice.roll(0...4)), 1])
        case 5: bench.again(0x10, [mask, order, policy])
        default: bench.poll([mask, order, policy])
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
        switch dice.roll(0...5) {
        case 0: bench.pull(.powerOn, .mute(false))
        case 1: bench.pull(.clearJam(dice.pick([.customer, .staff])))
        case 2: bench.pull(.attendantRemovesNote)
        case 3: bench.pull(.cashUnitFull(false))
        case 4:
            units += dice.roll(0...1)
            bench.pull(.removeCashUnit, .insertCashUnit(serial: "CU-\(units)"))
        default: bench.pull(.takeNote)
        }
    }

    private mutating func read(_ notice: AcceptorNotice) {
        func put(_ id: Int, _ place: NotePlace) { seen[id] = place }
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
    var boxedOnce = 0
    for turn in 0..<2000 {
        storm.turn()
        let device = storm.bench.device
        let boxed = device.cashUnits.flatMap(device.contents(of:))
        let everywhere = device.notes.count { if case .box = $0.place { true } else { false } }
        #expect(boxed.count == everywhere)
        let money = boxed.count { $0.paper.minorUnits != nil }
        #expect(device.counter == money + device.fished.count, "seed \(seed), turn \(turn)")
        #expect(device.notes.count(where: \.place.isInside) <= 1)
        #expect(device.notes.count { $0.place == .mouth } <= 2)
        #expect(storm.agrees(), "seed \(seed), turn \(turn)")
        boxedOnce = max(boxedOnce, money)
    }
    #expect(boxedOnce > 0, "a storm without money proves nothing")
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
    often.wait(9000)
    once.now += .milliseconds(9000)
    once.step(.time)
    #expect(often.device == once.device && often.notices == once.notices)
}

@Test func twoHundredThousandRandomInputsTrapNothing() {
    var dice = Dice(seed: 20)
    var device = EBDSDevice()
    var now = Duration.zero
    var answers = 0
    for round in 0..<200_000 {
        now += .milliseconds(dice.roll(0...300))
        var bytes = (0..<dice.roll(0...12)).map { _ in UInt8(dice.roll(0...255)) }
        if round % 3 != 0 {
            let control = UInt8(dice.pick([0x10, 0x60, 0x70, 0x20, 0x00])) | UInt8(dice.roll(0...15))
            let data = (0..<dice.roll(0...24)).map { _ in UInt8(dice.roll(0...127)) }
            bytes = EBDSFrame(control: control, data: data).encoded()
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
