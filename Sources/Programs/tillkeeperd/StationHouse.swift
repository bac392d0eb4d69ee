import ControlServer
import Controller
import CoreLedger
import Custody
import DeviceKit
import Foundation
import Journal
import JournalStore
import LedgerSQLite
import Logging
import Money
import OrderedCollections
import Posting
import ServiceLifecycle
import Settings
import Transports

/// Everything of one station, opened in the order in which it is needed and closed in the other.
struct StationHouse {
    let settings: Settings
    let loop: PortLoop
    let store: JournalStore
    let ledger: LedgerSQLite
    let station: StationController
    let relay: RelayService
    let devices: StationDevices
    let watch: DeviceWatch
    let kiosk: KioskSettings
    let key: CheckpointKey
    let logger: Logger

    /// Opens store, ledger and devices. Refuses with a sentence; nothing stays open then but what ends with the process.
    static func open(_ settings: Settings, restored: Bool, logger: Logger) async throws(StartRefusal) -> StationHouse {
        let key = try StationKey.open(beside: settings.store.path)
        let store = try openStore(settings, restored, key)
        let kiosk = kioskSettings(settings)
        let books: StationState
        do throws(FoldFault) { books = try BookFolding.fold(store, settings.currency) } catch {
            throw StartRefusal(error.description)
        }
        let ledger = try openLedger(settings)
        let loop = PortLoop(name: settings.station.text)
        loop.run()
        let station = StationController(
            machine: KioskMachine(settings: kiosk, books: books), journal: store, loop: loop, wall: WallClock.moment)
        let relay = try RelayWiring(
            settings: settings, kiosk: kiosk, store: store, station: station, logger: logger
        ).service(ledger, restored: restored, openKeys: Array(books.outbox.keys))
        let devices = try StationDevices(settings: settings, logger: logger, start: books.receiptsTaken)
        await devices.attach(to: station, loop: loop, relay: relay, store: store)
        let watch = DeviceWatch(devices: devices, beside: settings.store.path, logger: logger)
        await watch.attach(to: station, loop: loop)
        await station.hear(.started(epoch: store.epoch, program: "tillkeeperd \(Tillkeeperd.version)"))
        await apply(settings.policy, station)
        if !restored { await station.hear(.moneyAllowed(true)) }
        if settings.ledger.practice { await PracticeStart.prepare(station, ledger, logger) }
        await devices.start(on: station)
        return StationHouse(
            settings: settings, loop: loop, store: store, ledger: ledger, station: station, relay: relay,
            devices: devices, watch: watch, kiosk: kiosk, key: key, logger: logger)
    }

    /// What runs until the service is told to stop. The first to end is the face towards people, the last the station.
    func services() throws -> [any Service] {
        let desk = OfficeDesk(
            station: station, settings: kiosk, journal: store, ledger: ledger, relay: relay,
            version: Tillkeeperd.version, devices: devices)
        let host = settings.service.host
        let server = try ControlServer(
            desk: desk,
            settings: ControlServerSettings(
                host: host, port: Int(settings.service.port), defaultKiosk: settings.station.text,
                allowedOrigins: settings.service.allowedOrigins),
            logger: logger,
            listening: { [settings] port in
                print("kiosk page: http://\(host):\(port)/kiosk/\(settings.station)")
                print("ready")
                fflush(nil)
            })
        return [
            StationKeeper(station: station, store: store, reserve: settings.store.reserveBytes),
            CheckpointKeeper(store: store, key: key, logger: logger), RelayKeeper(relay: relay, station: station),
            server.application(),
        ]
    }

    /// Every device inhibited, every port and file given back.
    func close() async {
        await station.hear(.stopping)
        await untilInhibited()
        await station.endStreams()
        await devices.stop(on: station)
        await watch.finish(station)
        loop.stop()
        do throws(JournalError) { try store.close() } catch { logger.error("\(error.description)") }
        do throws(CoreFault) { try await ledger.close() } catch { logger.error("the ledger did not close: \(error)") }
    }

    /// A port that closes too early leaves a mouth open: the acceptor must have said that it takes nothing. One that
    /// does not answer is not waited for.
    private func untilInhibited() async {
        for _ in 0..<40 {
            let acceptor = await station.machine.acceptor
            if acceptor.identity == nil || acceptor.broken != nil { return }
            if acceptor.status?.activity == .disabled { return }
            do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
        }
        logger.warning("the acceptor did not say that it is inhibited")
    }

    // MARK: Opening

    private static func openStore(_ settings: Settings, _ restored: Bool, _ key: CheckpointKey) throws(StartRefusal)
        -> JournalStore
    {
        do throws(JournalError) {
            return try JournalStore.open(
                StoreSettings(
                    path: settings.store.path, station: settings.station, expectation: restored ? .restored : .any,
                    trustedKey: key.publicKey,
                    reserveBytes: settings.store.reserveBytes))
        } catch {
            throw StartRefusal(error.description)
        }
    }

    private static func openLedger(_ settings: Settings) throws(StartRefusal) -> LedgerSQLite {
        do throws(LedgerOpenFault) {
            return try LedgerSQLite(path: settings.ledger.path, currency: settings.currency)
        } catch {
            throw StartRefusal(error.sentence)
        }
    }

    private static func kioskSettings(_ settings: Settings) -> KioskSettings {
        KioskSettings(
            station: settings.station, office: settings.office, tenant: settings.tenant.text,
            utility: settings.utility, officeName: settings.receipt.office.joined(separator: ", "),
            currency: settings.currency,
            drawers: settings.devices.drawers.map { drawer in
                .init(
                    id: drawer.id, place: drawer.driver == .printer ? .printer(connector: drawer.connector) : .ownLine)
            }, hasScanner: settings.devices.scanner != nil)
    }

    /// Limits of the file that differ from those in force become facts; the journal keeps who and when.
    private static func apply(_ policy: [Settings.PolicyValue], _ station: StationController) async {
        for wanted in policy {
            guard await station.machine.books.policy[wanted.key] != wanted.value else { continue }
            await station.hear(
                .staff(.setPolicy(wanted.key, wanted.value, by: PersonID(known: "settings-file"), approvedBy: nil)))
        }
    }
}

/// The wall clock as the station writes it down.
enum WallClock {
    @Sendable static func moment() -> Moment {
        let now = Date()
        return Moment(
            utcMilliseconds: Int64((now.timeIntervalSince1970 * 1_000).rounded(.down)),
            offsetMinutes: TimeZone.current.secondsFromGMT(for: now) / 60)
    }
}
