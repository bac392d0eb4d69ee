import CCNETSimulator
import SimulatorKit
import Testing

@Test func jamsShowTheirSectionAndStandUntilTheReset() {
    for (section, state) in [(NoteSection.acceptor, UInt8(0x43)), (.stacker, 0x44), (.exit, 0x43)] {
        var bench = Bench.ready()
        bench.pull(.jam(section))
        bench.escrow(1)
        if section == .stacker { bench.send([0x35]) }
        if section == .exit { bench.send([0x36]) }
        bench.wait(800)
        #expect(bench.poll() == [state] && bench.place(1) == .stuck(section))
        bench.pull(.clearJam(.staff))
        #expect(bench.place(1) == .withStaff && bench.poll() == [state])
        bench.send([0x30])
        bench.wait(2500)
        #expect(bench.poll() == [0x19])
    }
}

@Test func aFailedStackComesBackSilentlyOrTold() {
    for (reading, answer) in [(CCNETReadings.FailedStack.silent, [UInt8(0x14)]), (.returned, [0x82, 2])] {
        var bench = Bench.ready { $0.readings.failedStack = reading }
        bench.pull(.failNextStack)
        bench.stack(1)
        bench.wait(600)
        #expect(bench.place(1) == .withCustomer && bench.poll() == answer)
    }
}

@Test func fullOutAndInAgainAreShownAndStartTheUnitAnew() {
    var bench = Bench.ready { $0.cashUnitCapacity = 1 }
    bench.stack(1)
    #expect(bench.poll() == [0x81, 2])
    bench.acknowledge()
    #expect(bench.poll() == [0x41])
    bench.pull(.removeCashUnit)
    #expect(bench.poll() == [0x42])
    bench.pull(.insertCashUnit(serial: "CU-2"))
    #expect(bench.poll() == [0x13])
    bench.wait(2500)
    #expect(bench.poll() == [0x19] && bench.device.total(of: "CU-1") == 500)
}

@Test func aStringPulledIsACheatAndAFishedNoteStaysCounted() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .onString(minorUnits: 500)))
    bench.wait(1000)
    bench.send([0x35])
    bench.wait(800)
    bench.poll()
    bench.acknowledge()
    bench.pull(.pullString(id: 1))
    #expect(bench.device.fished == [1] && bench.place(1) == .withCustomer)
    #expect(bench.poll() == [0x45])
    bench.acknowledge()
    #expect(bench.poll() == [0x14])
}

@Test func aSecondNoteStopsTheFirstUntilItIsTakenOrTenSecondsAreOver() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.wait(500)
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.poll() == [0x46])
    bench.wait(5000)
    #expect(bench.place(1) == .path)
    bench.pull(.takeNote)
    bench.wait(500)
    #expect(bench.poll() == [0x80, 2])
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    bench.wait(11_000)
    #expect(bench.place(1) == .withCustomer)
}

@Test func aMuteUnitStillActs() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.mute(true))
    #expect(bench.send([0x35]) == [])
    bench.wait(800)
    #expect(bench.place(1) == inBox)
}

@Test func aStackWithoutAnOrderIsTold() {
    var bench = Bench.ready()
    bench.pull(.stackUnordered)
    bench.escrow(1)
    bench.wait(800)
    #expect(bench.poll() == [0x81, 2])
}

@Test func aLeverThatCannotBeMovedSaysSoAndChangesNothing() {
    var bench = Bench.ready()
    let before = bench.device
    for lever in [
        AcceptorLever.takeNote, .clearJam(.staff), .pullString(id: 9), .attendantRemovesNote, .powerOn,
        .insertCashUnit(serial: "X"),
    ] {
        bench.pull(lever)
        #expect(bench.notices.last == .impossible(lever))
    }
    #expect(bench.device == before)
}

@Test func readingsOfTheWireAreFollowed() {
    var busy = Bench.ready { $0.readings.busyWhileReading = 4 }
    busy.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(busy.poll() == [0x1B, 4])
    var deaf = Bench.ready { $0.readings.deafWhileReading = true }
    deaf.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(deaf.poll() == [])
    var once = Bench.ready { $0.readings.stackedStandsUntilAcknowledged = false }
    once.stack(1)
    #expect(once.poll() == [0x81, 2] && once.poll() == [0x14])
    var late = Bench.ready { $0.readings.acknowledgementWindow = .milliseconds(10) }
    late.stack(1)
    late.poll()
    late.wait(20)
    late.acknowledge()
    #expect(late.poll() == [0x81, 2])
    var off = Bench.ready { $0.readings.disableGivesBack = true }
    off.escrow(1)
    off.enable([0, 0, 0])
    off.wait(600)
    #expect(off.place(1) == .withCustomer)
    var shy = Bench.ready { $0.readings.identifiesWhileWordStands = false }
    shy.stack(1)
    shy.enable([0, 0, 0])
    #expect(shy.send([0x37]) == [0x30])
}
