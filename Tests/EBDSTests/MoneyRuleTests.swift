import DeviceKit
import EBDSDriver
import Money
import Testing

/// The model-checked rules (models/README.md section 4), one test a rule or story.
@Suite struct MoneyRuleTests {
    @Test func aNoteIsReportedOnceFromEscrowAndOnceStacked() throws {
        var rig = Rig.holding()
        rig.answer(.escrow(5))
        let seenAt = try #require(rig.seenAt)
        rig.command(.stack(seenAt: seenAt))
        #expect(rig.ordersStack)
        rig.answer(.stacking)
        rig.answer(.stacking)
        rig.answer(.stacked(5))
        rig.answer(.idle)
        #expect(rig.facts == [.escrowed(.usd(2000), seenAt: seenAt), .stacked(.usd(2000))])
        #expect(rig.sent.filter { $0[4] & 0x20 != 0 }.count == 1)
        #expect(rig.reports.contains(.accepting))
    }

    @Test func theStackOrderDoesNotWaitForThePollsSlot() throws {
        var rig = Rig.holding()
        let before = rig.now
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        #expect(rig.ordersStack && rig.now == before)
        #expect(rig.lastData == [0x7F, 0x3C, 0x04])
    }

    @Test func whileAPollIsOnTheLineTheOrderWaitsForItsAnswer() throws {
        var rig = Rig.holding()
        rig.awaitFrame()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        #expect(!rig.ordersStack)
        rig.answer(.escrow(5))
        #expect(rig.ordersStack)
    }

    // Rule 2
    @Test func anEscrowReportOlderThanASecondIsLookedAtAgain() throws {
        var rig = Rig.holding()
        let seenAt = try #require(rig.seenAt)
        for _ in 0..<7 { rig.answer(.escrow(5)) }
        #expect(rig.now - seenAt >= .seconds(1))
        rig.command(.stack(seenAt: seenAt))
        #expect(!rig.ordersStack)
        rig.answer(.escrow(5))
        #expect(rig.ordersStack)
    }

    @Test func theAgeCountsFromThePollAndNotFromItsAnswer() throws {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.now += .milliseconds(90)
        rig.answer(.escrow(5))
        let seenAt = try #require(rig.seenAt)
        rig.now += .milliseconds(950)  // the process slept
        rig.command(.stack(seenAt: seenAt))
        #expect(!rig.ordersStack)
        rig.answer(.escrow(5))
        #expect(rig.ordersStack)
    }

    @Test func anotherNoteFoundOnLookingAgainIsNotStacked() throws {
        var rig = Rig.holding()
        let seenAt = try #require(rig.seenAt)
        rig.awaitFrame()
        rig.command(.stack(seenAt: seenAt))
        rig.answer(.escrow(1))
        #expect(rig.facts.last == .outcomeMissing)
        rig.awaitFrame()
        rig.serve(.escrow(1))
        rig.awaitFrame()
        #expect(rig.ordersReturn)
        #expect(!rig.sent.contains { $0[2] >> 4 == 1 && $0[4] & 0x20 != 0 })
    }

    // Rule 14, EM7
    @Test func aStackFrameIsNeverRepeatedButPolledForWithTheSameAckBit() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        let order = rig.last
        rig.lose()
        #expect(rig.last == wire(order[2], [0x7F, 0x1C, 0x04]))
        rig.lose()
        #expect(rig.last == wire(order[2], [0x7F, 0x1C, 0x04]))
        rig.answer(.stacking)
        rig.answer(.stacked(5))
        #expect(rig.facts.last == .stacked(.usd(2000)))
    }

    // Rule 1
    @Test func aSecondOrderNeedsAFreshAnswerWithEscrowAndNoEvent() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.lose()
        rig.answer(.escrow(5))  // answer to a frame sent twice: old
        rig.awaitFrame()
        #expect(!rig.ordersStack)
        rig.answer(.escrow(5))  // fresh: the order never took
        rig.awaitFrame()
        #expect(rig.ordersStack)
        rig.answer(Seen(motion: 0x44, detail: 0x28))  // RETURNED beside escrow: the next note
        rig.awaitFrame()
        #expect(!rig.ordersStack)
        rig.answer(.escrow(5))
        #expect(rig.facts.last == .escrowed(.usd(2000), seenAt: rig.now))
        #expect(rig.facts.dropLast().last == .returned)
        rig.awaitFrame()
        #expect(!rig.ordersStack)
    }

    // Rule 14
    /// The note is stacked meanwhile and the next one lies in escrow: an old order would take it without an intent.
    @Test func aSecondOrderThatAStalledProcessKeptForTooLongIsNotGiven() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.answer(.escrow(5))  // the first order did not arrive; a second one is due
        rig.now += .seconds(3)
        rig.give(.time)
        #expect(!rig.ordersStack)
        rig.answer(.escrow(5))
        rig.awaitFrame()
        #expect(rig.ordersStack)
    }

    @Test func escrowInAnAnswerToARepeatedPollIsNotReported() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.lose()
        rig.answer(.escrow(5))
        #expect(rig.facts.isEmpty)
        rig.answer(.escrow(5))
        #expect(rig.facts == [.escrowed(.usd(2000), seenAt: rig.now)])
    }

    @Test(arguments: [
        Seen(motion: 0x44, detail: 0x28), Seen(motion: 0x14, detail: 0x28),
        Seen(motion: 0x04, condition: 0x12, detail: 0x28), Seen(motion: 0x04, condition: 0x11, detail: 0x28),
    ])
    func escrowBesideAnEventIsNotReported(_ seen: Seen) {
        var rig = Rig.accepting()
        rig.answer(seen)
        #expect(!rig.reports.contains { if case .escrowed = $0 { true } else { false } })
    }

    // Rule 6
    @Test func stackedTogetherWithEscrowInTheFirstAnswerIsNoEvidence() {
        var rig = Rig()
        rig.give(.opened)
        rig.answer(Seen(motion: 0x14, detail: 0x28))
        #expect(rig.facts.isEmpty)
    }

    // Reading 14: one value field for two notes.
    @Test func theBlankStackedOfAPowerUpBesideAHeldNoteIsNoEvidence() {
        var rig = Rig.holding()
        rig.reports = []
        rig.answer(.powerUp)
        rig.answer(Seen(motion: 0x14, detail: 0x28))
        #expect(rig.facts == [.poweredUp])
    }

    @Test func theBlankStackedOfANewCassetteBesideAHeldNoteIsNoEvidence() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.reports = []
        rig.answer(Seen(motion: 0x04, condition: 0x00, detail: 0x28))
        rig.answer(Seen(motion: 0x14, condition: 0x10, detail: 0x28))
        #expect(rig.facts.isEmpty)
    }

    @Test(arguments: [(UInt8(5), Denomination?.some(.usd(2000))), (UInt8(4), nil)])
    func stackedBesideTheNextNoteCountsAndItsValueOnlyIfItIsOurs(_ index: UInt8, _ value: Denomination?) throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.answer(.stacking)
        rig.reports = []
        rig.answer(Seen(motion: 0x14, detail: index << 3))
        #expect(rig.facts == [.stacked(value)])
    }

    /// Told before the name, it would be another unit's word for the note of the one that stood there before.
    @Test func stackedAloneInTheFirstAnswerIsEvidenceAndToldBehindTheName() {
        var rig = Rig()
        rig.give(.opened)
        rig.answer(.stacked(5))
        #expect(rig.facts.isEmpty)
        rig.serve { if case .identified = $0 { true } else { false } }
        #expect(rig.facts.dropFirst() == [.stacked(.usd(2000))])
    }

    @Test func aNoteThatWasStackedBeforeTheTableIsTheOneOfTheUnitsOwnTable() {
        var rig = Rig(EBDSConfiguration(fallbackNotes: [.usd(100), .usd(500)]))
        rig.give(.opened)
        rig.answer(.stacked(2))
        rig.serve { if case .identified = $0 { true } else { false } }
        #expect(rig.facts.dropFirst() == [.stacked(.usd(200))])
    }

    @Test func whatAUnitCalledStackedIsNotToldOfTheUnitInItsPlace() {
        var rig = Rig()
        rig.give(.opened)
        rig.answer(.stacked(5))
        rig.serve()
        rig.pass(.seconds(30))  // pulled; another one is put in
        rig.serve { if case .identified = $0 { true } else { false } }
        #expect(!rig.facts.contains { if case .stacked = $0 { true } else { false } })
    }

    // Rule 13, EP1
    @Test func stackedWithoutAValueIsNeverEvidence() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.answer(.stacking)
        rig.answer(.blank)
        #expect(!rig.facts.contains { if case .stacked = $0 { true } else { false } })
        #expect(rig.facts.last == .outcomeMissing)
        rig.serve { if case .atRest = $0 { true } else { false } }
        #expect(rig.facts.last == .atRest(counter: 7))
    }

    @Test func aValueTheTableDoesNotNameIsReportedWithoutOne() {
        var rig = Rig(EBDSConfiguration(fallbackNotes: [.usd(100)]))
        rig.answersValueTable = false
        rig.give(.opened)
        rig.serve { if case .atRest = $0 { true } else { false } }
        rig.command(.enable([.usd(100)]))
        rig.serve()
        rig.reports = []
        rig.answer(.stacked(5))
        #expect(rig.facts == [.stacked(nil)])
        rig.answer(.escrow(5))
        #expect(rig.facts.last == .escrowedUnknown(seenAt: rig.now))
    }

    @Test func aNoteNobodyCanNameIsNeverStacked() {
        var rig = Rig.accepting()
        rig.answer(.escrow(0))
        #expect(rig.facts == [.escrowedUnknown(seenAt: rig.now)])
        rig.command(.stack(seenAt: rig.now))
        #expect(!rig.ordersStack)
        rig.serve { if case .atRest = $0 { true } else { false } }
        #expect(!rig.sent.contains { $0[2] >> 4 == 1 && $0[4] & 0x20 != 0 })
    }

    @Test func givingBackIsOrderedAtOnceAndTheNoteIsReportedReturned() {
        var rig = Rig.holding()
        rig.command(.giveBack)
        #expect(rig.ordersReturn)
        rig.answer(.returning)
        rig.answer(.returned)
        #expect(rig.facts.last == .returned)
        #expect(rig.sent.filter { $0[4] & 0x40 != 0 }.count == 1)
    }

    @Test func givingBackWhileAPollIsOnTheLineWaitsForItsAnswer() {
        var rig = Rig.holding()
        rig.awaitFrame()
        rig.command(.giveBack)
        #expect(!rig.ordersReturn)
        rig.answer(.escrow(5))
        #expect(rig.ordersReturn)
    }

    @Test func aUnitThatIsIdleAfterAnOrderAndSaysNothingIsSettled() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.answer(.idle)
        #expect(rig.facts.last == .outcomeMissing)
        rig.counter = [0, 0, 0, 8]
        rig.serve { if case .atRest = $0 { true } else { false } }
        #expect(rig.facts.last == .atRest(counter: 8))
    }

    @Test func stackingALostNoteEndsInSettlingAndNotInSilence() throws {
        var rig = Rig.holding()
        let seenAt = try #require(rig.seenAt)
        rig.answer(.returned)
        rig.command(.stack(seenAt: seenAt))
        #expect(!rig.ordersStack)
        #expect(rig.facts.suffix(2) == [.returned, .outcomeMissing])
    }

    @Test func aJamAfterTheOrderIsNoOutcome() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        for _ in 0..<20 { rig.answer(Seen(motion: 0x00, condition: 0x14)) }
        #expect(!rig.facts.contains(.outcomeMissing))
        rig.answer(.stacked(5))
        #expect(rig.facts.last == .stacked(.usd(2000)))
    }

    @Test func aRefusedNoteIsReportedAndNothingElse() {
        var rig = Rig.accepting()
        rig.answer(.accepting)
        rig.answer(.rejected)
        #expect(rig.facts == [.rejected])
    }

    @Test func acceptanceIsRefusedUntilTheUnitWasAtRest() {
        var rig = Rig()
        rig.give(.opened)
        rig.command(.enable(Denomination.usNotes))
        rig.serve { if case .identified = $0 { true } else { false } }
        rig.command(.enable(Denomination.usNotes))
        rig.serve { if case .atRest = $0 { true } else { false } }
        for _ in 0..<3 { rig.serve() }
        #expect(rig.sent.allSatisfy { $0[2] >> 4 == 6 || $0[$0[2] >> 4 == 7 ? 4 : 3] == 0 })
    }
}
