public import DeviceKit

extension CashDrawerReport {
    /// What this report says about the health of a drawer's board. What the drawer does is the controller's; a sensor that
    /// contradicts itself is a fault of the device.
    public var verdict: DeviceVerdict {
        switch self {
        case .ready: .works
        case .broken(let reason): .fails(reason)
        case .drawer(_, .sensorFault):
            .fails("The drawer's sensor contradicts itself. Whether it is open is not known.")
        case .drawer(_, .position(.open)), .drawer(_, .position(.closed)): .works
        case .drawer, .refused, .shutReminder: .saysNothing
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
