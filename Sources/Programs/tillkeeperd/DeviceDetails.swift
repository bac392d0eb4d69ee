import ControlAPI
import ControlServer
import Controller
import Custody
import DeviceKit
import Money
import OrderedCollections
import Supervision

/// One device with everything that is known of it.
extension StationDevices {
    func detail(_ device: String, _ station: isolated StationController) -> DeviceDetailView? {
        guard let view = views(station).first(where: { $0.name == device }) else { return nil }
        let memory = station.watchMemory
        let line = lines(station)?.line(named: device)
        return DeviceDetailView(
            device: view, quarantine: station.quarantine(device), claim: station.holder(device),
            paper: view.kind == .posPrinter ? station.paper(device).view : nil,
            cashUnit: view.kind == .billAcceptor ? CashUnitFillView(station.machine.books) : nil,
            counts: memory?.counts(device)?.views ?? [], passport: memory?.passport(device)?.view,
            troubles: line?.statistics.troubles ?? [])
    }

    func printed(_ device: String, _ station: isolated StationController) -> Int64? {
        station.watchMemory?.counts(device)?[.paperMillimetres]
    }

    func take(
        _ passport: PassportView, _ station: isolated StationController,
        _ answer: @escaping @Sendable (Result<PassportView, Problem>) -> Void
    ) {
        guard let serial = passport.serial, !serial.isEmpty else {
            return answer(
                .failure(Problem(.badRequest, "Papers without a serial number belong to a place, not to a unit.")))
        }
        guard let shelf = station.watchMemory?.shelf else {
            return answer(.failure(Problem(.notNow, "The passports are not open yet.")))
        }
        let taken: DevicePassport
        switch DevicePassport.reading(passport) {
        case .success(let papers): taken = papers
        case .failure(let problem): return answer(.failure(problem))
        }
        let key = PassportShelf.key(taken.kind, serial, "")
        shelf.change(key, orNew: taken) { $0.merge(taken) }
        let merged = shelf[key] ?? taken
        shelf.keep(key) { trouble in
            guard let trouble else { return answer(.success(merged.view)) }
            answer(.failure(Problem(.storeRefused, "The papers are not on the disk: \(trouble) Take them in again.")))
        }
    }
}

/// What the books and the watch say about a device.
extension StationController {
    func setAside(_ device: String) -> String? { quarantined(device)?.fact.words }

    func quarantine(_ device: String) -> QuarantineView? {
        quarantined(device).map { set in
            QuarantineView(
                since: WallText.iso(set.since), cause: QuarantineCause(rawValue: set.fact.cause.rawValue) ?? .person,
                words: set.fact.words, by: set.fact.by?.text)
        }
    }

    private func quarantined(_ device: String) -> QuarantinedDevice? {
        machine.books.quarantined[DeviceID(known: device)]
    }

    /// In a few words, for a list.
    func supplies(_ device: String) -> String? {
        switch device {
        case "validator":
            CashUnitFillView(machine.books).map { "\($0.notes) notes, \($0.words)" }
        case "printer":
            paper(device).words
        default: nil
        }
    }

    func paper(_ device: String) -> PaperOnRoll {
        let roll = machine.books.paperRolls[DeviceID(known: device)]
        let counts = watchMemory?.counts(device)
        let sensor: PaperOnRoll.Sensor =
            switch machine.printer.status?.paper {
            case .enough: .enough
            case .nearEnd: .nearEnd
            case .end: .end
            case .unknown, nil: .unknown
            }
        return PaperOnRoll(
            length: roll?.lengthMillimetres, printedBefore: roll?.printedBeforeMillimetres ?? 0,
            printed: counts?[.paperMillimetres], receipts: counts?[.receiptsPrinted] ?? 0, sensor: sensor)
    }
}

extension PaperOnRoll {
    fileprivate var words: String? {
        guard let left = leftMillimetres else { return nil }
        if left == 0 { return "no paper" }
        return "\(left / 1_000) m of paper" + (receiptsLeft.map { ", \($0) receipts" } ?? "")
    }

    fileprivate var view: PaperView {
        PaperView(
            leftMillimetres: leftMillimetres, lengthMillimetres: lengthMillimetres, percent: percent,
            receiptsLeft: receiptsLeft, sensor: PaperSensor(rawValue: sensor.rawValue) ?? .unknown)
    }
}

extension DeviceCounts {
    var views: [DeviceCountView] {
        DeviceCount.allCases.compactMap { self[$0] > 0 ? DeviceCountView(name: $0.rawValue, value: self[$0]) : nil }
    }
}

extension LineStatistics {
    /// The last trouble with the wire, in words.
    fileprivate var troubles: [String] {
        [
            lastRefusal.map { "The port was refused \(refusals) times, last: \($0.sentence)" },
            lastLoss.map { "The line was lost \(losses) times, last: \($0.words)." },
            lastWireFault.map { "Bytes that make no sense came \(wireFaults) times, last: \($0.reason)." },
        ].compactMap { $0 }
    }
}

extension LinkLoss {
    fileprivate var words: String {
        switch self {
        case .hungUp: "the other end hung up or the cable was pulled"
        case .closedByUs: "closed by the service"
        case .writeTimedOut: "it took no data"
        case .failed(let errno): "system error \(errno)"
        }
    }
}
