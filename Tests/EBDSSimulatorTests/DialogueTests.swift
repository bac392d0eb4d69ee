import EBDSSimulator
import Testing

private let idle: UInt8 = 0x01
private let accepting: UInt8 = 0x02
private let escrowed: UInt8 = 0x04
private let stacking: UInt8 = 0x08
private let stacked: UInt8 = 0x10
private let returning: UInt8 = 0x20
private let returned: UInt8 = 0x40

@Test func aNoteGoesFromHandToBoxThroughEveryStateAndIsCountedOnce() {
    var bench = Bench.ready()
    #expect(bench.poll()[1] == idle)
    bench.pull(.insert(id: 1, .note(minorUnits: 2000)))
    bench.wait(500)
    #expect(bench.poll()[1] == accepting)
    bench.wait(500)
    let escrow = bench.poll()
    #expect(escrow[1] == escrowed && escrow[3] == 5 << 3)
    let ordered = bench.poll([0x7F, 0x3C, 0])
    #expect(ordered[1] == stacking && ordered[3] == 0)
    bench.wait(700)
    let done = bench.poll()
    #expect(done[1] == idle | stacked && done[3] == 5 << 3)
    #expect(bench.poll()[1] == idle)
    #expect(bench.place(1) == inBox && bench.device.total(of: "CU-1") == 2000)
    #expect(bench.query(0x01) == [0, 0, 0, 0, 0, 1])
    #expect(
        bench.notices.filter { $0 != .bezelLight(true) } == [
            .noteDrawnIn(id: 1), .noteInEscrow(id: 1), .noteStacked(id: 1),
        ])
}

@Test func aRepeatedAckBitRepeatsTheReplyAndExecutesNothingOrACreditIsLost() {
    var bench = Bench.ready()
    bench.stack(1)
    let first = bench.poll()
    #expect(first[1] == idle | stacked)
    #expect(bench.again(0x10, [0x7F, 0x1C, 0]) == first)
    bench.escrow(2)
    #expect(bench.again(0x10, [0x7F, 0x3C, 0]) == first, "another command under the old bit is a repetition too")
    #expect(bench.place(2) == .escrow)
    #expect(bench.device.lastExecuted?.data == [0x7F, 0x1C, 0])
    #expect(bench.poll()[1] == escrowed)
}

@Test func underTheReadingOfBitAndBytesOnlyTheIdenticalFrameIsARepetition() {
    var bench = Bench.ready { $0.readings.repeatFilter = .ackBitAndBytes }
    bench.escrow(1)
    let first = bench.poll()
    #expect(bench.again(0x10, [0x7F, 0x1C, 0]) == first)
    #expect(bench.again(0x10, [0x7F, 0x3C, 0])[1] == stacking)
}

@Test func everyEventIsInExactlyOneReplyOrAHostBooksItTwice() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.poll([0x7F, 0x5C, 0])
    bench.wait(300)
    #expect(bench.poll()[1] == returning)
    bench.wait(300)
    bench.query(0x05)
    #expect(bench.poll()[1] == idle | returned)
    #expect(bench.poll()[1] == idle)
    bench.pull(.insert(id: 2, .forged(minorUnits: 500)))
    bench.wait(1600)
    #expect(bench.poll()[2] == 0x12)
    #expect(bench.poll()[2] == 0x10)
    #expect(bench.send(0x50, [0, 0, 0])[3] == 0x02)
    #expect(bench.poll()[3] == 0)
    #expect(bench.place(1) == .withCustomer && bench.place(2) == .withCustomer)
}

@Test func mutedAnswersAreLostAndTheRepeatedFrameBringsTheEventBack() {
    var bench = Bench.ready()
    bench.stack(1)
    bench.pull(.mute(true))
    #expect(bench.poll() == [])
    bench.pull(.mute(false))
    #expect(bench.again(0x10, [0x7F, 0x1C, 0])[1] == idle | stacked)
}

@Test func fiveSecondsWithoutAHostGiveTheNoteBackAndStopAcceptance() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.wait(3900)
    #expect(bench.place(1) == .escrow)
    bench.wait(700)
    #expect(bench.place(1) == .withCustomer)
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.notices.last == .refused(id: 2, .disabled))
    #expect(bench.poll()[1] == idle | returned)
    bench.escrow(2)
    #expect(bench.place(2) == .escrow)
    var patient = Bench.ready { $0.readings.hostSilence = nil }
    patient.escrow(1)
    patient.wait(60000)
    #expect(patient.place(1) == .escrow)
}

@Test func aDisabledDeviceRefusesAtTheMouthAndShowsNoState() {
    var bench = Bench.ready([0x00, 0x1C, 0x00])
    #expect(bench.poll([0, 0x1C, 0])[1] == 0)
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(bench.notices == [.refused(id: 1, .disabled)])
    #expect(bench.place(1) == .hand)
    #expect(!bench.device.isLit)
    bench.poll([0x01, 0x1C, 0])
    #expect(bench.device.isLit)
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.wait(1600)
    #expect(bench.poll([0x01, 0x1C, 0])[2] == 0x12, "index 3 is not enabled")
}

@Test func disablingIsAsynchronousSoANoteDrawnInStillReachesEscrow() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.wait(500)
    bench.poll([0x00, 0x1C, 0])
    bench.wait(500)
    #expect(bench.poll([0x00, 0x1C, 0])[1] == escrowed)
}

@Test func withoutEscrowModeANoteIsStackedUnasked() {
    var bench = Bench.ready([0x7F, 0x0C, 0])
    bench.escrow(1)
    bench.wait(700)
    #expect(bench.place(1) == inBox)
    for (reading, place) in [(true, EBDSPlace.pastEscrow), (false, .escrow)] {
        var late = Bench.ready { $0.readings.escrowModeReadAtEveryPoll = reading }
        late.escrow(1)
        late.poll([0x7F, 0x0C, 0])
        #expect(late.place(1) == place)
    }
}

@Test func stackAndReturnTogetherAreInvalidAndMoveNothing() {
    var bench = Bench.ready()
    bench.escrow(1)
    #expect(bench.poll([0x7F, 0x7C, 0])[3] & 0x02 != 0)
    #expect(bench.place(1) == .escrow)
}

@Test func theEscrowTimeoutOfSubtype04GivesTheNoteBack() {
    var bench = Bench.ready()
    #expect(bench.send(0x70, [0x04, 0, 0, 0, 3, 0]).dropFirst().first == 0x04)
    bench.escrow(1)
    bench.wait(2900)
    bench.poll()
    #expect(bench.place(1) == .escrow)
    bench.wait(700)
    #expect(bench.poll()[1] == idle | returned)
}

@Test func aSecondNoteWaitsBetweenTheLipsAndPausesTheDevice() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.poll()[2] & 0x20 != 0)
    #expect(bench.place(2) == .mouth)
    bench.poll([0x7F, 0x3C, 0])
    bench.wait(750)
    #expect(bench.place(2) == .path)
    bench.wait(1000)
    let both = bench.poll()
    #expect(both[1] == escrowed | stacked, "the event of note 1 and the escrow of note 2 in one reply")
}

@Test func theReadingDecidesWhoseValueAReplyWithTwoNotesShows() {
    for (reading, index) in [(EBDSReadings.NoteShownWithBoth.stacked, UInt8(3)), (.escrowed, 4)] {
        var bench = Bench.ready { $0.readings.noteShownWithBoth = reading }
        bench.stack(1, 500)
        bench.escrow(2, 1000)
        let both = bench.poll()
        #expect(both[1] == escrowed | stacked && both[3] >> 3 == index)
    }
}

@Test func aFullOrMissingCashUnitTakesNothingAndTheOrderedNoteGoesBack() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.cashUnitFull(true))
    bench.poll([0x7F, 0x3C, 0])
    bench.wait(600)
    #expect(bench.place(1) == .withCustomer)
    let full = bench.poll()
    #expect(full[1] == returned && full[2] == 0x18)
    bench.pull(.removeCashUnit)
    let out = bench.poll()
    #expect(out[1] == 0 && out[2] == 0)
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.notices.last == .refused(id: 2, .notReady))
    bench.pull(.insertCashUnit(serial: "CU-2"))
    #expect(bench.poll()[1] == idle | stacked, "blank STACKED at insertion")
    bench.stack(2)
    #expect(bench.place(2) == .box(cashUnit: "CU-2") && bench.device.contents(of: "CU-1").isEmpty)
    #expect(bench.device.cashUnits == ["CU-1", "CU-2"])
}

@Test func aCashUnitTakenOutInTheMiddleOfStackingLeavesTheNoteStuckNotLost() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.poll([0x7F, 0x3C, 0])
    bench.wait(300)
    bench.pull(.removeCashUnit)
    #expect(bench.place(1) == .stuck(.stacker))
    #expect(bench.device.counter == 0)
}

@Test(arguments: [EBDSSection.acceptor, .stacker, .exit])
func aJamInEachPartHoldsTheNoteUntilAHandFreesIt(section: EBDSSection) {
    var bench = Bench.ready()
    bench.pull(.jam(section))
    bench.escrow(1)
    if section != .acceptor {
        bench.poll([0x7F, section == .stacker ? 0x3C : 0x5C, 0])
        bench.wait(800)
    }
    #expect(bench.place(1) == .stuck(section))
    let jammed = bench.poll()
    #expect(jammed[1] == 0 && jammed[2] == 0x14 && (jammed[4] & 1 != 0) == (section == .exit))
    bench.pull(.clearJam(.staff))
    #expect(bench.place(1) == .withStaff)
    #expect(bench.poll()[1] == idle)
    #expect(bench.device.counter == 0)
}

@Test func aStringPulledTellsCheatedWhereverTheNoteWas() {
    for stackFirst in [false, true] {
        var bench = Bench.ready()
        bench.pull(.insert(id: 1, .onString(minorUnits: 500)))
        bench.wait(1000)
        if stackFirst {
            bench.poll([0x7F, 0x3C, 0])
            bench.wait(700)
        }
        bench.pull(.pullString(id: 1))
        let reply = bench.poll()
        #expect(reply[2] & 0x01 != 0 && (reply[1] & stacked != 0) == stackFirst)
        #expect(bench.place(1) == .withCustomer)
        #expect(bench.device.fished == (stackFirst ? [1] : []) && bench.device.counter == (stackFirst ? 1 : 0))
    }
}

@Test func aStackThatFailsGivesTheNoteBackUncounted() {
    for (reading, first, second) in [
        (EBDSReadings.FailedStack.returned, idle | returned, UInt8(0x10)), (.rejected, idle, 0x12),
    ] {
        var bench = Bench.ready { $0.readings.failedStack = reading }
        bench.pull(.failNextStack)
        bench.stack(1)
        bench.wait(600)
        let reply = bench.poll()
        #expect(reply[1] == first && reply[2] == second)
        #expect(bench.place(1) == .withCustomer && bench.device.counter == 0)
    }
}

@Test func aFirmwareThatStacksUnorderedPutsANoteInTheBoxNobodyAskedFor() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.stackUnordered)
    bench.wait(700)
    #expect(bench.place(1) == inBox && bench.device.counter == 1)
    bench.pull(.stackUnordered)
    bench.escrow(2)
    bench.wait(700)
    #expect(bench.place(2) == inBox)
}

@Test func escrowClearingFollowsItsReading() {
    for (reading, place) in [
        (EBDSReadings.EscrowClearing.givesBack(after: .seconds(2)), EBDSPlace.withCustomer),
        (.intoBox(after: .seconds(2)), inBox), (.never, .escrow),
    ] {
        var bench = Bench.ready { $0.readings.escrowClearing = reading }
        bench.escrow(1)
        bench.wait(3000)
        #expect(bench.place(1) == place)
    }
}

@Test func aReturnedNoteHangsInTheMouthUntilItIsTakenAndTheHostHearsOfIt() {
    var bench = Bench.ready([0x7F, 0x1C, 0x10]) { $0.customerTakesAfter = nil }
    #expect(bench.send(0x70, [0x0B, 0, 0, 0, 1]).last == 1)
    bench.escrow(1)
    bench.poll([0x7F, 0x5C, 0x10])
    bench.wait(600)
    #expect(bench.place(1) == .mouth)
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.notices.last == .refused(id: 2, .mouthOccupied))
    bench.poll()
    bench.pull(.takeNote)
    #expect(bench.place(1) == .withCustomer)
    let event = bench.poll()
    #expect(event.prefix(2) == [event[0], 0x0B] && event[0] & 0xFE == 0x70 && event.last == 0x7F)
    #expect(bench.poll()[0] & 0xFE == 0x20)
}

@Test func enquiryDeafnessAndNearlyFullFollowTheirReadings() {
    var bench = Bench.ready([0x7F, 0x1D, 0]) { $0.readings.enquiry = .whenAsked }
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(bench.sent.last == [0x05])
    var deaf = Bench.ready { $0.readings.deafWhileReading = true }
    deaf.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(deaf.poll() == [])
    var full = Bench.ready { $0.readings.cheatedWithStackedMeansNearlyFull = true }
    full.stack(1)
    let reply = full.poll()
    #expect(reply[1] & stacked != 0 && reply[2] & 0x01 != 0)
}

@Test func aStackLagStillShowsEscrowAndACutForgetsTheOrder() {
    var bench = Bench.ready { $0.timing.stackLag = .milliseconds(200) }
    bench.escrow(1)
    #expect(bench.poll([0x7F, 0x3C, 0])[1] == escrowed)
    bench.pull(.powerOff, .powerOn)
    bench.wait(3000)
    #expect(bench.place(1) == .escrow)
}
