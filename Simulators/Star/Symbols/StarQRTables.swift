/// Sizes and error words of QR codes up to version 10.
///
/// - Source: ISO/IEC 18004:2015, tables 1, 9 and E.1.
enum StarQRTables {
    static let alignment: [[Int]] = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    ]
    private static let total = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346]
    /// By level L, M, Q, H: error words of a block, and blocks.
    private static let errorWords = [
        [7, 10, 15, 20, 26, 18, 20, 24, 30, 18], [10, 16, 26, 18, 24, 16, 18, 22, 22, 26],
        [13, 22, 18, 26, 18, 24, 18, 22, 20, 24], [17, 28, 22, 16, 22, 28, 26, 26, 24, 28],
    ]
    private static let blocks = [
        [1, 1, 1, 1, 1, 2, 2, 2, 2, 4], [1, 1, 1, 2, 2, 4, 4, 4, 5, 5],
        [1, 1, 2, 2, 4, 4, 6, 6, 8, 8], [1, 1, 2, 4, 4, 4, 5, 6, 8, 8],
    ]

    static func dataWords(_ version: Int, _ level: Int) -> Int {
        total[version - 1] - errorWords[level][version - 1] * blocks[level][version - 1]
    }

    /// Data and error words in the order in which they are drawn.
    static func words(_ data: [UInt8], _ version: Int, _ level: Int) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for shift in (0..<count).reversed() { bits.append(value >> shift & 1 == 1) }
        }
        let capacity = dataWords(version, level)
        append(4, 4)
        append(data.count, version < 10 ? 8 : 16)
        for byte in data { append(Int(byte), 8) }
        append(0, min(4, capacity * 8 - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var words = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<(start + 8)].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        for place in 0..<(capacity - words.count) { words.append(place % 2 == 0 ? 0xEC : 0x11) }

        let count = blocks[level][version - 1]
        let short = capacity / count
        var parts: [[UInt8]] = []
        var rest = words[...]
        for block in 0..<count {
            let length = block < count - capacity % count ? short : short + 1
            parts.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        let checks = parts.map { remainder($0, errorWords[level][version - 1]) }
        return woven(parts) + woven(checks)
    }

    private static func woven(_ parts: [[UInt8]]) -> [UInt8] {
        (0..<(parts.map(\.count).max() ?? 0)).flatMap { place in
            parts.compactMap { place < $0.count ? $0[place] : nil }
        }
    }

    /// Reed-Solomon over GF(256) with 0x11D.
    private static func remainder(_ data: [UInt8], _ degree: Int) -> [UInt8] {
        var divisor = [UInt8](repeating: 0, count: degree - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<degree {
            for place in divisor.indices {
                divisor[place] = product(divisor[place], root)
                if place + 1 < divisor.count { divisor[place] ^= divisor[place + 1] }
            }
            root = product(root, 2)
        }
        var result = [UInt8](repeating: 0, count: degree)
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for place in divisor.indices { result[place] ^= product(divisor[place], factor) }
        }
        return result
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var sum: UInt8 = 0
        for shift in (0..<8).reversed() {
            sum = sum << 1 ^ (sum >> 7) * 0x1D
            if right >> UInt8(shift) & 1 == 1 { sum ^= left }
        }
        return sum
    }
}
