public import Money

/// We are about to stack this note. Durable before the order leaves the host; at most one open per device.
public struct NoteIntended: Hashable, Sendable, Codable {
    public let note: NoteID
    public let visit: VisitID
    public let device: DeviceID
    public let cashUnit: CashUnitID
    public let amount: Money
    /// The device's count of stacked notes that the journal accounts for, before this note; `nil`: it keeps none.
    public let baseline: Int64?

    public init(
        note: NoteID, visit: VisitID, device: DeviceID, cashUnit: CashUnitID, amount: Money, baseline: Int64?
    ) {
        self.note = note
        self.visit = visit
        self.device = device
        self.cashUnit = cashUnit
        self.amount = amount
        self.baseline = baseline
    }
}

/// The note is in the cash unit: money is real here and nowhere earlier.
public struct NoteStacked: Hashable, Sendable, Codable {
    public let note: NoteID
    public let visit: VisitID
    public let device: DeviceID
    public let cashUnit: CashUnitID
    public let amount: Money
    public let evidence: Evidence
    /// The device's count that is accounted for from now on.
    public let baseline: Int64?

    public init(
        note: NoteID, visit: VisitID, device: DeviceID, cashUnit: CashUnitID, amount: Money, evidence: Evidence,
        baseline: Int64?
    ) {
        self.note = note
        self.visit = visit
        self.device = device
        self.cashUnit = cashUnit
        self.amount = amount
        self.evidence = evidence
        self.baseline = baseline
    }

    /// What proves it.
    public enum Evidence: String, Hashable, Sendable, Codable {
        /// The device reported it with its value.
        case reported
        /// The device's own count moved by exactly one.
        case counter
    }
}

/// The intended note is not in the cash unit: proven, not assumed.
public struct NoteReturned: Hashable, Sendable, Codable {
    public let note: NoteID
    public let visit: VisitID
    public let device: DeviceID
    public let evidence: Evidence

    public init(note: NoteID, visit: VisitID, device: DeviceID, evidence: Evidence) {
        self.note = note
        self.visit = visit
        self.device = device
        self.evidence = evidence
    }

    public enum Evidence: String, Hashable, Sendable, Codable {
        /// Reported within the unbroken dialogue that ordered it.
        case reported
        /// An exact counter did not move.
        case counter
        /// Two people counted the cash unit and it was not there.
        case count
        /// No order ever left the host for it.
        case neverOrdered
    }
}

/// Nothing tells whether the note is in the cash unit. Stays until evidence or the count.
public struct NoteInDoubt: Hashable, Sendable, Codable {
    public let note: NoteID
    public let visit: VisitID
    public let device: DeviceID
    public let cashUnit: CashUnitID
    public let amount: Money
    public let reason: Reason
    /// The device's count that is accounted for from now on.
    public let baseline: Int64?

    public init(
        note: NoteID, visit: VisitID, device: DeviceID, cashUnit: CashUnitID, amount: Money, reason: Reason,
        baseline: Int64?
    ) {
        self.note = note
        self.visit = visit
        self.device = device
        self.cashUnit = cashUnit
        self.amount = amount
        self.reason = reason
        self.baseline = baseline
    }

    public enum Reason: String, Hashable, Sendable, Codable {
        case noCounter, counterNotProven, counterJumped, deviceUnreachable, deviceSwapped
    }
}

/// A note went back from escrow without an intent: no money, no lines.
public struct NoteGivenBack: Hashable, Sendable, Codable {
    public let visit: VisitID?
    public let device: DeviceID
    public let amount: Money?
    public let why: Why

    public init(visit: VisitID?, device: DeviceID, amount: Money?, why: Why) {
        self.visit = visit
        self.device = device
        self.amount = amount
        self.why = why
    }

    public enum Why: String, Hashable, Sendable, Codable {
        case customerCancelled, noVisit, limit, promiseBroken, notAccepted, recovery
    }
}

/// Two technicians found the note of a doubt in the path.
public struct NoteFoundInPath: Hashable, Sendable, Codable {
    public let note: NoteID
    public let visit: VisitID
    public let amount: Money
    public let by: [PersonID]

    public init(note: NoteID, visit: VisitID, amount: Money, by: [PersonID]) {
        self.note = note
        self.visit = visit
        self.amount = amount
        self.by = by
    }
}

/// The cash unit holds notes that no intent explains: found money with a case of its own.
public struct NotesUnclaimed: Hashable, Sendable, Codable {
    public let reference: CaseID
    public let device: DeviceID
    public let cashUnit: CashUnitID
    public let count: Int64
    /// The value of all of them together, where the device named it; else only the count of the unit will tell.
    public let amount: Money?
    /// The visit that was open without an account when it happened: its customer may still claim it.
    public let visit: VisitID?
    public let baseline: Int64?

    public init(
        reference: CaseID, device: DeviceID, cashUnit: CashUnitID, count: Int64, amount: Money?, visit: VisitID?,
        baseline: Int64?
    ) {
        self.reference = reference
        self.device = device
        self.cashUnit = cashUnit
        self.count = count
        self.amount = amount
        self.visit = visit
        self.baseline = baseline
    }

    func lines() throws(LineFault) -> [Line] {
        guard let amount else { return [] }
        let owed: Place = visit.map { .held($0) } ?? .unidentified(reference)
        return [try .debit(.cashUnit(cashUnit), amount), try .credit(owed, amount)]
    }
}

/// The journal takes the device's count as its own from here on: first sight of a unit, or people decided.
public struct CounterAdopted: Hashable, Sendable, Codable {
    public let device: DeviceID
    public let counter: Int64?
    public let by: [PersonID]

    public init(device: DeviceID, counter: Int64?, by: [PersonID]) {
        self.device = device
        self.counter = counter
        self.by = by
    }
}
