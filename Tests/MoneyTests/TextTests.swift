import Money
import Testing

struct TextTests {
    private func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, .usd) }

    @Test(
        "A typed amount that is read as another one pays another bill",
        arguments: [
            ("63.47", 6347), ("63", 6300), ("63.4", 6340), ("0.05", 5), ("0", 0), ("1,234.50", 123_450),
            ("1,234,567.89", 123_456_789), ("-3.00", -300), ("-0", 0), ("007", 700), ("12,345", 1_234_500),
            ("92233720368547758.07", Int64.max), ("-92233720368547758.08", Int64.min),
        ])
    func amountsAreRead(_ text: String, _ cents: Int64) throws {
        #expect(try Money(parsing: text, .usd) == usd(cents))
    }

    @Test(
        "A text that is no amount must be refused, never rounded and never guessed",
        arguments: [
            "", "-", ".", ".5", "5.", "63.475", "1.2.3", "1,23", "12,34.00", ",123", "1,,234", "1234,567", "1,234,56",
            "+5", "--5", " 5", "5 ", "5 USD", "$5", "5e2", "0x10", "five", "٥", "１", "1 000", "1.,5", "5.-3", "5,",
            "1,2345",
            "NaN", "inf", "1_000", "5\n", "5\u{301}",
        ])
    func nonsenseIsRefused(_ text: String) {
        #expect(throws: MoneyError.noAmount(text)) { try Money(parsing: text, .usd) }
    }

    @Test(
        "An amount that does not fit must be refused, not cut",
        arguments: [
            "92233720368547758.08", "-92233720368547758.09", "99999999999999999999",
            "100000000000000000000000000000.00",
        ])
    func tooLargeIsRefused(_ text: String) {
        #expect(throws: MoneyError.overflow) { try Money(parsing: text, .usd) }
    }

    @Test("Decimals follow the currency: a yen has none, a dinar has three")
    func decimalsFollowTheCurrency() throws {
        #expect(try Money(parsing: "1,500", Samples.yen).minorUnits == 1500)
        #expect(throws: MoneyError.noAmount("15.0")) { try Money(parsing: "15.0", Samples.yen) }
        #expect(try Money(parsing: "1.5", Samples.dinar).minorUnits == 1500)
        #expect(Money(minorUnits: 1500, Samples.yen).plain == "1,500")
        #expect(Money(minorUnits: 5, Samples.dinar).plain == "0.005")
    }

    @Test(
        "A figure on the receipt that loses a digit, a sign or a comma is another figure",
        arguments: [
            (0, "0.00", "0.00", "$0.00"), (5, "0.05", "0.05", "$0.05"), (-5, "-0.05", "-0.05", "-$0.05"),
            (2000, "20.00", "20.00", "$20.00"), (123_450, "1,234.50", "1234.50", "$1,234.50"),
            (-123_450, "-1,234.50", "-1234.50", "-$1,234.50"),
            (100_000_000, "1,000,000.00", "1000000.00", "$1,000,000.00"),
            (Int64.max, "92,233,720,368,547,758.07", "92233720368547758.07", "$92,233,720,368,547,758.07"),
            (Int64.min, "-92,233,720,368,547,758.08", "-92233720368547758.08", "-$92,233,720,368,547,758.08"),
        ])
    func figures(_ cents: Int64, _ plain: String, _ bare: String, _ display: String) {
        #expect(usd(cents).plain == plain)
        #expect(usd(cents).bare == bare)
        #expect(usd(cents).display == display)
        #expect(usd(cents).description == plain + " USD")
    }

    @Test("Other money than dollars is shown with its code, never with a dollar sign")
    func otherCurrenciesShowTheirCode() {
        #expect(Money(minorUnits: 2000, Samples.euro).display == "EUR 20.00")
        #expect(Money(minorUnits: -1500, Samples.yen).display == "-JPY 1,500")
    }

    @Test("What was written must be read back to the cent, in every currency")
    func textComesBack() throws {
        var dice = SeededDice(state: 0x7E47)
        for _ in 0..<3_000 {
            for currency in [Currency.usd, Samples.yen, Samples.dinar] {
                let money = Money(minorUnits: dice.amount(), currency)
                #expect(try Money(parsing: money.plain, currency) == money)
                #expect(try Money(parsing: money.bare, currency) == money)
            }
        }
    }

    @Test("Any text must give an amount or an error, never a crash")
    func anyTextIsSurvived() {
        var dice = SeededDice(state: 0xF022)
        let signs = Array("0123456789.,- $e\u{301}\n９")
        for _ in 0..<5_000 {
            let text = String(
                (0..<Int.random(in: 0...24, using: &dice)).map { _ in signs.randomElement(using: &dice) ?? "0" })
            do {
                let money = try Money(parsing: text, .usd)
                #expect(try Money(parsing: money.plain, .usd) == money, "\(text)")
            } catch {
                #expect([.noAmount(text), .overflow].contains(error), "\(text)")
            }
        }
    }
}
