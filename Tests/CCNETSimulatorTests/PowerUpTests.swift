import CCNETSimulator
import SimulatorKit
import Testing

/// What a power cut leaves, place by place, and what the RESET makes of it.
private func cut(_ bench: inout Bench) {
    bench.pull(.powerOff)
    bench.wait(500)
    bench.pull(.powerOn)
}

private func start(_ bench: inout Bench) {
    bench.send([0x30])
    bench.wait(3000)
}

@Test func aNoteInThePathIsToldAndGivenBack() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.wait(500)
    cut(&bench)
    #expect(bench.poll() == [0x11])
    #expect(bench.place(1) == .path, "nothing moves before the RESET")
    start(&bench)
    #expect(bench.place(1) == .withCustomer && bench.poll() == [0x19])
}

@Test func aNoteInEscrowIsToldAndGivenBack() {
    for (tells, answer) in [(false, [UInt8(0x19)]), (true, [0x82, 2])] {
        var bench = Bench.ready { $0.readings.tellsReturnAtStart = tells }
        bench.escrow(1)
        cut(&bench)
        #expect(bench.poll() == [0x11])
        start(&bench)
        #expect(bench.place(1) == .withCustomer && bench.poll() == answer)
    }
}

@Test func aNotePastEscrowIsFinishedAndItsCreditTold() {
    for keeps in [true, false] {
        var bench = Bench.ready { $0.readings.keepsInProcess = keeps }
        bench.escrow(1)
        bench.send([0x35])
        bench.wait(300)
        cut(&bench)
        #expect(bench.poll() == [0x12])
        start(&bench)
        #expect(bench.place(1) == inBox && bench.poll() == [0x81, 2])
    }
}

@Test func aCreditThatWasNotAcknowledgedComesAgainOnlyFromAUnitThatKeepsIt() {
    for (keeps, state, later) in [(true, UInt8(0x12), [UInt8(0x81), 2]), (false, 0x10, [0x19])] {
        var bench = Bench.ready { $0.readings.keepsInProcess = keeps }
        bench.stack(1)
        bench.poll()
        cut(&bench)
        #expect(bench.poll() == [state])
        start(&bench)
        #expect(bench.poll() == later && bench.place(1) == inBox)
    }
}

@Test func anAcknowledgedCreditIsGone() {
    var bench = Bench.ready()
    bench.stack(1)
    bench.poll()
    bench.acknowledge()
    cut(&bench)
    #expect(bench.poll() == [0x10])
}

@Test func aCutBeforeTheMotorMovesForgetsTheOrder() {
    var bench = Bench.ready { $0.timing.stackLag = .milliseconds(200) }
    bench.escrow(1)
    bench.send([0x35])
    #expect(bench.poll() == [0x80, 2])
    cut(&bench)
    #expect(bench.poll() == [0x11])
}

@Test func aResetOfARunningUnitGivesBackWhatIsInEscrowAndFinishesWhatIsPastIt() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.send([0x30])
    #expect(bench.poll() == [0x13])
    bench.wait(3000)
    #expect(bench.place(1) == .withCustomer && bench.poll() == [0x82, 2])
    bench.acknowledge()
    #expect(bench.poll() == [0x19], "disabled by the RESET")
    bench.enable()
    bench.escrow(2)
    bench.send([0x35])
    bench.send([0x30])
    bench.wait(3000)
    #expect(bench.place(2) == inBox && bench.poll() == [0x81, 2])
    bench.send([0x30])
    bench.wait(3000)
    #expect(bench.poll() == [0x81, 2], "a RESET does not wipe out the word")
}

@Test func theResetWipesOutTheWordOnlyUnderThatReading() {
    var bench = Bench.ready { $0.readings.resetForgetsWord = true }
    bench.stack(1)
    bench.send([0x30])
    bench.wait(3000)
    #expect(bench.poll() == [0x19])
}

@Test func aCutBetweenBoxAndCounterLosesTheCountButNotTheNoteInProcess() {
    var bench = Bench.ready { $0.readings.counter = .mayLoseLastStep }
    bench.escrow(1)
    bench.send([0x35])
    bench.wait(720)
    #expect(bench.place(1) == inBox && bench.device.counter == 0)
    cut(&bench)
    #expect(bench.poll() == [0x12] && bench.device.counter == 0)
}

@Test func withoutPowerNothingIsHeardAndASwappedUnitKnowsNothing() {
    var bench = Bench.ready()
    bench.stack(1)
    bench.pull(.powerOff)
    #expect(bench.poll() == [])
    bench.pull(.powerOn, .swap(serial: "00K777777777"))
    #expect(bench.poll() == [0x10])
    #expect(Array(bench.send([0x37])[15..<27]) == Array("00K777777777".utf8))
}
