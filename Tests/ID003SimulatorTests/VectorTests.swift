import ID003Frame
import ID003Simulator
import SimulatorKit
import Testing

/// A unit brought to the state it is to say, by hands and by physics.
private func said() -> [String: [UInt8]] {
    var all: [String: [UInt8]] = [:]
    func keep(_ name: String, _ bench: inout Bench) { all[name] = bench.raw(ID003Frame(0x11).encoded()) }

    var bench = Bench()
    bench.wait(600)
    keep("power up", &bench)
    bench.say(0x40)
    bench.wait(1600)
    keep("disabled", &bench)
    all["echo inhibit off"] = bench.raw(ID003Frame(0xC3, [0]).encoded())
    keep("idling", &bench)
    bench.pull(.insert(id: 1, .forged(minorUnits: 500)))
    bench.wait(1150)
    keep("rejecting 77", &bench)
    bench.wait(1000)
    for (code, value) in [(0x62, 200), (0x63, 500), (0x65, 2000), (0x66, 5000)] as [(Int, Int64)] {
        bench.escrow(code, value)
        keep("escrow \(code - 0x62 + 62)", &bench)
        bench.say(0x43)
        bench.wait(100)
        keep("returning", &bench)
        bench.wait(1000)
    }
    bench.escrow(2)
    bench.say(0x44)
    keep("holding", &bench)
    all["ack #2"] = bench.raw(ID003Frame(0x42).encoded())
    bench.wait(800)
    keep("vend valid", &bench)
    bench.say(0x50)
    keep("stacked", &bench)
    bench.pull(.removeCashUnit)
    keep("stacker open", &bench)
    all["invalid command"] = bench.raw(ID003Frame(0x70).encoded())

    var jam = Bench.ready()
    jam.pull(.jam(.acceptor), .insert(id: 1, .note(minorUnits: 500)))
    jam.wait(1200)
    keep("jam in acceptor", &jam)

    var cut = Bench.ready()
    cut.escrow(1)
    cut.pull(.powerOff, .powerOn)
    cut.wait(600)
    keep("power up, note in acceptor", &cut)
    var late = Bench.ready()
    late.escrow(1)
    late.say(0x42)
    late.wait(300)
    late.pull(.powerOff, .powerOn)
    late.wait(600)
    keep("power up, note in stacker", &late)

    var pause = Bench.ready()
    pause.pull(.insert(id: 1, .note(minorUnits: 500)), .insert(id: 2, .note(minorUnits: 500)))
    keep("pause", &pause)

    var ticket = Bench.ready()
    ticket.say(0xC7, [1])
    ticket.pull(.insert(id: 1, .barcode("123456789012345678")))
    ticket.wait(1200)
    keep("escrow ticket", &ticket)

    var hurt = Bench.ready { $0.readings.answersHurtFrames = true }
    all["communication error"] = hurt.raw([0xFC, 0x05, 0x11, 0x27, 0x57])

    var euro = Bench {
        $0.notes = [(0x62, 5, 0), (0x63, 1, 1), (0x64, 2, 1), (0x65, 5, 1), (0x66, 1, 2)].map {
            ID003NoteType(code: $0.0, country: 0xE0, integer: $0.1, exponent: $0.2)
        }
    }
    euro.wait(600)
    all["currency table EUR"] = euro.raw(ID003Frame(0x8A).encoded())

    var magnetic = Bench.ready()
    magnetic.pull(.insert(id: 1, .note(minorUnits: 777)))
    magnetic.wait(1150)
    all["unknown note"] = magnetic.raw(ID003Frame(0x11).encoded())
    return all
}

/// Recyclers, and failures nobody can make happen on this device by hand.
private let foreign = [
    "pay stay", "recycler counts", "rejecting magnetic", "rejecting length", "failure",
]

@Test("A frame that only our device says would teach the driver an invented wire")
func everyDeviceVectorIsWhatTheDeviceSaysInThatState() throws {
    let said = said()
    var matched = 0
    for vector in try Vector.load() where vector.direction == "device" {
        if foreign.contains(where: vector.name.hasPrefix) { continue }
        let name = vector.name.hasPrefix("power up (") ? "power up" : vector.name
        #expect(said[name] == vector.bytes, "\(vector.name)")
        matched += 1
    }
    #expect(matched >= 20)
    #expect(said["unknown note"]?.dropFirst(2).first == 0x17)
}

@Test("A host that talks to a wall repeats itself into a double order")
func everyHostVectorIsUnderstoodOrRefusedInWords() throws {
    for vector in try Vector.load() where vector.direction == "host" && !vector.name.hasPrefix("INVALID") {
        var bench = Bench.ready()
        let answer = bench.raw(vector.bytes)
        #expect(answer.isEmpty == (vector.name == "ack"), "\(vector.name)")
        let isForeign = answer.count > 2 && answer[2] == 0x4B
        let recycler = ["recycler", "payout", "set count", "collect", "extension", "total", "command 70", "stack-3"]
        #expect(isForeign == recycler.contains(where: vector.name.hasPrefix), "\(vector.name)")
        if vector.bytes[2] >= 0xC0, vector.bytes[2] <= 0xC7 { #expect(answer == vector.bytes, "an echo") }
    }
}

@Test("Noise that moves a note is a note lost")
func aDamagedFrameMovesNothing() throws {
    var bench = Bench.ready()
    bench.escrow(1)
    for vector in try Vector.load() where vector.name.hasPrefix("INVALID") {
        #expect(bench.raw(vector.bytes) == [])
        bench.wait(200)
    }
    let stack = ID003Frame(0x42).encoded()
    for position in stack.indices {
        for bit in 0..<8 {
            var wrong = stack
            wrong[position] ^= 1 << UInt8(bit)
            bench.raw(wrong)
            bench.wait(150)
            if bench.place(1) != .escrow { Issue.record("byte \(position), bit \(bit)") }
        }
    }
    #expect(bench.poll() == [0x13, 0x63])
}
