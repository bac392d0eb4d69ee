/// What the barcode on a practice bill carries, 20 characters of Code 128:
///
/// ```
/// TVW 10000016 00006347 4
/// |   |        |        +- check digit: Luhn over the 16 digits before it
/// |   |        +---------- amount due in cents, 8 digits
/// |   +------------------- account number with its own check digit
/// +----------------------- Tarn Valley Water & Power
/// ```
///
/// The amount is what the bill said on its day; what is owed now only the core can tell.
public struct BillBarcode: Hashable, Sendable, CustomStringConvertible {
    /// Letters in front, so that a barcode of something else is told from a damaged one of ours.
    public static let prefix = "TVW"
    /// Largest amount a bill can carry, in cents: 999,999.99.
    public static let maximumCents: Int64 = 99_999_999

    /// The account the bill was sent for.
    public let account: AccountNumber
    /// Amount due when the bill was printed, in cents.
    public let dueCents: Int64

    /// Takes amounts of 0 to `maximumCents`.
    public init?(account: AccountNumber, dueCents: Int64) {
        guard (0...Self.maximumCents).contains(dueCents) else { return nil }
        (self.account, self.dueCents) = (account, dueCents)
    }

    /// Reads what the scanner sent; spaces and line ends around it do not matter.
    public init(scanned text: String) throws(AccountEntryFault) {
        guard text.utf8.count <= 64 else { throw .tooLong }
        let trimmed = text.unicodeScalars.filter { !" \r\n\t".unicodeScalars.contains($0) }
        let code = String(String.UnicodeScalarView(trimmed)).uppercased()
        guard !code.isEmpty else { throw .empty }
        guard code.hasPrefix(Self.prefix) else { throw .notOurBarcode }
        let digits = String(code.dropFirst(Self.prefix.count))
        guard digits.utf8.count == 17, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), Luhn.holds(digits),
            let cents = Int64(digits.dropFirst(8).prefix(8))
        else { throw .barcodeDamaged }
        do { account = try AccountNumber(typed: String(digits.prefix(8))) } catch { throw .barcodeDamaged }
        dueCents = cents
    }

    /// The 20 characters.
    public var description: String {
        let digits = account.digits + padded(dueCents, 8)
        return Self.prefix + digits + String(Luhn.checkDigit(of: digits))
    }
}

/// What stands in a field where an account number can be typed: the number itself, or a scanned barcode.
public enum AccountEntry: Hashable, Sendable {
    /// Digits typed by hand.
    case number(AccountNumber)
    /// A bill under the scanner, or its characters typed.
    case barcode(BillBarcode)

    /// Reads either. A text with a letter in it is taken for a barcode.
    public init(_ text: String) throws(AccountEntryFault) {
        let hasLetter = text.utf8.contains { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        self = hasLetter ? .barcode(try BillBarcode(scanned: text)) : .number(try AccountNumber(typed: text))
    }

    /// The account it names.
    public var account: AccountNumber {
        switch self {
        case .number(let number): number
        case .barcode(let barcode): barcode.account
        }
    }
}
