import DeviceKit
import EBDSDriver
import Money
import Testing

/// Rule 4: recovery comes before acceptance.
@Suite struct RecoveryTests {
    private func isRest(_ report: BillAcceptorReport) -> Bool {
        if case .atRest = report { true } else { false }
    }

    @Test func settlingTurnsAcceptanceOffLooksTwiceAndAsksTheCounterLast() {
        var rig = Rig.accepting()
        rig.command(.settle)
        rig.serve(until: isRest)
        #expect(rig.facts == [.atRest(counter: 7)])
        // The poll on the line when the wish came, two polls without notes, the counter.
        let kinds = rig.sent.suffix(3).map { $0[2] >> 4 }
        #expect(kinds == [1, 1, 6])
        #expect(rig.sent.suffix(3).prefix(2).allSatisfy { $0[3] == 0 })
        #expect(rig.sent.last?[5] == 0x01)
    }

    @Test func whatIsInEscrowGoesBackBeforeRest() {
        var rig = Rig.holding()
        rig.command(.settle)
        rig.answer(.escrow(5))
        rig.awaitFrame()
        #expect(rig.ordersReturn && rig.lastData[0] == 0)
        rig.answer(.returning)
        rig.answer(.returned)
        rig.serve(until: isRest)
        #expect(rig.facts.suffix(2) == [.returned, .atRest(counter: 7)])
    }

    @Test(arguments: [
        Seen.accepting, .stacking, .returning, .escrow(5), Seen(condition: 0x14), Seen(condition: 0x30),
        Seen(condition: 0x00), Seen(detail: 0x04), Seen(detail: 0x40), Seen(condition: 0x50), Seen(extra: 0x01),
    ])
    func nothingIsAtRestWhileSomethingMovesOrHides(_ seen: Seen) {
        var rig = Rig.accepting()
        rig.command(.settle)
        for _ in 0..<20 { rig.answer(seen) }
        #expect(!rig.facts.contains(where: isRest))
        #expect(!rig.sent.contains { $0[2] >> 4 == 6 })
    }

    @Test func motionBetweenTheTwoLooksStartsThemAnew() {
        var rig = Rig.accepting()
        rig.command(.settle)
        rig.answer(.idle)
        rig.answer(.idle)
        rig.answer(.accepting)  // disabling is asynchronous: a note was on its way
        rig.answer(.rejected)
        rig.awaitFrame()
        #expect(rig.lastType == 1)
        rig.serve(until: isRest)
        #expect(rig.facts == [.rejected, .atRest(counter: 7)])
    }

    @Test func aWishToSettleAsksTheCounterAfterTheWish() {
        var rig = Rig.accepting()
        rig.command(.settle)
        rig.awaitFrame()
        for _ in 0..<5 where rig.lastType != 6 {
            rig.serve()
            rig.awaitFrame()
        }
        #expect(rig.lastType == 6)
        rig.command(.settle)
        rig.answer(0x60, [0, 7])
        #expect(!rig.facts.contains(where: isRest))
        rig.counter = [0, 8]
        rig.serve(until: isRest)
        #expect(rig.facts == [.atRest(counter: 8)])
    }

    @Test func aCounterThatFallsSilentEndsInNoCounterAndNotInSilence() {
        var rig = Rig.accepting()
        rig.command(.settle)
        for _ in 0..<60 where !rig.facts.contains(where: isRest) {
            rig.awaitFrame()
            if rig.lastType == 6 { rig.lose() } else { rig.answer(.idle) }
        }
        #expect(rig.facts == [.atRest(counter: nil)])
    }

    // Rule 14: a counter reply counts only if the counter was asked in this exchange.
    @Test func aNumberNobodyAskedForIsNoCounter() {
        var rig = Rig.accepting()
        rig.command(.settle)
        rig.answer(.idle)
        rig.answer(0x60, [0, 9])
        rig.answer(0x60, [0, 9])
        #expect(!rig.facts.contains(where: isRest))
        rig.serve(until: isRest)
        #expect(rig.facts == [.atRest(counter: 7)])
    }

    @Test func aPowerUpReportEndsAcceptanceAndSettles() {
        var rig = Rig.accepting()
        rig.answer(.powerUp)
        #expect(rig.facts == [.poweredUp])
        rig.awaitFrame()
        #expect(rig.lastData[0] == 0)
        rig.answer(Seen(motion: 0x11))
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .atRest(counter: 7)])
    }

    @Test func noStateAfterAPowerUpIsStartingUntilTheUnitShowsOtherwise() {
        var rig = Rig.accepting()
        rig.answer(.powerUp)
        for _ in 0..<60 { rig.serve(.off) }
        #expect(!rig.facts.contains(where: isRest))
        #expect(
            rig.reports.contains { if case .status(let status) = $0 { status.activity == .starting } else { false } })
        rig.serve(Seen(motion: 0x10))  // blank STACKED: started
        for _ in 0..<4 { rig.serve(.off) }
        #expect(rig.facts == [.poweredUp, .atRest(counter: 7)])
    }

    @Test func noStateForFifteenSecondsIsADisabledUnit() {
        var rig = Rig.accepting()
        rig.answer(.powerUp)
        rig.serve(.off, until: isRest)
        #expect(rig.facts == [.poweredUp, .atRest(counter: 7)])
        #expect(rig.now > .seconds(15))
    }

    @Test func anotherUnitAfterAPowerUpIsIdentifiedAnew() {
        var rig = Rig.accepting()
        rig.serial = "SWAPPED"
        rig.answer(.powerUp)
        rig.serve(.idle, until: isRest)
        guard case .identified(let identity) = rig.facts.dropFirst().first else {
            Issue.record("not identified: \(rig.facts)")
            return
        }
        #expect(identity.serial == "SWAPPED")
        #expect(rig.facts.count == 3)
    }

    /// Else the count of the new unit is held against the books of the old one, and a stacked note is written off.
    @Test func anotherUnitPutInWhileTheFirstIsIdentifiedIsAskedForItsOwnName() {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<4 { rig.serve() }  // two polls, serial number, type
        rig.serial = "SWAPPED"
        rig.answer(0x20, Seen(motion: 0x00, condition: 0x10, detail: 0x03).bytes)  // POWER UP beside INVALID COMMAND
        rig.serve { if case .atRest = $0 { true } else { false } }
        let serials = rig.reports.compactMap { if case .identified(let unit) = $0 { unit.serial } else { nil } }
        #expect(serials == ["SWAPPED"])
    }

    /// Else a cut in the middle of the question makes another unit of it, whose count is nobody's.
    @Test func aUnitThatWasCutWhileItWasAskedForItsSerialIsAskedAgain() {
        var rig = Rig()
        rig.give(.opened)
        rig.serve()
        rig.serve()
        for _ in 0..<4 { rig.lose() }  // the serial number, four times
        rig.answer(.powerUp)  // the poll that takes its place
        rig.serve { if case .atRest = $0 { true } else { false } }
        let serials = rig.reports.compactMap { if case .identified(let unit) = $0 { unit.serial } else { nil } }
        #expect(serials == ["SC12345"])
    }

    @Test func aSerialNumberThatWasNotAnsweredOnceIsAskedOnceMore() {
        var rig = Rig()
        rig.give(.opened)
        rig.serve()
        rig.serve()
        for _ in 0..<4 { rig.lose() }
        rig.answer(.off)
        rig.serve { if case .atRest = $0 { true } else { false } }
        let serials = rig.reports.compactMap { if case .identified(let unit) = $0 { unit.serial } else { nil } }
        #expect(serials == ["SC12345"])
    }

    @Test func aPolicyTheUnitCallsInvalidIsDroppedAndSaidSo() {
        var rig = Rig()
        rig.give(.opened)
        rig.answer(.idle)
        rig.answer(Seen(detail: 0x02))
        rig.serve(until: isRest)
        #expect(rig.dialogue.policyEvidence == .refused)
        rig.awaitFrame()
        #expect(rig.lastData == [0x00, 0x1C, 0x00])
    }

    // EA2, EP1: the stack order reaches the unit after it was without power.
    @Test func aStackOrderThatMeetsARestartedUnitIsNotGivenTwice() throws {
        var rig = Rig.holding()
        rig.command(.stack(seenAt: try #require(rig.seenAt)))
        rig.reports = []
        rig.answer(Seen(motion: 0x08, detail: 0x01))  // it had started, and moves the note
        rig.answer(Seen(motion: 0x11))
        rig.serve(until: isRest)
        #expect(rig.facts == [.poweredUp, .atRest(counter: 7)])
        #expect(rig.sent.filter { $0[2] >> 4 == 1 && $0[4] & 0x20 != 0 }.count == 1)
    }

    // EP2: after a restart RETURNED may belong to the next note; the dialogue reports, in recovery, before rest.
    @Test func returnedAfterOpeningComesBeforeIdentityAndRest() {
        var rig = Rig()
        rig.give(.opened)
        rig.answer(.returned)
        rig.serve(until: isRest)
        #expect(rig.facts.first == .returned)
        #expect(rig.facts.count == 3)
    }

    // EA5 cannot happen: after opening the line is silent first, and acceptance is off in the first frame.
    @Test func aStackedThatCameLateIsReportedWhileSettling() {
        var rig = Rig()
        rig.give(.opened)
        rig.answer(.stacking)
        rig.answer(.stacked(5))
        rig.serve(until: isRest)
        #expect(rig.facts.dropFirst() == [.stacked(.usd(2000)), .atRest(counter: 7)])
    }

    // EM5: the same reply twice counts once.
    @Test func aDoubledReplyIsOneEvent() throws {
        var rig = Rig.accepting()
        rig.awaitFrame()
        let reply = wire(0x20 | rig.lastAck, Seen.stacked(5).bytes)
        rig.give(.received(reply + reply))
        rig.open = false
        rig.give(.received(reply))
        rig.awaitFrame()
        rig.give(.received(reply))  // still the old bit
        #expect(rig.facts == [.stacked(.usd(2000))])
    }
}
