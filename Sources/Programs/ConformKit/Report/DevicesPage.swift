/// The page of devices, made from reports: what was checked, on what, and where nothing was.
public enum DevicesPage {
    /// Reports by trusted keys that show what they say, and why the others are left out.
    public static func chosen(
        _ reports: [(file: String, signed: SignedReport)], by keys: [String]
    ) -> (taken: [(file: String, report: ConformReport)], leftOut: [(file: String, why: String)]) {
        var taken: [(file: String, report: ConformReport)] = []
        var leftOut: [(file: String, why: String)] = []
        for (file, signed) in reports {
            if !keys.contains(signed.keyText) {
                leftOut.append((file, "signed by \(signed.keyText), which is not trusted here"))
            } else if let why = signed.report.whyNotHardware {
                leftOut.append((file, "it says hardware, but \(why)"))
            } else {
                taken.append((file, signed.report))
            }
        }
        return (taken, leftOut)
    }

    /// Markdown. Reports in any order; the newest of each driver and kind of counterpart counts.
    public static func text(
        _ reports: [(file: String, report: ConformReport)], leftOut: [(file: String, why: String)] = []
    ) -> String {
        var lines = [
            "# Devices", "",
            "Made by `tillkeeper device conform --table docs/devices --by KEY > docs/devices.md` from the reports in",
            "`docs/devices` that a KEY of `docs/devices/keys` signed; a test holds the two together. Do not edit.", "",
            "A report against a simulator shows that driver and simulator keep the contract; both are written from the same",
            "papers. Only a report against hardware shows that the papers are right: one whose unit said who it is and was",
            "understood, with the hands of a person or a bench. A signature says who answers for a report, not that it is so.",
            "",
            "| Driver | Wire | Used as | Class | Simulator | Hardware |", "|---|---|---|---|---|---|",
        ]
        for entry in DriverEntry.all {
            let own = reports.filter { $0.report.driver == entry.name }
            let grade = own.compactMap { $0.report.fact("class") }.first ?? "-"
            let simulated = newest(own.filter { $0.report.against != .hardware })
            let real = own.filter(\.report.isOfHardware).sorted { $0.file < $1.file }
            lines.append(
                "| `\(entry.name)` | \(entry.title) | \(words(entry.kind)) | \(grade) | "
                    + "\(simulated.map(cell) ?? "no report") | "
                    + "\(real.isEmpty ? "**not seen on hardware**" : real.map(cell).joined(separator: "<br>")) |")
        }
        lines += ["", "## Models", "", "What the drivers' tables know by name. Seen: on hardware, by a report.", ""]
        for entry in DriverEntry.all {
            let real = reports.filter { $0.report.driver == entry.name && $0.report.isOfHardware }
            lines.append("* `\(entry.name)`: \(escaped(entry.models.joined(separator: "; "))).")
            for (_, report) in real.sorted(by: { $0.file < $1.file }) {
                let name = [report.fact("maker"), report.fact("model"), report.fact("firmware")].compactMap { $0 }
                lines.append("  Seen: \(escaped(name.joined(separator: " "))).")
            }
        }
        lines += ["", "## What did not pass, or was not done", ""]
        let open = reports.sorted { $0.file < $1.file }.flatMap { file, report in
            report.checks.compactMap { check -> String? in
                switch check.end {
                case .passed: nil
                case .failed(let why): "* `\(file)`: `\(check.name)` **failed**: \(escaped(why))."
                case .notDone(let why): "* `\(file)`: `\(check.name)` not done: \(escaped(why))."
                }
            }
        }
        lines += open.isEmpty ? ["Nothing."] : open
        if !leftOut.isEmpty {
            lines += ["", "## Reports that do not count", ""]
            lines += leftOut.sorted { $0.file < $1.file }.map { "* `\($0.file)`: \(escaped($0.why))." }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func newest(
        _ reports: [(file: String, report: ConformReport)]
    ) -> (file: String, report: ConformReport)? {
        reports.max { ($0.report.date, $0.file) < ($1.report.date, $1.file) }
    }

    private static func cell(_ found: (file: String, report: ConformReport)) -> String {
        let counts = found.report.counts
        let model = [found.report.fact("maker"), found.report.fact("model")].compactMap { $0 }.joined(separator: " ")
        let day = found.report.date.prefix(10)
        return "[\(counts.passed) passed, \(counts.failed) failed, \(counts.notDone) not done](devices/\(found.file)), "
            + "\(day)\(model.isEmpty ? "" : ", " + escaped(model))"
    }

    private static func words(_ kind: String) -> String {
        switch kind {
        case "billAcceptor": "bill acceptor"
        case "posPrinter": "receipt printer"
        case "cashDrawer": "cash drawer"
        case "checkScanner": "check scanner"
        default: kind
        }
    }

    /// What a device calls itself must not make a table of its own.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { written, sign in
            if "|<>`*[]_\\".contains(sign) { written.append("\\") }
            written.append(sign)
        }
    }
}
