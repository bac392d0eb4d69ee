/// The dots of every sign in both character fonts, drawn once from `Strokes`.
enum GlyphTable {
    /// Rows of a sign, leftmost dot in the highest bit. A sign nobody drew is a hollow box, as on a real printer.
    static func rows(_ sign: UInt32, _ font: CharacterFont) -> [UInt16] {
        if let lines = BoxSigns.rows(sign, width: font.width, height: font.height) { return lines }
        switch font {
        case .a: return large[sign] ?? largeUnknown
        case .b: return small[sign] ?? smallUnknown
        }
    }

    /// Whether the font has a drawing of its own for the sign.
    static func has(_ sign: UInt32) -> Bool { large[sign] != nil || BoxSigns.rows(sign, width: 12, height: 24) != nil }

    private static let large = table(.a)
    private static let small = table(.b)
    private static let largeUnknown = draw(StrokePath("25 a5 ai 2i 25"), .a)
    private static let smallUnknown = draw(StrokePath("25 a5 ai 2i 25"), .b)

    private static func table(_ font: CharacterFont) -> [UInt32: [UInt16]] {
        var table: [UInt32: [UInt16]] = [:]
        for (sign, path) in paths { table[sign] = draw(path, font) }
        return table
    }

    private static func draw(_ path: StrokePath, _ font: CharacterFont) -> [UInt16] {
        switch font {
        case .a:
            return path.rows(width: 12, height: 24, radius: 65)
        case .b:
            // A pen of one dot on whole dots keeps the small letters open; doubling it sideways makes stems of two.
            let small = path.mapped { .init(x: smallColumn($0.x), y: smallRow($0.y)) }
            return small.rows(width: 8, height: 17, radius: 36).map { $0 | $0 >> 1 }
        }
    }

    /// Columns of the large cell as columns of the small one; the same distance left and right of the middle.
    private static func smallColumn(_ x: Int) -> Int {
        let columns = [0, 0, 1, 2, 2, 3, 4, 5, 6, 6, 7, 8, 8]
        return columns[min(12, max(0, (x + 32) / 64))] * 64 + 32
    }

    /// Capital height 4...18 becomes 2...12, everything else in proportion.
    private static func smallRow(_ y: Int) -> Int {
        let row = 160 + (y - 256) * 10 / 14
        return max(0, row) / 64 * 64 + 32
    }

    /// All signs with their strokes on the large cell.
    private static let paths: [(UInt32, StrokePath)] = {
        var known: [Character: StrokePath] = [:]
        var result: [(UInt32, StrokePath)] = []
        func add(_ sign: Character, _ path: StrokePath) {
            known[sign] = path
            if let scalar = sign.unicodeScalars.first { result.append((scalar.value, path)) }
        }
        for (sign, notation) in Strokes.signs { add(sign, StrokePath(notation)) }
        for (sign, twin) in couples(Accents.twins) { if let path = known[twin] { add(sign, path) } }
        for (sign, capital) in couples(Accents.smallCapitals) {
            if let path = known[capital] { add(sign, path.mapped { .init(x: $0.x, y: lowered($0.y)) }) }
        }
        for (mark, letters) in Accents.pairs {
            guard let mark = Accents.marks.first(where: { $0.name == mark }) else { continue }
            for (sign, letter) in couples(letters) {
                if let base = known[letter] { add(sign, composed(base, mark.strokes, below: mark.below)) }
            }
        }
        return result
    }()

    private static func couples(_ text: String) -> [(Character, Character)] {
        let all = Array(text)
        return stride(from: 0, to: all.count - 1, by: 2).map { (all[$0], all[$0 + 1]) }
    }

    /// Capital height 4...18 becomes 9...18.
    private static func lowered(_ y: Int) -> Int { y > 18 * 64 ? y : 18 * 64 - (18 * 64 - y) * 9 / 14 }

    private static func composed(_ base: StrokePath, _ mark: String, below: Bool) -> StrokePath {
        let mark = StrokePath(mark)
        if below { return base + mark }
        let top = base.pieces.reduce(Int.max) { min($0, min($1.from.y, $1.to.y)) }
        if top >= 8 * 64 { return base + mark }
        // A tall letter bows down for its mark, which goes to the upper edge of the cell.
        let bowed = base.mapped { .init(x: $0.x, y: $0.y > 18 * 64 ? $0.y : 18 * 64 - (18 * 64 - $0.y) * 11 / 14) }
        return bowed + mark.mapped { .init(x: $0.x, y: $0.y - 2 * 64) }
    }
}
