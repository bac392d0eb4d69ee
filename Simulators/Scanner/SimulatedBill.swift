/// A practice bill with its stub: the two codes on it, made apart from the program that reads them.
public struct SimulatedBill: Hashable, Sendable {
    /// Seven digits; the eighth is made from them.
    public let base: Int
    /// What it asks for, in cents.
    public let cents: Int
    /// The day as one number: 20260331.
    public let due: Int

    /// A bill for a customer.
    public init(base: Int, cents: Int, due: (year: Int, month: Int, day: Int)) {
        (self.base, self.cents, self.due) = (base, cents, due.year * 10_000 + due.month * 100 + due.day)
    }

    /// The account with its check digit.
    public var account: String { Self.checked(Self.digits(base, 7)) }

    /// What the barcode says.
    public var barcode: SimulatedCode {
        SimulatedCode("TVW" + Self.checked(account + Self.digits(cents, 8)), kind: "C0")
    }

    /// What the scan line of the stub says, in groups as it is printed.
    public var scanLine: SimulatedCode {
        let groups = [account, Self.digits(cents, 8), Self.digits(due, 8)]
        let whole = Self.checked(groups.joined())
        return SimulatedCode((groups + [String(whole.suffix(1))]).joined(separator: " "), kind: "o1")
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        String(String(repeating: "0", count: width) + String(number)).suffix(width).description
    }

    /// The digits with Luhn's digit behind them: from the right every other digit counts twice, ten and more less nine.
    private static func checked(_ digits: String) -> String {
        var sum = 0
        for (place, character) in digits.reversed().enumerated() {
            let digit = character.wholeNumberValue ?? 0
            sum += place % 2 == 0 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
        }
        return digits + String((10 - sum % 10) % 10)
    }
}
