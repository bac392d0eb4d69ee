/// How the whole station is: the first thing staff look at.
public struct StatusView: Codable, Hashable, Sendable {
    /// The program's version.
    public let version: String
    public let station: String
    public let office: String
    /// Rises by one when a store is created or restored.
    public let epoch: Int64
    /// The day to which money belongs, `2026-03-02`.
    public let businessDate: String
    public let uptimeSeconds: Int64
    public let kiosk: KioskStatusView
    public let devices: [DeviceView]
    public let journal: JournalStatusView
    public let ledger: LedgerStatusView

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
    public let kiosk: String
    public let phase: KioskPhase
    public let tenders: [TenderView]
    /// The cash unit inside; `null`: none that the journal knows.
    @OrNull public var cashUnit: CashUnitFillView?
    @OrNull public var visit: String?
    public let inDoubt: DoubtView

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
    public let serial: String
    public let notes: Int64
    public let value: MoneyView
    /// Of its capacity, rounded down.
    public let percent: Int64

    public init(serial: String, notes: Int64, value: MoneyView, percent: Int64) {
        (self.serial, self.notes, self.value, self.percent) = (serial, notes, value, percent)
    }
}

/// Notes whose place nobody can tell.
public struct DoubtView: Codable, Hashable, Sendable {
    public let count: Int64
    public let amount: MoneyView

    public init(count: Int64, amount: MoneyView) { (self.count, self.amount) = (count, amount) }
}

/// How the journal is.
public struct JournalStatusView: Codable, Hashable, Sendable {
    /// Number of entries.
    public let size: Int64
    /// The first figures of the chain's head.
    public let head: String
    public let writable: Bool
    /// A sentence, when it is not writable.
    @OrNull public var problem: String?

    public init(size: Int64, head: String, writable: Bool, problem: String?) {
        (self.size, self.head, self.writable, self.problem) = (size, head, writable, problem)
    }
}

/// How posting to the core ledger goes.
public struct LedgerStatusView: Codable, Hashable, Sendable {
    public let online: Bool
    /// Payments without a final answer.
    public let open: Int64
    /// Age of the oldest of them; `null`: there is none.
    @OrNull public var oldestSeconds: Int64?
    public let rejected: Int64

    public init(online: Bool, open: Int64, oldestSeconds: Int64?, rejected: Int64) {
        (self.online, self.open, self.oldestSeconds, self.rejected) = (online, open, oldestSeconds, rejected)
    }
}

/// One device in the eyes of staff.
public struct DeviceView: Codable, Hashable, Sendable {
    public let name: String
    public let kind: DeviceKind
    /// The port and its settings in words, `/dev/ttyS0 (9600 7E1)`.
    public let port: String
    public let health: HealthState
    /// For how long the health is what it is.
    public let sinceSeconds: Int64
    /// One sentence that says how it is and, where it helps, what to do.
    public let words: String
    @OrNull public var model: String?
    @OrNull public var serial: String?
    @OrNull public var firmware: String?
    /// How far the device's word about notes can be taken; `null` where it takes no notes.
    @OrNull public var trust: TrustGrade?
    /// What the device's own count of notes is worth; `null` where it takes no notes.
    @OrNull public var counter: CounterGrade?
    /// How often the port was opened.
    public let opens: Int64
    /// Faults on the wire since the service started.
    public let faults: Int64
    public let bytesReceived: Int64
    public let bytesSent: Int64

    public init(
        name: String, kind: DeviceKind, port: String, health: HealthState, sinceSeconds: Int64, words: String,
        model: String?, serial: String?, firmware: String?, trust: TrustGrade?, counter: CounterGrade?, opens: Int64,
        faults: Int64, bytesReceived: Int64, bytesSent: Int64
    ) {
        (self.name, self.kind, self.port, self.health) = (name, kind, port, health)
        (self.sinceSeconds, self.words, self.model, self.serial) = (sinceSeconds, words, model, serial)
        (self.firmware, self.trust, self.counter, self.opens) = (firmware, trust, counter, opens)
        (self.faults, self.bytesReceived, self.bytesSent) = (faults, bytesReceived, bytesSent)
    }
}

/// What a device is, in UnifiedPOS words.
public enum DeviceKind: String, Codable, Hashable, Sendable, CaseIterable { case billAcceptor, posPrinter, cashDrawer }

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
