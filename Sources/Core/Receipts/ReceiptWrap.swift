/// Breaks text into parts that fit a width: at line feeds, then at blanks, and inside a word only when it alone is wider.
enum ReceiptWrap {
    /// Ranges of the cells, one a row, without the blanks at a break. Empty text is one empty row.
    static func parts(_ cells: [Unicode.Scalar], width: Int) -> [Range<Int>] {
        let width = max(1, width)
        // Most rows of a receipt fit as they are.
        if cells.count <= width, !cells.contains("\n") { return [0..<trimmed(cells, 0, cells.count)] }
        var parts: [Range<Int>] = []
        var start = 0
        while start <= cells.count {
            let end = cells[start...].firstIndex(of: "\n") ?? cells.count
            paragraph(cells, start, end, width, &parts)
            start = end + 1
        }
        return parts
    }

    private static func paragraph(
        _ cells: [Unicode.Scalar], _ start: Int, _ end: Int, _ width: Int, _ parts: inout [Range<Int>]
    ) {
        var from = start
        while end - from > width {
            // A blank exactly behind the last column still ends a word that fits.
            var cut = from + width
            while cut > from, cells[cut] != " " { cut -= 1 }
            if cut == from { cut = from + width }
            parts.append(from..<trimmed(cells, from, cut))
            from = cut
            while from < end, cells[from] == " " { from += 1 }
            if from == end { return }
        }
        parts.append(from..<trimmed(cells, from, end))
    }

    private static func trimmed(_ cells: [Unicode.Scalar], _ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start, cells[end - 1] == " " { end -= 1 }
        return end
    }
}
