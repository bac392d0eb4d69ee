import CCNETDriver
import CCNETSimulator
import DeviceKit
import Money
import SimulatorKit
import Testing

/// One unit, one line, one host with a journal, in virtual time. The host is the plainest controller that keeps the
/// rules: an intent before the order, outcomes by report or rest, everything durable before it is acknowledged.
struct World {
    var device: CCNETDevice
    var dialogue: CCNETDialogue
    let configuration: Setup
    var journal = Journal()
    var now: Duration = .zero
    var hostIsUp = true
    /// From a report to its commit.
    var commitDelay: Duration = .zero
    /// From a host's frame to the unit, and from the answer to the host.
    var lineDelay: Duration = .milliseconds(4)
    var accidents: [Accident] = []
    /// Chance's own accidents, for storms.
    var weather: Weather?
    var sent: [[UInt8]] = []
    var heard: [[UInt8]] = []
    var reports: [BillAcceptorReport] = []
    /// No note is enabled any more: the host only settles.
    var winds = false
    private var toDevice: [(at: Duration, bytes: [UInt8])] = []
    private var toHost: [(at: Duration, bytes: [UInt8])] = []
    private var commits: [(at: Duration, fact: Fact)] = []
    private var lastAsked: UInt8 = 0

    /// What survives a power cut of the host.
    struct Journal {
        /// The note the open intent was made for: the oracle's knowledge, never the host's.
        var intent: Int?
        var amount: Denomination?
        var credited: [Int] = []
        var voided: [Int] = []
        var doubts: [Int] = []
        var unclaimed = 0
        var alarms = 0
        var base: Int64 = 0
    }

    /// Something that happens to the next frame of its kind.
    enum Accident: Hashable {
        case loseCommand(UInt8)
        /// The answer to this command.
        case loseAnswer(UInt8)
        case doubleAnswer(UInt8)
        case delayAnswer(UInt8, Duration)
    }

    private enum Fact { case intent(Duration), outcome(BillAcceptorReport) }

    init(_ configuration: Setup, _ shape: (inout CCNETSimulator.CCNETConfiguration) -> Void = { _ in }) {
        var unit = CCNETSimulator.CCNETConfiguration()
        unit.readings.keepsInProcess = configuration.keepsInProcess ?? false
        shape(&unit)
        device = CCNETDevice(unit)
        self.configuration = configuration
        dialogue = CCNETDialogue(configuration)
        step(.opened)
    }

    /// In recovery nothing but rest, "stacked" and "remembered" says anything about an open intent.
    private var isRecovering = true

    // MARK: Time

    /// Lets time pass, each thing at its own instant.
    mutating func run(_ time: Duration) {
        let end = now + time
        while let next = nextAt, next <= end {
            now = max(now, next)
            turn()
        }
        now = end
        pull(.time)
    }

    /// Runs until something is so; says whether it came to be within a minute.
    @discardableResult mutating func run(until found: (World) -> Bool) -> Bool {
        let end = now + .seconds(60)
        while !found(self), let next = nextAt, next <= end {
            now = max(now, next)
            turn()
        }
        return found(self)
    }

    private var nextAt: Duration? {
        var times = [device.deadline, toDevice.first?.at, toHost.first?.at, commits.first?.at]
        if hostIsUp { times.append(dialogue.deadline) }
        return times.compactMap(\.self).min()
    }

    private mutating func turn() {
        if let first = toDevice.first, first.at <= now {
            toDevice.removeFirst()
            pull(.received(first.bytes))
        } else if let first = toHost.first, first.at <= now {
            toHost.removeFirst()
            if hostIsUp {
                heard.append(first.bytes)
                step(.received(first.bytes))
            }
        } else if let first = commits.first, first.at <= now {
            commits.removeFirst()
            commit(first.fact)
        } else if let due = device.deadline, due <= now {
            pull(.time)
        } else if hostIsUp, let due = dialogue.deadline, due <= now {
            step(.time)
        }
    }

    // MARK: Unit and line

    mutating func pull(_ lever: AcceptorLever) { pull(.lever(lever)) }

    mutating func insert(_ id: Int, _ minorUnits: Int64 = 2000) {
        pull(.insert(id: id, .note(minorUnits: minorUnits)))
    }

    private mutating func pull(_ event: SimulatorEvent<AcceptorLever>) {
        let (next, effects) = device.on(event, now: now)
        device = next
        for effect in effects {
            guard case .send(let answer) = effect else { continue }
            if happens(.loseAnswer(lastAsked)) || weather?.losesAnswer() == true { continue }
            var delay = lineDelay + (weather?.delay() ?? .zero)
            for case .delayAnswer(lastAsked, let wait) in accidents {
                _ = happens(.delayAnswer(lastAsked, wait))
                delay = wait
            }
            var bytes = answer
            weather?.soil(&bytes)
            // First in, first out.
            let at = max(now + delay, toHost.last?.at ?? .zero)
            toHost.append((at, bytes))
            if happens(.doubleAnswer(lastAsked)) || weather?.doubles() == true { toHost.append((at, bytes)) }
        }
    }

    private mutating func happens(_ accident: Accident) -> Bool {
        guard let place = accidents.firstIndex(of: accident) else { return false }
        accidents.remove(at: place)
        return true
    }

    private mutating func send(_ bytes: [UInt8]) {
        sent.append(bytes)
        if bytes[3] != 0x00, bytes[3] != 0xFF { lastAsked = bytes[3] }
        if happens(.loseCommand(bytes[3])) || weather?.losesCommand() == true { return }
        var bytes = bytes
        weather?.soil(&bytes)
        toDevice.append((max(now + lineDelay, toDevice.last?.at ?? .zero), bytes))
    }

    // MARK: Host

    mutating func cutHost() {
        hostIsUp = false
        commits = []
    }

    mutating func startHost() {
        hostIsUp = true
        dialogue = CCNETDialogue(configuration)
        isRecovering = true
        toHost.removeAll { $0.at <= now }
        step(.opened)
    }

    /// Power for everybody again, no more accidents; then a rest.
    mutating func heal() {
        weather = nil
        accidents = []
        winds = true
        pull(.mute(false))
        if !device.isPowered { pull(.powerOn) }
        if !hostIsUp { startHost() }
        command(.settle)
        run(.seconds(40))
    }

    /// Everything works again: three notes in a row are taken and credited.
    mutating func proveLife() {
        winds = false
        command(.settle)
        run { $0.device.isLit && $0.device.noteInside == nil && $0.device.creditPending == nil }
        insert(90_000)  // a lever that chance has armed may still fail this one
        run(.seconds(20))
        for note in 90_001...90_003 {
            run { $0.device.isLit && $0.device.noteInside == nil && $0.device.creditPending == nil }
            insert(note)
            run { $0.journal.credited.contains(note) }
            #expect(journal.credited.contains(note), "the unit serves no more")
        }
        winds = true
        command(.settle)
        run(.seconds(5))
    }

    mutating func command(_ command: BillAcceptorCommand) { step(.command(command)) }

    private mutating func step(_ event: DialogueEvent<BillAcceptorCommand>) {
        let taken = dialogue.on(event, now: now)
        dialogue = taken.next
        for effect in taken.effects {
            switch effect {
            case .send(let bytes): send(bytes)
            case .discardInput: toHost.removeAll { $0.at <= now }
            case .report(let report): hear(report)
            case .fault: break
            }
        }
    }

    private mutating func hear(_ report: BillAcceptorReport) {
        reports.append(report)
        switch report {
        case .identified, .broken, .poweredUp, .outcomeMissing: isRecovering = true
        case .escrowed(let face, let seenAt):
            if isRecovering { return }
            guard journal.intent == nil, !winds, weather?.refuses() != true else {
                // Back it goes; an order on another note is never made of this one.
                return later(.outcome(.rejected))
            }
            pending = (device.noteInside?.id, face)
            later(.intent(seenAt))
        case .escrowedUnknown: later(.outcome(.rejected))
        case .stacked, .returned, .remembered, .atRest: later(.outcome(report))
        case .accepting, .rejected, .status, .cheated: break
        }
    }

    private var pending: (note: Int?, face: Denomination)?

    private mutating func later(_ fact: Fact) {
        let delay = weather?.commitDelay() ?? commitDelay
        if delay == .zero, commits.isEmpty { return commit(fact) }
        commits.append((max(now + delay, commits.last?.at ?? .zero), fact))
    }

    private mutating func commit(_ fact: Fact) {
        switch fact {
        case .intent(let seenAt):
            guard let pending, let note = pending.note, journal.intent == nil, !isRecovering else { return }
            (journal.intent, journal.amount) = (note, pending.face)
            command(.stack(seenAt: seenAt))
        case .outcome(.stacked(let face)):
            stacked(face)
            command(.acknowledge)
        case .outcome(.returned):
            if !isRecovering { void() }
            command(.acknowledge)
        case .outcome(.remembered(let memory)):
            if memory == .notTaken { void() } else { doubt() }
            command(.acknowledge)
        case .outcome(.atRest(let counter, let proof)): rest(counter, proof)
        case .outcome: command(.giveBack)
        }
    }

    private mutating func stacked(_ face: Denomination?) {
        if let note = journal.intent {
            if let face { #expect(face == journal.amount, "another value than ordered") }
            credit(note)
        } else if let note = journal.doubts.popLast() {
            credit(note)
        } else {
            journal.alarms += 1
            if !isRecovering, !journal.countsNotes(device) { journal.unclaimed += 1 }
            return
        }
        journal.base += 1
    }

    private mutating func credit(_ note: Int) {
        if case .box = device.note(note)?.place {
        } else {
            Issue.record("credited note \(note), which is not in the box")
        }
        #expect(!journal.credited.contains(note), "credited twice")
        journal.credited.append(note)
        journal.intent = nil
    }

    private mutating func void() {
        guard let note = journal.intent else { return }
        if case .box = device.note(note)?.place { Issue.record("wrote off note \(note), which is in the box") }
        journal.voided.append(note)
        journal.intent = nil
    }

    private mutating func doubt() {
        guard let note = journal.intent else { return }
        journal.doubts.append(note)
        journal.intent = nil
    }

    private mutating func rest(_ counter: Int64?, _ proof: OpenOrderProof) {
        isRecovering = false
        if let counter {
            switch counter - journal.base {
            case 1 where journal.intent != nil: if let note = journal.intent { credit(note) }
            case 0 where journal.intent != nil: void()
            case let gap:
                doubt()
                journal.unclaimed += Int(gap)
            }
            journal.base = counter
        } else if proof == .notTaken {
            void()
        } else {
            doubt()
        }
        if !winds { command(.enable(Denomination.usNotes)) }
    }

    // MARK: Truth

    var boxed: [Int] {
        device.notes.filter { if case .box = $0.place { true } else { false } }.map(\.id).sorted()
    }

    /// A credit only for what is in the box; everything in the box is credited, in doubt or unclaimed.
    func expectConserved(doubts: Int? = 0, unclaimed: Int? = 0) {
        #expect(journal.intent == nil, "an open intent at rest")
        for note in journal.credited { #expect(boxed.contains(note), "credited, not in the box: \(note)") }
        for note in journal.voided { #expect(!boxed.contains(note), "written off, in the box: \(note)") }
        let bare = boxed.filter { !journal.credited.contains($0) && !journal.doubts.contains($0) }
        #expect(bare.count <= journal.unclaimed, "in the box and nobody knows: \(bare)")
        #expect(journal.credited.count + journal.unclaimed <= boxed.count)
        if let doubts { #expect(journal.doubts.count == doubts) }
        if let unclaimed { #expect(journal.unclaimed == unclaimed) }
    }
}

extension World.Journal {
    func countsNotes(_ device: CCNETDevice) -> Bool { device.configuration.readings.counter != .none }
}

/// What chance does to a line and a host.
struct Weather {
    var dice: Dice
    /// Frames lost, doubled or soiled: one in so many.
    var rate = 14

    mutating func losesCommand() -> Bool { dice.chance(1, in: rate) }
    mutating func losesAnswer() -> Bool { dice.chance(1, in: rate) }
    mutating func doubles() -> Bool { dice.chance(1, in: rate * 3) }
    mutating func refuses() -> Bool { dice.chance(1, in: 6) }

    /// Mostly quick; now and then so late that the host has given it up, but never beyond its silence.
    mutating func delay() -> Duration {
        .milliseconds(dice.chance(1, in: 12) ? dice.roll(60...150) : dice.roll(0...30))
    }

    mutating func soil(_ bytes: inout [UInt8]) {
        guard dice.chance(1, in: rate * 2) else { return }
        bytes[dice.roll(0...(bytes.count - 1))] ^= 1 << UInt8(dice.roll(0...7))
    }

    mutating func commitDelay() -> Duration {
        .milliseconds(dice.pick([0, 0, 3, 20, 150, 400]))
    }
}
