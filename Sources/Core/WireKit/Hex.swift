/// Bytes as text and back: `02 08 10 7F`.
public enum Hex {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Two capital digits a byte, one space between.
    public static func text(_ bytes: some Collection<UInt8>, separator: String = " ") -> String {
        bytes.map { String(decoding: [digits[Int($0 >> 4)], digits[Int($0 & 15)]], as: UTF8.self) }
            .joined(separator: separator)
    }

    /// Reads pairs of digits in either case; blanks between pairs are skipped. `nil` when anything else is found.
    public static func bytes(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var high: UInt8?
        for character in text.utf8 {
            let value: UInt8
            switch character {
            case 0x30...0x39: value = character - 0x30
            case 0x41...0x46: value = character - 0x37
            case 0x61...0x66: value = character - 0x57
            case 0x20, 0x09, 0x0A, 0x0D:
                guard high == nil else { return nil }
                continue
            default: return nil
            }
            if let first = high {
                result.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? result : nil
    }
}
