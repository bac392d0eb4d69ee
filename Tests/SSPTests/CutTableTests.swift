import DeviceKit
import Money
import SSPDriver
import SSPSimulator
import SimulatorKit
import Testing

/// The table "cuts" of the dossier (4.4), as corrected by the models (rules 15 to 17): one row a test.
@Suite struct CutTableTests {
    // Row 1
    @Test func aLostAnswerToAPollIsFetchedWithTheSameBytesOrItsCreditIsGone() throws {
        var rig = try Rig.stacking(plain)
        rig.awaitFrame()
        let poll = rig.sent.last
        rig.lose()
        #expect(rig.sent.last == poll)
        rig.answer([0xF0, 0xEE, 5, 0xEB])
        #expect(rig.facts.last == .stacked(.usd(2000)))
    }

    // Row 1, the whole way: the simulator repeats its answer for the same sequence bit.
    @Test func overALineThatLosesEverySecondAnswerEachNoteIsCreditedOnce() {
        var world = World(seed: 3, plain) { $0.readings.counter = .none }
        world.wait { $0.rests > 0 }
        world.pass(.seconds(2))
        world.weather = World.Weather(loses: 60)
        for _ in 0..<12 {
            _ = world.insert()
            world.pass(.seconds(12))
        }
        world.heal()
        world.finalCheck()
        #expect(world.books.count(.credited) >= 2)
    }

    // Row 2, plain
    @Test func aPlainCreditHeardByADeadHostIsADoubtAndTheCounterSettlesIt() {
        for counter in [CounterTrust.none, .exact] {
            var configuration = plain
            configuration.counterTrust = counter
            var world = World(configuration) { $0.readings.counter = counter == .none ? .none : .exact }
            world.wait { $0.rests > 0 }
            world.pass(.seconds(2))
            let note = world.insert()
            world.wait { $0.device.note(note)?.place == .pastEscrow }
            world.hasTeller = false  // it hears, and dies before it writes
            world.wait { $0.reports.contains { if case .stacked = $0 { true } else { false } } }
            world.hasTeller = true
            world.killHost()
            world.wait { $0.rests > 1 }
            #expect(world.books.records.map(\.state) == [counter == .none ? .doubt : .credited])
            world.heal()
            world.finalCheck()
        }
    }

    // Row 2, poll-with-ack: money again where a rig has shown that the credit is final, else a doubt, for the dead host
    // has read the word of the box (EB).
    @Test func anAcknowledgedCreditHeardByADeadHostIsToldAgain() {
        for isFinal in [true, false] {
            let behaviour = SSPBehaviour(creditIsFinal: isFinal)
            var world = World(SSPConfiguration(counterTrust: .none, behaviour: behaviour)) {
                $0.readings.acknowledgement = .offered
            }
            world.wait { $0.rests > 0 }
            world.pass(.seconds(2))
            let note = world.insert()
            world.wait { $0.device.note(note)?.place == .pastEscrow }
            world.hasTeller = false
            world.wait { $0.reports.contains { if case .stacked = $0 { true } else { false } } }
            #expect(world.books.open != nil)
            world.hasTeller = true
            world.killHost()
            world.wait { $0.rests > 1 }
            #expect(world.books.records.map(\.state) == [isFinal ? .credited : .doubt])
            world.heal()
            world.finalCheck(doubtsAllowed: !isFinal)
        }
    }

    // Row 3, journal open, E2
    @Test func clearedIntoTheBoxAtPowerUpCreditsTheOpenOrderOnce() throws {
        var rig = try Rig.stacking(SSPConfiguration(behaviour: proven))
        rig.servePoll([0xF1])
        rig.serve([0xB6, 0xE2, 5]) { $0 == .stacked(.usd(2000)) }
        rig.serve([0xE2, 5])
        rig.serve([0xE2, 5])
        #expect(rig.facts.filter { $0 == .stacked(.usd(2000)) }.count == 1)
        rig.command(.acknowledge)
        rig.serve([0xE8]) { if case .atRest = $0 { true } else { false } }
        #expect(rig.codes.contains(0x57))
    }

    // Row 3, the same from a model that no rig has shown to leave unordered notes alone (SA6)
    @Test func clearedIntoTheBoxByAnUnprovenModelIsADoubtAndTheCounterDecides() throws {
        var rig = try Rig.stacking()
        rig.counter = 8
        rig.servePoll([0xF1])
        rig.serve([0xE2, 5]) { $0 == .remembered(.mayBeTaken) }
        #expect(!rig.facts.contains(.stacked(.usd(2000))))
        for _ in 0..<10 { rig.serve([0xE2, 5]) }
        #expect(!rig.codes.contains(0x57), "acknowledged before it was durable")
        rig.command(.acknowledge)
        rig.serve([0xE8]) { $0 == .atRest(counter: 8, openOrder: .none) }
        #expect(rig.codes.contains(0x57))
    }

    // Row 3, EE stored, no EB seen, then E2: the same note
    @Test func creditBeforeTheCutAndTheBoxAfterItAreOneNote() throws {
        var rig = try Rig.stacking(SSPConfiguration(behaviour: proven))
        rig.servePoll([0xCC, 0xEE, 5])
        #expect(rig.facts.last == .stacked(.usd(2000)))
        rig.command(.acknowledge)
        rig.servePoll([0xF1])
        rig.serve([0xE2, 5]) { if case .identified = $0 { true } else { false } }
        rig.serve([0xE8]) { if case .atRest = $0 { true } else { false } }
        #expect(rig.facts.filter { $0 == .stacked(.usd(2000)) }.count == 1)
        #expect(!rig.facts.contains(.remembered(.mayBeTaken)))
    }

    // Row 3, the same with plain polls and a credit that was not money yet
    @Test func aCreditThatWasNotSeenThroughBecomesMoneyByTheBoxAtPowerUp() throws {
        var rig = try Rig.stacking(plain)
        rig.servePoll([0xCC, 0xEE, 5])
        #expect(rig.facts.count == 1)
        rig.servePoll([0xF1])
        rig.serve([0xB6]) { if case .identified = $0 { true } else { false } }
        rig.serve([0xE2, 5, 0xE8]) { if case .atRest = $0 { true } else { false } }
        #expect(rig.facts.filter { $0 == .stacked(.usd(2000)) }.count == 1)
    }

    // Row 3, journal empty
    @Test func clearedIntoTheBoxWithoutAnOrderIsNeverCreditedByItself() {
        var world = World(SSPConfiguration(counterTrust: .exact)) {
            $0.readings.acknowledgement = .offered
            $0.readings.clearsUnordered = true
        }
        world.wait { $0.rests > 0 }
        world.pass(.seconds(2))
        let note = world.insert()
        world.freezes = { if case .stack = $0 { true } else { false } }
        world.stacks = 0
        world.weather = World.Weather(loses: 1000)  // the wish to give back never arrives
        world.wait { $0.device.note(note)?.place == .escrow }
        world.pull(.powerOff)
        world.weather = World.Weather()
        world.pull(.powerOn)
        world.heal()
        #expect(world.boxed == [note])
        #expect(world.books.records.isEmpty && world.books.unclaimed == 1)
        world.finalCheck()
    }

    // Row 3, c = 0
    @Test func aClearedNoteWithoutAChannelIsADoubtWhateverTheModel() throws {
        var rig = try Rig.stacking(SSPConfiguration(behaviour: proven))
        rig.servePoll([0xF1])
        rig.serve([0xE2, 0]) { $0 == .remembered(.mayBeTaken) }
        #expect(!rig.facts.contains { if case .stacked = $0 { true } else { false } })
    }

    // Row 3, E1
    @Test func clearedFromTheFrontProvesAReturnWithAcknowledgedPollsAndNothingWithPlainOnes() throws {
        var rig = try Rig.stacking()
        rig.servePoll([0xF1])
        rig.serve([0xE1, 5]) { $0 == .remembered(.notTaken) }
        rig.command(.acknowledge)
        rig.serve([0xE8]) { if case .atRest = $0 { true } else { false } }

        rig = try Rig.stacking(plain)
        rig.servePoll([0xF1, 0xE1, 5])
        rig.serve([0xE8]) { $0 == .atRest(counter: 7, openOrder: .none) }
        #expect(!rig.facts.contains(.remembered(.notTaken)))
        #expect(!rig.facts.contains(.returned))
    }

    // Row 4
    @Test func theFirstAnswerAfterARestartIsReadWhole() throws {
        var rig = try Rig.stacking(SSPConfiguration(acknowledgedPolls: .never, behaviour: proven))
        let payout: [UInt8] = [0xDC, 1] + [0xF4, 1, 0, 0, 0xE8, 3, 0, 0] + Array("USD".utf8)
        let moved: [UInt8] = [0xCA, 0xF4, 1, 0, 0] + Array("USD".utf8)
        rig.servePoll([0xF1] + payout + moved + [0xE2, 5])
        rig.serve([0xE8]) { $0 == .stacked(.usd(2000)) }
        #expect(rig.facts.contains(.poweredUp))
        #expect(rig.faults.isEmpty)
    }

    // Row 5
    @Test func anAcknowledgementThatIsLostIsSentAgainAndDoesNoHarm() throws {
        var rig = try Rig.stacking()
        rig.servePoll([0xEE, 5, 0xEB])
        rig.command(.acknowledge)
        while rig.lastCode != 0x57 { rig.serve([0xEE, 5]) }
        let ack = rig.sent.last
        rig.lose()
        #expect(rig.sent.last == ack)
        rig.answer([0xF5])  // nothing to acknowledge any more
        for _ in 0..<4 { rig.servePoll([]) }
        #expect(rig.facts.filter { $0 == .stacked(.usd(2000)) }.count == 1)
        #expect(rig.codes.filter { $0 == 0x57 }.count == 2)
    }

    // Row 6
    @Test func aBlockThatDoesNotOpenIsNoAnswerAndTheKeyIsAgreedOnAnew() {
        var world = World(SSPConfiguration(encryption: .required, keyExchanges: testKeys, counterTrust: .exact)) {
            $0.readings.encryption = .mandatory
        }
        world.wait { $0.rests > 0 }
        #expect(world.dialogue.isEncrypted && world.device.isEncrypted)
        let rests = world.rests
        // Frames of somebody who does not know the key move neither side.
        for _ in 0..<20 {
            world.give(.received(wire(0, [0x7E] + [UInt8](repeating: 0xA5, count: 16))))
            world.give(.received(wire(1, [0xF0, 0xEE, 5, 0xEB])))
            world.pass(.milliseconds(70))
        }
        #expect(!world.reports.contains { if case .stacked = $0 { true } else { false } })
        world.device = SSPDevice(world.device.configuration, now: world.now)  // another unit: it has no key
        world.wait { $0.rests > rests }
        world.pass(.seconds(3))
        let note = world.insert()
        world.wait { $0.books.count(.credited) == 1 }
        #expect(world.books.records.map(\.note) == [note])
        #expect(world.dialogue.isEncrypted && world.device.isEncrypted)
    }
}
