import Controller
import Custody
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Journal
import Money
import OrderedCollections
import Receipts
import SimulatorKit
import Testing

func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, .usd) }
let people = ["p.ruiz", "m.chen", "a.okoro", "j.diaz"].map { PersonID(known: $0) }
let pullPair = Array(people[..<2])
let countPair = [people[1], people[2]]

/// A kiosk in its lobby, in virtual time: the real controller and the real EBDS dialogue against a simulated acceptor,
/// back to back, over a journal in memory. The printer prints after a second.
final class Lobby {
    private(set) var journal: MemoryJournal
    private(set) var runner: StationRunner
    private(set) var dialogue: EBDSDialogue
    private(set) var device: EBDSDevice
    private(set) var now: Duration = .zero
    private(set) var notices: [AcceptorNotice] = []
    private(set) var reports: [BillAcceptorReport] = []
    private(set) var rows: [OutboxRow] = []
    private(set) var papers: [PrintJob] = []
    private(set) var faults = 0

    private let settings: KioskSettings
    private let driver: DriverSettings
    private var toDialogue: [DialogueEvent<BillAcceptorCommand>] = []
    private var toHost: [(at: Duration, bytes: [UInt8])] = []
    private var printing: [(at: Duration, id: String)] = []
    private var hostIsOn = true
    private var papersMade = 0

    init(
        station: String = "K-07", cashUnit: String = "C-8841", driver: DriverSettings? = nil,
        _ shape: (inout EBDSDevice.Shape) -> Void = { _ in }
    ) throws {
        settings = KioskSettings(
            station: StationID(known: station), office: OfficeID(known: "NORTH"), tenant: "tarn",
            utility: "Tarn Valley Water & Power", officeName: "North Office", currency: .usd)
        var configuration = EBDSDevice.Shape()
        configuration.cashUnit = cashUnit
        shape(&configuration)
        device = EBDSDevice(configuration)
        self.driver = driver ?? DriverSettings(counterTrust: .exact)
        dialogue = EBDSDialogue(self.driver)
        journal = MemoryJournal(station: settings.station, snapshotEvery: 50)
        runner = StationRunner(
            machine: KioskMachine(settings: settings, books: StationState(currency: .usd)), journal: journal,
            hands: StationHands(now: { Now(elapsed: .zero, wall: Moment(utcMilliseconds: 0)) }))
        start()
        staff(.install(CashUnitID(known: cashUnit), seal: "S-1", by: pullPair))
        try wait("cash is offered") { $0.machine.cashReasons($0.clocks).isEmpty }
    }

    var machine: KioskMachine { runner.machine }
    var books: StationState { runner.machine.books }
    var session: KioskSession? { runner.machine.session }
    /// 2026-03-02, 06:00 where the kiosk stands, when the day begins.
    var clocks: Now {
        let milliseconds = now.components.seconds * 1_000 + now.components.attoseconds / 1_000_000_000_000_000
        return Now(
            elapsed: now, wall: Moment(utcMilliseconds: 1_772_460_000_000 + milliseconds, offsetMinutes: -480))
    }

    private func start() {
        runner.hands = StationHands(
            now: { [unowned self] in clocks },
            acceptor: { [unowned self] in toDialogue.append(.command($0)) },
            printer: { [unowned self] in
                guard case .print(let job) = $0 else { return }
                papers.append(job)
                printing.append((now + .seconds(1), job.id))
            }, post: { [unowned self] in rows.append($0) })
        runner.hear(.started(epoch: journal.epoch, program: "scenarios"))
        runner.hear(.moneyAllowed(true))
        runner.hear(.ledger(online: true))
        runner.hear(.printer(.identified(model: "TM", firmware: "1", serial: "1")))
        runner.hear(.printer(.status(POSPrinterStatus(online: true, coverOpen: false, paper: .enough, error: nil))))
        toDialogue.append(.opened)
        settle()
    }

    // MARK: Power

    /// The host loses its power: only the journal is left of it.
    func hostOff() {
        hostIsOn = false
        (toDialogue, toHost, printing) = ([], [], [])
    }

    /// A new process over the same journal.
    func hostOn() throws {
        journal = try journal.reopened()
        let books = try BookFolding.fold(journal, .usd)
        runner = StationRunner(
            machine: KioskMachine(settings: settings, books: books), journal: journal, hands: runner.hands)
        dialogue = EBDSDialogue(driver)
        hostIsOn = true
        start()
    }

    // MARK: The wire

    /// Everything that is due at this instant, in order.
    private func settle() {
        while hostIsOn, !toDialogue.isEmpty {
            let step = dialogue.on(toDialogue.removeFirst(), now: now)
            dialogue = step.next
            for effect in step.effects {
                switch effect {
                case .send(let bytes): touch(.received(bytes))
                case .discardInput: toHost = []
                case .report(let report):
                    reports.append(report)
                    runner.hear(.acceptor(report))
                case .fault: faults += 1
                }
            }
        }
    }

    private func touch(_ event: SimulatorEvent<AcceptorLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): if hostIsOn { toHost.append((now + .milliseconds(12), bytes)) }
            case .notice(let notice): notices.append(notice)
            }
        }
    }

    private var nextDue: Duration? {
        var due = device.deadline
        func earlier(_ instant: Duration?) { if let instant { due = min(due ?? instant, instant) } }
        if hostIsOn {
            earlier(dialogue.deadline)
            earlier(machine.deadline)
            earlier(toHost.first?.at)
            earlier(printing.first?.at)
        }
        return due
    }

    /// Lets virtual time pass, every deadline on its instant.
    func pass(_ time: Duration) {
        let end = now + time
        while let due = nextDue, due <= end { step(to: due) }
        now = max(now, end)
    }

    private func step(to due: Duration) {
        now = max(now, due)
        if let own = device.deadline, own <= now { touch(.time) }
        guard hostIsOn else { return }
        while let first = toHost.first, first.at <= now {
            toHost.removeFirst()
            toDialogue.append(.received(first.bytes))
            settle()
        }
        if let own = dialogue.deadline, own <= now { toDialogue.append(.time) }
        settle()
        while let first = printing.first, first.at <= now {
            printing.removeFirst()
            runner.hear(.printer(.jobEnded(id: first.id, .printed)))
        }
        if machine.deadline <= now { runner.hear(.time) }
        settle()
    }

    /// Runs until something is so; at most two minutes.
    func wait(_ words: String, _ found: (Lobby) throws -> Bool) throws {
        let end = now + .seconds(120)
        while try !found(self) {
            guard let due = nextDue, due <= end else { throw Never(words: words, now: now) }
            step(to: due)
        }
    }

    struct Never: Error { let words: String, now: Duration }

    // MARK: People

    func pull(_ levers: AcceptorLever...) {
        for lever in levers { touch(.lever(lever)) }
        settle()
    }

    @discardableResult func customer(_ command: CustomerCommand) -> Refusal? {
        let refusal = runner.hear(.customer(command))
        settle()
        return refusal
    }

    @discardableResult func staff(_ command: StaffCommand) -> Refusal? {
        let refusal = runner.hear(.staff(command))
        settle()
        return refusal
    }

    /// A visit with the slot open. Gives its name.
    @discardableResult func visit(_ accounts: (String, Int64)...) throws -> VisitID {
        try wait("a visit may begin") { $0.machine.cashReasons($0.clocks).isEmpty }
        #expect(customer(.open(language: .english)) == nil)
        let chosen = accounts.map { account, due in
            ChosenAccount(choice: AccountChoice(account: AccountID(known: account), due: usd(due), wanted: nil))
        }
        #expect(customer(.choose(chosen)) == nil)
        #expect(customer(.cash) == nil)
        return try #require(session?.visit)
    }

    /// Pushes a note in as soon as the mouth draws. Gives its number.
    @discardableResult func insert(_ cents: Int64) throws -> Int {
        try wait("the slot is open") { $0.machine.slotIsOpen }
        papersMade += 1
        for _ in 0..<40 where device.note(papersMade)?.place ?? .hand == .hand {
            pass(.milliseconds(300))
            pull(.insert(id: papersMade, .note(minorUnits: cents)))
        }
        return papersMade
    }

    /// A note from hand to credit.
    func feed(_ cents: Int64) throws {
        let before = session?.counted.count ?? 0
        try insert(cents)
        try wait("\(cents) is counted") { $0.session?.counted.count == before + 1 }
    }

    /// Pays, takes the receipt, leaves.
    func finish() throws {
        #expect(customer(.finish) == nil)
        try wait("the receipt") {
            $0.session == nil || $0.machine.printer.lastOutcome != nil && $0.machine.printer.job == nil
        }
        customer(.close)
    }

    // MARK: Looking

    func entries() throws -> [JournalEntry] { try journal.entries(from: 1, limit: 100_000) }
    func facts() throws -> [Fact] { try entries().map(\.fact) }
    func balance(_ place: String) throws -> Int64 { books.balance(try Place(place)).minorUnits }

    /// I-01, I-06, I-15: the journal alone gives the books, they sum to zero, and the acceptor's box holds what they say
    /// (but for notes in doubt).
    func check(box: String) throws {
        #expect(try journal.verify { _ in true } == journal.head)
        var alone = StationState(currency: .usd)
        for entry in try entries() { try alone.apply(entry.fact, at: entry.moment) }
        #expect(alone == books)
        #expect(books.balances.values.reduce(Int64(0)) { $0 + $1.minorUnits } == 0)
        let doubts = books.doubts.values.filter { $0.cashUnit.text == box }.reduce(Int64(0)) {
            $0 + $1.amount.minorUnits
        }
        let booked = try balance("cassette:\(box)") + balance("pulled:\(box)")
        #expect((booked...booked + doubts).contains(device.total(of: box)))
        #expect(faults == 0)
    }
}

/// What the driver is told about the unit; the simulator has settings of the same name.
typealias DriverSettings = EBDSDriver.EBDSConfiguration

extension EBDSDevice {
    /// What a particular simulated unit is; its name would else be that of the driver's settings.
    typealias Shape = EBDSSimulator.EBDSConfiguration
}
