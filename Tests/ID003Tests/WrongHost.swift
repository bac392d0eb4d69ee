import ID003Simulator
import SimulatorKit

/// A host that plays a wrong rule by hand, frame by frame, against the same unit that our driver meets: so that each
/// story shows the loss, and not only that we are spared it.
struct WrongHost {
    var device: ID003Device
    var now: Duration = .zero

    init(_ shape: (inout ID003Simulator.ID003Configuration) -> Void = { _ in }) {
        var configuration = ID003Simulator.ID003Configuration()
        shape(&configuration)
        device = ID003Device(configuration)
        wait(600)
        say(0x40)
        wait(1600)
        say(0xC3, [0])
        wait(2000)
    }

    @discardableResult
    mutating func say(_ code: UInt8, _ data: [UInt8] = []) -> UInt8? {
        let step = device.on(.received(wire(code, data)), now: now)
        device = step.next
        for effect in step.effects { if case .send(let bytes) = effect { return bytes[2] } }
        return nil
    }

    mutating func poll() -> UInt8? { say(0x11) }

    mutating func pull(_ lever: AcceptorLever) { device = device.on(.lever(lever), now: now).next }

    mutating func wait(_ milliseconds: Int) {
        let end = now + .milliseconds(milliseconds)
        while let due = device.deadline, due <= end {
            now = max(now, due)
            device = device.on(.time, now: now).next
        }
        now = end
        device = device.on(.time, now: now).next
    }

    mutating func escrow(_ id: Int) {
        pull(.insert(id: id, .note(minorUnits: 2000)))
        wait(1200)
    }

    mutating func cutAndRestore() {
        pull(.powerOff)
        pull(.powerOn)
        wait(600)
    }

    func isInBox(_ id: Int) -> Bool { if case .box = device.note(id)?.place { true } else { false } }
}
