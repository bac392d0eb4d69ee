import SSPFrame
import SSPSimulator
import SimulatorKit

/// A unit on a bench: time is turned by hand, frames are typed from the paper, everything it does is kept.
struct Bench {
    var device: SSPDevice
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var notices: [AcceptorNotice] = []
    var sequence = true

    init(_ shape: (inout SSPDeviceConfiguration) -> Void = { _ in }) {
        var configuration = SSPDeviceConfiguration()
        configuration.readings.acknowledgement = .offered
        shape(&configuration)
        device = SSPDevice(configuration)
    }

    /// Past the start-up, synchronised, its events read, taking all notes.
    static func ready(_ shape: (inout SSPDeviceConfiguration) -> Void = { _ in }) -> Bench {
        var bench = Bench(shape)
        bench.wait(2500)
        bench.enable()
        return bench
    }

    mutating func enable() {
        send([0x11])
        send([0x07])
        send([0x02, 0xFF, 0xFF])
        send([0x0A])
        send([0x07])
    }

    mutating func step(_ event: SimulatorEvent<AcceptorLever>) {
        let (next, effects) = device.on(event, now: now)
        device = next
        for effect in effects {
            switch effect {
            case .send(let bytes): sent.append(bytes)
            case .notice(let notice): notices.append(notice)
            }
        }
    }

    mutating func pull(_ levers: AcceptorLever...) { for lever in levers { step(.lever(lever)) } }

    /// Lets time pass as a shell does: by the unit's deadlines.
    mutating func wait(_ milliseconds: Int) {
        let end = now + .milliseconds(milliseconds)
        while let deadline = device.deadline, deadline <= end {
            now = max(now, deadline)
            step(.time)
        }
        now = end
        step(.time)
    }

    /// Bytes as they are; returns the data of the last answer, empty when there was none.
    @discardableResult mutating func raw(_ bytes: [UInt8]) -> [UInt8] {
        let before = sent.count
        step(.received(bytes))
        guard sent.count > before, let last = sent.last else { return [] }
        var parser = SSPFrameParser()
        parser.append(last)
        guard case .frame(let frame) = parser.next() else { return [] }
        return frame.data
    }

    /// A new frame; SYNC always with its bit set.
    @discardableResult mutating func send(_ data: [UInt8]) -> [UInt8] {
        if data == [0x11] { sequence = true }
        defer { sequence.toggle() }
        return raw(SSPFrame(sequence: sequence, address: 0, data: data).encoded())
    }

    /// The last frame's bit again.
    @discardableResult mutating func again(_ data: [UInt8]) -> [UInt8] {
        raw(SSPFrame(sequence: !sequence, address: 0, data: data).encoded())
    }

    @discardableResult mutating func poll() -> [UInt8] { send([0x07]) }
    @discardableResult mutating func ackedPoll() -> [UInt8] { send([0x56]) }

    /// Puts a note in, waits until it is in escrow, and reads of it.
    mutating func escrow(_ id: Int, _ minorUnits: Int64 = 500, poll: UInt8 = 0x07) {
        pull(.insert(id: id, .note(minorUnits: minorUnits)))
        wait(1000)
        send([poll])
    }

    func place(_ id: Int) -> NotePlace? { device.note(id)?.place }
}

let inBox = NotePlace.box(cashUnit: "CU-1")
