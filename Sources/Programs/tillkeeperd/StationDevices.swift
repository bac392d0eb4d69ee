import ControlAPI
import Controller
import CoreLedger
import Custody
import DeviceKit
import ESCPOSDriver
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
/// The lines themselves live on the station's thread and are only touched inside of it.
final class StationDevices: Sendable {
    let settings: Settings
    private let logger: Logger
    /// Receipts so far: a printer that kept its memory must not see process ids of the life before.
    private let start: Int64
    private let acceptorDialogue: (any Dialogue<BillAcceptorCommand, BillAcceptorReport>)?

    /// Refuses what can be known to be wrong before anything is opened: a key that is not there.
    init(settings: Settings, logger: Logger, start: Int64) throws(StartRefusal) {
        (self.settings, self.logger, self.start) = (settings, logger, start)
        if let validator = settings.devices.validator {
            acceptorDialogue = try AcceptorDrivers.dialogue(validator)
        } else {
            acceptorDialogue = nil
        }
    }

    /// Makes the lines on the station's thread and ties both ends.
    func attach(to station: StationController, loop: PortLoop, relay: RelayService, store: JournalStore) async {
        await station.attach { station, hands in
            let lines = DeviceLines()
            // Whatever was plugged in: a line that waits for its next try may have it now.
            let opener = USBPortOpener(loop: loop, others: PortOpener(loop: loop)) { [weak lines] _ in lines?.tryNow() }
            if let validator = settings.devices.validator, let acceptorDialogue {
                let line = acceptor(acceptorDialogue, at: validator.port, opener, loop, station)
                lines.validator = line
                hands.acceptor = { [weak line] command in line?.send(command) }
            }
            if let printer = settings.devices.printer {
                let line = DeviceLine(
                    name: "printer", address: printer.port, dialogue: ESCPOSPrinterDialogue(escpos(printer)),
                    opener: opener, loop: loop, judge: \.verdict, onHealth: report("printer")
                ) { [weak station] report in
                    station?.assumeIsolated { $0.hear(.printer(report)) }
                }
                lines.printer = line
                hands.printer = { [weak line] command in line?.send(command) }
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

    func start(on station: StationController) async {
        await station.with { station in
            lines(station)?.validator?.start()
            lines(station)?.printer?.start()
        }
    }

    /// Stops the lines after their last bytes went out; half a second at most each.
    func stop(on station: StationController) async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            Task {
                await station.with { station in
                    guard let lines = self.lines(station) else { return done.resume() }
                    endLine(lines.validator) { endLine(lines.printer) { done.resume() } }
                }
            }
        }
    }

    func lines(_ station: isolated StationController) -> DeviceLines? {
        station.kept.lazy.compactMap { $0 as? DeviceLines }.first
    }

    /// The same line for every wire: what the driver reports is heard by the station.
    private func acceptor(
        _ dialogue: some Dialogue<BillAcceptorCommand, BillAcceptorReport>, at port: PortAddress,
        _ opener: any PortOpening, _ loop: PortLoop, _ station: isolated StationController
    ) -> any KeptLine<BillAcceptorCommand> {
        DeviceLine(
            name: "validator", address: port, dialogue: dialogue, opener: opener, loop: loop, judge: \.verdict,
            onHealth: report("validator")
        ) { [weak station] report in
            station?.assumeIsolated { $0.hear(.acceptor(report)) }
        }
    }

    private func report(_ name: String) -> (DeviceHealth) -> Void {
        { [logger] health in logger.notice("\(name): \(health.words)") }
    }

    // MARK: Settings to drivers

    private func escpos(_ printer: Settings.Printer) -> ESCPOSConfiguration {
        let profile = ESCPOSProfile.catalogue.first { $0.key == printer.profile }?.profile ?? .tmT88V
        return ESCPOSConfiguration(
            profile: profile, drawer: settings.devices.drawer.map(drawer), firstProcessID: 1 + Int(start % 90) * 50,
            bytesPerSecond: bytesPerSecond(printer.port))
    }

    private func bytesPerSecond(_ port: PortAddress) -> Int? {
        switch port {
        case .serial(_, let line): line.speed.rawValue / 10
        case .usb(_, .line(let line)): line.speed.rawValue / 10
        case .tcp, .usb(_, .printer), .usb(_, .hid), .keys: nil
        }
    }

    private func drawer(_ drawer: Settings.Drawer) -> DrawerSettings {
        let level: DrawerSettings.OpenLevel =
            switch drawer.openLevel {
            case .high: .high
            case .low: .low
            case .learn: .unknown
            case .noSensor: .noSensor
            }
        return DrawerSettings(
            openLevel: level, pulse: drawer.pulse == .realTime ? .realTime : .buffered,
            pulseMilliseconds: drawer.pulseMilliseconds)
    }
}

private func endLine(_ line: (any KeptLine)?, then done: @escaping () -> Void) {
    guard let line else { return done() }
    line.stop(done)
}

/// The lines of a station, kept on its thread.
final class DeviceLines {
    var validator: (any KeptLine<BillAcceptorCommand>)?
    var printer: (any KeptLine<POSPrinterCommand>)?

    /// Opens now what would be opened later.
    func tryNow() {
        validator?.tryNow()
        printer?.tryNow()
    }
}
