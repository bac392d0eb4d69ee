public import Money

/// One half of a move of money: a place is debited or credited with a positive amount.
public struct Line: Hashable, Sendable, Codable {
    /// The place whose balance moves.
    public let place: Place
    /// Which way it moves.
    public let side: Side
    /// Always positive.
    public let amount: Money

    /// Debit adds to the place's balance as we keep it, credit takes away.
    public enum Side: String, Hashable, Sendable, Codable { case debit, credit }

    /// Debits a place; the amount must be positive (a line of nothing is no line).
    public static func debit(_ place: Place, _ amount: Money) throws(LineFault) -> Line {
        try Line(place, .debit, amount)
    }

    /// Credits a place; the amount must be positive.
    public static func credit(_ place: Place, _ amount: Money) throws(LineFault) -> Line {
        try Line(place, .credit, amount)
    }

    private init(_ place: Place, _ side: Side, _ amount: Money) throws(LineFault) {
        guard amount.isPositive else { throw .notPositive(place, amount) }
        (self.place, self.side, self.amount) = (place, side, amount)
    }

    /// The amount as it moves the balance: debit positive, credit negative.
    public var signed: Int64 { side == .debit ? amount.minorUnits : -amount.minorUnits }
}

/// Lines that are no entry.
public enum LineFault: Error, Hashable, Sendable {
    /// A line of nothing, or a negative one.
    case notPositive(Place, Money)
    /// Debits and credits of a currency differ.
    case unbalanced(Currency)
    /// The sum does not fit.
    case money(MoneyError)
}

extension Sequence where Element == Line {
    /// I-01: for every entry the debits equal the credits, per currency.
    public func balanced() throws(LineFault) {
        var sums: [(currency: Currency, sum: Int64)] = []
        for line in self {
            let place = sums.firstIndex { $0.currency == line.amount.currency } ?? sums.count
            if place == sums.count { sums.append((line.amount.currency, 0)) }
            let (sum, overflow) = sums[place].sum.addingReportingOverflow(line.signed)
            guard !overflow else { throw .money(.overflow) }
            sums[place].sum = sum
        }
        for entry in sums where entry.sum != 0 { throw .unbalanced(entry.currency) }
    }
}
