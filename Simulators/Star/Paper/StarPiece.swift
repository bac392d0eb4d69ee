/// Blade work: through, or leaving a point.
public enum StarCut: Hashable, Sendable { case full, partial }

/// One piece of receipt paper: lying in front of the printer, or still hanging out of it.
public struct StarPiece: Hashable, Sendable {
    /// How the lower edge came about.
    public enum Ending: Hashable, Sendable {
        /// Still part of the roll.
        case hanging
        /// The blade was there.
        case cut(StarCut)
        /// Torn off by hand at the tear bar.
        case torn
        /// The roll ended here, or was taken out.
        case rollEnd
    }

    /// Pieces are numbered from 1 in the order in which their paper came out.
    public internal(set) var number: Int
    /// What can be seen, in dots of the print head.
    public internal(set) var dots: StarDots
    /// What was printed, in the order of printing.
    public internal(set) var items: [StarItem]
    /// The lower edge.
    public internal(set) var ending: Ending

    /// The legible text lines from top to bottom.
    public var lines: [String] {
        items.compactMap { item in
            if case .text(let text) = item.content, item.isLegible { text } else { nil }
        }
    }

    /// Contents of the legible symbols of a kind (`QR`, `CODE128`), as a reader would give them.
    public func symbols(_ kind: String) -> [String] {
        items.compactMap { item in
            if case .symbol(kind, let data) = item.content, item.isLegible { data } else { nil }
        }
    }
}

/// Something that was printed, with its place on the piece in dots.
public struct StarItem: Hashable, Sendable {
    /// What it is.
    public enum Content: Hashable, Sendable {
        /// One line in columns, as Unicode.
        case text(String)
        /// A symbol and the data in it.
        case symbol(kind: String, data: String)
        /// Dots without a meaning that can be read back.
        case image
    }

    /// What was printed there.
    public internal(set) var content: Content
    /// First row on the piece; negative if it began on the piece before.
    public internal(set) var top: Int
    /// Rows it takes.
    public internal(set) var rows: Int
    /// Rows of it that lie on this piece and were really printed.
    public internal(set) var rowsShown: Int

    /// False for a line that was interrupted, or cut through.
    public var isWhole: Bool { rowsShown >= rows }
    /// At least half of it can be seen: a person would still read it.
    public var isLegible: Bool { rowsShown * 2 >= rows }

    /// The part of it that lies in these rows, counted from the first of them.
    func within(_ range: Range<Int>) -> StarItem? {
        let shown = (top..<(top + rowsShown)).clamped(to: range)
        guard !shown.isEmpty else { return nil }
        var part = self
        part.top = top - range.lowerBound
        part.rowsShown = shown.count
        return part
    }
}
