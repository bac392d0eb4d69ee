import Custody
import Money
import OrderedCollections
import Testing

@Suite("The note lane when no count can tell")
struct NoteLaneCountTests {
    private func ready(baseline: Int64? = 7) throws -> Scene {
        var scene = try Scene(baseline: baseline)
        _ = try scene.feed(.atRest(counter: baseline))
        return scene
    }

    /// A unit that keeps no count says who it is.
    private let countless = NoteEvent.identified(acceptor, counterIsExact: false, keepsCount: false)

    private func readyWithoutCount() throws -> Scene {
        var scene = try ready(baseline: nil)
        _ = try scene.feed(countless)
        _ = try scene.feed(.atRest(counter: nil))
        return scene
    }

    /// A 20.00 was ordered, and the rest could not tell what became of it.
    private func doubted() throws -> Scene {
        var scene = try readyWithoutCount()
        _ = try scene.feed(.escrowed(usd(2_000), seenAt: .zero))
        _ = try scene.feed(.outcomeMissing)
        #expect(words(try scene.feed(.atRest(counter: nil))) == "doubt 20.00 noCounter @-")
        return scene
    }

    @Test("a note that fell without an order into a device that keeps no count, and will not say so twice (rule 8)")
    func unorderedWithoutCount() throws {
        var scene = try readyWithoutCount()
        let effects = try scene.feed(.stacked(usd(500)))
        #expect(words(effects).hasPrefix("alarm stackedUnordered; unclaimed 1 x 5.00"))
        #expect(effects.last == .order(.settle))
        #expect(words(try scene.feed(.atRest(counter: nil))) == "")
    }

    @Test(
        "without a count: an unordered note of an unbroken talk never registered, or one of recovery registered twice")
    func unorderedWithoutCounter() throws {
        var scene = try ready(baseline: nil)
        _ = try scene.feed(.stacked(usd(1_000)))
        #expect(words(try scene.feed(.atRest(counter: nil))) == "unclaimed 1 x 10.00 K-07-0001 @-")
        #expect(words(try scene.feed(.atRest(counter: nil))) == "")
        _ = try scene.feed(.poweredUp)
        #expect(words(try scene.feed(.stacked(usd(1_000)))) == "alarm stackedUnordered")
        #expect(words(try scene.feed(.atRest(counter: nil))) == "")
    }

    @Test(
        "a note without an order that falls while the kiosk recovers, told once by a unit without a count (rule 8)",
        arguments: [true, false])
    func unorderedInRecoveryWithoutCount(_ isNamed: Bool) throws {
        var scene = try readyWithoutCount()
        _ = try scene.feed(.broken)
        let found = "alarm stackedUnordered; unclaimed 1 x 10.00 K-07-0001 @-"
        if isNamed {
            _ = try scene.feed(countless)
            #expect(words(try scene.feed(.stacked(usd(1_000)))) == found)
        } else {
            _ = try scene.feed(.stacked(usd(1_000)))
            #expect(words(try scene.feed(countless)) == found)
        }
        // The same word once more: the last that the books have of it is the note that fell.
        _ = try scene.feed(.broken)
        _ = try scene.feed(countless)
        #expect(words(try scene.feed(.stacked(usd(1_000)))) == "alarm stackedUnordered")
        #expect(words(try scene.feed(.atRest(counter: nil))) == "")
        #expect(scene.held == 0 && scene.balance(.cashUnit(unitOne)) == 1_000)
    }

    @Test("a credit repeated after a restart is registered as a second note, or one behind a returned note passed over")
    func lastRecordTellsRepetitions() throws {
        var scene = try readyWithoutCount()
        try scene.stack(2_000)
        _ = try scene.feed(countless)
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "alarm stackedUnordered")
        _ = try scene.feed(.atRest(counter: nil))
        _ = try scene.feed(.escrowed(usd(500), seenAt: .zero))
        _ = try scene.feed(.returned)
        _ = try scene.feed(countless)
        #expect(words(try scene.feed(.stacked(usd(2_000)))).hasPrefix("alarm stackedUnordered; unclaimed 1 x 20.00"))
        #expect(scene.held == 2_000)
    }

    // Found by storm (--wire ccnet --seed 1 --notes 15000): a stacker that failed in silence, and went on after the rest.
    @Test(
        "a doubt told as stacked after the rest, registered as found money beside it: people then write the doubt off",
        arguments: [true, false])
    func aLateWordSettlesTheDoubt(_ isRecovering: Bool) throws {
        var scene = try doubted()
        if isRecovering { _ = try scene.feed(countless) }
        let told = words(try scene.feed(.stacked(usd(2_000))))
        #expect(told == "alarm stackedUnordered; stacked 20.00 reported @-" + (isRecovering ? "" : "; settle"))
        #expect(scene.held == 2_000 && scene.books.doubts.isEmpty)
    }

    // Found by storm (the same world): the answer with its serial was lost, so the unit was named by its place.
    @Test("a credit repeated by a unit that could not say its name this time, registered as a second note")
    func aUnitNobodyAdoptedRegistersNothing() throws {
        var scene = try readyWithoutCount()
        try scene.stack(2_000)
        let other = NoteEvent.identified(DeviceID(known: "acceptor.K-07"), counterIsExact: false, keepsCount: false)
        #expect(words(try scene.feed(other)) == "alarm swapped")
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "alarm stackedUnordered")
        #expect(scene.held == 2_000 && scene.balance(.cashUnit(unitOne)) == 2_000)
    }

    @Test("another note than the one in doubt, or one that fell after the pull, taken for it")
    func aLateWordOfAnotherNoteSettlesNothing() throws {
        var scene = try doubted()
        var other = scene
        let found = "alarm stackedUnordered; unclaimed 1 x 5.00 K-07-0001 @-; settle"
        #expect(words(try other.feed(.stacked(usd(500)))) == found)
        #expect(other.held == 0 && other.books.doubts.count == 1)
        for fact in try scene.books.pull(seal: "S-9", by: Array(people[..<2]), deviceCounter: nil) {
            try scene.apply(fact)
        }
        let before = scene.lines
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "alarm stackedUnordered; settle")
        #expect(scene.lines == before && scene.books.doubts.count == 1)
    }

    @Test("a customer credited by the word of a unit alone: no order, no count (rule 8)", arguments: [true, false])
    func aWordAloneIsNobodysCredit(_ keepsCount: Bool) throws {
        var scene = try ready(baseline: nil)
        _ = try scene.feed(.identified(acceptor, counterIsExact: false, keepsCount: keepsCount))
        _ = try scene.feed(.atRest(counter: nil))
        scene.promise.visitHasAccount = false
        _ = try scene.feed(.stacked(usd(1_000)))
        _ = try scene.feed(.atRest(counter: nil))
        #expect(scene.held == 0 && scene.balance(.unidentified(CaseID(known: "K-07-0001"))) == -1_000)
    }

    @Test("one note in doubt and found money at once, because the count was silent when it was asked")
    func aSilentCountBeginsAnew() throws {
        for isDoubtedBefore in [false, true] {
            var scene = try Row(isDoubtedBefore ? .doubted : .stacking, .broken, "", "").scene()
            _ = try scene.feed(.atRest(counter: nil))
            #expect(scene.books.doubts.count == 1 && scene.lane.isCountSilent)
            #expect(words(try scene.feed(.atRest(counter: 8))) == "adopted @8")
            #expect(scene.books.unclaimedPieces == 0 && scene.held == 0 && !scene.lane.isCountSilent)
            try scene.stack(500)
            #expect(words(try scene.feed(.atRest(counter: 9))) == "")
        }
    }

    @Test("a note registered by its word while the count was silent, and once more by the count")
    func aSilentCountDoesNotTellTwice() throws {
        var scene = try ready()
        _ = try scene.feed(.stacked(usd(1_000)))
        #expect(words(try scene.feed(.atRest(counter: nil))) == "unclaimed 1 x 10.00 K-07-0001 @-")
        #expect(words(try scene.feed(.atRest(counter: 8))) == "adopted @8")
    }

    @Test("another unit's count taken for the count of the one that answers")
    func aSwapForgetsTheCount() throws {
        var scene = try ready()
        #expect(scene.lane.lastCounter == 7)
        _ = try scene.feed(.identified(DeviceID(known: "BV-2"), counterIsExact: true))
        #expect(scene.lane.lastCounter == nil && !scene.lane.isCountSilent)
    }
}
