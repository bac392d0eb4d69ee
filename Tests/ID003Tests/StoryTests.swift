import DeviceKit
import ID003Driver
import ID003Simulator
import Money
import SimulatorKit
import Testing

/// The model checker's shortest stories, each told twice: a host with the wrong rule loses money, ours does not.
/// - Source: models `stories/I*.md`, table 3 of `README.md`.
@Suite struct StoryTests {
    private typealias Unit = ID003Simulator.ID003Configuration

    private static func givesUp(_ unit: inout Unit) { unit.readings.escrowClearing = .givesBack(after: .seconds(2)) }

    /// Host up and a 20 in escrow: the intent is durable (or is about to be), no more.
    private func escrowed(
        _ id: Int = 1, behaviour: ID003Behaviour? = nil, at moment: World.Moment? = nil,
        unit: (inout Unit) -> Void = { _ in }
    ) -> World {
        var world = World.open(behaviour: behaviour, unit: unit)
        world.cutHostAt = moment
        world.insert(id)
        let isThere = world.run { $0.place(id) == .escrow }
        #expect(isThere)
        return world
    }

    @Test("IP1: still in escrow read as 'order again' stacks the second note on the first one's intent")
    func escrowAfterALostOrderIsNotOrderedAgain() {
        var wrong = WrongHost(Self.givesUp)
        wrong.escrow(1)
        _ = wrong.poll()  // intent 1 durable; the order is lost
        wrong.wait(2600)
        wrong.escrow(2)
        #expect(wrong.poll() == 0x13)
        wrong.say(0x42)  // ordered again
        wrong.wait(800)
        #expect(wrong.poll() == 0x15 && !wrong.isInBox(1), "the credit of note 1 has another note behind it")

        var world = escrowed(unit: Self.givesUp)
        world.run { $0.host.open != nil }
        world.loseFrames = 1000
        world.run { $0.place(1) == .withCustomer }
        world.insert(2)
        world.run { $0.place(2) == .escrow }
        world.loseFrames = 0
        world.run(.seconds(5))
        #expect(world.host.notes(.voided) == [1])
        #expect(world.place(2) == .withCustomer)
        world.expectConservation()
    }

    @Test("IP2: the same after a restart of the host")
    func escrowAfterARestartIsNotOrdered() {
        var world = escrowed(at: .intentDurable, unit: Self.givesUp)
        world.run { !$0.hostIsOn }
        world.run { $0.place(1) == .withCustomer }
        world.insert(2)
        world.run(.milliseconds(300))
        world.startHost()
        world.run(.seconds(8))
        #expect(world.host.notes(.voided) == [1])
        #expect(world.place(2) == .withCustomer && world.boxed.isEmpty)
        world.expectConservation()
    }

    @Test("IM7: a second order after a restart stacks whatever lies there now")
    func anOldIntentIsNeverOrderedAgain() {
        var wrong = WrongHost(Self.givesUp)
        wrong.escrow(1)  // intent 1 durable, host cut
        wrong.wait(2600)
        wrong.escrow(2)
        wrong.say(0x42)
        wrong.wait(800)
        #expect(wrong.isInBox(2) && !wrong.isInBox(1), "credited on intent 1")

        var world = escrowed(at: .intentDurable)
        world.run { !$0.hostIsOn }
        world.startHost()
        world.run(.seconds(8))
        #expect(!world.sent.contains(wire(0x42)), "the very note of the intent is not ordered either")
        #expect(world.host.notes(.voided) == [1] && world.place(1) == .withCustomer)
        world.expectConservation()
    }

    @Test(
        "IA1, IA2: 40 with an open intent is a doubt, with a unit of which nothing is known", arguments: [false, true])
    func powerUpWithAnOpenIntentIsInDoubt(_ vendValidAfterReset: Bool) {
        var world = escrowed(at: .intentDurable) { unit in
            Self.givesUp(&unit)
            unit.readings.vendValidAfterReset = vendValidAfterReset
        }
        world.run { !$0.hostIsOn }
        world.run { $0.place(1) == .withCustomer }
        world.cutDevice()
        world.pull(.powerOn)
        world.startHost()
        world.run(.seconds(12))
        #expect(world.host.notes(.doubt) == [1], "given back, or in the box and forgotten: the count tells")
        #expect(world.boxed.isEmpty)
        world.expectConservation()
    }

    @Test("IA3: credit at 42 is false on a unit that gives the note back")
    func noteInStackerIsNoCredit() {
        var wrong = WrongHost { $0.readings.pastEscrowAtReset = .givenBack }
        wrong.escrow(1)
        wrong.say(0x42)
        wrong.wait(300)
        wrong.cutAndRestore()
        #expect(wrong.poll() == 0x42)  // credited
        wrong.say(0x40)
        wrong.wait(3000)
        #expect(wrong.device.note(1)?.place == .withCustomer, "note and credit")

        var world = escrowed { $0.readings.pastEscrowAtReset = .givenBack }
        world.run { $0.place(1) == .pastEscrow }
        world.cutDevice()
        world.pull(.powerOn)
        world.run(.seconds(12))
        #expect(world.host.notes(.doubt) == [1] && world.place(1) == .withCustomer)
        #expect(world.device.isLit, "the next note may come")
        world.expectConservation()
    }

    @Test("IA4: 40 read as 'not stacked' writes off a note whose credit the unit has forgotten")
    func powerUpIsNoReturn() {
        var wrong = WrongHost()
        wrong.escrow(1)
        wrong.say(0x42)
        wrong.wait(800)
        wrong.cutAndRestore()
        #expect(wrong.poll() == 0x40 && wrong.isInBox(1), "written off, and in the box")

        var world = escrowed()
        world.run { $0.host.open != nil && $0.sent.last == wire(0x42) }
        world.loseAnswers = 1000
        world.run { $0.isInBox(1) }
        world.cutDevice()
        world.loseAnswers = 0
        world.pull(.powerOn)
        world.run(.seconds(12))
        #expect(world.host.notes(.doubt) == [1] && world.boxed == [1])
        world.expectConservation()
    }

    @Test("I6, I7: on a model proven to cover the unacknowledged credit nothing stays in doubt")
    func aProvenModelLeavesNoDoubt() {
        let proven = ID003Behaviour(unacknowledgedShowsAs42: true, repeatsVendValidAfterReset: true)
        var world = escrowed(behaviour: proven) { unit in
            unit.readings.unacknowledgedShowsAs42 = true
            unit.readings.vendValidAfterReset = true
        }
        world.run { $0.host.open != nil && $0.sent.last == wire(0x42) }
        world.loseAnswers = 1000
        world.run { $0.isInBox(1) }
        world.cutDevice()
        world.loseAnswers = 0
        world.pull(.powerOn)
        world.run(.seconds(12))
        #expect(world.host.notes(.credited) == [1])
        world.expectConservation()
    }

    @Test("IA5: an order that is older than a second meets the next note")
    func aSlowCommitOrdersNothing() {
        var wrong = WrongHost(Self.givesUp)
        wrong.escrow(1)
        wrong.wait(2600)  // the commit takes its time
        wrong.escrow(2)
        wrong.say(0x42)
        wrong.wait(800)
        #expect(wrong.isInBox(2) && !wrong.isInBox(1), "the credit of intent 1 has another note behind it")

        var world = World.open(unit: Self.givesUp)
        world.insert(1)
        world.run { $0.place(1) == .escrow }
        world.commitTime = .seconds(4)
        world.run { $0.place(1) == .withCustomer }
        world.insert(2)
        world.run(.seconds(14))
        #expect(!world.isInBox(2) || world.host.notes(.credited) == [2])
        world.commitTime = .milliseconds(4)
        world.settleDown()
        world.expectConservation()
    }

    @Test("IM1: stacked before the intent is durable: a note in the box nobody asked for")
    func nothingIsOrderedBeforeTheIntent() {
        var wrong = WrongHost()
        wrong.escrow(1)
        wrong.say(0x42)  // the host is cut before the intent is written
        wrong.wait(800)
        #expect(wrong.isInBox(1), "no record has ever heard of it")

        var world = World.open()
        world.commitTime = .milliseconds(400)
        world.insert(1)
        world.run { $0.reports.contains { if case .escrowed = $0 { true } else { false } } }
        world.run(.milliseconds(200))
        world.cutHost()
        world.run(.seconds(2))
        world.startHost()
        world.run(.seconds(8))
        #expect(world.host.records.isEmpty && world.place(1) == .withCustomer)
        world.expectConservation()
    }

    @Test("IM2: acknowledged before the credit is durable: the unit forgets, idle writes the note off")
    func aCutBeforeTheCreditIsDurableLosesNothing() {
        var wrong = WrongHost()
        wrong.escrow(1)
        wrong.say(0x42)
        wrong.wait(800)
        _ = wrong.poll()
        wrong.say(0x50)  // the host is cut before the credit is written
        _ = wrong.poll()
        #expect(wrong.poll() == 0x11 && wrong.isInBox(1), "idle: written off")

        var world = escrowed(at: .beforeCredit)
        world.run { !$0.hostIsOn }
        #expect(world.isInBox(1) && world.host.open != nil)
        #expect(!world.sent.contains(wire(0x50)))
        world.run(.seconds(3))
        world.startHost()
        world.run(.seconds(8))
        #expect(world.host.notes(.credited) == [1])
        world.expectConservation()
    }

    @Test("A cut after the credit is durable, before its ACK: the repetition is acknowledged and books nothing")
    func aCutBeforeTheAckBooksNothingTwice() {
        var world = escrowed(at: .creditDurable)
        world.run { !$0.hostIsOn }
        world.run(.seconds(3))
        world.startHost()
        world.run(.seconds(8))
        #expect(world.host.notes(.credited) == [1] && world.host.unidentified == 0)
        #expect(world.host.repetitions == 1 && world.sent.contains(wire(0x50)))
        #expect(world.device.isLit)
        world.expectConservation()
    }

    @Test("IM3: a lost line read as 'returned' writes off a note that falls meanwhile")
    func aSilentLineSettlesNothing() {
        var world = escrowed()
        world.run { $0.sent.last == wire(0x42) }
        world.loseAnswers = 1000
        world.run(.seconds(9))
        #expect(world.isInBox(1) && world.host.open != nil)
        #expect(world.reports.contains { if case .broken = $0 { true } else { false } })
        world.loseAnswers = 0
        world.run(.seconds(8))
        #expect(world.host.notes(.credited) == [1])
        world.expectConservation()
    }

    @Test("IM4: an intent forgotten at a restart leaves the credit without an owner")
    func theRestartedHostKnowsItsIntent() {
        var world = escrowed()
        world.run { $0.place(1) == .pastEscrow }
        world.cutHost()
        world.run(.seconds(3))
        world.doubleAnswers = 3
        world.startHost()
        world.run(.seconds(8))
        #expect(world.host.notes(.credited) == [1] && world.host.unidentified == 0)
        world.expectConservation()
    }

    @Test("IM5: RESET before the power-up is written down: a restart finds idle and writes the note off")
    func theDoubtIsDurableBeforeTheReset() {
        var wrong = WrongHost()
        wrong.escrow(1)
        wrong.say(0x42)
        wrong.wait(300)
        wrong.cutAndRestore()
        #expect(wrong.poll() == 0x42)
        wrong.say(0x40)  // nothing written down
        wrong.wait(3000)
        #expect(wrong.poll() == 0x1A && wrong.isInBox(1), "disabled: written off")

        var world = escrowed()
        world.run { $0.place(1) == .pastEscrow }
        world.cutDevice()
        world.pull(.powerOn)
        world.cutHostAt = .doubtDurable
        world.run { !$0.hostIsOn }
        #expect(!world.sent.suffix(20).contains(wire(0x40)), "no reset before the host had written it down")
        world.startHost()
        world.run(.seconds(10))
        #expect(world.host.notes(.doubt) == [1] && world.boxed == [1])
        world.expectConservation()
    }

    @Test("IM6: a credit for each report is two credits for one note")
    func repetitionsAreOneCredit() {
        var world = escrowed()
        world.run { $0.sent.last == wire(0x42) }
        world.doubleAnswers = 40
        world.run { $0.reports.contains(.stacked(twenty)) }
        world.loseFrames = 3  // our ACK among them
        world.run(.seconds(8))
        #expect(world.host.notes(.credited) == [1] && world.host.unidentified == 0 && world.host.repetitions == 0)
        world.expectConservation()
    }

    @Test("A doubt is settled by the VEND VALID that comes after the reset, and by nothing else")
    func vendValidSettlesTheDoubt() {
        var world = escrowed { $0.readings.vendValidAfterReset = true }
        world.run { $0.place(1) == .pastEscrow }
        world.cutDevice()
        world.pull(.powerOn)
        world.run { $0.host.count(.doubt) == 1 }
        world.run(.seconds(8))
        #expect(world.host.notes(.credited) == [1] && world.host.count(.doubt) == 0)
        world.expectConservation()
    }

    @Test("Cut the unit again and again between the reset and VEND VALID: the credit comes once")
    func cutsInARowGiveOneCredit() {
        var world = escrowed { unit in
            unit.readings.unacknowledgedShowsAs42 = true
            unit.readings.vendValidAfterReset = true
        }
        world.run { $0.place(1) == .pastEscrow }
        for pause in [200, 900, 1700, 2600, 3100, 3600] {
            world.cutDevice()
            world.pull(.powerOn)
            world.run(.milliseconds(pause))
        }
        world.run(.seconds(10))
        #expect(world.host.notes(.credited) == [1] && world.host.unidentified == 0)
        world.expectConservation()
    }

    @Test("A unit that stacks unordered at rest: registered once, credited to nobody")
    func anUnorderedNoteIsRegisteredOnce() {
        var world = World.open()
        world.host.refusesNotes = true
        world.commitTime = .milliseconds(300)
        world.pull(.stackUnordered)
        world.insert(1)
        world.run { $0.host.unidentified > 0 }
        world.doubleAnswers = 5
        world.run(.seconds(6))
        #expect(world.host.unidentified == 1 && world.host.records.isEmpty && world.boxed == [1])
        world.expectConservation()
    }

    @Test(
        "A controller that answers after 400 ms is a controller: a whole visit of notes goes through",
        arguments: [0, 20, 400])
    func aSlowControllerTakesNotes(_ milliseconds: Int) {
        var world = World.open()
        world.commitTime = .milliseconds(milliseconds)
        for id in 1...6 {
            world.insert(id, [500, 1000, 2000][id % 3])
            world.run { $0.isInBox(id) && $0.host.open == nil && $0.device.noteInside == nil }
            world.run(.seconds(2))
        }
        #expect(world.host.notes(.credited) == [1, 2, 3, 4, 5, 6])
        #expect(world.reports.allSatisfy { $0 != .outcomeMissing })
        world.expectConservation()
    }

    @Test("STACK-1: credited at the lever, and the note comes back: why STACK-2 is ordered and STACK-1 is class C")
    func stackOneIsAFalseCredit() {
        var world = World.open(ID003Driver.ID003Configuration(stackOrder: .stack1))
        world.pull(.failNextStack)
        world.insert(1)
        world.run(.seconds(8))
        #expect(world.host.notes(.credited) == [1] && world.place(1) == .withCustomer)
        #expect(!world.problems.isEmpty)
        var ours = World.open()
        ours.pull(.failNextStack)
        ours.insert(1)
        ours.run(.seconds(8))
        #expect(ours.host.notes(.voided) == [1] && ours.place(1) == .withCustomer)
        ours.expectConservation()
    }
}
