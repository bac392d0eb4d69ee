/// What the head feels, in the letters `0-9 t o a - ?` and blanks; and what the firmware makes of it.
struct MiniMICRHead: Hashable, Sendable {
    /// `nil`: no magnetic ink.
    let felt: [UInt8]?

    /// Papers that went through together lie over each other: where they differ the head feels neither.
    init(_ lines: [String?]) {
        let inked = lines.compactMap { $0.map { Array($0.utf8) } }
        guard var felt = inked.first else {
            self.felt = nil
            return
        }
        for other in inked.dropFirst() {
            for place in felt.indices where place >= other.count || felt[place] != other[place] {
                felt[place] = UInt8(ascii: "?")
            }
        }
        self.felt = felt
    }

    /// The line in the letters of a format code.
    func letters(_ format: Int) -> [UInt8] {
        let sign: [String] =
            switch format & 15 {
            case 1: ["t", "o", "a", "d", "?"]
            case 2: ["T", "O", "A", "D", "?"]
            case 3: ["T", "U", "$", "-", "*"]
            case 4: ["T", "U", "$", "0", "?"]
            case 5: ["T", "U", "$", "0", "*"]
            case 6: ["t", "o", "a", "0", "?"]
            case 7: ["T", "U", "$", "", "?"]
            default: ["T", "U", "$", "-", "?"]
            }
        var result: [UInt8] = []
        for letter in felt ?? [] {
            switch letter {
            case UInt8(ascii: "t"): result += Array(sign[0].utf8)
            case UInt8(ascii: "o"): result += Array(sign[1].utf8)
            case UInt8(ascii: "a"): result += Array(sign[2].utf8)
            case UInt8(ascii: "-"): result += Array(sign[3].utf8)
            case UInt8(ascii: "?"): result += Array(sign[4].utf8)
            case 0x20:
                if format & 32 != 0 || (format & 16 != 0 && result.last == 0x20) { continue }
                result.append(0x20)
            default: result.append(letter)
            }
        }
        return result
    }

    /// The two digits; of several the first of: no MICR, Canadian, transit, account, check number, business, amount.
    /// - Source: shared dossier `micr.md` 7; the order is that of `check-scanners.md` 2.1, letter S.
    var status: String {
        guard let felt else { return "01" }
        let fields = felt.split(separator: UInt8(ascii: "t"), omittingEmptySubsequences: false)
        guard fields.count == 3 else { return "05" }
        let isCanadian = Self.isCanadian(Array(fields[1]))
        if isCanadian, !felt.contains(UInt8(ascii: "?")) { return "08" }
        guard isCanadian || Self.isRouting(Array(fields[1])) else { return "05" }
        let parts = fields[2].split(separator: UInt8(ascii: "a"), omittingEmptySubsequences: false)
        let onUs = parts[0].split(separator: UInt8(ascii: "o"), omittingEmptySubsequences: false)
        if onUs[0].contains(UInt8(ascii: "?")) { return "07" }
        let isBusiness = fields[0].contains(UInt8(ascii: "o"))
        let number = isBusiness ? fields[0][...] : onUs.count > 1 ? onUs[onUs.count - 1] : []
        if number.contains(UInt8(ascii: "?")) || number.count(where: Self.isDigit) < 3 { return "04" }
        return isBusiness ? "10" : parts.count > 1 ? "11" : "00"
    }

    private static func isDigit(_ letter: UInt8) -> Bool { (0x30...0x39).contains(letter) }

    private static func isCanadian(_ field: [UInt8]) -> Bool {
        field.count == 9 && field[5] == UInt8(ascii: "-") && field.count(where: isDigit) == 8
    }

    private static func isRouting(_ field: [UInt8]) -> Bool {
        guard field.count == 9, field.allSatisfy(isDigit) else { return false }
        let digit = field.map { Int($0) - 0x30 }
        let (first, second, third) = (
            digit[0] + digit[3] + digit[6], digit[1] + digit[4] + digit[7], digit[2] + digit[5] + digit[8]
        )
        return (3 * first + 7 * second + third) % 10 == 0
    }
}
