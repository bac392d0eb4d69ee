import Controller
import Custody
import DeviceKit
import EBDSDriver
import Money
import Receipts
import Supervision
import Transports

/// A station as the service wires it, in this process: real port loop, real device line, real journal. Only paper and
/// ledger answer at once.
struct BenchStation {
    let loop: PortLoop
    let station: StationController

    static let people = [PersonID(known: "p.ruiz"), PersonID(known: "m.chen")]
    static let kiosk = KioskSettings(
        station: StationID(known: "K-07"), office: OfficeID(known: "NORTH"), tenant: "bench",
        utility: "Tarn Valley Water & Power", officeName: "North Office", currency: .usd)

    init(journal: TimedJournal, validatorPort: String, poll: Duration) async {
        loop = PortLoop(name: "station")
        loop.run()
        station = StationController(
            machine: KioskMachine(settings: Self.kiosk, books: StationState(currency: .usd)), journal: journal,
            loop: loop, wall: WallClock.moment)
        await station.attach { [loop] station, hands in
            let opener = PortOpener(loop: loop)
            let configuration = EBDSDriver.EBDSConfiguration(
                counterTrust: .exact, pollPeriod: poll, quietTime: .milliseconds(100))
            let line = DeviceLine(
                name: "validator", address: .serial(path: validatorPort, LineSettings(.baud9600, .seven, .even)),
                dialogue: EBDSDialogue(configuration), opener: opener, loop: loop, judge: \.verdict
            ) { [weak station] report in
                station?.assumeIsolated { $0.hear(.acceptor(report)) }
            }
            hands.acceptor = { [weak line] command in line?.send(command) }
            hands.printer = { [weak station] command in
                guard case .print(let job) = command else { return }
                station?.assumeIsolated { $0.hear(.printer(.jobEnded(id: job.id, .printed))) }
            }
            hands.post = { [weak station] row in
                station?.assumeIsolated { $0.hear(.posting(.posted(key: row.key, reference: "bench"))) }
            }
            return [line, opener]
        }
    }

    /// Everything up to an open line: what follows is the device's own start.
    func start() async {
        await station.hear(.started(epoch: 1, program: "bench"))
        await station.hear(.ledger(online: true))
        await station.hear(.moneyAllowed(true))
        for (key, value) in [(PolicyKey.cashUnitCapacity, 10_000), (.cashUnitStopPercent, 100)] as [(PolicyKey, Int64)]
        {
            await station.hear(.staff(.setPolicy(key, value, by: Self.people[0], approvedBy: Self.people[1])))
        }
        await station.hear(.staff(.install(CashUnitID(known: "C-1"), seal: "S-1", by: Self.people)))
        await station.hear(.printer(.identified(model: "bench", firmware: "1", serial: "1")))
        await station.hear(.printer(.status(POSPrinterStatus(online: true, coverOpen: false, paper: .enough))))
        await station.with { station in
            for case let line as DeviceLine<EBDSDialogue> in station.kept { line.start() }
        }
    }

    /// A visit that takes notes.
    func openVisit() async throws {
        let account = AccountID(known: "10000016")
        let choice = AccountChoice(
            account: account, due: Money(minorUnits: 10_000, .usd), wanted: Money(minorUnits: 5_000, .usd))
        _ = try await station.obey(.open(language: .english))
        _ = try await station.obey(.choose([ChosenAccount(choice: choice, name: "M. Alvarez")]))
        _ = try await station.obey(.cash)
    }

    /// Pays what is inside and leaves the page.
    func closeVisit() async throws {
        _ = try await station.obey(.finish)
        _ = try await station.obey(.close)
    }

    func stop() async {
        await station.hear(.stopping)
        await station.with { station in
            for case let line as DeviceLine<EBDSDialogue> in station.kept { line.stop() }
        }
        await station.endStreams()
    }
}
