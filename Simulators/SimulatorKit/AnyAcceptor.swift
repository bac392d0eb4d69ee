/// A note acceptor of any wire as one value: for a bench or a test that does not care which.
public struct AnyAcceptor: SimulatedAcceptor {
    /// The hands at its mouth.
    public typealias Lever = AcceptorLever
    /// What can be seen of it.
    public typealias Notice = AcceptorNotice

    private let device: any SimulatedAcceptor

    /// The device, as it is.
    public init(_ device: any SimulatedAcceptor) { self.device = device }

    /// One step of the device.
    public func on(
        _ event: SimulatorEvent<AcceptorLever>, now: Duration
    ) -> (next: AnyAcceptor, effects: [SimulatorEffect<AcceptorNotice>]) {
        let step = device.on(event, now: now)
        return (AnyAcceptor(step.next), step.effects)
    }

    /// When it wants `.time`.
    public var deadline: Duration? { device.deadline }
    /// Every piece of paper, and where it is.
    public var notes: [SimulatedNote] { device.notes }
    /// The unit that is in.
    public var cashUnit: String? { device.cashUnit }
    /// Every unit that ever was in.
    public var cashUnits: [String] { device.cashUnits }
    /// Notes pulled out of the box.
    public var fished: [Int] { device.fished }
    /// Its own count.
    public var counter: Int { device.counter }
    /// Its nameplate.
    public var serialNumber: String { device.serialNumber }
    /// The light at the mouth.
    public var isLit: Bool { device.isLit }
    /// On or off.
    public var isPowered: Bool { device.isPowered }
    /// Started.
    public var isReady: Bool { device.isReady }
    /// A note waits for an attendant.
    public var isOutOfService: Bool { device.isOutOfService }
    /// A note is stuck.
    public var isJammed: Bool { device.isJammed }
    /// The cash unit takes no more.
    public var isFull: Bool { device.isFull }

    /// Two devices are equal when they are of one wire and equal there.
    public static func == (one: AnyAcceptor, other: AnyAcceptor) -> Bool {
        AnyHashable(one.device) == AnyHashable(other.device)
    }

    public func hash(into hasher: inout Hasher) { AnyHashable(device).hash(into: &hasher) }
}
