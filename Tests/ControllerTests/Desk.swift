import Controller
import Custody
import DeviceKit
import Journal
import Money
import OrderedCollections
import Receipts
import Testing

func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, .usd) }
let people = ["p.ruiz", "m.chen", "a.okoro"].map { PersonID(known: $0) }
let pair = Array(people[..<2])

/// A kiosk over a journal in memory; acceptor, printer and relay are played by hand.
final class Desk {
    /// What the kiosk asked of the world, in order.
    enum Act: Hashable {
        case acceptor(BillAcceptorCommand)
        case printer(POSPrinterCommand)
        case post(String)
        case drawer(DrawerID, CashDrawerCommand)
        case scanner(ScannerCommand)
        case checkScanner(CheckScannerCommand)
    }

    private(set) var journal: MemoryJournal
    private(set) var runner: StationRunner
    private(set) var acts: [Act] = []
    private(set) var rows: [OutboxRow] = []
    var elapsed: Duration = .zero
    /// 2026-03-02, 06:00 in the kiosk's zone, when `elapsed` is zero.
    var wall = Moment(utcMilliseconds: 1_772_460_000_000, offsetMinutes: -480)
    /// Notes in the cash unit of the acceptor that the test plays; `nil`: it keeps no count.
    var counter: Int64? = 0

    static let settings = KioskSettings(
        station: StationID(known: "K-07"), office: OfficeID(known: "NORTH"), tenant: "tarn", utility: "Tarn Valley",
        officeName: "North", currency: .usd,
        drawers: [KioskSettings.Drawer(id: DrawerID(known: "D-1"), place: .printer(connector: 1))])

    /// What the kiosk under test was told of itself.
    let settings: KioskSettings

    init(settings: KioskSettings = Desk.settings, snapshotEvery: Int = 1_000) throws {
        self.settings = settings
        journal = MemoryJournal(station: settings.station, snapshotEvery: snapshotEvery)
        runner = StationRunner(
            machine: KioskMachine(settings: settings, books: StationState(currency: .usd)), journal: journal,
            hands: StationHands(now: { Now(elapsed: .zero, wall: Moment(utcMilliseconds: 0)) }))
        connect()
    }

    var machine: KioskMachine { runner.machine }
    var books: StationState { runner.machine.books }
    var session: KioskSession? { runner.machine.session }
    var now: Now {
        var moment = wall
        moment.utcMilliseconds += elapsed.components.seconds * 1_000
        return Now(elapsed: elapsed, wall: moment)
    }

    private func connect() {
        runner.hands = StationHands(
            now: { [unowned self] in now }, acceptor: { [unowned self] in acts.append(.acceptor($0)) },
            printer: { [unowned self] in acts.append(.printer($0)) },
            post: { [unowned self] row in
                acts.append(.post(row.key))
                rows.append(row)
            })
        runner.hands.drawer = { [unowned self] in acts.append(.drawer($0, $1)) }
        runner.hands.checkScanner = { [unowned self] in acts.append(.checkScanner($0)) }
        runner.hands.scanner = { [unowned self] in acts.append(.scanner($0)) }
    }

    @discardableResult func hear(_ event: KioskEvent) -> Refusal? { runner.hear(event) }

    /// What was asked of the world while `body` ran.
    func during(_ body: () -> Void) -> [Act] {
        let before = acts.count
        body()
        return Array(acts[before...])
    }

    func entries() throws -> [JournalEntry] { try journal.entries(from: 1, limit: 100_000) }
    func facts() throws -> [Fact] { try entries().map(\.fact) }
    func payments() throws -> [PaymentCommitted] {
        try facts().compactMap { if case .paymentCommitted(let fact) = $0 { fact } else { nil } }
    }

    /// Lets time pass, every deadline on its instant.
    func pass(_ time: Duration) {
        let end = elapsed + time
        var turns = 0
        while runner.machine.deadline <= end, turns < 100_000 {
            elapsed = max(elapsed, runner.machine.deadline)
            hear(.time)
            turns += 1
        }
        #expect(turns < 100_000, "a deadline that is never kept")
        elapsed = end
        hear(.time)
    }

    // MARK: Starts

    /// The service starts over what is durable: the first time, and after every cut.
    func start() {
        hear(.started(epoch: journal.epoch, program: "test"))
        hear(.moneyAllowed(true))
        hear(.ledger(online: true))
        printerReady()
    }

    func printerReady() {
        hear(.printer(.identified(model: "TM", firmware: "1", serial: "1")))
        hear(.printer(.status(POSPrinterStatus(online: true, coverOpen: false, paper: .enough, error: nil))))
    }

    /// Power lost or kill -9: only the journal stays.
    func restart(cut: MemoryJournal.Cut? = nil) throws {
        journal = try journal.reopened()
        journal.cut = cut
        let books = try BookFolding.fold(journal, .usd)
        runner = StationRunner(
            machine: KioskMachine(settings: settings, books: books), journal: journal, hands: runner.hands)
        connect()
        start()
    }

    /// What happens to the next commit.
    func cut(_ cut: MemoryJournal.Cut) { journal.cut = cut }

    /// A kiosk that takes cash.
    static func open(
        settings: KioskSettings = Desk.settings, snapshotEvery: Int = 1_000, counter: CounterTrust = .exact
    ) throws -> Desk {
        let desk = try Desk(settings: settings, snapshotEvery: snapshotEvery)
        if counter == .none { desk.counter = nil }
        desk.start()
        desk.hear(.staff(.install(CashUnitID(known: "C-8841"), seal: "S-1", by: pair)))
        desk.identify(counter)
        desk.rest()
        return desk
    }

    // MARK: The acceptor

    func identify(_ counter: CounterTrust = .exact, serial: String = "BV-1", trust: TrustClass = .powerUpTells) {
        hear(
            .acceptor(
                .identified(
                    BillAcceptorIdentity(
                        maker: "Acme", model: "BV", serial: serial, firmware: "1", noteSet: "USD",
                        denominations: [100, 500, 1_000, 2_000, 5_000, 10_000], currency: "USD", trust: trust,
                        counter: counter))))
    }

    func rest() {
        hear(.acceptor(.atRest(counter: counter)))
        hear(.acceptor(.status(BillAcceptorStatus(activity: .idle))))
    }

    func escrow(_ cents: Int64) {
        hear(.acceptor(.accepting))
        hear(.acceptor(.escrowed(.usd(cents), seenAt: elapsed)))
    }

    func stacked(_ cents: Int64?) {
        counter = counter.map { $0 + 1 }
        hear(.acceptor(.stacked(cents.map { .usd($0) })))
    }

    func note(_ cents: Int64) {
        escrow(cents)
        stacked(cents)
    }

    // MARK: The customer

    func visit(_ accounts: (String, Int64?)...) {
        hear(.customer(.open(language: .english)))
        let chosen = accounts.map { account, due in
            ChosenAccount(
                choice: AccountChoice(account: AccountID(known: account), due: due.map { usd($0) }, wanted: nil))
        }
        if !chosen.isEmpty { hear(.customer(.choose(chosen))) }
        hear(.customer(.cash))
    }

    /// A whole visit, receipt and all.
    func pay(_ account: String, _ due: Int64?, _ notes: [Int64]) {
        visit((account, due))
        for cents in notes { note(cents) }
        hear(.customer(.finish))
        printed()
        hear(.customer(.close))
    }

    // MARK: The printer

    var printJobs: [PrintJob] {
        acts.compactMap { if case .printer(.print(let job)) = $0 { job } else { nil } }
    }

    func printed(_ outcome: PrintOutcome = .printed) {
        guard let job = machine.printer.job else { return }
        hear(.printer(.jobEnded(id: job.id, outcome)))
    }

    func balance(_ place: String) throws -> Int64 { books.balance(try Place(place)).minorUnits }

    /// Everything that is owed, applied or without an owner, against the notes in cash units: equal at every moment.
    func moneyIsWhole() throws -> Bool {
        var folded = Balances()
        for entry in try entries() { try folded.apply(entry.lines) }
        try folded.balanced()
        for balance in folded.sorted where books.balance(balance.place) != balance.amount { return false }
        return books.balances.values.reduce(Int64(0)) { $0 + $1.minorUnits } == 0
    }
}
