/// Why nine characters are no routing number.
public enum RoutingFault: Error, Hashable, Sendable {
    /// Not nine digits.
    case form
    /// The ninth digit does not follow from the first eight.
    case checkDigit
}

/// A bank's number in the United States: nine digits, the last one computed from the others.
/// - Source: micr.md 4.
public struct RoutingNumber: Hashable, Sendable, CustomStringConvertible {
    /// Nine digits whose check digit holds.
    public let digits: String

    /// Takes nine digits whose check digit holds. `000000000` holds by arithmetic: see `isPayor`.
    public init(_ text: String) throws(RoutingFault) {
        guard let digits = Self.nine(text) else { throw .form }
        guard Self.weighted(digits) % 10 == 0 else { throw .checkDigit }
        self.digits = text
    }

    /// Takes the first eight digits and computes the ninth; `nil` when there are not eight.
    public init?(firstEight: String) {
        guard let check = Self.checkDigit(firstEight: firstEight) else { return nil }
        digits = firstEight + String(check)
    }

    /// The ninth digit, 0 to 9; `nil` when `firstEight` is not eight digits.
    public static func checkDigit(firstEight: String) -> Int? {
        guard let digits = nine(firstEight + "0") else { return nil }
        return (10 - weighted(digits) % 10) % 10
    }

    /// Whose number it is, by its first two digits.
    public var prefix: RoutingPrefix { RoutingPrefix(firstTwo: digits.prefix(2)) }

    /// The number can stand on a check that somebody pays with: its prefix is assigned, and it is not all zeros.
    public var isPayor: Bool { prefix.isPayor && digits != "000000000" }

    /// Federal Reserve district, 1 (Boston) to 12 (San Francisco); `nil` where the prefix names none.
    public var district: Int? { prefix.district(firstTwo: digits.prefix(2)) }

    /// Digits 4 to 8: what UnifiedPOS calls `BankNumber`. Not to be confused with `institution`.
    public var bankNumber: String { String(digits.dropFirst(3).prefix(5)) }

    /// Digits 5 to 8: the institution within its district.
    public var institution: String { String(digits.dropFirst(4).prefix(4)) }

    /// The first eight digits: the key of an exception table.
    public var firstEight: String { String(digits.prefix(8)) }

    public var description: String { digits }

    private static func nine(_ text: String) -> [Int]? {
        let bytes = Array(text.utf8)
        guard bytes.count == 9, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return bytes.map { Int($0) - 0x30 }
    }

    /// 3, 7, 1 times the digits, added up.
    private static func weighted(_ digits: [Int]) -> Int {
        digits.enumerated().reduce(0) { $0 + $1.element * [3, 7, 1][$1.offset % 3] }
    }
}

/// Whose a routing number is, by its first two digits.
/// - Source: micr.md 4, table of prefixes.
public enum RoutingPrefix: String, Hashable, Sendable, CaseIterable {
    /// 00.
    case government = "us_government"
    /// 01 to 12, by district.
    case primary = "federal_reserve_primary"
    /// 21 to 32: district + 20.
    case thrift
    /// 61 to 72: district + 60.
    case electronic
    /// 80.
    case travelersCheque = "travelers_cheque"
    /// All others; 50 to 59 are used inside banks and pass the check digit.
    case unassigned = "unassigned_or_internal"

    init(firstTwo: Substring) {
        switch Int(firstTwo) ?? -1 {
        case 0: self = .government
        case 1...12: self = .primary
        case 21...32: self = .thrift
        case 61...72: self = .electronic
        case 80: self = .travelersCheque
        default: self = .unassigned
        }
    }

    /// Somebody can pay with a check of such a bank.
    public var isPayor: Bool { self != .unassigned }

    func district(firstTwo: Substring) -> Int? {
        guard let number = Int(firstTwo) else { return nil }
        return switch self {
        case .primary: number
        case .thrift: number - 20
        case .electronic: number - 60
        case .government, .travelersCheque, .unassigned: nil
        }
    }
}
