public import DeviceKit

extension BillAcceptorReport {
    /// What is odd about this report; empty for all that a good day brings.
    public var oddities: [Oddity] {
        switch self {
        case .cheated: [.happened(.cheat)]
        case .status(let status):
            [status.jammed ? .holds(.jam) : .over(.jam), status.failed ? .holds(.failure) : .over(.failure)]
        case .identified, .broken, .poweredUp, .accepting, .escrowed, .escrowedUnknown, .stacked, .returned, .rejected,
            .outcomeMissing, .remembered, .atRest:
            []
        }
    }
}

extension CheckScannerReport {
    /// What is odd about this report; empty for all that a good day brings.
    public var oddities: [Oddity] {
        switch self {
        case .status(let status):
            [status.jammed == true ? .holds(.jam) : .over(.jam), status.failed ? .holds(.failure) : .over(.failure)]
        case .identified, .broken, .waitingForCheck, .documentInserted, .read, .printed, .failed, .removed: []
        }
    }
}

extension POSPrinterReport {
    /// What is odd about this report; empty for all that a good day brings.
    public var oddities: [Oddity] {
        switch self {
        case .jobEnded(_, .unknown): [.happened(.paper)]
        case .status(let status):
            [
                status.error == .cutter ? .holds(.jam) : .over(.jam),
                status.error == .unrecoverable ? .holds(.failure) : .over(.failure),
            ]
        case .identified, .broken, .jobEnded(_, .printed), .jobEnded(_, .failed), .jobStalled, .drawer: []
        }
    }
}
