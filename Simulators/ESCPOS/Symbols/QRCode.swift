/// A QR Code symbol (model 2) of a byte string: real, readable by any scanner.
///
/// - Source: ISO/IEC 18004:2015, sections 7.4 to 7.9 (byte mode, Reed-Solomon, placement, masking, format).
struct QRCode: Hashable, Sendable {
    enum Level: Int, Hashable, Sendable { case l, m, q, h }

    /// 1...40.
    let version: Int
    /// Modules along one side, without the quiet zone.
    let side: Int
    private var dark: [Bool]
    private var fixed: [Bool]

    subscript(x: Int, y: Int) -> Bool { dark[y * side + x] }

    /// The smallest symbol of that level; `nil` if the bytes exceed version 40.
    init?(_ data: [UInt8], level: Level) {
        let fitting = (1...40).first { version in
            4 + QRTables.countBits(version) + data.count * 8 <= QRTables.dataCodewords(version, level) * 8
        }
        guard let fitting else { return nil }
        version = fitting
        side = 17 + 4 * fitting
        dark = [Bool](repeating: false, count: side * side)
        fixed = dark
        placePatterns()
        place(Self.codewords(data, version: fitting, level: level))
        let best = (0..<8).min { penalty(mask: $0, level) < penalty(mask: $1, level) }
        apply(mask: best ?? 0, level)
    }

    /// Dots of the symbol, every module a box of `module` dots.
    func bitmap(module: Int) -> Bitmap {
        var small = Bitmap(width: side, height: side)
        for y in 0..<side { for x in 0..<side where self[x, y] { small[x, y] = true } }
        return small.scaled(across: module, down: module)
    }

    // MARK: - Codewords

    private static func codewords(_ data: [UInt8], version: Int, level: Level) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for bit in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> bit & 1 == 1) }
        }
        let capacity = QRTables.dataCodewords(version, level)
        append(0b0100, 4)
        append(data.count, QRTables.countBits(version))
        for byte in data { append(Int(byte), 8) }
        append(0, min(4, capacity * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var words = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<(start + 8)].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var pad: UInt8 = 0xEC
        while words.count < capacity {
            words.append(pad)
            pad ^= 0xEC ^ 0x11
        }
        return interleaved(words, version: version, level: level)
    }

    private static func interleaved(_ words: [UInt8], version: Int, level: Level) -> [UInt8] {
        let blocks = QRTables.blocks(version, level)
        let checks = QRTables.checksPerBlock(version, level)
        let generator = ReedSolomon.generator(degree: checks)
        let short = words.count / blocks
        let long = words.count % blocks
        var parts: [(data: [UInt8], checks: [UInt8])] = []
        var start = 0
        for block in 0..<blocks {
            let length = block < blocks - long ? short : short + 1
            let part = Array(words[start..<(start + length)])
            parts.append((part, ReedSolomon.remainder(part, generator)))
            start += length
        }
        var result: [UInt8] = []
        for index in 0...short { for part in parts where index < part.data.count { result.append(part.data[index]) } }
        for index in 0..<checks { for part in parts { result.append(part.checks[index]) } }
        return result
    }

    // MARK: - Placement

    private mutating func set(_ x: Int, _ y: Int, _ value: Bool) {
        guard x >= 0, x < side, y >= 0, y < side else { return }
        dark[y * side + x] = value
        fixed[y * side + x] = true
    }

    private mutating func placePatterns() {
        for index in 0..<side {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (cx, cy) in [(3, 3), (side - 4, 3), (3, side - 4)] {
            for dy in -4...4 {
                for dx in -4...4 {
                    let ring = max(abs(dx), abs(dy))
                    set(cx + dx, cy + dy, ring != 2 && ring != 4)
                }
            }
        }
        let centres = QRTables.alignment(version)
        for cy in centres {
            for cx in centres {
                let isFinder = (cx == 6 && (cy == 6 || cy == side - 7)) || (cx == side - 7 && cy == 6)
                if isFinder { continue }
                for dy in -2...2 { for dx in -2...2 { set(cx + dx, cy + dy, max(abs(dx), abs(dy)) != 1) } }
            }
        }
        placeFormat(mask: 0, .l)
        guard version >= 7 else { return }
        let information = Self.withChecks(version, bits: 12, polynomial: 0x1F25)
        for index in 0..<18 {
            let bit = information >> index & 1 == 1
            set(side - 11 + index % 3, index / 3, bit)
            set(index / 3, side - 11 + index % 3, bit)
        }
    }

    private mutating func placeFormat(mask: Int, _ level: Level) {
        let indicator = [0b01, 0b00, 0b11, 0b10][level.rawValue]
        let format = Self.withChecks(indicator << 3 | mask, bits: 10, polynomial: 0x537) ^ 0x5412
        for index in 0..<15 {
            let bit = format >> index & 1 == 1
            // Around the upper left finder, stepping over the timing pattern; then split over the two others.
            switch index {
            case 0..<6: set(8, index, bit)
            case 6, 7: set(8, index + 1, bit)
            case 8: set(7, 8, bit)
            case _: set(14 - index, 8, bit)
            }
            if index < 8 { set(side - 1 - index, 8, bit) } else { set(8, side - 15 + index, bit) }
        }
        set(8, side - 8, true)
    }

    private static func withChecks(_ value: Int, bits: Int, polynomial: Int) -> Int {
        var rest = value
        for _ in 0..<bits { rest = rest << 1 ^ (rest >> (bits - 1) & 1) * polynomial }
        return value << bits | rest
    }

    private mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        var right = side - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<side {
                for x in [right, right - 1] {
                    let y = (right + 1) & 2 == 0 ? side - 1 - step : step
                    if !fixed[y * side + x], bit < codewords.count * 8 {
                        dark[y * side + x] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
                        bit += 1
                    }
                }
            }
            right -= 2
        }
    }

    // MARK: - Masks

    private mutating func apply(mask: Int, _ level: Level) {
        for y in 0..<side {
            for x in 0..<side where !fixed[y * side + x] && Self.flips(mask, x, y) { dark[y * side + x].toggle() }
        }
        placeFormat(mask: mask, level)
    }

    private static func flips(_ mask: Int, _ x: Int, _ y: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        case _: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    private func penalty(mask: Int, _ level: Level) -> Int {
        var trial = self
        trial.apply(mask: mask, level)
        return trial.penalty
    }

    private var penalty: Int {
        var sum = 0
        for line in 0..<side {
            sum += Self.linePenalty((0..<side).map { self[$0, line] })
            sum += Self.linePenalty((0..<side).map { self[line, $0] })
        }
        for y in 0..<(side - 1) {
            for x in 0..<(side - 1) where self[x, y] == self[x + 1, y] && self[x, y] == self[x, y + 1] {
                if self[x, y] == self[x + 1, y + 1] { sum += 3 }
            }
        }
        let count = dark.count { $0 }
        return sum + abs(count * 20 - side * side * 10) / (side * side) * 10
    }

    private static func linePenalty(_ line: [Bool]) -> Int {
        var (sum, run) = (0, 0)
        var window = 0
        for (index, module) in line.enumerated() {
            run = index > 0 && line[index - 1] == module ? run + 1 : 1
            if run == 5 { sum += 3 } else if run > 5 { sum += 1 }
            window = (window << 1 | (module ? 1 : 0)) & 0x7FF
            if index >= 10, window == 0b101_1101_0000 || window == 0b000_0101_1101 { sum += 40 }
        }
        return sum
    }
}
