import Money
import OrderedCollections

extension StationState {
    mutating func applyCashUnit(_ fact: Fact, at moment: Moment) throws(StateFault) {
        switch fact {
        case .cashUnitInstalled(let put):
            guard installed == nil else {
                throw contradiction(.cashUnitInstalled, "\(installed?.text ?? "") is installed")
            }
            if let known = cashUnits[put.cashUnit], known.stage != .empty {
                throw contradiction(.cashUnitInstalled, "\(put.cashUnit) is \(known.stage.rawValue)")
            }
            var record = CashUnitRecord(cashUnit: put.cashUnit, stage: .installed)
            record.installedAt = moment
            cashUnits[put.cashUnit] = record
            contents[put.cashUnit] = DenominationCounts()
            installed = put.cashUnit
            follow(with: put.cashUnit)
        case .cashUnitPulled(let pull):
            let restless = restless(in: pull.cashUnit)
            try change(pull.cashUnit, .cashUnitPulled, from: .installed) { record in
                record.stage = .pulled
                record.pullers = pull.by
                record.holders = pull.by
                record.seal = pull.seal
                record.counterAtPull = pull.deviceCounter
                record.doubtsAtPull = restless
            }
            installed = nil
        case .custodyOffered(let offer):
            try change(offer.cashUnit, .custodyOffered, from: .pulled) { $0.offer = offer }
        case .custodyOfferWithdrawn(let offer):
            try change(offer.cashUnit, .custodyOfferWithdrawn, from: .pulled) { $0.offer = nil }
        case .custodyAccepted(let taken):
            try change(taken.cashUnit, .custodyAccepted, from: .pulled) { record in
                record.holders = taken.by
                record.offer = nil
            }
        case .countStarted(let start):
            try change(start.cashUnit, .countStarted, from: .pulled) { record in
                record.stage = .counting
                record.frozen = start
            }
        case .countSubmitted(let count):
            try change(count.cashUnit, .countSubmitted, from: .counting) { $0.counts.append(count) }
        case .countSettled(let settled):
            for doubt in settled.stacked {
                guard let device = doubts.removeValue(forKey: doubt.note)?.device else {
                    throw contradiction(.countSettled, "note \(doubt.note) is not in doubt")
                }
                try hold(doubt.amount, for: doubt.visit, .countSettled)
                // Found by people: a later word of its unit repeats it.
                if acceptors[device]?.last == .doubted(doubt.note) { acceptors[device]?.last = .fell }
            }
            for note in settled.returned {
                guard let doubt = doubts.removeValue(forKey: note) else {
                    throw contradiction(.countSettled, "note \(note) is not in doubt")
                }
                forget(doubt.visit)
            }
            outlive(settled)
            if settled.unexplained.isPositive { casesTaken += 1 }
            strayPieces[settled.cashUnit] = nil
            contents[settled.cashUnit] = nil
            cashUnits[settled.cashUnit] = CashUnitRecord(cashUnit: settled.cashUnit, stage: .empty)
        case .stationStarted, .businessDayOpened, .policyChanged, .visitOpened, .accountsChosen, .visitEnded,
            .noteIntended, .noteStacked, .noteReturned, .noteInDoubt, .noteGivenBack, .noteFoundInPath,
            .notesUnclaimed, .counterAdopted, .paymentCommitted, .heldBecameUnidentified, .postingAnswered,
            .receiptEnded, .postingTakenOver, .drawerOpenIntended, .drawerOpenEnded, .drawerIncident, .deviceIncident,
            .deviceQuarantined, .deviceReleased, .paperRollFitted:
            break
        }
    }

    private mutating func change(
        _ unit: CashUnitID, _ kind: Fact.Kind, from stage: CashUnitRecord.Stage, _ body: (inout CashUnitRecord) -> Void
    ) throws(StateFault) {
        guard var record = cashUnits[unit] else { throw contradiction(kind, "cash unit \(unit) is not known") }
        guard record.stage == stage else { throw contradiction(kind, "cash unit \(unit) is \(record.stage.rawValue)") }
        body(&record)
        cashUnits[unit] = record
    }
}
