import Controller
import Custody
import Supervision

extension KioskEvent {
    /// What is odd about it, and at which device.
    var oddities: [(device: String, oddity: Oddity)] {
        switch self {
        case .acceptor(let report): report.oddities.map { ("validator", $0) }
        case .printer(let report): report.oddities.map { ("printer", $0) }
        case .checkScanner(let report): report.oddities.map { ("check-scanner", $0) }
        case .drawer, .scanner: []
        case .started, .customer, .staff, .posting, .ledger, .moneyAllowed, .storeFailed, .storeWarning, .quarantine,
            .claimed, .stopping, .time:
            []
        }
    }
}

extension Fact {
    /// What the books found odd about the acceptor.
    var oddities: [(device: String, oddity: Oddity)] {
        if case .deviceQuarantined(let fact) = self {
            return fact.by == nil ? [(fact.device.text, .happened(.quarantine))] : []
        }
        let reason: CaseReason? =
            switch self {
            case .noteInDoubt: .doubt
            case .notesUnclaimed: .unordered
            // Totals agree when two tens lie in the place of a twenty: face value by face value.
            case .countSettled(let fact): fact.variance.isEmpty && fact.counted == fact.expected ? nil : .witnesses
            case .deviceIncident(let fact): fact.kind.reason
            case .stationStarted, .businessDayOpened, .policyChanged, .visitOpened, .accountsChosen, .visitEnded,
                .noteIntended, .noteStacked, .noteReturned, .noteGivenBack, .noteFoundInPath, .counterAdopted,
                .paymentCommitted, .heldBecameUnidentified, .postingAnswered, .postingTakenOver, .receiptEnded,
                .cashUnitInstalled, .cashUnitPulled, .custodyOffered, .custodyOfferWithdrawn, .custodyAccepted,
                .countStarted, .countSubmitted, .drawerOpenIntended, .drawerOpenEnded, .drawerIncident,
                .deviceQuarantined, .deviceReleased, .paperRollFitted:
                nil
            }
        return reason.map { [("validator", .happened($0))] } ?? []
    }
}

extension DeviceIncident.Kind {
    fileprivate var reason: CaseReason? {
        switch self {
        case .cheated: .cheat
        case .jammed: .jam
        case .valueDiffers: .witnesses
        case .counterWentBack, .swapped: .counter
        case .stackedUnordered: .unordered
        case .failed: .failure
        case .cashUnitRemoved, .cashUnitUnknown: nil
        }
    }
}
