/// An amount: whole minor units (cents) of one currency. Signed; arithmetic throws instead of wrapping or mixing.
public struct Money: Hashable, Sendable {
    /// Minor units, for USD cents: 2000 is twenty dollars.
    public let minorUnits: Int64
    /// The currency the units belong to.
    public let currency: Currency

    /// So many minor units of a currency, also below zero.
    public init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Nothing, in a currency.
    public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency) }

    /// Whether there is nothing.
    public var isZero: Bool { minorUnits == 0 }
    /// Whether there is more than nothing.
    public var isPositive: Bool { minorUnits > 0 }
    /// Whether there is less than nothing.
    public var isNegative: Bool { minorUnits < 0 }

    /// The sum; throws on mixed currencies and on overflow.
    public func adding(_ other: Money) throws(MoneyError) -> Money {
        try sameCurrency(other)
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .overflow }
        return Money(minorUnits: sum, currency)
    }

    /// The difference; throws on mixed currencies and on overflow.
    public func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try sameCurrency(other)
        let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .overflow }
        return Money(minorUnits: difference, currency)
    }

    /// So many times this amount; throws on overflow.
    public func multiplied(by count: Int64) throws(MoneyError) -> Money {
        let (product, overflow) = minorUnits.multipliedReportingOverflow(by: count)
        guard !overflow else { throw .overflow }
        return Money(minorUnits: product, currency)
    }

    /// The same amount with the other sign; throws on overflow, because there is one negative number more.
    public func negated() throws(MoneyError) -> Money { try Money.zero(currency).subtracting(self) }

    /// Whether this amount is greater than the other; throws on mixed currencies, because such a comparison has no answer.
    public func exceeds(_ other: Money) throws(MoneyError) -> Bool {
        try sameCurrency(other)
        return minorUnits > other.minorUnits
    }

    /// The smaller of the two.
    public func capped(at limit: Money) throws(MoneyError) -> Money { try exceeds(limit) ? limit : self }

    private func sameCurrency(_ other: Money) throws(MoneyError) {
        guard currency == other.currency else { throw .mixedCurrencies(currency, other.currency) }
    }
}

extension Sequence where Element == Money {
    /// The sum; zero of the given currency when there is nothing to add.
    public func total(_ currency: Currency) throws(MoneyError) -> Money {
        var sum = Money.zero(currency)
        for amount in self { sum = try sum.adding(amount) }
        return sum
    }
}
