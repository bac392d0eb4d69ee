import Controller
import Custody
import DeviceKit
import Journal
import Money
import OrderedCollections
import Receipts
import Testing

@Suite("One note at a kiosk")
struct KioskNoteTests {
    @Test("an order that moves cash before its intent is durable")
    func intentBeforeOrder() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        var machine = desk.machine
        let context = KioskContext(now: desk.now, size: desk.journal.head.size, head: "")
        let effects = machine.on(.acceptor(.escrowed(.usd(2_000), seenAt: .seconds(3))), context: context)
        let commit = effects.firstIndex {
            guard case .commit(let facts) = $0 else { return false }
            return facts.contains { $0.kind == .noteIntended }
        }
        let order = effects.firstIndex(of: .acceptor(.stack(seenAt: .seconds(3))))
        #expect(try #require(commit) < #require(order))
    }

    @Test(
        "a note ordered into the cash unit, or kept open for, although its intent is not in the journal",
        arguments: [
            MemoryJournal.Cut.beforeAppend, .full, .torn(bytes: 20), .flushFails(survives: false),
            .flushFails(survives: true), .appendedUnsynced(survives: true), .syncedUnacknowledged,
        ])
    func failedIntent(_ cut: MemoryJournal.Cut) throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        let before = desk.books
        desk.journal.cut = cut
        let acts = desk.during { desk.escrow(2_000) }
        #expect(acts == [.acceptor(.giveBack), .acceptor(.disable)])
        #expect(desk.books == before)
        #expect(desk.machine.cashReasons(desk.now).contains(.journalNotWritable))
        #expect(desk.runner.failure != nil)
        // Nothing moves in this life any more, and nobody is told otherwise.
        #expect(desk.during { desk.note(500) }.filter { if case .acceptor(.stack) = $0 { true } else { false } } == [])
        #expect(desk.hear(.staff(.openDay(try BusinessDate("2026-03-03"), by: pair))) == .storeRefused)
        #expect(!desk.machine.slotIsOpen)
    }

    @Test("row 15: a credit shown for a note whose outcome could not be written")
    func failedOutcome() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(2_000)
        desk.journal.cut = .full
        desk.stacked(2_000)
        #expect(desk.session?.counted == [] && desk.machine.hasMoneyInside)
        #expect(desk.books.visits.values.first?.held == usd(0))
        // On restart as row 10: the intent is there, the count tells.
        try desk.restart()
        desk.identify()
        desk.rest()
        #expect(try desk.payments().map(\.amount) == [usd(2_000)])
        #expect(try desk.moneyIsWhole())
    }

    @Test("a repeated escrow of the same note ordered a second time")
    func oneOrder() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(2_000)
        let acts = desk.during { desk.hear(.acceptor(.escrowed(.usd(2_000), seenAt: .seconds(1)))) }
        #expect(acts == [.acceptor(.settle)])
        desk.stacked(2_000)
        desk.rest()
        #expect(desk.session?.counted == [usd(2_000)])
    }

    @Test("a slot that is open when nobody has promised anything")
    func slot() throws {
        let desk = try Desk.open()
        #expect(!desk.machine.slotIsOpen)
        desk.hear(.customer(.open(language: .spanish)))
        #expect(!desk.machine.slotIsOpen)
        #expect(desk.hear(.customer(.cash)) == .noAccount)
        desk.hear(
            .customer(.choose([.init(choice: .init(account: AccountID(known: "3001"), due: usd(6_347), wanted: nil))])))
        #expect(!desk.machine.slotIsOpen)
        desk.hear(.customer(.cash))
        #expect(desk.machine.slotIsOpen)
        desk.hear(.moneyAllowed(false))
        #expect(!desk.machine.slotIsOpen)
        desk.hear(.moneyAllowed(true))
        #expect(desk.machine.slotIsOpen)
        desk.hear(.stopping)
        #expect(!desk.machine.slotIsOpen)
    }

    @Test("a face value offered that the visit, or an acceptor of class C, may not take any more")
    func faceValues() throws {
        let desk = try Desk.open()
        desk.hear(.staff(.setPolicy(.visitCashLimit, 7_000, by: people[0], approvedBy: nil)))
        desk.visit(("3001", 100_000))
        #expect(desk.machine.acceptsNow.map(\.minorUnits) == [100, 500, 1_000, 2_000, 5_000])
        desk.note(5_000)
        #expect(desk.machine.acceptsNow.map(\.minorUnits) == [100, 500, 1_000, 2_000])
        // One that comes all the same goes back.
        #expect(desk.during { desk.escrow(5_000) }.first == .acceptor(.giveBack))
        desk.hear(.acceptor(.returned))
        desk.note(2_000)
        #expect(!desk.machine.slotIsOpen && desk.machine.limitLeft == usd(0))

        let classC = try Desk.open()
        classC.identify(.none, trust: .pulsesOnly)
        classC.counter = nil
        classC.rest()
        classC.visit(("3001", 100_000))
        #expect(classC.machine.acceptsNow.map(\.minorUnits) == [100, 500, 1_000, 2_000])
    }

    @Test("a note for which the cash unit has no room (95 %), or that the unit itself has no room for")
    func aFullUnitTakesNothing() throws {
        let desk = try Desk.open()
        desk.hear(.staff(.setPolicy(.cashUnitCapacity, 20, by: people[0], approvedBy: people[1])))
        desk.visit(("3001", 100_000))
        for _ in 0..<18 { desk.note(500) }
        #expect(desk.machine.slotIsOpen && desk.machine.cashReasons(desk.now).isEmpty)
        desk.note(500)
        #expect(!desk.machine.slotIsOpen && desk.machine.cashReasons(desk.now) == [.cashUnitFull])
        #expect(desk.session?.paidIn(.usd) == usd(9_500), "what is inside is counted")
        let acts = desk.during { desk.hear(.acceptor(.escrowed(.usd(500), seenAt: .zero))) }
        #expect(acts.first == .acceptor(.giveBack) && !desk.machine.hasOpenIntent)

        let told = try Desk.open()
        told.hear(.acceptor(.status(BillAcceptorStatus(activity: .disabled, cashUnitFull: true))))
        #expect(told.machine.cashReasons(told.now) == [.cashUnitFull])
    }

    @Test("a note above the limit taken by a unit that cannot prove what it took (class C)")
    func classCGivesBackWhatIsTooGreat() throws {
        let desk = try Desk.open()
        desk.identify(.none, trust: .pulsesOnly)
        desk.counter = nil
        desk.rest()
        desk.visit(("3001", 100_000))
        // A unit may bring a note that it was told not to take.
        let acts = desk.during { desk.hear(.acceptor(.escrowed(.usd(5_000), seenAt: .zero))) }
        #expect(acts.contains(.acceptor(.giveBack)) && !desk.machine.hasOpenIntent)
        desk.hear(.acceptor(.returned))
        desk.note(2_000)
        #expect(desk.session?.counted == [usd(2_000)])
    }

    @Test("a great note taken by a unit whose count was to tell what became of it, and has fallen silent")
    func aSilentCountIsNoBetterThanNone() throws {
        let desk = try Desk.open()
        desk.identify(.exact, trust: .powerUpTells)
        desk.counter = nil
        desk.rest()
        desk.visit(("3001", 100_000))
        #expect(desk.machine.acceptsNow.allSatisfy { $0.value.minorUnits <= 2_000 })
        let acts = desk.during { desk.hear(.acceptor(.escrowed(.usd(5_000), seenAt: .zero))) }
        #expect(acts.contains(.acceptor(.giveBack)) && !desk.machine.hasOpenIntent)
        desk.hear(.acceptor(.returned))
        // It speaks again: great notes are welcome.
        desk.counter = 7
        desk.rest()
        #expect(desk.machine.acceptsNow.contains(.usd(5_000)))
    }

    @Test("a unit of class C that takes notes although nobody has set a limit")
    func classCWithoutALimitTakesNothing() throws {
        let desk = try Desk.open()
        desk.hear(.staff(.setPolicy(.classCNoteLimit, 0, by: people[0], approvedBy: people[1])))
        #expect(desk.machine.cashReasons(desk.now).isEmpty)
        desk.identify(.none, trust: .pulsesOnly)
        desk.counter = nil
        desk.rest()
        #expect(desk.machine.cashReasons(desk.now) == [.noNoteLimit])
        desk.visit(("3001", 100_000))
        #expect(desk.machine.acceptsNow.isEmpty && !desk.machine.slotIsOpen)
        desk.hear(.staff(.setPolicy(.classCNoteLimit, 500, by: people[0], approvedBy: people[1])))
        #expect(desk.machine.cashReasons(desk.now).isEmpty)
    }

    @Test("a limit that two visits' doubts, or a doubt of this visit, do not count against")
    func doubtCountsAgainstTheLimit() throws {
        let desk = try Desk.open(counter: .none)
        desk.visit(("3001", 100_000))
        desk.escrow(5_000)
        desk.rest()
        #expect(desk.machine.doubts(of: try #require(desk.session?.visit)).count == 1)
        #expect(desk.machine.limitLeft == usd(95_000))
    }

    @Test("S36 a cancelled note that is kept, and a slot that stays shut for the rest of the visit")
    func giveBack() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.hear(.acceptor(.accepting))
        #expect(desk.hear(.customer(.giveBack)) == nil)
        let acts = desk.during { desk.hear(.acceptor(.escrowed(.usd(5_000), seenAt: .zero))) }
        #expect(acts.first == .acceptor(.giveBack))
        desk.hear(.acceptor(.returned))
        #expect(desk.machine.slotIsOpen)
        #expect(try desk.entries().allSatisfy { $0.lines.isEmpty })
        desk.note(2_000)
        #expect(desk.session?.counted == [usd(2_000)])
    }

    @Test(
        "a slot that stays shut because the note to be given back was refused by the acceptor itself",
        arguments: [BillAcceptorReport.rejected, .returned, .atRest(counter: 0)])
    func giveBackWithoutEscrow(_ end: BillAcceptorReport) throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.hear(.acceptor(.accepting))
        desk.hear(.customer(.giveBack))
        desk.hear(.acceptor(end))
        #expect(desk.machine.slotIsOpen)
        desk.note(2_000)
        #expect(desk.session?.counted == [usd(2_000)])
    }

    @Test("a note given back that nobody has fed, and the slot shut for it")
    func giveBackOfNothing() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        #expect(desk.hear(.customer(.giveBack)) == .notNow)
        #expect(desk.machine.slotIsOpen)
    }

    @Test("row 18: a cancel that comes after the order undoes money that is in the cash unit")
    func cancelAfterTheOrder() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(2_000)
        #expect(desk.hear(.customer(.cancel)) == .moneyInside)
        desk.hear(.customer(.giveBack))
        desk.stacked(2_000)
        #expect(desk.session?.counted == [usd(2_000)] && desk.session?.note == .counted(usd(2_000)))
        #expect(desk.hear(.customer(.cancel)) == .moneyInside)
        #expect(desk.machine.slotIsOpen)
    }

    @Test("row 16: a stacked note of nobody, lost or given to the next customer")
    func stackedWithoutVisit() throws {
        let desk = try Desk.open()
        #expect(desk.during { desk.stacked(2_000) } == [.acceptor(.settle), .acceptor(.acknowledge)])
        desk.rest()
        #expect(try desk.balance("unidentified:K-07-0001") == -2_000)
        #expect(try desk.facts().contains { $0.kind == .deviceIncident })
        desk.pay("3001", 2_000, [2_000])
        #expect(try desk.payments().map(\.amount) == [usd(2_000)])
        #expect(try desk.moneyIsWhole())
    }

    @Test("a swapped acceptor that takes notes before two people have adopted it")
    func swapped() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.note(2_000)
        desk.hear(.acceptor(.broken("unplugged")))
        desk.identify(serial: "BV-2")
        desk.counter = 400
        desk.rest()
        #expect(desk.machine.cashReasons(desk.now) == [.staff] && !desk.machine.slotIsOpen)
        #expect(desk.hear(.staff(.adopt(by: [people[0], people[0]]))) == .twoPeopleNeeded)
        #expect(desk.hear(.staff(.adopt(by: pair))) == nil)
        desk.rest()
        #expect(desk.machine.slotIsOpen)
        desk.note(500)
        #expect(desk.session?.counted == [usd(2_000), usd(500)])
        #expect(desk.books.acceptors[DeviceID(known: "BV-2")]?.baseline == 401)
    }

    @Test("an acceptor adopted while its note is on the way")
    func adoptWaits() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(2_000)
        #expect(desk.hear(.staff(.adopt(by: pair))) == .noteInTransport)
    }

    @Test("an acceptor without a serial number that has no name, or two units with one")
    func namelessUnit() throws {
        let desk = try Desk()
        desk.start()
        #expect(desk.hear(.staff(.adopt(by: pair))) == .noAcceptor)
        desk.identify(serial: "")
        desk.rest()
        #expect(desk.books.acceptors.keys.first?.text.isEmpty == false)
    }
}
