import Controller
import Custody
import DeviceKit
import Foundation
import Journal
import JournalStore
import Money
import OrderedCollections
import Receipts

/// Fills a store with the past of a kiosk, as the kiosk itself would have written it: the real machine in made-up time,
/// visit after visit, cash units pulled and counted, many facts in one commit.
struct JournalFilling {
    private let store: JournalStore
    private var machine: KioskMachine
    private var pending: [Fact] = []
    private var events: [KioskEvent] = []
    private var elapsed: Duration = .zero
    private var wall: Moment
    private var counter: Int64 = 0
    private var customers = 0
    private var units = 0

    /// The serial number that the simulated validator has.
    private static let acceptor = "SIM0000001"
    private static let perCommit = 2_000
    /// Facts of one visit, nearly: sets how far in the past the journal begins.
    private static let perVisit: Int64 = 11

    /// Makes a journal of that many entries in a folder, unless it is there.
    static func make(_ entries: Int64, in folder: String) throws {
        let files = FileManager.default
        let (path, making) = ("\(folder)/journal.sqlite", "\(folder)/making")
        if files.fileExists(atPath: path), !files.fileExists(atPath: making) { return }
        if files.fileExists(atPath: folder) { try files.removeItem(atPath: folder) }
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard files.createFile(atPath: making, contents: nil) else { throw Stuck("\(making) cannot be written") }
        let store = try JournalStore.open(
            StoreSettings(path: path, station: BenchStation.kiosk.station, expectation: .new, reserveBytes: 0))
        var filling = JournalFilling(store, entries)
        try filling.fill(entries)
        try store.close()
        try files.removeItem(atPath: making)
    }

    private init(_ store: JournalStore, _ entries: Int64) {
        self.store = store
        machine = KioskMachine(settings: BenchStation.kiosk, books: StationState(currency: .usd))
        wall = WallClock.moment()
        wall.utcMilliseconds -= entries / Self.perVisit * 300_000 + 86_400_000
    }

    private mutating func fill(_ entries: Int64) throws {
        let start = Clock.now()
        try begin()
        while store.head.size + Int64(pending.count) < entries {
            try visit()
            if pending.count >= Self.perCommit { try flush() }
            if customers % 10_000 == 0 {
                Table.murmur("\(store.head.size) entries, \((Clock.now() - start).components.seconds) s")
            }
            if (machine.books.contents[unit]?.pieces ?? 0) > 900 { try change() }
        }
        // The device that the measured service will meet has counted nothing yet.
        counter = 0
        try hear(.acceptor(.atRest(counter: 0)))
        try hear(.staff(.adopt(by: BenchStation.people)))
        try flush()
        store.tend()
        Table.murmur("\(store.head.size) entries in \((Clock.now() - start).components.seconds) s")
    }

    // MARK: What happens at a kiosk

    private mutating func begin() throws {
        try hear(.started(epoch: store.epoch, program: "bench"))
        try hear(.ledger(online: true))
        try hear(.moneyAllowed(true))
        try hear(.staff(.install(unit, seal: "S-0", by: BenchStation.people)))
        try hear(.printer(.status(POSPrinterStatus(online: true, coverOpen: false, paper: .enough))))
        let identity = BillAcceptorIdentity(
            maker: "bench", model: "bench", serial: Self.acceptor, firmware: "1", noteSet: "USD",
            denominations: Denomination.usNotes.map(\.minorUnits), currency: "USD", trust: .powerUpTells,
            counter: .exact)
        try hear(.acceptor(.identified(identity)))
        try hear(.acceptor(.status(BillAcceptorStatus(activity: .idle))))
        try hear(.acceptor(.atRest(counter: 0)))
    }

    private var unit: CashUnitID { CashUnitID(known: "C-\(units % 4)") }

    /// Two notes for one of two thousand accounts.
    private mutating func visit() throws {
        customers += 1
        pass(.seconds(240))
        let account = AccountID(known: String(10_000_000 + customers * 7 % 2_000))
        let due = Money(minorUnits: 2_500, .usd)
        try hear(.customer(.open(language: customers % 4 == 0 ? .spanish : .english)))
        try hear(
            .customer(.choose([ChosenAccount(choice: AccountChoice(account: account, due: due, wanted: nil))])))
        try hear(.customer(.cash))
        for face in [2_000, customers % 3 == 0 ? 1_000 : 500] {
            pass(.seconds(5))
            try hear(.acceptor(.escrowed(.usd(Int64(face)), seenAt: elapsed)))
        }
        pass(.seconds(5))
        try hear(.customer(.finish))
        pass(.seconds(46))
        try hear(.customer(.close))
    }

    /// The cash unit is pulled, counted and found right; another one comes in.
    private mutating func change() throws {
        let (full, counters) = (unit, [PersonID(known: "a.lund"), PersonID(known: "j.park")])
        try hear(.staff(.pull(seal: "S-1", by: BenchStation.people)))
        units += 1
        try hear(.staff(.install(unit, seal: "S-0", by: BenchStation.people)))
        try hear(.staff(.offer(full, to: counters, .count)))
        try hear(.staff(.accept(full, by: counters, seal: "S-1")))
        try hear(.staff(.startCount(full, by: counters)))
        let inside = machine.books.contents[full] ?? DenominationCounts()
        for person in counters { try hear(.staff(.submitCount(full, by: person, inside))) }
        try hear(.staff(.settleCount(full)))
    }

    private mutating func pass(_ time: Duration) {
        elapsed += time
        wall.utcMilliseconds += time.components.seconds * 1_000
    }

    // MARK: The machine

    private mutating func hear(_ event: KioskEvent) throws {
        events.append(event)
        while !events.isEmpty {
            let context = KioskContext(
                now: Now(elapsed: elapsed, wall: wall), size: store.head.size + Int64(pending.count),
                head: store.head.link.description)
            for effect in machine.on(events.removeFirst(), context: context) { try obey(effect) }
        }
        if let problem = machine.store.problem { throw Stuck("the made-up past does not hold: \(problem)") }
    }

    private mutating func obey(_ effect: KioskEffect) throws {
        switch effect {
        case .commit(let facts): pending += facts
        case .acceptor(.settle): events.append(.acceptor(.atRest(counter: counter)))
        case .acceptor(.stack):
            counter += 1
            events.append(.acceptor(.stacked(nil)))
        case .acceptor(.enable), .acceptor(.disable), .acceptor(.giveBack), .acceptor(.acknowledge), .printer, .drawer,
            .scanner, .checkScanner:
            break
        case .print(let order): events.append(.printer(.jobEnded(id: order.id, .printed)))
        case .post(let row): events.append(.posting(.posted(key: row.key, reference: "R-\(row.receipt)")))
        case .refuse(let refusal): throw Stuck("the made-up past is refused: \(refusal)")
        }
    }

    private mutating func flush() throws {
        guard !pending.isEmpty else { return }
        let day = machine.books.businessDate ?? BusinessDate(of: wall)
        let books = machine.books
        _ = try store.commit(pending, at: wall, businessDate: day) {
            do throws(CBORFault) { return try CanonicalCBOR.encode(books) } catch { return [] }
        }
        pending = []
        store.tend()
    }
}
