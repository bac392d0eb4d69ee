import ESCPOSSimulator
import SimulatorKit

/// What reaches the bench.
enum BenchEvent: Hashable, Sendable {
    /// Bytes that a host sent to this device.
    case received(Wire, [UInt8])
    case time
    case lever(BenchLever)
    /// A cable that was plugged in could not be made; the reason as a sentence.
    case plugFailed(Wire, String)
}

/// What the bench asks of its shell.
enum BenchEffect: Hashable, Sendable {
    /// Bytes to the host of this device.
    case send(Wire, [UInt8])
    /// The line goes away: the host sees a hang-up.
    case unplug(Wire)
    /// The line is there again, under the same name.
    case plug(Wire)
}

/// The whole bench as a value: two devices, their cables and switches, the mains, and what a person can remember of it.
///
/// It knows no port and no clock. `on` is one step; `deadline` says when it wants `.time`.
struct Bench: Hashable, Sendable {
    /// A jam that was asked for.
    enum Jam: Hashable, Sendable {
        case none
        /// The next note that moves.
        case armed
        /// This section, at this time.
        case due(NoteSection, at: Duration)
    }

    /// A note on its way in; from `until` on the validator has read it.
    struct Entering: Hashable, Sendable {
        let note: Int
        let until: Duration
    }

    let configuration: BenchConfiguration
    var validator: AnyAcceptor
    var printer: ESCPOSDevice
    /// Plugged in or not.
    var cables = PerWire(validator: true, printer: true)
    /// The switches on the devices; without mains they do nothing.
    var switches = PerWire(validator: true, printer: true)
    /// When the mains come back; `nil`: they are there.
    var mainsBackAt: Duration?
    var jam = Jam.none
    var failsStacking = false
    var entering: Entering?
    /// The note that was given back and hangs in the mouth.
    var hanging: Int?
    /// The last note with a string.
    var strung: Int?
    /// Notes get increasing numbers, in the order in which somebody pushed them in.
    var lastNote = 0
    /// What happened last at the validator, in a cashier's words.
    var lastNotice = ""
    var log = WireLog()
    var validatorTalk: ValidatorTalk
    var printerTalk = PrinterTalk()

    /// A bench with power and all cables in.
    init(_ configuration: BenchConfiguration = BenchConfiguration(), now: Duration = .zero) {
        self.configuration = configuration
        validator = configuration.makeValidator(now: now)
        printer = ESCPOSDevice(configuration.printer).on(.time, now: now).next
        validatorTalk = ValidatorTalk(configuration)
    }

    /// One step; effects are carried out in order.
    func on(_ event: BenchEvent, now: Duration) -> (next: Bench, effects: [BenchEffect]) {
        var next = self
        var effects: [BenchEffect] = []
        next.advance(to: now, &effects)
        switch event {
        case .time: break
        case .received(let wire, let bytes):
            if next.cables[wire] { next.hear(wire, bytes, now, &effects) }
        case .lever(let lever): next.pull(lever, now, &effects)
        case .plugFailed(let wire, let reason):
            next.cables[wire] = false
            next.lastNotice = "the \(wire.rawValue)'s cable does not go in: \(reason)"
        }
        return (next, effects)
    }

    /// When `.time` is wanted at the latest; `nil` while nothing moves.
    var deadline: Duration? {
        var moments = [validator.deadline, printer.deadline, mainsBackAt, printerTalk.deadline]
        if case .due(_, let at) = jam { moments.append(at) }
        return moments.compactMap { $0 }.min()
    }

    // MARK: Steps of the devices

    private mutating func advance(to now: Duration, _ effects: inout [BenchEffect]) {
        if let back = mainsBackAt, back <= now {
            mainsBackAt = nil
            supplyPower(at: back, &effects)
        }
        if case .due(let section, let at) = jam, at <= now {
            jam = .none
            turn(.lever(.jam(section)), at: at, &effects)
        }
        turn(.time, at: now, &effects)
        turnPrinter(.time, at: now, &effects)
        if let words = printerTalk.pause(now) { log.add(words, from: .host, .printer, at: now) }
    }

    private mutating func hear(_ wire: Wire, _ bytes: [UInt8], _ now: Duration, _ effects: inout [BenchEffect]) {
        switch wire {
        case .validator:
            for words in validatorTalk.heard(bytes) { log.add(words, from: .host, wire, at: now) }
            turn(.received(bytes), at: now, &effects)
        case .printer:
            for words in printerTalk.heard(bytes, at: now) { log.add(words, from: .host, wire, at: now) }
            turnPrinter(.received(bytes), at: now, &effects)
            printerTalk.forgetQuestions()
        }
    }

    /// One step of the validator, with what the bench adds to it: words, armed jams, notes that will not stack.
    mutating func turn(_ event: SimulatorEvent<AcceptorLever>, at now: Duration, _ effects: inout [BenchEffect]) {
        let before = validator.noteInside
        let step = validator.on(event, now: now)
        validator = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                guard cables.validator else { continue }
                for words in validatorTalk.answered(bytes) { log.add(words, from: .device, .validator, at: now) }
                effects.append(.send(.validator, bytes))
            case .notice(let notice): see(notice, at: now)
            }
        }
        if let entering, entering.until <= now { self.entering = nil }
        meddle(from: before, at: now, &effects)
    }

    mutating func turnPrinter(_ event: SimulatorEvent<ESCPOSLever>, at now: Duration, _ effects: inout [BenchEffect]) {
        let step = printer.on(event, now: now)
        printer = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                guard cables.printer else { continue }
                log.add(printerTalk.answered(bytes), from: .device, .printer, at: now)
                effects.append(.send(.printer, bytes))
            case .notice: break  // the panel and the paper show it
            }
        }
    }

    /// A note has begun to move: that is when an armed jam takes aim, and when stacking is made to fail.
    private mutating func meddle(from before: SimulatedNote?, at now: Duration, _ effects: inout [BenchEffect]) {
        guard let note = validator.noteInside, note != before, validator.isPowered else { return }
        let section: NoteSection
        switch note.place {
        case .path: section = before?.id == note.id ? .exit : .acceptor
        case .pastEscrow:
            section = .stacker
            if failsStacking { turn(.lever(.failNextStack), at: now, &effects) }
        case .hand, .mouth, .escrow, .box, .withCustomer, .withStaff, .stuck: return
        }
        if jam == .armed { jam = .due(section, at: now + configuration.jamAfter) }
    }
}
