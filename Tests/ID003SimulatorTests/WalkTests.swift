import ID003Frame
import ID003Simulator
import SimulatorKit
import Testing

@Test("A credit that is shown once is lost with one frame")
func vendValidStandsUntilItIsAcknowledged() {
    var bench = Bench.ready()
    bench.stack(1)
    #expect(bench.place(1) == inBox)
    for _ in 0..<5 { #expect(bench.poll() == [0x15]) }
    #expect(bench.say(0x50) == [], "an ACK is never answered")
    #expect(bench.poll() == [0x16])
    #expect(bench.poll() == [0x11])
    #expect(bench.say(0x50) == [])
    #expect(bench.poll() == [0x11])
}

@Test("A note drawn in while a credit waits could take its place")
func noNoteIsTakenBeforeTheCreditIsHandedOver() {
    var bench = Bench.ready()
    bench.stack(1)
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    bench.wait(3000)
    #expect(bench.place(2) == .mouth)
    bench.say(0x50)
    bench.wait(3000)
    #expect(bench.place(2) == .mouth)
    #expect(bench.poll() == [0x16])
    bench.wait(1)
    #expect(bench.place(2) == .path)
}

@Test("The states of a note in their order, or a host waits for one that never comes")
func aNoteShowsEachOfItsStates() {
    var bench = Bench.ready()
    #expect(bench.poll() == [0x11])
    bench.pull(.insert(id: 1, .note(minorUnits: 10000)))
    #expect(bench.poll() == [0x12])
    bench.wait(1200)
    #expect(bench.poll() == [0x13, 0x67])
    #expect(bench.say(0x42) == [0x50])
    #expect(bench.poll() == [0x14])
    bench.wait(800)
    #expect(bench.poll() == [0x15])
}

@Test("STACK-1 credits a note that can still come back: the danger must be there to be tested")
func stackOneSaysVendValidAtTheLever() {
    var bench = Bench.ready()
    bench.escrow(1)
    bench.pull(.failNextStack)
    bench.say(0x41)
    bench.wait(400)
    #expect(bench.poll() == [0x15])
    #expect(bench.place(1) == .pastEscrow)
    bench.say(0x50)
    bench.wait(1200)
    #expect(bench.place(1) == .withCustomer, "credited at the lever, and gone")
}

@Test("Orders out of season must not move anything")
func ordersWithoutANoteAreHeardAndDoNothing() {
    var bench = Bench.ready()
    for order: UInt8 in [0x41, 0x42, 0x43, 0x44, 0x45] { #expect(bench.say(order) == [0x50]) }
    #expect(bench.poll() == [0x11])
    bench.escrow(1)
    bench.say(0x43)
    #expect(bench.say(0x42) == [0x50])
    bench.wait(1000)
    #expect(bench.place(1) == .withCustomer)
    var deaf = Bench.ready { $0.readings.idleOrders = .silent }
    #expect(deaf.say(0x42) == [])
    var frank = Bench.ready { $0.readings.idleOrders = .invalidCommand }
    #expect(frank.say(0x42) == [0x4B])
}

@Test("Disabling is asynchronous: a note on its way still reaches escrow")
func inhibitShutsTheMouthAndNotThePath() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.say(0xC3, [1])
    bench.wait(1200)
    #expect(bench.place(1) == .escrow)
    bench.say(0x43)
    bench.wait(1000)
    #expect(bench.poll() == [0x1A])
    bench.pull(.insert(id: 2, .note(minorUnits: 500)))
    #expect(bench.notices.last == .refused(id: 2, .disabled))
}

@Test("A refused denomination that is taken is money nobody wanted")
func refusedDenominationsAreRejected() {
    var bench = Bench.ready()
    #expect(bench.say(0xC0, [0x04, 0]) == [0xC0, 0x04, 0])
    #expect(bench.say(0x80) == [0x80, 0x04, 0])
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    bench.wait(1150)
    #expect(bench.poll() == [0x17, 0x79])
    bench.wait(1000)
    bench.escrow(2, 1000)
    #expect(bench.place(2) == .escrow)
}

@Test("A counterfeit in the box is a loss")
func aForgedNoteGoesBack() {
    var bench = Bench.ready()
    bench.pull(.insert(id: 1, .forged(minorUnits: 2000)))
    bench.wait(3000)
    #expect(bench.place(1) == .withCustomer)
    #expect(bench.poll() == [0x11])
}

@Test("A note nobody decides about: given back, kept by HOLD, or swallowed, as the unit is")
func escrowClearsAsTheReadingSays() {
    var back = Bench.ready { $0.readings.escrowClearing = .givesBack(after: .seconds(5)) }
    back.escrow(1)
    back.wait(4000)
    back.say(0x44)
    #expect(back.poll() == [0x19])
    back.wait(4000)
    #expect(back.place(1) == .escrow)
    back.wait(2500)
    #expect(back.place(1) == .withCustomer)
    var box = Bench.ready { $0.readings.escrowClearing = .intoBox(after: .seconds(5)) }
    box.escrow(1)
    box.wait(6500)
    #expect(box.place(1) == inBox)
    #expect(box.poll() == [0x15])
    var form = Bench.ready { $0.readings.holdWants = [0xFF] }
    form.escrow(1)
    #expect(form.say(0x44) == [0x4B])
    #expect(form.say(0x44, [0xFF]) == [0x50])
}

@Test("Interrupt mode: a lone ENQ when something changed, and none in poll mode")
func interruptModeCallsForAPoll() {
    var bench = Bench.ready()
    bench.say(0xC2, [1])
    let before = bench.sent.count
    bench.pull(.insert(id: 1, .note(minorUnits: 500)))
    #expect(bench.sent.dropFirst(before).contains([0x05]))
    bench.say(0xC2, [0])
    let after = bench.sent.count
    bench.wait(3000)
    #expect(!bench.sent.dropFirst(after).contains([0x05]))
}
