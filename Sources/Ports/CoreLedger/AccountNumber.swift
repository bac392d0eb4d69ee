/// A practice account number as a person types it: seven digits and a check digit.
///
/// The check digit is the Luhn sum over all eight digits: one wrong digit is always found, two neighbours changed over are
/// found except 09 and 90. The ledger itself takes any account name; this rule is for fingers.
public struct AccountNumber: Hashable, Sendable, CustomStringConvertible {
    /// Eight digits.
    public let digits: String

    /// The number for a seven-digit base, 1000000 to 9999999, with its check digit put behind.
    public init?(base: Int64) {
        guard (1_000_000...9_999_999).contains(base) else { return nil }
        let text = String(base)
        digits = text + String(Luhn.checkDigit(of: text))
    }

    /// Reads what was typed. Spaces and hyphens between the digits do not matter.
    public init(typed text: String) throws(AccountEntryFault) {
        guard text.utf8.count <= 64 else { throw .tooLong }
        let digits = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != " " && $0 != "-" }))
        guard !digits.isEmpty else { throw .empty }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .notDigits }
        guard digits.utf8.count == 8 else { throw .wrongLength(digits.utf8.count) }
        guard Luhn.holds(digits) else { throw .checkDigitWrong }
        self.digits = digits
    }

    /// Eight digits.
    public var description: String { digits }
}

/// Why a typed or scanned text names no account.
public enum AccountEntryFault: Error, Hashable, Sendable {
    /// Nothing but spaces and hyphens.
    case empty
    /// More than 64 bytes: not looked at any further.
    case tooLong
    /// Something stands between the digits that is no space and no hyphen.
    case notDigits
    /// So many digits instead of eight.
    case wrongLength(Int)
    /// Eight digits, but one of them, or the order of two, is not as on the bill.
    case checkDigitWrong
    /// A barcode, but none of ours.
    case notOurBarcode
    /// A barcode of ours, with a digit that was read wrong or is missing.
    case barcodeDamaged

    /// One sentence for the person at the screen.
    public var sentence: String {
        switch self {
        case .empty: "Please type your account number."
        case .tooLong: "That is too long for an account number."
        case .notDigits: "An account number has digits only."
        case .wrongLength(let count): "An account number has 8 digits; this one has \(count)."
        case .checkDigitWrong: "One of the digits is not right. Please compare with your bill."
        case .notOurBarcode: "This barcode is not from one of our bills."
        case .barcodeDamaged: "The barcode could not be read whole. Please scan again or type the account number."
        }
    }
}

/// Luhn's check digit (ISO/IEC 7812-1 annex B): from the right every second digit doubled, digits summed, modulo ten.
enum Luhn {
    /// Whether the last digit fits the others. Digits only.
    static func holds(_ digits: String) -> Bool { sum(digits.utf8.reversed(), doublingFirst: false) % 10 == 0 }

    /// The digit to put behind these digits.
    static func checkDigit(of digits: String) -> Int {
        (10 - sum(digits.utf8.reversed(), doublingFirst: true) % 10) % 10
    }

    private static func sum(_ digits: some Sequence<UInt8>, doublingFirst: Bool) -> Int {
        var (sum, doubling) = (0, doublingFirst)
        for byte in digits {
            let digit = Int(byte) - 0x30
            sum += doubling ? digit * 2 / 10 + digit * 2 % 10 : digit
            doubling.toggle()
        }
        return sum
    }
}
