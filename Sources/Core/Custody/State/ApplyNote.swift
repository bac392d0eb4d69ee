import Money
import OrderedCollections

extension StationState {
    mutating func applyNote(_ fact: Fact) throws(StateFault) {
        switch fact {
        case .noteIntended(let intent):
            guard acceptors[intent.device]?.open == nil else {
                throw contradiction(.noteIntended, "a second open intent for \(intent.device)")
            }
            guard visits[intent.visit] != nil else { throw contradiction(.noteIntended, "no visit \(intent.visit)") }
            acceptors[intent.device, default: AcceptorRecord(device: intent.device)].open = intent
        case .noteStacked(let note):
            let intended = acceptors[note.device]?.open?.note == note.note
            let doubted = doubts.removeValue(forKey: note.note) != nil
            guard intended || doubted else { throw contradiction(.noteStacked, "no intent for note \(note.note)") }
            settled(note.note, on: note.device)
            acceptors[note.device]?.baseline = note.baseline
            acceptors[note.device]?.last = .fell
            try count(note.amount, into: note.cashUnit)
            try hold(note.amount, for: note.visit, .noteStacked)
        case .noteReturned(let note):
            if acceptors[note.device]?.open?.note != note.note, doubts.removeValue(forKey: note.note) == nil {
                throw contradiction(.noteReturned, "no intent for note \(note.note)")
            }
            settled(note.note, on: note.device)
            acceptors[note.device]?.last = nil
            forget(note.visit)
        case .noteInDoubt(let doubt):
            let isPending = acceptors[doubt.device]?.pending == doubt.note && doubts[doubt.note] != nil
            guard acceptors[doubt.device]?.open?.note == doubt.note || isPending else {
                throw contradiction(.noteInDoubt, "no intent for note \(doubt.note)")
            }
            acceptors[doubt.device]?.open = nil
            acceptors[doubt.device]?.baseline = doubt.baseline
            acceptors[doubt.device]?.last = .doubted(doubt.note)
            switch doubt.reason {
            case .deviceUnreachable, .pastEscrowAtPowerUp: acceptors[doubt.device]?.pending = doubt.note
            case .noCounter, .counterNotProven, .counterJumped, .deviceSwapped: acceptors[doubt.device]?.pending = nil
            }
            doubts[doubt.note] = doubt
        case .noteFoundInPath(let found):
            guard doubts.removeValue(forKey: found.note) != nil else {
                throw contradiction(.noteFoundInPath, "note \(found.note) is not in doubt")
            }
            doubtsOutlived.removeAll { $0 == found.note }
            try hold(found.amount, for: found.visit, .noteFoundInPath)
        case .notesUnclaimed(let surplus):
            casesTaken += 1
            acceptors[surplus.device, default: AcceptorRecord(device: surplus.device)].baseline = surplus.baseline
            acceptors[surplus.device]?.last = .fell
            guard let amount = surplus.amount else {
                strayPieces[surplus.cashUnit, default: 0] += surplus.count
                return
            }
            try count(amount, into: surplus.cashUnit)
            if let visit = surplus.visit {
                try hold(amount, for: visit, .notesUnclaimed)
                if visits[visit]?.reference == nil { visits[visit]?.reference = surplus.reference }
            }
        case .counterAdopted(let adopted):
            acceptors[adopted.device, default: AcceptorRecord(device: adopted.device)].baseline = adopted.counter
            acceptors[adopted.device]?.barred = nil
            acceptors[adopted.device]?.pending = nil
        case .stationStarted, .businessDayOpened, .policyChanged, .visitOpened, .accountsChosen, .visitEnded,
            .noteGivenBack, .paymentCommitted, .heldBecameUnidentified, .postingAnswered, .receiptEnded,
            .cashUnitInstalled, .cashUnitPulled, .custodyOffered, .custodyOfferWithdrawn, .custodyAccepted,
            .countStarted, .countSubmitted, .countSettled, .postingTakenOver, .drawerOpenIntended, .drawerOpenEnded,
            .drawerIncident,
            .deviceIncident, .deviceQuarantined, .deviceReleased, .paperRollFitted:
            break
        }
    }

    private mutating func settled(_ note: NoteID, on device: DeviceID) {
        if acceptors[device]?.open?.note == note { acceptors[device]?.open = nil }
        if acceptors[device]?.pending == note { acceptors[device]?.pending = nil }
    }

    private mutating func count(_ amount: Money, into unit: CashUnitID) throws(StateFault) {
        do throws(MoneyError) { try contents[unit, default: DenominationCounts()].add(Denomination(amount)) } catch {
            throw .money(error)
        }
    }

    mutating func hold(_ amount: Money, for visit: VisitID, _ kind: Fact.Kind) throws(StateFault) {
        guard var record = visits[visit] else { throw contradiction(kind, "no visit \(visit)") }
        do throws(MoneyError) {
            record.held = try record.held.adding(amount)
            record.taken = try record.taken.adding(amount)
            try record.notes.add(Denomination(amount))
        } catch { throw .money(error) }
        visits[visit] = record
    }

    /// A visit leaves the state when it is over and none of its money is open.
    mutating func forget(_ visit: VisitID) {
        guard let record = visits[visit], record.ended != nil, record.held.isZero,
            !doubts.values.contains(where: { $0.visit == visit }),
            !acceptors.values.contains(where: { $0.open?.visit == visit })
        else { return }
        visits[visit] = nil
    }
}
