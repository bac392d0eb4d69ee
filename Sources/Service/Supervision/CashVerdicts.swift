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
