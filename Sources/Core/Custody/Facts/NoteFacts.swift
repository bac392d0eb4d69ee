public import Money

/// We are about to stack this note. Durable before the order leaves the host; at most one open per device.
public struct NoteIntended: Hashable, Sendable, Codable {
    /// Named by us when the intent is made; every outcome names it again.
    public let note: NoteID
    /// Whose money it will be.
    public let visit: VisitID
    /// The acceptor that holds it in escrow.
    public let device: DeviceID
    /// The unit it will fall into.
    public let cashUnit: CashUnitID
    /// Face value as the escrow report named it. Later reports never change it.
    public let amount: Money
    /// The device's count of stacked notes that the journal accounts for, before this note; `nil`: it keeps none.
    public let baseline: Int64?

    /// An intent, to be durable before the order is sent.
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
    /// The note of the intent or doubt that this settles.
    public let note: NoteID
    /// To whom the money is owed from here on.
    public let visit: VisitID
    /// The acceptor that stacked it.
    public let device: DeviceID
    /// The unit it lies in.
    public let cashUnit: CashUnitID
    /// From the intent, never from the report of the outcome.
    public let amount: Money
    /// Device report or counter.
    public let evidence: Evidence
    /// The device's count that is accounted for from now on.
    public let baseline: Int64?

    /// A note that became money.
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
    /// The note of the intent or doubt that this settles.
    public let note: NoteID
    /// The visit that is not credited.
    public let visit: VisitID
    /// The acceptor that did not keep it.
    public let device: DeviceID
    /// What proves it; without proof it is a doubt.
    public let evidence: Evidence

    /// A note that never became money.
    public init(note: NoteID, visit: VisitID, device: DeviceID, evidence: Evidence) {
        self.note = note
        self.visit = visit
        self.device = device
        self.evidence = evidence
    }

    /// What proves that the note is not in the cash unit.
    public enum Evidence: String, Hashable, Sendable, Codable {
        /// Reported within the unbroken dialogue that ordered it.
        case reported
        /// The device's own state after a cut: one that had taken it would say so.
        case deviceState
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
    /// The note whose place nobody knows.
    public let note: NoteID
    /// Whose money it would be.
    public let visit: VisitID
    /// The acceptor that was ordered to stack it.
    public let device: DeviceID
    /// The unit whose count will tell.
    public let cashUnit: CashUnitID
    /// Face value from the intent; in no place of the books.
    public let amount: Money
    /// Why nothing tells.
    public let reason: Reason
    /// The device's count that is accounted for from now on.
    public let baseline: Int64?

    /// A doubt in place of the open intent.
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

    /// The same doubt, for another reason.
    public init(_ doubt: NoteInDoubt, _ reason: Reason) {
        self.init(
            note: doubt.note, visit: doubt.visit, device: doubt.device, cashUnit: doubt.cashUnit, amount: doubt.amount,
            reason: reason, baseline: doubt.baseline)
    }

    /// The same doubt, waiting for the count of another unit.
    init(_ doubt: NoteInDoubt, in unit: CashUnitID) {
        self.init(
            note: doubt.note, visit: doubt.visit, device: doubt.device, cashUnit: unit, amount: doubt.amount,
            reason: doubt.reason, baseline: doubt.baseline)
    }

    /// Why no proof could be had.
    public enum Reason: String, Hashable, Sendable, Codable {
        /// `counterNotProven`: the count did not move but may lose the last note; `counterJumped`: it moved back, or by
        /// more than one note; `deviceSwapped`: the unit that knows answers no more; `pastEscrowAtPowerUp`: the device
        /// started with a note that may still fall or come back.
        case noCounter, counterNotProven, counterJumped, deviceUnreachable, deviceSwapped, pastEscrowAtPowerUp
    }
}

/// A note went back from escrow without an intent: no money, no lines.
public struct NoteGivenBack: Hashable, Sendable, Codable {
    /// The visit it was fed into; `nil`: none was open.
    public let visit: VisitID?
    /// The acceptor that gave it back.
    public let device: DeviceID
    /// Face value; `nil`: the device could not name it.
    public let amount: Money?
    /// What spoke against taking it.
    public let why: Why

    /// A note that was refused in escrow.
    public init(visit: VisitID?, device: DeviceID, amount: Money?, why: Why) {
        self.visit = visit
        self.device = device
        self.amount = amount
        self.why = why
    }

    /// Why a note in escrow was not taken.
    public enum Why: String, Hashable, Sendable, Codable {
        /// `limit`: the visit's cash limit; `promiseBroken`: cash was not offered any more (printer, cash unit,
        /// journal);
        /// `notAccepted`: the device could not name it; `recovery`: found in escrow on the way to rest.
        case customerCancelled, noVisit, limit, promiseBroken, notAccepted, recovery
    }
}

/// Two technicians found the note of a doubt in the path.
public struct NoteFoundInPath: Hashable, Sendable, Codable {
    /// The note that was in doubt.
    public let note: NoteID
    /// Whose money it is.
    public let visit: VisitID
    /// Face value from the intent.
    public let amount: Money
    /// The two who found it; it goes to the vault, not to a pocket.
    public let by: [PersonID]

    /// A doubt that ended in the vault.
    public init(note: NoteID, visit: VisitID, amount: Money, by: [PersonID]) {
        self.note = note
        self.visit = visit
        self.amount = amount
        self.by = by
    }
}

/// The cash unit holds notes that no intent explains: found money with a case of its own.
public struct NotesUnclaimed: Hashable, Sendable, Codable {
    /// The case people look it up under.
    public let reference: CaseID
    /// The acceptor whose count moved or that reported.
    public let device: DeviceID
    /// The unit they lie in.
    public let cashUnit: CashUnitID
    /// Pieces.
    public let count: Int64
    /// The value of all of them together, where the device named it; else only the count of the unit will tell.
    public let amount: Money?
    /// The visit that was open without an account when it happened: its customer may still claim it.
    public let visit: VisitID?
    /// The device's count that is accounted for from now on; `nil`: it keeps none.
    public let baseline: Int64?

    /// A surplus, with all that is known about it.
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
    /// The acceptor by its serial number.
    public let device: DeviceID
    /// Its count of stacked notes; `nil`: it keeps none.
    public let counter: Int64?
    /// Who decided after a bar; empty: the lane did, at first sight or after a doubt that nothing can settle.
    public let by: [PersonID]

    /// A new baseline; it also lifts a bar.
    public init(device: DeviceID, counter: Int64?, by: [PersonID]) {
        self.device = device
        self.counter = counter
        self.by = by
    }
}
