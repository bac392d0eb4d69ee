/// All checks over the facts, and the words around them. Pure.
struct Diagnosis {
    let findings: [Finding]
    /// What was looked at, for the person who sees no finding.
    let lookedAt: [String]

    init(_ facts: Facts) {
        var findings = StationCheck.service(facts)
        for device in facts.devices {
            findings += PortCheck.findings(device, facts) + MeddlerCheck.findings(device, facts)
            findings += LineCheck.findings(device) + StationCheck.polarity(device, facts.service)
        }
        findings += ClockCheck.findings(facts.clock) + DiskCheck.findings(facts.disk) + StoreCheck.findings(facts)
        self.findings = findings
        lookedAt = Self.lookedAt(facts)
    }

    var isWrong: Bool { findings.contains { $0.weight == .wrong } }

    private static func lookedAt(_ facts: Facts) -> [String] {
        var words: [String] = []
        switch facts.service {
        case .running(_, let views, _):
            words.append("the service runs, and was asked; no port was opened")
            if views.isEmpty, !facts.devices.isEmpty { words.append("it told of no device") }
        case .off: words.append("the service does not run")
        }
        for device in facts.devices {
            let asked = device.tries.count
            let line = asked == 0 ? "line not tried" : asked == 1 ? "asked once" : "asked \(asked) times"
            switch device.place {
            case .connector: words.append("\(device.name): on the printer")
            case .node(let node): words.append("\(device.name): \(node.path), \(line)")
            case .usb(let identity, _, _, _): words.append("\(device.name): usb \(identity), \(line)")
            case .network(let host, let port): words.append("\(device.name): \(host) port \(port), \(line)")
            }
        }
        words.append("clock: \(ClockCheck.date(facts.clock.now))")
        let flush = DiskCheck.median(facts.disk.flushes).map { "a flush takes \(DiskCheck.time($0))" }
        let kind = facts.disk.fileSystem.map { ", \($0)" } ?? ""
        words.append(
            "disk: \(facts.disk.folder)\(kind), \(flush ?? "not measured: \(facts.disk.notMeasured ?? "no folder")")")
        words.append("rights: as user \(facts.user.name)")
        return words
    }

    /// As a person reads it.
    var text: String {
        let wrong = findings.filter { $0.weight == .wrong }.count
        let notes = findings.count - wrong
        var parts: [String] = []
        if wrong > 0 { parts.append("\(wrong) \(wrong == 1 ? "thing is" : "things are") wrong") }
        if notes > 0 { parts.append("\(notes) to know") }
        var lines = [parts.isEmpty ? "Nothing wrong was found." : parts.joined(separator: ", ") + "."]
        for finding in findings {
            lines += [
                "", "\(finding.about): \(finding.what)",
                "    \(finding.weight == .wrong ? "Fix" : "Tip"): \(finding.fix)",
            ]
        }
        lines += ["", "Looked at:"] + lookedAt.map { "    \($0)" }
        return Words.lines(lines.joined(separator: "\n"))
    }
}
