/// How long a command is, from its first bytes: needed to know where the next one begins.
///
/// - Source: receipt-printers.md 4.1, 4.3; lengths of commands without effect here from the same tables.
enum StarGrammar {
    enum Verdict: Hashable, Sendable {
        /// Not whole before it has so many bytes.
        case needs(Int)
        case whole
        /// Dots follow, row by row (ESC GS S).
        case rows(stride: Int, count: Int)
        /// No command: so many bytes are thrown away.
        case unknown(Int)
    }

    /// Of at least one byte.
    static func verdict(_ bytes: [UInt8], inRaster: Bool, isPRNT: Bool) -> Verdict {
        if bytes[0] != 0x1B {
            guard inRaster, bytes[0] == 0x62 || bytes[0] == 0x6B else { return .whole }
            return counted(bytes, at: 1, unit: 1)
        }
        guard bytes.count > 1 else { return .needs(2) }
        switch bytes[1] {
        case 0x30, 0x31, 0x34, 0x35, 0x3A, 0x40, 0x45, 0x46, 0x4D, 0x4F, 0x50, 0x67, 0x70, 0x71: return .whole
        case 0x06, 0x0C, 0x20, 0x24, 0x25, 0x2D, 0x2F, 0x41, 0x49, 0x4A, 0x4E, 0x51, 0x52, 0x57, 0x5F, 0x61, 0x64,
            0x68, 0x6A, 0x6C, 0x7A:
            return fixed(bytes, 3)
        case 0x07, 0x1E, 0x69, 0x73: return fixed(bytes, 4)
        case 0x43: return fixed(bytes, bytes.count > 2 && bytes[2] == 0 ? 4 : 3)
        case 0x4B, 0x4C: return counted(bytes, at: 2, unit: 1)
        case 0x58: return counted(bytes, at: 2, unit: 3)
        case 0x6B: return counted(bytes, at: 2, unit: 24)
        case 0x42, 0x44: return until(bytes, [0x00], from: 2, most: 40)
        case 0x23: return until(bytes, [0x0A, 0x00], from: 2, most: 80)
        case 0x62: return until(bytes, [0x1E], from: 6, most: 270)
        case 0x1C: return stored(bytes)
        case 0x1D: return group(bytes, isPRNT: isPRNT)
        case 0x2A: return raster(bytes)
        default: return .unknown(2)
        }
    }

    private static func fixed(_ bytes: [UInt8], _ count: Int) -> Verdict {
        bytes.count >= count ? .whole : .needs(count)
    }

    private static func counted(_ bytes: [UInt8], at place: Int, unit: Int) -> Verdict {
        guard bytes.count >= place + 2 else { return .needs(place + 2) }
        return fixed(bytes, place + 2 + word(bytes, place) * unit)
    }

    private static func until(_ bytes: [UInt8], _ end: [UInt8], from: Int, most: Int) -> Verdict {
        if bytes.count >= from + end.count, bytes.suffix(end.count).elementsEqual(end) { return .whole }
        return bytes.count < most ? .needs(bytes.count + 1) : .unknown(bytes.count)
    }

    static func word(_ bytes: [UInt8], _ place: Int) -> Int { Int(bytes[place]) | Int(bytes[place + 1]) << 8 }

    private static func group(_ bytes: [UInt8], isPRNT: Bool) -> Verdict {
        guard bytes.count > 2 else { return .needs(3) }
        switch bytes[2] {
        case 0x61, 0x74: return fixed(bytes, 4)
        case 0x41, 0x52: return fixed(bytes, 5)
        case 0x03: return fixed(bytes, 6)
        case 0x19: return fixed(bytes, 7)
        case 0x29: return counted(bytes, at: 4, unit: 1)
        case 0x53 where isPRNT:
            guard bytes.count >= 9 else { return .needs(9) }
            return .rows(stride: word(bytes, 4), count: word(bytes, 6))
        case 0x79:
            guard bytes.count > 3 else { return .needs(4) }
            switch bytes[3] {
            case 0x49, 0x50: return .whole
            case 0x53: return fixed(bytes, 6)
            case 0x44: return counted(bytes, at: 6, unit: 1)
            default: return .unknown(4)
            }
        default: return .unknown(3)
        }
    }

    private static func raster(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count > 3 else { return .needs(4) }
        guard bytes[2] == 0x72 else { return .unknown(3) }
        switch bytes[3] {
        case 0x41, 0x42, 0x43, 0x52: return .whole
        case 0x4E:
            guard let end = bytes[4...].firstIndex(of: 0) else {
                return bytes.count < 12 ? .needs(bytes.count + 1) : .unknown(12)
            }
            return fixed(bytes, end + 1 + number(bytes[4..<end]))
        case 0x45, 0x46, 0x50, 0x51, 0x54, 0x59, 0x6D: return until(bytes, [0x00], from: 4, most: 12)
        default: return .unknown(4)
        }
    }

    private static func stored(_ bytes: [UInt8]) -> Verdict {
        guard bytes.count > 2 else { return .needs(3) }
        guard bytes[2] == 0x71 else { return bytes[2] == 0x70 ? fixed(bytes, 5) : .unknown(3) }
        guard bytes.count > 3 else { return .needs(4) }
        var end = 4
        for _ in 0..<bytes[3] {
            guard bytes.count >= end + 4 else { return .needs(end + 4) }
            end += 4 + word(bytes, end) * word(bytes, end + 2) * 8
            // More than any memory holds: the printer would not wait for it.
            guard end < 1_000_000 else { return .unknown(bytes.count) }
        }
        return fixed(bytes, end)
    }

    /// Digits as the number they write.
    static func number(_ digits: some Collection<UInt8>) -> Int {
        digits.reduce(0) { sum, digit in
            (0x30...0x39).contains(digit) ? min(65_535, sum * 10 + Int(digit) - 0x30) : sum
        }
    }
}
