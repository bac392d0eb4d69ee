/// Sets a device aside: what it is needed for is not offered until somebody releases it.
public struct SetDeviceAside: Codable, Hashable, Sendable {
    /// Why, one sentence for the next person.
    public let words: String
    /// Who decides.
    public let by: String

    /// An order to set aside.
    public init(words: String, by: String) { (self.words, self.by) = (words, by) }
}

/// A person looked at the device and answers for it.
public struct ReleaseDevice: Codable, Hashable, Sendable {
    /// Who answers for it.
    public let by: String

    /// A release.
    public init(by: String) { self.by = by }
}

/// A full roll went into a printer.
public struct FitPaper: Codable, Hashable, Sendable {
    /// As its label says; 1 to 500.
    public let metres: Int64
    /// Who put it in.
    public let by: String

    /// A new roll.
    public init(metres: Int64, by: String) { (self.metres, self.by) = (metres, by) }
}

/// A unit's papers from another station, to be taken into those that are here.
public struct TakePassport: Codable, Hashable, Sendable {
    /// As `GET /v1/devices/{name}/passport` of the other station gave it.
    public let passport: PassportView

    /// Papers that came with a unit.
    public init(passport: PassportView) { self.passport = passport }
}

/// Takes a device for oneself: the service lets its port go and offers nothing that needs it, until the claim ends.
public struct ClaimDevice: Codable, Hashable, Sendable {
    /// Who, in words that tell the next one whom to ask.
    public let owner: String
    /// For how long, at most an hour; the same owner may claim again before it is over.
    public let seconds: Int64

    /// A claim with its end.
    public init(owner: String, seconds: Int64) { (self.owner, self.seconds) = (owner, seconds) }
}

/// Gives a device back.
public struct EndClaim: Codable, Hashable, Sendable {
    /// As it was claimed.
    public let owner: String

    /// The end of a claim.
    public init(owner: String) { self.owner = owner }
}
