import Money
import OrderedCollections

extension StationState {
    mutating func applyVisit(_ fact: Fact, at moment: Moment) throws(StateFault) {
        switch fact {
        case .visitOpened(let opened):
            guard visits[opened.visit] == nil else {
                throw contradiction(.visitOpened, "visit \(opened.visit) is there already")
            }
            visits[opened.visit] = VisitRecord(
                visit: opened.visit, language: opened.language, openedAt: moment, held: .zero(currency.value),
                taken: .zero(currency.value))
        case .accountsChosen(let chosen):
            guard visits[chosen.visit] != nil else { throw contradiction(.accountsChosen, "no visit \(chosen.visit)") }
            visits[chosen.visit]?.choices = chosen.choices
        case .visitEnded(let end):
            guard visits[end.visit] != nil else { throw contradiction(.visitEnded, "no visit \(end.visit)") }
            visits[end.visit]?.ended = end.how
            visits[end.visit]?.endedAt = moment
            forget(end.visit)
        case .paymentCommitted(let payment):
            guard var record = visits[payment.visit], record.held == payment.amount else {
                throw contradiction(.paymentCommitted, "visit \(payment.visit) does not hold \(payment.amount)")
            }
            record.held = .zero(currency.value)
            record.notes = DenominationCounts()
            record.receipts.append(payment.receipt)
            visits[payment.visit] = record
            receiptsTaken += 1
            keep(
                ReceiptRecord(
                    payment: payment, committedAt: moment, language: record.language, copies: 0, outcome: nil))
            outbox[payment.key] = OutboxRow(
                key: payment.key, body: payment.body, accounts: payment.allocations.map(\.account),
                payment: payment.payment, receipt: payment.receipt, allocations: payment.allocations,
                committedAt: moment)
            for allocation in payment.allocations { lastKeys[allocation.account] = payment.key }
            forget(payment.visit)
        case .heldBecameUnidentified(let moved):
            guard visits[moved.visit]?.held == moved.amount else {
                throw contradiction(.heldBecameUnidentified, "visit \(moved.visit) does not hold \(moved.amount)")
            }
            // A note that fell in by itself has its case already.
            if moved.reference == nextCase { casesTaken += 1 }
            visits[moved.visit]?.held = .zero(currency.value)
            visits[moved.visit]?.notes = DenominationCounts()
            forget(moved.visit)
        case .receiptEnded(let end):
            receipts[end.receipt]?.outcome = end.outcome
            if end.copy > (receipts[end.receipt]?.copies ?? 0) { receipts[end.receipt]?.copies = end.copy }
        case .stationStarted, .businessDayOpened, .policyChanged, .noteIntended, .noteStacked, .noteReturned,
            .noteInDoubt, .noteGivenBack, .noteFoundInPath, .notesUnclaimed, .counterAdopted, .postingAnswered,
            .cashUnitInstalled, .cashUnitPulled, .custodyOffered, .custodyOfferWithdrawn, .custodyAccepted,
            .countStarted, .countSubmitted, .countSettled, .postingTakenOver, .drawerOpenIntended, .drawerOpenEnded,
            .drawerIncident,
            .deviceIncident, .deviceQuarantined, .deviceReleased, .paperRollFitted:
            break
        }
    }

    private mutating func keep(_ record: ReceiptRecord) {
        receipts[record.payment.receipt] = record
        if receipts.count > Self.receiptsKept { receipts.removeFirst() }
    }
}
