public import DeviceKit

/// Finds the faults in what one device reports: the beginning of a condition counts once, however often it is told.
public struct FaultFinder: Hashable, Sendable {
    private var isThere = false
    private var jammed = false
    private var failed = false

    /// Nothing has been reported yet.
    public init() {}

    /// The fault in an acceptor's report; `nil`: none, or one that stands already.
    public mutating func fault(in report: BillAcceptorReport) -> DeviceFault? {
        switch report {
        case .cheated: .cheat
        case .identified: came()
        case .broken: went()
        case .status(let status): stands(jam: status.jammed, failure: status.failed)
        case .poweredUp, .accepting, .escrowed, .escrowedUnknown, .stacked, .returned, .rejected, .outcomeMissing,
            .remembered, .atRest:
            nil
        }
    }

    /// The fault in a printer's report, or in one of the drawer on it.
    public mutating func fault(in report: POSPrinterReport) -> DeviceFault? {
        switch report {
        case .identified: came()
        case .broken: went()
        case .status(let status): stands(jam: status.error == .cutter, failure: status.error == .unrecoverable)
        case .jobEnded, .jobStalled, .drawer: nil
        }
    }

    /// The fault in the report of a drawer's board.
    public mutating func fault(in report: CashDrawerReport) -> DeviceFault? {
        switch report {
        case .ready: came()
        case .broken: went()
        case .drawer(_, .sensorFault), .drawer(_, .kickFailed): .failure
        case .drawer, .refused, .shutReminder: nil
        }
    }

    /// The fault in a check scanner's report.
    public mutating func fault(in report: CheckScannerReport) -> DeviceFault? {
        switch report {
        case .identified: came()
        case .broken: went()
        case .status(let status): stands(jam: status.jammed == true, failure: status.failed)
        case .waitingForCheck, .documentInserted, .read, .printed, .failed, .removed: nil
        }
    }

    /// The fault in the report of a reader of codes.
    public mutating func fault(in report: ScannerReport) -> DeviceFault? {
        switch report {
        case .ready: came()
        case .broken: went()
        case .scanned, .dropped: nil
        }
    }

    private mutating func came() -> DeviceFault? {
        isThere = true
        return nil
    }

    /// One that never came cannot go: a device that is switched off is absent, and absent is no fault.
    private mutating func went() -> DeviceFault? {
        defer { isThere = false }
        return isThere ? .linkLost : nil
    }

    private mutating func stands(jam: Bool, failure: Bool) -> DeviceFault? {
        defer { (jammed, failed) = (jam, failure) }
        if jam && !jammed { return .jam }
        return failure && !failed ? .failure : nil
    }
}
