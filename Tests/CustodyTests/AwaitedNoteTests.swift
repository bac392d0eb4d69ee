import Custody
import Money
import OrderedCollections
import Testing

/// Who may talk to an acceptor beside the service: only when nothing is left that it alone can tell.
@Suite struct AwaitedNoteTests {
    private let other = DeviceID(known: "BV-2")

    @Test("A stacked note that the unit tells until it is acknowledged is written off when another acknowledges it")
    func openIntents() throws {
        var scene = try Scene(baseline: nil)
        #expect(scene.books.awaited(of: nil).isEmpty)
        try scene.leaveIntent()
        for device in [nil, acceptor] {
            let awaited = scene.books.awaited(of: device)
            #expect(awaited.map(\.amount) == [usd(2_000)] && awaited.map(\.isInDoubt) == [false])
        }
    }

    @Test("A doubt is settled by the next step of the count: a technician's note is credited to the customer")
    func pendingDoubts() throws {
        var scene = try Scene(baseline: 7)
        try scene.leaveIntent()
        _ = try scene.feed(.unreachable)
        #expect(scene.books.acceptors[acceptor]?.pending != nil)
        #expect(scene.books.awaited(of: acceptor).map(\.isInDoubt) == [true])
        #expect(scene.books.awaited(of: nil).count == 1, "each note once")
        // At rest, the note fell: nothing is left to ask.
        _ = try scene.feed(.atRest(counter: 8, provesNotTaken: false))
        #expect(scene.books.doubts.isEmpty && scene.books.awaited(of: nil).isEmpty)
    }

    @Test("Without a count a technician's note is the surplus that settles a customer's doubt when the box is counted")
    func doubtsInTheBox() throws {
        var scene = try Scene(baseline: nil)
        try scene.leaveIntent()
        _ = try scene.feed(.atRest(counter: nil, provesNotTaken: false))
        #expect(scene.books.doubts.count == 1 && scene.books.acceptors[acceptor]?.pending == nil)
        #expect(scene.books.awaited(of: acceptor).count == 1)
        #expect(scene.books.awaited(of: other).count == 1, "whichever unit the note goes in through")
        // In another box a technician's note settles nothing: this is how a person gets to work on the unit.
        try scene.apply(
            .cashUnitPulled(
                CashUnitPulled(
                    cashUnit: unitOne, seal: "S-2", by: Array(people[..<2]), expected: usd(0), notes: 0,
                    deviceCounter: nil)))
        #expect(scene.books.awaited(of: acceptor).isEmpty)
    }

    @Test("The doubts of a unit that was carried away must not hold up the one that stands there now for ever")
    func anotherUnit() throws {
        var scene = try Scene(baseline: 7)
        try scene.leaveIntent()
        _ = try scene.feed(.unreachable)
        try scene.apply(
            .cashUnitPulled(
                CashUnitPulled(
                    cashUnit: unitOne, seal: "S-2", by: Array(people[..<2]), expected: usd(0), notes: 0,
                    deviceCounter: nil)))
        #expect(scene.books.awaited(of: acceptor).count == 1, "its first rest is still evidence")
        #expect(scene.books.awaited(of: nil).count == 1)
        #expect(scene.books.awaited(of: other).isEmpty)
    }
}
