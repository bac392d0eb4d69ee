import Testing

/// A place where a rule is broken on purpose, and why that is right.
struct Exception {
    let path: String
    /// No more findings than this are excused there.
    let atMost: Int
    let reason: String

    init(_ path: String, atMost: Int = 1, _ reason: String) {
        (self.path, self.atMost, self.reason) = (path, atMost, reason)
    }
}

/// A place where a rule is broken and that is not right yet. It shows as a known issue in every run until it is mended.
struct OpenViolation {
    let path: String
    let toDo: String

    init(_ path: String, _ toDo: String) { (self.path, self.toDo) = (path, toDo) }
}

/// What a rule leaves after its exceptions.
struct Verdict {
    /// Broken without an excuse, or an excuse that nothing needs any more.
    var faults: [String] = []
    /// Broken, and written down as open.
    var open: [String] = []

    init(_ findings: [Finding], exceptions: [Exception] = [], open violations: [OpenViolation] = []) {
        for exception in exceptions {
            let found = findings.filter { $0.path == exception.path }
            if found.isEmpty {
                faults.append("\(exception.path): this exception is not needed any more, strike it out")
            }
            if found.count > exception.atMost { faults += found.map { "\($0) (\(exception.atMost) excused)" } }
            if exception.reason.split(separator: " ").count < 4 { faults.append("\(exception.path): give a reason") }
        }
        for violation in violations where !findings.contains(where: { $0.path == violation.path }) {
            faults.append("\(violation.path): mended, strike it off the open ones")
        }
        for finding in findings where !exceptions.contains(where: { $0.path == finding.path }) {
            if let violation = violations.first(where: { $0.path == finding.path }) {
                open.append("\(finding) (to do: \(violation.toDo))")
            } else {
                faults.append("\(finding)")
            }
        }
    }

    /// Speaks the verdict: faults fail the test, open ones show as a known issue.
    func speak(sourceLocation: SourceLocation = #_sourceLocation) {
        if !open.isEmpty {
            let words = open.joined(separator: "\n")
            withKnownIssue { Issue.record("open:\n\(words)", sourceLocation: sourceLocation) }
        }
        let words = faults.joined(separator: "\n")
        #expect(faults.isEmpty, "\(words)", sourceLocation: sourceLocation)
    }
}
