import Controller
import Custody
import DeviceKit
import Journal
import Money
import OrderedCollections
import Testing

/// A day of two visits, cut at each of its commits in each way a disk can leave it; and the recovery cut again (row 51).
@Suite("A cut at every commit of a visit")
struct KioskCutTests {
    /// The acceptor that the test plays: what is in its box is the truth.
    private struct Truth {
        var box: [Int64] = []
        var escrow: Int64?
    }

    private func play(_ desk: Desk, _ truth: inout Truth, cutBefore: Int, _ cut: MemoryJournal.Cut) throws -> Bool {
        let size = desk.journal.head.size
        func armed() {
            if desk.journal.head.size >= size + Int64(cutBefore), desk.runner.failure == nil { desk.journal.cut = cut }
        }
        func dead() -> Bool { desk.runner.failure != nil }
        for (account, notes) in [("3001", [2_000, 500]), ("3002", [1_000])] as [(String, [Int64])] {
            armed()
            desk.visit((account, 2_200))
            for cents in notes where !dead() {
                armed()
                let acts = desk.during { desk.escrow(cents) }
                truth.escrow = cents
                guard acts.contains(where: { if case .acceptor(.stack) = $0 { true } else { false } }) else { break }
                truth.box.append(cents)
                truth.escrow = nil
                armed()
                desk.stacked(cents)
            }
            if dead() { return true }
            armed()
            desk.hear(.customer(.finish))
            armed()
            desk.printed()
            armed()
            if let row = desk.rows.last { desk.hear(.posting(.posted(key: row.key, reference: "T"))) }
            desk.hear(.customer(.close))
            if dead() { return true }
        }
        return dead()
    }

    @Test(
        "a note lost or credited twice by one cut, or by a second one while the first is recovered", arguments: 0...26)
    func everyCommit(_ place: Int) throws {
        let cuts: [MemoryJournal.Cut] = [
            .beforeAppend, .torn(bytes: 60), .appendedUnsynced(survives: true), .syncedUnacknowledged, .full,
            .flushFails(survives: true),
        ]
        for cut in cuts {
            for second in [nil, .beforeAppend, .syncedUnacknowledged] as [MemoryJournal.Cut?] {
                let desk = try Desk.open(snapshotEvery: 4)
                var truth = Truth()
                _ = try play(desk, &truth, cutBefore: place, cut)
                try desk.restart(cut: second)
                if second != nil { try desk.restart() }
                desk.counter = Int64(truth.box.count)
                desk.identify()
                desk.rest()
                try desk.restart()
                desk.identify()
                desk.rest()

                let told = Comment(rawValue: "cut \(place) \(cut) \(String(describing: second))")
                #expect(try desk.balance("cassette:C-8841") == truth.box.reduce(0, +), told)
                #expect(desk.books.contents[CashUnitID(known: "C-8841")]?.pieces == Int64(truth.box.count), told)
                #expect(desk.books.doubts.isEmpty && desk.books.visits.isEmpty && desk.books.casesTaken == 0, told)
                let paid = try desk.payments()
                #expect(paid.reduce(Int64(0)) { $0 + $1.amount.minorUnits } == truth.box.reduce(0, +), told)
                #expect(paid.map(\.receipt) == (1...3).map { "K07-00000\($0)" }.prefix(paid.count).map { $0 }, told)
                #expect(try desk.moneyIsWhole(), told)
                #expect(desk.machine.cashReasons(desk.now).isEmpty, told)
            }
        }
    }
}
