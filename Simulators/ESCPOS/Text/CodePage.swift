/// Meanings of the codes 80 to FF. Which number selects which page is a matter of the model, not of the page.
///
/// - Source: the vendors' code page tables as published by the Unicode consortium; receipt-printers.md 2.1.
public enum CodePage: Hashable, Sendable, CaseIterable {
    /// Numbered by the vendors (`pc`, `wpc`) or by ISO 8859.
    case pc437, pc850, pc860, pc863, pc865, pc857, pc737, iso8859Part7, wpc1252, pc866, pc852, pc858
    /// Pages that only larger models have.
    case pc720, pc775, pc855, pc861, pc862, pc864, pc869, iso8859Part2, iso8859Part15, pc1125, wpc1250, wpc1251
    /// The Windows pages, and Kazakh.
    case wpc1253, wpc1254, wpc1255, wpc1256, wpc1257, wpc1258, kz1048
    /// A page the printer has and we do not know: every code is a hollow box.
    case unknown

    /// The sign at a code from 80 on; U+FFFD where the page has none.
    func sign(_ code: UInt8) -> UInt32 {
        let signs = signs
        let index = Int(code) - 0x80
        return signs.indices.contains(index) ? signs[index] : 0xFFFD
    }

    private var signs: [UInt32] {
        switch self {
        case .pc437: Self.pc437Signs
        case .pc850: Self.pc850Signs
        case .pc860: Self.pc860Signs
        case .pc863: Self.pc863Signs
        case .pc865: Self.pc865Signs
        case .pc857: Self.pc857Signs
        case .pc737: Self.pc737Signs
        case .iso8859Part7: Self.iso8859Part7Signs
        case .wpc1252: Self.wpc1252Signs
        case .pc866: Self.pc866Signs
        case .pc852: Self.pc852Signs
        case .pc858: Self.pc858Signs
        case .pc720: Self.pc720Signs
        case .pc775: Self.pc775Signs
        case .pc855: Self.pc855Signs
        case .pc861: Self.pc861Signs
        case .pc862: Self.pc862Signs
        case .pc864: Self.pc864Signs
        case .pc869: Self.pc869Signs
        case .iso8859Part2: Self.iso8859Part2Signs
        case .iso8859Part15: Self.iso8859Part15Signs
        case .pc1125: Self.pc1125Signs
        case .wpc1250: Self.wpc1250Signs
        case .wpc1251: Self.wpc1251Signs
        case .wpc1253: Self.wpc1253Signs
        case .wpc1254: Self.wpc1254Signs
        case .wpc1255: Self.wpc1255Signs
        case .wpc1256: Self.wpc1256Signs
        case .wpc1257: Self.wpc1257Signs
        case .wpc1258: Self.wpc1258Signs
        case .kz1048: Self.kz1048Signs
        case .unknown: []
        }
    }

    static func signs(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    /// Page numbers (the operand of ESC t) of the T88 class.
    ///
    /// - Source: receipt-printers.md 2.1 (Epson names; numbers from the printer database).
    public static let epsonNumbers: [UInt8: CodePage] = [
        0: .pc437, 2: .pc850, 3: .pc860, 4: .pc863, 5: .pc865, 13: .pc857, 14: .pc737, 15: .iso8859Part7,
        16: .wpc1252, 17: .pc866, 18: .pc852, 19: .pc858, 32: .pc720, 33: .pc775, 34: .pc855, 35: .pc861,
        36: .pc862, 37: .pc864, 38: .pc869, 39: .iso8859Part2, 40: .iso8859Part15, 44: .pc1125, 45: .wpc1250,
        46: .wpc1251, 47: .wpc1253, 48: .wpc1254, 49: .wpc1255, 50: .wpc1256, 51: .wpc1257, 52: .wpc1258,
        53: .kz1048,
        1: .unknown, 6: .unknown, 11: .unknown, 12: .unknown, 20: .unknown, 21: .unknown, 22: .unknown,
        23: .unknown, 24: .unknown, 25: .unknown, 26: .unknown, 30: .unknown, 31: .unknown, 41: .unknown,
        42: .unknown, 43: .unknown, 66: .unknown, 67: .unknown, 68: .unknown, 69: .unknown, 70: .unknown,
        71: .unknown, 72: .unknown, 73: .unknown, 74: .unknown, 75: .unknown, 255: .unknown,
    ]
}
