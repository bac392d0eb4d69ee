import APGDrawerSimulator
import BenchKit
import CheckPaper
import ScannerSimulator
import SimulatorKit

/// What reaches the bench.
enum BenchEvent: Hashable, Sendable {
    /// A host opened this device's port.
    case opened(Wire)
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

/// The whole bench as a value: the devices, their cables and switches, the mains, and what a person can remember of it.
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
    var printer: BenchPrinter
    var presenter = Presenter()
    var board: APGDrawerDevice?
    var checkScanner: BenchCheckScanner?
    var scanner: ScannerDevice?
    var checks: CheckDesk
    var bills = BillDesk()
    /// Plugged in or not.
    var cables = PerWire()
    /// The switches on the devices; without mains they do nothing.
    var switches = PerWire()
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
    var printerTalk: PrinterSpeech
    var boardTalk: BoardTalk?
    var checkTalk: CheckTalk?

    /// A bench with power and all cables in.
    init(_ configuration: BenchConfiguration = BenchConfiguration(), now: Duration = .zero) {
        self.configuration = configuration
        validator = configuration.makeValidator(now: now)
        printer = configuration.makePrinter(now: now)
        board = configuration.drawerBoard?.make()
        checkScanner = configuration.checkScanner.map { BenchCheckScanner($0, now: now) }
        scanner = configuration.scanner.map { _ in ScannerDevice(ScannerSetup(.characters, namesKind: true)) }
        checks = CheckDesk(seed: configuration.seed)
        validatorTalk = ValidatorTalk(configuration.wire, NoteNames(configuration.validator))
        printerTalk = PrinterSpeech(configuration.printerKind)
        boardTalk = configuration.drawerBoard.map { BoardTalk($0) }
        checkTalk = configuration.checkScanner.map { CheckTalk($0) }
    }

    /// One step; effects are carried out in order.
    func on(_ event: BenchEvent, now: Duration) -> (next: Bench, effects: [BenchEffect]) {
        var next = self
        var effects: [BenchEffect] = []
        next.advance(to: now, &effects)
        switch event {
        case .time: break
        case .opened(let wire): next.meet(wire, now, &effects)
        case .received(let wire, let bytes):
            if next.cables[wire] { next.hear(wire, bytes, now, &effects) }
        case .lever(let lever): next.pull(lever, now, &effects)
        case .plugFailed(let wire, let reason):
            next.cables[wire] = false
            next.lastNotice = "the \(wire.name)'s cable does not go in: \(reason)"
        }
        return (next, effects)
    }

    /// When `.time` is wanted at the latest; `nil` while nothing moves.
    var deadline: Duration? {
        var moments = [
            validator.deadline, printer.deadline, board?.deadline, checkScanner?.device.deadline, scanner?.deadline,
            mainsBackAt, printerTalk.deadline,
        ]
        if case .due(_, let at) = jam { moments.append(at) }
        return moments.compactMap { $0 }.min()
    }

    /// The device has power: its switch is on and the mains are there.
    func hasPower(_ wire: Wire) -> Bool { mainsBackAt == nil && switches[wire] }

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
        turnBoard(.time, at: now, &effects)
        turnCheckScanner(.time, at: now, &effects)
        turnScanner(.time, at: now, &effects)
        if let words = printerTalk.pause(now) { log.add(words, from: .host, .printer, at: now) }
    }

    private mutating func hear(_ wire: Wire, _ bytes: [UInt8], _ now: Duration, _ effects: inout [BenchEffect]) {
        switch wire {
        case .validator:
            note(validatorTalk.heard(bytes), .host, wire, now)
            turn(.received(bytes), at: now, &effects)
        case .printer:
            note(printerTalk.heard(bytes, at: now), .host, wire, now)
            turnPrinter(.received(bytes), at: now, &effects)
            printerTalk.forgetQuestions()
        case .drawerBoard:
            note(boardTalk?.heard(bytes) ?? [], .host, wire, now)
            turnBoard(.received(bytes), at: now, &effects)
        case .checkScanner:
            note(checkTalk?.heard(bytes) ?? [], .host, wire, now)
            turnCheckScanner(.received(bytes), at: now, &effects)
        case .scanner:
            note([WireWords("\(bytes.count) bytes that it does not listen to", topic: "deaf")], .host, wire, now)
            turnScanner(.received(bytes), at: now, &effects)
        }
    }

    /// Writes words down.
    mutating func note(_ words: [WireWords], _ speaker: Speaker, _ wire: Wire, _ now: Duration) {
        for one in words { log.add(one, from: speaker, wire, at: now) }
    }
}
