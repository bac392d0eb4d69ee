/// Opens a visit.
public struct OpenVisit: Codable, Hashable, Sendable {
    public let language: KioskLanguage

    public init(language: KioskLanguage) { self.language = language }
}

/// The customer reads another language.
public struct ChooseLanguage: Codable, Hashable, Sendable {
    public let language: KioskLanguage

    public init(language: KioskLanguage) { self.language = language }
}

/// Asks the ledger about an account.
public struct LookUpAccount: Codable, Hashable, Sendable {
    /// What was typed or scanned, as it came.
    public let text: String

    public init(text: String) { self.text = text }
}

/// What the customer wants to pay; replaces an earlier choice.
public struct ChooseAccounts: Codable, Hashable, Sendable {
    /// In the order in which they are filled.
    public let accounts: [WantedAccount]

    public init(accounts: [WantedAccount]) { self.accounts = accounts }
}

/// One account that the customer wants to pay.
public struct WantedAccount: Codable, Hashable, Sendable {
    public let account: String
    /// `null`: what is owed.
    @OrNull public var wanted: MoneyView?

    public init(account: String, wanted: MoneyView?) { (self.account, self.wanted) = (account, wanted) }
}

/// The empty object: an act that needs no words.
public struct NoDetails: Codable, Hashable, Sendable {
    private enum Key: CodingKey {}

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
    case moreTime = "more-time"
    /// Print the receipt once more, marked as a copy.
    case copy
    /// Leave the receipt's page.
    case close
}
