/// Why a text is no fraction.
public enum FractionFault: Error, Hashable, Sendable {
    /// Not `PP-YYYY/XXXX`.
    case form
}

/// The bank's number a second time, printed at the top of a check as `PP-YYYY/XXXX`: a witness that no magnetic head
/// read.
/// - Source: micr.md 4, Fraction.
public struct RoutingFraction: Hashable, Sendable, CustomStringConvertible {
    /// City or state, one to three digits; not part of the routing number.
    public let place: String
    /// One to four digits: digits 5 to 8 of the routing number.
    public let institution: String
    /// Three or four digits: digits 1 to 4 of the routing number.
    public let symbol: String

    /// Reads the printed form; blanks around it are no harm.
    public init(_ text: String) throws(FractionFault) {
        let trimmed = text.utf8.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
        let halves = Array(trimmed).split(separator: 0x2F, omittingEmptySubsequences: false)
        guard halves.count == 2 else { throw .form }
        let top = halves[0].split(separator: 0x2D, omittingEmptySubsequences: false)
        guard top.count == 2, let place = Self.digits(top[0], 1...3), let institution = Self.digits(top[1], 1...4),
            let symbol = Self.digits(halves[1], 3...4)
        else { throw .form }
        (self.place, self.institution, self.symbol) = (place, institution, symbol)
    }

    /// The number it stands for, check digit computed.
    public var routing: RoutingNumber {
        get throws(FractionFault) {
            guard let number = RoutingNumber(firstEight: Self.filled(symbol) + Self.filled(institution)) else {
                throw .form
            }
            return number
        }
    }

    public var description: String { "\(place)-\(institution)/\(symbol)" }

    private static func digits(_ bytes: ArraySlice<UInt8>, _ count: ClosedRange<Int>) -> String? {
        guard count.contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func filled(_ digits: String) -> String {
        String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
