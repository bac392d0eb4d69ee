/// Letters of five by seven modules, as a slip printer has them. Small letters come out as capitals.
enum PlainLetters {
    /// Modules from one letter to the next.
    static let advance = 6

    /// Writes one line; `module` dots a module. A letter that is not known is a box.
    static func draw(_ text: String, x: Int, y: Int, module: Int, on sheet: inout Bilevel) {
        for (index, letter) in text.utf8.enumerated() where letter != 0x20 {
            for (row, bits) in rows(of: letter).enumerated() {
                for column in 0..<5 where bits >> UInt8(4 - column) & 1 == 1 {
                    sheet.fill(
                        x: x + (index * advance + column) * module, y: y + row * module, width: module, height: module)
                }
            }
        }
    }

    private static func rows(of letter: UInt8) -> [UInt8] {
        let capital = (0x61...0x7A).contains(letter) ? letter - 0x20 : letter
        guard let place = order.firstIndex(of: capital) else { return [31, 17, 17, 17, 17, 17, 31] }
        return Array(modules[(place * 7)..<(place * 7 + 7)])
    }

    private static let order: [UInt8] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-/$*#&':<>()+=?!".utf8)

    /// Seven rows of five modules a letter, the left module highest.
    private static let modules: [UInt8] = [
        14, 17, 17, 31, 17, 17, 17, 30, 17, 17, 30, 17, 17, 30, 15, 16, 16, 16, 16, 16, 15, 30, 17, 17, 17, 17, 17, 30,
        31, 16, 16, 30, 16, 16, 31, 31, 16, 16, 30, 16, 16, 16, 15, 16, 16, 19, 17, 17, 15, 17, 17, 17, 31, 17, 17, 17,
        14, 4, 4, 4, 4, 4, 14, 7, 2, 2, 2, 2, 18, 12, 17, 18, 20, 24, 20, 18, 17, 16, 16, 16, 16, 16, 16, 31,
        17, 27, 21, 21, 17, 17, 17, 17, 25, 25, 21, 19, 19, 17, 14, 17, 17, 17, 17, 17, 14, 30, 17, 17, 30, 16, 16, 16,
        14, 17, 17, 17, 21, 18, 13, 30, 17, 17, 30, 20, 18, 17, 15, 16, 16, 14, 1, 1, 30, 31, 4, 4, 4, 4, 4, 4,
        17, 17, 17, 17, 17, 17, 14, 17, 17, 17, 17, 17, 10, 4, 17, 17, 17, 21, 21, 27, 17, 17, 17, 10, 4, 10, 17, 17,
        17, 17, 10, 4, 4, 4, 4, 31, 1, 2, 4, 8, 16, 31, 14, 17, 19, 21, 25, 17, 14, 4, 12, 4, 4, 4, 4, 14,
        14, 17, 1, 6, 8, 16, 31, 30, 1, 1, 14, 1, 1, 30, 2, 6, 10, 18, 31, 2, 2, 31, 16, 30, 1, 1, 17, 14,
        6, 8, 16, 30, 17, 17, 14, 31, 1, 2, 4, 8, 8, 8, 14, 17, 17, 14, 17, 17, 14, 14, 17, 17, 15, 1, 2, 12,
        0, 0, 0, 0, 0, 12, 12, 0, 0, 0, 0, 12, 4, 8, 0, 0, 0, 31, 0, 0, 0, 1, 1, 2, 4, 8, 16, 16,
        4, 15, 20, 14, 5, 30, 4, 0, 21, 14, 31, 14, 21, 0, 10, 10, 31, 10, 31, 10, 10, 12, 18, 20, 8, 21, 18, 13,
        4, 4, 8, 0, 0, 0, 0, 0, 12, 12, 0, 12, 12, 0, 2, 4, 8, 16, 8, 4, 2, 8, 4, 2, 1, 2, 4, 8,
        2, 4, 8, 8, 8, 4, 2, 8, 4, 2, 2, 2, 4, 8, 0, 4, 4, 31, 4, 4, 0, 0, 0, 31, 0, 31, 0, 0,
        14, 17, 1, 6, 4, 0, 4, 4, 4, 4, 4, 4, 0, 4,
    ]
}
