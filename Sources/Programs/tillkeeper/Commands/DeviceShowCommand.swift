import ArgumentParser
import ControlAPI

/// `tillkeeper device show NAME`
struct DeviceShowCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Everything about one device.",
        discussion: "Ends with 1 when it is broken or set aside.")

    @Argument(help: "Its name, as `device list` has it.")
    var name: String
    @OptionGroup var service: ServiceOption
    @OptionGroup var form: ResultForm

    func perform(on console: Console) async throws(Refusal) -> Outcome {
        let name = name
        let detail = try await service.ask { client async throws(ClientFault) in try await client.device(name) }
        return try Self.say(detail, form, console)
    }

    /// The same after every act on a device.
    static func say(
        _ detail: DeviceDetailView, _ form: ResultForm, _ console: Console
    ) throws(Refusal) -> Outcome {
        if form.json { try console.say(json: detail) } else { try console.say(text(detail)) }
        return detail.device.health == .broken || detail.quarantine != nil ? .wrong : .well
    }

    static func text(_ detail: DeviceDetailView) -> String {
        let device = detail.device
        var table = Table([.left, .left])
        table.add(["device", "\(device.name), \(device.kind.rawValue)"])
        table.add(["port", device.port])
        table.add(["health", "\(device.health.rawValue) for \(Words.span(device.sinceSeconds)): \(device.words)"])
        if let set = detail.quarantine {
            table.add(["set aside", "since \(set.since) by \(set.by ?? "the service's rule"): \(set.words)"])
        }
        if let claim = detail.claim {
            table.add(["held by", "\(claim.owner) for \(Words.span(claim.sinceSeconds))"])
        }
        let unit = [device.model, device.serial.map { "serial \($0)" }, device.firmware.map { "firmware \($0)" }]
        table.add(["unit", unit.contains { $0 != nil } ? list(unit.compactMap { $0 }) : "it has not said who it is"])
        if let trust = device.trust {
            let count = device.counter.map { ", its own count \(counter($0))" } ?? ""
            table.add(["trust", trust.rawValue + count])
        }
        if let paper = detail.paper { table.add(["paper", Self.paper(paper)]) }
        if let fill = detail.cashUnit {
            let notes = "\(Words.number(fill.notes)) notes"
            table.add(["cash unit", "\(fill.serial), \(notes), \(Words.amount(fill.value)), \(fill.words)"])
        }
        table.add([
            "wire",
            "opened \(Words.number(device.opens)) times, \(Words.number(device.faults)) faults, "
                + "\(Words.number(device.bytesReceived)) bytes received, \(Words.number(device.bytesSent)) sent",
        ])
        for trouble in detail.troubles { table.add(["trouble", trouble]) }
        table.add(["here", counts(detail.counts)])
        if let passport = detail.passport { table.add(["passport", Self.passport(passport)]) }
        let stints = detail.passport?.stints.map(stint) ?? []
        return Words.lines(([table.text] + stints).joined(separator: "\n"))
    }

    private static func paper(_ paper: PaperView) -> String {
        var words: [String] = []
        if let left = paper.leftMillimetres {
            let of = paper.lengthMillimetres.map { " of \(metres($0))" } ?? ""
            words.append("\(metres(left))\(of) left" + (paper.percent.map { " (\($0) %)" } ?? ""))
            if let receipts = paper.receiptsLeft { words.append("\(Words.number(receipts)) receipts") }
        } else {
            words.append("nobody knows how much; `device paper` sets a new roll")
        }
        return list(words) + "; the sensor sees \(Words.key(paper.sensor.rawValue))"
    }

    /// `12.4 m`, `80 m`
    private static func metres(_ millimetres: Int64) -> String {
        let tenths = millimetres / 100
        return tenths % 10 == 0 ? "\(tenths / 10) m" : "\(tenths / 10).\(tenths % 10) m"
    }

    private static func counter(_ grade: CounterGrade) -> String {
        switch grade {
        case .exact: "is exact"
        case .mayLoseLast: "may lose last"
        case .none: "is none"
        }
    }

    private static func passport(_ passport: PassportView) -> String {
        let who = passport.serial.map { "serial \($0)" } ?? "no serial number: the papers of this place"
        return who
            + (passport.faultsPerThousandNotes.map { ", \(Words.number($0)) faults for a thousand notes" } ?? "")
    }

    private static func stint(_ stint: StintView) -> String {
        let what = [stint.station, stint.firmware.map { "firmware \($0)" }, stint.noteSet.map { "notes \($0)" }]
        let rate = stint.faultsPerThousandNotes.map { ", \($0) faults for a thousand notes" } ?? ""
        return "  \(stint.began.prefix(10))  \(list(what.compactMap { $0 })): \(counts(stint.counts))\(rate)"
    }

    private static func counts(_ counts: [DeviceCountView]) -> String {
        let words = counts.map { count in
            switch count.name {
            case "secondsWell": "\(Words.span(count.value)) well"
            case "paperMillimetres": "\(Words.number(count.value / 1_000)) m paper"
            default: "\(Words.number(count.value)) \(Words.key(count.name))"
            }
        }
        return words.isEmpty ? "nothing yet" : list(words)
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
