import DeviceKit
import SimulatorKit

/// A driver's dialogue and a simulated device on one clock, with what the device has said and the host has not heard.
protocol Life {
    associatedtype Host: Dialogue
    associatedtype Device: SimulatedDevice

    var host: Host { get set }
    var device: Device { get set }
    var now: Duration { get set }
    /// What the device has said and the host has not heard.
    var said: [[UInt8]] { get set }
    /// How often both together may ask for the clock while one order of the script passes time.
    static var mostLooks: Int { get }

    /// An event for the host, and what follows from it.
    mutating func give(_ event: DialogueEvent<Host.Command>) throws(Broken)
}

extension Life {
    /// Time goes on for both, each deadline at its instant.
    mutating func pass(_ time: Duration) throws(Broken) {
        let end = now + time
        var looks = 0
        while let due = [host.deadline, device.deadline].compactMap({ $0 }).min(), due <= end {
            looks += 1
            try promise(looks < Self.mostLooks, "it asks for the clock without end")
            now = max(now, due)
            if let mine = host.deadline, mine <= now {
                try give(.time)
                try promise(host.deadline.map { $0 > now } ?? true, "a deadline that looking does not move")
            }
            if let its = device.deadline, its <= now { tell(.time) }
        }
        now = end
    }

    /// An event for the device; of what it says, no more waits than a cable holds.
    mutating func tell(_ event: SimulatorEvent<Device.Lever>) {
        let step = device.on(event, now: now)
        device = step.next
        for case .send(let bytes) in step.effects where said.count < 20 { said.append(bytes) }
    }
}
