public import DeviceKit
public import SimulatorKit

/// A simulated device at the other end, in virtual time: no thread, no clock, the same every time.
public struct SimulatedFarEnd<Device: SimulatedDevice>: FarEnd {
    /// What people can do at the device.
    public typealias Lever = Device.Lever

    /// The device as it stands.
    public private(set) var device: Device
    /// Virtual, from zero.
    public private(set) var now: Duration = .zero
    private var isLinked = false
    private var complaints: [String] = []
    private var wire: [(due: Duration, toHost: Bool, bytes: [UInt8])] = []
    private var answers: [HandAnswer] = []
    private var asked = 0
    /// How a hand's act is done to this device; `nil`: it cannot be done here.
    private let hands: @Sendable (Hand, _ asked: Int) -> [Device.Lever]?
    private let lines: @Sendable (Device) -> ModemLines

    /// A device, and what a person's acts are to it; each act has its number, so that no note is two.
    public init(
        _ device: Device, lines: @escaping @Sendable (Device) -> ModemLines = { _ in .none },
        hands: @escaping @Sendable (Hand, _ asked: Int) -> [Device.Lever]? = { _, _ in nil }
    ) {
        (self.device, self.lines, self.hands) = (device, lines, hands)
    }

    /// As the device drives them.
    public var modemLines: ModemLines { lines(device) }

    /// What the simulator did wrong.
    public mutating func takeComplaints() -> [String] {
        defer { complaints = [] }
        return complaints
    }

    /// Always goes well.
    public mutating func open() -> String? {
        isLinked = true
        return nil
    }

    /// What is on the wire falls on the floor.
    public mutating func close(_ loss: LinkLoss) {
        isLinked = false
        wire = []
    }

    /// Two milliseconds to the device.
    public mutating func send(_ bytes: [UInt8]) { wire.append((now + .milliseconds(2), false, bytes)) }

    /// Forgets what has come by now.
    public mutating func discardInput() { wire.removeAll { $0.toHost && $0.due <= now } }

    /// Goes from one event of wire and device to the next. On the last instant only the wire still moves: the host has
    /// its deadline before the device has.
    public mutating func wait(until time: Duration) -> FarEvent {
        if !answers.isEmpty { return .answered(answers.removeFirst()) }
        while true {
            let wired = wire.first.map(\.due)
            if let due = wired, due <= time, due <= device.deadline ?? due {
                now = max(now, due)
                let first = wire.removeFirst()
                if first.toHost { return .received(first.bytes) }
                move(.received(first.bytes))
            } else if let due = device.deadline, due < time {
                now = max(now, due)
                move(.time)
                if device.deadline == due {
                    complaints.append("the simulator's deadline stands still")
                    now += .milliseconds(100)
                }
            } else {
                now = max(now, time)
                return .time
            }
        }
    }

    /// Does it at once.
    public mutating func pull(_ lever: Device.Lever) { move(.lever(lever)) }

    /// The person is quick: the levers are pulled at once.
    public mutating func ask(_ hand: Hand) {
        if case .readReceipt = hand { return answers.append(.done) }
        if case .seeDrawerOpen = hand { return answers.append(.done) }
        asked += 1
        guard let levers = hands(hand, asked) else {
            return answers.append(.notDone("the simulator has no such lever"))
        }
        for lever in levers { pull(lever) }
        answers.append(.done)
    }

    /// Nobody stands there waiting.
    public mutating func thank() { answers = [] }

    private mutating func move(_ event: SimulatorEvent<Device.Lever>) {
        let step = device.on(event, now: now)
        device = step.next
        for case .send(let bytes) in step.effects where isLinked { wire.append((now + .milliseconds(2), true, bytes)) }
    }
}

/// Nothing at all at the other end: what is sent is lost, nothing ever comes.
public struct Nobody: SimulatedDevice {
    /// Nothing can be done to nobody.
    public enum Lever: Hashable, Sendable {}
    /// Nothing is seen of nobody.
    public enum Notice: Hashable, Sendable {}

    /// Nobody.
    public init() {}

    /// Never.
    public var deadline: Duration? { nil }

    /// Nothing.
    public func on(
        _ event: SimulatorEvent<Lever>, now: Duration
    ) -> (next: Nobody, effects: [SimulatorEffect<Notice>]) { (self, []) }
}
