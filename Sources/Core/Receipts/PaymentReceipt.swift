public import Money

/// What a receipt for a payment says. Everything arrives ready: numbers taken, accounts masked, dates written out.
public struct PaymentReceipt: Hashable, Sendable {
    /// The language of its words.
    public var language: ReceiptLanguage
    /// Who issues it, and where.
    public var place: ReceiptPlace
    /// The receipt number, never reused: `K07-004183`.
    public var number: String
    /// Business date and time as the customer shall read them.
    public var when: String
    /// One account or several; what was paid on each.
    public var accounts: [ReceiptAccount]
    /// What the customer handed over, in the order it was taken.
    public var tenders: [ReceiptTender]
    /// Coins and notes given back at the counter.
    public var change: Money?
    /// Paid on bills, the sum over the accounts.
    public var paidOnBill: Money
    /// Kept as credit on the customer's account.
    public var credit: Money?
    /// What the account still owes as last reported by the billing system.
    public var remainingDue: Money?
    /// Everything the customer paid with this receipt.
    public var total: Money
    /// Taken while the billing system could not be reached: the receipt says that it will be posted.
    public var willBePosted: Bool
    /// The code behind which the customer finds the way of the money: `7KM 4R2`.
    public var code: String?
    /// Head of the journal's hash chain in hex; the first ten characters are printed.
    public var chainHead: String?
    /// Further sentences, already in the receipt's language ("We told the field crew at 2:03 PM.").
    public var sentences: [String]
    /// Original, copy, duplicate or void.
    public var mark: ReceiptMark
    /// The utility's picture above its name.
    public var logo: Bitmap?

    /// A receipt with what every payment has; the rest is set where it applies.
    public init(
        language: ReceiptLanguage, place: ReceiptPlace, number: String, when: String, accounts: [ReceiptAccount],
        tenders: [ReceiptTender], paidOnBill: Money, total: Money, change: Money? = nil, credit: Money? = nil,
        remainingDue: Money? = nil, willBePosted: Bool = false, code: String? = nil, chainHead: String? = nil,
        sentences: [String] = [], mark: ReceiptMark = .original, logo: Bitmap? = nil
    ) {
        (self.language, self.place, self.number, self.when) = (language, place, number, when)
        (self.accounts, self.tenders, self.paidOnBill, self.total) = (accounts, tenders, paidOnBill, total)
        (self.change, self.credit, self.remainingDue) = (change, credit, remainingDue)
        (self.willBePosted, self.code, self.chainHead) = (willBePosted, code, chainHead)
        (self.sentences, self.mark, self.logo) = (sentences, mark, logo)
    }
}

/// Who issues a receipt, and where.
public struct ReceiptPlace: Hashable, Sendable {
    /// The utility's name.
    public var utility: String
    /// The office, as customers know it.
    public var office: String
    /// The kiosk, or `nil` at a counter.
    public var kiosk: String?
    /// The cashier's name or number at a counter.
    public var cashier: String?

    /// A place; kiosk or cashier as it applies.
    public init(utility: String, office: String, kiosk: String? = nil, cashier: String? = nil) {
        (self.utility, self.office, self.kiosk, self.cashier) = (utility, office, kiosk, cashier)
    }
}

/// One account on a receipt.
public struct ReceiptAccount: Hashable, Sendable {
    /// The number as it may be shown, masked by the caller.
    public var masked: String
    /// What of this payment went to it; left out where there is one account only.
    public var paid: Money?
    /// What it is for, where the number alone does not say ("Refundable deposit"), in the receipt's language.
    public var purpose: String?

    /// An account by the number that may be shown.
    public init(masked: String, paid: Money? = nil, purpose: String? = nil) {
        (self.masked, self.paid, self.purpose) = (masked, paid, purpose)
    }
}

/// One thing handed over.
public enum ReceiptTender: Hashable, Sendable {
    /// Notes taken by a machine: how many, and their worth.
    case notes(count: Int, Money)
    /// Cash over the counter, before change.
    case cash(Money)
    /// A check by its number, if it has one, and its amount.
    case check(number: String?, Money)
    /// A money order by its number, if it has one, and its amount.
    case moneyOrder(number: String?, Money)
    /// A card payment made on the bank's own terminal, by its reference.
    case card(reference: String, Money)
}

/// What kind of paper this is. Only the first one ever printed is the original.
public enum ReceiptMark: Hashable, Sendable {
    /// The first and only original.
    case original
    /// Asked for later; `count` tells which copy it is.
    case copy(count: Int)
    /// Printed again because nobody knows whether the first print came out: same number.
    case duplicate
    /// The number was taken and the payment did not happen, or was undone; why, in the receipt's language.
    case void(reason: String)
}
