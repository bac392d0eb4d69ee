import ControlServer
import Controller
import Custody
import DeviceFiles
import DeviceKit
import Logging
import Supervision

/// Watches over the devices for people: whatever is odd is sealed into a case file. It hears what the station hears, on
/// the station's thread; the disk is written elsewhere, and nothing of money waits for it.
final class DeviceWatch: Sendable {
    private let devices: StationDevices
    private let cases: CaseFolder
    private let disk = Background(label: "tillkeeper.cases")
    private let logger: Logger

    /// `store` is the journal's path: `cases` is a folder beside it.
    init(devices: StationDevices, beside store: String, logger: Logger) {
        self.devices = devices
        self.logger = logger
        let folder = store.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        cases = CaseFolder(path: (folder.isEmpty ? (store.hasPrefix("/") ? "" : ".") : folder) + "/cases")
    }

    func attach(to station: StationController) async {
        await station.attach { station, hands in
            hands.witness = { [weak station] event, facts in
                station?.assumeIsolated { self.hear(event, facts, $0) }
            }
            return [WatchMemory()]
        }
    }

    /// What is on its way to the disk gets there.
    func drain() { disk.drain() }

    private func hear(_ event: KioskEvent, _ facts: [Fact], _ station: isolated StationController) {
        guard let memory = station.kept.lazy.compactMap({ $0 as? WatchMemory }).first else { return }
        for (device, oddity) in event.oddities + facts.flatMap(\.oddities) {
            guard let reason = memory.cases.note(oddity, at: device, now: station.now.elapsed) else { continue }
            seal(device, reason, station)
        }
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

/// What the watch remembers; lives on the station's thread.
final class WatchMemory {
    var cases = CaseWatch()
}

extension KioskEvent {
    /// What is odd about it, and at which device.
    var oddities: [(device: String, oddity: Oddity)] {
        switch self {
        case .acceptor(let report): report.oddities.map { ("validator", $0) }
        case .printer(let report): report.oddities.map { ("printer", $0) }
        case .drawer, .scanner, .checkScanner: []
        case .started, .customer, .staff, .posting, .ledger, .moneyAllowed, .storeFailed, .storeWarning, .stopping,
            .time:
            []
        }
    }
}

extension Fact {
    /// What the books found odd about the acceptor.
    var oddities: [(device: String, oddity: Oddity)] {
        let reason: CaseReason? =
            switch self {
            case .noteInDoubt: .doubt
            case .notesUnclaimed: .unordered
            case .countSettled(let fact): fact.counted == fact.expected ? nil : .witnesses
            case .deviceIncident(let fact): fact.kind.reason
            case .stationStarted, .businessDayOpened, .policyChanged, .visitOpened, .accountsChosen, .visitEnded,
                .noteIntended, .noteStacked, .noteReturned, .noteGivenBack, .noteFoundInPath, .counterAdopted,
                .paymentCommitted, .heldBecameUnidentified, .postingAnswered, .postingTakenOver, .receiptEnded,
                .cashUnitInstalled, .cashUnitPulled, .custodyOffered, .custodyOfferWithdrawn, .custodyAccepted,
                .countStarted, .countSubmitted, .drawerOpenIntended, .drawerOpenEnded, .drawerIncident:
                nil
            }
        return reason.map { [("validator", .happened($0))] } ?? []
    }
}

extension DeviceIncident.Kind {
    fileprivate var reason: CaseReason? {
        switch self {
        case .cheated: .cheat
        case .jammed: .jam
        case .valueDiffers: .witnesses
        case .counterWentBack, .swapped: .counter
        case .stackedUnordered: .unordered
        case .failed: .failure
        case .cashUnitRemoved, .cashUnitUnknown: nil
        }
    }
}
