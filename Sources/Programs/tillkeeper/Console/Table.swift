/// Rows of text under each other, each column as wide as its widest cell.
struct Table {
    enum Side { case left, right }

    private let sides: [Side]
    private var rows: [[String]] = []

    /// With a head, or without one.
    init(_ sides: [Side], head: [String]? = nil) {
        self.sides = sides
        if let head { rows.append(head) }
    }

    /// Missing cells are empty; what is beyond the columns is left out.
    mutating func add(_ cells: [String]) {
        rows.append((0..<sides.count).map { $0 < cells.count ? cells[$0] : "" })
    }

    /// The lines, without blanks at their ends.
    var text: String {
        let widths = sides.indices.map { column in rows.map { Self.cell($0, column).count }.max() ?? 0 }
        return rows.map { row in
            let cells = sides.indices.map { column in
                let text = Self.cell(row, column)
                let room = String(repeating: " ", count: widths[column] - text.count)
                return sides[column] == .left ? text + room : room + text
            }
            var line = cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    private static func cell(_ row: [String], _ column: Int) -> String { column < row.count ? row[column] : "" }
}
