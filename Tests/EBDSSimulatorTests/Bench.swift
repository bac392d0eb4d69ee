import EBDSFrame
import EBDSSimulator
import SimulatorKit

/// A device on a bench: time is turned by hand, frames are typed from the paper, everything it does is kept.
struct Bench {
    var device: EBDSDevice
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var notices: [AcceptorNotice] = []
    private var ack = false

    init(_ shape: (inout EBDSConfiguration) -> Void = { _ in }) {
        var configuration = EBDSConfiguration()
        shape(&configuration)
        device = EBDSDevice(configuration)
    }

    /// Past the start-up, its events read, four-way escrow mode on: 7F 1C 10 or as given.
    static func ready(
        _ poll: [UInt8] = [0x7F, 0x1C, 0x00], _ shape: (inout EBDSConfiguration) -> Void = { _ in }
    ) -> Bench {
        var bench = Bench(shape)
        bench.wait(1500)
        bench.poll(poll)
        bench.poll(poll)
        return bench
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

    /// Lets time pass as a shell does: by the device's deadlines.
    mutating func wait(_ milliseconds: Int) {
        let end = now + .milliseconds(milliseconds)
        while let deadline = device.deadline, deadline <= end {
            now = max(now, deadline)
            step(.time)
        }
        now = end
        step(.time)
    }

    /// Bytes as they are; returns the bytes of the last answer, empty when there was none.
    @discardableResult mutating func raw(_ bytes: [UInt8]) -> [UInt8] {
        let before = sent.count
        step(.received(bytes))
        return sent.count > before ? sent[sent.count - 1] : []
    }

    /// A frame with the next ack bit; returns the data of the answer after the control byte.
    @discardableResult mutating func send(_ control: UInt8, _ data: [UInt8]) -> [UInt8] {
        ack.toggle()
        return again(control, data)
    }

    /// A frame with the ack bit of the last one.
    @discardableResult mutating func again(_ control: UInt8, _ data: [UInt8]) -> [UInt8] {
        let answer = raw(EBDSFrame(control: control | (ack ? 1 : 0), data: data).encoded())
        return answer.count < 5 ? [] : Array(answer[2..<(answer.count - 2)])
    }

    @discardableResult mutating func poll(_ data: [UInt8] = [0x7F, 0x1C, 0x00]) -> [UInt8] { send(0x10, data) }
    @discardableResult mutating func query(_ command: UInt8) -> [UInt8] {
        Array(send(0x60, [0, 0, command]).dropFirst())
    }

    /// Puts a note in and waits until it is in escrow.
    mutating func escrow(_ id: Int, _ minorUnits: Int64 = 500) {
        pull(.insert(id: id, .note(minorUnits: minorUnits)))
        wait(1000)
    }

    /// The same through escrow into the box; the STACKED event is not read yet.
    mutating func stack(_ id: Int, _ minorUnits: Int64 = 500) {
        escrow(id, minorUnits)
        poll([0x7F, 0x3C, 0x00])
        wait(800)
    }

    func place(_ id: Int) -> NotePlace? { device.note(id)?.place }
}

let inBox = NotePlace.box(cashUnit: "CU-1")
