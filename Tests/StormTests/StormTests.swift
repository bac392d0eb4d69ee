import StormKit
import Testing

/// The worlds that every build lives through; the long storm is the program's.
@Suite("No note is lost and none is credited twice")
struct StormTests {
    static let notesEach = 100

    @Test("a note lost or doubled somewhere between mouth and ledger", arguments: 1...60 as ClosedRange<UInt64>)
    func world(seed: UInt64) throws {
        let result = try Storm.run(seed: seed, notes: Self.notesEach)
        #expect(result.notes >= Self.notesEach)
        #expect(result.lost == 0)
        #expect(result.doubled == 0)
    }

    @Test("a wire on which a note is lost, or on which nothing happens", arguments: StormWire.allCases)
    func everyWire(wire: StormWire) throws {
        var (cuts, credited, payments) = (0, 0, 0)
        for seed in 1...4 as ClosedRange<UInt64> {
            let result = try Storm.run(seed: seed, notes: Self.notesEach, wire: wire)
            #expect(result.wire == wire && result.lost == 0 && result.doubled == 0)
            cuts += result.cuts
            credited += result.credited
            payments += result.payments
        }
        #expect(cuts > 20)
        #expect(credited > 100)
        #expect(payments > 40)
    }

    @Test("a wire that no seed draws, and that no long storm therefore sees")
    func seedsDrawAllWires() throws {
        var seen: Set<StormWire> = []
        for seed in 1...30 as ClosedRange<UInt64> { seen.insert(try Storm.run(seed: seed, notes: 1).wire) }
        #expect(seen == Set(StormWire.allCases))
    }
}
