public import ControlAPI
import Controller
import CoreLedger
import Custody
import Journal
import Money
import OrderedCollections

/// What staff order: acts on custody, answered with what is true afterwards.
extension OfficeDesk {
    public func install(kiosk: String, _ request: InstallCashUnit) async throws(Problem) -> KioskStatusView {
        try check(kiosk)
        return try await self.kiosk(
            after: .install(try named(request.serial), seal: request.seal, by: try people(request.by)))
    }

    public func pull(kiosk: String, _ request: PullCashUnit) async throws(Problem) -> KioskStatusView {
        try check(kiosk)
        return try await self.kiosk(after: .pull(seal: request.seal, by: try people(request.by)))
    }

    public func adoptCounter(kiosk: String, _ request: ActOfPeople) async throws(Problem) -> KioskStatusView {
        try check(kiosk)
        return try await self.kiosk(after: .adopt(by: try people(request.by)))
    }

    public func foundNote(note: String, _ request: ActOfPeople) async throws(Problem) -> KioskStatusView {
        try await kiosk(after: .found(try named(note), by: try people(request.by)))
    }

    private func kiosk(after command: StaffCommand) async throws(Problem) -> KioskStatusView {
        KioskStatus(machine: try await order(command), now: await station.now).view
    }

    public func offer(unit: String, _ request: OfferCashUnit) async throws(Problem) -> CashUnitView {
        let purpose: CustodyOffered.Purpose = request.purpose == .count ? .count : .transport
        return try await self.unit(
            unit, after: .offer(try named(unit), to: try people(request.to), purpose))
    }

    public func withdraw(unit: String) async throws(Problem) -> CashUnitView {
        try await self.unit(unit, after: .withdrawOffer(try named(unit)))
    }

    public func accept(unit: String, _ request: AcceptCashUnit) async throws(Problem) -> CashUnitView {
        try await self.unit(unit, after: .accept(try named(unit), by: try people(request.by), seal: request.seal))
    }

    public func beginCount(unit: String, _ request: ActOfPeople) async throws(Problem) -> CashUnitView {
        try await self.unit(unit, after: .startCount(try named(unit), by: try people(request.by)))
    }

    public func submitCount(unit: String, _ request: SubmitCount) async throws(Problem) -> CashUnitView {
        var counts = DenominationCounts()
        for entry in request.counts {
            guard entry.pieces >= 0, entry.pieces <= 1_000_000 else {
                throw Problem(.badRequest, "A count is between 0 and 1,000,000 pieces.")
            }
            do throws(MoneyError) {
                try counts.add(Denomination(Money(minorUnits: entry.face, settings.currency)), entry.pieces)
            } catch {
                throw Problem(.badRequest, "\(entry.face) is no face value.")
            }
        }
        return try await self.unit(unit, after: .submitCount(try named(unit), by: try named(request.by), counts))
    }

    private func unit(_ serial: String, after command: StaffCommand) async throws(Problem) -> CashUnitView {
        let machine = try await order(command)
        let id: CashUnitID = try named(serial)
        guard let record = machine.books.cashUnits[id] else {
            throw Problem(.notFound, "No cash unit \(serial) is known here. Check the serial on its label.")
        }
        return CashUnitView(record)
    }

    public func settle(unit: String) async throws(Problem) -> CountResultView {
        let machine = try await order(.settleCount(try named(unit)))
        let settled: CountSettled? = try read { journal throws(JournalError) in
            let newest = try journal.entries(from: max(1, journal.head.size - 20), limit: 40)
            for entry in newest.reversed() {
                if case .countSettled(let fact) = entry.fact, fact.cashUnit.text == unit { return fact }
            }
            return nil
        }
        guard let settled else { throw Problem(.unexpected, "The count was booked; look it up with explain.") }
        let currency = machine.settings.currency
        return CountResultView(
            counted: settled.counted.view, expected: settled.expected.view,
            difference: MoneyView(
                Money(minorUnits: settled.counted.minorUnits - settled.expected.minorUnits, currency)),
            variance: settled.variance.map { FaceCount(face: $0.denomination.minorUnits, pieces: $0.pieces) },
            stacked: settled.stacked.map(\.note.text), returned: settled.returned.map(\.text),
            unexplained: settled.unexplained.view, case: settled.unexplained.isPositive ? settled.reference.text : nil)
    }

    public func openDrawer(kiosk: String, _ request: OpenDrawer) async throws(Problem) -> DrawerAnswer {
        try check(kiosk)
        let drawer: DrawerID = try named(request.drawer)
        guard let reason = DrawerOpenIntended.Reason(rawValue: request.reason.rawValue) else {
            throw Problem(.badRequest, "\(request.reason.rawValue) is no reason to open a drawer.")
        }
        guard !request.request.isEmpty, request.request.utf8.count <= 64 else {
            throw Problem(.badRequest, "A request has 1 to 64 characters.")
        }
        let states = await station.watch()
        try await order(.openDrawer(drawer, request: request.request, reason, by: try named(request.by)))
        for await machine in states where machine.books.drawers[drawer]?.open?.request != request.request { break }
        let outcome: DrawerOpenEnded.Outcome? = try read { journal throws(JournalError) in
            for entry in try journal.entries(from: max(1, journal.head.size - 40), limit: 80).reversed() {
                if case .drawerOpenEnded(let end) = entry.fact, end.request == request.request { return end.outcome }
            }
            return nil
        }
        let word = outcome.flatMap { DrawerOutcome(rawValue: $0.rawValue) } ?? .unknown
        return DrawerAnswer(drawer: request.drawer, request: request.request, outcome: word)
    }

    public func openBusinessDay(_ request: OpenBusinessDay) async throws(Problem) -> StatusView {
        let date: BusinessDate
        do throws(NoDate) { date = try BusinessDate(request.date) } catch {
            throw Problem(.badRequest, "\"\(request.date)\" is no date such as 2026-03-02.")
        }
        try await order(.openDay(date, by: try people(request.by)))
        return try await status()
    }

    public func setPolicy(key: String, _ request: SetPolicy) async throws(Problem) -> PolicyView {
        guard let policy = PolicyKey(rawValue: key) else {
            throw Problem(.notFound, "There is no limit named \(key).")
        }
        var approver: PersonID?
        if let text = request.approvedBy { approver = try named(text) }
        let machine = try await order(
            .setPolicy(policy, request.value, by: try named(request.by), approvedBy: approver))
        return PolicyView(policy, machine.books.policy)
    }

    public func claim(visit: String, _ request: ClaimVisit) async throws(Problem) -> ClaimAnswer {
        let number: AccountNumber
        do throws(AccountEntryFault) { number = try AccountEntry(request.account).account } catch {
            throw Problem(.checkDigitWrong, error.sentence)
        }
        let id: VisitID = try named(visit)
        let choice = AccountChoice(account: try named(number.digits), due: nil, wanted: nil)
        let machine = try await order(.claim(id, choice, by: try named(request.by)))
        guard let record = machine.books.receipts.values.last(where: { $0.payment.visit == id }) else {
            throw Problem(.unexpected, "The claim was booked; look it up with explain.")
        }
        return ClaimAnswer(
            visit: visit, account: number.digits, amount: record.payment.amount.view, receipt: record.payment.receipt)
    }

    /// A reading of the journal; it can fail when the disk does.
    func read<T>(
        _ body: (any JournalKeeping & Sendable) throws(JournalError) -> T
    ) throws(Problem) -> T {
        do throws(JournalError) { return try body(journal) } catch { throw Problem(error) }
    }
}

extension CashUnitView {
    init(_ record: CashUnitRecord) {
        self.init(
            serial: record.cashUnit.text, stage: CashUnitStage(rawValue: record.stage.rawValue) ?? .empty,
            holders: record.holders.map(\.text), seal: record.seal, offeredTo: record.offer?.to.map(\.text),
            countsSubmitted: Int64(record.counts.count), expected: record.expected?.view)
    }
}

extension PolicyView {
    init(_ key: PolicyKey, _ policy: Policy) {
        self.init(
            key: key.rawValue, value: policy[key], standard: key.standard,
            allowed: "\(key.range.lowerBound)...\(key.range.upperBound)")
    }
}
