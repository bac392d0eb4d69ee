extension ConformReport {
    /// The first line of every report; the number is the version of the format.
    public static let firstLine = "tillkeeper conformance report 2"

    /// What is signed: one line for each fact, one or two for each check, what lies in the cash box.
    public var text: String {
        var lines = [
            Self.firstLine, "driver \(driver)", "kind \(kind)", "device \(device)", "port \(port)",
            "against \(against.rawValue)", "hands \(hands.rawValue)", "program \(program)", "date \(date)",
        ]
        lines += settings.map { "setting \($0.name) \($0.value)" }
        lines += unit.map { "unit \($0.name) \($0.value)" }
        for check in checks {
            switch check.end {
            case .passed: lines.append("passed \(check.name) \(check.sentence)")
            case .failed(let why): lines += ["failed \(check.name) \(check.sentence)", "  because \(why)"]
            case .notDone(let why): lines += ["notDone \(check.name) \(check.sentence)", "  because \(why)"]
            }
        }
        if let leftInside { lines.append("left \(leftInside)") }
        let counts = counts
        lines.append("end \(counts.passed) passed, \(counts.failed) failed, \(counts.notDone) not done")
        return lines.map(Self.oneLine).joined(separator: "\n") + "\n"
    }

    /// What devices say about themselves must not make lines of its own.
    private static func oneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            line.unicodeScalars.append(isControl || scalar.value == 0x2028 ? " " : scalar)
        }
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }

    /// Reads what `text` wrote. A sentence says what is wrong with any other text.
    public init(text: String) throws(ReportFault) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.last == "" else { throw ReportFault("The report was cut off.") }
        lines.removeLast()
        guard lines.first == Self.firstLine else {
            throw ReportFault("The file does not begin with \"\(Self.firstLine)\".")
        }
        var rest = lines.dropFirst()
        func value(_ name: String) throws(ReportFault) -> String {
            guard let line = rest.first, line == name || line.hasPrefix(name + " ") else {
                throw ReportFault("The line \"\(name)\" is missing.")
            }
            rest = rest.dropFirst()
            return String(line.dropFirst(name.count + 1))
        }
        func facts(_ name: String) -> [Fact] {
            var facts: [Fact] = []
            while let line = rest.first, line.hasPrefix(name + " ") {
                let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
                facts.append(Fact(String(words[1]), words.count == 3 ? String(words[2]) : ""))
                rest = rest.dropFirst()
            }
            return facts
        }
        let (driver, kind) = (try value("driver"), try value("kind"))
        let (device, port) = (try value("device"), try value("port"))
        guard let against = Against(rawValue: try value("against")) else {
            throw ReportFault("A report is against a simulator, hardware, or not said.")
        }
        guard let hands = Hands(rawValue: try value("hands")) else {
            throw ReportFault("The hands of a report are a person's, a bench's, or assumed.")
        }
        self.init(
            driver: driver, kind: kind, device: device, port: port, against: against, hands: hands,
            program: try value("program"), date: try value("date"), unit: [], checks: [])
        settings = facts("setting")
        unit = facts("unit")
        while let line = rest.first, !line.hasPrefix("left "), !line.hasPrefix("end ") {
            rest = rest.dropFirst()
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard words.count == 3 else { throw ReportFault("\"\(line)\" is no check.") }
            switch words[0] {
            case "passed": checks.append(ConformCheck(words[1], words[2], .passed))
            case "failed": checks.append(ConformCheck(words[1], words[2], .failed(try value("  because"))))
            case "notDone": checks.append(ConformCheck(words[1], words[2], .notDone(try value("  because"))))
            default: throw ReportFault("\"\(line)\" is no check.")
            }
        }
        // One way to write each report: what was read is what would be written.
        guard self.text == text else { throw ReportFault("The report does not count what stands in it.") }
    }
}

/// A text that is no report, in one sentence.
public struct ReportFault: Error, Hashable, Sendable {
    /// What is wrong.
    public let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
