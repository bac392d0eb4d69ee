import DeviceKit
import EBDSDriver
import Money
import Testing

/// Opening, timing, repeating, identity: the wire's own rules.
@Suite struct DialogueTests {
    @Test func nothingIsSentBeforeASecondOfSilence() {
        var rig = Rig()
        rig.give(.opened)
        rig.pass(.milliseconds(900))
        rig.give(.received([0x55]))  // a late answer to the host before us
        rig.pass(.milliseconds(999))
        #expect(rig.sent.isEmpty)
        rig.pass(.milliseconds(1))
        #expect(rig.sent.count == 1)
        #expect(rig.discards == 1)
        #expect(rig.faults.isEmpty)
    }

    @Test func theFirstTwoFramesArePollZeroAndPollOneWithNothingEnabled() {
        var rig = Rig()
        rig.give(.opened)
        rig.answer(.idle)
        rig.awaitFrame()
        // four ways, escrow, policy B
        #expect(rig.sent == [wire(0x10, [0x00, 0x1C, 0x04]), wire(0x11, [0x00, 0x1C, 0x04])])
    }

    @Test func aLineThatIsNeverSilentIsReportedAfterFiveSecondsAndNotPolled() {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<60 {
            rig.give(.received([0xFF]))
            rig.pass(.milliseconds(100))
        }
        #expect(rig.sent.isEmpty)
        #expect(rig.reports == [.broken("the line is never silent")])
    }

    @Test func theUnitSaysWhoItIsBeforeItIsTrustedWithAnything() {
        let rig = Rig.settled()
        #expect(
            rig.facts == [
                .identified(
                    BillAcceptorIdentity(
                        maker: "CPI/MEI", model: "SC66", serial: "SC12345", firmware: "286001103", noteSet: "USD",
                        denominations: [100, 200, 500, 1000, 2000, 5000, 10000], currency: "USD",
                        trust: .powerUpTells, counter: .mayLoseLast)),
                .atRest(counter: 7),
            ])
        #expect(rig.sent.allSatisfy { $0[2] & 0x70 == 0x60 || $0[$0[2] & 0x70 == 0x70 ? 4 : 3] == 0 })
    }

    @Test func aUnitWithoutACounterIsClassCAndItsRestNamesNone() {
        var rig = Rig()
        rig.counter = nil
        rig.give(.opened)
        rig.serve { if case .atRest = $0 { true } else { false } }
        #expect(rig.facts.last == .atRest(counter: nil))
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("no identity")
            return
        }
        #expect(identity.trust == .pulsesOnly && identity.counter == .none)
    }

    @Test func aQuestionNobodyAnswersIsSkippedAndItsLateAnswerIsNotTakenForTheNext() {
        var rig = Rig()
        rig.give(.opened)
        rig.answer(.idle)
        rig.answer(.idle)
        rig.serve()  // the serial number, which is asked once more when it is not answered
        rig.awaitFrame()
        let question = rig.last
        #expect(question[2] >> 4 == 6 && question[5] == 0x04)
        for _ in 0..<3 {
            rig.lose()
            #expect(rig.last == question)
        }
        rig.lose()
        #expect(rig.last == wire(0x10 | question[2] & 1, [0x00, 0x1C, 0x04]))  // plain poll, same ack bit
        rig.answer(0x60, Array("LATE".utf8))
        rig.serve { if case .identified = $0 { true } else { false } }
        guard case .identified(let identity) = rig.facts.first else { return }
        #expect(identity.serial == "SC12345" && identity.model != "LATE" && identity.firmware == "286001103")
    }

    @Test func aUnitThatWasAwayIsAskedAgainAndNotCalledMute() {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<40 where rig.last.count < 6 || rig.last[2] >> 4 != 6 || rig.last[5] != 0x01 {
            rig.serve()
            rig.awaitFrame()
        }
        for _ in 0..<12 { rig.lose() }  // two seconds without power at the very question for the counter
        rig.serve { if case .atRest = $0 { true } else { false } }
        #expect(rig.facts.last == .atRest(counter: 7))
    }

    @Test func aUnitWithOneAnswerToEveryQuestionHasNoCounter() {
        var rig = Rig()
        rig.give(.opened)
        for _ in 0..<40 where rig.facts.isEmpty {
            rig.awaitFrame()
            if rig.lastType == 1 { rig.answer(.idle) } else { rig.answer(0x60, [0x05, 0x0A, 0x01, 0x07]) }
        }
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("not identified")
            return
        }
        #expect(identity.counter == .none && identity.trust == .pulsesOnly && identity.serial == "")
    }

    @Test func withoutAValueTableTheConfiguredOneHolds() {
        var rig = Rig(EBDSConfiguration(fallbackNotes: [.usd(500), nil, .usd(2000)]))
        rig.answersValueTable = false
        rig.give(.opened)
        rig.serve { if case .atRest = $0 { true } else { false } }
        guard case .identified(let identity) = rig.facts.first else { return }
        #expect(identity.denominations == [500, 2000])
        rig.command(.enable([.usd(2000)]))
        rig.serve()
        rig.awaitFrame()
        #expect(rig.lastData[0] == 0x04)
    }

    @Test func aPollIsRepeatedAsItWasAndItsBitFlipsOnlyOnAnAnswer() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        let poll = rig.last
        rig.lose()
        rig.lose()
        #expect(rig.sent == [poll, poll, poll])
        rig.give(.received(wire(0x20 | (rig.lastAck ^ 1), Seen.idle.bytes)))  // the other bit
        #expect(rig.faults.count == 1)
        rig.lose()
        #expect(rig.last == poll)
        rig.answer(.idle)
        rig.awaitFrame()
        #expect(rig.lastAck != poll[2] & 1)
    }

    @Test func pollsBeginEvery150MillisecondsAndWait250() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        let first = rig.now
        rig.answer(.idle)
        rig.awaitFrame()
        #expect(rig.now - first == .milliseconds(150))
        let second = rig.now
        rig.lose()
        #expect(rig.now - second == .milliseconds(250))
    }

    @Test func aSilentUnitIsBrokenAfterFiveSecondsAndNotSooner() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.pass(.milliseconds(4_999))
        #expect(rig.facts.isEmpty)
        #expect(rig.sent.count >= 4)
        rig.pass(.milliseconds(251))
        #expect(rig.facts.count == 1)
        guard case .broken = rig.facts.first else {
            Issue.record("not broken: \(rig.facts)")
            return
        }
        #expect(
            rig.reports.contains { if case .status(let status) = $0 { status.activity == .unknown } else { false } })
        rig.pass(.seconds(30))
        #expect(rig.facts.count == 1)  // said once
        #expect(rig.lastData == [0x00, 0x1C, 0x04])  // and it keeps trying, accepting nothing
    }

    @Test func aProcessThatSleptHasNotAskedAndCallsNobodyDead() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.now += .seconds(20)
        rig.give(.time)
        #expect(rig.facts.isEmpty)
        rig.answer(.idle)
        #expect(rig.facts.isEmpty)
    }

    @Test func afterABrokenDialogueTheUnitIsIdentifiedAndSettledBeforeItAccepts() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.pass(.seconds(6))
        rig.reports = []
        rig.command(.enable(Denomination.usNotes))
        rig.serial = "SC99999"
        rig.serve { if case .atRest = $0 { true } else { false } }
        guard case .identified(let identity) = rig.facts.first else {
            Issue.record("no identity")
            return
        }
        #expect(identity.serial == "SC99999")
        #expect(rig.facts.count == 2)
    }

    @Test func aLostLineIsReportedAndEndsEverything() {
        var rig = Rig.holding()
        rig.reports = []
        rig.give(.closed(.hungUp))
        #expect(rig.facts == [.broken("the line hung up")])
        #expect(rig.dialogue.deadline == nil)
        rig.pass(.seconds(10))
        rig.give(.closed(.closedByUs))
        #expect(rig.facts.count == 1)
        rig.sent = []
        rig.give(.opened)
        rig.pass(.seconds(1))
        #expect(rig.sent == [wire(0x10, [0x00, 0x1C, 0x04])])
    }

    @Test func aLoneENQIsAskedForAtOnce() {
        var rig = Rig.accepting()
        rig.answer(.idle)
        let before = rig.sent.count
        rig.give(.received([0x05]))
        #expect(rig.sent.count == before + 1)
        rig.give(.received([0x05]))  // a poll is on the line already
        #expect(rig.sent.count == before + 1)
    }

    @Test func aFrameThatStopsInTheMiddleDoesNotSwallowTheNext() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        rig.give(.received(Array(wire(0x20 | rig.lastAck, Seen.idle.bytes).prefix(6))))
        #expect(rig.dialogue.deadline == rig.now + .milliseconds(60))
        rig.pass(.milliseconds(60))
        #expect(rig.faults.count == 1)
        rig.answer(.stacked(5))
        #expect(rig.facts == [.stacked(.usd(2000))])
    }

    @Test func anAnswerInPiecesIsOneAnswer() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        for byte in wire(0x20 | rig.lastAck, Seen.stacked(4).bytes) {
            rig.now += .milliseconds(15)
            rig.give(.received([byte]))
        }
        #expect(rig.facts == [.stacked(.usd(1000))])
        #expect(rig.faults.isEmpty)
    }

    @Test func aFrameOfTheWrongSideOrLengthIsAFaultAndNoAnswer() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        let ack = rig.lastAck
        rig.give(.received(rig.last))  // our own echo
        rig.give(.received(wire(0x20 | ack, [0x11, 0x10, 0x28])))
        rig.give(.received(wire(0x50 | ack, [0, 0])))
        rig.give(.received(wire(0x00 | ack, [])))
        #expect(rig.faults.count == 4)
        #expect(rig.facts.isEmpty)
        rig.lose()
        #expect(rig.lastAck == ack)
    }

    @Test func anAnswerOlderThanASecondIsDroppedAndAskedForAgain() {
        var rig = Rig.accepting()
        rig.awaitFrame()
        let poll = rig.last
        rig.now += .milliseconds(1_001)  // the process stood still
        rig.give(.received(wire(0x20 | rig.lastAck, Seen.escrow(5).bytes)))
        #expect(rig.facts.isEmpty)
        #expect(rig.discards == 2)
        #expect(rig.last == poll && rig.sent.count == 2)
    }

    @Test func statusIsReportedOnChangeOnly() {
        var rig = Rig.accepting()
        for _ in 0..<5 { rig.answer(.idle) }
        #expect(rig.reports.isEmpty)
        rig.answer(Seen(motion: 0x00, condition: 0x14))
        rig.answer(Seen(motion: 0x00, condition: 0x14))
        rig.answer(Seen(motion: 0x00, condition: 0x08))
        rig.answer(Seen(motion: 0x01, condition: 0x30))
        rig.answer(Seen(motion: 0x00, condition: 0x10, detail: 0x04))
        rig.answer(Seen(motion: 0x00, condition: 0x10, detail: 0x40))
        #expect(
            rig.reports == [
                .status(BillAcceptorStatus(activity: .disabled, jammed: true)),
                .status(BillAcceptorStatus(activity: .disabled, cashUnitPresent: false, cashUnitFull: true)),
                .status(BillAcceptorStatus(activity: .idle, paused: true)),
                .status(BillAcceptorStatus(activity: .disabled, failed: true)),
            ])
    }

    @Test func everyEventOfOneReplyIsReported() {
        var rig = Rig.accepting()
        rig.answer(Seen(motion: 0x51, condition: 0x13, detail: 0x2B))
        #expect(rig.facts == [.poweredUp, .cheated, .stacked(.usd(2000)), .returned, .rejected])
    }

    @Test func notesAreEnabledByTheUnitsOwnTable() {
        var rig = Rig.settled()
        rig.command(.enable([.usd(2000), .usd(100), .usd(7)]))
        rig.serve()
        rig.awaitFrame()
        #expect(rig.lastData == [0x11, 0x1C, 0x04])
        rig.command(.disable)
        rig.serve()
        rig.awaitFrame()
        #expect(rig.lastData == [0x00, 0x1C, 0x04])
    }
}
