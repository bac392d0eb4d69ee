/// Lays a document out to lines of a number of columns. Nothing is ever cut off: what does not fit goes to a further row.
public struct ReceiptLayout: Hashable, Sendable {
    /// Columns of the line at single size, at least 1.
    public let columns: Int

    /// Fewer than one column counts as one.
    public init(columns: Int) { self.columns = max(1, columns) }

    /// The lines of a document, top to bottom.
    public func lines(_ document: ReceiptDocument) -> [ReceiptLine] {
        var lines: [ReceiptLine] = []
        lines.reserveCapacity(document.blocks.count + document.blocks.count / 2)
        for block in document.blocks { append(block, to: &lines) }
        return lines
    }

    private func append(_ block: ReceiptBlock, to lines: inout [ReceiptLine]) {
        switch block {
        case .text(let text, let style, let align):
            let cells = ReceiptCells.of(text)
            for part in ReceiptWrap.parts(cells, width: width(style)) {
                lines.append(.row(ReceiptRow(Self.visible(cells[part]), style: style, align: align)))
            }
        case .pair(let label, let figure, let style):
            appendPair(label, figure, style, to: &lines)
        case .columns(let cells):
            appendColumns(cells, to: &lines)
        case .rule:
            lines.append(.row(ReceiptRow(Array(repeating: "-", count: columns))))
        case .feed(let count):
            if count > 0 { lines.append(.feed(min(count, 255))) }
        case .picture(let bitmap, let align):
            lines.append(.picture(bitmap, align: align))
        case .qr(let text):
            lines.append(.qr(text))
        case .code128(let text):
            lines.append(.code128(text))
        }
    }

    /// Columns that a style leaves: double size takes two for each cell.
    public func width(_ style: TextStyle) -> Int { style.double ? max(1, columns / 2) : columns }

    /// The figure stands on the label's last row; it moves to a row of its own before it would touch the label.
    private func appendPair(_ label: String, _ figure: String, _ style: TextStyle, to lines: inout [ReceiptLine]) {
        let width = width(style)
        let right = ReceiptCells.of(figure).map { $0 == "\n" ? " " : $0 }
        let left = ReceiptCells.of(label)
        // A label squeezed under a third of the line reads worse than a figure on its own row.
        let beside = width - right.count - 1
        let alone = beside < max(1, width / 3)
        var parts = ReceiptWrap.parts(left, width: alone ? width : beside)
        let last = alone ? nil : parts.popLast()
        for part in parts { lines.append(.row(ReceiptRow(Self.visible(left[part]), style: style))) }
        if let last {
            var row = Self.visible(left[last])
            row.reserveCapacity(width)
            for _ in 0..<(width - row.count - right.count) { row.append(" ") }
            row.append(contentsOf: right)
            lines.append(.row(ReceiptRow(row, style: style)))
        } else {
            for part in ReceiptWrap.parts(right, width: width) {
                lines.append(.row(ReceiptRow(Self.visible(right[part]), style: style, align: .right)))
            }
        }
    }

    private func appendColumns(_ cells: [ReceiptCell], to lines: inout [ReceiptLine]) {
        guard !cells.isEmpty else { return }
        // More cells than the line can hold side by side go one under the other.
        guard cells.count * 2 <= columns else {
            for cell in cells { append(.text(cell.text, align: cell.align), to: &lines) }
            return
        }
        let widths = Self.widths(cells.map(\.share), columns: columns)
        var texts: [[Unicode.Scalar]] = []
        var parts: [[Range<Int>]] = []
        for (index, cell) in cells.enumerated() {
            texts.append(ReceiptCells.of(cell.text))
            let gap = index == cells.count - 1 ? 0 : 1
            parts.append(ReceiptWrap.parts(texts[index], width: widths[index] - gap))
        }
        for height in 0..<(parts.map(\.count).max() ?? 0) {
            var row: [Unicode.Scalar] = []
            row.reserveCapacity(columns)
            for index in cells.indices {
                let gap = index == cells.count - 1 ? 0 : 1
                let text = height < parts[index].count ? texts[index][parts[index][height]] : []
                Self.pad(text, to: widths[index] - gap, cells[index].align, into: &row)
                if gap == 1 { row.append(" ") }
            }
            while row.last == " " { row.removeLast() }
            lines.append(.row(ReceiptRow(row)))
        }
    }

    /// Shares to whole columns, at least two each; what the rounding leaves goes to the first cells.
    static func widths(_ shares: [Int], columns: Int) -> [Int] {
        // Shares are capped so that no sum or product can overflow.
        let shares = shares.map { min(max(1, $0), 1_000) }
        let total = shares.reduce(0, +)
        let free = columns - 2 * shares.count
        var widths = shares.map { 2 + free * $0 / total }
        var left = columns - widths.reduce(0, +)
        var index = 0
        while left > 0 {
            widths[index % widths.count] += 1
            left -= 1
            index += 1
        }
        return widths
    }

    static func pad(
        _ text: ArraySlice<Unicode.Scalar>, to width: Int, _ align: ReceiptAlign, into row: inout [Unicode.Scalar]
    ) {
        let free = max(0, width - text.count)
        let before: Int
        switch align {
        case .left: before = 0
        case .center: before = free / 2
        case .right: before = free
        }
        for _ in 0..<before { row.append(" ") }
        for cell in text { row.append(cell == "\u{A0}" ? " " : cell) }
        for _ in 0..<(free - before) { row.append(" ") }
    }

    /// A blank that held two words together has done its work and prints as a blank.
    private static func visible(_ part: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        part.contains("\u{A0}") ? part.map { $0 == "\u{A0}" ? " " : $0 } : Array(part)
    }
}

extension ReceiptLayout {
    /// The receipt as rows of plain text, padded for their alignment, for a screen or a log. Pictures and codes stand as
    /// words in brackets; double size stands spaced out.
    public func plainText(_ document: ReceiptDocument) -> [String] {
        var rows: [String] = []
        for line in lines(document) {
            switch line {
            case .row(let row):
                var padded: [Unicode.Scalar] = []
                let wide = row.style.double ? Array(row.cells.map { [$0, " "] }.joined().dropLast()) : row.cells
                Self.pad(wide[...], to: columns, row.align, into: &padded)
                while padded.last == " " { padded.removeLast() }
                rows.append(ReceiptRow(padded).text)
            case .feed(let count): rows.append(contentsOf: Array(repeating: "", count: count))
            case .picture(let bitmap, _): rows.append("[picture \(bitmap.width)x\(bitmap.height)]")
            case .qr(let text): rows.append("[QR \(text)]")
            case .code128(let text): rows.append("[barcode \(text)]")
            }
        }
        return rows
    }
}
