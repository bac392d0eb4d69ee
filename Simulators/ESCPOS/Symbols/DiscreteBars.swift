/// CODE39, ITF, CODABAR and CODE93.
///
/// - Source: ISO/IEC 16388, ISO/IEC 16390, EN 798, AIM USS-93.
enum DiscreteBars {
    private static let signs39 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%".utf8)
    private static let widths39: [Substring] = """
        nnnwwnwnn wnnwnnnnw nnwwnnnnw wnwwnnnnn nnnwwnnnw wnnwwnnnn nnwwwnnnn nnnwnnwnw wnnwnnwnn nnwwnnwnn
        wnnnnwnnw nnwnnwnnw wnwnnwnnn nnnnwwnnw wnnnwwnnn nnwnwwnnn nnnnnwwnw wnnnnwwnn nnwnnwwnn nnnnwwwnn
        wnnnnnnww nnwnnnnww wnwnnnnwn nnnnwnnww wnnnwnnwn nnwnwnnwn nnnnnnwww wnnnnnwwn nnwnnnwwn nnnnwnwwn
        wwnnnnnnw nwwnnnnnw wwwnnnnnn nwnnwnnnw wwnnwnnnn nwwnwnnnn nwnnnnwnw wwnnnnwnn nwwnnnwnn nwnwnwnnn
        nwnwnnnwn nwnnnwnwn nnnwnwnwn
        """.split { $0 == " " || $0 == "\n" }

    static func code39(_ data: [UInt8]) -> [Bool] {
        let star = "nwnnwnwnn"
        let body = data.compactMap { byte in signs39.firstIndex(of: byte).map { String(widths39[$0]) } }
        return wide(([star] + body + [star]).joined(separator: "n"), ratio: 3)
    }

    private static let signsCodabar = Array("0123456789-$:/.+ABCD".utf8)
    private static let widthsCodabar: [Substring] = """
        nnnnnww nnnnwwn nnnwnnw wwnnnnn nnwnnwn wnnnnwn nwnnnnw nwnnwnn nwwnnnn wnnwnnn nnnwwnn nnwwnnn wnnnwnw
        wnwnnnw wnwnwnn nnwnwnw nnwwnwn nwnwnnw nnnwnww nnnwwwn
        """.split { $0 == " " || $0 == "\n" }

    static func codabar(_ data: [UInt8]) -> [Bool] {
        let body = data.compactMap { byte in
            signsCodabar.firstIndex(of: byte >= 0x61 ? byte - 0x20 : byte).map { String(widthsCodabar[$0]) }
        }
        return wide(body.joined(separator: "n"), ratio: 3)
    }

    private static let widthsITF: [Substring] =
        "nnwwn wnnnw nwnnw wwnnn nnwnw wnwnn nwwnn nnnww wnnwn nwnwn".split(separator: " ")

    /// Pairs of digits, one in the bars, one in the gaps; an odd last digit is left out.
    static func interleaved(_ data: [UInt8]) -> (modules: [Bool], text: String) {
        let digits = data.prefix(data.count / 2 * 2)
        var pattern = "nnnn"
        for start in stride(from: 0, to: digits.count, by: 2) {
            let (bars, gaps) = (widthsITF[Int(digits[start]) - 0x30], widthsITF[Int(digits[start + 1]) - 0x30])
            for (bar, gap) in zip(bars, gaps) { pattern += "\(bar)\(gap)" }
        }
        return (wide(pattern + "wnn", ratio: 3), String(decoding: digits, as: UTF8.self))
    }

    private static let signs93 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%".utf8)
    private static let modules93: [Substring] = """
        100010100 101001000 101000100 101000010 100101000 100100100 100100010 101010000 100010010 100001010
        110101000 110100100 110100010 110010100 110010010 110001010 101101000 101100100 101100010 100110100
        100011010 101011000 101001100 101000110 100101100 100010110 110110100 110110010 110101100 110100110
        110010110 110011010 101101100 101100110 100110110 100111010 100101110 111010100 111010010 111001010
        101101110 101110110 110101110 100100110 111011010 111010110 100110010
        """.split { $0 == " " || $0 == "\n" }

    static func code93(_ data: [UInt8]) -> [Bool] {
        var values = data.flatMap(values93)
        values.append(check(values, 20))
        values.append(check(values, 15))
        let edge = "101011110"
        let body = values.map { String(modules93[$0]) }.joined()
        return RetailBars.bits(edge + body + edge + "1")
    }

    private static func check(_ values: [Int], _ limit: Int) -> Int {
        values.reversed().enumerated().reduce(0) { ($0 + $1.element * ($1.offset % limit + 1)) % 47 }
    }

    /// Signs outside the 43 basic ones are a shift (43 $, 44 %, 45 /, 46 +) and a letter.
    private static func values93(_ byte: UInt8) -> [Int] {
        if let basic = signs93.firstIndex(of: byte) { return [basic] }
        func pair(_ shift: Int, _ letter: Character, _ offset: Int) -> [Int] {
            [shift, 10 + Int(letter.asciiValue ?? 0x41) - 0x41 + offset]
        }
        let code = Int(byte)
        switch byte {
        case 0: return pair(44, "U", 0)
        case 1...26: return pair(43, "A", code - 1)
        case 27...31: return pair(44, "A", code - 27)
        case 33...44: return pair(45, "A", code - 33)
        case 0x3A: return pair(45, "Z", 0)
        case 0x3B...0x3F: return pair(44, "F", code - 0x3B)
        case 0x40: return pair(44, "V", 0)
        case 0x5B...0x5F: return pair(44, "K", code - 0x5B)
        case 0x60: return pair(44, "W", 0)
        case 0x61...0x7A: return pair(46, "A", code - 0x61)
        case 0x7B...0x7F: return pair(44, "P", code - 0x7B)
        case _: return []
        }
    }

    /// Narrow and wide elements in turn, beginning with a bar.
    private static func wide(_ pattern: String, ratio: Int) -> [Bool] {
        pattern.utf8.enumerated().flatMap {
            [Bool](repeating: $0.offset % 2 == 0, count: $0.element == 0x77 ? ratio : 1)
        }
    }
}
