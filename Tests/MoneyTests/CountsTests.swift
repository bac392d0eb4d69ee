import Money
import Testing

struct CountsTests {
    private let five = Denomination.usd(500)
    private let twenty = Denomination.usd(2000)

    @Test("A face value of nothing or less would let pieces lie in a box without worth")
    func faceValuesArePositive() throws {
        #expect(throws: MoneyError.noCount) { try Denomination(Money(minorUnits: 0, .usd)) }
        #expect(throws: MoneyError.noCount) { try Denomination(Money(minorUnits: -500, .usd)) }
        #expect(try Denomination(Money(minorUnits: 500, .usd)) == five)
    }

    @Test("The notes of the country must be all seven, in order")
    func usNotes() {
        #expect(Denomination.usNotes.map(\.minorUnits) == [100, 200, 500, 1000, 2000, 5000, 10000])
        #expect(Denomination.usNotes == Denomination.usNotes.sorted())
    }

    @Test("Counts in another order must be the same counts, or two equal boxes differ")
    func orderOfEntryDoesNotMatter() throws {
        let one = try DenominationCounts([(twenty, 1), (five, 2), (twenty, 3)])
        let other = try DenominationCounts([(five, 1), (twenty, 4), (five, 1)])
        #expect(one == other)
        #expect(one.entries.map(\.denomination) == [five, twenty])
        #expect(one[twenty] == 4 && one[five] == 2 && one[.usd(100)] == 0)
        #expect(one.pieces == 6 && !one.isEmpty)
        #expect(try one.total(.usd).minorUnits == 9000)
    }

    @Test("More notes taken out than are in would be notes out of nothing")
    func countsNeverGoBelowZero() throws {
        var counts = try DenominationCounts([(twenty, 2)])
        #expect(throws: MoneyError.noCount) { try counts.add(twenty, -3) }
        #expect(throws: MoneyError.noCount) { try counts.add(five, -1) }
        #expect(counts[twenty] == 2, "a refused change must change nothing")
        try counts.add(twenty, -2)
        #expect(counts.isEmpty && counts == DenominationCounts())
        try counts.add(five, 0)
        #expect(counts.isEmpty, "a count of zero is no entry")
    }

    @Test("A count that wraps would empty the fullest box")
    func countsDoNotWrap() throws {
        var counts = try DenominationCounts([(twenty, .max)])
        #expect(throws: MoneyError.overflow) { try counts.add(twenty) }
        #expect(throws: MoneyError.overflow) { try counts.total(.usd) }
        #expect(counts[twenty] == .max)
    }

    @Test("Pieces of two currencies have no common sum")
    func currenciesAreKeptApart() throws {
        let euro = try Denomination(Money(minorUnits: 500, Samples.euro))
        let counts = try DenominationCounts([(five, 1), (euro, 1)])
        #expect(counts.entries.map(\.denomination) == [euro, five])
        #expect(throws: MoneyError.mixedCurrencies(.usd, Samples.euro)) { try counts.total(.usd) }
    }

    @Test("The sum must follow from the pieces after any history, and adding must be undone by taking away")
    func historiesBalance() throws {
        var dice = SeededDice(state: 0xC0_07)
        for _ in 0..<200 {
            var (counts, plain): (DenominationCounts, [Int64]) = (DenominationCounts(), Array(repeating: 0, count: 7))
            for _ in 0..<60 {
                let place = Int.random(in: 0..<7, using: &dice)
                let change = Int64.random(in: -3...5, using: &dice)
                do {
                    try counts.add(Denomination.usNotes[place], change)
                    plain[place] += change
                } catch { #expect(error == .noCount && plain[place] + change < 0) }
            }
            #expect(zip(Denomination.usNotes, plain).allSatisfy { counts[$0] == $1 })
            #expect(counts.pieces == plain.reduce(0, +))
            let sum = zip(Denomination.usNotes, plain).reduce(0) { $0 + $1.0.minorUnits * $1.1 }
            #expect(try counts.total(.usd).minorUnits == sum)
            #expect(counts.entries.allSatisfy { $0.count > 0 })
        }
    }
}
