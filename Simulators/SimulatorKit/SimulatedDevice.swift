/// A device on the far end of a wire, as a value: it owns the physical truth and speaks only bytes.
///
/// Its operator's side (feed a note, cut the power, pull the paper) comes as levers, never over the wire.
public protocol SimulatedDevice: Hashable, Sendable {
    /// What a person standing at the device can do.
    associatedtype Lever: Hashable & Sendable
    /// What a person standing at the device can see happen.
    associatedtype Notice: Hashable & Sendable

    /// One step; effects are carried out in order. `now` is monotonic time since an arbitrary start.
    func on(_ event: SimulatorEvent<Lever>, now: Duration) -> (next: Self, effects: [SimulatorEffect<Notice>])

    /// When the device's own motion wants `.time` at the latest; `nil` while nothing moves.
    var deadline: Duration? { get }
}

/// What can happen to a simulated device.
public enum SimulatorEvent<Lever: Hashable & Sendable>: Hashable, Sendable {
    /// Bytes from the host, cut anywhere.
    case received([UInt8])
    /// The device's deadline has come, or another moment to look at the clock.
    case time
    /// Somebody does something at the device.
    case lever(Lever)
}

/// What a simulated device does.
public enum SimulatorEffect<Notice: Hashable & Sendable>: Hashable, Sendable {
    /// Bytes to the host.
    case send([UInt8])
    /// Something that a person at the device sees.
    case notice(Notice)
}
