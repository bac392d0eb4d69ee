/// A linear symbol as a row of modules, true = bar. CODE128, CODE39 and the EAN family are real; the others are a
/// likeness of their size.
struct StarBars: Hashable, Sendable {
    let modules: [Bool]

    /// `nil` for data that the kind cannot carry.
    init?(_ kind: Int, _ data: [UInt8]) {
        guard !data.isEmpty, data.count <= 100 else { return nil }
        switch kind {
        case 6:
            guard data.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
            modules = Self.code128(data)
        case 4:
            let text = [0x2A] + data + [0x2A]
            let found = text.map { byte in
                Self.signs.utf8.firstIndex(of: byte).map {
                    Self.signs.utf8.distance(from: Self.signs.utf8.startIndex, to: $0)
                }
            }
            guard found.allSatisfy({ $0 != nil }) else { return nil }
            modules = found.flatMap { Self.code39($0 ?? 0) + [false] }
        case 1, 2, 3:
            guard let drawn = Self.ean(kind, data) else { return nil }
            modules = drawn
        default: modules = [true, false, true] + data.flatMap { Self.likeness($0) } + [true, false, true]
        }
    }

    // MARK: CODE128, set B

    /// - Source: ISO/IEC 15417, table 1.
    private static let widths: [Substring] = """
        212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
        113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
        212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131
        113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
        314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211
        241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
        214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214
        211232
        """.split { $0 == " " || $0 == "\n" }

    private static func code128(_ data: [UInt8]) -> [Bool] {
        let values = [104] + data.map { Int($0) - 32 }
        let sum = values.enumerated().reduce(0) { $0 + max(1, $1.offset) * $1.element } % 103
        return (values + [sum]).flatMap { drawn(widths[$0]) } + drawn("2331112")
    }

    private static func drawn(_ widths: Substring) -> [Bool] {
        widths.utf8.enumerated().flatMap { Array(repeating: $0.offset % 2 == 0, count: Int($0.element) - 0x30) }
    }

    // MARK: CODE39

    private static let signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*"

    /// Nine elements, bars and gaps in turn, three of them wide: which ones, as nine bits.
    ///
    /// - Source: ISO/IEC 16388, table 1.
    private static let wide: [UInt16] = [
        0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019, 0x118, 0x058,
        0x00D, 0x10C, 0x04C, 0x01C, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052, 0x007, 0x106, 0x046, 0x016, 0x181, 0x0C1,
        0x1C0, 0x091, 0x190, 0x0D0, 0x085, 0x184, 0x0C4, 0x0A8, 0x0A2, 0x08A, 0x02A, 0x094,
    ]

    private static func code39(_ index: Int) -> [Bool] {
        (0..<9).flatMap { element in
            Array(repeating: element % 2 == 0, count: wide[index] & (0x100 >> UInt16(element)) != 0 ? 3 : 1)
        }
    }

    // MARK: EAN and UPC-A

    private static let left: [UInt8] = [0x0D, 0x19, 0x13, 0x3D, 0x23, 0x31, 0x2F, 0x3B, 0x37, 0x0B]
    private static let parity: [UInt8] = [0x00, 0x0B, 0x0D, 0x0E, 0x13, 0x19, 0x1C, 0x15, 0x16, 0x1A]

    /// - Source: ISO/IEC 15420, tables 1 and 2.
    private static func ean(_ kind: Int, _ data: [UInt8]) -> [Bool]? {
        let length = kind == 1 ? 12 : kind == 2 ? 8 : 13
        guard data.allSatisfy({ (0x30...0x39).contains($0) }), data.count == length || data.count == length - 1 else {
            return nil
        }
        var digits = data.map { Int($0) - 0x30 }
        if digits.count < length {
            let sum = digits.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 3 : 1) }
            digits.append((10 - sum % 10) % 10)
        }
        if kind == 1 { digits.insert(0, at: 0) }
        let half = kind == 2 ? 4 : 6
        let first = kind == 2 ? 0 : digits.removeFirst()
        var modules = [true, false, true]
        for (place, digit) in digits.prefix(half).enumerated() {
            let isOther = parity[first] & (0x20 >> UInt8(place)) != 0
            modules += isOther ? bits(left[digit]).map { !$0 }.reversed() : bits(left[digit])
        }
        modules += [false, true, false, true, false]
        for digit in digits.suffix(half) { modules += bits(left[digit]).map { !$0 } }
        return modules + [true, false, true]
    }

    private static func bits(_ value: UInt8) -> [Bool] { (0..<7).map { value & (0x40 >> UInt8($0)) != 0 } }

    private static func likeness(_ byte: UInt8) -> [Bool] {
        (0..<9).map { $0 % 2 == 0 || byte >> UInt8($0 % 8) & 1 == 1 }
    }
}
