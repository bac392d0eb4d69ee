import ControlServer
import Controller
import Custody
import DeviceFiles
import DeviceKit
import Logging
import Receipts
import Supervision
import Transports

/// Watches over the devices for people: counts what they do, seals what is odd into case files, sets aside what fails
/// again and again. It hears what the station hears, on the station's thread; the disk is written elsewhere.
final class DeviceWatch: Sendable {
    private let devices: StationDevices
    private let cases: CaseFolder
    private let papers: KeptFolder
    private let disk = Background(label: "tillkeeper.devices", most: 32)
    private let logger: Logger

    /// `store` is the journal's path: the folders `cases` and `devices` lie beside it.
    init(devices: StationDevices, beside store: String, logger: Logger) {
        self.devices = devices
        self.logger = logger
        let parts = store.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let folder = parts.isEmpty ? "." : parts.joined(separator: "/")
        cases = CaseFolder(path: folder + "/cases")
        papers = KeptFolder(path: folder + "/devices")
    }

    func attach(to station: StationController, loop: PortLoop) async {
        await station.attach { station, hands in
            let shelf = PassportShelf(folder: papers, disk: disk, logger: logger)
            let memory = WatchMemory(shelf: shelf, station: station.machine.settings.station.text, loop: loop)
            hands.witness = { [weak station] event, facts in
                station?.assumeIsolated { self.hear(event, facts, $0) }
            }
            let layout = ReceiptLayout(columns: Self.columns)
            hands.printer = { [weak memory, inner = hands.printer] command in
                if case .print(let job) = command {
                    memory?.printing(job.id, millimetres: layout.millimetres(job.document))
                }
                inner(command)
            }
            return [memory]
        }
    }

    /// Columns of the usual paper; a narrower one takes a little more of it than we count.
    private static let columns = 42

    /// What is on its way to the disk gets there.
    func finish(_ station: StationController) async {
        await station.with { station in station.watchMemory?.shelf.flush() }
        disk.drain()
    }

    private func hear(_ event: KioskEvent, _ facts: [Fact], _ station: isolated StationController) {
        guard let memory = station.watchMemory, let lines = devices.lines(station) else { return }
        let now = station.now
        for (device, oddity) in event.oddities + facts.flatMap(\.oddities) {
            guard let reason = memory.cases.note(oddity, at: device, now: now.elapsed) else { continue }
            seal(device, reason, station)
        }
        for (device, reason) in memory.cases.overdue(now: now.elapsed) { seal(device, reason, station) }
        var faults = memory.look(lines.all.map(\.line), now: now.elapsed)
        faults += tell(event, memory, UTCText.iso(now.wall.utcMilliseconds))
        for fact in facts { note(fact, memory) }
        // A line that we close is no fault of the device, and whoever has it for himself may pull its plug.
        let stopping = station.machine.stopping
        for (name, fault) in faults where !stopping && memory.claims.holder(of: name) == nil {
            if let verdict = memory.fault(name, fault, now: now.elapsed) { setAside(name, verdict, station) }
        }
        if !faults.isEmpty || event.endsSomething || facts.contains(where: \.endsAVisit) { memory.shelf.flush() }
    }

    /// What a device reported, counted; and its faults.
    private func tell(
        _ event: KioskEvent, _ memory: WatchMemory, _ moment: String
    ) -> [(name: String, fault: DeviceFault)] {
        func found(
            _ name: String, _ find: (inout FaultFinder) -> DeviceFault?
        ) -> [(name: String, fault: DeviceFault)] {
            memory.fault(name, find).map { [(name, $0)] } ?? []
        }
        switch event {
        case .acceptor(let report):
            switch report {
            case .identified(let unit):
                memory.arrived(
                    "validator", kind: "billAcceptor", serial: unit.serial, model: "\(unit.maker) \(unit.model)",
                    firmware: unit.firmware, noteSet: unit.noteSet, at: moment)
            case .returned: memory.count("validator", .notesReturned)
            case .rejected: memory.count("validator", .notesRejected)
            case .broken, .poweredUp, .accepting, .escrowed, .escrowedUnknown, .stacked, .outcomeMissing, .remembered,
                .atRest, .status, .cheated:
                break
            }
            return found("validator") { $0.fault(in: report) }
        case .printer(let report):
            switch report {
            case .identified(let model, let firmware, let serial):
                memory.arrived(
                    "printer", kind: "posPrinter", serial: serial, model: model, firmware: firmware, noteSet: "",
                    at: moment)
            case .jobEnded(let id, let outcome): ended(id, outcome, memory)
            case .drawer(.opened): memory.count("printer", .drawerKicks)
            case .drawer(.kickFailed): memory.count("printer", .drawerKicksFailed)
            case .broken, .jobStalled, .status, .drawer: break
            }
            return found("printer") { $0.fault(in: report) }
        case .drawer(let drawer, let report):
            if case .ready(let board) = report {
                memory.arrived(
                    drawer.text, kind: "cashDrawer", serial: "", model: "\(board.maker) \(board.model)", firmware: "",
                    noteSet: "", at: moment)
            }
            if case .drawer(_, .opened) = report { memory.count(drawer.text, .drawerKicks) }
            if case .drawer(_, .kickFailed) = report { memory.count(drawer.text, .drawerKicksFailed) }
            return found(drawer.text) { $0.fault(in: report) }
        case .checkScanner(let report):
            if case .identified(let unit) = report {
                memory.arrived(
                    "check-scanner", kind: "checkScanner", serial: unit.serial, model: "\(unit.maker) \(unit.model)",
                    firmware: unit.firmware, noteSet: "", at: moment)
            }
            if case .read = report { memory.count("check-scanner", .checksRead) }
            return found("check-scanner") { $0.fault(in: report) }
        case .scanner(let report):
            if case .ready = report {
                memory.arrived(
                    "scanner", kind: "scanner", serial: "", model: "", firmware: "", noteSet: "", at: moment)
            }
            if case .scanned = report { memory.count("scanner", .codesRead) }
            return found("scanner") { $0.fault(in: report) }
        case .started, .customer, .staff, .posting, .ledger, .moneyAllowed, .storeFailed, .storeWarning, .quarantine,
            .claimed, .stopping, .time:
            return []
        }
    }

    private func ended(_ id: String, _ outcome: PrintOutcome, _ memory: WatchMemory) {
        switch outcome {
        case .printed:
            memory.count("printer", .receiptsPrinted)
            memory.printed("printer", id)
        case .failed: memory.count("printer", .receiptsFailed)
        case .unknown:
            // The paper is gone, whatever stands on it.
            memory.count("printer", .receiptsUnknown)
            memory.printed("printer", id)
        }
    }

    private func note(_ fact: Fact, _ memory: WatchMemory) {
        if case .noteStacked = fact { memory.count("validator", .notesTaken) }
        if case .deviceReleased(let released) = fact { memory.released(released.device.text) }
    }

    private func setAside(_ name: String, _ verdict: QuarantineRecord.Verdict, _ station: isolated StationController) {
        logger.error("\(name) is set aside: \(verdict.words)")
        let serial = station.watchMemory?.passport(name)?.serial ?? ""
        station.hear(
            .quarantine(
                DeviceQuarantined(
                    device: DeviceID(known: name), unit: serial.isEmpty ? nil : serial, cause: verdict.fault.cause,
                    count: Int64(verdict.count), words: verdict.words, by: nil)))
    }

    private func seal(_ device: String, _ reason: CaseReason, _ station: isolated StationController) {
        guard let seen = devices.lineSeen(device, reason, station) else { return }
        let name = "\(UTCText.stamp(station.now.wall.utcMilliseconds))-\(device)-\(reason.rawValue)"
        let accepted = disk.do { [cases, logger] in
            do throws(FileFault) {
                let path = try cases.keep(Array(seen.recording.text.utf8), as: name)
                logger.notice("\(device): \(reason.sentence) The last minutes of its line are in \(path).")
            } catch {
                logger.error("\(device): \(reason.sentence) No case file: \(error)")
            }
        }
        if !accepted { logger.error("\(device): \(reason.sentence) No case file: the disk is behind.") }
    }
}

/// When counts go to the disk: a kill loses what came after.
extension KioskEvent {
    fileprivate var endsSomething: Bool {
        switch self {
        case .time, .printer(.jobEnded): true
        case .started, .acceptor, .printer, .drawer, .scanner, .checkScanner, .customer, .staff, .posting, .ledger,
            .moneyAllowed, .storeFailed, .storeWarning, .quarantine, .claimed, .stopping:
            false
        }
    }
}

extension Fact {
    fileprivate var endsAVisit: Bool { if case .visitEnded = self { true } else { false } }
}

extension StationController {
    /// What the watch remembers.
    var watchMemory: WatchMemory? { kept.lazy.compactMap { $0 as? WatchMemory }.first }
}
