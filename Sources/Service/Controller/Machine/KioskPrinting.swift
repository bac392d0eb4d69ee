public import Custody
import DeviceKit
public import Money
import OrderedCollections
import Receipts

/// Paper: a consequence of money that is booked already, and never the other way round.
extension KioskMachine {
    mutating func printOriginal(_ payment: PaymentCommitted, _ turn: inout KioskTurn) {
        record(.receiptEnded(ReceiptEnded(receipt: payment.receipt, copy: 0, outcome: .started, detail: "")), &turn)
        print(.receipt(receipt(payment, mark: .original)), receipt: payment.receipt, copy: 0, &turn)
    }

    /// A copy is marked on the paper and numbered.
    mutating func printCopy(_ turn: inout KioskTurn) throws(Refusal) {
        guard let session, case .done = session.step, let number = session.receipt,
            let record = books.receipts[number]
        else { throw .notNow }
        guard printer.job == nil else { throw .notNow }
        let copy = record.copies + 1
        self.record(.receiptEnded(ReceiptEnded(receipt: number, copy: copy, outcome: .started, detail: "")), &turn)
        print(.receipt(receipt(record.payment, mark: .copy(count: copy))), receipt: number, copy: copy, &turn)
    }

    /// Money is inside that no account has: the customer gets a number to ask with.
    mutating func printClaim(_ session: KioskSession, _ turn: inout KioskTurn) {
        let doubted = doubts(of: session.visit).reduce(Int64(0)) { $0 + $1.amount.minorUnits }
        let held = books.visits[session.visit]?.held ?? .zero(settings.currency)
        let slip = ClaimSlip(
            language: session.language, place: settings.place, when: WallText.line(turn.now.wall),
            claimNumber: session.visit.text.uppercased(),
            account: session.accounts.first.map { Self.masked($0.choice.account) },
            certain: held.isPositive ? held : nil,
            inDoubt: doubted > 0 ? Money(minorUnits: doubted, settings.currency) : nil)
        print(.claim(slip), receipt: nil, copy: 0, name: "claim-\(session.visit)", &turn)
    }

    /// A slip for a technician: where, when, and that no money is meant.
    mutating func printTest(_ request: String, _ turn: inout KioskTurn) throws(Refusal) {
        guard session == nil, printer.jobs.isEmpty, printer.broken == nil, printer.status != nil else { throw .notNow }
        let place = settings.place
        let document = ReceiptDocument(
            language: .english,
            blocks: [
                .text(place.utility, style: .bold, align: .center), .text(settings.station.text, align: .center),
                .text("TEST", style: .large, align: .center),
                .text("No money was paid with this slip.", align: .center),
                .text(WallText.line(turn.now.wall), align: .center), .rule,
                .pair("Figures and letters", "0123456789"), .code128("TEST"), .feed(1),
            ])
        print(.test(document), receipt: nil, copy: 0, name: "try-\(request)", &turn)
    }

    private mutating func print(
        _ content: PrintOrder.Content, receipt: String?, copy: Int, name: String? = nil, _ turn: inout KioskTurn
    ) {
        let id = name ?? "\(receipt ?? "paper")/\(copy)"
        // Who repairs a printer must be able to try it.
        let isTest = if case .test = content { true } else { false }
        guard isTest || books.quarantined[Self.printerName] == nil else {
            // The page shows the number at once, instead of waiting for paper that nobody vouches for.
            guard let receipt else { return }
            let words = "the printer is set aside"
            return record(
                .receiptEnded(ReceiptEnded(receipt: receipt, copy: copy, outcome: .failed, detail: words)), &turn)
        }
        printer.jobs.append(PrinterSight.Job(id: id, receipt: receipt, copy: copy, since: turn.now.elapsed))
        turn.order(.print(PrintOrder(id: id, content: content)))
    }

    mutating func heard(_ report: POSPrinterReport, _ turn: inout KioskTurn) {
        switch report {
        case .identified(let model, _, _):
            printer.model = model
            printer.broken = nil
        case .broken(let words):
            printer.broken = words
            printer.status = nil
            losePrinterDrawers()
        case .jobEnded(let id, let outcome): ended(id, outcome, &turn)
        case .jobStalled(let id, let words):
            if let place = jobPlace(id) { printer.jobs[place].stalled = words }
        case .status(let status):
            printer.status = status
            if status.ready { for place in printer.jobs.indices { printer.jobs[place].stalled = nil } }
        case .drawer(let report): heardAtPrinter(report, &turn)
        }
    }

    private mutating func ended(_ id: String, _ outcome: PrintOutcome, _ turn: inout KioskTurn) {
        guard let place = jobPlace(id) else { return }
        let job = printer.jobs.remove(at: place)
        printer.lastOutcome = PrinterSight.Outcome(id: id, outcome: outcome)
        if case .done = session?.step { session?.step = .done(since: turn.now.elapsed) }
        guard let receipt = job.receipt else { return }
        let (word, detail): (ReceiptEnded.Outcome, String) =
            switch outcome {
            case .printed: (.printed, "")
            case .failed(let words): (.failed, words)
            case .unknown(let words): (.unknown, words)
            }
        record(
            .receiptEnded(ReceiptEnded(receipt: receipt, copy: job.copy, outcome: word, detail: detail)), &turn)
    }

    private func jobPlace(_ id: String) -> Int? { printer.jobs.firstIndex { $0.id == id } }

    mutating func passPrinterTime(_ turn: inout KioskTurn) {
        for place in printer.jobs.indices {
            let job = printer.jobs[place]
            guard !job.abandoned, turn.now.elapsed >= job.since + Self.stallLimit else { continue }
            printer.jobs[place].abandoned = true
            turn.order(.printer(.abandon(id: job.id)))
        }
    }

    // MARK: What stands on it

    private func receipt(_ payment: PaymentCommitted, mark: ReceiptMark) -> PaymentReceipt {
        let language = session?.language ?? .english
        var onBill = Int64(0)
        var credit = Int64(0)
        var accounts: [ReceiptAccount] = []
        for allocation in payment.allocations {
            onBill += allocation.toBill.minorUnits
            credit += allocation.toCredit.minorUnits
            accounts.append(
                ReceiptAccount(
                    masked: Self.masked(allocation.account),
                    paid: Money(
                        minorUnits: allocation.toBill.minorUnits + allocation.toCredit.minorUnits, settings.currency)))
        }
        var receipt = PaymentReceipt(
            language: language, place: settings.place, number: payment.receipt,
            when: "\(payment.businessDate) \(WallText.time(wall(payment)))", accounts: accounts,
            tenders: [.notes(count: Int(payment.notes.pieces), payment.amount)],
            paidOnBill: Money(minorUnits: onBill, settings.currency), total: payment.amount,
            credit: credit > 0 ? Money(minorUnits: credit, settings.currency) : nil,
            remainingDue: remaining(payment), willBePosted: session?.offline ?? !ledgerOnline, code: payment.claimCode,
            mark: mark)
        if let visit = session?.visit, !doubts(of: visit).isEmpty {
            receipt.sentences.append(WallText.doubtSentence(language, payment.claimCode))
        }
        return receipt
    }

    private func wall(_ payment: PaymentCommitted) -> Moment {
        books.receipts[payment.receipt]?.committedAt ?? Moment(utcMilliseconds: 0)
    }

    /// What the accounts still owe after this payment, where all their balances were known.
    public func remaining(_ payment: PaymentCommitted) -> Money? {
        guard let session, session.receipt == nil || session.receipt == payment.receipt else { return nil }
        var left = Int64(0)
        for chosen in session.accounts {
            guard let due = chosen.choice.due else { return nil }
            let paid = payment.allocations.first { $0.account == chosen.choice.account }?.toBill.minorUnits ?? 0
            left += max(0, due.minorUnits - paid)
        }
        return Money(minorUnits: left, settings.currency)
    }

    /// The last four digits; the rest does not belong on paper that lies around.
    static func masked(_ account: AccountID) -> String {
        let text = account.text
        return text.utf8.count > 4
            ? String(repeating: "*", count: text.utf8.count - 4) + text.suffix(4) : text
    }
}
