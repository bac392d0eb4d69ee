import Money

/// One thing that happened, never changed afterwards. Balances, screens, reports and the outbox are folds of these.
///
/// A correction is another fact that names the first. The case names are written into the journal: they are for ever.
public enum Fact: Hashable, Sendable {
    // The station
    case stationStarted(StationStarted)
    case businessDayOpened(BusinessDayOpened)
    case policyChanged(PolicyChanged)
    // A customer at the kiosk
    case visitOpened(VisitOpened)
    case accountsChosen(AccountsChosen)
    case visitEnded(VisitEnded)
    // A note
    case noteIntended(NoteIntended)
    case noteStacked(NoteStacked)
    case noteReturned(NoteReturned)
    case noteInDoubt(NoteInDoubt)
    case noteGivenBack(NoteGivenBack)
    case noteFoundInPath(NoteFoundInPath)
    case notesUnclaimed(NotesUnclaimed)
    case counterAdopted(CounterAdopted)
    // Payment
    case paymentCommitted(PaymentCommitted)
    case heldBecameUnidentified(HeldBecameUnidentified)
    case postingAnswered(PostingAnswered)
    case postingTakenOver(PostingTakenOver)
    case receiptEnded(ReceiptEnded)
    // Cash units
    case cashUnitInstalled(CashUnitInstalled)
    case cashUnitPulled(CashUnitPulled)
    case custodyOffered(CustodyOffered)
    case custodyOfferWithdrawn(CustodyOfferWithdrawn)
    case custodyAccepted(CustodyAccepted)
    case countStarted(CountStarted)
    case countSubmitted(CountSubmitted)
    case countSettled(CountSettled)
    // Drawers and devices
    case drawerOpenIntended(DrawerOpenIntended)
    case drawerOpenEnded(DrawerOpenEnded)
    case drawerIncident(DrawerIncident)
    case deviceIncident(DeviceIncident)
}

extension Fact {
    /// The move of money that this fact is: empty, or balanced lines (I-01). The journal stores them beside the fact.
    public func lines() throws(LineFault) -> [Line] {
        let lines: [Line] =
            switch self {
            case .noteStacked(let fact):
                [try .debit(.cashUnit(fact.cashUnit), fact.amount), try .credit(.held(fact.visit), fact.amount)]
            case .notesUnclaimed(let fact): try fact.lines()
            case .noteFoundInPath(let fact):
                [try .debit(.vaultHoldCash, fact.amount), try .credit(.held(fact.visit), fact.amount)]
            case .paymentCommitted(let fact): try fact.lines()
            case .heldBecameUnidentified(let fact):
                [try .debit(.held(fact.visit), fact.amount), try .credit(.unidentified(fact.reference), fact.amount)]
            case .postingAnswered(let fact): try fact.lines()
            case .cashUnitPulled(let fact):
                fact.expected.isZero
                    ? []
                    : [
                        try .debit(.pulled(fact.cashUnit), fact.expected),
                        try .credit(.cashUnit(fact.cashUnit), fact.expected),
                    ]
            case .countSettled(let fact): try fact.lines()
            case .stationStarted, .businessDayOpened, .policyChanged, .visitOpened, .accountsChosen, .visitEnded,
                .noteIntended, .noteReturned, .noteInDoubt, .noteGivenBack, .counterAdopted, .receiptEnded,
                .cashUnitInstalled, .custodyOffered, .custodyOfferWithdrawn, .custodyAccepted, .countStarted,
                .countSubmitted, .postingTakenOver, .drawerOpenIntended, .drawerOpenEnded, .drawerIncident,
                .deviceIncident:
                []
            }
        try lines.balanced()
        return lines
    }
}
