import CCNETDriver
import DeviceKit
import Money
import Testing

/// The model-checked rules (models/README.md section 4), one test a rule.
@Suite struct MoneyRuleTests {
    @Test func aNoteIsReportedOnceFromEscrowAndOnceStacked() throws {
        var rig = Rig.holding()
        let seenAt = try #require(rig.seenAt)
        rig.answer(Seen.escrow(5))
        rig.command(.stack(seenAt: seenAt))
        rig.answer(Seen.stacking)
        rig.answer(Seen.stacked(5))
        rig.answer(Seen.stacked(5))
        rig.answer(Seen.idle)
        #expect(rig.facts == [.escrowed(.usd(2000), seenAt: seenAt), .stacked(.usd(2000))])
        #expect(rig.orders == 1)
    }

    // Rule 1
    @Test func theOrderIsNeverGivenTwiceEvenWhenEscrowStillShows() throws {
        var rig = try Rig.stacking()
        rig.answer(Seen.escrow(5))
        #expect(rig.facts.last == .outcomeMissing)
        rig.awaitFrame()
        #expect(rig.code == Rig.giveBack)
        for _ in 0..<10 { rig.serve(Seen.escrow(5)) }
        #expect(rig.orders == 1)
    }

    @Test func aLostOrderIsNotRepeated() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.lose()
        for _ in 0..<10 { rig.serve(Seen.escrow(5)) }
        #expect(rig.orders == 1)
        #expect(rig.facts.contains(.outcomeMissing))
    }

    // Rule 2
    @Test func anEscrowReportOlderThanASecondIsLookedAtAgain() throws {
        var rig = Rig.holding()
        let seenAt = try #require(rig.seenAt)
        rig.pass(.zero)
        for _ in 0..<6 { rig.answer(Seen.escrow(5)) }
        #expect(rig.now - seenAt >= .seconds(1))
        rig.command(.stack(seenAt: seenAt))
        rig.awaitFrame()
        #expect(rig.code == Rig.poll)
        rig.answer(Seen.escrow(5))
        rig.awaitFrame()
        #expect(rig.code == Rig.stack)
    }

    @Test func anotherNoteFoundOnLookingAgainIsNotStacked() throws {
        var rig = Rig.holding()
        let seenAt = try #require(rig.seenAt)
        for _ in 0..<6 { rig.answer(Seen.escrow(5)) }
        rig.command(.stack(seenAt: seenAt))
        rig.answer(Seen.escrow(4))
        #expect(rig.facts.last == .outcomeMissing)
        rig.awaitFrame()
        #expect(rig.code == Rig.giveBack)
        #expect(rig.orders == 0)
    }

    @Test func anOrderAProcessSleptOnIsNotGiven() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.now += .seconds(3)  // before the line was free
        rig.give(.time)
        #expect(rig.code == Rig.poll && rig.orders == 0)
        rig.answer(Seen.idle)
        #expect(rig.facts.last == .outcomeMissing)
    }

    @Test func inputIsDroppedBeforeEachCommandBecauseNoAnswerHasANumber() {
        var rig = Rig.accepting()
        for _ in 0..<5 { rig.serve(Seen.idle) }
        let (discards, commands) = (rig.discards, rig.codes.count)
        for _ in 0..<5 { rig.serve(Seen.idle) }
        #expect(rig.discards - discards == rig.codes.count - commands && rig.discards > discards)
    }

    // Rule 11
    @Test func theFirstStackedIsNotAcknowledgedAndItsRepetitionIsOnceItIsDurable() throws {
        var rig = try Rig.stacking()
        rig.acknowledges = false
        let before = rig.acks
        rig.answer(Seen.stacked(5))
        #expect(rig.facts.last == .stacked(.usd(2000)))
        rig.answer(Seen.stacked(5))
        #expect(rig.acks == before, "not durable, and acknowledged")
        rig.command(.acknowledge)
        #expect(rig.acks == before, "nothing is acknowledged by itself")
        rig.answer(Seen.stacked(5))
        #expect(rig.acks == before + 1)
        #expect(rig.facts.count { $0 == .stacked(.usd(2000)) } == 1)
    }

    @Test func anAcknowledgementOnTheWayThatGetsLostIsGivenAgain() throws {
        var rig = try Rig.stacking()
        rig.answer(Seen.stacked(5))
        let before = rig.acks
        for _ in 0..<3 { rig.answer(Seen.stacked(5)) }
        #expect(rig.acks == before + 3)
        #expect(rig.facts.count { $0 == .stacked(.usd(2000)) } == 1)
    }

    @Test func theSameWaitsForReturned() throws {
        var rig = Rig.holding()
        rig.acknowledges = false
        rig.command(.giveBack)
        rig.awaitFrame()
        #expect(rig.code == Rig.giveBack)
        rig.reply([0x00])
        rig.answer(Seen.returning)
        let before = rig.acks
        rig.answer(Seen.returned(5))
        rig.answer(Seen.returned(5))
        #expect(rig.facts.last == .returned && rig.acks == before)
        rig.command(.acknowledge)
        rig.answer(Seen.returned(5))
        #expect(rig.acks == before + 1)
    }

    @Test func aSecondNoteOfTheSameValueIsReportedAfterItsOwnEscrow() throws {
        var rig = try Rig.stacking()
        rig.answer(Seen.stacked(5))
        rig.answer(Seen.stacked(5))
        rig.answer(Seen.idle)
        rig.answer(Seen.accepting)
        rig.answer(Seen.escrow(5))
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.answer(Seen.stacking)
        rig.answer(Seen.stacked(5))
        #expect(rig.facts.count { $0 == .stacked(.usd(2000)) } == 2)
    }

    @Test func stackedThatComesAgainWithoutAnotherNoteBetweenIsTheSameNote() throws {
        var rig = try Rig.stacking()
        rig.answer(Seen.stacked(5))
        rig.answer([0x42])  // the cassette is lifted, the acknowledgement never came through
        rig.answer(Seen.stacked(5))
        #expect(rig.facts.count { $0 == .stacked(.usd(2000)) } == 1)
    }

    // Rule 12
    @Test func aLateAnswerIsNeverAcknowledgedOrItTakesTheAcknowledgementOfACredit() throws {
        var rig = try Rig.stacking()
        rig.awaitFrame()
        let before = rig.acks
        rig.pass(.milliseconds(150))  // the answer is late
        rig.give(.received(wire(Seen.stacking)))
        #expect(rig.acks == before)
        let heard = rig.now
        let sent = rig.sent.count
        while rig.sent.count == sent, let due = rig.dialogue.deadline {
            rig.now = max(rig.now, due)
            rig.give(.time)
        }
        #expect(rig.code == Rig.poll)
        #expect(rig.now - heard >= .milliseconds(36), "20 ms beyond the adapter's 16")
        rig.reply(Seen.stacking)
        #expect(rig.acks == before, "this may be the late answer to the poll before")
        rig.awaitFrame()
        #expect(rig.code == 0x31)
        rig.reply(Seen.stacking)  // and now it is clear that it was
        #expect(rig.acks == before)
        rig.answer(Seen.stacked(5))
        #expect(rig.acks == before && rig.facts.last == .stacked(.usd(2000)))
    }

    @Test func twoAnswersToOnePollAreNeitherBelievedNorAcknowledged() throws {
        var rig = try Rig.stacking()
        rig.awaitFrame()
        let before = rig.acks
        rig.open = false
        rig.give(.received(wire(Seen.idle) + wire(Seen.stacking)))
        #expect(rig.acks == before)
        #expect(!rig.facts.contains(.outcomeMissing))
    }

    @Test func anAnswerOfAnotherKindIsNotAcknowledged() throws {
        var rig = try Rig.stacking()
        rig.awaitFrame()
        let before = rig.acks
        rig.reply(Rig.table)
        #expect(rig.acks == before && rig.faults.last?.reason == "no answer to what was asked")
    }

    // Rule 4
    @Test func aNoteFoundInEscrowAtTheStartGoesBack() {
        var rig = Rig(specified)
        rig.give(.opened)
        while rig.code != Rig.giveBack { rig.serve(Seen.escrow(5)) }
        rig.serve()
        rig.answer(Seen.returning)
        #expect(rig.orders == 0)
        #expect(!rig.facts.contains { if case .escrowed = $0 { true } else { false } })
    }

    @Test func nothingIsEnabledBeforeRest() {
        var rig = Rig()
        rig.give(.opened)
        rig.command(.enable(Denomination.usNotes))
        rig.serve(until: isRest)
        #expect(rig.sent.filter { $0[3] == 0x34 }.allSatisfy { $0[4..<10].allSatisfy { $0 == 0 } })
    }

    @Test func aVanishedNoteIsReportedAndTheUnitSettled() throws {
        var rig = try Rig.stacking(specified)
        rig.answer(Seen.stacking)
        rig.answer(Seen.idle)
        #expect(rig.facts.last == .outcomeMissing)
        rig.serve(Seen.off, until: isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .notTaken))
    }

    @Test func aJamThatHandsClearedProvesNothing() throws {
        var rig = try Rig.stacking(specified)
        rig.answer([0x44])
        for _ in 0..<200 where rig.code != Rig.reset { rig.serve([0x44]) }
        #expect(rig.code == Rig.reset)
        #expect(rig.facts.contains(.outcomeMissing))
        rig.serve(Seen.off)
        rig.serve(Seen.off, until: isRest)
        #expect(rig.facts.last == .atRest(counter: nil, openOrder: .none))
    }

    @Test func theNoteReportWaitsForTheUnitsName() {
        var rig = Rig(specified)
        rig.give(.opened)
        rig.serve(Seen.stacked(5)) { $0 == .stacked(.usd(2000)) }
        guard case .identified = rig.facts.first else {
            Issue.record("a note before the name")
            return
        }
    }

    @Test func aUnitThatSaysNoNameWhileAWordStandsIsStartedAnew() {
        var rig = Rig(specified)
        rig.refusesIdentification = true
        rig.give(.opened)
        for _ in 0..<60 where rig.code != Rig.reset { rig.serve(Seen.stacked(5)) }
        #expect(rig.code == Rig.reset)
        rig.refusesIdentification = false
        rig.serve(Seen.starting)
        rig.serve(Seen.stacked(5)) { $0 == .stacked(.usd(2000)) }
    }

    @Test func nothingAtAllIsAcknowledgedWhileAWordStandsOrAUnitTakesItForTheCredit() {
        var rig = Rig(specified)
        rig.acknowledges = false
        rig.give(.opened)
        rig.serve(Seen.stacked(5)) { $0 == .stacked(.usd(2000)) }
        #expect(rig.codes.contains(0x37) && rig.acks == 0)
    }

    @Test func aWordThatIsNotDurableIsToldAgainAfterABrokenDialogue() throws {
        var rig = try Rig.stacking(specified)
        rig.acknowledges = false
        rig.answer(Seen.stacked(5))
        rig.pass(.seconds(6))
        rig.open = false
        rig.serve(Seen.stacked(5)) { if case .identified = $0 { true } else { false } }
        rig.serve(Seen.stacked(5)) { $0 == .stacked(.usd(2000)) }
        #expect(rig.facts.count { $0 == .stacked(.usd(2000)) } == 2)
    }
}
