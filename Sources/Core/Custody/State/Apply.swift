import Money
import OrderedCollections

extension StationState {
    /// Facts -> state, in place: a copy of the books for every fact would cost as much as the office is large.
    ///
    /// Throws on a fact that cannot follow. The state is not to be used after that: the journal and our rules disagree.
    public mutating func apply(_ fact: Fact, at moment: Moment) throws(StateFault) {
        do throws(LineFault) {
            for line in try fact.lines() { try book(line) }
        } catch { throw .line(error) }
        switch fact {
        case .stationStarted(let started):
            station = started.station
            office = started.office
            epoch = started.epoch
        case .businessDayOpened(let day): businessDate = day.date
        case .policyChanged(let change): policy.set(change.key, change.new)
        case .visitOpened, .accountsChosen, .visitEnded, .paymentCommitted, .heldBecameUnidentified, .receiptEnded:
            try applyVisit(fact, at: moment)
        case .noteIntended, .noteStacked, .noteReturned, .noteInDoubt, .noteFoundInPath, .notesUnclaimed,
            .counterAdopted:
            try applyNote(fact)
        case .noteGivenBack: break
        case .postingAnswered(let answer): try applyAnswer(answer)
        case .postingTakenOver(let taken): receiptsTaken = max(receiptsTaken, taken.event)
        case .cashUnitInstalled, .cashUnitPulled, .custodyOffered, .custodyOfferWithdrawn, .custodyAccepted,
            .countStarted, .countSubmitted, .countSettled:
            try applyCashUnit(fact, at: moment)
        case .drawerOpenIntended(let intent):
            drawers[intent.drawer, default: DrawerRecord(drawer: intent.drawer, open: nil)].open = intent
        case .drawerOpenEnded(let end): drawers[end.drawer]?.open = nil
        case .drawerIncident: break
        case .deviceIncident(let incident): applyIncident(incident)
        case .deviceQuarantined(let fact): quarantined[fact.device] = QuarantinedDevice(fact: fact, since: moment)
        case .deviceReleased(let fact): quarantined[fact.device] = nil
        case .paperRollFitted(let fact): paperRolls[fact.device] = fact
        }
    }

    private mutating func book(_ line: Line) throws(LineFault) {
        do throws(MoneyError) {
            let old = balances[line.place] ?? .zero(line.amount.currency)
            let new = line.side == .debit ? try old.adding(line.amount) : try old.subtracting(line.amount)
            balances[line.place] = new
            // Passing places end at zero and are forgotten, so that the books stay as large as the office, not its past.
            if new.isZero, Self.isPassing(line.place) { balances[line.place] = nil }
        } catch { throw .money(error) }
    }

    private static func isPassing(_ place: Place) -> Bool {
        switch place {
        case .held, .pulled, .cashUnit, .unidentified: true
        case .vaultChange, .vaultHoldCash, .vaultHoldItems, .drawerCash, .drawerItems, .receivable, .credit, .overShort,
            .counterfeitLoss:
            false
        }
    }

    private mutating func applyIncident(_ incident: DeviceIncident) {
        switch incident.kind {
        case .counterWentBack:
            acceptors[incident.device, default: AcceptorRecord(device: incident.device)].barred = incident.kind
        case .swapped:
            // The unit in service stands last.
            var record = acceptors.removeValue(forKey: incident.device) ?? AcceptorRecord(device: incident.device)
            record.barred = incident.kind
            acceptors[incident.device] = record
        case .cheated, .jammed, .valueDiffers, .stackedUnordered, .cashUnitRemoved, .cashUnitUnknown, .failed: break
        }
    }

    private mutating func applyAnswer(_ answer: PostingAnswered) throws(StateFault) {
        switch answer.answer {
        case .posted, .rejected:
            guard outbox.removeValue(forKey: answer.key) != nil else {
                throw .contradiction(.postingAnswered, "no open row \(answer.key)")
            }
            if answer.answer == .rejected { casesTaken += 1 }
        case .missingAgain: reopen(answer.key)
        }
    }

    /// The core has lost it: the same row waits again for a final answer. One older than the receipts kept here is in
    /// the journal and with the relay only.
    private mutating func reopen(_ key: String) {
        guard outbox[key] == nil, let record = receipts.values.last(where: { $0.payment.key == key }) else { return }
        let payment = record.payment
        outbox[key] = OutboxRow(
            key: key, body: payment.body, accounts: payment.allocations.map(\.account), payment: payment.payment,
            receipt: payment.receipt, allocations: payment.allocations, committedAt: record.committedAt)
    }

    func contradiction(_ kind: Fact.Kind, _ words: String) -> StateFault { .contradiction(kind, words) }
}

extension AcceptorRecord {
    init(device: DeviceID) { self.init(device: device, baseline: nil, open: nil, pending: nil, barred: nil) }
}
