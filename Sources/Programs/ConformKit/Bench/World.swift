public import DeviceKit
import SimulatorKit
import Supervision

/// A dialogue and its far end. Every step is watched: what breaks the contract is written down.
///
/// Virtual or real time is the far end's affair; the world only asks it to wait.
public struct World<Host: Dialogue, Far: FarEnd> {
    /// The conversation as it stands.
    public private(set) var host: Host
    /// The other end.
    public var far: Far
    /// The cable is in, and the port open.
    public private(set) var isLinked = false
    /// What the controller says to a report, in the same turn.
    var replies: (Host.Report) -> [Host.Command] = { _ in [] }
    /// What the controller says to a look at the modem lines, and how often it looks.
    var look: (every: Duration, command: (ModemLines) -> Host.Command)?
    /// Every byte by itself, at the same instant.
    var cutsEverywhere = false
    /// One in four messages of the device arrives spoiled.
    var weather: Dice?
    /// Before each event somebody looks in too early.
    var looksEarly = false
    /// The shell comes so late to every deadline, as on a busy machine.
    var late: Duration = .zero
    /// A loss that nobody here caused is part of the story.
    var expectsLoss = false
    /// Hears everything that goes over the wire.
    var listener: ((WireWord, Duration) -> Void)?

    /// Everything the dialogue reported, in order.
    public private(set) var reports: [Host.Report] = []
    /// What the person said to what was asked last; `nil` until then.
    private(set) var answer: HandAnswer?
    private(set) var sent = 0
    private(set) var faults: [WireFault] = []
    /// Events that the dialogue was given.
    private(set) var steps = 0
    private(set) var breaches: [String] = []
    /// Reports before this one belong to an older link.
    private(set) var mark = 0
    private var looked: Duration?
    /// When the check began that is at work.
    private var began: Duration

    init(_ host: Host, _ far: Far) { (self.host, self.far, began) = (host, far, far.now) }

    /// The far end's time.
    var now: Duration { far.now }

    /// The next check begins: what breaks the contract from now on is its own, and told by the time since now.
    mutating func begin() { (began, breaches) = (now, []) }

    mutating func breach(_ words: String) {
        guard breaches.count < 5 else { return }
        let milliseconds = Int64((now - began) / .milliseconds(1))
        breaches.append("\(words) (\(milliseconds) ms into the check)")
    }

    // MARK: The host

    mutating func give(_ event: DialogueEvent<Host.Command>) {
        if looksEarly, host.deadline.map({ $0 > now }) ?? true, event != .time {
            let early = host.on(.time, now: now)
            if !early.effects.isEmpty { breach("an early look had effects: \(early.effects)") }
            if early.next.deadline != host.deadline { breach("an early look moved the deadline") }
        }
        if let listener, case .command(let command) = event, let words = CommandWords.words(command) {
            markLateness(isTold: false)
            listener(.mark(CommandWords.prefix + words), now)
        }
        let time = now
        let step = host.on(event, now: time)
        let again = host.on(event, now: time)
        if step.next != again.next || step.effects != again.effects { breach("equal input gave unequal output") }
        host = step.next
        steps += 1
        let told = reports.count
        for effect in step.effects { perform(effect) }
        for command in reports[told...].flatMap(replies) { give(.command(command)) }
    }

    private mutating func perform(_ effect: DialogueEffect<Host.Report>) {
        switch effect {
        case .send(let bytes):
            sent += 1
            if !isLinked { breach("bytes for a closed port: \(bytes.prefix(8))") }
            if bytes.isEmpty { breach("no bytes were sent, in so many words") }
            listener?(.sent(bytes), now)
            if isLinked { far.send(bytes) }
        case .discardInput: far.discardInput()
        case .report(let report): reports.append(report)
        case .fault(let fault): if faults.count < 1_000 { faults.append(fault) }
        }
    }

    /// Opens the port. A port that does not open is a breach.
    mutating func plug() {
        guard !isLinked else { return }
        if let refusal = far.open() { return breach(refusal) }
        opened()
    }

    /// Tries to open the port; gives why it did not.
    mutating func tryPlug() -> String? {
        guard !isLinked else { return nil }
        if let refusal = far.open() { return refusal }
        opened()
        return nil
    }

    private mutating func opened() {
        isLinked = true
        mark = reports.count
        looked = nil
        listener?(.mark("opened"), now)
        give(.opened)
    }

    mutating func unplug(_ loss: LinkLoss = .hungUp) {
        guard isLinked else { return }
        far.close(loss)
        lose(loss)
    }

    private mutating func lose(_ loss: LinkLoss) {
        isLinked = false
        markLateness(isTold: false)
        listener?(.mark("lost: \(loss)"), now)
        give(.closed(loss))
    }

    mutating func receive(_ bytes: [UInt8]) {
        markLateness(isTold: false)
        listener?(.received(bytes), now)
        guard cutsEverywhere else { return give(.received(bytes)) }
        for byte in bytes { give(.received([byte])) }
    }

    // MARK: The device and the person

    mutating func lever(_ lever: Far.Lever) { far.pull(lever) }

    mutating func ask(_ hand: Hand) {
        answer = nil
        far.ask(hand)
    }

    mutating func thank() { far.thank() }

    // MARK: Time

    /// Lets time pass, everything on its instant, until it is over or `found` has been told on this link.
    /// - Returns: whether it was told.
    @discardableResult
    mutating func pass(_ time: Duration, until found: ((Host.Report) -> Bool)? = nil) -> Bool {
        pass(time, from: mark, until: found)
    }

    /// The same, for reports from this one on.
    @discardableResult
    mutating func pass(_ time: Duration, from first: Int, until found: ((Host.Report) -> Bool)?) -> Bool {
        let end = now + time
        var told = first
        while true {
            if let found {
                if reports[told...].contains(where: found) { return true }
                told = reports.count
            }
            turn(until: end)
            if breaches.count >= 5 { return false }
            if now >= end, isIdle { return found.map { reports[told...].contains(where: $0) } ?? false }
        }
    }

    /// Nothing is due at this moment.
    private var isIdle: Bool { alarm.map { $0 > now } ?? true }

    /// When the dialogue is told that its time has come.
    private var alarm: Duration? { host.deadline.map { $0 + late } }

    /// As a station's line does.
    private func markLateness(isTold: Bool) {
        guard let listener, let words = LateMark.words(host.deadline, now: now, isTold: isTold) else { return }
        listener(.mark(words), now)
    }

    /// One event, or the time until `end`.
    mutating func turn(until end: Duration) {
        let due = [end, alarm, isLinked ? nextLook : nil].compactMap { $0 }.min() ?? end
        switch far.wait(until: due) {
        case .received(let bytes): receive(spoilt(bytes))
        case .answered(let said): answer = said
        case .lost(let loss):
            guard isLinked else { break }
            if !expectsLoss { breach("the link was lost by itself (\(loss))") }
            lose(loss)
        case .time:
            if let alarm, alarm <= now { tick() }
            if isLinked, let next = nextLook, next <= now { lookAtLines() }
        }
        for complaint in far.takeComplaints() { breach(complaint) }
    }

    private var nextLook: Duration? { look.map { (looked ?? now - $0.every) + $0.every } }

    private mutating func lookAtLines() {
        guard let look else { return }
        looked = now
        give(.command(look.command(far.modemLines)))
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

    /// The deadline is due: it has to move, at once or after a few more looks.
    private mutating func tick() {
        for _ in 0..<4 {
            markLateness(isTold: true)
            give(.time)
            guard let due = host.deadline, due <= now else { return }
        }
        breach("the deadline stands still: the shell would spin")
        // Time goes on, or the check would spin as well.
        if case .received(let bytes) = far.wait(until: now + .milliseconds(100)) { receive(bytes) }
    }

    /// How much the dialogue remembers, in characters of its description.
    var memory: Int { String(describing: host).utf8.count }
}

/// Something that went over a wire, for those who write it down.
public enum WireWord: Hashable, Sendable {
    /// From the device.
    case received([UInt8])
    /// To the device.
    case sent([UInt8])
    /// In words.
    case mark(String)
}
