import Custody
import DeviceKit
import Money
import OrderedCollections

/// A start, and money that an earlier moment left behind.
extension KioskMachine {
    mutating func start(_ epoch: Int, _ program: String, _ turn: inout KioskTurn) {
        lastTick = turn.now.elapsed
        record(
            .stationStarted(
                StationStarted(
                    station: settings.station, office: settings.office, epoch: epoch, program: program)), &turn)
        // Paper that was on its way when the service ended: nobody can say. The next one is marked.
        for (number, receipt) in books.receipts where receipt.outcome == .started {
            record(
                .receiptEnded(
                    ReceiptEnded(
                        receipt: number, copy: receipt.copies, outcome: .unknown, detail: "the service ended meanwhile")
                ),
                &turn)
        }
        for (drawer, record) in books.drawers {
            if let open = record.open { drawerEnded(drawer, open.request, .unknown, &turn) }
        }
        openFirstDay(&turn)
        // What was waiting goes first; what the sweep pays posts itself, behind it.
        for row in books.outbox.values { turn.order(.post(row)) }
        sweep(.recovered, &turn)
    }

    private mutating func openFirstDay(_ turn: inout KioskTurn) {
        guard books.businessDate == nil else { return }
        record(.businessDayOpened(BusinessDayOpened(date: BusinessDate(of: turn.now.wall), by: [])), &turn)
    }

    /// Every visit but the one on the screen: what it holds goes where it belongs as soon as nothing of it is on its way.
    mutating func sweep(_ reason: PaymentCommitted.Reason, _ turn: inout KioskTurn) {
        for (visit, record) in books.visits where visit != session?.visit || isDone {
            if case .failed = store { return }
            if hasOpenIntent(of: visit) { continue }
            if record.ended == nil {
                _ = pay(visit, .recovered, &turn)
                self.record(.visitEnded(VisitEnded(visit: visit, how: .recovered)), &turn)
            } else if record.held.isPositive {
                if record.choices.isEmpty {
                    strand(record, &turn)
                } else {
                    _ = pay(visit, reason, &turn)
                }
            }
        }
    }

    private var isDone: Bool {
        if case .done = session?.step { true } else { false }
    }

    /// Nobody claimed it: to the list of the back office, with a case.
    private mutating func strand(_ record: VisitRecord, _ turn: inout KioskTurn) {
        guard let ended = record.endedAt, turn.now.wall.quality != .untrusted else { return }
        let age = turn.now.wall.utcMilliseconds - ended.utcMilliseconds
        guard age >= books.policy[.strandedHours] * 3_600_000 else { return }
        self.record(
            .heldBecameUnidentified(
                HeldBecameUnidentified(
                    visit: record.visit, reference: record.reference ?? books.nextCase, amount: record.held)), &turn)
    }

    mutating func heard(_ word: PostingWord, _ turn: inout KioskTurn) {
        switch word {
        case .posted(let key, let reference):
            guard let row = books.outbox[key] else { return }
            answer(key, .posted, reference, nil, row.allocations, &turn)
        case .rejected(let key, let words):
            guard let row = books.outbox[key] else {
                return recordIncident(.failed, "posting \(key) was refused after its answer: \(words)", &turn)
            }
            answer(key, .rejected, words, books.nextCase, row.allocations, &turn)
        case .takenOver(let key, let event, let body, let reference, let settlesGap):
            record(
                .postingTakenOver(
                    PostingTakenOver(
                        key: key, body: body, reference: reference, event: event, settlesGap: settlesGap)), &turn)
        case .missing(let key): answer(key, .missingAgain, "gone at the core, sent again", nil, [], &turn)
        }
    }

    private mutating func answer(
        _ key: String, _ answer: PostingAnswered.Answer, _ words: String, _ reference: CaseID?,
        _ allocations: [Allocation], _ turn: inout KioskTurn
    ) {
        record(
            .postingAnswered(
                PostingAnswered(
                    key: key, answer: answer, detail: words, reference: reference, allocations: allocations)), &turn)
    }
}
