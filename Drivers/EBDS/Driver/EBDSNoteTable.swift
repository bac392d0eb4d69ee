import Money

/// Which notes the unit knows, and by which number.
struct EBDSNoteTable: Hashable, Sendable {
    /// Non-extended mode: value index 1 to 7 at offset 0 to 6.
    var values: [Denomination?]
    /// Extended mode: rows 1, 2, ... of the note table; several rows may be worth the same.
    var rows: [Denomination?] = []
    /// The unit refused the enables in the width that its table lets expect.
    private var usesOtherWidth = false

    init(values: [Denomination?]) { self.values = Array(values.prefix(7)) }

    /// From an answer to the value table query; `nil` when it names no note at all.
    init?(_ entries: [EBDSValueEntry]) {
        var values = [Denomination?](repeating: nil, count: 7)
        for entry in entries where (1...7).contains(entry.index) {
            values[Int(entry.index) - 1] = entry.denomination
        }
        guard values.contains(where: { $0 != nil }) else { return nil }
        self.values = values
    }

    subscript(index: UInt8) -> Denomination? {
        (1...7).contains(index) && Int(index) <= values.count ? values[Int(index) - 1] : nil
    }

    /// The enable bits of byte 0 for these notes.
    func mask(for wanted: [Denomination]) -> UInt8 {
        values.enumerated().reduce(0) { mask, row in
            guard let note = row.element, wanted.contains(note) else { return mask }
            return mask | 1 << UInt8(row.offset)
        }
    }

    /// Bytes of the extended enables, seven rows a byte: 8 for tables of up to 56 rows, else 19. Which one a unit takes
    /// hangs on its model (CFSC 8, SC Advance 19) and not on its table, so a refusal may only mean the width.
    /// - Source: dossier 1.8, sub-type 03.
    func extendedEnables(for wanted: [Denomination]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: hasFewRows && !usesOtherWidth ? 8 : 19)
        for (offset, note) in rows.enumerated() where offset / 7 < bytes.count {
            if let note, wanted.contains(note) { bytes[offset / 7] |= 1 << UInt8(offset % 7) }
        }
        return bytes
    }

    /// From now on the other width; `false` when it was tried already, or cannot name all rows.
    mutating func takeOtherWidth() -> Bool {
        guard hasFewRows, !usesOtherWidth else { return false }
        usesOtherWidth = true
        return true
    }

    private var hasFewRows: Bool { rows.count <= 56 }

    /// Ascending, each once; of the currency the table begins with.
    func faces(extended: Bool) -> [Denomination] {
        let notes = (extended ? rows : values).compactMap(\.self)
        return notes.sorted().reduce(into: []) { faces, note in
            if note.currency == notes.first?.currency, faces.last != note { faces.append(note) }
        }
    }
}
