import Money

/// One thing that happened, never changed afterwards. Balances, screens, reports and the outbox are folds of these.
///
/// A correction is another fact that names the first. The case names are written into the journal: they are for ever.
public enum Fact: Hashable, Sendable {
    // The station
    /// The service took the store in hand: the first fact of every run.
    case stationStarted(StationStarted)
    /// Money belongs to another day from here on.
    case businessDayOpened(BusinessDayOpened)
    /// An office limit has a new value.
    case policyChanged(PolicyChanged)
    // A customer at the kiosk
    /// A customer began; at most one open visit per kiosk.
    case visitOpened(VisitOpened)
    /// What to pay; the last choice counts.
    case accountsChosen(AccountsChosen)
    /// The customer is gone; the money of the visit may still be open.
    case visitEnded(VisitEnded)
    // A note
    /// Written ahead of the stack order.
    case noteIntended(NoteIntended)
    /// Debits the cash unit, credits the visit: the only way a note of an intent becomes money.
    case noteStacked(NoteStacked)
    /// The intent came to nothing; no lines.
    case noteReturned(NoteReturned)
    /// The intent has no provable outcome; no lines until evidence.
    case noteInDoubt(NoteInDoubt)
    /// A note left escrow towards the customer without an intent.
    case noteGivenBack(NoteGivenBack)
    /// A doubt settled by hand; debits the vault, credits the visit.
    case noteFoundInPath(NoteFoundInPath)
    /// Surplus in the cash unit with a case of its own; lines only where the value is known.
    case notesUnclaimed(NotesUnclaimed)
    /// The device's count is the baseline from here on.
    case counterAdopted(CounterAdopted)
    // Payment
    /// Held money went to accounts; opens a row of the outbox.
    case paymentCommitted(PaymentCommitted)
    /// Held money without an account went to the list of the back office.
    case heldBecameUnidentified(HeldBecameUnidentified)
    /// The core's answer; a rejection moves the money to a case.
    case postingAnswered(PostingAnswered)
    /// A payment the core has and this journal had lost.
    case postingTakenOver(PostingTakenOver)
    /// A step in the life of a receipt's paper.
    case receiptEnded(ReceiptEnded)
    // Cash units
    /// A cash unit went in.
    case cashUnitInstalled(CashUnitInstalled)
    /// A cash unit came out: its balance moves to the pulled place.
    case cashUnitPulled(CashUnitPulled)
    /// A hand-over was proposed.
    case custodyOffered(CustodyOffered)
    /// A proposal ended without a hand-over.
    case custodyOfferWithdrawn(CustodyOfferWithdrawn)
    /// The holders changed.
    case custodyAccepted(CustodyAccepted)
    /// The expected value froze.
    case countStarted(CountStarted)
    /// One blind count was handed in.
    case countSubmitted(CountSubmitted)
    /// Two equal counts emptied the unit and booked the difference.
    case countSettled(CountSettled)
    // Drawers and devices
    /// Written ahead of the pulse that opens a drawer.
    case drawerOpenIntended(DrawerOpenIntended)
    /// What the pulse did.
    case drawerOpenEnded(DrawerOpenEnded)
    /// A drawer moved without an order, or stayed open.
    case drawerIncident(DrawerIncident)
    /// A device did something that people must know.
    case deviceIncident(DeviceIncident)
    // Supervision
    /// A device was set aside: what it is needed for is not offered until a person releases it.
    case deviceQuarantined(DeviceQuarantined)
    /// A person answers for a device that was set aside.
    case deviceReleased(DeviceReleased)
    /// A new roll went into a printer.
    case paperRollFitted(PaperRollFitted)
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
                .deviceIncident, .deviceQuarantined, .deviceReleased, .paperRollFitted:
                []
            }
        try lines.balanced()
        return lines
    }
}
