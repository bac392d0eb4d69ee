import CCNETDriver
import CCNETFrame
import CCNETSimulator
import DeviceKit
import Money
import SimulatorKit
import Testing

/// A host that is typed by hand, to play the rules that lose money.
private struct WrongHost {
    var device: CCNETDevice
    var now: Duration = .zero
    var answer: [UInt8] = []

    init(keepsInProcess: Bool = true) {
        var unit = CCNETSimulator.CCNETConfiguration()
        unit.beginsAtPowerUp = false
        unit.readings.keepsInProcess = keepsInProcess
        device = CCNETDevice(unit)
    }

    /// Sends a command; the answer's data are kept.
    @discardableResult mutating func send(_ data: [UInt8]) -> [UInt8] {
        give(.received(wire(data)))
        return answer
    }

    mutating func give(_ event: SimulatorEvent<AcceptorLever>) {
        let (next, effects) = device.on(event, now: now)
        device = next
        for case .send(let bytes) in effects { answer = Array(bytes[3..<(bytes.count - 2)]) }
    }

    mutating func wait(_ milliseconds: Int) {
        let end = now + .milliseconds(milliseconds)
        while let due = device.deadline, due <= end {
            now = max(now, due)
            give(.time)
        }
        now = end
        give(.time)
    }

    mutating func enable() { send([0x34, 0, 0, 0xFF, 0, 0, 0xFF]) }

    mutating func feed(_ id: Int) {
        give(.lever(.insert(id: id, .note(minorUnits: 2000))))
        wait(1200)
    }

    func isBoxed(_ id: Int) -> Bool { if case .box = device.note(id)?.place { true } else { false } }
}

private let poll: [UInt8] = [0x33]
private let acknowledge: [UInt8] = [0x00]
private let stack: [UInt8] = [0x35]
private let reset: [UInt8] = [0x30]

/// The stories of the models (rows CA*, CP*, CM*): the wrong rule loses money, ours does not.
@Suite struct StoryTests {
    /// Accepting, note 1 drawn in.
    private func fed(_ configuration: Setup = specified, keeps: Bool = true) -> World {
        var world = World(configuration) { $0.readings.keepsInProcess = keeps }
        world.run { $0.device.isLit }
        #expect(world.device.isLit)
        world.insert(1)
        return world
    }

    private func finish(_ world: inout World, doubts: Int = 0) {
        world.heal()
        world.expectConserved(doubts: doubts)
    }

    // CA1: the unit forgets an unacknowledged 81 at a power cut; 10 is not "not stacked".
    @Test func ca1PowerUpOfAUnitThatForgetsIsNoProof() {
        var wrong = WrongHost(keepsInProcess: false)
        wrong.enable()
        wrong.feed(1)
        wrong.send(stack)
        wrong.wait(1000)
        wrong.give(.lever(.powerOff))
        wrong.give(.lever(.powerOn))
        #expect(wrong.send(poll) == [0x10], "void, says the wrong rule")
        #expect(wrong.isBoxed(1))

        var world = fed(Setup(), keeps: false)
        world.accidents = [.loseAnswer(0x35)]
        world.run { $0.boxed == [1] }
        world.pull(.powerOff)
        world.run(.seconds(1))
        world.pull(.powerOn)
        finish(&world, doubts: 1)
        #expect(world.journal.voided.isEmpty && world.journal.doubts == [1])
    }

    // CA2, CA3: the ACK to a late answer is taken for the ACK to the 81 that got lost.
    @Test(arguments: [true, false])
    func ca2TheAcknowledgementOfALateAnswerHandsNoCreditOver(_ keeps: Bool) {
        var wrong = WrongHost()
        wrong.enable()
        wrong.feed(1)
        let late = wrong.send(poll)
        wrong.send(stack)
        wrong.wait(1000)
        wrong.send(poll)  // 81, lost on the way
        #expect(late == [0x80, 5])
        wrong.send(acknowledge)  // for the late 80
        #expect(wrong.device.creditPending == nil, "handed over, and nobody has seen it")

        var world = fed(Setup(keepsInProcess: keeps), keeps: true)
        world.accidents = [.doubleAnswer(0x33), .loseAnswer(0x35)]
        world.run { $0.sent.contains(wire([0x35])) }
        // Answers that come when the host has given them up: 81 lost, the one before it late.
        world.accidents += [.delayAnswer(0x33, .milliseconds(150)), .loseAnswer(0x33)]
        world.run { $0.boxed == [1] }
        finish(&world)
        #expect(world.journal.credited == [1])
    }

    /// Every answer comes a quarter of a second late: one exchange behind, for ever.
    @Test func ca2AnAnswerThatIsAlwaysOneBehindIsFoundOut() {
        var wrong = WrongHost()
        wrong.enable()
        wrong.feed(1)
        wrong.send(stack)
        wrong.wait(1000)
        wrong.send(poll)
        wrong.send(acknowledge)
        #expect(wrong.device.creditPending == nil)

        var world = fed()
        world.accidents = [.loseAnswer(0x35)]
        world.run { $0.sent.contains(wire([0x35])) }
        world.lineDelay = .milliseconds(125)
        world.run(.seconds(20))
        #expect(world.device.creditPending == 1, "not handed over while nothing can be believed")
        world.lineDelay = .milliseconds(4)
        finish(&world)
        #expect(world.journal.credited == [1])
    }

    // CA4: a doubt remains where the unit forgets; nothing false is written down.
    @Test(arguments: [true, false])
    func ca4IdleAfterAFailedStackIsADoubtForAUnitThatForgets(_ keeps: Bool) {
        var world = fed(Setup(keepsInProcess: keeps), keeps: keeps)
        world.accidents = [.loseAnswer(0x35)]
        world.pull(.failNextStack)
        world.run { $0.sent.contains(wire([0x35])) }
        world.run(.seconds(3))
        finish(&world, doubts: keeps ? 0 : 1)
        #expect(world.boxed.isEmpty && world.journal.voided == (keeps ? [1] : []))
    }

    // CM1: STACK before the intent is durable.
    @Test func cm1NothingIsStackedBeforeTheIntentIsDurable() {
        var wrong = WrongHost()
        wrong.enable()
        wrong.feed(1)
        wrong.send(stack)  // and the host dies before it has written anything down
        wrong.wait(1000)
        #expect(wrong.isBoxed(1) && wrong.send(poll) == [0x81, 5], "a note nobody asked for")

        var world = fed()
        world.commitDelay = .milliseconds(300)
        world.run { world in world.reports.contains { if case .escrowed = $0 { true } else { false } } }
        world.run(.milliseconds(100))
        world.cutHost()
        world.commitDelay = .zero
        world.run(.seconds(2))
        #expect(world.boxed.isEmpty && world.device.note(1)?.place == .escrow)
        finish(&world)
        #expect(world.device.note(1)?.place == .withCustomer)
    }

    // CM2, CP2: ACK before the credit is durable.
    @Test func cm2TheCreditIsDurableBeforeItIsAcknowledged() {
        var wrong = WrongHost()
        wrong.enable()
        wrong.feed(1)
        wrong.send(stack)
        wrong.wait(1000)
        wrong.send(poll)
        wrong.send(acknowledge)  // as the ten milliseconds want it; and the host dies
        #expect(wrong.send(poll) == [0x14] && wrong.isBoxed(1), "idle: void, says the next life")

        var world = fed()
        world.run { $0.device.noteInside?.place == .pastEscrow }
        world.commitDelay = .milliseconds(700)
        world.run { $0.reports.contains(.stacked(.usd(2000))) }
        world.run(.milliseconds(600))  // it was told three times, and is not durable
        #expect(world.device.creditPending == 1)
        world.cutHost()
        world.commitDelay = .zero
        world.run(.seconds(1))
        world.startHost()
        finish(&world)
        #expect(world.journal.credited == [1])
    }

    // CM3: a lost line is no return.
    @Test func cm3ALostLineIsNoReturn() {
        var world = fed()
        world.accidents = [.loseAnswer(0x35)]
        world.run { $0.sent.contains(wire([0x35])) }
        world.pull(.mute(true))
        world.run(.seconds(20))
        #expect(world.boxed == [1] && world.journal.intent == 1 && world.journal.voided.isEmpty)
        finish(&world)
        #expect(world.journal.credited == [1])
    }

    // CM4: the open intent is not forgotten over a start.
    @Test func cm4TheNextLifeOfTheHostOwnsTheNoteOfTheOneBefore() {
        var wrong = WrongHost()
        wrong.enable()
        wrong.feed(1)
        wrong.send(stack)
        wrong.wait(1000)
        #expect(wrong.send(poll) == [0x81, 5])  // no intent: to the register, and the ACK gets lost
        #expect(wrong.send(poll) == [0x81, 5], "to the register once more")

        var world = fed()
        world.run { $0.sent.contains(wire([0x35])) }
        world.cutHost()
        world.run(.seconds(3))
        world.startHost()
        world.accidents = [.loseCommand(0x00), .loseCommand(0x00)]
        finish(&world)
        #expect(world.journal.credited == [1] && world.journal.unclaimed == 0)
    }

    // CM5: an 81 that comes again is not another note.
    @Test func cm5StackedThatComesAgainIsNotAnotherNote() {
        var world = fed()
        world.run { $0.reports.contains(.stacked(.usd(2000))) }
        world.accidents = [.loseCommand(0x00), .loseCommand(0x00), .loseCommand(0x00)]
        world.run(.seconds(2))
        finish(&world)
        #expect(world.heard.count { $0 == wire([0x81, 5]) } >= 4)
        #expect(world.reports.count { $0 == .stacked(.usd(2000)) } == 1)
        #expect(world.journal.alarms == 0)
    }

    /// The same over a power cut: the ACK was lost, the unit recovers the credit, the books have it.
    @Test func cm5ACreditRecoveredAfterItWasBookedIsNotBookedAgain() {
        var world = fed()
        world.run { $0.reports.contains(.stacked(.usd(2000))) }
        world.accidents = Array(repeating: .loseCommand(0x00), count: 20)
        world.run(.milliseconds(500))
        world.pull(.powerOff)
        world.run(.milliseconds(500))
        world.accidents = []
        world.pull(.powerOn)
        finish(&world)
        #expect(world.journal.credited == [1] && world.journal.unclaimed == 0)
        #expect(world.device.creditPending == nil)
    }

    // CP1: escrow still shown is no reason to order again; the note there is another one.
    @Test func cp1TheNextNoteIsNotStackedOnTheIntentOfTheFirst() {
        var wrong = WrongHost()
        wrong.enable()
        wrong.feed(1)
        wrong.give(.lever(.failNextStack))
        wrong.send(stack)
        wrong.wait(2000)
        wrong.feed(2)
        #expect(wrong.send(poll) == [0x80, 5], "the order never took, says the wrong rule")
        wrong.send(stack)
        wrong.wait(1000)
        #expect(!wrong.isBoxed(1) && wrong.isBoxed(2), "note 1 is credited and is not in the box")

        var world = fed()
        world.pull(.failNextStack)
        world.run { $0.sent.contains(wire([0x35])) }
        world.pull(.mute(true))
        world.run(.seconds(2))
        world.insert(2)
        world.run(.milliseconds(1500))
        world.pull(.mute(false))
        world.run(.seconds(8))
        #expect(world.boxed.isEmpty && world.journal.credited.isEmpty)
        finish(&world)
        #expect(world.journal.voided == [1])
    }

    // CP2: idle read as returned, after an ACK that came before the commit: the two wrong rules together.
    @Test func cp2IdleAfterAStartIsBelievedOnlyBecauseNothingWasAcknowledgedTooSoon() {
        var world = fed()
        world.commitDelay = .milliseconds(5)  // already too long for the ten milliseconds of the paper
        for _ in 0..<3 {
            world.run { $0.device.creditPending != nil }
            world.run(.milliseconds(3))
            world.cutHost()
            world.run(.milliseconds(50))
            world.startHost()
        }
        finish(&world)
        #expect(world.journal.credited == [1])
    }
}

/// The rows that hold, with one reading changed: what the driver leans on is seen.
@Suite struct ReadingTests {
    /// A unit that is said to remember and does not: this is what the power-cut rig is for.
    @Test func aFalseEntryInTheModelTableWouldWriteANoteOff() {
        var world = World(specified) { $0.readings.keepsInProcess = false }
        world.run { $0.device.isLit }
        world.insert(1)
        world.accidents = [.loseAnswer(0x35)]
        world.run { $0.boxed == [1] }
        world.pull(.powerOff)
        world.run(.seconds(1))
        world.journal.intent = nil  // nothing more is booked: only what the driver says is looked at
        world.pull(.powerOn)
        world.run(.seconds(10))
        #expect(world.reports.contains(.remembered(.notTaken)), "\"not taken\", and it lies in the box")
    }

    @Test(arguments: [true, false])
    func aUnitThatTellsItsWordOnlyOnceIsStillCreditedWhenItIsHeard(_ stands: Bool) {
        var world = World(Setup()) { $0.readings.stackedStandsUntilAcknowledged = stands }
        world.run { $0.device.isLit }
        world.insert(1)
        world.run(.seconds(5))
        #expect(world.journal.credited == [1])
        world.heal()
        world.expectConserved()
    }
}
