import ID003Frame
import ID003Simulator
import SimulatorKit
import Testing

@Test("A jam hides the note, and only a hand frees it", arguments: [NoteSection.acceptor, .stacker, .exit])
func aJamInEachPart(_ section: NoteSection) {
    var bench = Bench.ready()
    bench.pull(.jam(section), .insert(id: 1, .note(minorUnits: 500)))
    bench.wait(1200)
    if section == .stacker { bench.say(0x42) }
    if section == .exit { bench.say(0x43) }
    bench.wait(1200)
    #expect(bench.place(1) == .stuck(section))
    #expect(bench.poll() == [section == .stacker ? 0x46 : 0x45])
    bench.wait(60_000)
    bench.pull(.clearJam(.staff))
    #expect(bench.place(1) == .withStaff)
    #expect(bench.poll() == [0x1B])
    bench.wait(2000)
    #expect(bench.poll() == [0x1A])
}

@Test("After trouble a unit goes on, starts, or waits for a reset")
func afterTrouble() {
    for (reading, code) in [(ID003Readings.AfterTrouble.continues, 0x11), (.waitsForReset, 0x45)]
        as [(ID003Readings.AfterTrouble, UInt8)]
    {
        var bench = Bench.ready { $0.readings.afterTrouble = reading }
        bench.pull(.jam(.acceptor), .insert(id: 1, .note(minorUnits: 500)))
        bench.wait(1200)
        bench.pull(.clearJam(.customer))
        #expect(bench.poll() == [code])
        bench.say(0x40)
        bench.wait(2000)
        #expect(bench.poll() == [0x1A])
    }
}

@Test("A full or missing box takes nothing, and an ordered note goes back")
func aFullOrMissingBox() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.cashUnitFull(true))
    bench.say(0x42)
    bench.wait(1000)
    #expect(bench.place(1) == .withCustomer)
    #expect(bench.poll() == [0x43])
    bench.pull(.removeCashUnit)
    #expect(bench.poll() == [0x44])
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.notices.last == .refused(id: 2, .notReady))
    bench.pull(.insertCashUnit(serial: "CU-2"))
    bench.wait(2000)
    bench.say(0xC3, [0])
    bench.stack(2)
    #expect(bench.place(2) == .box(cashUnit: "CU-2"))
    #expect(bench.device.cashUnits == ["CU-1", "CU-2"] && bench.device.contents(of: "CU-1").isEmpty)
}

@Test("A box taken out in the middle of stacking leaves the note stuck, not lost")
func aBoxTakenOutTooEarly() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.say(0x42)
    bench.wait(300)
    bench.pull(.removeCashUnit)
    #expect(bench.place(1) == .stuck(.stacker))
    #expect(bench.poll() == [0x46])
}

@Test("Trouble that hides VEND VALID must not swallow it")
func troubleHidesAndDoesNotForget() {
    var bench = Bench.ready {
        $0.readings.troubleHidesVendValid = true
        $0.readings.afterTrouble = .initialises
    }
    bench.stack(1)
    bench.pull(.removeCashUnit)
    #expect(bench.poll() == [0x44])
    bench.pull(.insertCashUnit(serial: "CU-2"))
    bench.wait(2000)
    #expect(bench.poll() == [0x15])
}

@Test("A string: the note is gone, the credit stands, the unit cries")
func aStringPulled() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .onString(minorUnits: 2000)))
    bench.wait(1200)
    bench.say(0x42)
    bench.wait(800)
    bench.pull(.pullString(id: 1))
    #expect(bench.device.fished == [1] && bench.place(1) == .withCustomer)
    #expect(bench.notices.contains(.alarm(.fished(id: 1))))
    #expect(bench.poll() == [0x48])
    #expect(bench.poll() == [0x15])
    bench.pull(.pullString(id: 1))
    #expect(bench.notices.last == .impossible(.pullString(id: 1)))
}

@Test("A mute unit hears and acts")
func aMuteUnitActs() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.mute(true))
    #expect(bench.say(0x42) == [])
    bench.wait(800)
    #expect(bench.place(1) == inBox)
    bench.pull(.mute(false))
    #expect(bench.poll() == [0x15])
}

@Test("A swapped unit knows nothing of the old one's note")
func aSwappedUnit() {
    var bench = Bench.ready { $0.readings.unacknowledgedShowsAs42 = true }
    bench.stack(1)
    bench.pull(.swap(serial: "SIM0000099"))
    bench.wait(600)
    #expect(bench.poll() == [0x40])
    #expect(bench.device.serialNumber == "SIM0000099")
    #expect(bench.place(1) == inBox)
}

@Test("A unit that stacks without an order: the driver must meet it")
func anUnorderedStack() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.stackUnordered)
    bench.wait(800)
    #expect(bench.place(1) == inBox)
    #expect(bench.poll() == [0x15])
}

@Test("A lever without its object changes nothing and says so")
func impossibleLevers() {
    var bench = Bench.ready()
    let levers: [AcceptorLever] = [
        .takeNote, .pullString(id: 9), .clearJam(.staff), .attendantRemovesNote, .insertCashUnit(serial: "X"), .powerOn,
        .clearCounter,
    ]
    for lever in levers {
        bench.pull(lever)
        #expect(bench.notices.last == .impossible(lever))
    }
    #expect(bench.device.counter == 0)
}
