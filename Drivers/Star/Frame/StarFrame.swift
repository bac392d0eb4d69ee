/// Plain shapes of the Star wire that both ends may share: lengths and fixed bits, no opcode and no meaning.
///
/// - Source: shared dossier `receipt-printers.md` 4.2 (automatic status, headers 1 and 2).
public enum StarFrame {
    /// "Go on" of XON/XOFF flow control; no other answer has bits 0 and 4 set.
    public static let xon: UInt8 = 0x11
    /// "Wait" of XON/XOFF flow control.
    public static let xoff: UInt8 = 0x13

    /// The shortest automatic status the papers name.
    public static let shortest = 7
    /// The longest that five bits and the extension can name.
    public static let longest = 33

    /// Whether a byte can be the first of an automatic status: bit 0 set, bits 4 and 7 clear.
    public static func opensStatus(_ byte: UInt8) -> Bool { byte & 0x91 == 0x01 }

    /// Whether a byte can stand inside one. Only the second may have bit 7: it lengthens the status by two.
    public static func continuesStatus(_ byte: UInt8, second: Bool) -> Bool {
        byte & (second ? 0x11 : 0x91) == 0
    }

    /// Bytes of the whole status, as its first two bytes tell.
    public static func length(_ first: UInt8, _ second: UInt8) -> Int {
        Int(first >> 2 & 0x18 | first >> 1 & 0x07) + Int(second >> 6 & 0x02)
    }

    /// The first two bytes of a status of that length and version; `nil` when the bits cannot name them.
    public static func heads(length: Int, version: Int) -> (first: UInt8, second: UInt8)? {
        guard (shortest...longest).contains(length), (0...31).contains(version) else { return nil }
        let isLong = length > 31
        let count = UInt8(isLong ? length - 2 : length)
        let number = UInt8(version)
        let first = 0x01 | (count & 0x07) << 1 | (count & 0x18) << 2
        return (first, (number & 0x07) << 1 | (number & 0x18) << 2 | (isLong ? 0x80 : 0))
    }

    /// Five bits spread over a byte so that bits 0, 4 and 7 stay clear: the print counter's way to write numbers.
    public static func spread(_ value: Int) -> UInt8 {
        let five = UInt8(truncatingIfNeeded: value & 31)
        return (five & 0x07) << 1 | (five & 0x18) << 2
    }

    /// The number in such a byte.
    public static func gathered(_ byte: UInt8) -> Int { Int(byte >> 2 & 0x18 | byte >> 1 & 0x07) }

    /// A count as two bytes, low byte first.
    public static func lowHigh(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
}
