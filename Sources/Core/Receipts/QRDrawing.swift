/// The modules of a symbol before its mask: fixed patterns and data, and which modules are fixed.
struct QRDrawing {
    private let shape: QRVersion
    private var dark: [UInt64]
    private var fixed: [UInt64]

    init(_ shape: QRVersion, codewords: [UInt8]) {
        self.shape = shape
        dark = Array(repeating: 0, count: shape.size)
        fixed = Array(repeating: 0, count: shape.size)
        drawFixedPatterns()
        drawData(codewords)
    }

    /// The symbol with this mask and the format bits that name it.
    func finished(mask: Int) -> [UInt64] {
        var drawing = self
        for y in 0..<shape.size {
            var pattern: UInt64 = 0
            for x in 0..<shape.size where Self.inverts(mask, x, y) { pattern |= 1 << UInt64(x) }
            drawing.dark[y] ^= pattern & ~fixed[y]
        }
        drawing.drawFormat(mask: mask)
        return drawing.dark
    }

    private static func inverts(_ mask: Int, _ x: Int, _ y: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        guard x >= 0, y >= 0, x < shape.size, y < shape.size else { return }
        let bit: UInt64 = 1 << UInt64(x)
        fixed[y] |= bit
        if isDark { dark[y] |= bit } else { dark[y] &= ~bit }
    }

    private mutating func drawFixedPatterns() {
        let size = shape.size
        for place in 0..<size {
            set(6, place, place % 2 == 0)
            set(place, 6, place % 2 == 0)
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
            for deltaY in -4...4 {
                for deltaX in -4...4 {
                    let ring = max(abs(deltaX), abs(deltaY))
                    set(x + deltaX, y + deltaY, ring != 2 && ring != 4)
                }
            }
        }
        let centres = shape.alignmentCentres
        for y in centres {
            for x in centres where !(x == 6 && y == 6 || x == 6 && y == size - 7 || x == size - 7 && y == 6) {
                for deltaY in -2...2 {
                    for deltaX in -2...2 { set(x + deltaX, y + deltaY, max(abs(deltaX), abs(deltaY)) != 1) }
                }
            }
        }
        drawFormat(mask: 0)
        drawVersion()
    }

    /// Fifteen bits, twice: level and mask with their own correction.
    private mutating func drawFormat(mask: Int) {
        let data = (shape.level == .low ? 1 : 0) << 3 | mask
        var rest = data
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (data << 10 | rest) ^ 0x5412
        let size = shape.size
        for place in 0..<15 {
            let isDark = bits >> place & 1 == 1
            // Beside the upper left finder, round the corner, leaving out the timing row and column …
            switch place {
            case 0..<6: set(8, place, isDark)
            case 6: set(8, 7, isDark)
            case 7: set(8, 8, isDark)
            case 8: set(7, 8, isDark)
            default: set(14 - place, 8, isDark)
            }
            // … and split between the other two.
            if place < 8 { set(size - 1 - place, 8, isDark) } else { set(8, size - 15 + place, isDark) }
        }
        set(8, size - 8, true)
    }

    private mutating func drawVersion() {
        guard shape.version >= 7 else { return }
        var rest = shape.version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = shape.version << 12 | rest
        for place in 0..<18 {
            let isDark = bits >> place & 1 == 1
            let (long, short) = (shape.size - 11 + place % 3, place / 3)
            set(long, short, isDark)
            set(short, long, isDark)
        }
    }

    /// Two columns at a time from the right, upward and downward in turn.
    private mutating func drawData(_ codewords: [UInt8]) {
        var place = 0
        var right = shape.size - 1
        var upward = true
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<shape.size {
                let y = upward ? shape.size - 1 - step : step
                for x in [right, right - 1] where fixed[y] >> UInt64(x) & 1 == 0 && place < codewords.count * 8 {
                    if codewords[place / 8] >> UInt8(7 - place % 8) & 1 == 1 { dark[y] |= 1 << UInt64(x) }
                    place += 1
                }
            }
            upward.toggle()
            right -= 2
        }
    }
}

/// How hard a symbol is to read, by the four rules of the standard.
enum QRPenalty {
    static func of(_ rows: [UInt64], size: Int) -> Int {
        var columns = [UInt64](repeating: 0, count: size)
        var dark = 0
        for y in 0..<size {
            dark += rows[y].nonzeroBitCount
            for x in 0..<size where rows[y] >> UInt64(x) & 1 == 1 { columns[x] |= 1 << UInt64(y) }
        }
        var penalty = 0
        for line in rows { penalty += runs(line, size) + finders(line, size) }
        for line in columns { penalty += runs(line, size) + finders(line, size) }
        for y in 1..<size {
            let across = (1 << UInt64(size - 1)) - 1 as UInt64
            let (above, below) = (rows[y - 1], rows[y])
            let allDark = above & above >> 1 & below & below >> 1
            let allLight = ~(above | above >> 1 | below | below >> 1)
            penalty += 3 * ((allDark | allLight) & across).nonzeroBitCount
        }
        // Every 5 % away from half dark costs ten.
        let steps = (abs(dark * 20 - size * size * 10) + size * size - 1) / (size * size) - 1
        return penalty + 10 * max(0, steps)
    }

    private static func runs(_ line: UInt64, _ size: Int) -> Int {
        var penalty = 0
        var length = 1
        for place in 1...size {
            let same = place < size && line >> UInt64(place) & 1 == line >> UInt64(place - 1) & 1
            if same {
                length += 1
            } else {
                if length >= 5 { penalty += length - 2 }
                length = 1
            }
        }
        return penalty
    }

    /// 1:1:3:1:1 with four light modules on one side.
    private static func finders(_ line: UInt64, _ size: Int) -> Int {
        var penalty = 0
        for place in 0...(size - 11) {
            let window = line >> UInt64(place) & 0x7FF
            if window == 0b000_0101_1101 || window == 0b101_1101_0000 { penalty += 40 }
        }
        return penalty
    }
}
