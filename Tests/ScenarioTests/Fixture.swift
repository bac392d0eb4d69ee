import Custody
import Foundation
import Journal
import Money

/// The journal lines of the scenarios as the paper prints them: `S19,1,cassette:C-8841,2000,0`.
enum Fixture {
    /// The lines of some scenarios, in the order of the paper.
    static func lines(_ scenarios: String...) throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Fixtures/cash-operations-13.csv"), encoding: .utf8)
        let rows = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        return scenarios.flatMap { name in rows.filter { $0.hasPrefix("\(name),") } }
    }
}

/// Journal entries as lines of the fixture: each entry that moves money is one step.
struct Sheet {
    /// What the paper calls our visits.
    var visits: [VisitID: String] = [:]

    func lines(_ scenario: String, _ entries: [JournalEntry], from step: Int = 1) -> [String] {
        entries.filter { !$0.lines.isEmpty }.enumerated().flatMap { place, entry in
            entry.lines.map { row(scenario, step + place, $0.place, $0.signed) }
        }
    }

    /// Many entries as one step: what went to each place altogether.
    func summary(_ scenario: String, _ step: Int, _ entries: [JournalEntry]) -> [String] {
        var sums: [(name: String, cents: Int64)] = []
        for line in entries.flatMap(\.lines) {
            let name = name(line.place)
            if let found = sums.firstIndex(where: { $0.name == name }) {
                sums[found].cents += line.signed
            } else {
                sums.append((name, line.signed))
            }
        }
        return sums.map { text(scenario, step, $0.name, $0.cents) }
    }

    private func row(_ scenario: String, _ step: Int, _ place: Place, _ cents: Int64) -> String {
        text(scenario, step, name(place), cents)
    }

    private func text(_ scenario: String, _ step: Int, _ name: String, _ cents: Int64) -> String {
        "\(scenario),\(step),\(name),\(max(0, cents)),\(max(0, -cents))"
    }

    private func name(_ place: Place) -> String {
        if case .held(let visit) = place, let name = visits[visit] { return "held:\(name)" }
        return place.description
    }
}
