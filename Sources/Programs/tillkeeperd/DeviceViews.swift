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
        let now = station.now.elapsed
        var views: [DeviceView] = []
        if let line = lines.validator {
            let identity = machine.acceptor.identity
            views.append(
                view(
                    line, .billAcceptor, now, model: identity.map { "\($0.maker) \($0.model)" },
                    serial: identity?.serial, firmware: identity?.firmware,
                    trust: identity.flatMap { TrustGrade(rawValue: $0.trust.rawValue) },
                    counter: identity.flatMap { CounterGrade(rawValue: $0.counter.rawValue) }))
        }
        if let line = lines.printer {
            views.append(view(line, .posPrinter, now, model: machine.printer.model))
            for drawer in machine.settings.drawers {
                guard case .printer(let connector) = drawer.place else { continue }
                let known = machine.drawers.first { $0.id == drawer.id }?.position ?? .unknown
                views.append(
                    DeviceView(
                        name: drawer.id.text, kind: .cashDrawer, port: "connector \(connector) of printer",
                        health: known == .unknown ? .unknown : .well, sinceSeconds: 0,
                        words: known == .unknown ? "Not known whether it is open." : "It is \(known.rawValue).",
                        model: nil, serial: nil, firmware: nil, trust: nil, counter: nil, opens: 0, faults: 0,
                        bytesReceived: 0, bytesSent: 0))
            }
        }
        return views
    }

    private func view(
        _ line: any KeptLine, _ kind: DeviceKind, _ now: Duration, model: String?, serial: String? = nil,
        firmware: String? = nil, trust: TrustGrade? = nil, counter: CounterGrade? = nil
    ) -> DeviceView {
        let health = line.health
        let truth =
            switch line.lineTruth {
            case .notHeld(let features):
                " The system does not keep \(features.map(\.rawValue).joined(separator: ", "))."
            case .held, .notALine, nil: ""
            }
        let refusal = line.isOpen ? "" : line.statistics.lastRefusal.map { " " + $0.sentence } ?? ""
        return DeviceView(
            name: line.name, kind: kind, port: line.address.description, health: health.state,
            sinceSeconds: max(0, (now - health.since).components.seconds), words: health.words + refusal + truth,
            model: model, serial: serial.flatMap { $0.isEmpty ? nil : $0 }, firmware: firmware, trust: trust,
            counter: counter, opens: Int64(line.statistics.opens), faults: Int64(line.statistics.wireFaults),
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
}
