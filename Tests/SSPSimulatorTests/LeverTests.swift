import SSPSimulator
import SimulatorKit
import Testing

@Test func aStringPullIsAFraudAttemptAndTheNoteIsGoneAlthoughCounted() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .onString(minorUnits: 500)))
    bench.wait(1000)
    bench.poll()
    bench.poll()
    bench.wait(1000)
    bench.poll()
    bench.pull(.pullString(id: 1))
    #expect(bench.place(1) == .withCustomer && bench.device.fished == [1] && bench.device.counter == 1)
    #expect(bench.poll().contains(0xE6))
    #expect(bench.send([0x17]) == [0xF0, 0x0E])
}

@Test func jamsAreToldUntilAHandFreesTheNote() {
    for (section, code) in [(NoteSection.acceptor, UInt8(0xE9)), (.stacker, 0xEA)] {
        var bench = Bench.ready()
        bench.pull(.jam(section))
        bench.escrow(1)
        bench.poll()
        bench.wait(1000)
        #expect(bench.place(1) == .stuck(section) && bench.device.isJammed)
        #expect(bench.poll().contains(code))
        #expect(bench.poll().contains(code))
        bench.pull(.clearJam(.staff))
        #expect(bench.place(1) == .withStaff)
        #expect(!bench.poll().contains(code))
    }
}

@Test func aFailedStackComesBackBeforeItsCredit() {
    var bench = Bench.ready()
    bench.pull(.failNextStack)
    bench.escrow(1)
    bench.poll()
    var told: [UInt8] = []
    for _ in 0..<10 {
        bench.wait(200)
        told += bench.poll().dropFirst()
    }
    #expect(bench.place(1) == .withCustomer && told.contains(0xEC) && !told.contains(0xEE))
}

@Test func theBoxTakenOutAndPutBackIsTold() {
    var bench = Bench.ready()
    bench.pull(.removeCashUnit)
    #expect(bench.poll().contains(0xE3) && bench.poll().contains(0xE3))
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(bench.place(1) == .hand)
    bench.pull(.insertCashUnit(serial: "CU-2"))
    #expect(bench.poll() == [0xF0, 0xE4])
    bench.pull(.cashUnitFull(true))
    #expect(bench.poll().contains(0xE7) && bench.device.isFull)
}

@Test func aNoteStackedWithoutAnOrderIsCreditedByTheFirmwareAndCounted() {
    var bench = Bench.ready()
    bench.pull(.stackUnordered)
    bench.escrow(1)
    bench.wait(1000)
    #expect(bench.place(1) == inBox && bench.poll().contains(0xEE) && bench.device.counter == 1)
}

@Test func aMuteUnitHearsAndActs() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.mute(true))
    #expect(bench.poll().isEmpty && bench.place(1) == .pastEscrow)
    bench.pull(.mute(false))
    #expect(bench.again([0x07]) == [0xF0, 0xCC])
}

@Test func anotherUnitHasItsOwnNumberCountAndNoKey() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.swap(serial: "4711"))
    #expect(bench.device.serialNumber == "4711" && bench.device.counter == 0)
    #expect(bench.place(1) == .withStaff)
    bench.wait(2500)
    bench.send([0x11])
    #expect(bench.send([0x0C]) == [0xF0, 0, 0, 0x12, 0x67])
    bench.pull(.swap(serial: "SIM-B"))
    #expect(bench.device.serialNumber != "4711")
}

@Test func whatCannotBeDoneSaysSoAndChangesNothing() {
    var bench = Bench.ready()
    let before = bench.device
    bench.pull(.clearJam(.staff), .takeNote, .attendantRemovesNote, .powerOn, .pullString(id: 9))
    #expect(bench.device == before)
    #expect(bench.notices.count { if case .impossible = $0 { true } else { false } } == 5)
}
