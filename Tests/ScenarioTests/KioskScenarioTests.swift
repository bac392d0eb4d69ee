import Controller
import Custody
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Journal
import Money
import OrderedCollections
import Receipts
import Testing
import SimulatorKit

/// The kiosk's scenarios of the cash operations paper, to the cent: no line more, no line less.
@Suite("Scenarios at the kiosk")
struct KioskScenarioTests {
    @Test("S19 a cent of four notes on the wrong account, or credit before a note is stacked")
    func s19() throws {
        let lobby = try Lobby()
        let visit = try lobby.visit(("3001", 6_347))
        for cents in [2_000, 2_000, 2_000, 500] as [Int64] {
            // Never: credit before STACKED.
            let before = try lobby.balance("held:\(visit)")
            try lobby.insert(cents)
            try lobby.wait("escrow") { $0.machine.lane.phase == .stacking }
            #expect(try lobby.balance("held:\(visit)") == before && lobby.balance("ar:3001") == 0)
            try lobby.wait("counted") { $0.machine.lane.phase == .ready }
            #expect(try lobby.balance("held:\(visit)") == before - cents)
        }
        try lobby.finish()
        let sheet = Sheet(visits: [visit: "s-901"])
        #expect(sheet.lines("S19", try lobby.entries()) == (try Fixture.lines("S19")))

        #expect(try lobby.balance("held:\(visit)") == 0 && lobby.balance("cassette:C-8841") == 6_500)
        #expect(lobby.books.contents[CashUnitID(known: "C-8841")]?.pieces == 4)
        #expect(lobby.device.total(of: "C-8841") == 6_500)
        let paper = String(describing: try #require(lobby.papers.first).document)
        #expect(lobby.papers.count == 1 && paper.contains("$65.00") && paper.contains("$1.53"))
        try lobby.check(box: "C-8841")
    }

    @Test("S19 never: a note above the limit for which the kiosk can answer")
    func s19Limit() throws {
        let lobby = try Lobby()
        lobby.staff(.setPolicy(.visitCashLimit, 3_000, by: people[0], approvedBy: people[3]))
        try lobby.visit(("3001", 6_347))
        try lobby.feed(2_000)
        let note = try lobby.insert(2_000)
        lobby.pass(.seconds(10))
        #expect(lobby.device.note(note)?.place != .box(cashUnit: "C-8841"))
        #expect(lobby.session?.counted == [usd(2_000)])
        try lobby.finish()
        try lobby.check(box: "C-8841")
    }

    @Test("S20 the rest of two accounts, on the second instead of the first")
    func s20() throws {
        let lobby = try Lobby()
        let visit = try lobby.visit(("3002", 4_510), ("3003", 5_200))
        try lobby.feed(5_000)
        try lobby.feed(5_000)
        try lobby.finish()
        let sheet = Sheet(visits: [visit: "s-902"])
        #expect(sheet.lines("S20", try lobby.entries()) == (try Fixture.lines("S20")))
        #expect(lobby.rows.count == 1, "both accounts in one body, or none")
        try lobby.check(box: "C-8841")
    }

    @Test("S21 40.00 kept without a credit, or 80.00 credited, after a power cut of 14 minutes")
    func s21() throws {
        let lobby = try Lobby()
        let visit = try lobby.visit(("3004", 8_000))
        try lobby.feed(2_000)
        try lobby.feed(2_000)
        lobby.hostOff()
        lobby.pull(.powerOff)
        lobby.pass(.seconds(14 * 60))
        #expect(lobby.books.visits[visit]?.held == usd(4_000))
        lobby.pull(.powerOn)
        try lobby.hostOn()
        // Never: a note before recovery is finished.
        #expect(!lobby.machine.slotIsOpen && lobby.customer(.open(language: .english)) == .closed)
        try lobby.wait("recovery") { $0.machine.cashReasons($0.clocks).isEmpty }
        let sheet = Sheet(visits: [visit: "s-903"])
        #expect(sheet.lines("S21", try lobby.entries()) == (try Fixture.lines("S21")))
        let reasons = try lobby.facts().compactMap {
            if case .paymentCommitted(let payment) = $0 { payment.reason } else { nil }
        }
        #expect(reasons == [.recovered])
        #expect(lobby.books.receipts["K07-000001"] != nil && lobby.books.visits[visit] == nil)
        // Once more: the same end.
        lobby.hostOff()
        try lobby.hostOn()
        lobby.pass(.seconds(60))
        #expect(sheet.lines("S21", try lobby.entries()) == (try Fixture.lines("S21")))
        try lobby.check(box: "C-8841")
    }

    @Test("S22 a note that fell in before any account was chosen, taken to revenue or to somebody's account")
    func s22() throws {
        let lobby = try Lobby(station: "K-08", cashUnit: "C-8842")
        // The note of a customer who leaves is still on its way in when the next one begins.
        try lobby.visit(("3001", 6_347))
        try lobby.insert(1_000)
        lobby.pull(.stackUnordered)
        #expect(lobby.customer(.cancel) == nil)
        #expect(lobby.customer(.open(language: .english)) == nil)
        let visit = try #require(lobby.session?.visit)
        try lobby.wait("the note is held") { try $0.balance("held:\(visit)") == -1_000 }
        #expect(lobby.customer(.cancel) == .moneyInside)
        #expect(lobby.customer(.finish) == nil)
        #expect(lobby.papers.map(\.id) == ["claim-\(visit)"])
        try lobby.wait("the slip") { $0.machine.printer.job == nil }
        lobby.hostOff()
        lobby.pull(.powerOff)
        lobby.pass(.seconds(24 * 3_600 - 60))
        lobby.pull(.powerOn)
        try lobby.hostOn()
        #expect(try lobby.balance("held:\(visit)") == -1_000)
        lobby.pass(.seconds(180))

        let sheet = Sheet(visits: [visit: "s-904"])
        #expect(sheet.lines("S22", try lobby.entries()) == (try Fixture.lines("S22")))
        // On the unidentified list with device, time and denomination.
        let found = try lobby.entries().compactMap { entry -> NotesUnclaimed? in
            if case .notesUnclaimed(let fact) = entry.fact { fact } else { nil }
        }
        #expect(found.map(\.amount) == [usd(1_000)] && found.map(\.device.text) == ["SIM0000001"])
        #expect(found.map(\.reference.text) == ["K-08-0001"])
        try lobby.check(box: "C-8842")
    }

    @Test("S32 a note found in the path, kept by its finder or credited twice")
    func s32() throws {
        let lobby = try Lobby()
        let visit = try lobby.visit(("3006", 1_000))
        let note = try lobby.insert(1_000)
        try lobby.wait("the order") { $0.device.note(note)?.place == .pastEscrow }
        lobby.pull(.jam(.stacker))
        lobby.pass(.seconds(5))
        lobby.customer(.finish)
        #expect(lobby.session?.step == .finishing)
        // A technician switches it off: after a minute the note is in doubt, and the customer has a slip.
        lobby.pull(.powerOff)
        try lobby.wait("the doubt") { !$0.books.doubts.isEmpty }
        #expect(lobby.papers.map(\.id) == ["claim-\(visit)"])
        lobby.customer(.close)
        #expect(lobby.staff(.pull(seal: "S-9", by: pullPair)) == nil)
        lobby.pull(.clearJam(.staff), .removeCashUnit)
        let doubt = try #require(lobby.books.doubts.values.first)
        #expect(lobby.staff(.found(doubt.note, by: [people[3], people[3]])) == .twoPeopleNeeded)
        #expect(lobby.staff(.found(doubt.note, by: [people[3], people[0]])) == nil)

        let sheet = Sheet(visits: [visit: "s-888"])
        #expect(sheet.lines("S32", try lobby.entries()) == (try Fixture.lines("S32")))
        let ends = try lobby.facts().compactMap { fact -> (PaymentCommitted.Reason?, Int)? in
            switch fact {
            case .paymentCommitted(let payment): (payment.reason, 0)
            case .noteFoundInPath(let found): (nil, Set(found.by).count)
            default: nil
            }
        }
        #expect(ends.map(\.0) == [nil, .foundInPath] && ends.first?.1 == 2)
        #expect(lobby.books.doubts.isEmpty && lobby.books.visits[visit] == nil)
        // The acceptor wakes up without the note: nothing more happens.
        lobby.pull(.insertCashUnit(serial: "C-9012"), .powerOn)
        #expect(lobby.staff(.install(CashUnitID(known: "C-9012"), seal: "S-10", by: pullPair)) == nil)
        try lobby.wait("it is well again") { $0.machine.cashReasons($0.clocks).isEmpty }
        #expect(sheet.lines("S32", try lobby.entries()) == (try Fixture.lines("S32")))
    }

    @Test("S36 credit for a note that the customer took back")
    func s36() throws {
        let lobby = try Lobby()
        let visit = try lobby.visit(("3001", 6_347))
        let note = try lobby.insert(5_000)
        try lobby.wait("it is drawn in") { $0.session?.note == .drawingIn }
        #expect(lobby.customer(.giveBack) == nil)
        try lobby.wait("it is back") { $0.session?.note == .returned(usd(5_000)) }
        #expect(lobby.device.note(note)?.place == .withCustomer)
        #expect(Sheet().lines("S36", try lobby.entries()) == (try Fixture.lines("S36")))
        #expect(try Fixture.lines("S36").isEmpty)
        // ESCROWED, RETURN_REQUESTED, RETURNED.
        let told = lobby.reports.filter {
            switch $0 {
            case .escrowed, .returned, .stacked: true
            default: false
            }
        }
        #expect(told.count == 2 && told.last == .returned)
        let device = DeviceID(known: "SIM0000001")
        #expect(
            try lobby.facts().last
                == .noteGivenBack(
                    NoteGivenBack(visit: visit, device: device, amount: usd(5_000), why: .customerCancelled)))
        #expect(try lobby.balance("held:\(visit)") == 0)
        // The visit goes on.
        try lobby.feed(2_000)
        try lobby.check(box: "C-8841")
    }
}
