import Custody
import Money
import OrderedCollections
import Testing

/// The stories that the checker found against weaker rules (models/stories/KM1 to KM7), played against ours.
@Suite("The life of a cash unit, and two people at each step")
struct CashUnitLifeTests {
    private let pullers = Array(people[..<2])
    private let counters = [people[0], people[2]]
    private let strangers = Array(people[2...])

    /// A unit with 45.00, pulled.
    private func pulled() throws -> Scene {
        var scene = try Scene(baseline: 0)
        _ = try scene.feed(.atRest(counter: 0))
        for cents in [2_000, 2_000, 500] as [Int64] { try scene.stack(cents) }
        try scene.act { try $0.pull(seal: "S-55120", by: pullers, deviceCounter: 3) }
        return scene
    }

    private func handedOver(to pair: [PersonID]) throws -> Scene {
        var scene = try pulled()
        try scene.act { try $0.offer(unitOne, to: pair, for: .count) }
        try scene.act { try $0.accept(unitOne, by: pair, seal: "S-55120") }
        return scene
    }

    private func counting() throws -> Scene {
        var scene = try handedOver(to: counters)
        try scene.act { try $0.startCount(unitOne, by: counters) }
        return scene
    }

    @Test("KM1 a unit that was given and not yet taken: between the two facts nobody answers for it")
    func holderChangesInOneFact() throws {
        var scene = try pulled()
        try scene.act { try $0.offer(unitOne, to: counters, for: .transport) }
        #expect(scene.unit.holders == pullers && scene.unit.offer?.to == counters)
        try scene.act { try $0.accept(unitOne, by: counters, seal: "S-55120") }
        #expect(scene.unit.holders == counters && scene.unit.offer == nil)
    }

    @Test("KM2 a unit taken that nobody offered, or by somebody it was not offered to")
    func nothingTakenWithoutAnOffer() throws {
        var scene = try pulled()
        scene.refuses(.nothingOffered) { try $0.accept(unitOne, by: counters, seal: "S-55120") }
        try scene.act { try $0.offer(unitOne, to: counters, for: .transport) }
        scene.refuses(.notOffered(to: people[3])) {
            try $0.accept(unitOne, by: [people[0], people[3]], seal: "S-55120")
        }
        try scene.act { try $0.withdrawOffer(unitOne) }
        #expect(scene.unit.offer == nil && scene.unit.holders == pullers)
        scene.refuses(.nothingOffered) { try $0.accept(unitOne, by: counters, seal: "S-55120") }
        scene.refuses(.nothingOffered) { try $0.withdrawOffer(unitOne) }
    }

    @Test("KM3 one person who signs twice", arguments: [[0, 0], [0], [], [0, 1, 2]])
    func twoPeople(_ who: [Int]) throws {
        let one = who.map { people[$0] }
        var scene = Scene()
        scene.refuses(.twoPeopleNeeded) { try $0.install(unitOne, seal: "S-1", by: one) }
        scene = try Scene(baseline: 0)
        scene.refuses(.twoPeopleNeeded) { try $0.pull(seal: "S-1", by: one, deviceCounter: nil) }
        scene = try pulled()
        scene.refuses(.twoPeopleNeeded) { try $0.offer(unitOne, to: one, for: .count) }
        try scene.act { try $0.offer(unitOne, to: counters, for: .count) }
        scene.refuses(.twoPeopleNeeded) { try $0.accept(unitOne, by: one, seal: "S-55120") }
        try scene.act { try $0.accept(unitOne, by: counters, seal: "S-55120") }
        scene.refuses(.twoPeopleNeeded) { try $0.startCount(unitOne, by: one) }
    }

    @Test("KM4 the two who pulled it count it as well")
    func samePair() throws {
        var scene = try pulled()
        scene.refuses(.samePair) { try $0.offer(unitOne, to: pullers, for: .count) }
        scene.refuses(.samePair) { try $0.offer(unitOne, to: pullers.reversed(), for: .count) }
        scene.refuses(.samePair) { try $0.startCount(unitOne, by: pullers) }
        // Carried back by the pull pair: still not theirs to count.
        try scene.act { try $0.offer(unitOne, to: pullers, for: .transport) }
        try scene.act { try $0.accept(unitOne, by: pullers, seal: "S-55120") }
        scene.refuses(.samePair) { try $0.startCount(unitOne, by: pullers) }
        // One of the two may be of the pull pair.
        #expect(try handedOver(to: counters).books.startCount(unitOne, by: counters).count == 1)
    }

    @Test("KM5 the expected value moves while people count: their difference would be wrong")
    func expectedIsFrozen() throws {
        var scene = try Row(.doubted, .broken, "", "").scene()
        try scene.act { try $0.pull(seal: "S-55120", by: pullers, deviceCounter: nil) }
        try scene.act { try $0.offer(unitOne, to: counters, for: .count) }
        try scene.act { try $0.accept(unitOne, by: counters, seal: "S-55120") }
        try scene.act { try $0.startCount(unitOne, by: counters) }
        let frozen = scene.unit.frozen
        _ = try scene.feed(.identified(acceptor, counterIsExact: true))
        _ = try scene.feed(.stacked(usd(2_000)))
        _ = try scene.feed(.atRest(counter: 8))
        #expect(scene.unit.frozen == frozen && scene.balance(.pulled(unitOne)) == frozen?.expected.minorUnits)
        #expect(scene.held == 0 && scene.books.doubts.count == 1)
    }

    @Test("KM6 a stored count that is corrected")
    func countsAreFacts() throws {
        var scene = try counting()
        try scene.count(people[0], try notes((2_000, 2)))
        scene.refuses(.countedAlready(people[0])) {
            try $0.submitCount(unitOne, by: people[0], try notes((2_000, 2), (500, 1)))
        }
        scene.refuses(.notCounting(people[3])) { try $0.submitCount(unitOne, by: people[3], DenominationCounts()) }
        scene.refuses(.countsMissing) { try $0.settleCount(unitOne) }
        try scene.count(people[2], try notes((2_000, 2), (500, 1)))
        scene.refuses(.countsDiffer) { try $0.settleCount(unitOne) }
        // Both again, each alone; the first two stay where they are.
        try scene.count(people[2], try notes((2_000, 2), (500, 1)))
        scene.refuses(.countedAlready(people[2])) { try $0.submitCount(unitOne, by: people[2], DenominationCounts()) }
        scene.refuses(.countsMissing) { try $0.settleCount(unitOne) }
        try scene.count(people[0], try notes((2_000, 2), (500, 1)))
        #expect(scene.unit.counts.map(\.by) == [people[0], people[2], people[2], people[0]])
        for person in counters {
            scene.refuses(.countedAlready(person)) { try $0.submitCount(unitOne, by: person, DenominationCounts()) }
        }
        #expect(try scene.books.settleCount(unitOne).count == 1)
    }

    @Test("KM7 what should be inside, seen before both have counted")
    func expectedIsHidden() throws {
        var scene = try counting()
        let content = try notes((2_000, 2), (500, 1))
        func hidden() -> Bool { scene.unit.expected == nil && scene.unit.expectedNotes == nil }
        #expect(hidden())
        try scene.count(people[0], content)
        #expect(hidden())
        try scene.count(people[2], try notes((2_000, 1)))
        #expect(hidden(), "two counts that differ prove nothing")
        try scene.count(people[0], content)
        #expect(hidden())
        try scene.count(people[2], content)
        #expect(scene.unit.expected == usd(4_500) && scene.unit.expectedNotes == content)
    }

    @Test("another seal accepted: somebody was at the notes")
    func sealIsCompared() throws {
        var scene = try pulled()
        try scene.act { try $0.offer(unitOne, to: counters, for: .count) }
        scene.refuses(.sealDiffers) { try $0.accept(unitOne, by: counters, seal: "S-55121") }
        #expect(scene.unit.holders == pullers)
    }

    @Test("a pull in the middle of a note: nobody knows which unit it is in")
    func pullWaitsForTheNote() throws {
        var scene = try Scene(baseline: 0)
        _ = try scene.feed(.atRest(counter: 0))
        _ = try scene.feed(.escrowed(usd(2_000), seenAt: .zero))
        scene.refuses(.noteInTransport) { try $0.pull(seal: "S-2", by: pullers, deviceCounter: nil) }
        _ = try scene.feed(.unreachable)
        #expect(try scene.books.pull(seal: "S-2", by: pullers, deviceCounter: nil).count == 1)
    }

    @Test("a step out of order: I-22 knows one path only")
    func onePath() throws {
        var scene = try pulled()
        let unknown = CashUnitID(known: "C-1")
        scene.refuses(.nothingInstalled) { try $0.pull(seal: "S-2", by: pullers, deviceCounter: nil) }
        scene.refuses(.wrongStage(unitOne, .pulled)) { try $0.install(unitOne, seal: "S-2", by: pullers) }
        scene.refuses(.unknownCashUnit(unknown)) { try $0.offer(unknown, to: counters, for: .count) }
        scene.refuses(.unknownCashUnit(unknown)) { try $0.submitCount(unknown, by: people[0], DenominationCounts()) }
        scene.refuses(.unknownCashUnit(unknown)) { try $0.settleCount(unknown) }
        scene.refuses(.wrongStage(unitOne, .pulled)) {
            try $0.submitCount(unitOne, by: people[0], DenominationCounts())
        }
        scene.refuses(.notCounting(people[2])) { try $0.startCount(unitOne, by: strangers) }
        try scene.act { try $0.install(unknown, seal: "S-3", by: strangers) }
        scene.refuses(.alreadyInstalled(unknown)) {
            try $0.install(CashUnitID(known: "C-2"), seal: "S-3", by: strangers)
        }
        #expect(scene.balance(.cashUnit(unknown)) == 0 && scene.books.contents[unknown]?.isEmpty == true)
        scene = try handedOver(to: counters)
        try scene.act { try $0.offer(unitOne, to: strangers, for: .transport) }
        scene.refuses(.wrongStage(unitOne, .pulled)) { try $0.startCount(unitOne, by: counters) }
        scene = try counting()
        scene.refuses(.wrongStage(unitOne, .counting)) { try $0.offer(unitOne, to: strangers, for: .transport) }
        scene.refuses(.wrongStage(unitOne, .counting)) { try $0.startCount(unitOne, by: counters) }
    }

    @Test("a unit that does not come back empty")
    func emptyAgain() throws {
        var scene = try counting()
        for person in counters { try scene.count(person, try notes((2_000, 2), (500, 1))) }
        try scene.act { try $0.settleCount(unitOne) }
        #expect(scene.unit.stage == .empty && scene.unit.counts.isEmpty && scene.unit.pullers.isEmpty)
        #expect(scene.books.contents[unitOne] == nil && scene.balance(.pulled(unitOne)) == 0)
        #expect(scene.balance(.vaultHoldCash) == 4_500)
        try scene.act { try $0.install(unitOne, seal: "S-4", by: pullers) }
        #expect(scene.books.installed == unitOne && scene.balance(.cashUnit(unitOne)) == 0)
    }

    @Test("a refusal that does not say what to do")
    func sentences() {
        let all: [Refusal] = [
            .twoPeopleNeeded, .samePair, .sealDiffers, .unknownCashUnit(unitOne), .wrongStage(unitOne, .counting),
            .nothingInstalled, .alreadyInstalled(unitOne), .nothingOffered, .notOffered(to: people[0]),
            .notCounting(people[0]), .countedAlready(people[0]), .countsMissing, .countsDiffer, .noteInTransport,
            .noDoubt(NoteID(known: "n-1")), .noAcceptor, .noVisit, .visitOpen, .notNow, .moneyInside, .noAccount,
            .closed, .notAllowed(.visitIdleSeconds), .dayGoesBack, .storeRefused, .amount,
        ]
        for refusal in all { #expect(refusal.sentence.hasSuffix(".") && refusal.sentence.count > 15) }
        #expect(Set(all.map(\.sentence)).count == all.count)
    }
}

extension Scene {
    /// A command of people, and what it records.
    mutating func act(_ command: (StationState) throws -> [Fact]) throws {
        for fact in try command(books) { try apply(fact) }
    }

    func refuses(
        _ refusal: Refusal, sourceLocation: SourceLocation = #_sourceLocation,
        _ command: (StationState) throws -> [Fact]
    ) {
        #expect(throws: refusal, sourceLocation: sourceLocation) { try command(books) }
    }

    mutating func count(_ person: PersonID, of unit: CashUnitID = unitOne, _ counts: DenominationCounts) throws {
        try act { try $0.submitCount(unit, by: person, counts) }
    }

    var unit: CashUnitRecord { books.cashUnits[unitOne]! }
}
