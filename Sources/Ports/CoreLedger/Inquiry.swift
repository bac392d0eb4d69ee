public import Money

/// What can be asked about.
public enum TargetRef: Hashable, Sendable {
    /// By the name the core knows; not checked against any pattern of ours.
    case account(String)
}

/// Why somebody asks; a core may log it or limit it.
public enum InquiryPurpose: String, Hashable, Sendable { case payment, information }

/// What the core says about a target.
public enum Inquiry: Hashable, Sendable {
    /// The core has it.
    case account(AccountStanding)
    /// The core has nothing of that name; a payment to it would be refused.
    case unknownAccount
}

/// One account as the core sees it at this moment.
public struct AccountStanding: Hashable, Sendable {
    /// Its name at the core.
    public let account: String
    /// As a kiosk may show it in a public room: initial and family name.
    public let name: String
    /// What is owed, zero or more.
    public let due: Money
    /// What was paid beyond that, zero or more.
    public let credit: Money
    /// The part of `due` that is late.
    public let pastDue: Money
    /// When service will be shut off, while something is past due.
    public let shutOff: CalendarDay?
    /// No checks.
    public let cashOnly: Bool
    /// No payment is taken for it.
    public let closed: Bool

    /// A standing; true when it was given, and not a moment longer.
    public init(
        account: String, name: String, due: Money, credit: Money, pastDue: Money, shutOff: CalendarDay?,
        cashOnly: Bool, closed: Bool
    ) {
        (self.account, self.name, self.due, self.credit) = (account, name, due, credit)
        (self.pastDue, self.shutOff, self.cashOnly, self.closed) = (pastDue, shutOff, cashOnly, closed)
    }
}
