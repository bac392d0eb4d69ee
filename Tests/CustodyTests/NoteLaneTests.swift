import Custody
import Money
import OrderedCollections
import Testing

@Suite("The note lane over several events")
struct NoteLaneTests {
    private let other = DeviceID(known: "BV-2")

    private func ready(baseline: Int64? = 7, exact: Bool = true) throws -> Scene {
        var scene = try Scene(baseline: baseline, exact: exact)
        _ = try scene.feed(.atRest(counter: baseline))
        return scene
    }

    @Test(
        "a note kept that the kiosk had promised to give back",
        arguments: [
            (NoteGivenBack.Why.customerCancelled, true), (.noVisit, false), (.promiseBroken, true), (.limit, true),
        ])
    func refusals(_ why: NoteGivenBack.Why, _ hasVisit: Bool) throws {
        var scene = try ready()
        if why == .limit { scene.promise.limitLeft = usd(1_999) } else { scene.promise.refusal = why }
        if !hasVisit {
            scene.promise = NotePromise(visit: nil, refusal: nil, limitLeft: usd(0), visitHasAccount: false)
        }
        if why == .noVisit { scene.promise.limitLeft = usd(100_000) }
        #expect(words(try scene.feed(.escrowed(usd(2_000), seenAt: .zero))) == "give back")
        #expect(words(try scene.feed(.returned)) == "given back 20.00 \(why.rawValue)")
        #expect(scene.lane.phase == .ready && scene.lines.isEmpty)
    }

    @Test("a note exactly at the limit refused, or one cent above it taken")
    func limitIsInclusive() throws {
        var scene = try ready()
        scene.promise.limitLeft = usd(2_000)
        #expect(words(try scene.feed(.escrowed(usd(2_000), seenAt: .zero))) == "intended 20.00 @7; STACK")
    }

    @Test("a note that falls where no cash unit is known")
    func noCashUnit() throws {
        var scene = try ready()
        for fact in try scene.books.pull(seal: "S-9", by: Array(people[..<2]), deviceCounter: 7) {
            try scene.apply(fact)
        }
        #expect(words(try scene.feed(.escrowed(usd(2_000), seenAt: .zero))) == "give back")
        #expect(words(try scene.feed(.returned)) == "given back 20.00 promiseBroken")
    }

    @Test("the order for a note that was reported later than the one that was looked at")
    func orderNamesTheReport() throws {
        var scene = try ready()
        let effects = try scene.feed(.escrowed(usd(500), seenAt: .milliseconds(1_234)))
        #expect(effects.last == .order(.stack(seenAt: .milliseconds(1_234))))
        #expect(words(Array(effects.prefix(1))) == "intended 5.00 @7")
    }

    @Test("an amount of another currency ordered into the cash unit")
    func otherCurrency() throws {
        var scene = try ready()
        let euros = Money(minorUnits: 500, try Currency("EUR"))
        #expect(throws: MoneyError.mixedCurrencies(try Currency("EUR"), .usd)) {
            _ = try scene.feed(.escrowed(euros, seenAt: .zero))
        }
        #expect(scene.lane.phase == .ready)
    }

    @Test("the baseline that stays behind: the next recovery would credit the same note again")
    func baselineMovesWithEachOutcome() throws {
        var scene = try ready()
        for cents in [2_000, 500, 100] as [Int64] { try scene.stack(cents) }
        #expect(scene.books.acceptors[acceptor]?.baseline == 10)
        #expect(scene.held == 2_600)
        _ = try scene.feed(.poweredUp)
        #expect(words(try scene.feed(.atRest(counter: 10))) == "")
        #expect(scene.held == 2_600)
    }

    @Test("a doubt at power-up that the device's late word should have settled (rule 10)")
    func lateWordSettlesDoubt() throws {
        var scene = try ready(baseline: nil)
        _ = try scene.feed(.escrowed(usd(2_000), seenAt: .zero))
        _ = try scene.feed(.poweredUp)
        #expect(words(try scene.feed(.remembered(notTaken: false))) == "doubt 20.00 pastEscrowAtPowerUp @-")
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "stacked 20.00 reported @-")
        #expect(scene.held == 2_000 && scene.books.doubts.isEmpty)
        #expect(words(try scene.feed(.atRest(counter: nil, provesNotTaken: true))) == "")
    }

    @Test("a doubt at power-up written off because the device says nothing more after its reset (IA1)")
    func silenceAfterResetProvesNothing() throws {
        var scene = try ready(baseline: nil)
        _ = try scene.feed(.escrowed(usd(2_000), seenAt: .zero))
        _ = try scene.feed(.poweredUp)
        _ = try scene.feed(.remembered(notTaken: false))
        #expect(words(try scene.feed(.atRest(counter: nil, provesNotTaken: true))) == "adopted @-")
        #expect(scene.books.doubts.count == 1 && scene.held == 0)
    }

    @Test("a stacked report that the device repeats is a second credit (row 17)")
    func repeatedReport() throws {
        var scene = try ready()
        try scene.stack(2_000)
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "alarm stackedUnordered; settle")
        #expect(words(try scene.feed(.atRest(counter: 8))) == "")
        #expect(scene.held == 2_000 && scene.lane.phase == .ready)
    }

    @Test("found money that belongs to the customer at the machine, given to the back office")
    func unorderedWithoutAccount() throws {
        var scene = try ready()
        scene.promise.visitHasAccount = false
        _ = try scene.feed(.stacked(usd(1_000)))
        #expect(words(try scene.feed(.atRest(counter: 8))) == "unclaimed 1 x 10.00 held:v-1 @8")
        #expect(scene.held == 1_000)
        #expect(scene.lines.map(\.place.description) == ["cassette:C-8841", "held:v-1"])
    }

    @Test("an unordered note of a visit with an account credited as if it had been ordered (rule 8)")
    func unorderedWithAccount() throws {
        var scene = try ready()
        _ = try scene.feed(.stacked(usd(1_000)))
        #expect(words(try scene.feed(.atRest(counter: 8))) == "unclaimed 1 x 10.00 K-07-0001 @8")
        #expect(scene.held == 0)
        #expect(scene.balance(.unidentified(CaseID(known: "K-07-0001"))) == -1_000)
        #expect(scene.balance(.cashUnit(unitOne)) == 1_000)
    }

    @Test("a value taken from one report for two notes")
    func twoSurplusNotesHaveNoValue() throws {
        var scene = try ready()
        _ = try scene.feed(.stacked(usd(1_000)))
        #expect(words(try scene.feed(.atRest(counter: 9))) == "unclaimed 2 x ? K-07-0001 @9")
        #expect(scene.books.unclaimedPieces == 2 && scene.lines.isEmpty)
    }

    @Test("a late report of a note that the count has settled already credits it again")
    func lateReportAfterTheFirstRest() throws {
        var scene = try Row(.doubted, .broken, "", "").scene()
        _ = try scene.feed(.atRest(counter: 8))
        #expect(scene.held == 2_000)
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "alarm stackedUnordered; settle")
        #expect(words(try scene.feed(.atRest(counter: 8))) == "")
        #expect(scene.held == 2_000)
    }

    @Test("a doubt that its late report settled, credited once more by the count")
    func lateReportThenRest() throws {
        var scene = try Row(.doubted, .broken, "", "").scene()
        _ = try scene.feed(.identified(acceptor, counterIsExact: true))
        _ = try scene.feed(.stacked(usd(2_000)))
        #expect(words(try scene.feed(.atRest(counter: 8))) == "")
        #expect(scene.held == 2_000 && scene.books.doubts.isEmpty)
    }

    @Test("a doubt settled by the count of a later note: after the first rest its evidence is gone (rule 9)")
    func doubtDoesNotOutliveTheFirstRest() throws {
        var scene = try Row(.doubted, .broken, "", "", exact: false).scene()
        _ = try scene.feed(.atRest(counter: 7))
        #expect(scene.books.doubts.count == 1)
        try scene.stack(500)
        #expect(words(try scene.feed(.atRest(counter: 8))) == "")
        #expect(scene.held == 500 && scene.books.doubts.count == 1)
    }

    @Test("late evidence for a cash unit that is out: it belongs to the count (rule 25)")
    func evidenceAfterThePull() throws {
        var scene = try Row(.doubted, .broken, "", "").scene()
        for fact in try scene.books.pull(seal: "S-9", by: Array(people[..<2]), deviceCounter: nil) {
            try scene.apply(fact)
        }
        let before = scene.lines
        #expect(words(try scene.feed(.atRest(counter: 8))) == "adopted @8")
        #expect(scene.books.doubts.count == 1 && scene.lines == before)
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "alarm stackedUnordered; settle")
        #expect(scene.lines == before)
    }

    @Test("another unit in the place of the first answers for a note that it never saw")
    func swappedUnit() throws {
        var scene = try ready()
        _ = try scene.feed(.escrowed(usd(2_000), seenAt: .zero))
        _ = try scene.feed(.broken)
        let told = words(try scene.feed(.identified(other, counterIsExact: true)))
        #expect(told == "doubt 20.00 deviceSwapped @7; alarm swapped")
        #expect(words(try scene.feed(.atRest(counter: 8))) == "" && scene.lane.phase == .barred)
        #expect(words(try scene.feed(.escrowed(usd(2_000), seenAt: .zero))) == "")
        #expect(scene.held == 0 && scene.books.doubts.count == 1)

        // Two people look, and take the unit with its count as it is.
        try scene.apply(.counterAdopted(CounterAdopted(device: other, counter: scene.lane.lastCounter, by: people)))
        #expect(words(try scene.feed(.atRest(counter: 8))) == "" && scene.lane.phase == .ready)
        #expect(words(try scene.feed(.escrowed(usd(500), seenAt: .zero))) == "intended 5.00 @8; STACK")
    }

    @Test("notes that a unit counted elsewhere are taken for notes in this cash unit when it comes back")
    func swappedBack() throws {
        var scene = try ready()
        _ = try scene.feed(.identified(other, counterIsExact: true))
        _ = try scene.feed(.atRest(counter: 0))
        #expect(words(try scene.feed(.identified(acceptor, counterIsExact: true))) == "alarm swapped")
        #expect(words(try scene.feed(.atRest(counter: 8))) == "" && scene.lane.phase == .barred)
        try scene.apply(.counterAdopted(CounterAdopted(device: acceptor, counter: 8, by: Array(people[..<2]))))
        #expect(words(try scene.feed(.identified(acceptor, counterIsExact: true))) == "")
        #expect(words(try scene.feed(.atRest(counter: 8))) == "" && scene.lane.phase == .ready)
    }

    @Test("the one report of a stacked note is forgotten because it came before the unit's name")
    func stackedBeforeTheName() throws {
        var scene = try Scene(baseline: nil)
        try scene.leaveIntent()
        var fresh = scene
        fresh.lane = NoteLane()
        #expect(words(try fresh.feed(.stacked(usd(2_000)))) == "")
        #expect(words(try fresh.feed(.identified(acceptor, counterIsExact: false))) == "stacked 20.00 reported @-")
        #expect(fresh.held == 2_000)
        // Another unit's word is not evidence for this one's note.
        fresh = scene
        fresh.lane = NoteLane()
        _ = try fresh.feed(.stacked(usd(2_000)))
        let told = words(try fresh.feed(.identified(other, counterIsExact: false)))
        #expect(told.hasPrefix("doubt 20.00 deviceSwapped") && fresh.held == 0)
    }

    @Test("after the line broke, another unit's word is taken for that of the one that was there before")
    func stackedBeforeTheNameAgain() throws {
        var scene = try ready()
        _ = try scene.feed(.escrowed(usd(2_000), seenAt: .zero))
        _ = try scene.feed(.broken)
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "" && !scene.lane.isNamed)
        var same = scene
        #expect(words(try same.feed(.identified(acceptor, counterIsExact: true))) == "stacked 20.00 reported @8")
        #expect(same.held == 2_000 && same.lane.isNamed)
        let told = words(try scene.feed(.identified(other, counterIsExact: true)))
        #expect(told.hasPrefix("doubt 20.00 deviceSwapped") && scene.held == 0)
    }

    @Test("a note that the count found is registered once more when the acceptor answers at last")
    func countedBeforeTheAnswer() throws {
        var scene = try ready()
        _ = try scene.feed(.escrowed(usd(2_000), seenAt: .zero))
        _ = try scene.feed(.broken)
        _ = try scene.feed(.unreachable)
        try scene.act { try $0.pull(seal: "S-1", by: Array(people[..<2]), deviceCounter: nil) }
        try scene.act { try $0.offer(unitOne, to: Array(people[1...2]), for: .count) }
        try scene.act { try $0.accept(unitOne, by: Array(people[1...2]), seal: "S-1") }
        try scene.act { try $0.startCount(unitOne, by: Array(people[1...2])) }
        for person in people[1...2] { try scene.count(person, try DenominationCounts([(.usd(2_000), 1)])) }
        try scene.act { try $0.settleCount(unitOne) }
        #expect(scene.books.doubts.isEmpty)
        #expect(words(try scene.feed(.atRest(counter: 8))) == "adopted @8")
        #expect(words(try scene.feed(.atRest(counter: 8))) == "" && scene.books.unclaimedPieces == 0)
    }

    @Test("a note that fell in before the pull is booked into a unit that nobody can count it in")
    func foundAfterThePull() throws {
        var scene = try ready()
        try scene.act { try $0.pull(seal: "S-1", by: Array(people[..<2]), deviceCounter: nil) }
        _ = try scene.feed(.stacked(usd(100)))
        #expect(words(try scene.feed(.atRest(counter: 8))) == "unclaimed 1 x ? K-07-0001 @8")
    }

    @Test("a barred acceptor that keeps an open intent waiting for people")
    func barredWithIntent() throws {
        var scene = try Scene(baseline: 7)
        try scene.leaveIntent()
        try scene.apply(
            .deviceIncident(DeviceIncident(device: acceptor, kind: .counterWentBack, visit: nil, detail: "")))
        #expect(words(try scene.feed(.atRest(counter: 8))) == "doubt 20.00 counterNotProven @7")
        #expect(scene.lane.phase == .barred && scene.held == 0)
    }

    @Test("a count that went back makes the acceptor take notes again by itself")
    func wentBackStaysBarred() throws {
        var scene = try ready()
        _ = try scene.feed(.atRest(counter: 0))
        for event in [
            NoteEvent.poweredUp, .atRest(counter: 7), .identified(acceptor, counterIsExact: true), .atRest(counter: 7),
        ] {
            _ = try scene.feed(event)
        }
        #expect(scene.lane.phase == .barred)
        try scene.apply(.counterAdopted(CounterAdopted(device: acceptor, counter: 0, by: Array(people[..<2]))))
        _ = try scene.feed(.atRest(counter: 0))
        #expect(scene.lane.phase == .ready)
    }

    @Test("an event before any unit answered traps or books")
    func nobodyAnswered() throws {
        for event in [
            NoteEvent.stacked(usd(2_000)), .returned, .atRest(counter: 3), .escrowed(usd(500), seenAt: .zero),
            .escrowedUnknown, .unreachable, .broken,
        ] {
            var scene = Scene()
            #expect(words(try scene.feed(event)) == "")
        }
    }
}
