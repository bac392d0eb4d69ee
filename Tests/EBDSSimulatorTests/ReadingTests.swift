import EBDSSimulator
import Testing
import SimulatorKit

private let idle: UInt8 = 0x01
private let escrowed: UInt8 = 0x04
private let stacked: UInt8 = 0x10
private let returned: UInt8 = 0x40

@Test func theReadingDecidesWhoseValueAReplyWithTwoNotesShows() {
    for (reading, index) in [(EBDSReadings.NoteShownWithBoth.stacked, UInt8(3)), (.escrowed, 4)] {
        var bench = Bench.ready { $0.readings.noteShownWithBoth = reading }
        bench.stack(1, 500)
        bench.escrow(2, 1000)
        let both = bench.poll()
        #expect(both[1] == escrowed | stacked && both[3] >> 3 == index)
    }
}

@Test func escrowClearingFollowsItsReading() {
    for (reading, place) in [
        (EBDSReadings.EscrowClearing.givesBack(after: .seconds(2)), NotePlace.withCustomer),
        (.intoBox(after: .seconds(2)), inBox), (.never, .escrow),
    ] {
        var bench = Bench.ready { $0.readings.escrowClearing = reading }
        bench.escrow(1)
        bench.wait(3000)
        #expect(bench.place(1) == place)
    }
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

@Test func aDisabledDeviceMayShowIdlingAndStillRefuses() {
    var bench = Bench.ready([0, 0x1C, 0]) { $0.readings.disabledShowsIdling = true }
    #expect(bench.poll([0, 0x1C, 0])[1] == idle)
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(bench.notices == [.refused(id: 1, .disabled)])
}

@Test func withExtendedReportingTheEnableBitsCountOnlyUnderThatReading() {
    for (reading, place) in [(true, NotePlace.withCustomer), (false, .escrow)] {
        var bench = Bench.ready([0x01, 0x1C, 0x10]) { $0.readings.enableBitsHoldInExtendedMode = reading }
        bench.escrow(1, 500)
        bench.wait(600)
        #expect(bench.place(1) == place)
    }
}

@Test func eventsRideOnOtherRepliesOnlyUnderThatReading() {
    for (reading, there, later) in [(false, UInt8(0), returned), (true, returned, 0)] {
        var bench = Bench.ready { $0.readings.eventsInEveryStatus = reading }
        bench.escrow(1)
        bench.poll([0x7F, 0x5C, 0])
        bench.wait(600)
        #expect(bench.send(0x70, [0x04, 0, 0, 0, 0, 0])[2] & returned == there)
        #expect(bench.poll()[1] & returned == later)
    }
}

@Test func aHeldNoteKeepsItsValueOverACutOnlyUnderThatReading() {
    for (reading, index) in [(false, UInt8(0)), (true, 3)] {
        var bench = Bench.ready { $0.readings.heldNoteKeepsValue = reading }
        bench.escrow(1)
        bench.pull(.powerOff, .powerOn)
        bench.wait(1500)
        bench.poll()
        #expect(bench.poll()[3] >> 3 == index)
    }
}

@Test func outOfServiceHidesBehindAZeroStateWhereNoFailureIsShown() {
    var bench = Bench.ready([0x7F, 0x1C, 0x04]) { $0.readings.outOfServiceShowsFailure = false }
    bench.escrow(1)
    bench.pull(.powerOff, .powerOn)
    bench.wait(1500)
    bench.poll([0x7F, 0x1C, 0x04])
    let reply = bench.poll([0x7F, 0x1C, 0x04])
    #expect(reply[1] == 0 && reply[3] == 0)
    #expect(bench.device.isOutOfService)
}

@Test func aCashUnitPutInMayStaySilent() {
    var bench = Bench.ready { $0.readings.blankStackedAtCashUnit = false }
    bench.pull(.removeCashUnit, .insertCashUnit(serial: "CU-2"))
    #expect(bench.poll()[1] == idle)
}

@Test func theEnquiryComesUnaskedOnlyFromTheMakeThatSendsItAlways() {
    for (reading, enquiries) in [(EBDSReadings.Enquiry.never, 0), (.whenAsked, 0), (.always, 1)] {
        var bench = Bench.ready { $0.readings.enquiry = reading }
        bench.poll()
        let before = bench.sent.count
        bench.pull(.insert(id: 1, .note(minorUnits: 500)))
        #expect(bench.sent.count - before == enquiries)
    }
}
