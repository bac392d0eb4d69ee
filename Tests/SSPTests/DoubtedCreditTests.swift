import DeviceKit
import Money
import SSPDriver
import Testing

/// A credit (EE) whose note was not seen into the box: what a hand does to it meanwhile, the wire does not say.
@Suite struct DoubtedCreditTests {
    // Found by the storm: the note went to the staff, the "still" answers after the jam were taken for "it is in".
    @Test(
        "A credit counted although a hand had the note before it fell",
        arguments: [[0xE9], [0xEA], [0xE6, 0x05]] as [[UInt8]])
    func aHandInTheWayMakesItADoubt(_ trouble: [UInt8]) throws {
        var rig = try Rig.stacking()
        rig.reports = []
        rig.servePoll([0xEE, 0x05, 0xCC])
        rig.servePoll(trouble)
        for _ in 0..<4 { rig.serve() }
        #expect(rig.facts.contains(.remembered(.mayBeTaken)))
        let credited = rig.facts.contains { if case .stacked = $0 { true } else { false } }
        #expect(!credited)
    }

    @Test("A jam that cleared itself into the box, made a doubt although the unit said so in the same breath")
    func stackedWithTheJamIsStacked() throws {
        var rig = try Rig.stacking()
        rig.reports = []
        rig.servePoll([0xEE, 0x05, 0xCC])
        rig.servePoll([0xEA, 0xEB])
        #expect(rig.facts.contains { if case .stacked = $0 { true } else { false } })
    }

    /// A host that was just started: whatever the unit told and did before, nobody heard.
    private func restarted(_ configuration: SSPConfiguration = SSPConfiguration()) -> Rig {
        var rig = Rig(configuration)
        rig.give(.opened)
        return rig
    }

    private func credits(_ rig: Rig) -> Bool { rig.facts.contains { if case .stacked = $0 { true } else { false } } }

    // Found by the storm (seed 101188): the note jammed while the host was dead, staff took it, and the credit that the
    // unit still told was taken for money because nothing moved any more.
    @Test(
        "A credit counted that an earlier host ordered, although a jam may have come and gone unseen",
        arguments: [
            [[0xEE, 0x05], [], []], [[0xEE, 0x05], [0xEF, 0], [0xEF, 0x05]], [[0xEE, 0x05, 0xCC], [0xEE, 0x05], []],
        ] as [[[UInt8]]],
        [SSPConfiguration(), plain])
    func anUnwatchedCreditIsADoubt(_ polls: [[UInt8]], _ configuration: SSPConfiguration) {
        var rig = restarted(configuration)
        for events in polls { rig.servePoll(events) }
        #expect(rig.facts.last == .remembered(.mayBeTaken))
        rig.command(.acknowledge)
        rig.serve([0xE8]) { $0 == .atRest(counter: 7, openOrder: .none) }
        #expect(!credits(rig))
    }

    @Test("A credit doubted although the unit says in the same breath, or soon, that the note is stacked")
    func anUnwatchedCreditThatStacksIsMoney() {
        for polls in [[[0xEE, 0x05, 0xEB]], [[0xEE, 0x05, 0xCC], [0xEE, 0x05], [0xEB]]] as [[[UInt8]]] {
            var rig = restarted()
            for events in polls { rig.servePoll(events) }
            #expect(rig.facts.contains(.stacked(.usd(2000))))
            #expect(!rig.facts.contains(.remembered(.mayBeTaken)))
        }
    }

    @Test("A credit whose note somebody took out while the power was off, counted at rest")
    func aCreditBeforeACutIsADoubtUnlessTheBoxIsNamed() throws {
        var rig = try Rig.stacking()
        rig.servePoll([0xEE, 0x05, 0xCC])
        rig.servePoll([0xF1])
        rig.serve([0xE8]) { $0 == .remembered(.mayBeTaken) }
        rig.command(.acknowledge)
        rig.serve([0xE8]) { $0 == .atRest(counter: 7, openOrder: .none) }
        #expect(!credits(rig))
    }
}
