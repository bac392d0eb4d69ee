/// Check words over GF(256) with x^8 + x^4 + x^3 + x^2 + 1.
///
/// - Source: ISO/IEC 18004:2015, 7.5.2 and annex A.
enum ReedSolomon {
    static func product(_ a: UInt8, _ b: UInt8) -> UInt8 {
        (0..<8).reversed().reduce(UInt8(0)) { sum, bit in
            let doubled = sum & 0x80 != 0 ? sum << 1 ^ 0x1D : sum << 1
            return b >> UInt8(bit) & 1 == 1 ? doubled ^ a : doubled
        }
    }

    /// Coefficients below the leading one, highest power first.
    static func generator(degree: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: degree)
        guard degree > 0 else { return result }
        result[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                result[index] = product(result[index], root)
                if index + 1 < degree { result[index] ^= result[index + 1] }
            }
            root = product(root, 2)
        }
        return result
    }

    static func remainder(_ data: [UInt8], _ generator: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: generator.count)
        guard !generator.isEmpty else { return result }
        for byte in data {
            let factor = byte ^ result.removeFirst()
            result.append(0)
            for (index, coefficient) in generator.enumerated() { result[index] ^= product(coefficient, factor) }
        }
        return result
    }
}
