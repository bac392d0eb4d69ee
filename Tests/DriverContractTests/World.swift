import DeviceKit
import SimulatorKit

/// A dialogue and its device in virtual time. Every step is watched: what breaks the contract is written down.
struct World<Host: Dialogue, Device: SimulatedDevice> {
    var host: Host
    var device: Device
    var now: Duration = .zero
    /// The cable is in, and the port open.
    private(set) var isLinked = false
    /// The device is not there at all: what is sent to it is lost.
    var isAlone = false
    /// What the controller says to a report, in the same turn.
    var replies: (Host.Report) -> [Host.Command] = { _ in [] }
    /// Every byte by itself, at the same instant.
    var cutsEverywhere = false
    /// One in four messages of the device arrives spoiled.
    var weather: Dice?
    /// Before each event somebody looks in too early.
    var looksEarly = false

    private(set) var reports: [Host.Report] = []
    private(set) var sent = 0
    private(set) var faults = 0
    /// Events that the dialogue was given.
    private(set) var steps = 0
    private(set) var breaches: [String] = []
    /// Reports before this one belong to an older link.
    private var mark = 0
    private var wire: [(due: Duration, toHost: Bool, bytes: [UInt8])] = []

    init(_ host: Host, _ device: Device) { (self.host, self.device) = (host, device) }

    mutating func breach(_ words: String) { if breaches.count < 5 { breaches.append("\(words) (at \(now))") } }

    // MARK: The host

    mutating func give(_ event: DialogueEvent<Host.Command>) {
        if looksEarly, host.deadline.map({ $0 > now }) ?? true, event != .time {
            let early = host.on(.time, now: now)
            if !early.effects.isEmpty { breach("an early look had effects: \(early.effects)") }
            if early.next.deadline != host.deadline { breach("an early look moved the deadline") }
        }
        let step = host.on(event, now: now)
        let again = host.on(event, now: now)
        if step.next != again.next || step.effects != again.effects { breach("equal input gave unequal output") }
        host = step.next
        steps += 1
        let told = reports.count
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                sent += 1
                if !isLinked { breach("bytes for a closed port: \(bytes.prefix(8))") }
                if bytes.isEmpty { breach("no bytes were sent, in so many words") }
                if !isAlone { wire.append((now + .milliseconds(2), false, bytes)) }
            case .discardInput: wire.removeAll { $0.toHost && $0.due <= now }
            case .report(let report): reports.append(report)
            case .fault: faults += 1
            }
        }
        for command in reports[told...].flatMap(replies) { give(.command(command)) }
    }

    mutating func plug() {
        guard !isLinked else { return }
        isLinked = true
        mark = reports.count
        give(.opened)
    }

    mutating func unplug(_ loss: LinkLoss = .hungUp) {
        guard isLinked else { return }
        isLinked = false
        wire = []
        give(.closed(loss))
    }

    mutating func receive(_ bytes: [UInt8]) {
        guard cutsEverywhere else { return give(.received(bytes)) }
        for byte in bytes { give(.received([byte])) }
    }

    // MARK: The device

    mutating func lever(_ lever: Device.Lever) { move(.lever(lever)) }

    private mutating func move(_ event: SimulatorEvent<Device.Lever>) {
        let step = device.on(event, now: now)
        device = step.next
        for case .send(let bytes) in step.effects where isLinked && !isAlone {
            wire.append((now + .milliseconds(2), true, bytes))
        }
    }

    // MARK: Time

    /// Lets time pass, everything on its instant, until it is over or `found` has been told on this link.
    /// - Returns: whether it was told.
    @discardableResult
    mutating func pass(_ time: Duration, until found: ((Host.Report) -> Bool)? = nil) -> Bool {
        let end = now + time
        while true {
            if let found, reports[mark...].contains(where: found) { return true }
            guard let due = next(), due <= end else { break }
            now = max(now, due)
            if let first = wire.first, first.due <= now {
                wire.removeFirst()
                if first.toHost { receive(spoilt(first.bytes)) } else { move(.received(first.bytes)) }
            } else if let due = host.deadline, due <= now {
                tick()
            } else {
                let before = device.deadline
                move(.time)
                if let before, device.deadline == before {
                    breach("the simulator's deadline stands still")
                    now += .milliseconds(100)
                }
            }
            if breaches.count >= 5 { return false }
        }
        now = end
        return false
    }

    /// What the line makes of a message while the weather is bad.
    private mutating func spoilt(_ bytes: [UInt8]) -> [UInt8] {
        guard var dice = weather else { return bytes }
        defer { weather = dice }
        guard !bytes.isEmpty, dice.chance(1, in: 4) else { return bytes }
        var spoiled = bytes
        let place = dice.roll(0...(bytes.count - 1))
        switch dice.roll(0...4) {
        case 0: spoiled[place] ^= 1 << UInt8(dice.roll(0...7))
        case 1: spoiled.remove(at: place)
        case 2: spoiled.insert(spoiled[place], at: place)
        case 3: spoiled.removeLast(spoiled.count - place)
        default: spoiled += bytes
        }
        return spoiled
    }

    private func next() -> Duration? {
        [wire.first?.due, host.deadline, isAlone ? nil : device.deadline].compactMap { $0 }.min()
    }

    /// The deadline is due: it has to move, at once or after a few more looks.
    private mutating func tick() {
        for _ in 0..<4 {
            give(.time)
            guard let due = host.deadline, due <= now else { return }
        }
        breach("the deadline stands still: the shell would spin")
        // Time goes on, or the test would spin as well.
        now += .milliseconds(100)
    }

    /// How much the dialogue remembers, in characters of its description.
    var memory: Int { String(describing: host).utf8.count }
}
