/// How the whole station is: the first thing staff look at.
public struct StatusView: Codable, Hashable, Sendable {
    /// The program's version.
    public let version: String
    /// The name, `K-07`.
    public let station: String
    /// The office it belongs to, `NORTH`.
    public let office: String
    /// Rises by one when a store is created or restored.
    public let epoch: Int64
    /// The day to which money belongs, `2026-03-02`.
    public let businessDate: String
    /// Since the service was started.
    public let uptimeSeconds: Int64
    /// The customer's side.
    public let kiosk: KioskStatusView
    /// Acceptor, printer, drawer, as configured; also those that never answered.
    public let devices: [DeviceView]
    /// Whether money can be written down.
    public let journal: JournalStatusView
    /// Whether it reaches the accounts.
    public let ledger: LedgerStatusView

    /// The station at one moment.
    public init(
        version: String, station: String, office: String, epoch: Int64, businessDate: String, uptimeSeconds: Int64,
        kiosk: KioskStatusView, devices: [DeviceView], journal: JournalStatusView, ledger: LedgerStatusView
    ) {
        (self.version, self.station, self.office, self.epoch) = (version, station, office, epoch)
        (self.businessDate, self.uptimeSeconds, self.kiosk) = (businessDate, uptimeSeconds, kiosk)
        (self.devices, self.journal, self.ledger) = (devices, journal, ledger)
    }
}

/// One kiosk in the eyes of staff.
public struct KioskStatusView: Codable, Hashable, Sendable {
    /// The station's name, `K-07`.
    public let kiosk: String
    /// The page a customer would see.
    public let phase: KioskPhase
    /// What can be paid with, or why not.
    public let tenders: [TenderView]
    /// The cash unit inside; `null`: none that the journal knows.
    @OrNull public var cashUnit: CashUnitFillView?
    /// The visit that is open; `null`: none.
    @OrNull public var visit: String?
    /// Of all visits, until evidence or a count settles them.
    public let inDoubt: DoubtView

    /// A kiosk at one moment.
    public init(
        kiosk: String, phase: KioskPhase, tenders: [TenderView], cashUnit: CashUnitFillView?, visit: String?,
        inDoubt: DoubtView
    ) {
        (self.kiosk, self.phase, self.tenders) = (kiosk, phase, tenders)
        (self.cashUnit, self.visit, self.inDoubt) = (cashUnit, visit, inDoubt)
    }
}

/// How full a cash unit is.
public struct CashUnitFillView: Codable, Hashable, Sendable {
    /// On its label.
    public let serial: String
    /// Pieces the journal has inside; notes of unknown value are not among them.
    public let notes: Int64
    /// Of the same notes.
    public let value: MoneyView
    /// Of its capacity, rounded down; notes of unknown value count.
    public let percent: Int64
    /// It should be changed soon: the alert of the office's policy, in pieces or in value.
    public let nearlyFull: Bool

    /// The fill as the journal has it, not as the device counts.
    public init(serial: String, notes: Int64, value: MoneyView, percent: Int64, nearlyFull: Bool) {
        (self.serial, self.notes, self.value) = (serial, notes, value)
        (self.percent, self.nearlyFull) = (percent, nearlyFull)
    }

    /// `83 % full, change it soon`: for staff.
    public var words: String { "\(percent) % full\(nearlyFull ? ", change it soon" : "")" }
}

/// Notes whose place nobody can tell.
public struct DoubtView: Codable, Hashable, Sendable {
    /// Notes.
    public let count: Int64
    /// Their face values together; no customer is credited with it yet.
    public let amount: MoneyView

    /// A sum of doubts; 0 and 0 is the good case.
    public init(count: Int64, amount: MoneyView) { (self.count, self.amount) = (count, amount) }
}

/// How the journal is.
public struct JournalStatusView: Codable, Hashable, Sendable {
    /// Number of entries.
    public let size: Int64
    /// The first figures of the chain's head.
    public let head: String
    /// False: no money is taken until the service was started anew.
    public let writable: Bool
    /// A sentence, when it is not writable.
    @OrNull public var problem: String?

    /// A journal as its writer sees it.
    public init(size: Int64, head: String, writable: Bool, problem: String?) {
        (self.size, self.head, self.writable, self.problem) = (size, head, writable, problem)
    }
}

/// How posting to the core ledger goes.
public struct LedgerStatusView: Codable, Hashable, Sendable {
    /// Whether the last word from the core was a word at all.
    public let online: Bool
    /// Payments without a final answer.
    public let open: Int64
    /// Age of the oldest of them; `null`: there is none.
    @OrNull public var oldestSeconds: Int64?
    /// Payments the core refused; each has a case for the back office.
    public let rejected: Int64

    /// The way of the payments into the core.
    public init(online: Bool, open: Int64, oldestSeconds: Int64?, rejected: Int64) {
        (self.online, self.open, self.oldestSeconds, self.rejected) = (online, open, oldestSeconds, rejected)
    }
}

/// One device in the eyes of staff.
public struct DeviceView: Codable, Hashable, Sendable {
    /// As the configuration calls it.
    public let name: String
    /// What it is used as.
    public let kind: DeviceKind
    /// The port and its settings in words, `/dev/ttyS0 (9600 7E1)`.
    public let port: String
    /// One word, for a lamp.
    public let health: HealthState
    /// For how long the health is what it is.
    public let sinceSeconds: Int64
    /// One sentence that says how it is and, where it helps, what to do.
    public let words: String
    /// Read from the unit; `null`: it has not said.
    @OrNull public var model: String?
    /// Read from the unit, the name it has in the journal; `null`: it has not said.
    @OrNull public var serial: String?
    /// Read from the unit; `null`: it has not said.
    @OrNull public var firmware: String?
    /// How far the device's word about notes can be taken; `null` where it takes no notes.
    @OrNull public var trust: TrustGrade?
    /// What the device's own count of notes is worth; `null` where it takes no notes.
    @OrNull public var counter: CounterGrade?
    /// Why it is set aside; `null`: it is not.
    @OrNull public var quarantine: String?
    /// What is left of what it uses up, or how full it is, in few words; `null`: nothing, or nobody knows.
    @OrNull public var supplies: String?
    /// How often the port was opened.
    public let opens: Int64
    /// Faults on the wire since the service started.
    public let faults: Int64
    /// Since the service started.
    public let bytesReceived: Int64
    /// Since the service started.
    public let bytesSent: Int64

    /// A device and its wire at one moment.
    public init(
        name: String, kind: DeviceKind, port: String, health: HealthState, sinceSeconds: Int64, words: String,
        model: String?, serial: String?, firmware: String?, trust: TrustGrade?, counter: CounterGrade?,
        quarantine: String?, supplies: String?, opens: Int64, faults: Int64, bytesReceived: Int64, bytesSent: Int64
    ) {
        (self.name, self.kind, self.port, self.health) = (name, kind, port, health)
        (self.sinceSeconds, self.words, self.model, self.serial) = (sinceSeconds, words, model, serial)
        (self.firmware, self.trust, self.counter, self.opens) = (firmware, trust, counter, opens)
        (self.quarantine, self.supplies) = (quarantine, supplies)
        (self.faults, self.bytesReceived, self.bytesSent) = (faults, bytesReceived, bytesSent)
    }
}

/// What a device is, in UnifiedPOS words.
public enum DeviceKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// What takes money and prints for it.
    case billAcceptor, posPrinter, cashDrawer
    /// What reads paper: checks, and codes on bills and stubs.
    case checkScanner, scanner
}

/// How a device is, in one word.
public enum HealthState: String, Codable, Hashable, Sendable, CaseIterable { case well, unknown, attention, broken }

/// How far a device's word about notes can be taken.
public enum TrustGrade: String, Codable, Hashable, Sendable, CaseIterable {
    /// The credit repeats until it is acknowledged.
    case creditRepeats = "A"
    /// The state at power-up or a counter settles the note.
    case powerUpTells = "B"
    /// Neither.
    case pulsesOnly = "C"
}

/// What a device's own count of notes is worth.
public enum CounterGrade: String, Codable, Hashable, Sendable, CaseIterable { case exact, mayLoseLast, none }
