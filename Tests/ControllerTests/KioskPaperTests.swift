import Controller
import Custody
import DeviceKit
import Journal
import Money
import OrderedCollections
import Receipts
import Testing

@Suite("Paper follows money, never the other way round")
struct KioskPaperTests {
    private func paid() throws -> Desk {
        let desk = try Desk.open()
        desk.visit(("10003001", 6_347))
        for cents in [2_000, 2_000, 2_000, 500] as [Int64] { desk.note(cents) }
        desk.hear(.customer(.finish))
        return desk
    }

    private func text(_ job: PrintJob) -> String { String(describing: job.document) }

    @Test("a receipt before its payment is durable")
    func paymentBeforePaper() throws {
        let desk = try paid()
        let commit = try #require(try desk.facts().firstIndex { $0.kind == .paymentCommitted })
        let started = try #require(try desk.facts().firstIndex { $0.kind == .receiptEnded })
        #expect(commit < started && desk.printJobs.count == 1)
        #expect(desk.acts.firstIndex(of: .post(try desk.payments()[0].key))! < desk.acts.count - 1)
    }

    @Test(
        "money that changes because a printer fails",
        arguments: [PrintOutcome.printed, .failed("no paper"), .unknown("cable")])
    func outcomes(_ outcome: PrintOutcome) throws {
        let desk = try paid()
        let balances = desk.books.balances
        desk.printed(outcome)
        #expect(desk.books.balances == balances && desk.machine.store == .writable)
        let word: ReceiptEnded.Outcome =
            switch outcome {
            case .printed: .printed
            case .failed: .failed
            case .unknown: .unknown
            }
        #expect(desk.books.receipts["K07-000001"]?.outcome == word)
        #expect(desk.books.nextReceipt == "K07-000002")
    }

    @Test("a receipt number left out, used twice, or lost at a cut (I-33)")
    func gapless() throws {
        let desk = try Desk.open()
        for round in 1...3 {
            desk.pay("3001", 2_000, [2_000])
            desk.visit(("3001", 2_000))
            desk.hear(.customer(.cancel))
            if round == 2 { try desk.restart() }
            if round == 2 { desk.identify() }
            if round == 2 { desk.rest() }
        }
        #expect(try desk.payments().map(\.receipt) == ["K07-000001", "K07-000002", "K07-000003"])
        #expect(Set(try desk.payments().map(\.key)).count == 3)
    }

    @Test("row 22: a second paper that looks like a first one, or a second payment for it")
    func copies() throws {
        let desk = try paid()
        #expect(desk.hear(.customer(.copy)) == .notNow, "the original is still on its way")
        desk.printed(.unknown("the cutter"))
        #expect(desk.hear(.customer(.copy)) == nil)
        desk.printed()
        #expect(desk.hear(.customer(.copy)) == nil)
        desk.printed()
        #expect(desk.printJobs.map(\.id) == ["K07-000001/0", "K07-000001/1", "K07-000001/2"])
        #expect(!text(desk.printJobs[0]).contains("COPY"))
        for job in desk.printJobs[1...] { #expect(text(job).contains("COPY") && text(job).contains("K07-000001")) }
        #expect(try desk.payments().count == 1)
    }

    @Test("a copy that says another time, or another state of the posting, than the paper it copies")
    func copiesSayTheSame() throws {
        let desk = try paid()
        desk.printed()
        desk.pass(.seconds(5))
        desk.hear(.posting(.posted(key: try desk.payments()[0].key, reference: "T-1")))
        desk.hear(.ledger(online: false))
        desk.hear(.customer(.copy))
        let (first, second) = (text(desk.printJobs[0]), text(desk.printJobs[1]))
        for words in ["2026-03-02 06:00", "K07-000001", try desk.payments()[0].claimCode] {
            #expect(first.contains(words) && second.contains(words), "\(words)")
        }
        #expect(first.contains("will be posted") == second.contains("will be posted"))
    }

    @Test("row 22: paper that was on its way at a cut called printed")
    func cutWhilePrinting() throws {
        let desk = try paid()
        #expect(desk.books.receipts["K07-000001"]?.outcome == .started)
        try desk.restart()
        #expect(desk.books.receipts["K07-000001"]?.outcome == .unknown)
        #expect(try desk.payments().count == 1 && desk.books.nextReceipt == "K07-000002")
    }

    @Test("cash taken when no receipt can be given")
    func receiptRequired() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.hear(.printer(.status(POSPrinterStatus(online: true, coverOpen: false, paper: .end, error: nil))))
        #expect(desk.machine.cashReasons(desk.now) == [.printerNoPaper] && !desk.machine.slotIsOpen)
        desk.escrow(2_000)
        #expect(desk.acts.last == .acceptor(.giveBack))
        desk.hear(.acceptor(.returned))
        desk.hear(.printer(.broken("cable")))
        #expect(desk.machine.cashReasons(desk.now) == [.printerTrouble])
        desk.hear(.staff(.setPolicy(.receiptRequired, 0, by: people[0], approvedBy: people[1])))
        #expect(desk.machine.cashReasons(desk.now) == [] && desk.machine.slotIsOpen)
    }

    @Test("a printer that never answers keeps the kiosk for ever")
    func stalled() throws {
        let desk = try paid()
        let job = try #require(desk.machine.printer.job)
        desk.hear(.printer(.jobStalled(id: job.id, "no paper")))
        #expect(desk.machine.printer.job?.stalled == "no paper")
        let acts = desk.during { desk.pass(.seconds(121)) }
        #expect(acts == [.printer(.abandon(id: job.id))], "asked once, and only then")
        desk.printed(.unknown("abandoned"))
        desk.pass(.seconds(45))
        #expect(desk.session == nil)
    }

    @Test("what a receipt says about money (S19): paid, credit, who can ask")
    func content() throws {
        let desk = try paid()
        let paper = text(try #require(desk.printJobs.first))
        for words in ["$65.00", "$63.47", "$1.53", "****3001"] { #expect(paper.contains(words), "\(words)") }
        #expect(!paper.contains("10003001"))
    }

    @Test("a drawer that is opened twice for one act, or whose opening is forgotten at a cut (row 36)")
    func drawer() throws {
        let desk = try Desk.open()
        let drawer = DrawerID(known: "D-1")
        let open = StaffCommand.openDrawer(drawer, request: "r-1", .test, by: people[0])
        let acts = desk.during { desk.hear(.staff(open)) }
        #expect(acts == [.printer(.openDrawer(connector: 1, request: "r-1"))])
        #expect(try desk.facts().last?.kind == .drawerOpenIntended)
        #expect(desk.hear(.staff(open)) == .notNow)
        let again = desk.acts.count
        try desk.restart()
        #expect(desk.acts.count == again, "no second kick by itself")
        #expect(
            try desk.facts().contains(
                .drawerOpenEnded(DrawerOpenEnded(drawer: drawer, request: "r-1", outcome: .unknown))))
        #expect(desk.books.drawers[drawer]?.open == nil)
    }
}
