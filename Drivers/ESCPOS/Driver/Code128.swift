/// CODE128 data for GS k 73: code sets chosen so that digits go in pairs where that makes the symbol shorter.
///
/// - Source: shared dossier `receipt-printers.md` 2.3 (`{B`, `{C`, `{{`; set C data are byte values 0 to 99).
struct Code128: Hashable, Sendable {
    /// What stands after the length byte.
    let data: [UInt8]
    /// Bars and gaps of the whole symbol, without quiet zones, in modules.
    let modules: Int

    /// `nil` when the text is empty, too long, or not printable ASCII.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 120, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        var built = Self.build(bytes, pairs: true)
        // Pairs are raw values: "162001" would be 10 14 01, which kicks the drawer. Such a text goes without pairs.
        if Self.looksRealTime(built.data) { built = Self.build(bytes, pairs: false) }
        guard built.data.count <= 255 else { return nil }
        data = built.data
        modules = 11 * (built.symbols + 1) + 13
    }

    static func looksRealTime(_ bytes: [UInt8]) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { $0 == 0x10 && Raster.isRealTime($1) }
    }

    private static func build(_ bytes: [UInt8], pairs: Bool) -> (data: [UInt8], symbols: Int) {
        var data: [UInt8] = []
        var symbols = 0
        var set: UInt8 = 0
        func enter(_ wanted: UInt8) {
            guard set != wanted else { return }
            data += [0x7B, wanted]
            symbols += 1
            set = wanted
        }
        func single(_ byte: UInt8) {
            enter(0x42)
            data += byte == 0x7B ? [0x7B, 0x7B] : [byte]
            symbols += 1
        }
        var place = 0
        while place < bytes.count {
            var run = 0
            while place + run < bytes.count, (0x30...0x39).contains(bytes[place + run]) { run += 1 }
            // Changing sets costs a symbol each way; at an end of the text only one of them.
            let atEnd = place == 0 || place + run == bytes.count
            if pairs, run >= 6 || atEnd && run >= 4 || run == bytes.count && run == 2 {
                // An odd digit goes outside the pairs, on the side that needs no further change of sets.
                if run % 2 == 1, place > 0 {
                    single(bytes[place])
                    (place, run) = (place + 1, run - 1)
                }
                enter(0x43)
                for pair in 0..<(run / 2) {
                    data.append((bytes[place + 2 * pair] - 0x30) * 10 + bytes[place + 2 * pair + 1] - 0x30)
                    symbols += 1
                }
                place += run / 2 * 2
                if run % 2 == 1 {
                    single(bytes[place])
                    place += 1
                }
            } else {
                for offset in 0..<max(1, run) { single(bytes[place + offset]) }
                place += max(1, run)
            }
        }
        return (data, symbols)
    }
}
