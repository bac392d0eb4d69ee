/// The fourteen shapes of E-13B on their grid: nine modules high, at most seven wide, 0.013 inch each.
///
/// Drawn by eye after the printed shapes: a reader program knows them, a metrologist would not.
/// - Source: ISO 1004-1 as quoted in the shared dossier `micr.md` 3 (0.117 inch high, 8 characters an inch).
enum E13B {
    /// Modules of one letter of the alphabet `0-9 t o a -`, the left one first; `nil`: nothing is printed for it.
    static func rows(of letter: UInt8) -> [[Bool]]? {
        shapes.first { $0.letter == letter }?.rows
    }

    /// Puts the line on the sheet, its second transit symbol at place 33 counted from the right edge, one place an
    /// eighth of an inch. A letter in `torn` is damaged: half of its modules are missing.
    static func draw(_ line: String, torn: [Int], on sheet: inout Bilevel, dotsPerInch: Int) {
        let letters = Array(line.utf8)
        let transits = letters.indices.filter { letters[$0] == UInt8(ascii: "t") }
        let anchor = transits.count > 1 ? transits[1] : letters.count - 1
        let place = max(33, letters.count - anchor)
        for (index, letter) in letters.enumerated() {
            guard let rows = rows(of: letter) else { continue }
            // right edge of a place, in thousandths of an inch from the right edge of the paper
            let right = 312 + (place + anchor - index - 1) * 125
            let left = sheet.width * 1000 / dotsPerInch - right - 91
            for (y, row) in rows.enumerated() {
                for (x, isInk) in row.enumerated() where isInk && !(torn.contains(index) && (x + y) % 2 == 0) {
                    let mils = (left + (x + 7 - row.count) * 13, 250 + (8 - y) * 13)
                    let (fromX, toX) = (mils.0 * dotsPerInch / 1000, (mils.0 + 13) * dotsPerInch / 1000)
                    let bottom = sheet.height - mils.1 * dotsPerInch / 1000
                    let top = sheet.height - (mils.1 + 13) * dotsPerInch / 1000
                    sheet.fill(x: fromX, y: top, width: max(1, toX - fromX), height: max(1, bottom - top))
                }
            }
        }
    }

    private struct Shape: Sendable {
        let letter: UInt8
        let rows: [[Bool]]

        init(_ letter: Character, _ text: String) {
            self.letter = letter.asciiValue ?? 0
            rows = text.split(separator: "\n").map { $0.map { $0 == "#" } }
        }
    }

    private static let shapes: [Shape] = [
        Shape("0", "#######\n#.....#\n#.....#\n#.....#\n#.....#\n#.....#\n#.....#\n#.....#\n#######"),
        Shape("1", "##..\n##..\n.#..\n.#..\n.#..\n####\n####\n####\n####"),
        Shape("2", "####\n...#\n...#\n...#\n####\n#...\n#...\n#...\n####"),
        Shape("3", "####.\n...#.\n...#.\n...#.\n.####\n...##\n...##\n...##\n#####"),
        Shape("4", "##....\n##....\n##....\n##....\n##..##\n##..##\n######\n....##\n....##"),
        Shape("5", "#####\n#....\n#....\n#....\n#####\n....#\n....#\n....#\n#####"),
        Shape("6", "##....\n##....\n#.....\n#.....\n######\n#....#\n#....#\n#....#\n######"),
        Shape("7", "#####\n#...#\n#...#\n...##\n..##.\n..#..\n..#..\n..#..\n..#.."),
        Shape("8", ".#####.\n.#...#.\n.#...#.\n.#...#.\n#######\n##...##\n##...##\n##...##\n#######"),
        Shape("9", "######\n#....#\n#....#\n#....#\n######\n....##\n....##\n....##\n....##"),
        Shape("t", "##.....\n##..###\n##..###\n##..###\n##.....\n##..###\n##..###\n##..###\n##....."),
        Shape("o", "#.#....\n#.#....\n#.#....\n#.#....\n#.#....\n#.#.###\n#.#.###\n#.#.###\n#.#...."),
        Shape("a", ".....##\n.....##\n..##.##\n..##...\n..##...\n..##...\n##.##..\n##.....\n##....."),
        Shape("-", ".......\n.......\n##.##..\n##.##..\n##.##.#\n##.##.#\n##.##.#\n.......\n......."),
    ]
}
