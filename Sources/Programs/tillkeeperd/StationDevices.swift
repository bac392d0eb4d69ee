import Controller
import CoreLedger
import Custody
import DeviceKit
import Journal
import JournalStore
import Logging
import Posting
import Settings
import Supervision
import Transports
import USBTransports

/// The station's devices: which driver speaks on which port, wired to the station and shown to people.
///
/// The lines themselves live on the station's thread and are only touched inside of it. Which driver a setting means is
/// said in one file for each class: `AcceptorDrivers`, `PrinterDrivers`, `DrawerDrivers`, `CheckScannerDrivers`,
/// `ScannerDrivers`.
final class StationDevices: Sendable {
    let settings: Settings
    private let logger: Logger
    /// Receipts so far.
    private let start: Int64
    private let acceptorDialogue: (any Dialogue<BillAcceptorCommand, BillAcceptorReport>)?
    private let drawerDialogues: [(id: DrawerID, port: PortAddress, dialogue: any CashDrawerDialogue)]

    /// Refuses what can be known to be wrong before anything is opened: a key that is not there, a board that nobody knows.
    init(settings: Settings, logger: Logger, start: Int64) throws(StartRefusal) {
        (self.settings, self.logger, self.start) = (settings, logger, start)
        if let validator = settings.devices.validator {
            acceptorDialogue = try AcceptorDrivers.dialogue(validator)
        } else {
            acceptorDialogue = nil
        }
        var drawers: [(id: DrawerID, port: PortAddress, dialogue: any CashDrawerDialogue)] = []
        for drawer in settings.devices.drawers {
            guard let port = drawer.port, let dialogue = try DrawerDrivers.dialogue(drawer) else { continue }
            drawers.append((drawer.id, port, dialogue))
        }
        drawerDialogues = drawers
    }

    /// Makes the lines on the station's thread and ties both ends.
    func attach(to station: StationController, loop: PortLoop, relay: RelayService, store: JournalStore) async {
        await station.attach { station, hands in
            let lines = DeviceLines()
            // Whatever was plugged in: a line that waits for its next try may have it now.
            let opener = USBPortOpener(loop: loop, others: PortOpener(loop: loop)) { [weak lines] _ in lines?.tryNow() }
            let hear: (KioskEvent) -> Void = { [weak station] event in station?.assumeIsolated { $0.hear(event) } }
            let maker = LineMaker(opener: opener, loop: loop, logger: logger) { hear(.time) }
            make(lines, maker, hear: hear)
            hands.acceptor = { [weak line = lines.validator] command in line?.send(command) }
            hands.printer = { [weak line = lines.printer] command in line?.send(command) }
            hands.scanner = { [weak line = lines.scanner] command in line?.send(command) }
            hands.checkScanner = { [weak line = lines.checkScanner] command in line?.send(command) }
            hands.drawer = { [weak lines] drawer, command in
                lines?.drawers.first { $0.id == drawer }?.line.send(command)
            }
            hands.post = { row in
                do throws(PostingFault) {
                    relay.add(try RelayRow(order: store.head.size, body: row.body))
                } catch {
                    // Its bytes were sealed by us and are in the journal; the next start reads them again.
                    self.logger.critical("payment \(row.key) cannot be handed to the relay: \(error)")
                }
            }
            return [lines, opener]
        }
    }

    /// One line for each device; what its driver reports is heard by the station.
    private func make(_ lines: DeviceLines, _ maker: LineMaker, hear: @escaping (KioskEvent) -> Void) {
        let devices = settings.devices
        if let validator = devices.validator, let acceptorDialogue {
            lines.validator = maker.line("validator", at: validator.port, acceptorDialogue, judge: \.verdict) {
                hear(.acceptor($0))
            }
        }
        if let printer = devices.printer {
            let dialogue = PrinterDrivers.dialogue(printer, devices.drawers, start: start)
            lines.printer = maker.line("printer", at: printer.port, dialogue, judge: \.verdict) { hear(.printer($0)) }
        }
        for (id, port, dialogue) in drawerDialogues {
            let made = DrawerDrivers.line(id.text, at: port, dialogue, maker) { hear(.drawer(id, $0)) }
            lines.drawers.append((id, made.line))
            if let look = made.look { lines.looks.append(look) }
        }
        if let scanner = devices.checkScanner {
            lines.checkScanner = maker.line(
                "check-scanner", at: scanner.port, CheckScannerDrivers.dialogue(scanner),
                options: CheckScannerDrivers.options(scanner), judge: \.verdict
            ) { hear(.checkScanner($0)) }
        }
        if let scanner = devices.scanner {
            lines.scanner = maker.line(
                "scanner", at: scanner.port, ScannerDrivers.dialogue(scanner), judge: \.verdict
            ) { hear(.scanner($0)) }
        }
    }

    func start(on station: StationController) async {
        await station.with { station in
            guard let lines = lines(station) else { return }
            for named in lines.all { named.line.start() }
            for look in lines.looks { look.start() }
        }
    }

    /// Stops the lines one after the other, the acceptor first, each after its last bytes went out; half a second at
    /// most each.
    func stop(on station: StationController) async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            Task {
                await station.with { station in
                    guard let lines = self.lines(station) else { return done.resume() }
                    for look in lines.looks { look.stop() }
                    end(lines.all.map(\.line)[...]) { done.resume() }
                }
            }
        }
    }

    func lines(_ station: isolated StationController) -> DeviceLines? {
        station.kept.lazy.compactMap { $0 as? DeviceLines }.first
    }
}

private func end(_ lines: ArraySlice<any KeptLine>, then done: @escaping () -> Void) {
    guard let line = lines.first else { return done() }
    line.stop { end(lines.dropFirst(), then: done) }
}
