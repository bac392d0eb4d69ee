/// CODE128 with the code set escapes of GS k.
///
/// - Source: ISO/IEC 15417, table 1; receipt-printers.md 2.3 (`{A` `{B` `{C` choose the set, `{S` shift, `{1`-`{4` FNC).
enum Code128Bars {
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
    private static let stop = "2331112"

    static func encode(_ data: [UInt8]) throws(BarcodeFault) -> (modules: [Bool], text: String) {
        guard data.count >= 2, data[0] == 0x7B, let start = set(data[1]) else { throw BarcodeFault(good: 0) }
        var values = [103 + start]
        var (current, shifted) = (start, false)
        var text = ""
        var index = 2
        while index < data.count {
            let byte = data[index]
            if byte == 0x7B, current < 2 || index + 1 < data.count {
                guard index + 1 < data.count else { throw BarcodeFault(good: index) }
                let escape = data[index + 1]
                index += 2
                if let chosen = set(escape) {
                    if chosen != current { values.append([101, 100, 99][chosen]) }
                    current = chosen
                } else if escape == 0x53, current < 2 {
                    values.append(98)
                    shifted = true
                } else if (0x31...0x34).contains(escape) {
                    values.append([102, 97, 96, current == 0 ? 101 : 100][Int(escape) - 0x31])
                } else if escape == 0x7B, current == 1 {
                    values.append(0x7B - 32)
                    text += "{"
                } else {
                    throw BarcodeFault(good: index - 2)
                }
                continue
            }
            let set = shifted ? 1 - current : current
            shifted = false
            switch set {
            case 2 where byte < 100:
                values.append(Int(byte))
                text += byte < 10 ? "0\(byte)" : "\(byte)"
            case 0 where byte < 0x60:
                values.append(byte < 0x20 ? Int(byte) + 64 : Int(byte) - 32)
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case 1 where (0x20..<0x80).contains(byte):
                values.append(Int(byte) - 32)
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case _: throw BarcodeFault(good: index)
            }
            index += 1
        }
        let check = values.enumerated().reduce(0) { ($0 + $1.element * max(1, $1.offset)) % 103 }
        let pattern = (values + [check]).map { String(widths[$0]) }.joined() + stop
        return (runs(pattern), text)
    }

    private static func set(_ escape: UInt8) -> Int? { (0x41...0x43).contains(escape) ? Int(escape) - 0x41 : nil }

    /// Widths as digits, beginning with a bar.
    private static func runs(_ pattern: String) -> [Bool] {
        pattern.utf8.enumerated().flatMap { [Bool](repeating: $0.offset % 2 == 0, count: Int($0.element) - 0x30) }
    }
}
