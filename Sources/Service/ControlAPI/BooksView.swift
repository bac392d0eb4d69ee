/// What lies where: the balances of every place, as the journal has them.
public struct BalancesView: Codable, Hashable, Sendable {
    /// The chain's head to which this belongs.
    public let head: String
    /// Number of entries to which this belongs.
    public let size: Int64
    /// In the order in which the journal first used the places.
    public let balances: [PlaceBalanceView]

    /// All balances at one point of the journal.
    public init(head: String, size: Int64, balances: [PlaceBalanceView]) {
        (self.head, self.size, self.balances) = (head, size, balances)
    }
}

/// One place and what is booked to it.
public struct PlaceBalanceView: Codable, Hashable, Sendable {
    /// The place in its text form, `cassette:C-8841`.
    public let place: String
    /// How to read the sign of the balance.
    public let kind: PlaceKind
    /// Debits minus credits.
    public let balance: MoneyView

    /// A place that something was ever booked to.
    public init(place: String, kind: PlaceKind, balance: MoneyView) {
        (self.place, self.kind, self.balance) = (place, kind, balance)
    }
}

/// The side of the books on which a place stands.
public enum PlaceKind: String, Codable, Hashable, Sendable, CaseIterable { case asset, liability, receivable, expense }

/// The chain of facts behind one thing: a receipt, a note, a visit.
public struct ExplainView: Codable, Hashable, Sendable {
    /// What was found, `visit:v-1-7`; a bare text was tried as receipt, claim code and visit.
    public let subject: String
    /// In the order of the journal.
    public let entries: [ExplainEntryView]

    /// What the journal knows about one thing.
    public init(subject: String, entries: [ExplainEntryView]) { (self.subject, self.entries) = (subject, entries) }
}

/// One entry of the journal, for people.
public struct ExplainEntryView: Codable, Hashable, Sendable {
    /// Station, epoch and sequence, `K-07/1/42`.
    public let id: String
    /// When, with offset (RFC 3339).
    public let time: String
    /// The day that was open then, `2026-03-02`; not always the calendar day of `time`.
    public let businessDate: String
    /// The kind of fact, `noteStacked`.
    public let kind: String
    /// One sentence that says what happened.
    public let sentence: String
    /// What it moved in the books; empty for a fact that moved nothing.
    public let lines: [BookLineView]
    /// The fact itself.
    public let fact: JSONValue

    /// An entry with its sentence, ready to be read out.
    public init(
        id: String, time: String, businessDate: String, kind: String, sentence: String, lines: [BookLineView],
        fact: JSONValue
    ) {
        (self.id, self.time, self.businessDate, self.kind) = (id, time, businessDate, kind)
        (self.sentence, self.lines, self.fact) = (sentence, lines, fact)
    }
}

/// One line of double entry.
public struct BookLineView: Codable, Hashable, Sendable {
    /// The place in its text form, `held:v-1-7`.
    public let place: String
    /// Debit adds to an asset, credit adds to a liability.
    public let side: BookSide
    /// Always positive; the side gives the sign.
    public let amount: MoneyView

    /// One half of a move of money; the entry's lines balance.
    public init(place: String, side: BookSide, amount: MoneyView) {
        (self.place, self.side, self.amount) = (place, side, amount)
    }
}

/// The side of a line.
public enum BookSide: String, Codable, Hashable, Sendable, CaseIterable { case debit, credit }

/// One limit or time of the office's policy.
public struct PolicyView: Codable, Hashable, Sendable {
    /// The name of the limit, `visitCashLimit`.
    public let key: String
    /// In force: minor units, seconds, hours, days, percent, pieces or yes (1) / no (0), as the key says.
    public let value: Int64
    /// What it is where nobody changed it.
    public let standard: Int64
    /// What an office may set, `10...600`.
    public let allowed: String

    /// A limit, with what it may be set to.
    public init(key: String, value: Int64, standard: Int64, allowed: String) {
        (self.key, self.value, self.standard, self.allowed) = (key, value, standard, allowed)
    }
}
