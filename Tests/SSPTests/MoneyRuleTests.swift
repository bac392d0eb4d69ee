import DeviceKit
import Money
import SSPDriver
import Testing

/// The model-checked rules (models/README.md section 4), one test a rule.
@Suite struct MoneyRuleTests {
    // Rule 15
    @Test func theFirstFramesAreSyncAndRejectBeforeAnyPollOrAStrangersNoteIsTaken() {
        let rig = Rig.settled()
        let codes = rig.codes
        #expect(codes.prefix(2) == [0x11, 0x08])
        #expect(unwire(rig.sent[0]).sequence == 1 && unwire(rig.sent[1]).sequence == 0)
        let firstPoll = codes.firstIndex { $0 == 0x56 || $0 == 0x07 }
        let rejectsBefore = codes.prefix(firstPoll ?? 0).filter { $0 == 0x08 }.count
        #expect(rejectsBefore == 2)
    }

    // Rule 3
    @Test func nothingIsSentBeforeTheLineWasSilentForASecond() {
        var rig = Rig()
        rig.give(.opened)
        rig.pass(.milliseconds(900))
        rig.give(.received(wire(0, [0xF0, 0xEE, 5])))
        rig.pass(.milliseconds(900))
        #expect(rig.sent.isEmpty && rig.reports.isEmpty)
        rig.pass(.milliseconds(200))
        #expect(rig.codes == [0x11])
    }

    // Rule 15
    @Test func afterTwoSilencesTheDialogueStartsAnewWithSyncAndReject() throws {
        var rig = try Rig.stacking()
        rig.lose()
        rig.lose()
        rig.sent = []
        rig.pass(.seconds(2))
        #expect(rig.facts.last.map { if case .broken = $0 { true } else { false } } == true)
        #expect(rig.codes.first == 0x11)
        rig.serve()
        rig.awaitFrame()
        #expect(rig.lastCode == 0x08)
        rig.serve([0xE8]) { $0 == .atRest(counter: 7, openOrder: .none) }
    }

    @Test func aNoteIsHeldAndNeverPolledForUntilTheControllerHasDecided() throws {
        var rig = Rig.holding()
        rig.sent = []
        for _ in 0..<20 { rig.serve() }
        #expect(Set(rig.codes) == [0x18])
        let seenAt = try #require(rig.seenAt)
        rig.command(.stack(seenAt: seenAt))
        rig.awaitFrame()
        if rig.lastCode == 0x18 { rig.serve() }
        rig.awaitFrame()
        #expect(rig.lastCode == 0x56)
    }

    // Rule 1
    @Test func oneIntentIsOneOrderAndAnEscrowThatStillShowsGoesBack() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.servePoll([0xEF, 5])
        #expect(rig.facts.last == .outcomeMissing)
        rig.awaitFrame()
        #expect(rig.lastCode == 0x08)
        rig.serve()
        rig.servePoll([0xED])
        rig.servePoll([0xEC])
        rig.serve { $0 == .atRest(counter: 7, openOrder: .notTaken) }
    }

    // Rule 2
    @Test func anEscrowSeenInAnOldAnswerGoesBackBecauseLookingAgainWouldAcceptIt() {
        var rig = Rig.accepting()
        rig.servePoll([0xEF, 0])
        rig.awaitFrame()
        rig.lose()
        rig.answer([0xF0, 0xEF, 5])
        #expect(rig.facts.isEmpty)
        rig.awaitFrame()
        #expect(rig.lastCode == 0x08)
    }

    // Rule 2
    @Test func aStalledProcessNeverAcceptsTheNoteThatLiesThereNow() throws {
        var rig = Rig.holding()
        let seenAt = try #require(rig.seenAt)
        rig.serve()
        rig.now += .seconds(3)
        rig.open = false
        rig.command(.stack(seenAt: seenAt))
        rig.awaitFrame()
        #expect(rig.lastCode != 0x56 && rig.lastCode != 0x07)
    }

    @Test func aStackOrderForAnotherNoteStacksNothing() {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: .seconds(1)))
        #expect(rig.facts.last == .outcomeMissing)
        rig.awaitFrame()
        #expect(rig.lastCode == 0x08)
    }

    @Test func aHoldThatFindsNoNoteLeadsToARejectAndNotToAPoll() {
        var rig = Rig.holding()
        rig.answer([0xF8])
        rig.awaitFrame()
        #expect(rig.lastCode == 0x08)
        rig.answer([0xF5])
        rig.servePoll([0xEC])
        #expect(rig.facts.last == .returned)
    }

    @Test func aUnitWithoutHoldKeepsTheNoteInSilenceAndGivesItBackInTime() {
        var rig = Rig.holding()
        rig.answer([0xF2])
        rig.awaitFrame()
        #expect(rig.lastCode == 0x08)
        rig.serve()
        rig.servePoll([0xEC])
        rig.servePoll([0xEF, 5])
        rig.sent = []
        rig.open = false
        rig.pass(.milliseconds(800))
        #expect(rig.sent.isEmpty)
        rig.pass(.milliseconds(200))
        #expect(rig.codes == [0x08])
    }

    // Credit
    @Test func aCreditIsMoneyAtOnceOnlyForAModelWhoseCreditIsFinal() throws {
        var rig = try Rig.stacking()
        rig.servePoll([0xCC, 0xEE, 5])
        #expect(rig.facts.count == 1)
        rig.servePoll([0xCC, 0xEE, 5])
        #expect(rig.facts.count == 1)
        rig.servePoll([0xEE, 5, 0xEB])
        #expect(rig.facts.last == .stacked(.usd(2000)))

        rig = try Rig.stacking(SSPConfiguration(behaviour: proven))
        rig.servePoll([0xCC, 0xEE, 5])
        #expect(rig.facts.last == .stacked(.usd(2000)))
    }

    @Test func aCreditWhoseStackedWasLostIsMoneyWhenTheUnitIsStill() throws {
        var rig = try Rig.stacking(plain)
        rig.servePoll([0xCC, 0xEE, 5])
        rig.servePoll([])
        #expect(rig.facts.count == 1)
        rig.servePoll([])
        #expect(rig.facts.last == .stacked(.usd(2000)))
    }

    // SM8
    @Test func aCreditThatRepeatsIsOneNoteAndTheNextCreditAnother() throws {
        var rig = try Rig.stacking(plain)
        for _ in 0..<3 { rig.servePoll([0xCC, 0xEE, 5]) }
        rig.servePoll([0xEE, 5, 0xEB])
        rig.servePoll([])
        rig.servePoll([0xEF, 0])
        rig.servePoll([0xEF, 5])
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.servePoll([0xCC])
        rig.servePoll([0xEE, 5, 0xEB])
        #expect(rig.facts.filter { $0 == .stacked(.usd(2000)) }.count == 2)
    }

    @Test func theNextNoteRightBehindTheFirstIsNotTakenForItsRepetition() throws {
        var rig = try Rig.stacking(plain)
        rig.servePoll([0xEE, 5, 0xEB, 0xEF, 0])  // the mouth is quicker than the poll
        rig.servePoll([0xEF, 5])
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.servePoll([0xEE, 5, 0xEB])
        #expect(rig.facts.filter { $0 == .stacked(.usd(2000)) }.count == 2)
    }

    // Acknowledge: at once, late, never
    @Test func theUnitIsToldOnlyAfterTheCreditIsDurable() throws {
        var rig = try Rig.stacking()
        rig.servePoll([0xEE, 5, 0xEB])
        for _ in 0..<10 { rig.servePoll([0xEE, 5]) }
        #expect(!rig.codes.contains(0x57), "acknowledged by nobody")
        rig.command(.acknowledge)
        rig.awaitFrame()
        #expect(rig.lastCode == 0x57)
        #expect(rig.facts.filter { $0 == .stacked(.usd(2000)) }.count == 1)
    }

    @Test func aLateAcknowledgementOfAReturnIsNotTakenForTheCredits() throws {
        var rig = Rig.holding()
        rig.command(.giveBack)
        rig.servePoll([0xEC])
        #expect(rig.facts.last == .returned)
        rig.servePoll([0xEF, 5])
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.servePoll([0xEE, 5, 0xEB])
        rig.command(.acknowledge)  // the one for the return
        for _ in 0..<5 { rig.servePoll([0xEE, 5]) }
        #expect(!rig.codes.contains(0x57))
        rig.command(.acknowledge)
        for _ in 0..<3 { rig.serve([0xEE, 5]) }
        #expect(rig.codes.contains(0x57))
    }

    // Rule 16
    @Test func idleAndStillEnabledProvesThatTheOrderWasNotTaken() throws {
        var rig = try Rig.stacking()
        rig.servePoll([])
        rig.serve { $0 == .atRest(counter: 7, openOrder: .notTaken) }
    }

    @Test func idleProvesNothingWithPlainPollsOrAfterAReset() throws {
        var rig = try Rig.stacking(plain)
        rig.servePoll([])
        rig.serve { $0 == .atRest(counter: 7, openOrder: .none) }

        rig = try Rig.stacking()
        rig.servePoll([0xF1])
        rig.serve { $0 == .atRest(counter: 7, openOrder: .none) }

        rig = try Rig.stacking()
        rig.servePoll([0xE8])
        rig.serve([0xE8]) { $0 == .atRest(counter: 7, openOrder: .none) }
    }

    @Test func afterABrokenDialogueIdleIsAProofOnlyForAUnitThatSaysDisabledInEveryPoll() throws {
        for (behaviour, proof) in [(SSPBehaviour(), OpenOrderProof.none), (proven, .notTaken)] {
            var rig = try Rig.stacking(SSPConfiguration(behaviour: behaviour))
            rig.lose()
            rig.lose()
            rig.pass(.milliseconds(500))
            rig.open = false
            rig.serve { $0 == .atRest(counter: 7, openOrder: proof) }
        }
    }

    // Rule 4
    @Test func theCounterIsReadAtRestWithAcceptanceOff() throws {
        var rig = try Rig.stacking()
        rig.sent = []
        rig.command(.settle)
        rig.serve { if case .atRest = $0 { true } else { false } }
        let codes = rig.codes
        let off = try #require(codes.firstIndex(of: 0x09))
        let count = try #require(codes.firstIndex(of: 0x58))
        #expect(codes[off..<count].filter { $0 == 0x56 }.count >= 2)
        #expect(!codes.contains(0x0A))
    }

    // Swap
    @Test func afterAResetTheSerialIsAskedBeforeAnythingAboutANoteIsBelieved() throws {
        var rig = try Rig.stacking(SSPConfiguration(acknowledgedPolls: .never, behaviour: proven))
        rig.serial = 2
        rig.servePoll([0xF1, 0xE2, 5])
        rig.serve([0xE8]) { $0 == .stacked(.usd(2000)) }
        let serials = rig.facts.compactMap { if case .identified(let unit) = $0 { unit.serial } else { nil } }
        let told = try #require(rig.facts.firstIndex(of: .stacked(.usd(2000))))
        let named = try #require(rig.facts.firstIndex { if case .identified = $0 { true } else { false } })
        #expect(serials == ["2"] && named < told)
    }

    @Test func aNoteDrawnInAfterACreditEndsItsCycleOrItsReturnAtACutIsCalledACheat() throws {
        var rig = try Rig.stacking()
        rig.servePoll([0xEE, 5, 0xEB])
        rig.command(.acknowledge)
        rig.serve([0xEE, 5])  // 57
        rig.servePoll([0xEF, 0])
        rig.servePoll([0xF1])
        rig.serve([0xE1, 5]) { $0 == .remembered(.notTaken) }
        #expect(!rig.facts.contains(.cheated))
    }

    @Test func notesTheUnitDoesNotKnowSwitchItOff() {
        var rig = Rig.accepting()
        rig.command(.enable([.usd(300)]))
        for _ in 0..<6 { rig.serve() }
        #expect(rig.codes.contains(0x09) && !rig.codes.contains(0x0A))
    }

    @Test func aUnitThatRefusesEveryWishIsPolledAllTheSame() {
        var rig = Rig.settled()
        rig.command(.enable(Denomination.usNotes))
        rig.sent = []
        for _ in 0..<20 {
            rig.awaitFrame()
            rig.answer(rig.lastCode == 0x56 ? [0xF0] : [0xF5])
        }
        #expect(rig.codes.filter { $0 == 0x56 }.count == 10)
    }
}
