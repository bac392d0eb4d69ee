/// One cash unit on its way from the kiosk to the vault.
public struct CashUnitView: Codable, Hashable, Sendable {
    /// On the label of the unit.
    public let serial: String
    /// What may be done with it next depends on this.
    public let stage: CashUnitStage
    /// Who answers for it now; nobody in person while it is installed.
    public let holders: [String]
    /// Number of the seal that closes it; `null`: not sealed.
    @OrNull public var seal: String?
    /// To whom it is offered; `null`: no offer is open.
    @OrNull public var offeredTo: [String]?
    /// Counts handed in since it was opened, both people and all rounds together.
    public let countsSubmitted: Int64
    /// What the journal says is inside; `null` until both counts are stored, so that nobody counts towards a figure.
    @OrNull public var expected: MoneyView?

    /// A cash unit as far as the one who asks may see it.
    public init(
        serial: String, stage: CashUnitStage, holders: [String], seal: String?, offeredTo: [String]?,
        countsSubmitted: Int64, expected: MoneyView?
    ) {
        (self.serial, self.stage, self.holders, self.seal) = (serial, stage, holders, seal)
        (self.offeredTo, self.countsSubmitted, self.expected) = (offeredTo, countsSubmitted, expected)
    }
}

/// The life of a cash unit.
public enum CashUnitStage: String, Codable, Hashable, Sendable, CaseIterable { case installed, pulled, counting, empty }

/// So many pieces of one face value.
public struct FaceCount: Codable, Hashable, Sendable {
    /// Minor units.
    public let face: Int64
    /// Pieces; in a difference negative when there are too few.
    public let pieces: Int64

    /// A stack of notes of one face value.
    public init(face: Int64, pieces: Int64) { (self.face, self.pieces) = (face, pieces) }
}

/// What a count showed, and how it was booked.
public struct CountResultView: Codable, Hashable, Sendable {
    /// The total on which both people agreed.
    public let counted: MoneyView
    /// What the journal had when the count began; shown only because the count is over.
    public let expected: MoneyView
    /// Counted minus expected.
    public let difference: MoneyView
    /// The difference by face value; face values without one are left out.
    public let variance: [FaceCount]
    /// Notes in doubt that the count proved to be inside.
    public let stacked: [String]
    /// Notes in doubt that the count proved not to be inside.
    public let returned: [String]
    /// Surplus that no doubt explains.
    public let unexplained: MoneyView
    /// The case that was opened for it.
    @OrNull public var `case`: String?

    /// A settled count; nothing of it can be changed any more.
    public init(
        counted: MoneyView, expected: MoneyView, difference: MoneyView, variance: [FaceCount], stacked: [String],
        returned: [String], unexplained: MoneyView, case reference: String?
    ) {
        (self.counted, self.expected, self.difference) = (counted, expected, difference)
        (self.variance, self.stacked, self.returned) = (variance, stacked, returned)
        (self.unexplained, self.case) = (unexplained, reference)
    }
}

/// What became of an order to open a drawer.
public struct DrawerAnswer: Codable, Hashable, Sendable {
    /// The drawer by its name, `D1`.
    public let drawer: String
    /// The authorised act; the same request never opens twice.
    public let request: String
    /// What the drawer's sensor says, or that nothing tells.
    public let outcome: DrawerOutcome

    /// The answer to one request, the same each time it is sent.
    public init(drawer: String, request: String, outcome: DrawerOutcome) {
        (self.drawer, self.request, self.outcome) = (drawer, request, outcome)
    }
}

/// How opening a drawer ended.
public enum DrawerOutcome: String, Codable, Hashable, Sendable, CaseIterable { case opened, failed, unknown }

/// Money of a visit without account that found its account.
public struct ClaimAnswer: Codable, Hashable, Sendable {
    /// The visit that had no account.
    public let visit: String
    /// Who is credited.
    public let account: String
    /// All that was held for the visit.
    public let amount: MoneyView
    /// The receipt under which it is booked now.
    public let receipt: String

    /// A claim that is booked.
    public init(visit: String, account: String, amount: MoneyView, receipt: String) {
        (self.visit, self.account, self.amount, self.receipt) = (visit, account, amount, receipt)
    }
}
