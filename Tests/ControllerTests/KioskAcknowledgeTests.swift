import Controller
import Custody
import DeviceKit
import Journal
import Money
import Testing

/// A unit of class A repeats its word until it is acknowledged, and forgets it then.
@Suite("What a unit may forget")
struct KioskAcknowledgeTests {
    @Test("a credit that the unit forgets before it is durable (rule 11)")
    func stackedIsDurableFirst() throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(2_000)
        #expect(desk.during { desk.stacked(2_000) }.contains(.acceptor(.acknowledge)))
        #expect(try desk.facts().contains { $0.kind == .noteStacked })
        try desk.restart(cut: .beforeAppend)
        desk.identify()
        desk.rest()
    }

    @Test("a commit that failed, acknowledged all the same: the note would be lost", arguments: [true, false])
    func failedCommitIsNotAcknowledged(synced: Bool) throws {
        let desk = try Desk.open()
        desk.visit(("3001", 6_347))
        desk.escrow(2_000)
        desk.cut(synced ? .full : .flushFails(survives: false))
        #expect(!desk.during { desk.stacked(2_000) }.contains(.acceptor(.acknowledge)))
    }

    @Test("what a unit knew at power-up, wiped out before it was written down (rule 10)")
    func memoryIsDurableFirst() throws {
        let desk = try Desk.open(counter: .none)
        desk.visit(("3001", 6_347))
        desk.escrow(2_000)
        desk.hear(.acceptor(.poweredUp))
        #expect(
            desk.during { desk.hear(.acceptor(.remembered(.mayBeTaken))) }.last(where: Self.isOrder)
                == .acceptor(.acknowledge))
        #expect(try desk.facts().contains { $0.kind == .noteInDoubt })
        #expect(desk.during { desk.stacked(2_000) }.contains(.acceptor(.acknowledge)))
        #expect(desk.session?.counted == [usd(2_000)])
    }

    @Test("the word of a unit without a name, forgotten though nothing was written")
    func namelessIsNotAcknowledged() throws {
        let desk = try Desk()
        desk.start()
        #expect(!desk.during { desk.stacked(2_000) }.contains(.acceptor(.acknowledge)))
    }

    private static func isOrder(_ act: Desk.Act) -> Bool { if case .acceptor = act { true } else { false } }
}
