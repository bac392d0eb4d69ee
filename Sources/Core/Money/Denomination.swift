/// The face value of a note or coin, always positive.
public struct Denomination: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The amount one piece is worth.
    public let value: Money

    /// Takes a positive amount; throws `noCount` on zero or less.
    public init(_ value: Money) throws(MoneyError) {
        guard value.isPositive else { throw .noCount }
        self.value = value
    }

    /// A US note or coin by its cents. Traps on zero or less: a constant of the program, not input.
    public static func usd(_ cents: Int64) -> Denomination {
        precondition(cents > 0, "a face value is positive")
        return Denomination(known: Money(minorUnits: cents, .usd))
    }

    private init(known value: Money) { self.value = value }

    /// What one piece is worth, in minor units.
    public var minorUnits: Int64 { value.minorUnits }
    /// The currency the piece belongs to.
    public var currency: Currency { value.currency }

    /// Currency first, then value: one fixed order for every list.
    public static func < (left: Denomination, right: Denomination) -> Bool {
        (left.currency, left.minorUnits) < (right.currency, right.minorUnits)
    }

    public var description: String { value.description }

    /// The notes of the United States, in dollars 1, 2, 5, 10, 20, 50, 100.
    public static let usNotes: [Denomination] = [100, 200, 500, 1000, 2000, 5000, 10000].map { usd($0) }
}

/// How many pieces of each face value, in one fixed order. The second truth beside the sum: it catches what sums hide.
public struct DenominationCounts: Hashable, Sendable {
    /// Ascending by denomination, no zero counts.
    public private(set) var entries: [Entry]

    /// So many pieces of one face value.
    public struct Entry: Hashable, Sendable {
        /// The face value.
        public let denomination: Denomination
        /// Pieces, always above zero.
        public let count: Int64
    }

    /// No pieces at all.
    public init() { entries = [] }

    /// Adds up pairs in any order; throws as `add` does.
    public init(_ pairs: [(Denomination, Int64)]) throws(MoneyError) {
        self.init()
        for (denomination, count) in pairs { try add(denomination, count) }
    }

    /// Adds pieces (or takes them away with a negative count). A count below zero is no count.
    public mutating func add(_ denomination: Denomination, _ count: Int64 = 1) throws(MoneyError) {
        let place = entries.firstIndex { $0.denomination >= denomination } ?? entries.count
        let found = place < entries.count && entries[place].denomination == denomination
        let (sum, overflow) = (found ? entries[place].count : 0).addingReportingOverflow(count)
        guard !overflow else { throw .overflow }
        guard sum >= 0 else { throw .noCount }
        switch (found, sum) {
        case (true, 0): entries.remove(at: place)
        case (true, _): entries[place] = Entry(denomination: denomination, count: sum)
        case (false, 0): break
        case (false, _): entries.insert(Entry(denomination: denomination, count: sum), at: place)
        }
    }

    /// Pieces of one face value, zero when there are none.
    public subscript(_ denomination: Denomination) -> Int64 {
        entries.first { $0.denomination == denomination }?.count ?? 0
    }

    /// Number of pieces of all values together.
    public var pieces: Int64 { entries.reduce(0) { $0 + $1.count } }

    /// Whether there is no piece of any value.
    public var isEmpty: Bool { entries.isEmpty }

    /// The sum in one currency; throws when pieces of another currency are among them.
    public func total(_ currency: Currency) throws(MoneyError) -> Money {
        var sum = Money.zero(currency)
        for entry in entries { sum = try sum.adding(entry.denomination.value.multiplied(by: entry.count)) }
        return sum
    }
}
