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
}
