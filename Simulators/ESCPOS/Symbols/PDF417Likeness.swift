/// A picture that looks like a PDF417 symbol of that size: true start and stop patterns, rows of four bars, but no
/// readable code words. The simulator keeps the data beside the picture.
enum PDF417Likeness {
    /// Dots of the picture; `columns` 0 lets the printer choose.
    static func bitmap(_ data: [UInt8], columns: Int, module: Int, rowHeight: Int) -> Bitmap {
        let words = data.count * 5 / 6 + 10
        let across = columns == 0 ? min(10, max(2, words / 8)) : min(30, columns)
        let rows = min(90, max(3, (words + across - 1) / across))
        let start = RetailBars.bits("11111111010101000")
        let stop = RetailBars.bits("111111101000101001")
        var small = Bitmap(width: start.count + 17 * (across + 2) + stop.count, height: rows)
        var seed = data.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        for y in 0..<rows {
            var line = start
            for _ in 0..<(across + 2) {
                seed = seed &* 1_664_525 &+ 1_013_904_223
                var left = 17
                for element in 0..<8 {
                    let most = min(6, left - (7 - element))
                    let chance = Int(seed >> UInt32(element * 3 + 2) & 7) % max(1, min(3, most))
                    let size = element == 7 ? min(6, left) : 1 + chance
                    line += [Bool](repeating: element % 2 == 0, count: size)
                    left -= size
                }
                line += [Bool](repeating: false, count: max(0, left))
            }
            for (x, isBar) in (line + stop).enumerated() where isBar { small[x, y] = true }
        }
        return small.scaled(across: module, down: module * rowHeight)
    }
}
