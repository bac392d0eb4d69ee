public import ControlAPI
import Controller
public import Custody
import DeviceKit
import Journal
import Money
import OrderedCollections
import Posting

/// What staff and machines ask about the station.
extension OfficeDesk {
    public func status() async throws(Problem) -> StatusView {
        let machine = await station.machine
        let now = await station.now
        let metrics = await relay.metrics
        let head = journal.head
        return StatusView(
            version: version, station: settings.station.text, office: settings.office.text,
            epoch: Int64(machine.books.epoch),
            businessDate: (machine.books.businessDate ?? BusinessDate(of: now.wall)).description,
            uptimeSeconds: startedAt.duration(to: .now).components.seconds,
            kiosk: KioskStatus(machine: machine, now: now).view, devices: try await devices(),
            journal: JournalStatusView(
                size: head.size, head: head.text, writable: machine.store.problem == nil,
                problem: machine.store.problem),
            ledger: LedgerStatusView(
                online: machine.ledgerOnline, open: Int64(metrics.unposted),
                oldestSeconds: metrics.oldestUnposted?.components.seconds, rejected: Int64(metrics.rejected)))
    }

    public func devices() async throws(Problem) -> [DeviceView] {
        await station.with { [window] in window.views($0) }
    }

    public func balances() async throws(Problem) -> BalancesView {
        let machine = await station.machine
        let head = journal.head
        return BalancesView(
            head: head.text, size: head.size,
            balances: machine.books.balances.map { place, amount in
                PlaceBalanceView(
                    place: place.description, kind: PlaceKind(rawValue: place.kind.rawValue) ?? .asset,
                    balance: amount.view)
            })
    }

    public func explain(subject: String) async throws(Problem) -> ExplainView {
        var entries: [JournalEntry] = []
        var found = subject
        for candidate in candidates(subject) {
            entries = try read { journal throws(JournalError) in try journal.entries(about: candidate, limit: 500) }
            if !entries.isEmpty {
                found = candidate.description
                break
            }
        }
        guard !entries.isEmpty else {
            throw Problem(.notFound, "The journal has nothing about \"\(subject)\".")
        }
        var views: [ExplainEntryView] = []
        for entry in entries {
            do { views.append(try ExplainEntryView(entry)) } catch {
                throw Problem(.unexpected, "Entry \(entry.id) cannot be shown.")
            }
        }
        return ExplainView(subject: found, entries: views)
    }

    /// What a bare text may mean, likeliest first.
    private func candidates(_ text: String) -> [Subject] {
        if let subject = Subject(text) { return [subject] }
        let upper = text.uppercased()
        return [
            .receipt(upper), Subject(.claim, upper), Subject(.visit, text.lowercased()), Subject(.visit, text),
            Subject(.note, text), Subject(.account, text), Subject(.cashUnit, upper), Subject(.reference, upper),
        ]
    }

    public func cashUnits() async throws(Problem) -> [CashUnitView] {
        await station.machine.books.cashUnits.values.map { CashUnitView($0) }
    }

    public func policy() async throws(Problem) -> [PolicyView] {
        let policy = await station.machine.books.policy
        return PolicyKey.allCases.map { PolicyView($0, policy) }
    }
}

/// How the kiosk is, for staff.
struct KioskStatus {
    let machine: KioskMachine
    let now: Now

    var view: KioskStatusView {
        let page = KioskOnPage(machine: machine, now: now)
        let books = machine.books
        let doubted = books.doubts.values.reduce(Int64(0)) { $0 + $1.amount.minorUnits }
        return KioskStatusView(
            kiosk: machine.settings.station.text, phase: page.phase, tenders: [page.tender],
            cashUnit: CashUnitFillView(books),
            visit: machine.session?.visit.text,
            inDoubt: DoubtView(
                count: Int64(books.doubts.count),
                amount: MoneyView(Money(minorUnits: doubted, machine.settings.currency))))
    }
}

extension CashUnitFillView {
    /// How full the cash unit in the kiosk is, as the books have it; `nil`: none is in it that they know.
    public init?(_ books: StationState) {
        guard let fill = books.cashUnitFill else { return nil }
        self.init(
            serial: fill.cashUnit.text, notes: fill.notes, value: fill.value.view, percent: fill.percent,
            nearlyFull: fill.isNearlyFull)
    }
}

extension ExplainEntryView {
    init(_ entry: JournalEntry) throws {
        self.init(
            id: entry.id.description, time: WallText.iso(entry.moment), businessDate: entry.businessDate.description,
            kind: entry.fact.kind.rawValue, sentence: entry.fact.sentence,
            lines: entry.lines.map {
                BookLineView(
                    place: $0.place.description, side: $0.side == .debit ? .debit : .credit, amount: $0.amount.view)
            }, fact: try JSONValue(encoding: entry.fact))
    }
}
