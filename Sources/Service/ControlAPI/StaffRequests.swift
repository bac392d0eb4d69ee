/// Two people put an empty, sealed cash unit into the kiosk.
public struct InstallCashUnit: Codable, Hashable, Sendable {
    public let serial: String
    public let seal: String
    public let by: [String]

    public init(serial: String, seal: String, by: [String]) { (self.serial, self.seal, self.by) = (serial, seal, by) }
}

/// Two people take the cash unit out and seal it.
public struct PullCashUnit: Codable, Hashable, Sendable {
    public let seal: String
    public let by: [String]

    public init(seal: String, by: [String]) { (self.seal, self.by) = (seal, by) }
}

/// The holders offer a cash unit to others.
public struct OfferCashUnit: Codable, Hashable, Sendable {
    public let to: [String]
    public let purpose: OfferPurpose

    public init(to: [String], purpose: OfferPurpose) { (self.to, self.purpose) = (to, purpose) }
}

/// What a cash unit is passed on for.
public enum OfferPurpose: String, Codable, Hashable, Sendable, CaseIterable { case count, transport }

/// The takers took it and compared the seal.
public struct AcceptCashUnit: Codable, Hashable, Sendable {
    public let by: [String]
    public let seal: String

    public init(by: [String], seal: String) { (self.by, self.seal) = (by, seal) }
}

/// An act that needs nothing but the people who do it: beginning a count, finding a note, taking a device's counter.
public struct ActOfPeople: Codable, Hashable, Sendable {
    public let by: [String]

    public init(by: [String]) { self.by = by }
}

/// One person's blind count.
public struct SubmitCount: Codable, Hashable, Sendable {
    public let by: String
    public let counts: [FaceCount]

    public init(by: String, counts: [FaceCount]) { (self.by, self.counts) = (by, counts) }
}

/// Opens a drawer.
public struct OpenDrawer: Codable, Hashable, Sendable {
    public let drawer: String
    /// The authorised act: sent again, it opens nothing again.
    public let request: String
    public let reason: DrawerReason
    public let by: String

    public init(drawer: String, request: String, reason: DrawerReason, by: String) {
        (self.drawer, self.request, self.reason, self.by) = (drawer, request, reason, by)
    }
}

/// Why a drawer may open.
public enum DrawerReason: String, Codable, Hashable, Sendable, CaseIterable {
    case payment, changeExchange, turnIn, count, test, changeLeftBehind, resume
}

/// Sets the day to which money belongs.
public struct OpenBusinessDay: Codable, Hashable, Sendable {
    /// `2026-03-03`.
    public let date: String
    public let by: [String]

    public init(date: String, by: [String]) { (self.date, self.by) = (date, by) }
}

/// Changes one limit or time.
public struct SetPolicy: Codable, Hashable, Sendable {
    public let value: Int64
    public let by: String
    /// The second person; `null` where one may decide.
    @OrNull public var approvedBy: String?

    public init(value: Int64, by: String, approvedBy: String?) {
        (self.value, self.by, self.approvedBy) = (value, by, approvedBy)
    }
}

/// Gives the money of a visit without account to an account.
public struct ClaimVisit: Codable, Hashable, Sendable {
    public let account: String
    public let by: String

    public init(account: String, by: String) { (self.account, self.by) = (account, by) }
}
