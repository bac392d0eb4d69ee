public import Money

/// An amount as it is sent: `{"minorUnits": 2000, "currency": "USD"}` is twenty dollars.
public struct MoneyView: Codable, Hashable, Sendable {
    /// Whole minor units (cents), signed.
    public let minorUnits: Int64
    /// The ISO 4217 code.
    public let currency: String

    /// An amount as it was received; the currency is not checked until `money()`.
    public init(minorUnits: Int64, currency: String) { (self.minorUnits, self.currency) = (minorUnits, currency) }

    /// The amount, ready to send.
    public init(_ money: Money) { self.init(minorUnits: money.minorUnits, currency: money.currency.code) }

    /// The amount to reckon with; throws when the currency is no code.
    public func money() throws(MoneyError) -> Money { Money(minorUnits: minorUnits, try Currency(currency)) }
}

extension Money {
    /// The amount as it is sent.
    public var view: MoneyView { MoneyView(self) }
}
