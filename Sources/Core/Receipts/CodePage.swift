/// A single-byte character set of receipt printers. Which number selects it is a matter of the model's profile.
public enum CodePage: String, Hashable, Sendable, CaseIterable {
    /// United States, Latin letters with boxes; where every printer begins.
    case pc437 = "437"
    /// Western Europe.
    case pc850 = "850"
    /// Central Europe.
    case pc852 = "852"
    /// Western Europe with the euro sign.
    case pc858 = "858"
    /// Portuguese.
    case pc860 = "860"
    /// French as in Canada.
    case pc863 = "863"
    /// Nordic.
    case pc865 = "865"
    /// Cyrillic.
    case pc866 = "866"
    /// Windows, Central Europe.
    case wpc1250 = "1250"
    /// Windows, Western Europe.
    case wpc1252 = "1252"
    /// Latin 9.
    case iso8859x15 = "8859-15"

    /// The byte of a character on this page, `nil` when the page does not hold it. ASCII is itself on every page.
    public func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x80 { return scalar.value >= 0x20 && scalar.value != 0x7F ? UInt8(scalar.value) : nil }
        return CodePageMap.of(self).byte(scalar.value)
    }

    /// The character that a byte prints on this page, `nil` where the page is empty.
    public func scalar(_ byte: UInt8) -> Unicode.Scalar? {
        if byte < 0x80 { return byte >= 0x20 && byte != 0x7F ? Unicode.Scalar(byte) : nil }
        let scalar = CodePageMap.of(self).upper[Int(byte) - 0x80]
        return scalar.value == CodePageMap.gap ? nil : scalar
    }
}

/// One page turned round for encoding: a direct table for Latin letters, a sorted one for the rest.
package struct CodePageMap: Sendable {
    static let gap: UInt32 = 0xFFFD
    private static let directCount: UInt32 = 0x180

    /// The characters of 80 to FF.
    package let upper: [Unicode.Scalar]
    /// By scalar below `directCount`; zero is "not on this page" (no page has anything but ASCII under 80).
    private let direct: [UInt8]
    private let sparse: [(scalar: UInt32, byte: UInt8)]

    init(_ page: CodePage) {
        upper = Array(CodePageTables.upperHalf(page).unicodeScalars)
        var direct = [UInt8](repeating: 0, count: Int(Self.directCount))
        var sparse: [(scalar: UInt32, byte: UInt8)] = []
        for (place, scalar) in upper.enumerated() where scalar.value != Self.gap {
            let byte = UInt8(0x80 + place)
            if scalar.value < Self.directCount {
                direct[Int(scalar.value)] = byte
            } else {
                sparse.append((scalar.value, byte))
            }
        }
        self.direct = direct
        self.sparse = sparse.sorted { $0.scalar < $1.scalar }
    }

    /// The byte of a character outside ASCII.
    @inline(__always)
    package func byte(_ scalar: UInt32) -> UInt8? {
        if scalar < Self.directCount {
            let byte = direct[Int(scalar)]
            return byte == 0 ? nil : byte
        }
        var low = 0
        var high = sparse.count
        while low < high {
            let middle = (low + high) / 2
            if sparse[middle].scalar == scalar { return sparse[middle].byte }
            if sparse[middle].scalar < scalar { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private static let all: [CodePageMap] = CodePage.allCases.map(CodePageMap.init)

    package static func of(_ page: CodePage) -> CodePageMap {
        switch page {
        case .pc437: all[0]
        case .pc850: all[1]
        case .pc852: all[2]
        case .pc858: all[3]
        case .pc860: all[4]
        case .pc863: all[5]
        case .pc865: all[6]
        case .pc866: all[7]
        case .wpc1250: all[8]
        case .wpc1252: all[9]
        case .iso8859x15: all[10]
        }
    }
}

/// Typographic signs that have a plain twin: used only where no page of the printer holds the sign itself.
package func plainTwin(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x2010...0x2015, 0x2212: 0x2D
    case 0x2018, 0x2019, 0x201B, 0x2032: 0x27
    case 0x201C, 0x201D, 0x2033: 0x22
    case 0x201A: 0x2C
    case 0xB7, 0x2022, 0x2219: 0x2A
    case 0xD7: 0x78
    case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: 0x20
    default: nil
    }
}
