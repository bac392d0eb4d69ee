/// What the keys of a US keyboard type, by the kernel's key numbers.
///
/// - Source: Linux `include/uapi/linux/input-event-codes.h` (KEY_1 is 2, KEY_ENTER 28 …); the US layout.
enum USKeyboard {
    static let shifts: [UInt16] = [42, 54]
    static let controls: [UInt16] = [29, 97]
    static let alternates: [UInt16] = [56, 100]
    static let capsLock: UInt16 = 58

    /// Rows of keys that have neighbouring numbers: the first number, what they type, what they type with shift.
    private static let rows: [(first: UInt16, plain: [UInt8], shifted: [UInt8])] = [
        (2, Array("1234567890-=".utf8), Array("!@#$%^&*()_+".utf8)),
        (16, Array("qwertyuiop[]".utf8), Array("QWERTYUIOP{}".utf8)),
        (30, Array("asdfghjkl;'`".utf8), Array("ASDFGHJKL:\"~".utf8)),
        (43, Array("\\zxcvbnm,./".utf8), Array("|ZXCVBNM<>?".utf8)),
        // The number block, as with Num Lock on; it knows no shift here.
        (71, Array("789-456+1230.".utf8), Array("789-456+1230.".utf8)),
    ]

    /// Keys that stand alone and type the same with shift: escape, backspace, tab, Enter, the block's *, space, the
    /// block's Enter and /.
    private static let single: [(code: UInt16, character: UInt8)] = [
        (1, 0x1B), (14, 0x08), (15, 0x09), (28, 0x0D), (55, 0x2A), (57, 0x20), (96, 0x0D), (98, 0x2F),
    ]

    /// What a key types; `nil` for a key that types nothing.
    static func character(_ code: UInt16, shifted: Bool) -> UInt8? {
        for row in rows where code >= row.first && Int(code - row.first) < row.plain.count {
            return (shifted ? row.shifted : row.plain)[Int(code - row.first)]
        }
        return single.first { $0.code == code }?.character
    }

    /// What Caps Lock does to a character.
    static func swappingCase(_ character: UInt8) -> UInt8 {
        switch character {
        case 0x41...0x5A: character + 0x20
        case 0x61...0x7A: character - 0x20
        default: character
        }
    }
}
