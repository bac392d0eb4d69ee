/// Where a cent can be. Every cent is in exactly one place, and every move between places is one balanced entry.
///
/// The text form is the account name in exports and in the scenarios of the cash operations paper (chapter 2).
public enum Place: Hashable, Sendable {
    /// Money the office keeps to give change.
    case vaultChange
    /// Cash received, in the vault until it is deposited.
    case vaultHoldCash
    /// Checks and money orders received, in the vault until they are deposited.
    case vaultHoldItems
    /// Notes and coins in a drawer.
    case drawerCash(DrawerID)
    /// Checks and money orders in a drawer.
    case drawerItems(DrawerID)
    /// A cash unit while it is installed: no person holds it.
    case cashUnit(CashUnitID)
    /// A cash unit after the pull, until it is counted.
    case pulled(CashUnitID)
    /// Money of a visit that no account has been credited with yet: owed to the customer.
    case held(VisitID)
    /// What the ledger says an account owes.
    case receivable(AccountID)
    /// What a customer paid beyond the amount owed.
    case credit(AccountID)
    /// Money whose owner or account is not known.
    case unidentified(CaseID)
    /// Counted minus expected of a station or drawer.
    case overShort(StationID)
    /// Taken notes that turned out to be false.
    case counterfeitLoss

    /// What kind of account this is in the books.
    public enum Kind: String, Hashable, Sendable { case asset, liability, receivable, expense }

    /// Which side of the books the place is on.
    public var kind: Kind {
        switch self {
        case .vaultChange, .vaultHoldCash, .vaultHoldItems, .drawerCash, .drawerItems, .cashUnit, .pulled: .asset
        case .held, .credit, .unidentified: .liability
        case .receivable: .receivable
        case .overShort, .counterfeitLoss: .expense
        }
    }
}

extension Place: CustomStringConvertible {
    public var description: String {
        switch self {
        case .vaultChange: "vault:change"
        case .vaultHoldCash: "vault:hold:cash"
        case .vaultHoldItems: "vault:hold:items"
        case .drawerCash(let drawer): "drawer:\(drawer):cash"
        case .drawerItems(let drawer): "drawer:\(drawer):items"
        case .cashUnit(let unit): "cassette:\(unit)"
        case .pulled(let unit): "pulled:\(unit)"
        case .held(let visit): "held:\(visit)"
        case .receivable(let account): "ar:\(account)"
        case .credit(let account): "credit:\(account)"
        case .unidentified(let reference): "unidentified:\(reference)"
        case .overShort(let station): "over-short:\(station)"
        case .counterfeitLoss: "counterfeit-loss"
        }
    }

    /// Reads the text form; a name nobody knows is refused, never guessed.
    public init(_ text: String) throws(NoPlace) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        func name<K>(_ part: Int = 1) throws(NoPlace) -> ID<K> {
            do { return try ID<K>(parts[part]) } catch { throw NoPlace(text: text) }
        }
        switch (parts.first ?? "", parts.count) {
        case ("vault", 2) where parts[1] == "change": self = .vaultChange
        case ("vault", 3) where parts[1] == "hold" && parts[2] == "cash": self = .vaultHoldCash
        case ("vault", 3) where parts[1] == "hold" && parts[2] == "items": self = .vaultHoldItems
        case ("drawer", 3) where parts[2] == "cash": self = .drawerCash(try name())
        case ("drawer", 3) where parts[2] == "items": self = .drawerItems(try name())
        case ("cassette", 2): self = .cashUnit(try name())
        case ("pulled", 2): self = .pulled(try name())
        case ("held", 2): self = .held(try name())
        case ("ar", 2): self = .receivable(try name())
        case ("credit", 2): self = .credit(try name())
        case ("unidentified", 2): self = .unidentified(try name())
        case ("over-short", 2): self = .overShort(try name())
        case ("counterfeit-loss", 1): self = .counterfeitLoss
        default: throw NoPlace(text: text)
        }
    }
}

/// A text that names no place.
public struct NoPlace: Error, Hashable, Sendable {
    /// The text as it was found.
    public let text: String
}

extension Place: Codable {
    public init(from decoder: any Decoder) throws { try self.init(decoder.singleValueContainer().decode(String.self)) }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        try box.encode(description)
    }
}
