import SSPSimulator
import SimulatorKit

/// A host of the careless kind: frames by hand against the simulated unit, to see what a wrong rule costs.
struct Hand {
    var device: SSPDevice
    var now: Duration = .zero
    var sequence: UInt8 = 1

    /// A unit past its start-up, synchronised, enabled for all notes, its first events read.
    init(_ shape: (inout SSPDeviceConfiguration) -> Void = { _ in }) {
        var configuration = SSPDeviceConfiguration()
        configuration.readings.acknowledgement = .offered
        shape(&configuration)
        device = SSPDevice(configuration)
        wait(3000)
        enable()
    }

    mutating func enable() {
        sequence = 1
        _ = send([0x11])
        _ = send([0x08])
        _ = send([0x07])
        _ = send([0x02, 0xFF, 0xFF])
        _ = send([0x0A])
        _ = send([0x07])
    }

    mutating func step(_ event: SimulatorEvent<AcceptorLever>) -> [UInt8] {
        let (next, effects) = device.on(event, now: now)
        device = next
        for effect in effects.reversed() { if case .send(let bytes) = effect { return unwire(bytes).data } }
        return []
    }

    mutating func pull(_ lever: AcceptorLever) { _ = step(.lever(lever)) }

    mutating func wait(_ milliseconds: Int) {
        now += .milliseconds(milliseconds)
        _ = step(.time)
    }

    /// A new frame; the data of the answer.
    @discardableResult mutating func send(_ data: [UInt8]) -> [UInt8] {
        let answer = step(.received(wire(data == [0x11] ? 1 : sequence, data)))
        sequence = data == [0x11] ? 0 : 1 - sequence
        return answer
    }

    /// The last frame again.
    mutating func again(_ data: [UInt8]) -> [UInt8] { step(.received(wire(1 - sequence, data))) }

    /// A 20 in escrow, and told of.
    mutating func escrow(_ id: Int, poll: UInt8 = 0x07) -> [UInt8] {
        pull(.insert(id: id, .note(minorUnits: 2000)))
        wait(1100)
        return send([poll])
    }

    func place(_ id: Int) -> NotePlace? { device.note(id)?.place }
}

let inBox = NotePlace.box(cashUnit: "CU-1")
