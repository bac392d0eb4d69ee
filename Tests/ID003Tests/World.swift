import DeviceKit
import ID003Driver
import ID003Simulator
import Money
import SimulatorKit
import Testing

/// Driver and simulator back to back in virtual time, a line that errs between them, a host that keeps a journal, and
/// hands that cut the power of either side. The oracle compares the journal with the places of the notes.
struct World {
    /// Where the host can be cut on purpose.
    enum Moment: Hashable { case intentDurable, creditDurable, voidDurable, doubtDurable, beforeCredit }

    var dialogue: ID003Dialogue
    var device: ID003Device
    var host = HostModel()
    var now: Duration = .zero
    var hostIsOn = false
    let configuration: ID003Configuration

    private(set) var toDevice: [(at: Duration, bytes: [UInt8])] = []
    private(set) var toHost: [(at: Duration, bytes: [UInt8], note: Int?)] = []
    private var inbox: [(at: Duration, report: BillAcceptorReport, note: Int?)] = []
    private var orders: [(at: Duration, command: BillAcceptorCommand)] = []
    private var shown: Int?

    var latency = Duration.milliseconds(6)
    var commitTime = Duration.milliseconds(4)
    var loseFrames = 0
    var loseAnswers = 0
    var doubleAnswers = 0
    /// Chance of the line, when it has any.
    var weather: ((inout Seeded) -> (lost: Bool, doubled: Bool, late: Duration))?
    var dice = Seeded(state: 0)
    var cutHostAt: Moment?
    /// The host's process is stalled: nothing of it moves, its input waits.
    var hostSleepsUntil: Duration = .zero
    /// One byte of an answer in so many is hurt; zero: none.
    var hurtsOneAnswerIn = 0
    var sent: [[UInt8]] = []
    var reports: [BillAcceptorReport] = []
    var notices: [AcceptorNotice] = []
    var problems: [String] = []

    init(
        _ configuration: ID003Configuration = ID003Configuration(), behaviour: ID003Behaviour? = nil,
        unit: (inout ID003Simulator.ID003Configuration) -> Void = { _ in }
    ) {
        var simulated = ID003Simulator.ID003Configuration()
        unit(&simulated)
        var own = configuration
        if let behaviour { own.behaviour = behaviour }
        self.configuration = own
        device = ID003Device(simulated)
        dialogue = ID003Dialogue(own)
    }

    typealias ID003Configuration = ID003Driver.ID003Configuration

    // MARK: Hands

    mutating func startHost() {
        guard !hostIsOn else { return }
        hostIsOn = true
        dialogue = ID003Dialogue(configuration)
        give(.opened)
    }

    mutating func cutHost() {
        hostIsOn = false
        dialogue = ID003Dialogue(configuration)
        (inbox, orders, toHost) = ([], [], [])
        host.restart()
    }

    mutating func pull(_ lever: AcceptorLever) { tell(.lever(lever)) }

    mutating func cutDevice() {
        toDevice = []
        pull(.powerOff)
    }

    mutating func insert(_ id: Int, _ cents: Int64 = 2000) { pull(.insert(id: id, .note(minorUnits: cents))) }

    func place(_ id: Int) -> NotePlace? { device.note(id)?.place }
    func isInBox(_ id: Int) -> Bool { if case .box = place(id) { true } else { false } }

    // MARK: Time

    var nextTime: Duration? {
        var ours = [toHost.first?.at, inbox.first?.at, orders.first?.at]
        if hostIsOn { ours.append(dialogue.deadline) }
        let times = ours.map { $0.map { max($0, hostSleepsUntil) } } + [toDevice.first?.at, device.deadline]
        return times.compactMap { $0 }.min().map { max($0, now) }
    }

    mutating func run(_ time: Duration) { run(atMost: time) { _ in false } }

    /// Runs until the world looks so; says whether it did.
    @discardableResult
    mutating func run(atMost time: Duration = .seconds(30), until: (World) -> Bool) -> Bool {
        let end = now + time
        if until(self) { return true }
        while let next = nextTime, next <= end {
            now = next
            step()
            if until(self) { return true }
        }
        now = end
        return until(self)
    }

    private mutating func step() {
        if let first = toDevice.first, first.at <= now {
            toDevice.removeFirst()
            tell(.received(first.bytes))
        } else if let due = device.deadline, due <= now {
            tell(.time)
        } else if now < hostSleepsUntil {
            return
        } else if let first = toHost.first, first.at <= now {
            toHost.removeFirst()
            if first.bytes.count > 2, first.bytes[2] == 0x13 { shown = first.note }
            give(.received(first.bytes))
        } else if let first = inbox.first, first.at <= now {
            inbox.removeFirst()
            commit(first.report, first.note)
        } else if let first = orders.first, first.at <= now {
            orders.removeFirst()
            give(.command(first.command))
        } else {
            give(.time)
        }
    }

    // MARK: Host

    private mutating func give(_ event: DialogueEvent<BillAcceptorCommand>) {
        guard hostIsOn else { return }
        let step = dialogue.on(event, now: now)
        dialogue = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                sent.append(bytes)
                carry(bytes)
            case .discardInput: toHost.removeAll { $0.at <= now }
            case .fault: break
            case .report(let report):
                reports.append(report)
                inbox.append((max(inbox.last?.at ?? now, now + commitTime), report, shown))
            }
        }
    }

    private mutating func commit(_ report: BillAcceptorReport, _ note: Int?) {
        if cutHostAt == .beforeCredit, case .stacked = report { return cutOnce() }
        let before = host
        let commands = host.hear(report, note: note)
        check(before)
        if let moment = moment(before), moment == cutHostAt { return cutOnce() }
        orders += commands.map { (now, $0) }
    }

    private mutating func cutOnce() {
        cutHostAt = nil
        cutHost()
    }

    private func moment(_ before: HostModel) -> Moment? {
        if host.records.count > before.records.count { return .intentDurable }
        if host.count(.credited) > before.count(.credited) { return .creditDurable }
        if host.count(.voided) > before.count(.voided) { return .voidDurable }
        return host.count(.doubt) > before.count(.doubt) ? .doubtDurable : nil
    }

    // MARK: Oracle

    private mutating func check(_ before: HostModel) {
        for record in host.records.suffix(1) {
            switch record.state {
            case .credited:
                // Proven never to come back from there: as good as in the box.
                let isPayable = place(record.note) == .pastEscrow && configuration.behaviour?.neverGivesBackAt42 == true
                if !isPayable, !isInBox(record.note) { problems.append("credited note \(record.note), not in the box") }
            case .voided: if isInBox(record.note) { problems.append("wrote off note \(record.note), in the box") }
            case .intent, .doubt: break
            }
        }
        if host.unidentified > before.unidentified, host.count(.credited) + host.unidentified > boxed.count {
            problems.append("registered a note that is not there")
        }
    }

    var boxed: [Int] { device.notes.filter { if case .box = $0.place { true } else { false } }.map(\.id) }

    /// Two people count: what the journal says and what is in the box must agree.
    func expectConservation(_ words: String = "", sourceLocation: SourceLocation = #_sourceLocation) {
        let credited = host.notes(.credited)
        #expect(problems.isEmpty, "\(words)", sourceLocation: sourceLocation)
        #expect(host.open == nil, "an intent without an end \(words)", sourceLocation: sourceLocation)
        #expect(Set(credited).count == credited.count, "twice for one note \(words)", sourceLocation: sourceLocation)
        #expect(credited.allSatisfy(isInBox), "credit without a note \(words)", sourceLocation: sourceLocation)
        #expect(!host.notes(.voided).contains(where: isInBox), "lost a note \(words)", sourceLocation: sourceLocation)
        let bare = boxed.filter { !credited.contains($0) && !host.notes(.doubt).contains($0) }
        #expect(
            bare.count == host.unidentified, "notes in the box nobody knows \(words)", sourceLocation: sourceLocation)
        #expect(host.valueAlarms == 0, "a value differs \(words)", sourceLocation: sourceLocation)
    }

    // MARK: Line

    private mutating func carry(_ bytes: [UInt8]) {
        let fate = weather.map { $0(&dice) } ?? (false, false, .zero)
        if loseFrames > 0 {
            loseFrames -= 1
            return
        }
        guard !fate.0, device.isPowered else { return }
        let at = max(toDevice.last?.at ?? now, now + latency + fate.2)
        toDevice.append((at, bytes))
        if fate.1 { toDevice.append((at, bytes)) }
    }

    private mutating func tell(_ event: SimulatorEvent<AcceptorLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects {
            switch effect {
            case .notice(let notice): notices.append(notice)
            case .send(let bytes): answer(bytes)
            }
        }
    }

    private mutating func answer(_ bytes: [UInt8]) {
        let fate = weather.map { $0(&dice) } ?? (false, false, .zero)
        if loseAnswers > 0 {
            loseAnswers -= 1
            return
        }
        guard !fate.0, hostIsOn else { return }
        var bytes = bytes
        if hurtsOneAnswerIn > 0, dice.one(in: hurtsOneAnswerIn) {
            bytes[dice.below(bytes.count)] ^= 1 + UInt8(dice.below(255))
        }
        let at = max(toHost.last?.at ?? now, now + latency + fate.2)
        let note = device.noteInside?.id
        toHost.append((at, bytes, note))
        if fate.1 || doubleAnswers > 0 {
            doubleAnswers = max(0, doubleAnswers - 1)
            toHost.append((at, bytes, note))
        }
    }

    // MARK: Short cuts

    /// Host up, unit reset and at rest, slot open.
    static func open(
        _ configuration: ID003Configuration = ID003Configuration(), behaviour: ID003Behaviour? = nil,
        unit: (inout ID003Simulator.ID003Configuration) -> Void = { _ in }
    ) -> World {
        var world = World(configuration, behaviour: behaviour, unit: unit)
        world.startHost()
        let isLit = world.run { $0.device.isLit }
        #expect(isLit, "the slot never opened")
        return world
    }

    mutating func settleDown() {
        startHost()
        if !device.isPowered { pull(.powerOn) }
        host.wanted = []
        for _ in 0..<3 {
            run(.seconds(12))
            if device.isJammed { pull(.clearJam(.customer)) }
        }
    }
}
