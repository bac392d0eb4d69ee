/// The fixed numbers of one version and level, and its error correction.
struct QRVersion: Hashable, Sendable {
    let version: Int
    let level: QRCode.Level

    init(_ version: Int, _ level: QRCode.Level) { (self.version, self.level) = (version, level) }

    /// Modules across.
    var size: Int { 17 + 4 * version }

    /// Bytes a symbol holds in all.
    private static let totalWords = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346]
    /// Correction bytes a block, by level, then version.
    private static let correctionWords = [
        [7, 10, 15, 20, 26, 18, 20, 24, 30, 18], [10, 16, 26, 18, 24, 16, 18, 22, 22, 26],
    ]
    private static let blockCounts = [[1, 1, 1, 1, 1, 2, 2, 2, 2, 4], [1, 1, 1, 2, 2, 4, 4, 4, 5, 5]]
    /// Centres of the alignment patterns.
    private static let alignment = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    ]

    var blocks: Int { Self.blockCounts[level.rawValue][version - 1] }
    var correction: Int { Self.correctionWords[level.rawValue][version - 1] }
    var dataWords: Int { Self.totalWords[version - 1] - blocks * correction }
    var alignmentCentres: [Int] { Self.alignment[version - 1] }

    /// Bytes of content: mode and length take 12 or 20 bits.
    var payloadBytes: Int { dataWords - (version < 10 ? 2 : 3) }

    /// Data and correction bytes in the order in which they are drawn.
    func interleaved(_ data: [UInt8]) -> [UInt8] {
        let short = dataWords / blocks
        let longFrom = blocks - dataWords % blocks
        let generator = GaloisField.generator(correction)
        var parts: [ArraySlice<UInt8>] = []
        var corrections: [[UInt8]] = []
        var start = 0
        for block in 0..<blocks {
            let end = start + short + (block >= longFrom ? 1 : 0)
            parts.append(data[start..<end])
            corrections.append(GaloisField.remainder(data[start..<end], generator))
            start = end
        }
        var words: [UInt8] = []
        words.reserveCapacity(Self.totalWords[version - 1])
        for place in 0...short {
            for part in parts where place < part.count { words.append(part[part.startIndex + place]) }
        }
        for place in 0..<correction {
            for block in corrections { words.append(block[place]) }
        }
        return words
    }
}

/// Arithmetic modulo x^8 + x^4 + x^3 + x^2 + 1, the field of the QR code's Reed-Solomon correction.
enum GaloisField {
    private static let powers: [UInt8] = {
        var table = [UInt8](repeating: 1, count: 512)
        var value = 1
        for exponent in 0..<512 {
            table[exponent] = UInt8(value)
            value <<= 1
            if value > 0xFF { value ^= 0x11D }
        }
        return table
    }()
    private static let logarithms: [Int] = {
        var table = [Int](repeating: 0, count: 256)
        for exponent in 0..<255 { table[Int(powers[exponent])] = exponent }
        return table
    }()

    static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        left == 0 || right == 0 ? 0 : powers[logarithms[Int(left)] + logarithms[Int(right)]]
    }

    /// Coefficients below the leading 1 of (x - 1)(x - a)(x - a^2)...
    static func generator(_ degree: Int) -> [UInt8] {
        var polynomial = [UInt8](repeating: 0, count: degree)
        polynomial[degree - 1] = 1
        for exponent in 0..<degree {
            for index in 0..<degree {
                polynomial[index] = multiply(polynomial[index], powers[exponent])
                if index + 1 < degree { polynomial[index] ^= polynomial[index + 1] }
            }
        }
        return polynomial
    }

    static func remainder(_ data: ArraySlice<UInt8>, _ generator: [UInt8]) -> [UInt8] {
        var rest = [UInt8](repeating: 0, count: generator.count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for index in rest.indices { rest[index] ^= multiply(generator[index], factor) }
        }
        return rest
    }
}
