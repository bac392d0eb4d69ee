import Controller
import Custody
import DeviceKit
import Journal
import Money
import OrderedCollections
import Receipts
import Testing

/// Degrade by tender, not by machine.
@Suite struct KioskQuarantineTests {
    private let acceptor = DeviceID(known: "validator")
    private let printer = DeviceID(known: "printer")

    private func jammed(_ device: DeviceID) -> KioskEvent {
        .quarantine(
            DeviceQuarantined(device: device, unit: "BV-1", cause: .jams, count: 3, words: "It jammed.", by: nil))
    }

    @Test("an acceptor that was set aside goes on taking notes, or takes the whole kiosk with it")
    func cashIsOffAndTheRestServesOn() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        #expect(desk.machine.slotIsOpen)
        let acts = desk.during { desk.hear(jammed(acceptor)) }
        #expect(acts == [.acceptor(.disable)])
        #expect(desk.machine.cashReasons(desk.now) == [.acceptorSetAside])
        desk.hear(.customer(.cancel))
        #expect(
            desk.hear(.customer(.open(language: .spanish))) == .closed,
            "no visit that could not pay; looking needs none")
        #expect(try desk.facts().contains { $0.kind == .deviceQuarantined })
    }

    @Test("a note that was on its way when the acceptor was set aside is lost")
    func aNoteOnItsWayIsFollowedToItsEnd() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(2_000)
        desk.hear(jammed(acceptor))
        desk.stacked(2_000)
        #expect(desk.session?.counted == [usd(2_000)])
        #expect(desk.hear(.customer(.finish)) == nil)
        #expect(try desk.payments().map(\.amount) == [usd(2_000)])
        #expect(try desk.moneyIsWhole())
    }

    @Test("a power cut releases what nobody has looked at")
    func aRestartReleasesNothing() throws {
        let desk = try Desk.open()
        desk.hear(jammed(acceptor))
        try desk.restart()
        desk.identify()
        desk.rest()
        #expect(desk.machine.cashReasons(desk.now) == [.acceptorSetAside])
        #expect(desk.books.quarantined[acceptor]?.fact.words == "It jammed.")
        #expect(desk.hear(.staff(.release(acceptor, by: people[0]))) == nil)
        #expect(desk.machine.cashReasons(desk.now) == [])
        guard case .deviceReleased(let released) = try #require(try desk.facts().last) else {
            Issue.record("no fact of the release")
            return
        }
        #expect(released == DeviceReleased(device: acceptor, by: people[0]))
        try desk.restart()
        #expect(desk.books.quarantined.isEmpty)
    }

    @Test("a release of a device that is well, or a second quarantine, looks as if somebody had acted")
    func nothingIsSaidTwice() throws {
        let desk = try Desk.open()
        #expect(desk.hear(.staff(.release(acceptor, by: people[0]))) == .notNow)
        #expect(desk.hear(.staff(.setAside(acceptor, words: "It smells.", by: people[0]))) == nil)
        #expect(desk.hear(.staff(.setAside(acceptor, words: "Again.", by: people[1]))) == .notNow)
        desk.hear(jammed(acceptor))
        #expect(try desk.facts().count { $0.kind == .deviceQuarantined } == 1)
        #expect(desk.books.quarantined[acceptor]?.fact.by == people[0])
    }

    @Test("without a printer cash is taken in silence")
    func aPrinterThatIsSetAside() throws {
        let desk = try Desk.open()
        #expect(desk.machine.printsReceipts)
        desk.hear(jammed(printer))
        #expect(desk.machine.cashReasons(desk.now) == [.printerSetAside] && !desk.machine.printsReceipts)
        // The office may take cash without paper: then the customer is told so, and the number is there at once.
        desk.hear(.staff(.setPolicy(.receiptRequired, 0, by: people[0], approvedBy: people[1])))
        #expect(desk.machine.cashReasons(desk.now) == [])
        desk.visit(("3001", 2_000))
        desk.note(2_000)
        let acts = desk.during { desk.hear(.customer(.finish)) }
        #expect(!acts.contains { if case .printer = $0 { true } else { false } }, "paper that nobody vouches for")
        #expect(desk.books.receipts["K07-000001"]?.outcome == .failed)
        #expect(try desk.payments().count == 1 && desk.machine.printer.job == nil)
    }

    @Test("a printer without paper is not said before the first note")
    func paperThatIsOutIsKnownBefore() throws {
        let desk = try Desk.open()
        desk.hear(.printer(.status(POSPrinterStatus(online: true, coverOpen: false, paper: .end))))
        #expect(!desk.machine.printsReceipts)
        desk.printerReady()
        desk.pay("3001", 2_000, [2_000])
        #expect(desk.machine.printsReceipts)
    }

    @Test("a device in somebody's hands is offered to a customer")
    func aClaimedDeviceOffersNothing() throws {
        let desk = try Desk.open()
        desk.hear(.claimed([acceptor]))
        #expect(desk.machine.cashReasons(desk.now) == [.staff])
        desk.hear(.claimed([printer]))
        #expect(desk.machine.cashReasons(desk.now) == [.staff] && !desk.machine.printsReceipts)
        desk.hear(.claimed([]))
        #expect(desk.machine.cashReasons(desk.now) == [] && desk.machine.printsReceipts)
        #expect(try !desk.facts().contains { $0.kind == .deviceQuarantined }, "a claim leaves no trace in the books")
    }

    @Test("a reader that types nonsense goes on naming accounts")
    func aScannerThatIsSetAsideReadsNothing() throws {
        var settings = Desk.settings
        settings.hasScanner = true
        let desk = try Desk.open(settings: settings)
        desk.hear(.scanner(.ready))
        let scanner = DeviceID(known: "scanner")
        #expect(desk.during { desk.hear(jammed(scanner)) } == [.scanner(.disable)])
        desk.hear(.scanner(.scanned(Array("10000016".utf8), nil)))
        #expect(desk.machine.scanner.read == nil)
        #expect(desk.machine.cashReasons(desk.now) == [], "cash needs no reader: the number is typed")
        #expect(desk.during { desk.hear(.staff(.release(scanner, by: people[0]))) } == [.scanner(.enable)])
    }

    @Test("a drawer that was set aside opens for a sale, or cannot be tried by who repairs it")
    func aDrawerThatIsSetAsideOpensForATryOnly() throws {
        let drawer = DrawerID(known: "D-1")
        var settings = Desk.settings
        settings.drawers = [.init(id: drawer, place: .ownLine)]
        let desk = try Desk.open(settings: settings)
        let device = DeviceID(known: "D-1")
        desk.hear(jammed(device))
        #expect(
            desk.hear(.staff(.openDrawer(drawer, request: "r1", .turnIn, by: people[0]))) == .setAside(device))
        let acts = desk.during { desk.hear(.staff(.openDrawer(drawer, request: "r2", .test, by: people[0]))) }
        #expect(acts == [.drawer(drawer, .openDrawer(number: 1, request: "r2"))])
        #expect(desk.machine.cashReasons(desk.now) == [])
    }

    @Test("a roll that nobody set is counted as full")
    func aNewRollIsAFact() throws {
        let desk = try Desk.open()
        let roll = PaperRollFitted(
            device: printer, lengthMillimetres: 80_000, printedBeforeMillimetres: 4_200, by: people[0])
        #expect(desk.hear(.staff(.fitPaper(roll))) == nil)
        try desk.restart()
        #expect(desk.books.paperRolls[printer] == roll)
    }
}
