import StormKit
import Testing

@Suite("The same seed has the same history")
struct ReplayTests {
    @Test("a failure that cannot be seen again", arguments: [2, 7] as [UInt64], StormWire.allCases)
    func replays(seed: UInt64, wire: StormWire) throws {
        let first = try Storm.run(seed: seed, notes: 30, wire: wire)
        let second = try Storm.run(seed: seed, notes: 30, wire: wire)
        #expect(first == second)
    }

    @Test("a wanted wire in another world than the drawn one, so that a finding cannot be looked at by its wire")
    func wantedIsDrawn() throws {
        let drawn = try Storm.run(seed: 3, notes: 40)
        #expect(try Storm.run(seed: 3, notes: 40, wire: drawn.wire) == drawn)
    }

    @Test("two seeds with one history")
    func differs() throws {
        #expect(try Storm.run(seed: 1, notes: 40).hash != Storm.run(seed: 2, notes: 40).hash)
    }

    @Test("a failure without the words that lead to it")
    func failureTellsItsStory() {
        for seed in 1...40 as ClosedRange<UInt64> {
            do throws(StormFailure) { _ = try Storm.run(seed: seed, notes: 100, fault: .lostLineIsReturned) } catch {
                #expect(error.seed == seed)
                #expect(error.trace.count > 20)
                #expect(error.description.contains("--seed \(seed)"))
                return
            }
        }
        Issue.record("no failure to look at")
    }
}
