public import Custody
public import Money

/// What lies in each place, folded from lines. Never stored with authority (I-02): it can be thrown away and rebuilt.
public struct Balances: Hashable, Sendable {
    /// One place and what is in it: debits positive.
    public struct Balance: Hashable, Sendable {
        /// Where it lies.
        public let place: Place
        /// Debits minus credits; zero where everything has left again.
        public fileprivate(set) var amount: Money
    }

    private struct Key: Hashable, Sendable {
        let place: Place
        let currency: Currency
    }

    /// In the order in which the places first appeared; places that came back to zero stay, as zero.
    public private(set) var all: [Balance] = []
    private var index: [Key: Int] = [:]

    /// Nothing anywhere.
    public init() {}

    /// Adds lines that must balance (I-01). On an error nothing is changed.
    public mutating func apply(_ lines: [Line]) throws(LineFault) {
        if lines.isEmpty { return }
        try lines.balanced()
        var before: [Balance] = []
        for line in lines {
            let change = Money(minorUnits: line.signed, line.amount.currency)
            let old = Balance(place: line.place, amount: self[line.place, change.currency])
            do { set(Balance(place: line.place, amount: try old.amount.adding(change))) } catch {
                for balance in before.reversed() { set(balance) }
                throw .money(error)
            }
            before.append(old)
        }
    }

    /// Adds a proven sum of many lines, balanced as a whole elsewhere.
    mutating func adjust(_ place: Place, _ change: Money) throws(LineFault) {
        do { set(Balance(place: place, amount: try self[place, change.currency].adding(change))) } catch {
            throw .money(error)
        }
    }

    private mutating func set(_ balance: Balance) {
        let key = Key(place: balance.place, currency: balance.amount.currency)
        if let place = index[key] {
            all[place].amount = balance.amount
        } else {
            index[key] = all.count
            all.append(balance)
        }
    }

    /// What is in a place; zero for a place never seen.
    public subscript(_ place: Place, _ currency: Currency) -> Money {
        guard let found = index[Key(place: place, currency: currency)] else { return .zero(currency) }
        return all[found].amount
    }

    /// The places that hold something, by name: one fixed order for reports and comparisons.
    public var sorted: [Balance] {
        all.filter { !$0.amount.isZero }.map { (text: $0.place.description, balance: $0) }
            .sorted { ($0.text, $0.balance.amount.currency) < ($1.text, $1.balance.amount.currency) }.map(\.balance)
    }

    /// I-06: the sum over all places is zero in each currency.
    public func balanced() throws(LineFault) {
        var sums: [(currency: Currency, sum: Int64)] = []
        for balance in all {
            let place = sums.firstIndex { $0.currency == balance.amount.currency } ?? sums.count
            if place == sums.count { sums.append((balance.amount.currency, 0)) }
            let (sum, overflow) = sums[place].sum.addingReportingOverflow(balance.amount.minorUnits)
            guard !overflow else { throw .money(.overflow) }
            sums[place].sum = sum
        }
        for entry in sums where entry.sum != 0 { throw .unbalanced(entry.currency) }
    }

    public static func == (left: Balances, right: Balances) -> Bool { left.sorted == right.sorted }
    public func hash(into hasher: inout Hasher) { hasher.combine(sorted.count) }
}
