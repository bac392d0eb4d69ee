/// A QR code (model 2, byte mode, versions 1 to 10): real, readable by any scanner.
///
/// - Source: ISO/IEC 18004:2015, sections 7.4 to 7.9.
struct StarQRSymbol: Hashable, Sendable {
    /// Modules along one side, without the quiet zone.
    private(set) var side: Int
    private var version: Int
    private var dark: [Bool]
    private var fixed: [Bool]

    /// The smallest symbol of that level (0 L to 3 H); `nil` when version 10 does not hold the bytes.
    init?(_ data: [UInt8], level: Int) {
        guard (0...3).contains(level),
            let version = (1...10).first(where: {
                (data.count + ($0 < 10 ? 2 : 3)) <= StarQRTables.dataWords($0, level)
            })
        else { return nil }
        self.version = version
        side = 17 + 4 * version
        dark = Array(repeating: false, count: side * side)
        fixed = dark
        drawPatterns()
        drawWords(StarQRTables.words(data, version, level))
        let best = (0..<8).min { masked($0, level).penalty < masked($1, level).penalty } ?? 0
        self = masked(best, level)
    }

    subscript(x: Int, y: Int) -> Bool { dark[y * side + x] }

    /// The symbol with every module as a box of `module` dots.
    func dots(module: Int) -> StarDots {
        var dots = StarDots(width: side * module, height: side * module)
        for y in 0..<side {
            for x in 0..<side where self[x, y] {
                dots.fill(x: x * module, y: y * module, width: module, height: module)
            }
        }
        return dots
    }

    // MARK: Drawing

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        guard x >= 0, y >= 0, x < side, y < side else { return }
        dark[y * side + x] = isDark
        fixed[y * side + x] = true
    }

    private mutating func drawPatterns() {
        for place in 0..<side {
            set(6, place, place % 2 == 0)
            set(place, 6, place % 2 == 0)
        }
        for (cornerX, cornerY) in [(3, 3), (side - 4, 3), (3, side - 4)] {
            for dy in -4...4 {
                for dx in -4...4 {
                    let ring = max(abs(dx), abs(dy))
                    set(cornerX + dx, cornerY + dy, ring != 2 && ring != 4)
                }
            }
        }
        let places = StarQRTables.alignment[version - 1]
        for y in places {
            for x in places where !((x == 6 || y == 6) && (x == 6 || x == side - 7) && (y == 6 || y == side - 7)) {
                for dy in -2...2 { for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) } }
            }
        }
        drawFormat(0)
        guard version >= 7 else { return }
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version << 12 | rest
        for place in 0..<18 {
            let isDark = bits >> place & 1 == 1
            set(side - 11 + place % 3, place / 3, isDark)
            set(place / 3, side - 11 + place % 3, isDark)
        }
    }

    /// Level and mask, twice, and the module that is always dark.
    private mutating func drawFormat(_ value: Int) {
        var rest = value
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (value << 10 | rest) ^ 0x5412
        func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
        for place in 0...5 { set(8, place, bit(place)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for place in 9..<15 { set(14 - place, 8, bit(place)) }
        for place in 0..<8 { set(side - 1 - place, 8, bit(place)) }
        for place in 8..<15 { set(8, side - 15 + place, bit(place)) }
        set(8, side - 8, true)
    }

    /// Upwards and downwards in columns of two, from the lower right.
    private mutating func drawWords(_ words: [UInt8]) {
        var place = 0
        var right = side - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<side {
                let y = (right + 1) & 2 == 0 ? side - 1 - step : step
                for x in [right, right - 1] where !fixed[y * side + x] && place < words.count * 8 {
                    dark[y * side + x] = words[place / 8] >> UInt8(7 - place % 8) & 1 == 1
                    place += 1
                }
            }
            right -= 2
        }
    }

    private func masked(_ mask: Int, _ level: Int) -> StarQRSymbol {
        var result = self
        for y in 0..<side {
            for x in 0..<side where !fixed[y * side + x] {
                let turns: Bool
                switch mask {
                case 0: turns = (x + y) % 2 == 0
                case 1: turns = y % 2 == 0
                case 2: turns = x % 3 == 0
                case 3: turns = (x + y) % 3 == 0
                case 4: turns = (x / 3 + y / 2) % 2 == 0
                case 5: turns = x * y % 2 + x * y % 3 == 0
                case 6: turns = (x * y % 2 + x * y % 3) % 2 == 0
                default: turns = ((x + y) % 2 + x * y % 3) % 2 == 0
                }
                if turns { result.dark[y * side + x].toggle() }
            }
        }
        result.drawFormat([1, 0, 3, 2][level] << 3 | mask)
        return result
    }

    /// Runs, boxes, and an even mix of dark and light; finder-like rows count in runs only, which picks another mask at
    /// times and never an unreadable one.
    private var penalty: Int {
        var sum = 0
        for line in 0..<side {
            for isColumn in [false, true] {
                var run = 0
                for place in 0..<side {
                    let (x, y) = isColumn ? (line, place) : (place, line)
                    let (px, py) = isColumn ? (line, place - 1) : (place - 1, line)
                    run = place > 0 && self[x, y] == self[px, py] ? run + 1 : 1
                    if run == 5 { sum += 3 } else if run > 5 { sum += 1 }
                }
            }
        }
        for y in 1..<side {
            for x in 1..<side where self[x, y] == self[x - 1, y] {
                if self[x, y] == self[x, y - 1], self[x, y] == self[x - 1, y - 1] { sum += 3 }
            }
        }
        let part = dark.reduce(0) { $0 + ($1 ? 1 : 0) } * 20 / (side * side)
        return sum + abs(part - 10) * 10
    }
}
