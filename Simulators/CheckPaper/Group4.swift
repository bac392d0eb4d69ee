/// CCITT Group 4 (T.6) as a scanner sends it: the encoder only, since a scanner never reads a picture.
/// - Source: ITU-T T.6 (11/88), 2.2: pass, vertical and horizontal mode; tables of T.4.
enum Group4 {
    /// The picture with its end-of-block mark; white is 0.
    static func encode(_ picture: Bilevel) -> [UInt8] {
        var bits = BitWriter()
        var above: [Int] = []
        for row in 0..<picture.height {
            let changes = picture.changes(inRow: row)
            encode(changes, above, picture.width, &bits)
            above = changes
        }
        bits.put(0x001, 12)
        bits.put(0x001, 12)
        return bits.finished()
    }

    private static func encode(_ row: [Int], _ above: [Int], _ width: Int, _ bits: inout BitWriter) {
        func change(_ list: [Int], _ place: Int) -> Int { place < list.count ? list[place] : width }
        var (a0, isBlack) = (-1, false)
        var (mine, upper) = (0, 0)
        while a0 < width {
            // changes at even places turn to black: a1 ends our colour, b1 begins the other one above
            while change(row, mine) <= a0, mine < row.count { mine += 1 }
            if mine % 2 != (isBlack ? 1 : 0) { mine += 1 }
            upper = max(0, upper - 2)
            while upper < above.count, above[upper] <= a0 || upper % 2 != (isBlack ? 1 : 0) { upper += 1 }
            let (a1, b1, b2) = (change(row, mine), change(above, upper), change(above, upper + 1))
            if b2 < a1 {
                bits.put(0b0001, 4)
                a0 = b2
                continue
            }
            if vertical(a1 - b1, &bits) {
                a0 = a1
                isBlack.toggle()
                continue
            }
            let a2 = change(row, mine + 1)
            bits.put(0b001, 3)
            run(a1 - max(0, a0), isBlack, &bits)
            run(a2 - a1, !isBlack, &bits)
            a0 = a2
        }
    }

    private static func vertical(_ distance: Int, _ bits: inout BitWriter) -> Bool {
        switch distance {
        case 0: bits.put(0b1, 1)
        case 1: bits.put(0b011, 3)
        case 2: bits.put(0b000011, 6)
        case 3: bits.put(0b0000011, 7)
        case -1: bits.put(0b010, 3)
        case -2: bits.put(0b000010, 6)
        case -3: bits.put(0b0000010, 7)
        default: return false
        }
        return true
    }

    private static func run(_ length: Int, _ isBlack: Bool, _ bits: inout BitWriter) {
        var rest = length
        let codes = isBlack ? Group4Codes.black : Group4Codes.white
        while rest >= 2560 {
            bits.put(Group4Codes.long[12])
            rest -= 2560
        }
        if rest >= 1792 {
            bits.put(Group4Codes.long[(rest - 1792) / 64])
            rest %= 64
        } else if rest >= 64 {
            bits.put(codes[63 + rest / 64])
            rest %= 64
        }
        bits.put(codes[rest])
    }
}

/// Bits into bytes, the highest first.
struct BitWriter {
    private var bytes: [UInt8] = []
    private var holding: UInt32 = 0
    private var held = 0

    mutating func put(_ code: Group4Codes.Code) { put(code.bits, code.length) }

    /// At most 16 bits at once.
    mutating func put(_ value: UInt32, _ count: Int) {
        holding = holding << UInt32(count) | value
        held += count
        while held >= 8 {
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: holding >> UInt32(held)))
        }
    }

    func finished() -> [UInt8] {
        held == 0 ? bytes : bytes + [UInt8(truncatingIfNeeded: holding << UInt32(8 - held))]
    }
}
