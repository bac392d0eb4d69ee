/// Two people put an empty, sealed cash unit into the kiosk.
public struct InstallCashUnit: Codable, Hashable, Sendable {
    /// On the label of the unit; it must be empty.
    public let serial: String
    /// Number of the seal that is broken to put it in.
    public let seal: String
    /// Two different people.
    public let by: [String]

    /// An install as two people sign it.
    public init(serial: String, seal: String, by: [String]) { (self.serial, self.seal, self.by) = (serial, seal, by) }
}

/// Two people take the cash unit out and seal it.
public struct PullCashUnit: Codable, Hashable, Sendable {
    /// Number of the seal that closes it from now on.
    public let seal: String
    /// Two different people; not both of them may count it.
    public let by: [String]

    /// A pull as two people sign it; which unit it is, the kiosk knows.
    public init(seal: String, by: [String]) { (self.seal, self.by) = (seal, by) }
}

/// The holders offer a cash unit to others.
public struct OfferCashUnit: Codable, Hashable, Sendable {
    /// The two who may take it.
    public let to: [String]
    /// For a count the takers may not both be its pullers.
    public let purpose: OfferPurpose

    /// An offer; it can be withdrawn until it is accepted.
    public init(to: [String], purpose: OfferPurpose) { (self.to, self.purpose) = (to, purpose) }
}

/// What a cash unit is passed on for.
public enum OfferPurpose: String, Codable, Hashable, Sendable, CaseIterable { case count, transport }

/// The takers took it and compared the seal.
public struct AcceptCashUnit: Codable, Hashable, Sendable {
    /// The two to whom it was offered.
    public let by: [String]
    /// The number they read on it; another one refuses the act.
    public let seal: String

    /// A take-over as two people sign it.
    public init(by: [String], seal: String) { (self.by, self.seal) = (by, seal) }
}

/// An act that needs nothing but the people who do it: beginning a count, finding a note, taking a device's counter.
public struct ActOfPeople: Codable, Hashable, Sendable {
    /// Two different people.
    public let by: [String]

    /// The two who act.
    public init(by: [String]) { self.by = by }
}

/// One person's blind count.
public struct SubmitCount: Codable, Hashable, Sendable {
    /// Who counted; must be of the pair that began.
    public let by: String
    /// What was found, face value by face value; what is left out was not there.
    public let counts: [FaceCount]

    /// A count, to be stored as it is.
    public init(by: String, counts: [FaceCount]) { (self.by, self.counts) = (by, counts) }
}

/// Opens a drawer.
public struct OpenDrawer: Codable, Hashable, Sendable {
    /// The drawer by its name, `D1`.
    public let drawer: String
    /// The authorised act: sent again, it opens nothing again.
    public let request: String
    /// The act it opens for; stands in the journal.
    public let reason: DrawerReason
    /// Who asks.
    public let by: String

    /// An order for one pulse.
    public init(drawer: String, request: String, reason: DrawerReason, by: String) {
        (self.drawer, self.request, self.reason, self.by) = (drawer, request, reason, by)
    }
}

/// Why a drawer may open.
public enum DrawerReason: String, Codable, Hashable, Sendable, CaseIterable {
    /// `test`: without money; `resume`: an act that a lock or a restart cut short goes on.
    case payment, changeExchange, turnIn, count, test, changeLeftBehind, resume
}

/// Sets the day to which money belongs.
public struct OpenBusinessDay: Codable, Hashable, Sendable {
    /// `2026-03-03`.
    public let date: String
    /// Who opens the day.
    public let by: [String]

    /// A day as people set it; never before the one that is open.
    public init(date: String, by: [String]) { (self.date, self.by) = (date, by) }
}

/// Changes one limit or time.
public struct SetPolicy: Codable, Hashable, Sendable {
    /// In the unit of the key; must be inside of what is allowed.
    public let value: Int64
    /// Who changes it.
    public let by: String
    /// The second person; `null` where one may decide.
    @OrNull public var approvedBy: String?

    /// A new value with its signatures.
    public init(value: Int64, by: String, approvedBy: String?) {
        (self.value, self.by, self.approvedBy) = (value, by, approvedBy)
    }
}

/// Gives the money of a visit without account to an account.
public struct ClaimVisit: Codable, Hashable, Sendable {
    /// The account that is to be credited.
    public let account: String
    /// Who checked the claim.
    public let by: String

    /// A claim; which visit, the path says.
    public init(account: String, by: String) { (self.account, self.by) = (account, by) }
}
