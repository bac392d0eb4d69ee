import Controller
import Custody
import DeviceKit
import Journal
import Money
import OrderedCollections
import Receipts
import Testing

/// The rows of reliability.md section 4 that concern a note, a visit, a receipt or the outbox, with the journal alone
/// surviving.
@Suite("After a cut: every note once")
struct KioskRecoveryTests {
    private func paying(_ notes: [Int64] = [], counter: CounterTrust = .exact) throws -> Desk {
        let desk = try Desk.open(counter: counter)
        desk.visit(("3004", 8_000))
        for cents in notes { desk.note(cents) }
        return desk
    }

    private func recover(_ desk: Desk, counter: CounterTrust = .exact) {
        desk.identify(counter)
        desk.rest()
    }

    @Test("rows 2, 3 and 4: a note that was moving in, or in escrow without a durable intent, is booked")
    func beforeTheIntent() throws {
        let desk = try paying()
        desk.hear(.acceptor(.accepting))
        try desk.restart()
        recover(desk)
        desk.visit(("3004", 8_000))
        desk.journal.cut = .beforeAppend
        desk.escrow(2_000)
        try desk.restart()
        desk.hear(.acceptor(.poweredUp))
        recover(desk)
        desk.hear(.acceptor(.returned))
        #expect(try desk.entries().allSatisfy { $0.lines.isEmpty } && desk.books.doubts.isEmpty)
        #expect(desk.books.visits.isEmpty && desk.machine.cashReasons(desk.now).isEmpty)
    }

    @Test("row 5: an intent whose order was never sent credits the note that went back")
    func orderNeverSent() throws {
        let desk = try paying()
        desk.journal.cut = .syncedUnacknowledged
        let acts = desk.during { desk.escrow(2_000) }
        #expect(!acts.contains { if case .acceptor(.stack) = $0 { true } else { false } })
        try desk.restart()
        #expect(desk.machine.hasOpenIntent)
        recover(desk)
        let ends = try desk.facts().compactMap { if case .noteReturned(let fact) = $0 { fact.evidence } else { nil } }
        #expect(ends == [.counter] && desk.books.visits.isEmpty)
        #expect(try desk.payments().isEmpty)
    }

    @Test("rows 6 and 7: a note the device finished while the host was dead, twice or never", arguments: [true, false])
    func hostDied(_ reports: Bool) throws {
        let desk = try paying()
        desk.escrow(2_000)
        try desk.restart()
        #expect(desk.books.visits.count == 1, "the visit stays until its note has an outcome")
        desk.identify()
        desk.counter = 1
        if reports { desk.hear(.acceptor(.stacked(.usd(2_000)))) }
        desk.rest()
        if reports { desk.hear(.acceptor(.stacked(.usd(2_000)))) }
        desk.rest()
        #expect(try desk.payments().map(\.amount) == [usd(2_000)])
        #expect(try desk.payments().map(\.reason) == [.recovered])
        #expect(try desk.moneyIsWhole() && desk.balance("cassette:C-8841") == 2_000)
    }

    @Test("rows 8 and 9: stacked without a value after power-up, or silently", arguments: [true, false])
    func afterPowerUp(_ blank: Bool) throws {
        let desk = try paying()
        desk.escrow(2_000)
        desk.hear(.acceptor(.poweredUp))
        desk.counter = 1
        if blank { desk.hear(.acceptor(.stacked(nil))) }
        desk.rest()
        #expect(desk.session?.counted == [usd(2_000)])
        #expect(desk.books.acceptors.values.first?.baseline == 1)
    }

    @Test("row 9: without a count a silent note is credited or written off by guess")
    func silentWithoutCount() throws {
        let desk = try paying(counter: .none)
        desk.escrow(2_000)
        desk.hear(.acceptor(.poweredUp))
        desk.rest()
        #expect(desk.books.doubts.values.map(\.reason) == [.noCounter])
        #expect(desk.session?.counted == [] && desk.machine.slotIsOpen)
        desk.note(500)
        desk.hear(.customer(.finish))
        #expect(try desk.payments().map(\.amount) == [usd(500)])
        #expect(desk.books.doubts.count == 1)
    }

    @Test(
        "rows 10, 11 and 12: the outcome lost, torn, or written and never heard of",
        arguments: [
            MemoryJournal.Cut.beforeAppend, .torn(bytes: 40), .appendedUnsynced(survives: false),
            .appendedUnsynced(survives: true), .syncedUnacknowledged, .flushFails(survives: true),
            .flushFails(survives: false),
        ])
    func outcomeCut(_ cut: MemoryJournal.Cut) throws {
        let desk = try paying()
        desk.escrow(2_000)
        desk.journal.cut = cut
        desk.stacked(2_000)
        try desk.restart()
        recover(desk)
        // A device that repeats its event does not raise it again.
        desk.hear(.acceptor(.stacked(.usd(2_000))))
        desk.rest()
        #expect(try desk.payments().map(\.amount) == [usd(2_000)])
        #expect(try desk.balance("cassette:C-8841") == 2_000 && desk.moneyIsWhole())
        #expect(desk.books.casesTaken == 0)
    }

    @Test("S21, rows 14 and 20: counted money of a known account kept, or credited twice")
    func recovered() throws {
        let desk = try paying([2_000, 2_000])
        try desk.restart()
        #expect(try desk.payments().map(\.reason) == [.recovered])
        #expect(try desk.balance("ar:3004") == -4_000)
        #expect(!desk.machine.slotIsOpen && desk.machine.cashReasons(desk.now).contains(.acceptorStarting))
        try desk.restart()
        try desk.restart()
        #expect(try desk.payments().count == 1 && desk.books.outbox.count == 1)
    }

    @Test("S22, row 20: money without an account paid to somebody, or forgotten")
    func stranded() throws {
        let desk = try Desk.open()
        desk.hear(.customer(.open(language: .english)))
        desk.stacked(1_000)
        desk.rest()
        #expect(desk.machine.hasMoneyInside && desk.hear(.customer(.cancel)) == .moneyInside)
        desk.hear(.customer(.finish))
        let visit = try #require(desk.session?.visit)
        #expect(desk.printJobs.map(\.id) == ["claim-\(visit)"])
        #expect(try desk.balance("held:\(visit)") == -1_000)
        desk.printed()
        desk.pass(.seconds(24 * 3_600 - 100))
        try desk.restart()
        #expect(try desk.balance("held:\(visit)") == -1_000)
        desk.pass(.seconds(100))
        #expect(try desk.balance("unidentified:K-07-0001") == -1_000)
        #expect(try desk.balance("held:\(visit)") == 0 && desk.books.visits.isEmpty)
        #expect(try desk.payments().isEmpty)
    }

    @Test("a second case for the same found note, or its case given to another")
    func caseNumbers() throws {
        let desk = try Desk.open()
        desk.hear(.customer(.open(language: .english)))
        desk.stacked(1_000)
        desk.rest()
        desk.hear(.customer(.finish))
        desk.printed()
        desk.hear(.customer(.close))
        desk.stacked(500)
        desk.rest()
        #expect(try desk.balance("unidentified:K-07-0002") == -500)
        desk.pass(.seconds(25 * 3_600))
        #expect(try desk.balance("unidentified:K-07-0001") == -1_000)
        #expect(desk.books.nextCase == CaseID(known: "K-07-0003"))
    }

    @Test("a claim paid twice, or after its money had gone to the back office")
    func claims() throws {
        let desk = try Desk.open()
        desk.hear(.customer(.open(language: .english)))
        desk.stacked(1_000)
        desk.rest()
        let visit = try #require(desk.session?.visit)
        let claim = StaffCommand.claim(
            visit, AccountChoice(account: AccountID(known: "3001"), due: usd(600), wanted: nil), by: people[0])
        #expect(desk.hear(.staff(claim)) == .noVisit, "the visit is still open")
        desk.hear(.customer(.finish))
        #expect(desk.hear(.staff(claim)) == nil)
        #expect(try desk.payments().map(\.reason) == [.claimed])
        #expect(try desk.balance("ar:3001") == -600 && desk.balance("credit:3001") == -400)
        #expect(desk.hear(.staff(claim)) == .noVisit)
        desk.pass(.seconds(25 * 3_600))
        #expect(try desk.payments().count == 1 && desk.moneyIsWhole())
    }

    @Test(
        "row 21: half a payment",
        arguments: [
            MemoryJournal.Cut.beforeAppend, .torn(bytes: 120), .syncedUnacknowledged, .full,
            .flushFails(survives: true),
        ])
    func paymentCut(_ cut: MemoryJournal.Cut) throws {
        let desk = try paying([2_000, 2_000])
        desk.journal.cut = cut
        let acts = desk.during { desk.hear(.customer(.finish)) }
        #expect(!acts.contains { if case .post = $0 { true } else { false } } && desk.printJobs.isEmpty)
        try desk.restart()
        #expect(try desk.payments().count == 1 && desk.payments()[0].receipt == "K07-000001")
        #expect(desk.books.outbox.count == 1 && desk.rows.count == 1)
        #expect(desk.books.nextReceipt == "K07-000002")
        #expect(try desk.moneyIsWhole())
    }

    @Test("rows 23, 24 and 25: a body never sent, or sent anew under another key")
    func outbox() throws {
        let desk = try paying([2_000])
        desk.hear(.customer(.finish))
        let first = try #require(desk.rows.first)
        try desk.restart()
        try desk.restart()
        #expect(desk.rows == [first, first, first])
        desk.journal.cut = .beforeAppend
        desk.hear(.posting(.posted(key: first.key, reference: "T-1")))
        try desk.restart()
        #expect(desk.rows.count == 4, "the answer was not stored: asked again")
        desk.hear(.posting(.posted(key: first.key, reference: "T-1")))
        desk.hear(.posting(.posted(key: first.key, reference: "T-1")))
        try desk.restart()
        #expect(desk.rows.count == 4 && desk.books.outbox.isEmpty)
        #expect(try desk.facts().count { $0.kind == .postingAnswered } == 1)
    }

    @Test("row 29: money of a refused posting without an owner")
    func rejected() throws {
        let desk = try Desk.open()
        desk.pay("3001", 6_347, [5_000, 2_000])
        desk.hear(.posting(.rejected(key: try desk.payments()[0].key, words: "the account is closed")))
        #expect(try desk.balance("unidentified:K-07-0001") == -7_000)
        #expect(try desk.balance("ar:3001") == 0 && desk.balance("credit:3001") == 0)
        #expect(desk.books.outbox.isEmpty && desk.books.receipts["K07-000001"] != nil)
        #expect(try desk.moneyIsWhole())
        desk.pay("3001", 6_347, [500])
        #expect(try desk.payments()[1].body.contains(try desk.payments()[0].key), "order inside the account is kept")
    }

    @Test("money that the core lost and then refuses has neither an account nor an owner")
    func lostThenRejected() throws {
        let desk = try Desk.open()
        desk.pay("3001", 6_347, [5_000])
        let key = try desk.payments()[0].key
        desk.hear(.posting(.posted(key: key, reference: "R-1")))
        desk.hear(.posting(.missing(key: key)))
        #expect(desk.books.outbox.keys.elements == [key])
        try desk.restart()
        #expect(desk.books.outbox.keys.elements == [key])
        desk.hear(.posting(.rejected(key: key, words: "the account is closed")))
        #expect(try desk.balance("unidentified:K-07-0001") == -5_000 && desk.books.outbox.isEmpty)
    }

    @Test("a body without the key of the one before it: a restored core would mix the order of the account")
    func predecessors() throws {
        let desk = try Desk.open()
        for account in ["3001", "3002", "3001"] { desk.pay(account, 2_000, [2_000]) }
        let payments = try desk.payments()
        #expect(!payments[0].body.contains("predecessors\":[{") && !payments[1].body.contains(payments[0].key))
        #expect(payments[2].body.contains(payments[0].key))
    }

    @Test("S24, S32: a note in doubt that two people found, credited twice or never")
    func found() throws {
        let desk = try paying(counter: .none)
        desk.escrow(1_000)
        desk.rest()
        desk.hear(.customer(.finish))
        let doubt = try #require(desk.books.doubts.values.first)
        #expect(desk.hear(.staff(.found(doubt.note, by: [people[0], people[0]]))) == .twoPeopleNeeded)
        #expect(desk.hear(.staff(.found(doubt.note, by: pair))) == nil)
        #expect(try desk.payments().map(\.reason) == [.foundInPath])
        #expect(try desk.balance("vault:hold:cash") == 1_000 && desk.balance("cassette:C-8841") == 0)
        #expect(desk.hear(.staff(.found(doubt.note, by: pair))) == .noDoubt(doubt.note))
    }

    @Test("books of a snapshot and the facts since that differ from the facts alone", arguments: [1, 2, 3, 7])
    func snapshots(_ every: Int) throws {
        let desk = try Desk.open(snapshotEvery: every)
        desk.visit(("3001", 6_347), ("3002", nil))
        desk.note(2_000)
        desk.escrow(500)
        desk.hear(.acceptor(.returned))
        desk.note(10_000)
        desk.hear(.customer(.finish))
        desk.printed()
        desk.hear(.customer(.copy))
        desk.hear(.customer(.close))
        desk.visit(("3001", 6_347))
        desk.escrow(500)
        let reopened = try desk.journal.reopened()
        #expect(try reopened.latestSnapshot() != nil)
        var alone = StationState(currency: .usd)
        for entry in try desk.entries() { try alone.apply(entry.fact, at: entry.moment) }
        #expect(try BookFolding.fold(reopened, .usd) == alone)
        #expect(desk.books == alone)
    }

    @Test("a journal whose facts do not follow each other taken as the basis for money")
    func contradiction() throws {
        let journal = MemoryJournal(station: Desk.settings.station)
        let day = try BusinessDate("2026-03-02")
        let wrong = Fact.visitEnded(VisitEnded(visit: VisitID(known: "v-9"), how: .finished))
        _ = try journal.commit(wrong, at: Moment(utcMilliseconds: 0), businessDate: day)
        #expect(throws: FoldFault.self) { try BookFolding.fold(journal, .usd) }
    }
}
