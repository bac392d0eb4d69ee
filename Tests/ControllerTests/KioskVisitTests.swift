import Controller
import Custody
import DeviceKit
import Journal
import Money
import OrderedCollections
import Receipts
import Testing

@Suite("A customer's visit")
struct KioskVisitTests {
    @Test("S20 a visit for two accounts that cannot be paid")
    func twoAccounts() throws {
        let desk = try Desk.open()
        desk.visit(("3002", 4_510), ("3003", 5_200))
        desk.note(5_000)
        desk.note(5_000)
        desk.hear(.customer(.finish))
        let payment = try #require(try desk.payments().first)
        #expect(
            payment.allocations.map { [$0.toBill.minorUnits, $0.toCredit.minorUnits] } == [[4_510, 290], [5_200, 0]])
        #expect(desk.machine.store == .writable)
        #expect(try desk.moneyIsWhole())
    }

    @Test("more accounts than one posting can carry: the money could never leave the kiosk")
    func tooManyAccounts() throws {
        let desk = try Desk.open()
        desk.hear(.customer(.open(language: .english)))
        func accounts(_ count: Int) -> [ChosenAccount] {
            (0..<count).map {
                ChosenAccount(choice: AccountChoice(account: AccountID(known: "A\($0)"), due: usd(100), wanted: nil))
            }
        }
        #expect(desk.hear(.customer(.choose(accounts(101)))) != nil)
        #expect(desk.hear(.customer(.choose(accounts(100)))) == nil)
        desk.hear(.customer(.cash))
        desk.note(10_000)
        desk.hear(.customer(.finish))
        #expect(try desk.payments().map(\.allocations.count) == [100])
    }

    @Test("an account twice, a negative amount, an amount in another currency")
    func badChoices() throws {
        let desk = try Desk.open()
        desk.hear(.customer(.open(language: .english)))
        func choose(_ choices: AccountChoice...) -> Refusal? {
            desk.hear(.customer(.choose(choices.map { ChosenAccount(choice: $0) })))
        }
        let one = AccountID(known: "1")
        #expect(choose() == .noAccount)
        #expect(
            choose(.init(account: one, due: nil, wanted: nil), .init(account: one, due: nil, wanted: nil)) == .notNow)
        #expect(choose(.init(account: one, due: usd(-1), wanted: nil)) == .amount)
        #expect(choose(.init(account: one, due: nil, wanted: Money(minorUnits: 5, try Currency("EUR")))) == .amount)
        #expect(desk.session?.accounts.isEmpty == true)
    }

    @Test("row 19: a visit that ends while its note has no outcome")
    func finishWaits() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.note(2_000)
        desk.escrow(5_000)
        desk.hear(.customer(.finish))
        #expect(desk.session?.step == .finishing && !desk.machine.slotIsOpen)
        #expect(try desk.payments().isEmpty)
        desk.pass(.seconds(59))
        #expect(try desk.payments().isEmpty, "its outcome may still come")
        desk.stacked(5_000)
        #expect(try desk.payments().map(\.amount) == [usd(7_000)])
        #expect(try desk.payments().map(\.reason) == [.finished])
    }

    @Test("row 19: a note stuck in an acceptor that keeps talking holds the customer for ever, or is paid by guess")
    func stuckNote() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.note(2_000)
        desk.escrow(5_000)
        desk.hear(.customer(.finish))
        let acts = desk.during { desk.pass(.seconds(60)) }
        #expect(acts.contains(.acceptor(.settle)), "the acceptor is brought to rest")
        #expect(try desk.payments().map(\.amount) == [usd(2_000)], "the certain part, and no more")
        let visit = try #require(desk.session?.visit)
        #expect(desk.machine.doubts(of: visit).map(\.amount) == [usd(5_000)])
        // Staff frees the jam: the note falls in, and is its customer's, once.
        desk.stacked(5_000)
        desk.counter = 2
        desk.rest()
        #expect(try desk.payments().map(\.amount) == [usd(2_000), usd(5_000)])
        #expect(try desk.balance("ar:3001") == -6_347 && desk.balance("credit:3001") == -653)
        #expect(desk.books.doubts.isEmpty && desk.books.visits.isEmpty)
    }

    @Test("row 19: the idle time of a customer whose note is on the way")
    func timerWaits() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(5_000)
        // Shorter than the time after which the note is in doubt, longer than the customer's own.
        desk.hear(.staff(.setPolicy(.unreachableSeconds, 300, by: people[0], approvedBy: nil)))
        desk.pass(.seconds(200))
        #expect(desk.session?.step == .cash && desk.session?.asking == false)
        desk.stacked(5_000)
        desk.pass(.seconds(59))
        #expect(desk.session?.asking == false)
        desk.pass(.seconds(1))
        #expect(desk.session?.asking == true)
    }

    @Test("money inside when nobody answers: not paid, or paid without a word")
    func timedOutWithMoney() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.note(2_000)
        desk.pass(.seconds(60))
        #expect(desk.session?.asking == true)
        desk.hear(.customer(.moreTime))
        #expect(desk.session?.asking == false)
        desk.pass(.seconds(89))
        #expect(desk.session?.step == .cash && desk.session?.asking == true)
        desk.pass(.seconds(1))
        #expect(try desk.payments().map(\.reason) == [.timedOut])
        #expect(desk.printJobs.count == 1)
        #expect(
            try desk.facts().contains(.visitEnded(VisitEnded(visit: try #require(desk.session?.visit), how: .timedOut)))
        )
    }

    @Test("row 1: a visit without a note that leaves money lines, or never ends")
    func timedOutWithout() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.pass(.seconds(90))
        #expect(desk.session == nil && desk.books.visits.isEmpty)
        #expect(try desk.entries().allSatisfy { $0.lines.isEmpty })
    }

    @Test("row 1: a visit that was open at a power cut stays open for ever")
    func cutWithoutNotes() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        try desk.restart()
        #expect(desk.books.visits.isEmpty && desk.session == nil)
        #expect(try desk.entries().allSatisfy { $0.lines.isEmpty })
    }

    @Test("a silent acceptor that keeps the customer for ever, or the doubt without paper")
    func unreachable() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(5_000)
        desk.hear(.acceptor(.broken("no answer")))
        desk.hear(.customer(.finish))
        desk.pass(.seconds(59))
        #expect(desk.session?.step == .finishing)
        desk.pass(.seconds(1))
        let visit = try #require(desk.session?.visit)
        #expect(desk.machine.doubts(of: visit).map(\.reason) == [.deviceUnreachable])
        guard case .done = desk.session?.step else {
            Issue.record("the visit does not end")
            return
        }
        #expect(try desk.payments().isEmpty)
        #expect(desk.printJobs.map(\.id) == ["claim-\(visit)"])
        // It answers later: the customer gets the credit, once.
        desk.hear(.customer(.close))
        desk.identify()
        desk.counter = 1
        desk.rest()
        #expect(try desk.payments().map(\.reason) == [.doubtSettled])
        #expect(try desk.balance("ar:3001") == -5_000 && desk.books.visits.isEmpty)
    }

    @Test("a doubt beside counted money: the certain part not paid, or the doubt not named on the receipt")
    func partlyInDoubt() throws {
        let desk = try Desk.open(counter: .none)
        desk.visit(("3001", 6_347))
        desk.note(2_000)
        desk.escrow(5_000)
        desk.rest()
        #expect(desk.session?.note == .inDoubt(usd(5_000)))
        desk.hear(.customer(.finish))
        #expect(try desk.payments().map(\.amount) == [usd(2_000)])
        #expect(desk.session?.receipt == "K07-000001" && desk.books.doubts.count == 1)
        let paper = String(describing: try #require(desk.printJobs.first).document)
        #expect(paper.contains("One note is being checked"))
    }

    @Test("a visit whose only note came back: a receipt for nothing, or a visit that never ends")
    func onlyNoteReturned() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(5_000)
        desk.hear(.customer(.finish))
        desk.hear(.acceptor(.returned))
        #expect(desk.session == nil && desk.printJobs.isEmpty && desk.books.visits.isEmpty)
    }

    @Test("a command at a step where it means something else")
    func steps() throws {
        let desk = try Desk.open()
        for command in [CustomerCommand.cash, .finish, .cancel, .moreTime, .giveBack, .language(.english)] {
            #expect(desk.hear(.customer(command)) == .noVisit)
        }
        desk.visit(("3001", 6_347))
        #expect(desk.hear(.customer(.open(language: .english))) == .visitOpen)
        #expect(desk.hear(.customer(.finish)) == .notNow)
        #expect(desk.hear(.customer(.close)) == .notNow)
        #expect(desk.hear(.customer(.copy)) == .notNow)
        #expect(desk.hear(.staff(.pull(seal: "S-2", by: pair))) == .visitOpen)
        desk.note(2_000)
        desk.hear(.customer(.finish))
        for command in [CustomerCommand.finish, .cancel, .cash, .giveBack] {
            #expect(desk.hear(.customer(command)) == .notNow)
        }
        #expect(try desk.payments().count == 1)
        desk.printed()
        desk.pass(.seconds(45))
        #expect(desk.session == nil)
    }

    @Test("the next customer waits for the receipt of the one before, or loses the visit")
    func nextCustomer() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 2_000))
        desk.note(2_000)
        desk.hear(.customer(.finish))
        #expect(desk.hear(.customer(.open(language: .spanish))) == nil)
        desk.printed()
        #expect(desk.session?.step == .accounts && desk.books.receipts["K07-000001"]?.outcome == .printed)
    }

    @Test("row 39: money of a visit over midnight on a day that nobody has open")
    func midnight() throws {
        let desk = try Desk.open()
        desk.wall.utcMilliseconds += 17 * 3_600_000 + 59 * 60_000  // 23:59 where the kiosk stands
        desk.visit(("3001", 6_347))
        desk.note(2_000)
        desk.elapsed += .seconds(55)
        desk.hear(.customer(.moreTime))
        desk.elapsed += .seconds(55)
        desk.hear(.customer(.finish))
        let payment = try #require(try desk.payments().first)
        #expect(payment.businessDate.description == "2026-03-02" && payment.effectiveDate == payment.businessDate)
        desk.printed()
        desk.hear(.customer(.close))
        #expect(desk.books.businessDate?.description == "2026-03-03")
        #expect(desk.hear(.staff(.openDay(try BusinessDate("2026-03-02"), by: pair))) == .dayGoesBack)
    }

    @Test("row 40: a clock that fell back to 1970 opens an old day, or strands money at once")
    func clockAtBoot() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.note(2_000)
        desk.wall = Moment(utcMilliseconds: 0, quality: .untrusted)
        try desk.restart()
        let payment = try #require(try desk.payments().first)
        #expect(payment.businessDate.description == "2026-03-02" && payment.body.contains("UNTRUSTED"))
        #expect(desk.books.businessDate?.description == "2026-03-02")
        let numbers = try desk.entries().map(\.id.sequence)
        #expect(numbers == Array(1...Int64(numbers.count)))
    }
}
