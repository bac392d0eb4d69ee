public import Money

/// How money goes to the accounts of a visit; the rule that the kiosk shows on its screen.
///
/// In the customer's order: first what was asked for each account, then what is still owed on them, then the rest as
/// credit of the first. An account whose balance could not be asked takes all of its part as payment on the bill.
/// - Source: cash-operations.md S19, S20, S21.
public enum AllocationRule {
    /// Every cent of `paid` on an account, none twice. Empty when no account was chosen: the money stays held.
    public static func split(_ paid: Money, _ choices: [AccountChoice]) throws(MoneyError) -> [Allocation] {
        guard !choices.isEmpty else { return [] }
        let zero = Money.zero(paid.currency)
        var left = paid
        var parts: [(bill: Money, credit: Money)] = Array(repeating: (zero, zero), count: choices.count)

        for (place, choice) in choices.enumerated() {
            guard let wanted = choice.wanted ?? choice.due, wanted.isPositive else { continue }
            let part = try wanted.capped(at: left)
            let bill = try part.capped(at: choice.due ?? part)
            parts[place] = (bill, try part.subtracting(bill))
            left = try left.subtracting(part)
        }
        for (place, choice) in choices.enumerated() {
            guard let due = choice.due else { continue }
            let open = try due.subtracting(parts[place].bill)
            guard open.isPositive else { continue }
            let part = try open.capped(at: left)
            parts[place].bill = try parts[place].bill.adding(part)
            left = try left.subtracting(part)
        }
        if left.isPositive {
            if choices[0].due == nil {
                parts[0].bill = try parts[0].bill.adding(left)
            } else {
                parts[0].credit = try parts[0].credit.adding(left)
            }
        }
        var allocations: [Allocation] = []
        for (choice, part) in zip(choices, parts) where part.bill.isPositive || part.credit.isPositive {
            allocations.append(Allocation(account: choice.account, toBill: part.bill, toCredit: part.credit))
        }
        return allocations
    }

    /// What the customer is expected to pay: wanted, or else owed. `nil` as soon as one of them is not known.
    public static func target(_ choices: [AccountChoice], _ currency: Currency) throws(MoneyError) -> Money? {
        guard !choices.isEmpty else { return nil }
        var sum = Money.zero(currency)
        for choice in choices {
            guard let wanted = choice.wanted ?? choice.due else { return nil }
            if wanted.isPositive { sum = try sum.adding(wanted) }
        }
        return sum
    }
}

extension Allocation {
    /// What this account gets altogether.
    public func total() throws(MoneyError) -> Money { try toBill.adding(toCredit) }
}
