public import DeviceKit

extension POSPrinterReport {
    /// What this report says about the printer's health. Paper and cover are conditions, not faults.
    public var verdict: DeviceVerdict {
        switch self {
        case .identified: .works
        case .broken(let reason): .fails(reason)
        case .status(let status):
            switch status.error {
            case .cutter: .fails("The printer's cutter is stuck.")
            case .unrecoverable: .fails("The printer reports a failure that it cannot recover from.")
            case .recoverable: .fails("The printer reports an error that staff can clear.")
            case .headHot, nil: status.online == true ? .works : .saysNothing
            }
        case .jobEnded, .jobStalled, .drawer: .saysNothing
        }
    }
}

extension CheckScannerReport {
    /// What this report says about the health of a check scanner. A check that was not read is no fault of the unit.
    public var verdict: DeviceVerdict {
        switch self {
        case .identified: .works
        case .broken(let reason): .fails(reason)
        case .status(let status):
            if status.failed {
                .fails("The check scanner reports a failure.")
            } else if status.jammed == true {
                .fails("A check is stuck in the scanner.")
            } else if status.activity == .unknown {
                .saysNothing
            } else {
                .works
            }
        case .waitingForCheck, .documentInserted, .read, .printed, .failed, .removed: .saysNothing
        }
    }
}

extension ScannerReport {
    /// What this report says about the health of a reader. Most cannot be asked: an open line is all that is known until
    /// the first read.
    public var verdict: DeviceVerdict {
        switch self {
        case .ready, .scanned: .works
        case .broken(let reason): .fails(reason)
        case .dropped: .saysNothing
        }
    }
}
