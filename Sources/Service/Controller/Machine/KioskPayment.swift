import CoreLedger
import Custody
import DeviceKit
import Money
import OrderedCollections
import Receipts

/// Held money becomes a payment: one act with its receipt number and its sealed body.
extension KioskMachine {
    /// What one posting cannot carry could never leave the kiosk.
    static var mostAccounts: Int { PostingBody.maximumParts }

    /// Commits the visit on the screen as soon as its last note has an outcome.
    mutating func advanceFinishing(_ turn: inout KioskTurn) {
        guard let session, session.step == .finishing, !hasOpenIntent(of: session.visit) else { return }
        let how = session.how ?? .finished
        let doubted = !doubts(of: session.visit).isEmpty
        let payment = pay(session.visit, how == .timedOut ? .timedOut : .finished, &turn)
        record(.visitEnded(VisitEnded(visit: session.visit, how: how)), &turn)
        if case .failed = store { return }
        self.session?.step = .done(since: turn.now.elapsed)
        self.session?.offline = !ledgerOnline
        self.session?.receipt = payment?.receipt
        self.session?.claim = payment?.claimCode ?? session.visit.text
        if let payment {
            printOriginal(payment, &turn)
        } else if doubted || books.visits[session.visit]?.held.isPositive == true {
            printClaim(session, &turn)
        } else {
            // Its only note came back: nothing was taken.
            self.session = nil
        }
        askCount(&turn)
    }

    /// Pays what a visit holds; `nil` when it holds nothing or no account is known.
    mutating func pay(
        _ visit: VisitID, _ reason: PaymentCommitted.Reason, _ turn: inout KioskTurn
    ) -> PaymentCommitted? {
        guard let record = books.visits[visit], record.held.isPositive, !record.choices.isEmpty else { return nil }
        do {
            let payment = try sealed(record, reason, turn)
            self.record(.paymentCommitted(payment), &turn)
            if case .failed = store { return nil }
            if let row = books.outbox[payment.key] { turn.order(.post(row)) }
            return payment
        } catch {
            // The money stays held and in the books; nothing is guessed.
            recordIncident(.failed, "payment of \(visit) could not be made: \(error)", &turn)
            store = .failed("payment of \(visit) could not be made")
            return nil
        }
    }

    private func sealed(
        _ record: VisitRecord, _ reason: PaymentCommitted.Reason, _ turn: KioskTurn
    ) throws -> PaymentCommitted {
        let now = turn.now.wall
        let allocations = try AllocationRule.split(record.held, unpaid(record))
        let receipt = books.nextReceipt
        let event = books.receiptsTaken + 1
        let key = try IdempotencyKey(
            station: LedgerStation(tenant: settings.tenant, device: settings.station.text), epoch: Int64(books.epoch),
            event: String(event))
        let day = books.businessDate ?? BusinessDate(of: now)
        let calendarDay = try CalendarDay(day.description)
        let amounts = try allocations.map { try $0.total().minorUnits }
        var predecessors: [PostingBody.Predecessor] = []
        for allocation in allocations {
            guard let last = books.lastKeys[allocation.account] else { continue }
            predecessors.append(.init(account: allocation.account.text, key: try IdempotencyKey(last)))
        }
        let body = PostingBody(
            key: key, office: settings.office.text, businessDate: calendarDay, effectiveDate: calendarDay,
            receivedAt: try ReceivedAt(
                utcMilliseconds: now.utcMilliseconds, offsetMinutes: Int64(now.offsetMinutes)),
            timeQuality: quality(now.quality),
            source: .init(type: .kiosk, id: settings.station.text, sequence: event, epoch: Int64(books.epoch)),
            control: "\(settings.station.text)-\(day)", receipt: receipt, currency: settings.currency,
            tenders: [.init(type: .cash, tendered: record.held.minorUnits, notes: record.notes)],
            allocations: zip(allocations, amounts).enumerated().map { place, part in
                .init(account: part.0.account.text, amount: part.1, item: String(place + 1))
            },
            predecessors: predecessors, chain: .init(size: turn.context.size, head: turn.context.head))
        return PaymentCommitted(
            payment: PaymentID(known: "p-\(books.epoch)-\(event)"), visit: record.visit, receipt: receipt,
            amount: record.held, allocations: allocations, notes: record.notes, reason: reason, businessDate: day,
            effectiveDate: day, key: key.description, body: try body.sealed().text,
            claimCode: ClaimCode.make(key.description, turn.context.head))
    }

    /// The visit's choices less what earlier payments of the same visit gave to them: a note that is settled later does
    /// not pay the same debt twice.
    private func unpaid(_ record: VisitRecord) -> [AccountChoice] {
        let earlier = record.receipts.compactMap { books.receipts[$0]?.payment.allocations }.joined()
        return record.choices.map { choice in
            let own = earlier.filter { $0.account == choice.account }
            let bill = own.reduce(Int64(0)) { $0 + $1.toBill.minorUnits }
            let all = own.reduce(bill) { $0 + $1.toCredit.minorUnits }
            return AccountChoice(
                account: choice.account,
                due: choice.due.map { Money(minorUnits: max(0, $0.minorUnits - bill), $0.currency) },
                wanted: choice.wanted.map { Money(minorUnits: max(0, $0.minorUnits - all), $0.currency) })
        }
    }

    private func quality(_ quality: TimeQuality) -> PostingBody.TimeQuality {
        switch quality {
        case .synced: .synced
        case .holdover: .holdover
        case .untrusted: .untrusted
        }
    }
}

/// Six characters a customer can say on the telephone: no two of them look or sound alike.
enum ClaimCode {
    /// Those that recordings of a printer hide.
    private static let letters = Array(CodeMask.signs)

    /// The same for ever for one payment. The chain's head in it keeps the next one from being guessed.
    static func make(_ key: String, _ head: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in (key + "|" + head).utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash ^= hash >> 29
        var code = ""
        for _ in 0..<CodeMask.length {
            code.append(letters[Int(hash % UInt64(letters.count))])
            hash /= UInt64(letters.count)
        }
        return code
    }
}
