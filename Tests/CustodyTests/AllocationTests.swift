import Custody
import Money
import Testing

/// Numbers that are the same on every machine (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("How money goes to the accounts of a visit")
struct AllocationTests {
    private func choice(_ account: String, _ due: Int64?, _ wanted: Int64? = nil) -> AccountChoice {
        AccountChoice(account: AccountID(known: account), due: due.map { usd($0) }, wanted: wanted.map { usd($0) })
    }

    private func split(_ cents: Int64, _ choices: [AccountChoice]) throws -> [String] {
        try AllocationRule.split(usd(cents), choices).map {
            "\($0.account) \($0.toBill.minorUnits)+\($0.toCredit.minorUnits)"
        }
    }

    @Test("the cents of S19, S20 and S21 on the wrong account")
    func scenarios() throws {
        #expect(try split(6_500, [choice("3001", 6_347)]) == ["3001 6347+153"])
        #expect(try split(10_000, [choice("3002", 4_510), choice("3003", 5_200)]) == ["3002 4510+290", "3003 5200+0"])
        #expect(try split(4_000, [choice("3004", 8_000)]) == ["3004 4000+0"])
    }

    @Test("a wish of the customer that is not followed")
    func wishes() throws {
        // What was asked for first, then what is still owed, then credit of the first.
        #expect(try split(9_000, [choice("1", 8_000, 3_000), choice("2", 2_000)]) == ["1 7000+0", "2 2000+0"])
        #expect(try split(2_000, [choice("1", 8_000, 3_000), choice("2", 2_000)]) == ["1 2000+0"])
        // More wanted than owed: the rest of it is that account's credit.
        #expect(try split(7_000, [choice("1", 1_000), choice("2", 2_000, 5_000)]) == ["1 1000+1000", "2 2000+3000"])
        // Nothing wanted on the second: it gets something only when the first is paid.
        #expect(try split(3_000, [choice("1", 2_500), choice("2", 2_000, 0)]) == ["1 2500+0", "2 500+0"])
    }

    @Test("money lost where a balance could not be asked")
    func unknownBalances() throws {
        #expect(try split(4_000, [choice("1", nil)]) == ["1 4000+0"])
        #expect(try split(4_000, [choice("1", nil), choice("2", 1_500)]) == ["1 2500+0", "2 1500+0"])
        #expect(try split(4_000, [choice("1", 1_500), choice("2", nil)]) == ["1 1500+2500"])
        #expect(try split(4_000, [choice("1", nil, 1_000), choice("2", nil, 2_000)]) == ["1 2000+0", "2 2000+0"])
        #expect(try split(4_000, [choice("1", 0)]) == ["1 0+4000"])
        #expect(try split(4_000, []) == [])
    }

    @Test("a target shown to the customer although one of the balances is not known")
    func target() throws {
        #expect(try AllocationRule.target([], .usd) == nil)
        #expect(try AllocationRule.target([choice("1", 500), choice("2", nil)], .usd) == nil)
        #expect(try AllocationRule.target([choice("1", 500), choice("2", nil, 700)], .usd) == usd(1_200))
        #expect(throws: MoneyError.self) { try AllocationRule.target([choice("1", .max), choice("2", 1)], .usd) }
    }

    @Test("a cent that is on no account, or on two", arguments: 1...20)
    func everyCentOnce(_ seed: UInt64) throws {
        var dice = Seeded(state: seed)
        func cents() -> Int64? {
            Int.random(in: 0..<4, using: &dice) == 0 ? nil : Int64.random(in: 0...9_000, using: &dice)
        }
        for _ in 0..<250 {
            let count = Int.random(in: 1...6, using: &dice)
            let choices = (0..<count).map { choice("A\($0)", cents(), cents()) }
            let paid = Int64.random(in: 1...40_000, using: &dice)
            let parts = try AllocationRule.split(usd(paid), choices)
            let told = Comment(rawValue: "\(paid) on \(choices)")
            #expect(try parts.map { try $0.total() }.total(.usd) == usd(paid), told)
            #expect(parts.map(\.account) == choices.map(\.account).filter(parts.map(\.account).contains), told)
            for part in parts {
                #expect(!part.toBill.isNegative && !part.toCredit.isNegative, told)
                #expect(try part.total().isPositive, told)
                let due = choices.first { $0.account == part.account }?.due
                if let due {
                    #expect(part.toBill.minorUnits <= due.minorUnits, told)
                } else {
                    #expect(part.toCredit.isZero, told)
                }
            }
            // Nobody's bill stays open while another has credit that nobody wished for.
            let wished = try choices.map { choice in
                max(0, (choice.wanted?.minorUnits ?? 0) - (choice.due?.minorUnits ?? choice.wanted?.minorUnits ?? 0))
            }.reduce(0, +)
            if try parts.map(\.toCredit).total(.usd).minorUnits > wished {
                for choice in choices {
                    let bill = parts.first { $0.account == choice.account }?.toBill.minorUnits ?? 0
                    #expect(bill >= choice.due?.minorUnits ?? 0, told)
                }
            }
        }
    }
}
