import DeviceKit
import Money
import SSPDriver
import SSPSimulator
import SimulatorKit
import Testing

/// The stories of the model (models/stories/S*.md): the wrong rule loses money, ours does not.
@Suite struct StoryTests {
    /// Accepting, back to back with a simulated unit.
    private func lobby(
        _ configuration: SSPConfiguration, counter: SSPReadings.Counter = .none,
        _ shape: (inout SSPReadings) -> Void = { _ in }
    ) -> World {
        var configuration = configuration
        configuration.counterTrust = counter == .none ? .none : .exact
        var world = World(configuration) { unit in
            unit.readings.acknowledgement = .offered
            unit.readings.counter = counter
            unit.readings.escrowTimeout = nil
            shape(&unit.readings)
        }
        world.wait { $0.rests > 0 }
        world.pass(.seconds(3))
        return world
    }

    /// Note 1 in escrow, its intent durable; the order to stack never leaves the host.
    private func intentOnly(
        _ configuration: SSPConfiguration, counter: SSPReadings.Counter = .none,
        _ shape: (inout SSPReadings) -> Void = { _ in }
    ) -> World {
        var world = lobby(configuration, counter: counter, shape)
        world.freezes = { if case .stack = $0 { true } else { false } }
        _ = world.insert()
        world.wait { $0.books.open != nil }
        return world
    }

    private func states(_ world: World) -> [Books.State] { world.books.records.map(\.state) }

    @Test func sa1AHostCutAfterTheIntentLeavesADoubtWithPlainPollsAndNoCounter() {
        for (counter, end) in [(SSPReadings.Counter.none, Books.State.doubt), (.exact, .void)] {
            var world = intentOnly(plain, counter: counter)
            world.killHost()
            world.heal()
            #expect(states(world) == [end])
            #expect(world.device.note(1)?.place == .withCustomer)
            world.finalCheck()
        }
    }

    @Test func sa2AUnitCutWithTheCreditForgottenLeavesADoubtEvenWithAcknowledgedPolls() {
        for (counter, end) in [(SSPReadings.Counter.none, Books.State.doubt), (.exact, .void)] {
            var world = intentOnly(SSPConfiguration(), counter: counter)
            world.weather = World.Weather(loses: 1000)
            world.pull(.pullString(id: 1))  // no string on it: nothing happens
            var hand = world.device
            hand = hand.on(.lever(.powerOff), now: world.now).next
            hand = hand.on(.lever(.attendantRemovesNote), now: world.now).next  // it left by itself, unseen
            world.device = hand
            world.pull(.powerOn)
            world.weather = World.Weather()
            world.heal()
            #expect(states(world) == [end])
            world.finalCheck()
        }
    }

    @Test func sa3ANoteThatComesBackAfterItsCreditIsPaidOnlyByWhoTrustsTheCreditAlone() {
        for isFinal in [true, false] {
            let behaviour = SSPBehaviour(creditIsFinal: isFinal)
            var world = lobby(SSPConfiguration(behaviour: behaviour), counter: .exact) {
                $0.comesBackAfterCredit = true
            }
            let note = world.insert()
            world.wait { $0.device.note(note)?.place == .pastEscrow }
            world.pass(.milliseconds(640))  // past the point of no return, its credit told, not in the box
            #expect(world.device.note(note)?.place == .pastEscrow)
            world.pull(.powerOff)
            world.pull(.powerOn)
            world.heal()
            #expect(world.device.note(note)?.place == .withCustomer)
            // The wrong rule: credited and given back.
            #expect(states(world) == [isFinal ? .credited : .void])
        }
    }

    @Test func sa4APowerCutWithAPlainIntentOpenIsADoubtWhateverTheFrontSays() {
        var world = intentOnly(plain)
        world.pull(.powerOff)
        world.pull(.powerOn)
        world.heal()
        #expect(states(world) == [.doubt])
        #expect(!world.reports.contains(.remembered(.notTaken)))
        world.finalCheck()
    }

    /// Note 1 gave itself up unseen, note 2 lies in escrow, and the unit clears it into the box at power-up.
    private func clearedStranger(_ configuration: SSPConfiguration, _ counter: SSPReadings.Counter) -> World {
        var world = intentOnly(configuration, counter: counter) { $0.clearsUnordered = true }
        world.weather = World.Weather(loses: 1000)
        world.pull(.mute(true))
        world.act(.received(wire(0, [0x08])))  // gives note 1 back: by itself, as far as the host can know
        world.act(.received(wire(1, [0x08])))
        var device = world.device
        for _ in 0..<20 where device.note(1)?.place != .withCustomer {
            world.now += .milliseconds(100)
            device = device.on(.time, now: world.now).next
        }
        world.inserted = 2
        device = device.on(.lever(.insert(id: 2, .note(minorUnits: 2000))), now: world.now).next
        world.now += .milliseconds(1100)
        device = device.on(.time, now: world.now).next
        #expect(device.note(2)?.place == .escrow)
        device = device.on(.lever(.powerOff), now: world.now).next
        device = device.on(.lever(.powerOn), now: world.now).next
        world.device = device
        world.weather = World.Weather()
        world.heal()
        #expect(world.boxed == [2] && world.device.note(1)?.place == .withCustomer)
        return world
    }

    @Test func sa5AStrangersNoteClearedAtPowerUpIsNotTheOrderedOneUnlessARigHasExcludedIt() {
        #expect(states(clearedStranger(SSPConfiguration(), .none)) == [.doubt])
    }

    @Test func sa6AgainstAUnitThatClearsStrangersNotesNotEvenTheCounterIsBelieved() {
        let happens = SSPConfiguration(behaviour: SSPBehaviour(clearsUnordered: .happens))
        let world = clearedStranger(happens, .exact)
        #expect(states(world) == [.doubt])
        #expect(world.teller.identity?.counter == CounterTrust.none && world.teller.identity?.trust == .pulsesOnly)
    }

    @Test func sp1AFrontClearedAtPowerUpIsTheNextNotesAndWritesOffNothing() throws {
        // Note 1 is in the box, its credit unread; note 2 is drawn in when the unit is cut.
        var hand = Hand()
        #expect(hand.escrow(1).contains(0xEF))
        hand.send([0x07])
        hand.wait(800)
        #expect(hand.place(1) == inBox)
        hand.pull(.insert(id: 2, .note(minorUnits: 2000)))
        hand.wait(100)
        hand.pull(.powerOff)
        hand.pull(.powerOn)
        hand.wait(3000)
        hand.sequence = 0
        #expect(hand.send([0x07]).contains(0xE1))  // the wrong rule writes off note 1 here

        var rig = try Rig.stacking(plain)
        rig.servePoll([0xF1, 0xE1, 5])
        rig.serve([0xE8]) { $0 == .atRest(counter: 7, openOrder: .none) }
        #expect(!rig.facts.contains(.returned) && !rig.facts.contains(.remembered(.notTaken)))
    }

    @Test(arguments: ["SP2", "SM6"])
    func aPollFirstAfterARestartTakesANoteWithoutAnIntentAndARejectFirstGivesItBack(_ row: String) {
        var hand = Hand()
        #expect(hand.escrow(1).contains(0xEF))  // its report goes to the host that dies
        hand.send([0x11])
        hand.send([0x07])
        hand.wait(2000)
        #expect(hand.place(1) == inBox)  // the wrong rule: in the box, and nobody asked for it

        for configuration in [SSPConfiguration(), plain] {
            var world = lobby(configuration, counter: .exact)
            let note = world.insert()
            world.freezes = { _ in true }
            world.hasTeller = false
            world.wait { $0.reports.contains { if case .escrowed = $0 { true } else { false } } }
            world.hasTeller = true
            world.freezes = { _ in false }
            world.killHost()
            world.heal()
            #expect(world.device.note(note)?.place == .withCustomer)
            #expect(world.boxed.isEmpty && world.books.unclaimed == 0)
        }
    }

    @Test func sm1WhoPollsBeforeTheIntentIsDurableHasStackedANoteNobodyKnows() {
        var hand = Hand()
        _ = hand.escrow(1)
        hand.send([0x07])
        hand.wait(1000)
        #expect(hand.place(1) == inBox)

        var world = intentOnly(SSPConfiguration(), counter: .exact)
        world.pass(.seconds(5))  // the commit takes its time: the note is held, not accepted
        #expect(world.device.note(1)?.place == .escrow)
        world.freezes = { _ in false }
        world.killHost()
        world.heal()
        world.finalCheck(doubtsAllowed: false)
    }

    @Test func sm2WhoAcknowledgesBeforeTheCreditIsDurableFindsAnIdleUnitAfterTheCut() {
        var hand = Hand()
        _ = hand.escrow(1, poll: 0x56)
        hand.send([0x56])
        hand.wait(1000)
        #expect(hand.send([0x56]).contains(0xEE))
        hand.send([0x57])  // not durable; the host dies here
        hand.send([0x11])
        hand.send([0x08])
        #expect(!hand.send([0x56]).contains(0xEE) && hand.place(1) == inBox)  // idle "proves" a return

        var world = lobby(SSPConfiguration(behaviour: SSPBehaviour(creditIsFinal: true)))
        _ = world.insert()
        world.wait { $0.device.note(1)?.place == .pastEscrow }
        world.hasTeller = false
        world.wait { $0.reports.contains { if case .stacked = $0 { true } else { false } } }
        world.pass(.seconds(2))
        world.hasTeller = true
        world.killHost()
        world.heal()
        #expect(states(world) == [.credited])
    }

    @Test func sm3ALostLineIsNoReturn() {
        for configuration in [SSPConfiguration(), plain] {
            var world = lobby(configuration, counter: .exact)
            _ = world.insert()
            world.wait { $0.device.note(1)?.place == .pastEscrow }
            world.weather = World.Weather(loses: 1000)
            world.pass(.seconds(8))
            #expect(!world.reports.contains(.returned) && world.books.open != nil)
            #expect(world.device.note(1)?.place == inBox)
            world.heal()
            #expect(states(world) == [.credited])
        }
    }

    @Test func sm4AForgottenIntentMakesTheUnitsLateWordOwnerlessAndAKeptOneEndsInADoubt() {
        var world = lobby(SSPConfiguration())
        _ = world.insert()
        world.wait { $0.device.note(1)?.place == .pastEscrow }
        world.killHost()
        world.wait { $0.device.note(1)?.place == inBox }
        world.pull(.powerOff)
        world.pull(.powerOn)
        world.heal()
        #expect(states(world) == [.doubt])  // with the mutant: nothing at all, and a note in the box
        world.finalCheck()
    }

    @Test func sm5ANewSequenceOnARetryAcceptsTheNoteWhoseReportWasLost() throws {
        var hand = Hand()
        hand.pull(.insert(id: 1, .note(minorUnits: 2000)))
        hand.wait(1100)
        #expect(hand.send([0x07]).contains(0xEF))  // lost on the line
        hand.wait(1000)
        #expect(hand.again([0x07]).contains(0xEF) && hand.place(1) == .escrow)  // ours: the same bytes
        hand.send([0x07])  // the wrong rule
        #expect(hand.place(1) == .pastEscrow)

        var rig = Rig.accepting()
        rig.awaitFrame()
        let poll = rig.sent.last
        rig.lose()
        #expect(rig.sent.last == poll)
    }

    @Test func sm7IdleAfterAResetIsNoReturn() {
        var world = lobby(SSPConfiguration())
        _ = world.insert()
        world.wait { $0.device.note(1)?.place == .pastEscrow }
        world.weather = World.Weather(loses: 1000)
        world.wait { $0.device.note(1)?.place == inBox }
        world.pull(.powerOff)
        world.pull(.powerOn)
        world.weather = World.Weather()
        world.heal()
        #expect(states(world) == [.doubt])
        world.finalCheck()
    }

    @Test func sm8ARepeatedCreditIsOneNoteAlsoForTheNextHost() {
        var world = lobby(SSPConfiguration(), counter: .exact)
        _ = world.insert()
        world.freezes = { $0 == .acknowledge }
        world.wait { $0.books.count(.credited) == 1 }
        world.freezes = { _ in false }
        world.killHost()
        world.heal()
        #expect(states(world) == [.credited] && world.books.unclaimed == 0)
        let told = world.reports.filter {
            switch $0 {
            case .stacked, .remembered: true
            default: false
            }
        }
        // The second life did not watch the note: it hears of a doubt that is no doubt of anybody's.
        #expect(told == [.stacked(.usd(2000)), .remembered(.mayBeTaken)], "each life of the host is told once")
        world.finalCheck(doubtsAllowed: false)
    }
}
