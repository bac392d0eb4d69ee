public import Money

/// Two people put an empty, sealed cash unit into the kiosk; its seal is broken and recorded.
public struct CashUnitInstalled: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID
    public let seal: String
    public let by: [PersonID]

    public init(cashUnit: CashUnitID, seal: String, by: [PersonID]) {
        self.cashUnit = cashUnit
        self.seal = seal
        self.by = by
    }
}

/// Two people took the cash unit out and sealed it. From here it is a container with holders.
public struct CashUnitPulled: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID
    public let seal: String
    public let by: [PersonID]
    /// The balance at the pull; kept from every counter until both counts are durable.
    public let expected: Money
    public let notes: Int64
    /// The device's own count at the pull, the second of three witnesses.
    public let deviceCounter: Int64?

    public init(
        cashUnit: CashUnitID, seal: String, by: [PersonID], expected: Money, notes: Int64, deviceCounter: Int64?
    ) {
        self.cashUnit = cashUnit
        self.seal = seal
        self.by = by
        self.expected = expected
        self.notes = notes
        self.deviceCounter = deviceCounter
    }
}

/// The holders offer the container to others. Changes nothing; can be withdrawn.
public struct CustodyOffered: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID
    public let to: [PersonID]
    public let purpose: Purpose

    public init(cashUnit: CashUnitID, to: [PersonID], purpose: Purpose) {
        self.cashUnit = cashUnit
        self.to = to
        self.purpose = purpose
    }

    public enum Purpose: String, Hashable, Sendable, Codable { case transport, count }
}

public struct CustodyOfferWithdrawn: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID

    public init(cashUnit: CashUnitID) {
        self.cashUnit = cashUnit
    }
}

/// The takers took it, seal compared: the holder changes in this one fact.
public struct CustodyAccepted: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID
    public let by: [PersonID]
    public let seal: String

    public init(cashUnit: CashUnitID, by: [PersonID], seal: String) {
        self.cashUnit = cashUnit
        self.by = by
        self.seal = seal
    }
}

/// Counting begins: the expected value is frozen with this fact.
public struct CountStarted: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID
    public let by: [PersonID]
    public let expected: Money
    public let expectedNotes: DenominationCounts

    public init(cashUnit: CashUnitID, by: [PersonID], expected: Money, expectedNotes: DenominationCounts) {
        self.cashUnit = cashUnit
        self.by = by
        self.expected = expected
        self.expectedNotes = expectedNotes
    }
}

/// One person's blind count. Stored counts are facts: never read back, never edited.
public struct CountSubmitted: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID
    public let by: PersonID
    public let counts: DenominationCounts

    public init(cashUnit: CashUnitID, by: PersonID, counts: DenominationCounts) {
        self.cashUnit = cashUnit
        self.by = by
        self.counts = counts
    }
}

/// Both counts agree (or people decided): the difference is explained and booked.
public struct CountSettled: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID
    public let counted: Money
    public let expected: Money
    public let booked: Money
    /// Notes in doubt that the count proved to be in the unit.
    public let stacked: [SettledDoubt]
    /// Notes in doubt that the count proved not to be there.
    public let returned: [NoteID]
    /// Surplus that no doubt explains, with its case.
    public let unexplained: Money
    public let reference: CaseID
    /// Counted less than booked.
    public let short: Money
    public let station: StationID
    /// Counted minus expected by face value, for the analysis; face values with no difference are left out.
    public let variance: [Variance]

    public init(
        cashUnit: CashUnitID, counted: Money, expected: Money, booked: Money, stacked: [SettledDoubt],
        returned: [NoteID], unexplained: Money, reference: CaseID, short: Money, station: StationID,
        variance: [Variance]
    ) {
        self.cashUnit = cashUnit
        self.counted = counted
        self.expected = expected
        self.booked = booked
        self.stacked = stacked
        self.returned = returned
        self.unexplained = unexplained
        self.reference = reference
        self.short = short
        self.station = station
        self.variance = variance
    }

    public struct Variance: Hashable, Sendable, Codable {
        public let denomination: Denomination
        public let pieces: Int64

        public init(denomination: Denomination, pieces: Int64) {
            self.denomination = denomination
            self.pieces = pieces
        }
    }

    func lines() throws(LineFault) -> [Line] {
        var lines: [Line] = []
        if counted.isPositive { lines.append(try .debit(.vaultHoldCash, counted)) }
        if short.isPositive { lines.append(try .debit(.overShort(station), short)) }
        if booked.isPositive { lines.append(try .credit(.pulled(cashUnit), booked)) }
        for doubt in stacked { lines.append(try .credit(.held(doubt.visit), doubt.amount)) }
        if unexplained.isPositive { lines.append(try .credit(.unidentified(reference), unexplained)) }
        return lines
    }
}

/// A doubt that physical evidence settled.
public struct SettledDoubt: Hashable, Sendable, Codable {
    public let note: NoteID
    public let visit: VisitID
    public let amount: Money

    public init(note: NoteID, visit: VisitID, amount: Money) {
        self.note = note
        self.visit = visit
        self.amount = amount
    }
}
