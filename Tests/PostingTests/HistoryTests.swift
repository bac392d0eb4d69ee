import CoreLedgerSimulator
import Testing

@Suite("Random histories: nothing twice, nothing lost, order kept")
struct HistoryTests {
    static let faults = SimulatedCoreLine.Faults(requestLost: 100, requestRepeated: 100, answerLost: 100)

    @Test("a payment lost, doubled or overtaken on a bad line", arguments: 1...6 as ClosedRange<UInt64>)
    func badLine(seed: UInt64) {
        var world = HistoryWorld(seed: seed, faults: Self.faults, restores: false)
        for _ in 0..<10_000 { world.step() }
        world.heal()
        world.judge()
        #expect(world.payments.count > 300)
        #expect(world.problems.count == 0, "seed \(seed): \(world.problems.prefix(5))")
    }

    @Test("a payment lost or doubled by restores of core or station", arguments: 101...112 as ClosedRange<UInt64>)
    func restores(seed: UInt64) {
        var world = HistoryWorld(seed: seed, faults: Self.faults, restores: true)
        for _ in 0..<10_000 { world.step() }
        world.heal()
        world.judge()
        #expect(world.payments.count > 100)
        #expect(world.problems.count == 0, "seed \(seed): \(world.problems.prefix(5))")
    }
}
