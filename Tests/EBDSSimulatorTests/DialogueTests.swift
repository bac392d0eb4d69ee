import EBDSFrame
import EBDSSimulator
import Testing
import SimulatorKit

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
    for (reading, place) in [(true, NotePlace.pastEscrow), (false, .escrow)] {
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

@Test func framesCutAnywhereOrGluedTogetherAreEachAnsweredOnce() {
    var bench = Bench.ready()
    let one = EBDSFrame(control: 0x10, data: [0x7F, 0x1C, 0]).encoded()
    let two = EBDSFrame(control: 0x11, data: [0x7F, 0x1C, 0]).encoded()
    bench.poll()
    bench.poll()
    let before = bench.sent.count
    for byte in two + one { bench.raw([byte]) }
    #expect(bench.sent.count == before + 2)
    bench.raw([0x00, 0xFF] + two + one + [0x33])
    #expect(bench.sent.count == before + 4)
}

@Test func aFrameWhoseTailIsLostDoesNotSwallowTheNextOne() {
    var bench = Bench.ready()
    bench.raw([0x02, 0x08, 0x10])
    bench.wait(150)
    #expect(bench.poll()[1] == idle)
}
