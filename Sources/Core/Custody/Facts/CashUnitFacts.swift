public import Money

/// Two people put an empty, sealed cash unit into the kiosk; its seal is broken and recorded.
public struct CashUnitInstalled: Hashable, Sendable, Codable {
    /// The unit by the serial on its label; it must be empty.
    public let cashUnit: CashUnitID
    /// Number of the seal that was broken when it was put in.
    public let seal: String
    /// The two who put it in (dual control).
    public let by: [PersonID]

    /// The fact of an install; two different people were checked by `StationState.install`.
    public init(cashUnit: CashUnitID, seal: String, by: [PersonID]) {
        self.cashUnit = cashUnit
        self.seal = seal
        self.by = by
    }
}

/// Two people took the cash unit out and sealed it. From here it is a container with holders.
public struct CashUnitPulled: Hashable, Sendable, Codable {
    /// The unit that left the kiosk; notes cannot fall into it any more.
    public let cashUnit: CashUnitID
    /// Number of the seal that closes it from now until the count.
    public let seal: String
    /// The two who pulled it: its first holders. At least one of the counting pair must be another person.
    public let by: [PersonID]
    /// The balance at the pull; kept from every counter until both counts are durable.
    public let expected: Money
    /// Pieces the journal has inside; notes of unknown value are not among them.
    public let notes: Int64
    /// The device's own count at the pull, the second of three witnesses.
    public let deviceCounter: Int64?

    /// The fact of a pull, with the books and the device as they stood.
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
    /// The pulled unit on offer.
    public let cashUnit: CashUnitID
    /// The two who may take it; nobody else can accept.
    public let to: [PersonID]
    /// What it is passed on for: the rules for the takers differ.
    public let purpose: Purpose

    /// An offer; it moves nothing until it is accepted.
    public init(cashUnit: CashUnitID, to: [PersonID], purpose: Purpose) {
        self.cashUnit = cashUnit
        self.to = to
        self.purpose = purpose
    }

    /// Carrying it (to the vault or courier), or counting it: the counters may not both be its pullers.
    public enum Purpose: String, Hashable, Sendable, Codable { case transport, count }
}

/// The holders took the offer back before anyone accepted.
public struct CustodyOfferWithdrawn: Hashable, Sendable, Codable {
    /// The unit whose offer ended; its holders are the same as before.
    public let cashUnit: CashUnitID

    /// The end of an offer.
    public init(cashUnit: CashUnitID) {
        self.cashUnit = cashUnit
    }
}

/// The takers took it, seal compared: the holder changes in this one fact.
public struct CustodyAccepted: Hashable, Sendable, Codable {
    /// The unit that changed hands.
    public let cashUnit: CashUnitID
    /// The two who took it: its holders from here on.
    public let by: [PersonID]
    /// The number they read; equal to the one of the pull, or the take-over is refused.
    public let seal: String

    /// A completed hand-over, both sides known: the givers from the books, the takers from here.
    public init(cashUnit: CashUnitID, by: [PersonID], seal: String) {
        self.cashUnit = cashUnit
        self.by = by
        self.seal = seal
    }
}

/// Counting begins: the expected value is frozen with this fact.
public struct CountStarted: Hashable, Sendable, Codable {
    /// The pulled unit that was opened.
    public let cashUnit: CashUnitID
    /// The counting pair; each of them counts alone.
    public let by: [PersonID]
    /// The balance that froze; a counter may not see it before both counts are durable (I-37).
    public let expected: Money
    /// The same, note by note.
    public let expectedNotes: DenominationCounts

    /// The start of a count, with what it will be measured by.
    public init(cashUnit: CashUnitID, by: [PersonID], expected: Money, expectedNotes: DenominationCounts) {
        self.cashUnit = cashUnit
        self.by = by
        self.expected = expected
        self.expectedNotes = expectedNotes
    }
}

/// One person's blind count. Stored counts are facts: never read back, never edited.
public struct CountSubmitted: Hashable, Sendable, Codable {
    /// The unit on the table.
    public let cashUnit: CashUnitID
    /// Who counted.
    public let by: PersonID
    /// Pieces by face value, as this person found them.
    public let counts: DenominationCounts

    /// One count, stored as handed in.
    public init(cashUnit: CashUnitID, by: PersonID, counts: DenominationCounts) {
        self.cashUnit = cashUnit
        self.by = by
        self.counts = counts
    }
}

/// Both counts agree (or people decided): the difference is explained and booked.
public struct CountSettled: Hashable, Sendable, Codable {
    /// The unit, empty after this fact.
    public let cashUnit: CashUnitID
    /// Total of the two equal counts: what went to the vault.
    public let counted: Money
    /// The balance frozen when the count began.
    public let expected: Money
    /// The balance of the pulled unit at settling; credited away in full, so that the place is zero afterwards.
    public let booked: Money
    /// Notes in doubt that the count proved to be in the unit.
    public let stacked: [SettledDoubt]
    /// Notes in doubt that the count proved not to be there.
    public let returned: [NoteID]
    /// Surplus that no doubt explains, with its case.
    public let unexplained: Money
    /// The case the surplus is booked under; used only when `unexplained` is positive.
    public let reference: CaseID
    /// Counted less than booked.
    public let short: Money
    /// Whose over/short account takes the short.
    public let station: StationID
    /// Counted minus expected by face value, for the analysis; face values with no difference are left out.
    public let variance: [Variance]

    /// The settled count with every part of the difference explained.
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

    /// So many pieces too many or too few of one face value.
    public struct Variance: Hashable, Sendable, Codable {
        /// The face value that differs.
        public let denomination: Denomination
        /// Counted minus expected; negative when pieces are missing.
        public let pieces: Int64

        /// A difference of one face value.
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
    /// The note that was in doubt.
    public let note: NoteID
    /// Whose money it is.
    public let visit: VisitID
    /// Its face value, from the intent.
    public let amount: Money

    /// A doubt that ends as money held for its visit.
    public init(note: NoteID, visit: VisitID, amount: Money) {
        self.note = note
        self.visit = visit
        self.amount = amount
    }
}
