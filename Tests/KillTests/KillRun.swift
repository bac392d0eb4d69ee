import ControlAPI
import CoreLedger
import Custody
import EBDSSimulator
import Foundation
import Glibc
import LedgerSQLite
import RealService
import SimulatorKit
import Transports

/// One run: the real service, killed again and again on the same wires and the same store, and its books at the end.
struct KillRun {
    /// What the acceptor's own count of notes is worth, in the settings and in the device.
    enum Counter: String, Sendable, CaseIterable { case exact, mayLoseLast, none }

    /// People who count are not those who pull.
    private static let crew = (pull: ["p.ruiz", "m.chen"], count: ["a.okafor", "t.lind"])

    let counter: Counter
    let kills: Int
    let trace: Trace
    let folder: URL
    private let program: String
    private let room: DeviceRoom
    private let loop: PortLoop
    private let address: String
    private let customers: [LedgerCustomer]
    private var dice: Dice
    private var feeding = Feeding()
    /// Lives that did not walk into their trap and were ended afterwards.
    private(set) var late = 0

    /// Opens the devices. `close` must be called.
    init(counter: Counter, kills: Int, seed: UInt64, trace: Trace) async throws {
        (self.counter, self.kills, self.trace) = (counter, kills, trace)
        program = try Daemon.builtProgram()
        dice = Dice(seed: seed)
        folder = FileManager.default.temporaryDirectory.appending(path: "kill-\(counter.rawValue)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try Office.freePort()
        address = "http://127.0.0.1:\(port)"
        try Office.settings(counter, port).write(
            to: folder.appending(path: "kiosk.yaml"), atomically: true, encoding: .utf8)
        customers = PracticeOffice.customers(around: try CalendarDay(PracticeOffice.standardDay))
        loop = PortLoop(name: "devices")
        loop.run()
        room = DeviceRoom(loop: loop, validator: Office.validator(counter), printer: Office.printer, trace: trace)
        try await room.open(folder: folder.path)
    }

    /// Ends the service, if it still lives, and waits until it is gone: its files are free then.
    func end() async { await room.end() }

    /// Takes the devices away; nothing can be asked afterwards.
    func close() async {
        await room.close()
        loop.stop()
    }

    /// The last things that the last life said.
    var lastWords: [String] { get async { await room.lastWords } }

    /// Every life, and the end in good order.
    mutating func live() async throws {
        for (number, plan) in Plan.deal(kills, &dice).enumerated() {
            trace.say("--- life \(number + 1): killed at \(plan)")
            try await life(plan)
        }
        trace.say("--- last life")
        let daemon = try await begin(nil)
        guard await daemon.ready.wait(.seconds(30)) == true else { throw neverReady(daemon) }
        var customer = try customer(daemon)
        defer { feeding = customer.feeding }
        try await customer.pay()
        try await untilQuiet(customer.client, daemon)
        if counter == .exact {
            // Stopped in the middle of a visit, with the mouth open.
            try await customer.pay(leaving: false)
            guard await room.until(.seconds(15), { $0.validator.isLit && $0.validator.noteInside == nil }) else {
                throw Trouble("the slot is not open before the stop")
            }
        } else {
            try await count(customer.client)
            // What the count settled is posted, too.
            try await untilQuiet(customer.client, daemon)
        }
        // The stop feeds one note more.
        feeding = customer.feeding
        try await stop(daemon)
    }

    /// What the journal and the ledger say, beside what is really there.
    func compare() async throws -> Comparison {
        let books = try Books(path: folder.appending(path: "journal.sqlite").path, station: StationID("K-07"))
        let ledger = try await LedgerBooks(
            path: folder.appending(path: "ledger.sqlite").path,
            station: LedgerStation(tenant: "practice", device: "K-07"), customers: customers)
        return Comparison(
            books: books, ledger: ledger, validator: await room.validator, feeding: feeding,
            isCounted: counter != .exact)
    }

    // MARK: Lives

    private mutating func life(_ plan: Plan) async throws {
        let daemon = try await begin(plan)
        var customer = try customer(daemon)
        defer { (dice, feeding) = (customer.dice, customer.feeding) }
        do {
            if await daemon.ready.wait(.seconds(30)) == true {
                for _ in 0..<4 { try await customer.pay() }
                trace.say("no trap sprang")
                late += 1
            }
        } catch is Gone {}
        await room.springAtLast()
        guard let end = await daemon.ended.wait(.seconds(10)) else { throw Trouble("a killed service still lives") }
        if end != .killed(SIGKILL) { throw neverReady(daemon) }
        if plan.feedsTheDead { await customer.feedTheDead() }
    }

    private func begin(_ plan: Plan?) async throws -> Daemon {
        try await room.begin(plan, program: program, settings: folder.appending(path: "kiosk.yaml").path)
    }

    private func customer(_ daemon: Daemon) throws -> Customer {
        Customer(
            client: try ControlClient(address, timeoutSeconds: 20), room: room, daemon: daemon, trace: trace,
            accounts: customers.filter { !$0.closed }.map(\.account), dice: dice, feeding: feeding)
    }

    private func neverReady(_ daemon: Daemon) -> Trouble {
        Trouble("the service ended by itself, or never was ready: \(String(describing: daemon.ended.value))")
    }

    /// Nothing is under way any more: no visit, no open posting, no note inside.
    private func untilQuiet(_ client: ControlClient, _ daemon: Daemon) async throws {
        let limit = ContinuousClock.now + .seconds(30)
        while true {
            let status = try await client.status()
            let room = room
            let isStill = await room.validator.noteInside == nil
            let hasDoubts = counter == .exact && status.kiosk.inDoubt.count > 0
            if isStill, status.ledger.open == 0, status.kiosk.visit == nil, !hasDoubts { return }
            guard ContinuousClock.now < limit else { throw Trouble("it does not become quiet: \(status)") }
            if await daemon.ended.wait(.milliseconds(50)) != nil { throw neverReady(daemon) }
        }
    }

    /// SIGTERM: the program ends well, and the mouth it leaves behind is shut.
    private func stop(_ daemon: Daemon) async throws {
        trace.say("asked to stop")
        daemon.stop()
        guard let end = await daemon.ended.wait(.seconds(20)) else { throw Trouble("it does not stop") }
        if end != .exited(0) { trace.fault("stopped with \(end)") }
        if await room.validator.isLit { trace.fault("the mouth is open after the stop") }
        let note = feeding.last + 1
        await room.feed(note, 2_000)
        let place = await room.place(of: note)
        if place != .hand { trace.fault("after the stop a note went into the acceptor: \(String(describing: place))") }
    }

    /// Two people pull the cash unit, two others count what is really inside; doubts end with it.
    private func count(_ client: ControlClient) async throws {
        trace.say("the cash unit is counted")
        _ = try await client.pull(Customer.kiosk, PullCashUnit(seal: "S-2", by: Self.crew.pull))
        await room.takeCashUnitOut()
        _ = try await client.offer(Office.cashUnit, OfferCashUnit(to: Self.crew.count, purpose: .count))
        _ = try await client.accept(Office.cashUnit, AcceptCashUnit(by: Self.crew.count, seal: "S-2"))
        _ = try await client.beginCount(Office.cashUnit, ActOfPeople(by: Self.crew.count))
        let validator = await room.validator
        let pieces = Dictionary(
            grouping: validator.contents(of: Office.cashUnit).compactMap(\.paper.minorUnits), by: { $0 })
        let counts = pieces.keys.sorted().map { FaceCount(face: $0, pieces: Int64(pieces[$0]?.count ?? 0)) }
        for person in Self.crew.count {
            _ = try await client.submitCount(Office.cashUnit, SubmitCount(by: person, counts: counts))
        }
        let result = try await client.settle(Office.cashUnit)
        trace.say("counted: \(result)")
    }
}
