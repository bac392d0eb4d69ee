/// Outcomes speak of the note that was intended: its value and owner are never taken from a later report.
extension NoteStacked {
    init(_ intent: NoteIntended, _ evidence: Evidence, baseline: Int64?) {
        self.init(
            note: intent.note, visit: intent.visit, device: intent.device, cashUnit: intent.cashUnit,
            amount: intent.amount, evidence: evidence, baseline: baseline)
    }

    init(_ doubt: NoteInDoubt, _ evidence: Evidence, baseline: Int64?) {
        self.init(
            note: doubt.note, visit: doubt.visit, device: doubt.device, cashUnit: doubt.cashUnit,
            amount: doubt.amount, evidence: evidence, baseline: baseline)
    }
}

extension NoteReturned {
    init(_ intent: NoteIntended, _ evidence: Evidence) {
        self.init(note: intent.note, visit: intent.visit, device: intent.device, evidence: evidence)
    }

    init(_ doubt: NoteInDoubt, _ evidence: Evidence) {
        self.init(note: doubt.note, visit: doubt.visit, device: doubt.device, evidence: evidence)
    }
}

extension NoteInDoubt {
    init(_ intent: NoteIntended, _ reason: Reason, baseline: Int64?) {
        self.init(
            note: intent.note, visit: intent.visit, device: intent.device, cashUnit: intent.cashUnit,
            amount: intent.amount, reason: reason, baseline: baseline)
    }
}
