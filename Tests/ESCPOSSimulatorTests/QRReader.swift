import ESCPOSSimulator

/// Reads a QR symbol back from dots: grid, format, mask, zigzag, blocks. Written against ISO/IEC 18004 from the
/// reader's side; it knows nothing of the encoder.
struct QRReader {
    private let modules: [[Bool]]
    private var side: Int { modules.count }
    private var version: Int { (side - 17) / 4 }

    struct Unreadable: Error { let why: String }

    /// Finds the symbol by its dark extent.
    init?(_ bitmap: Bitmap, module: Int) {
        let rows = (0..<bitmap.height).filter { y in bitmap.row(y).contains { $0 != 0 } }
        guard let top = rows.first, let bottom = rows.last else { return nil }
        let columns = (0..<bitmap.width).filter { x in rows.contains { bitmap[x, $0] } }
        guard let left = columns.first, let right = columns.last else { return nil }
        guard right - left == bottom - top, (bottom - top + 1) % module == 0 else { return nil }
        let side = (bottom - top + 1) / module
        modules = (0..<side).map { y in (0..<side).map { bitmap[left + $0 * module, top + y * module] } }
    }

    func text() throws -> [UInt8] {
        let format = try readFormat()
        let stream = codewords(mask: format & 7)
        let level = [1, 0, 3, 2][format >> 3]
        let data = try blocks(stream, level: level)
        var position = 0
        func take(_ count: Int) -> Int {
            defer { position += count }
            return (position..<(position + count)).reduce(0) { value, bit in
                value << 1 | (bit / 8 < data.count ? Int(data[bit / 8] >> UInt8(7 - bit % 8) & 1) : 0)
            }
        }
        guard take(4) == 4 else { throw Unreadable(why: "not byte mode") }
        let count = take(version < 10 ? 8 : 16)
        return (0..<count).map { _ in UInt8(take(8)) }
    }

    private func readFormat() throws -> Int {
        let near =
            [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8), (7, 8)]
            + (0...5).reversed().map { ($0, 8) }
        let far = (0..<8).map { (side - 1 - $0, 8) } + (0..<7).map { (8, side - 7 + $0) }
        let values = [near, far].map { places in
            places.enumerated().reduce(0) { $0 | (modules[$1.element.1][$1.element.0] ? 1 << $1.offset : 0) } ^ 0x5412
        }
        guard values[0] == values[1] else { throw Unreadable(why: "two formats") }
        var rest = values[0]
        for bit in stride(from: 14, through: 10, by: -1) where rest >> bit & 1 == 1 { rest ^= 0x537 << (bit - 10) }
        guard rest == 0 else { throw Unreadable(why: "format check") }
        return values[0] >> 10
    }

    private func isFunction(_ x: Int, _ y: Int) -> Bool {
        if x == 6 || y == 6 || (x < 9 && y < 9) || (x < 9 && y > side - 9) || (x > side - 9 && y < 9) { return true }
        if version >= 7, (x > side - 12 && y < 6) || (y > side - 12 && x < 6) { return true }
        guard version > 1 else { return false }
        let centres: [Int] =
            version < 7
            ? [6, side - 7]
            : [[6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50], [6, 30, 54], [6, 32, 58], [6, 34, 62]][version - 7]
        return centres.contains { cx in
            centres.contains { cy in
                let isCorner = (cx == 6 && cy == 6) || (cx == 6 && cy == side - 7) || (cx == side - 7 && cy == 6)
                return !isCorner && abs(x - cx) <= 2 && abs(y - cy) <= 2
            }
        }
    }

    private func codewords(mask: Int) -> [UInt8] {
        var bits: [Bool] = []
        var upwards = true
        var x = side - 1
        while x > 0 {
            if x == 6 { x -= 1 }
            for step in 0..<side {
                let y = upwards ? side - 1 - step : step
                for column in [x, x - 1] where !isFunction(column, y) {
                    bits.append(modules[y][column] != isMasked(mask, column, y))
                }
            }
            upwards.toggle()
            x -= 2
        }
        return (0..<(bits.count / 8)).map { word in
            (0..<8).reduce(UInt8(0)) { $0 << 1 | (bits[word * 8 + $1] ? 1 : 0) }
        }
    }

    private func isMasked(_ mask: Int, _ j: Int, _ i: Int) -> Bool {
        switch mask {
        case 0: (i + j) % 2 == 0
        case 1: i % 2 == 0
        case 2: j % 3 == 0
        case 3: (i + j) % 3 == 0
        case 4: (i / 2 + j / 3) % 2 == 0
        case 5: (i * j) % 2 + (i * j) % 3 == 0
        case 6: ((i * j) % 3 + i * j) % 2 == 0
        case _: ((i * j) % 3 + i + j) % 2 == 0
        }
    }

    /// Number of blocks and check words per block, versions 1 to 13, levels L M Q H.
    private static let shape: [[(Int, Int)]] = [
        [(1, 7), (1, 10), (1, 13), (1, 17)], [(1, 10), (1, 16), (1, 22), (1, 28)],
        [(1, 15), (1, 26), (2, 18), (2, 22)],
        [(1, 20), (2, 18), (2, 26), (4, 16)], [(1, 26), (2, 24), (4, 18), (4, 22)],
        [(2, 18), (4, 16), (4, 24), (4, 28)],
        [(2, 20), (4, 18), (6, 18), (5, 26)], [(2, 24), (4, 22), (6, 22), (6, 26)],
        [(2, 30), (5, 22), (8, 20), (8, 24)],
        [(4, 18), (5, 26), (8, 24), (8, 28)], [(4, 20), (5, 30), (8, 28), (11, 24)],
        [(4, 24), (8, 22), (10, 26), (11, 28)],
        [(4, 26), (9, 22), (12, 24), (16, 22)],
    ]

    private func blocks(_ stream: [UInt8], level: Int) throws -> [UInt8] {
        guard version <= Self.shape.count else { throw Unreadable(why: "version \(version)") }
        let (count, checks) = Self.shape[version - 1][level]
        let total = stream.count / count
        let long = stream.count % count
        var parts = [[UInt8]](repeating: [], count: count)
        var index = 0
        for position in 0...(total - checks) {
            for block in 0..<count {
                let length = total - checks + (block >= count - long ? 1 : 0)
                if position < length {
                    parts[block].append(stream[index])
                    index += 1
                }
            }
        }
        let data = parts.flatMap { $0 }
        for _ in 0..<checks {
            for block in 0..<count {
                parts[block].append(stream[index])
                index += 1
            }
        }
        for part in parts where !syndromesVanish(part, checks) { throw Unreadable(why: "check words") }
        return data
    }

    private func syndromesVanish(_ words: [UInt8], _ checks: Int) -> Bool {
        (0..<checks).allSatisfy { power in
            let root = (0..<power).reduce(1) { value, _ in value << 1 & 0x100 != 0 ? value << 1 ^ 0x11D : value << 1 }
            return words.reduce(0) { times($0, root) ^ Int($1) } == 0
        }
    }

    private func times(_ a: Int, _ b: Int) -> Int {
        var (sum, a, b) = (0, a, b)
        while b > 0 {
            if b & 1 == 1 { sum ^= a }
            a = a << 1 & 0x100 != 0 ? a << 1 ^ 0x11D : a << 1
            b >>= 1
        }
        return sum
    }
}
