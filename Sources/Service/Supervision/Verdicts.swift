public import DeviceKit

extension BillAcceptorReport {
    /// What this report says about the acceptor's health. Reports about a note say nothing: they are the controller's.
    public var verdict: DeviceVerdict {
        switch self {
        case .identified: .works
        case .broken(let reason): .fails(reason)
        case .status(let status):
            if status.failed {
                .fails("The note acceptor reports a failure.")
            } else if status.jammed {
                .fails("The note acceptor is jammed.")
            } else if status.activity == .unknown {
                .saysNothing
            } else {
                .works
            }
        case .poweredUp, .accepting, .escrowed, .escrowedUnknown, .stacked, .returned, .rejected, .outcomeMissing,
            .remembered, .atRest, .cheated:
            .saysNothing
        }
    }
}

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
