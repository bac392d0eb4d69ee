import Money
import Testing

struct ArithmeticTests {
    private let euro = Money(minorUnits: 100, Samples.euro)
    private func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, .usd) }

    @Test("A sum that wraps turns the largest till into the largest debt")
    func overflowIsThrown() {
        #expect(throws: MoneyError.overflow) { try usd(.max).adding(usd(1)) }
        #expect(throws: MoneyError.overflow) { try usd(.min).adding(usd(-1)) }
        #expect(throws: MoneyError.overflow) { try usd(.min).subtracting(usd(1)) }
        #expect(throws: MoneyError.overflow) { try usd(.max).subtracting(usd(-1)) }
        #expect(throws: MoneyError.overflow) { try usd(.max).multiplied(by: 2) }
        #expect(throws: MoneyError.overflow) { try usd(.min).multiplied(by: -1) }
        #expect(throws: MoneyError.overflow) { try usd(.min).negated() }
        #expect(throws: MoneyError.overflow) { try [usd(.max), usd(1)].total(.usd) }
    }

    @Test("The largest amounts that do fit must not be refused")
    func limitsAreReached() throws {
        #expect(try usd(.max - 1).adding(usd(1)) == usd(.max))
        #expect(try usd(.min + 1).subtracting(usd(1)) == usd(.min))
        #expect(try usd(.max).negated() == usd(.min + 1))
        #expect(try usd(.min).multiplied(by: 1) == usd(.min))
    }

    @Test("Two currencies added to one number are a loss that no count finds")
    func currenciesDoNotMix() {
        let mixed = MoneyError.mixedCurrencies(.usd, Samples.euro)
        #expect(throws: mixed) { try usd(100).adding(euro) }
        #expect(throws: mixed) { try usd(100).subtracting(euro) }
        #expect(throws: mixed) { try usd(100).exceeds(euro) }
        #expect(throws: mixed) { try usd(100).capped(at: euro) }
        #expect(throws: mixed) { try [usd(100), euro].total(.usd) }
        #expect(throws: mixed) { try usd(0).adding(Money.zero(Samples.euro)) }
    }

    @Test("Amounts of two currencies with the same number are not the same amount")
    func currencyIsPartOfTheAmount() {
        #expect(usd(100) != euro)
        #expect(Set([usd(100), euro, usd(100)]).count == 2)
    }

    @Test("A sign read wrongly turns change into payment")
    func signs() throws {
        #expect(usd(1).isPositive && !usd(1).isNegative && !usd(1).isZero)
        #expect(usd(-1).isNegative && !usd(-1).isPositive && !usd(-1).isZero)
        #expect(usd(0).isZero && !usd(0).isPositive && !usd(0).isNegative)
        #expect(try usd(5).negated() == usd(-5))
        #expect(try usd(500).subtracting(usd(700)) == usd(-200))
    }

    @Test("A limit that lets one cent through, or takes one too many, is no limit")
    func cap() throws {
        #expect(try usd(300).capped(at: usd(200)) == usd(200))
        #expect(try usd(200).capped(at: usd(200)) == usd(200))
        #expect(try usd(199).capped(at: usd(200)) == usd(199))
        #expect(try !usd(200).exceeds(usd(200)))
        #expect(try usd(201).exceeds(usd(200)))
    }

    @Test("An empty list is nothing of the wanted currency, not nothing at all")
    func emptyTotal() throws {
        #expect(try [Money]().total(Samples.euro) == Money.zero(Samples.euro))
        #expect(try [usd(1), usd(-3)].total(.usd) == usd(-2))
    }

    @Test("Adding and taking away again must give back every cent, over thousands of amounts")
    func additionIsUndone() throws {
        var dice = SeededDice(state: 0x7111)
        for _ in 0..<5_000 {
            let (one, other) = (usd(dice.amount()), usd(dice.amount()))
            #expect(try one.adding(other).subtracting(other) == one)
            #expect(try one.adding(other) == other.adding(one))
            #expect(try one.subtracting(other) == other.subtracting(one).negated())
        }
    }
}

struct CurrencyTests {
    @Test(
        "A currency that is none would be booked to a place nobody counts",
        arguments: ["", "US", "USDX", "usd", "U5D", "US ", "ÜSD", "U\u{301}S", "USD\0", "１２３"])
    func badCodesAreRefused(_ code: String) {
        #expect(throws: MoneyError.noCurrency(code)) { try Currency(code) }
    }

    @Test(
        "A wrong number of decimals multiplies every amount by ten or a hundred",
        arguments: [("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("BHD", 3)])
    func decimals(_ code: String, _ digits: Int) throws {
        #expect(try Currency(code).minorDigits == digits)
    }

    @Test("USD by constant and by code must be one currency")
    func codeAndConstantAgree() throws {
        #expect(try Currency("USD") == .usd)
        #expect(Samples.euro < .usd && !(Currency.usd < Samples.euro))
        #expect(Currency.usd.description == "USD")
    }
}
