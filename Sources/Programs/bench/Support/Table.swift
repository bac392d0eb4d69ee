import Foundation

/// Lines of the table that a run prints, wide enough for every measurement.
enum Table {
    /// One line: the goal's number, what was measured, ours, what stands beside it, their ratio, what was wanted.
    static func row(
        _ goal: String, _ what: String, ours: String, beside: String = "", ratio: String = "", wanted: String = "",
        holds: Bool? = nil
    ) {
        let verdict = holds.map { $0 ? "held" : "MISSED" } ?? ""
        let cells = [(goal, 4), (what, 44), (ours, 30), (beside, 40), (ratio, 8), (wanted, 22), (verdict, 6)]
        say(cells.map { text, width in text.padding(to: width) }.joined(separator: "  "))
    }

    static func head() {
        row(
            "goal", "what", ours: "ours", beside: "beside", ratio: "ratio", wanted: "wanted")
    }

    /// A line of words under or over the table.
    static func say(_ words: String) {
        var line = words
        while line.hasSuffix(" ") { line.removeLast() }
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// What goes on, for whoever waits; not part of the table.
    static func murmur(_ words: String) { FileHandle.standardError.write(Data("bench: \(words)\n".utf8)) }
}

extension String {
    fileprivate func padding(to width: Int) -> String {
        count >= width ? self : self + String(repeating: " ", count: width - count)
    }
}

extension Double {
    /// Three significant digits or whole numbers, as a person would write them.
    var short: String {
        switch magnitude {
        case 100...: String(format: "%.0f", self)
        case 10..<100: String(format: "%.1f", self)
        case 1..<10: String(format: "%.2f", self)
        default: String(format: "%.3f", self)
        }
    }
}
