import ControlAPI
import ControlServer
import Controller
import Custody
import DeviceKit
import Supervision

/// The devices as people see them.
extension StationDevices: DeviceWindow {
    func views(_ station: isolated StationController) -> [DeviceView] {
        guard let lines = lines(station) else { return [] }
        let machine = station.machine
        var views: [DeviceView] = []
        for named in lines.all {
            views.append(view(named, station))
            guard named.kind == .posPrinter else { continue }
            for drawer in machine.settings.drawers {
                guard case .printer(let connector) = drawer.place else { continue }
                views.append(atPrinter(drawer.id, connector, station))
            }
        }
        return views
    }

    /// A drawer at the printer has no line of its own.
    private func atPrinter(
        _ drawer: DrawerID, _ connector: Int, _ station: isolated StationController
    ) -> DeviceView {
        let known = station.machine.drawers.first { $0.id == drawer }?.position ?? .unknown
        return DeviceView(
            name: drawer.text, kind: .cashDrawer, port: "connector \(connector) of printer",
            health: known == .unknown ? .unknown : .well, sinceSeconds: 0,
            words: known == .unknown ? "Not known whether it is open." : "It is \(known.rawValue).",
            model: nil, serial: nil, firmware: nil, trust: nil, counter: nil,
            quarantine: station.setAside(drawer.text), supplies: nil, opens: 0, faults: 0, bytesReceived: 0,
            bytesSent: 0)
    }

    private func view(_ named: DeviceLines.Named, _ station: isolated StationController) -> DeviceView {
        let machine = station.machine
        switch named.kind {
        case .billAcceptor:
            let unit = machine.acceptor.identity
            return view(
                named, station, model: unit.map { "\($0.maker) \($0.model)" }, serial: unit?.serial,
                firmware: unit?.firmware, trust: machine.trustNow.flatMap { TrustGrade(rawValue: $0.rawValue) },
                counter: unit.flatMap { CounterGrade(rawValue: $0.counter.rawValue) })
        case .posPrinter: return view(named, station, model: machine.printer.model)
        case .cashDrawer:
            let board = machine.drawers.first { $0.id.text == named.name }?.board
            return view(named, station, model: board.map { "\($0.maker) \($0.model)" })
        case .checkScanner:
            let unit = machine.checkScanner.identity
            return view(
                named, station, model: unit.map { "\($0.maker) \($0.model)" }, serial: unit?.serial,
                firmware: unit?.firmware)
        case .scanner: return view(named, station, model: nil)
        }
    }

    private func view(
        _ named: DeviceLines.Named, _ station: isolated StationController, model: String?, serial: String? = nil,
        firmware: String? = nil, trust: TrustGrade? = nil, counter: CounterGrade? = nil
    ) -> DeviceView {
        let line = named.line
        let now = station.now.elapsed
        let health = line.health
        let truth =
            switch line.lineTruth {
            case .notHeld(let features):
                " The system does not keep \(features.map(\.rawValue).joined(separator: ", "))."
            case .held, .notALine, nil: ""
            }
        return DeviceView(
            name: line.name, kind: named.kind, port: line.address.description, health: health.state,
            sinceSeconds: max(0, (now - health.since).components.seconds),
            words: station.heldWords(line.name) ?? health.words(line.statistics.lastRefusal) + truth,
            model: model, serial: serial.flatMap { $0.isEmpty ? nil : $0 }, firmware: firmware, trust: trust,
            counter: counter, quarantine: station.setAside(line.name), supplies: station.supplies(line.name),
            opens: Int64(line.statistics.opens), faults: Int64(line.statistics.wireFaults),
            bytesReceived: Int64(line.statistics.bytesReceived), bytesSent: Int64(line.statistics.bytesSent))
    }
}

extension DeviceHealth {
    var state: HealthState {
        switch self {
        case .unknown: .unknown
        case .healthy: .well
        case .faulty: .attention
        case .absent: .broken
        }
    }

    var since: Duration {
        switch self {
        case .unknown(let since), .healthy(let since), .absent(let since): since
        case .faulty(_, let since): since
        }
    }

    var words: String {
        switch self {
        case .unknown: "It has not shown itself yet."
        case .healthy: "It works."
        case .faulty(let reason, _): reason
        case .absent: "It does not answer."
        }
    }

    /// The same, and what the port said when it could not be opened: a fault of the port has said that already.
    func words(_ refusal: OpenFault?) -> String {
        switch self {
        case .absent: words + (refusal.map { " " + $0.sentence } ?? "")
        case .unknown, .healthy, .faulty: words
        }
    }
}
