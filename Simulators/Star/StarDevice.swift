public import SimulatorKit

/// A Star receipt printer with cash drawers: paper, blade, cover, drawers and electronics as a value.
///
/// Bytes are cut into orders as they arrive, requests act at once, the rest is carried out in order at the speed of the
/// mechanism. `deadline` says when the mechanism wants `.time` again.
///
/// - Source: receipt-printers.md 4, 8; cash-drawers.md 3 and 4.
public struct StarDevice: SimulatedDevice {
    /// Moved by people, never by the wire.
    public typealias Lever = StarLever
    /// Seen and heard by people, never on the wire.
    public typealias Notice = StarNotice

    /// How it is built; fixed for its life.
    public let configuration: StarConfiguration

    var roll: StarRoll
    var memory: StarMemory
    /// Drive 1, drive 2.
    var drawers: [StarDrawer?]
    var isPowered = true
    var isCoverOpen = false
    var isCutterJammed = false
    var isHeadHot = false
    var isBroken = false
    /// Bytes that the host has sent and the printer has not taken.
    var cable: [UInt8] = []
    var cableStart = 0
    var clock = Duration.zero
    var effects: [SimulatorEffect<StarNotice>] = []

    /// A printer that is switched on, with a new roll, at time zero.
    public init(_ configuration: StarConfiguration = StarConfiguration()) {
        self.configuration = configuration
        roll = StarRoll(configuration)
        memory = StarMemory(configuration)
        drawers = (0..<2).map { place in
            configuration.drawers.indices.contains(place)
                ? configuration.drawers[place].map { StarDrawer(fitting: $0) } : nil
        }
        memory.lastStatus = status
    }

    /// One step; see `SimulatedDevice`.
    public func on(
        _ event: SimulatorEvent<StarLever>, now: Duration
    ) -> (next: StarDevice, effects: [SimulatorEffect<StarNotice>]) {
        var next = self
        next.run(until: now)
        switch event {
        case .received(let bytes): next.receive(bytes)
        case .time: break
        case .lever(let lever): next.pull(lever)
        }
        next.run(until: now)
        let effects = next.effects
        next.effects = []
        return (next, effects)
    }

    /// The next moment at which something happens by itself.
    public var deadline: Duration? {
        guard isPowered else { return nil }
        var due: [Duration] = []
        if let starts = memory.startsUntil { due.append(starts) }
        if let end = motionEnd { due.append(end) }
        if let pulse = memory.pulse { due.append(memory.pulseActed ? pulse.ends : pulse.acts) }
        return due.min()
    }

    // MARK: Time

    /// Carries everything out that is due up to a moment.
    mutating func run(until now: Duration) {
        work()
        while let due = deadline, due <= now {
            clock = max(clock, due)
            move()
            work()
        }
        clock = max(clock, now)
        move()
    }

    /// Bytes in, orders on, motions started, until nothing goes on without time.
    mutating func work() {
        while takeFromCable() || startMotion() || carryOut() {}
        watch()
    }

    // MARK: Bytes in

    private mutating func receive(_ bytes: [UInt8]) {
        guard isPowered else { return }
        switch configuration.link {
        case .waiting: cable += bytes
        case .losing:
            var lost = 0
            for byte in bytes {
                if memory.startsUntil != nil || room <= 0 {
                    lost += 1
                } else {
                    arrive(byte)
                    while startMotion() || carryOut() {}
                }
            }
            guard lost > 0 else { return }
            memory.overflowed = memory.startsUntil == nil
            notice(.bytesLost(lost))
            if memory.overflowed { push() }
        }
    }

    /// Bytes that would enter the receive buffer now: what a transport should offer at most.
    public var room: Int {
        isPowered && memory.startsUntil == nil
            ? max(0, configuration.model.receiveBufferBytes - memory.waitingBytes - memory.reader.heldCount) : 0
    }

    private mutating func takeFromCable() -> Bool {
        guard cableStart < cable.count, room > 0 else { return false }
        let byte = cable[cableStart]
        cableStart += 1
        if cableStart == cable.count { (cable, cableStart) = ([], 0) }
        arrive(byte)
        return true
    }

    private mutating func arrive(_ byte: UInt8) {
        let found = memory.reader.feed(byte)
        if let (order, bytes) = found.order { memory.put(order, bytes: bytes) }
        if let request = found.request { obey(request) }
    }

    // MARK: Bytes and notices out

    mutating func notice(_ notice: StarNotice) { effects.append(.notice(notice)) }

    mutating func transmit(_ bytes: [UInt8]) {
        guard isPowered, memory.startsUntil == nil, !bytes.isEmpty else { return }
        effects.append(.send(bytes))
    }
}
