import CCNETFrame
import CCNETSimulator
import SimulatorKit

/// A device on a bench: time is turned by hand, frames are typed from the paper, everything it does is kept.
struct Bench {
    var device: CCNETDevice
    var now: Duration = .zero
    var sent: [[UInt8]] = []
    var notices: [AcceptorNotice] = []

    init(_ shape: (inout CCNETConfiguration) -> Void = { _ in }) {
        var configuration = CCNETConfiguration()
        shape(&configuration)
        device = CCNETDevice(configuration)
    }

    /// Reset, initialised, all types enabled with escrow.
    static func ready(_ shape: (inout CCNETConfiguration) -> Void = { _ in }) -> Bench {
        var bench = Bench(shape)
        bench.send([0x30])
        bench.wait(2500)
        bench.enable()
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

    /// A command; returns the data of the answer.
    @discardableResult mutating func send(_ payload: [UInt8]) -> [UInt8] {
        let answer = raw(CCNETFrame(address: 3, payload: payload).encoded())
        return answer.count < 6 ? [] : Array(answer[3..<(answer.count - 2)])
    }

    @discardableResult mutating func poll() -> [UInt8] { send([0x33]) }

    mutating func acknowledge() { send([0x00]) }

    mutating func enable(_ mask: [UInt8] = [0xFF, 0xFF, 0xFF]) { send([0x34] + mask + mask) }

    /// Puts a note in and waits until it is in escrow.
    mutating func escrow(_ id: Int, _ minorUnits: Int64 = 500) {
        pull(.insert(id: id, .note(minorUnits: minorUnits)))
        wait(1000)
    }

    /// The same through escrow into the box; "stacked" is not told yet.
    mutating func stack(_ id: Int, _ minorUnits: Int64 = 500) {
        escrow(id, minorUnits)
        send([0x35])
        wait(800)
    }

    func place(_ id: Int) -> NotePlace? { device.note(id)?.place }
}

let inBox = NotePlace.box(cashUnit: "CU-1")
