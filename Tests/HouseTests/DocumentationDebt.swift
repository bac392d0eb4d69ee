/// Public declarations without a doc comment, by room: a debt from the first weeks that may only shrink.
///
/// A room that is not listed owes nothing and may not begin to. Whoever documents a room lowers its number.
enum DocumentationDebt {
    static let rooms: [(room: String, atMost: Int)] = [
        ("Drivers/EBDS/Driver", 56),
        ("Sources/Service/Controller", 83),
    ]

    /// Faults for every room that owes more than it may; the rest of the debt is open.
    static func verdict(_ findings: [Finding], debt: [(String, Int)] = rooms) -> Verdict {
        var verdict = Verdict([])
        for (room, atMost) in debt {
            let found = findings.filter { $0.path.hasPrefix(room + "/") }
            if found.isEmpty { verdict.faults.append("\(room): all paid, strike it out") }
            if found.count > atMost {
                let words = found.prefix(12).map(\.description).joined(separator: "\n  ")
                verdict.faults.append("\(room): \(found.count) without doc comment, \(atMost) allowed:\n  \(words)")
            } else if !found.isEmpty {
                verdict.open.append("\(room): \(found.count) public declarations without a doc comment")
            }
        }
        for finding in findings where !debt.contains(where: { finding.path.hasPrefix($0.0 + "/") }) {
            verdict.faults.append("\(finding)")
        }
        return verdict
    }
}
