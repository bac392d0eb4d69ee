public import Custody

/// A thing that entries can be looked up by: `visit:V17`, `receipt:K12-000045`.
public struct Subject: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// What kind of thing.
    public let kind: Kind
    /// Its own name; unique within its kind.
    public let name: String

    /// The kinds of things; the raw value stands before the colon.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// Visits, notes, the paper, what is paid, machines, keys of postings, claim codes, payment events.
        case visit, note, receipt, account, cashUnit, device, key, claim, payment
        /// Written `case:`; the word is taken in Swift.
        case reference = "case"
        /// Cash drawers.
        case drawer
    }

    /// A thing by name; nothing checks that the journal has it.
    public init(_ kind: Kind, _ name: String) { (self.kind, self.name) = (kind, name) }

    /// Reads the text form; `nil` for an unknown kind or an empty name.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), let kind = Kind(rawValue: String(text[..<colon])) else {
            return nil
        }
        let name = text[text.index(after: colon)...]
        guard !name.isEmpty else { return nil }
        self.init(kind, String(name))
    }

    public var description: String { "\(kind.rawValue):\(name)" }

    public static func < (left: Subject, right: Subject) -> Bool {
        (left.kind.rawValue, left.name) < (right.kind.rawValue, right.name)
    }
}

extension Fact {
    /// What this fact is about: each thing once, in a fixed order. People are left out on purpose: a journal that is
    /// searchable by employee needs its own permission.
    public var subjects: [Subject] {
        var found: [Subject] = []
        for subject in mentioned where !found.contains(subject) { found.append(subject) }
        return found
    }

    private var mentioned: [Subject] {
        switch self {
        case .stationStarted, .businessDayOpened, .policyChanged: []
        case .visitOpened(let fact): [.of(fact.visit)]
        case .accountsChosen(let fact): [.of(fact.visit)] + fact.choices.map { .of($0.account) }
        case .visitEnded(let fact): [.of(fact.visit)]
        case .noteIntended(let fact): [.of(fact.note), .of(fact.visit), .of(fact.device), .of(fact.cashUnit)]
        case .noteStacked(let fact): [.of(fact.note), .of(fact.visit), .of(fact.device), .of(fact.cashUnit)]
        case .noteReturned(let fact): [.of(fact.note), .of(fact.visit), .of(fact.device)]
        case .noteInDoubt(let fact): [.of(fact.note), .of(fact.visit), .of(fact.device), .of(fact.cashUnit)]
        case .noteGivenBack(let fact): Subject.visits(fact.visit) + [.of(fact.device)]
        case .noteFoundInPath(let fact): [.of(fact.note), .of(fact.visit)]
        case .notesUnclaimed(let fact):
            [.of(fact.reference), .of(fact.device), .of(fact.cashUnit)] + Subject.visits(fact.visit)
        case .counterAdopted(let fact): [.of(fact.device)]
        case .paymentCommitted(let fact):
            [
                .of(fact.payment), .of(fact.visit), .receipt(fact.receipt), Subject(.key, fact.key),
                Subject(.claim, fact.claimCode),
            ] + fact.allocations.map { .of($0.account) }
        case .heldBecameUnidentified(let fact): [.of(fact.visit), .of(fact.reference)]
        case .postingAnswered(let fact):
            [Subject(.key, fact.key)] + (fact.reference.map { [.of($0)] } ?? [])
                + fact.allocations.map { .of($0.account) }
        case .postingTakenOver(let fact): [Subject(.key, fact.key)]
        case .receiptEnded(let fact): [.receipt(fact.receipt)]
        case .cashUnitInstalled(let fact): [.of(fact.cashUnit)]
        case .cashUnitPulled(let fact): [.of(fact.cashUnit)]
        case .custodyOffered(let fact): [.of(fact.cashUnit)]
        case .custodyOfferWithdrawn(let fact): [.of(fact.cashUnit)]
        case .custodyAccepted(let fact): [.of(fact.cashUnit)]
        case .countStarted(let fact): [.of(fact.cashUnit)]
        case .countSubmitted(let fact): [.of(fact.cashUnit)]
        case .countSettled(let fact):
            [.of(fact.cashUnit), .of(fact.reference)] + fact.stacked.flatMap { [.of($0.note), .of($0.visit)] }
                + fact.returned.map { .of($0) }
        case .drawerOpenIntended(let fact): [.of(fact.drawer)]
        case .drawerOpenEnded(let fact): [.of(fact.drawer)]
        case .drawerIncident(let fact): [.of(fact.drawer)]
        case .deviceIncident(let fact): [.of(fact.device)] + Subject.visits(fact.visit)
        case .deviceQuarantined(let fact): [.of(fact.device)]
        case .deviceReleased(let fact): [.of(fact.device)]
        case .paperRollFitted(let fact): [.of(fact.device)]
        }
    }
}

extension Subject {
    /// `visit:v-1-7`
    public static func of(_ visit: VisitID) -> Subject { Subject(.visit, visit.text) }
    /// `note:n-1-12`
    public static func of(_ note: NoteID) -> Subject { Subject(.note, note.text) }
    /// `device:` and the serial number.
    public static func of(_ device: DeviceID) -> Subject { Subject(.device, device.text) }
    /// `cashUnit:C-8841`
    public static func of(_ unit: CashUnitID) -> Subject { Subject(.cashUnit, unit.text) }
    /// `account:` and the ledger's number.
    public static func of(_ account: AccountID) -> Subject { Subject(.account, account.text) }
    /// `payment:p-1-42`
    public static func of(_ payment: PaymentID) -> Subject { Subject(.payment, payment.text) }
    /// `case:K-08-0001`
    public static func of(_ reference: CaseID) -> Subject { Subject(.reference, reference.text) }
    /// `drawer:D1`
    public static func of(_ drawer: DrawerID) -> Subject { Subject(.drawer, drawer.text) }
    /// `receipt:K07-004183`
    public static func receipt(_ number: String) -> Subject { Subject(.receipt, number) }

    fileprivate static func visits(_ visit: VisitID?) -> [Subject] { visit.map { [.of($0)] } ?? [] }
}
