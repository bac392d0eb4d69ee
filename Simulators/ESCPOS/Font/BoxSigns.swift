/// Frame lines and shades of the DOS code pages, made from their arms instead of drawn.
enum BoxSigns {
    /// Arms as up, right, down, left; 1 single, 2 double. In the order of `signs`.
    private static let signs = Array("─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫")
    private static let arms = [
        "0101", "1010", "0110", "0011", "1100", "1001", "1110", "1011", "0111", "1101", "1111", "0202", "2020", "0220",
        "0022", "2200", "2002", "2220", "2022", "0222", "2202", "2222", "0210", "0120", "0012", "0021", "1200", "2100",
        "1002", "2001", "1210", "2120", "1012", "2021", "0212", "0121", "1202", "2101", "1212", "2121",
    ]

    static func rows(_ sign: UInt32, width: Int, height: Int) -> [UInt16]? {
        guard (0x2500...0x25A0).contains(sign), let scalar = Unicode.Scalar(sign) else { return nil }
        let full = UInt16(truncatingIfNeeded: 0xFFFF << (16 - width))
        switch sign {
        case 0x2588: return [UInt16](repeating: full, count: height)
        case 0x2580: return (0..<height).map { $0 < height / 2 ? full : 0 }
        case 0x2584: return (0..<height).map { $0 >= height / 2 ? full : 0 }
        case 0x258C: return [UInt16](repeating: full << UInt16(width - width / 2), count: height)
        case 0x2590: return [UInt16](repeating: full & (full >> UInt16(width / 2)), count: height)
        case 0x2591: return (0..<height).map { $0 % 2 == 0 ? full & 0x8888 : full & 0x2222 }
        case 0x2592: return (0..<height).map { $0 % 2 == 0 ? full & 0xAAAA : full & 0x5555 }
        case 0x2593: return (0..<height).map { $0 % 2 == 0 ? full & 0x7777 : full & 0xDDDD }
        case 0x25A0:
            let square = full & (full >> 2) & (full << 2)
            return (0..<height).map { $0 > height / 4 && $0 < height * 3 / 4 ? square : 0 }
        case _: break
        }
        guard let index = signs.firstIndex(of: Character(scalar)) else { return nil }
        var cell = Bitmap(width: width, height: height)
        let arm = arms[index].utf8.map { Int($0) - 0x30 }
        let (x, y) = (width / 2 - 1, height / 2 - 1)
        for (direction, kind) in arm.enumerated() where kind > 0 {
            for offset in kind == 1 ? [0] : [-2, 2] {
                switch direction {
                case 0: cell.fill(x: x + offset, y: 0, width: 2, height: y + 2 + (kind == 2 ? 2 : 0))
                case 1: cell.fill(x: x - (kind == 2 ? 2 : 0), y: y + offset, width: width, height: 2)
                case 2: cell.fill(x: x + offset, y: y - (kind == 2 ? 2 : 0), width: 2, height: height)
                case _: cell.fill(x: 0, y: y + offset, width: x + 2 + (kind == 2 ? 2 : 0), height: 2)
                }
            }
        }
        return (0..<height).map { line in
            cell.row(line).enumerated().reduce(UInt16(0)) { $0 | UInt16($1.element) << UInt16(8 - 8 * $1.offset) }
        }
    }
}
