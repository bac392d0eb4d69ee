import Controller
import Custody
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Journal
import Money
import OrderedCollections
import Testing
import SimulatorKit

/// The week of cash unit C-8841 up to its count, note by note through the wire.
@Suite("Scenarios of the cash unit")
struct CashUnitScenarioTests {
    /// Notes before today: 9x100, 12x50, 118x20, 41x10, 63x5, 97x1; with S19 to S21 4,887.00 in 348 notes.
    private static let earlier: [(Int64, Int)] = [
        (10_000, 9), (5_000, 12), (2_000, 118), (1_000, 41), (500, 63), (100, 97),
    ]

    /// Visits of at most 900.00 and 40 notes. Gives their names.
    private func earlierVisits(_ lobby: Lobby) throws -> [VisitID] {
        var visits: [VisitID] = []
        var sum: Int64 = 0
        var count = 0
        for cents in Self.earlier.flatMap({ Array(repeating: $0.0, count: $0.1) }) {
            if visits.isEmpty || sum + cents > 90_000 || count == 40 {
                if !visits.isEmpty { try lobby.finish() }
                visits.append(try lobby.visit(("A-\(visits.count)", 100_000)))
                (sum, count) = (0, 0)
            }
            try lobby.feed(cents)
            sum += cents
            count += 1
        }
        try lobby.finish()
        return visits
    }

    /// S19 and S20 of today, and the notes of S21.
    private func today(_ lobby: Lobby) throws -> [VisitID] {
        var visits: [VisitID] = []
        let scripts: [([(String, Int64)], [Int64])] = [
            ([("3001", 6_347)], [2_000, 2_000, 2_000, 500]), ([("3002", 4_510), ("3003", 5_200)], [5_000, 5_000]),
            ([("3004", 8_000)], [2_000, 2_000]),
        ]
        for (accounts, notes) in scripts {
            visits.append(try accounts.count == 1 ? lobby.visit(accounts[0]) : lobby.visit(accounts[0], accounts[1]))
            for cents in notes { try lobby.feed(cents) }
            try lobby.finish()
        }
        return visits
    }

    private func counts(_ twenties: Int64) throws -> DenominationCounts {
        try DenominationCounts([
            (.usd(10_000), 9), (.usd(5_000), 14), (.usd(2_000), twenties), (.usd(1_000), 41), (.usd(500), 64),
            (.usd(100), 97),
        ])
    }

    /// Pull, hand-over, blind count by two. Gives what the journal says about it.
    private func pullAndCount(_ lobby: Lobby, _ counted: DenominationCounts) throws {
        let unit = CashUnitID(known: "C-8841")
        // Two identities at each step.
        #expect(lobby.staff(.pull(seal: "S-55120", by: [people[0]])) == .twoPeopleNeeded)
        #expect(lobby.staff(.pull(seal: "S-55120", by: pullPair)) == nil)
        lobby.pull(.removeCashUnit, .insertCashUnit(serial: "C-9012"))
        #expect(lobby.staff(.install(CashUnitID(known: "C-9012"), seal: "S-55121", by: pullPair)) == nil)
        // Never: the old unit into a kiosk before it was counted.
        #expect(
            lobby.staff(.install(unit, seal: "S-55120", by: pullPair)) == .alreadyInstalled(CashUnitID(known: "C-9012"))
        )
        #expect(throws: Refusal.wrongStage(unit, .pulled)) {
            var elsewhere = lobby.books
            for fact in try elsewhere.pull(seal: "S", by: pullPair, deviceCounter: nil) {
                try elsewhere.apply(fact, at: lobby.clocks.wall)
            }
            _ = try elsewhere.install(unit, seal: "S-55120", by: pullPair)
        }
        #expect(lobby.staff(.offer(unit, to: pullPair, .count)) == .samePair)
        #expect(lobby.staff(.offer(unit, to: countPair, .count)) == nil)
        #expect(lobby.staff(.accept(unit, by: countPair, seal: "S-55129")) == .sealDiffers)
        #expect(lobby.staff(.accept(unit, by: countPair, seal: "S-55120")) == nil)
        lobby.pass(.seconds(35 * 60))
        #expect(lobby.staff(.startCount(unit, by: countPair)) == nil)
        // Never: one person; never: expected before both counts are in.
        #expect(lobby.staff(.submitCount(unit, by: countPair[0], counted)) == nil)
        #expect(lobby.books.cashUnits[unit]?.expected == nil)
        #expect(lobby.staff(.submitCount(unit, by: countPair[0], counted)) == .countedAlready(countPair[0]))
        #expect(lobby.staff(.settleCount(unit)) == .countsMissing)
        #expect(lobby.staff(.submitCount(unit, by: countPair[1], counted)) == nil)
        #expect(lobby.books.cashUnits[unit]?.expected == usd(488_700))
        #expect(lobby.staff(.settleCount(unit)) == nil)
    }

    private func pulled(_ lobby: Lobby) throws -> CashUnitPulled {
        let pulls = try lobby.facts().compactMap { if case .cashUnitPulled(let fact) = $0 { fact } else { nil } }
        #expect(pulls.count == 1)
        return try #require(pulls.first)
    }

    private func settled(_ lobby: Lobby) throws -> CountSettled {
        let all = try lobby.facts().compactMap { if case .countSettled(let fact) = $0 { fact } else { nil } }
        #expect(all.count == 1)
        return try #require(all.first)
    }

    /// Entries with money of these visits, and of none.
    private func of(_ visits: [VisitID], _ lobby: Lobby) throws -> [JournalEntry] {
        try lobby.entries().filter { entry in
            entry.lines.contains { if case .held(let visit) = $0.place { visits.contains(visit) } else { false } }
        }
    }

    @Test("S23 a unit that is 20.00 short, taken from a customer, or hidden in the sum")
    func s23() throws {
        let lobby = try Lobby()
        let before = try earlierVisits(lobby)
        let visits = try today(lobby)
        try lobby.check(box: "C-8841")
        #expect(try lobby.balance("cassette:C-8841") == 488_700)
        #expect(lobby.books.contents[CashUnitID(known: "C-8841")] == (try counts(123)))
        lobby.pass(.seconds(60))
        try pullAndCount(lobby, try counts(122))

        var sheet = Sheet(visits: Dictionary(uniqueKeysWithValues: before.map { ($0, "earlier") }))
        for (visit, name) in zip(visits, ["s-901", "s-902", "s-903"]) { sheet.visits[visit] = name }
        let stacked = try of(before, lobby).filter { $0.fact.kind == .noteStacked }
        let applied = try of(before, lobby).filter { $0.fact.kind != .noteStacked }
        let counting = try lobby.entries().filter { $0.fact.kind == .cashUnitPulled || $0.fact.kind == .countSettled }
        let told =
            sheet.lines("S19", try of([visits[0]], lobby)) + sheet.lines("S20", try of([visits[1]], lobby))
            + sheet.lines("S21", try of([visits[2]], lobby)) + sheet.summary("S23", 1, stacked)
            + sheet.lines("S23", counting, from: 2)
        #expect(told == (try Fixture.lines("S19", "S20", "S21", "S23")))
        // The paper shows the earlier notes as held; in reality they are long since applied. Nothing else moved money.
        #expect(applied.allSatisfy { $0.fact.kind == .paymentCommitted })
        #expect(try lobby.entries().filter { !$0.lines.isEmpty }.count == 8 + 3 + stacked.count + applied.count + 2)
        #expect(stacked.count == 340)

        let pull = try pulled(lobby)
        #expect(pull.deviceCounter == 348 && pull.notes == 348 && pull.expected == usd(488_700))
        let result = try settled(lobby)
        #expect(result.variance == [.init(denomination: .usd(2_000), pieces: -1)])
        #expect(result.counted == usd(486_700) && result.short == usd(2_000) && result.unexplained.isZero)
        #expect(try lobby.balance("over-short:K-07") == 2_000 && lobby.balance("cassette:C-9012") == 0)
        #expect(lobby.books.contents[CashUnitID(known: "C-9012")]?.isEmpty == true)
        #expect(lobby.books.cashUnits[CashUnitID(known: "C-8841")]?.stage == .empty)
        // 205.00 of receipts at K-07 today (section 10).
        #expect(
            try of(visits, lobby).filter { $0.fact.kind == .noteStacked }.flatMap(\.lines).reduce(Int64(0)) {
                $0 + max(0, $1.signed)
            } == 20_500)
    }

    @Test("S24 a note in doubt taken to over/short, or credited before the count, or twice")
    func s24() throws {
        // Without a counter, and asked for the power-up policy that tells nothing: only people can settle the note.
        let lobby = try Lobby(driver: DriverSettings(powerUpPolicy: .a, counterTrust: CounterTrust.none)) {
            $0.readings.counter = .none
        }
        lobby.staff(.setPolicy(.classCNoteLimit, 10_000, by: people[0], approvedBy: people[3]))
        _ = try earlierVisits(lobby)
        _ = try today(lobby)
        let visit = try lobby.visit(("3005", 2_000))
        let note = try lobby.insert(2_000)
        try lobby.wait("the order") { $0.device.note(note)?.place == .pastEscrow }
        lobby.pull(.powerOff)
        lobby.pass(.seconds(3))
        lobby.pull(.powerOn)
        try lobby.wait("the doubt") { !$0.books.doubts.isEmpty }
        try lobby.finish()
        try lobby.wait("it is well again") { $0.machine.cashReasons($0.clocks).isEmpty }
        // Never: credit before the count without device evidence.
        #expect(lobby.device.note(note)?.place == .box(cashUnit: "C-8841"))
        #expect(try lobby.balance("held:\(visit)") == 0 && lobby.balance("ar:3005") == 0)
        #expect(lobby.books.doubts.values.map(\.visit) == [visit])
        let before = try lobby.entries().count
        try lobby.check(box: "C-8841")
        try pullAndCount(lobby, try counts(124))

        let sheet = Sheet(visits: [visit: "s-870"])
        let after = try lobby.entries().dropFirst(before).filter { $0.fact.kind != .cashUnitPulled }
        #expect(sheet.lines("S24", after) == (try Fixture.lines("S24")))
        let result = try settled(lobby)
        #expect(result.stacked.map(\.visit) == [visit] && result.returned.isEmpty)
        #expect(result.short.isZero && result.unexplained.isZero && result.counted == usd(490_700))
        #expect(try lobby.balance("over-short:K-07") == 0 && lobby.balance("held:\(visit)") == 0)
        #expect(lobby.books.doubts.isEmpty && lobby.books.visits[visit] == nil)
        // Exactly once, also after another start.
        lobby.hostOff()
        try lobby.hostOn()
        lobby.pass(.seconds(120))
        #expect(try lobby.balance("ar:3005") == -2_000)
        #expect(try pulled(lobby).deviceCounter == nil)
    }
}
