import Custody
import Money
import Supervision
import Testing

@testable import tillkeeperd

@Suite struct OddFactTests {
    private static func usd(_ cents: Int64) -> Money { Money(minorUnits: cents, .usd) }

    private static func settled(_ counted: Int64, _ variance: [(Int64, Int64)]) -> Fact {
        .countSettled(
            CountSettled(
                cashUnit: CashUnitID(known: "C-1"), counted: usd(counted), expected: usd(2_000), booked: usd(2_000),
                stacked: [], returned: [], unexplained: usd(0), reference: CaseID(known: "K-1"), short: usd(0),
                station: StationID(known: "K-07"),
                variance: variance.map { CountSettled.Variance(denomination: .usd($0.0), pieces: $0.1) }))
    }

    @Test("Two tens in the place of a twenty are a note that was credited as another one: no total shows it")
    func countsAreComparedByFaceValue() {
        #expect(Self.settled(2_000, []).oddities.isEmpty)
        #expect(Self.settled(2_000, [(2_000, -1), (1_000, 2)]).oddities.map(\.oddity) == [.happened(.witnesses)])
        #expect(Self.settled(1_000, [(1_000, -1)]).oddities.map(\.oddity) == [.happened(.witnesses)])
    }
}
