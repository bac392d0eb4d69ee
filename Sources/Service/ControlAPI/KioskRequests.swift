/// Opens a visit.
public struct OpenVisit: Codable, Hashable, Sendable {
    /// In which the page and, later, the receipt speak.
    public let language: KioskLanguage

    /// A visit in the language the customer touched.
    public init(language: KioskLanguage) { self.language = language }
}

/// The customer reads another language.
public struct ChooseLanguage: Codable, Hashable, Sendable {
    /// From here on, the receipt's too.
    public let language: KioskLanguage

    /// A change that touches nothing else.
    public init(language: KioskLanguage) { self.language = language }
}

/// Asks the ledger about an account.
public struct LookUpAccount: Codable, Hashable, Sendable {
    /// What was typed or scanned, as it came.
    public let text: String

    /// A question; the answer may be shown in a public room.
    public init(text: String) { self.text = text }
}

/// What the customer wants to pay; replaces an earlier choice.
public struct ChooseAccounts: Codable, Hashable, Sendable {
    /// In the order in which they are filled.
    public let accounts: [WantedAccount]

    /// The whole choice: what is not in it is not paid.
    public init(accounts: [WantedAccount]) { self.accounts = accounts }
}

/// One account that the customer wants to pay.
public struct WantedAccount: Codable, Hashable, Sendable {
    /// The number as the ledger knows it.
    public let account: String
    /// `null`: what is owed.
    @OrNull public var wanted: MoneyView?

    /// An account, with an amount of the customer's own where there is one.
    public init(account: String, wanted: MoneyView?) { (self.account, self.wanted) = (account, wanted) }
}

/// The empty object: an act that needs no words.
public struct NoDetails: Codable, Hashable, Sendable {
    private enum Key: CodingKey {}

    /// `{}`.
    public init() {}

    public init(from decoder: any Decoder) throws { _ = try decoder.container(keyedBy: Key.self) }

    public func encode(to encoder: any Encoder) throws { _ = encoder.container(keyedBy: Key.self) }
}

/// The acts of a visit that need no words; the raw value is the last part of the path.
public enum VisitAct: String, Codable, Hashable, Sendable, CaseIterable {
    /// Begin taking notes; the slot opens when the promise holds.
    case cash
    /// Give the note in escrow back.
    case giveBack = "return"
    /// Settle what is counted and print.
    case finish
    /// Leave without paying; refused while something is counted.
    case cancel
    /// Starts the idle time anew.
    case moreTime = "more-time"
    /// Print the receipt once more, marked as a copy.
    case copy
    /// Leave the receipt's page.
    case close
}
