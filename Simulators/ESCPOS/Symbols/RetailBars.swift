/// EAN and UPC.
///
/// - Source: GS1 General Specifications, section 5.2 (number sets A, B, C; guard bars; check digit).
enum RetailBars {
    private static let setA = [
        0b0001101, 0b0011001, 0b0010011, 0b0111101, 0b0100011, 0b0110001, 0b0101111, 0b0111011, 0b0110111, 0b0001011,
    ]
    private static let parities13 = [0, 11, 13, 14, 19, 25, 28, 21, 22, 26]

    /// The digits with their check digit; a given check digit is kept as it is.
    static func completed(_ data: [UInt8], length: Int) -> [Int] {
        let digits = data.map { Int($0) - 0x30 }
        guard digits.count == length - 1 else { return digits }
        let sum = digits.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 3 : 1) }
        return digits + [(10 - sum % 10) % 10]
    }

    static func text(_ digits: [Int]) -> String { digits.map(String.init).joined() }

    static func ean13(_ digits: [Int]) -> [Bool] {
        let parity = parities13[digits[0]]
        let left = (1...6).flatMap { parity >> (6 - $0) & 1 == 1 ? b(digits[$0]) : a(digits[$0]) }
        return bits("101") + left + bits("01010") + (7...12).flatMap { c(digits[$0]) } + bits("101")
    }

    static func ean8(_ digits: [Int]) -> [Bool] {
        let (left, right) = ((0...3).flatMap { a(digits[$0]) }, (4...7).flatMap { c(digits[$0]) })
        return bits("101") + left + bits("01010") + right + bits("101")
    }

    /// Zero-suppressed UPC-A; numbers that cannot be shortened are shortened to their first digits, as cheap firmware does.
    static func upcE(_ full: [Int]) -> (modules: [Bool], text: String) {
        let (maker, item) = (Array(full[1...5]), Array(full[6...10]))
        let short: [Int] =
            if maker[2] <= 2, maker[3] == 0, maker[4] == 0 {
                [maker[0], maker[1], item[2], item[3], item[4], maker[2]]
            } else if maker[3] == 0, maker[4] == 0 {
                [maker[0], maker[1], maker[2], item[3], item[4], 3]
            } else if maker[4] == 0 {
                [maker[0], maker[1], maker[2], maker[3], item[4], 4]
            } else {
                maker + [item[4]]
            }
        let odd = [0b000111, 0b001011, 0b001101, 0b001110, 0b010011, 0b011001, 0b011100, 0b010101, 0b010110, 0b011010]
        let parity = odd[full[11]]
        let body = (0...5).flatMap { parity >> (5 - $0) & 1 == 0 ? b(short[$0]) : a(short[$0]) }
        return (bits("101") + body + bits("010101"), text([0] + short + [full[11]]))
    }

    static func bits(_ text: String) -> [Bool] { text.utf8.map { $0 == 0x31 } }

    private static func a(_ digit: Int) -> [Bool] { (0..<7).map { setA[digit] >> (6 - $0) & 1 == 1 } }
    private static func c(_ digit: Int) -> [Bool] { a(digit).map { !$0 } }
    private static func b(_ digit: Int) -> [Bool] { c(digit).reversed() }
}
