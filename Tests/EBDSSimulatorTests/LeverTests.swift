import EBDSSimulator
import Testing
import SimulatorKit

private let idle: UInt8 = 0x01
private let escrowed: UInt8 = 0x04
private let stacked: UInt8 = 0x10
private let returned: UInt8 = 0x40

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

@Test(arguments: [NoteSection.acceptor, .stacker, .exit])
func aJamInEachPartHoldsTheNoteUntilAHandFreesIt(section: NoteSection) {
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
