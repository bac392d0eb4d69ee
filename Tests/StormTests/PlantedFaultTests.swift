import StormKit
import Testing

/// A storm that cannot see a mistake proves nothing: each of the three must turn it red soon on every wire, and for the
/// money's sake.
@Suite("Planted faults turn the storm red")
struct PlantedFaultTests {
    static let worlds: UInt64 = 40

    @Test(
        "a mistake about money that the storm does not see", arguments: PlantedFault.allCases, StormWire.allCases)
    func isSeen(fault: PlantedFault, wire: StormWire) {
        var seen: StormProblem?
        for seed in 1...Self.worlds where seen == nil {
            do throws(StormFailure) { _ = try Storm.run(seed: seed, notes: 100, fault: fault, wire: wire) } catch {
                if error.problem.isMoney { seen = error.problem }
            }
        }
        #expect(seen != nil, "\(fault) was not seen on \(wire) in \(Self.worlds) worlds")
    }
}
