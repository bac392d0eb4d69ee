/// An ISO 4217 currency code: three capital letters.
public struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The code, for example `USD`.
    public let code: String

    /// Takes three letters A to Z; anything else is no currency.
    public init(_ code: String) throws(MoneyError) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw .noCurrency(code)
        }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    /// United States dollar, counted in cents.
    public static let usd = Currency(known: "USD")

    /// Digits after the decimal point of the minor unit (ISO 4217): 2 for USD, 0 for JPY, 3 for KWD.
    public var minorDigits: Int {
        switch code {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
            "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        default: 2
        }
    }

    public var description: String { code }

    public static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }
}
