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

    @Test("a note that fell without an order into a device that keeps no count, and will not say so twice (rule 8)")
    func unorderedWithoutCount() throws {
        var scene = try ready(baseline: nil)
        _ = try scene.feed(.identified(acceptor, counterIsExact: false, keepsCount: false))
        _ = try scene.feed(.atRest(counter: nil))
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
        var scene = try ready(baseline: nil)
        let unit = NoteEvent.identified(acceptor, counterIsExact: false, keepsCount: false)
        _ = try scene.feed(unit)
        _ = try scene.feed(.atRest(counter: nil))
        _ = try scene.feed(.broken)
        let found = "alarm stackedUnordered; unclaimed 1 x 10.00 K-07-0001 @-"
        if isNamed {
            _ = try scene.feed(unit)
            #expect(words(try scene.feed(.stacked(usd(1_000)))) == found)
        } else {
            _ = try scene.feed(.stacked(usd(1_000)))
            #expect(words(try scene.feed(unit)) == found)
        }
        // The same word once more: the last that the books have of it is the note that fell.
        _ = try scene.feed(.broken)
        _ = try scene.feed(unit)
        #expect(words(try scene.feed(.stacked(usd(1_000)))) == "alarm stackedUnordered")
        #expect(words(try scene.feed(.atRest(counter: nil))) == "")
        #expect(scene.held == 0 && scene.balance(.cashUnit(unitOne)) == 1_000)
    }

    @Test("a credit repeated after a restart is registered as a second note, or one behind a returned note passed over")
    func lastRecordTellsRepetitions() throws {
        var scene = try ready(baseline: nil)
        let unit = NoteEvent.identified(acceptor, counterIsExact: false, keepsCount: false)
        _ = try scene.feed(unit)
        _ = try scene.feed(.atRest(counter: nil))
        try scene.stack(2_000)
        _ = try scene.feed(unit)
        #expect(words(try scene.feed(.stacked(usd(2_000)))) == "alarm stackedUnordered")
        _ = try scene.feed(.atRest(counter: nil))
        _ = try scene.feed(.escrowed(usd(500), seenAt: .zero))
        _ = try scene.feed(.returned)
        _ = try scene.feed(unit)
        #expect(words(try scene.feed(.stacked(usd(2_000)))).hasPrefix("alarm stackedUnordered; unclaimed 1 x 20.00"))
        // A note without an intent that goes back ends the word before it, too.
        _ = try scene.feed(.atRest(counter: nil))
        scene.promise.limitLeft = usd(0)
        _ = try scene.feed(.escrowed(usd(500), seenAt: .zero))
        _ = try scene.feed(.returned)
        _ = try scene.feed(unit)
        #expect(words(try scene.feed(.stacked(usd(100)))).hasPrefix("alarm stackedUnordered; unclaimed 1 x 1.00"))
        #expect(scene.held == 2_000)
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
