import ID003Frame
import ID003Simulator
import SimulatorKit
import Testing

private struct Row: Sendable {
    let name: String
    let shape: @Sendable (inout ID003Configuration) -> Void
    let before: @Sendable (inout Bench) -> Void
    let code: UInt8
    /// Where note 1 ends after the reset, and what the first poll of the running unit says.
    let place: NotePlace
    let first: UInt8
}

private let rows: [Row] = [
    Row(
        name: "in the path", shape: { _ in },
        before: {
            $0.pull(.insert(id: 1, .note(minorUnits: 500)))
            $0.wait(300)
        }, code: 0x41, place: .withCustomer, first: 0x1A),
    Row(name: "in escrow", shape: { _ in }, before: { $0.escrow(1) }, code: 0x41, place: .withCustomer, first: 0x1A),
    Row(
        name: "on the way back", shape: { _ in },
        before: {
            $0.escrow(1)
            $0.say(0x43)
            $0.wait(200)
        }, code: 0x41, place: .withCustomer, first: 0x1A),
    Row(
        name: "past escrow, into the box in silence", shape: { _ in },
        before: {
            $0.escrow(1)
            $0.say(0x42)
            $0.wait(300)
        }, code: 0x42, place: inBox, first: 0x1A),
    Row(
        name: "past escrow, into the box and told (VR)", shape: { $0.readings.vendValidAfterReset = true },
        before: {
            $0.escrow(1)
            $0.say(0x42)
            $0.wait(300)
        }, code: 0x42, place: inBox, first: 0x15),
    Row(
        name: "past escrow, given back (RET42)", shape: { $0.readings.pastEscrowAtReset = .givenBack },
        before: {
            $0.escrow(1)
            $0.say(0x42)
            $0.wait(300)
        }, code: 0x42, place: .withCustomer, first: 0x1A),
    Row(
        name: "in the box, not acknowledged, forgotten", shape: { _ in }, before: { $0.stack(1) }, code: 0x40,
        place: inBox, first: 0x1A),
    Row(
        name: "in the box, not acknowledged, 42 (R42)", shape: { $0.readings.unacknowledgedShowsAs42 = true },
        before: { $0.stack(1) }, code: 0x42, place: inBox, first: 0x1A),
    Row(
        name: "in the box, not acknowledged, told again (R42, VR)",
        shape: {
            $0.readings.unacknowledgedShowsAs42 = true
            $0.readings.vendValidAfterReset = true
        }, before: { $0.stack(1) }, code: 0x42, place: inBox, first: 0x15),
    Row(
        name: "in the box, acknowledged",
        shape: {
            $0.readings.unacknowledgedShowsAs42 = true
            $0.readings.vendValidAfterReset = true
        },
        before: {
            $0.stack(1)
            $0.poll()
            $0.say(0x50)
        }, code: 0x40, place: inBox, first: 0x1A),
    Row(
        name: "stuck on the way to the box, RESET does not free it", shape: { _ in },
        before: {
            $0.escrow(1)
            $0.pull(.jam(.stacker))
            $0.say(0x42)
            $0.wait(800)
        }, code: 0x42, place: .stuck(.stacker), first: 0x46),
]

@Test("A cut in each place: what is shown, what the reset does with the note, what is told after it", arguments: 0..<11)
func aCutInEachPlace(_ index: Int) {
    let row = rows[index]
    var bench = Bench.ready(row.shape)
    row.before(&bench)
    let lay = bench.place(1)
    bench.pull(.powerOff)
    #expect(bench.place(1) == lay, "\(row.name): nothing moves without power")
    #expect(bench.poll() == [])
    bench.wait(60_000)
    bench.pull(.powerOn)
    #expect(bench.poll() == [], "booting")
    bench.wait(600)
    for _ in 0..<3 { #expect(bench.poll() == [row.code], "\(row.name): it stands until the reset") }
    bench.wait(60_000)
    #expect(bench.poll() == [row.code])
    #expect(bench.place(1) == lay, "\(row.name): it waits for the reset")
    #expect(bench.say(0x40) == [0x50])
    #expect(bench.poll() == [0x1B])
    bench.wait(3000)
    #expect(bench.place(1) == row.place, "\(row.name)")
    #expect(bench.poll() == [row.first], "\(row.name)")
}

@Test("A second cut between the reset and VEND VALID must not lose what the unit still knows")
func aSecondCutAfterTheReset() {
    var bench = Bench.ready {
        $0.readings.unacknowledgedShowsAs42 = true
        $0.readings.vendValidAfterReset = true
    }
    bench.escrow(1)
    bench.say(0x42)
    bench.wait(300)
    for _ in 0..<3 {
        bench.pull(.powerOff, .powerOn)
        bench.wait(600)
        #expect(bench.poll() == [0x42])
        bench.say(0x40)
        bench.wait(900)
    }
    #expect(bench.place(1) == inBox)
    bench.wait(2000)
    #expect(bench.poll() == [0x15])
}

@Test("Settings are gone after a start: a unit that opens by itself takes notes nobody asked for")
func aStartIsInhibited() {
    var bench = Bench.ready()
    bench.say(0xC0, [0xFF, 0])
    bench.pull(.powerOff, .powerOn)
    bench.wait(600)
    #expect(bench.say(0xC3, [0]) == [0x4B], "no setting before the reset")
    bench.say(0x40)
    bench.wait(2000)
    #expect(bench.poll() == [0x1A])
    #expect(bench.say(0x80) == [0x80, 0, 0])
    #expect(!bench.device.isLit)
}

@Test("A unit that waits for its settings is not ready, however long")
func initialisingWaitsForTheInhibitWhereTheReadingSaysSo() {
    var bench = Bench { $0.readings.waitsForInhibit = true }
    bench.wait(600)
    bench.say(0x40)
    bench.wait(30_000)
    #expect(bench.poll() == [0x1B])
    bench.say(0xC3, [1])
    bench.wait(1)
    #expect(bench.poll() == [0x1A])
}

@Test("RESET at a running unit: it inhibits, or starts anew, as the unit is")
func aResetWhileRunning() {
    var mild = Bench.ready()
    mild.escrow(1)
    #expect(mild.say(0x40) == [0x50])
    #expect(mild.poll() == [0x13, 0x63])
    mild.say(0x43)
    mild.wait(1000)
    #expect(mild.poll() == [0x1A])
    var wild = Bench.ready { $0.readings.runningReset = .restarts }
    wild.escrow(1)
    wild.say(0x40)
    #expect(wild.poll() == [0x1B])
    wild.wait(3000)
    #expect(wild.place(1) == .withCustomer)
}

@Test("Questions before the reset are answered, refused or ignored, as the unit is")
func questionsAtPowerUp() {
    for (reading, answer) in [(ID003Readings.Reply.answered, 0x88), (.invalidCommand, 0x4B)]
        as [(ID003Readings.Reply, UInt8)]
    {
        var bench = Bench { $0.readings.questionsAtPowerUp = reading }
        bench.wait(600)
        #expect(bench.say(0x88).first == answer)
    }
    var silent = Bench { $0.readings.questionsAtPowerUp = .silent }
    silent.wait(600)
    #expect(silent.say(0x88) == [])
}
