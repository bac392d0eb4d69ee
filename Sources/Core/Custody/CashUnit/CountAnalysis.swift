import Money
import OrderedCollections

/// Two equal counts against the books: which notes in doubt were inside, what is short, what nobody can explain.
/// - Source: cash-operations.md 5.12 (b), S23, S24; models/README.md: surplus 0 or equal to the doubts settles them, if
///   the device was at rest at the pull.
extension StationState {
    /// The facts that settle a counted cash unit.
    public func settleCount(_ unit: CashUnitID) throws(Refusal) -> [Fact] {
        guard let record = cashUnits[unit] else { throw .unknownCashUnit(unit) }
        guard record.stage == .counting, let frozen = record.frozen else { throw .wrongStage(unit, record.stage) }
        guard !record.counts.isEmpty, record.counts.count % 2 == 0 else { throw .countsMissing }
        guard let counted = record.agreed else { throw .countsDiffer }
        do throws(MoneyError) { return [.countSettled(try analyse(record, frozen, counted))] } catch { throw .amount }
    }

    private func analyse(
        _ record: CashUnitRecord, _ frozen: CountStarted, _ counted: DenominationCounts
    ) throws(MoneyError) -> CountSettled {
        let currency = currency.value
        let open = doubts.values.filter { $0.cashUnit == record.cashUnit && !doubtsOutlived.contains($0.note) }
        var stacked: [SettledDoubt] = []
        var returned: [NoteID] = []
        var variance: [CountSettled.Variance] = []
        var unexplained = Money.zero(currency)
        var short = Money.zero(currency)

        let faces = try faces(frozen.expectedNotes, counted, open)
        let strays = Strays(
            pieces: strayPieces[record.cashUnit] ?? 0, doubts: Int64(open.count),
            differences: faces.map { counted[$0] - frozen.expectedNotes[$0] })
        for face in faces {
            let pieces = counted[face] - frozen.expectedNotes[face]
            if pieces != 0 { variance.append(CountSettled.Variance(denomination: face, pieces: pieces)) }
            let doubted = open.filter { $0.amount == face.value }
            var left = pieces
            if !doubted.isEmpty {
                switch strays.verdict(pieces: pieces, doubted: Int64(doubted.count)) {
                case .stacked:
                    stacked += doubted.map { SettledDoubt(note: $0.note, visit: $0.visit, amount: $0.amount) }
                    left = pieces - Int64(doubted.count)
                // One that was still on its way at the pull may lie in the next unit by now.
                case .returned: returned += doubted.map(\.note).filter { !record.doubtsAtPull.contains($0) }
                case .undecided: break  // nobody can tell whose: the doubts stay open and the surplus has a case
                }
            }
            if left > 0 { unexplained = try unexplained.adding(face.value.multiplied(by: left)) }
            if left < 0 { short = try short.adding(face.value.multiplied(by: -left)) }
        }
        return CountSettled(
            cashUnit: record.cashUnit, counted: try counted.total(currency), expected: frozen.expected,
            booked: balance(.pulled(record.cashUnit)), stacked: stacked, returned: returned, unexplained: unexplained,
            reference: nextCase, short: short, station: station ?? StationID(known: "station"), variance: variance)
    }

    /// Every face value that is expected, counted or in doubt; large ones first.
    private func faces(
        _ expected: DenominationCounts, _ counted: DenominationCounts, _ open: [NoteInDoubt]
    ) throws(MoneyError) -> [Denomination] {
        var faces: [Denomination] = []
        for entry in expected.entries + counted.entries where !faces.contains(entry.denomination) {
            faces.append(entry.denomination)
        }
        for doubt in open {
            let face = try Denomination(doubt.amount)
            if !faces.contains(face) { faces.append(face) }
        }
        return faces.sorted(by: >)
    }
}

/// What a count can say of doubts in a cash unit that also holds notes of unknown value: a surplus may be these.
private struct Strays {
    enum Verdict { case stacked, returned, undecided }

    let pieces: Int64
    let doubts: Int64
    private let surplus: Int64
    private let isShort: Bool

    /// `differences`: counted minus expected, one for each face value.
    init(pieces: Int64, doubts: Int64, differences: [Int64]) {
        (self.pieces, self.doubts) = (pieces, doubts)
        surplus = differences.reduce(0) { $0 + max(0, $1) }
        isShort = differences.contains { $0 < 0 }
    }

    func verdict(pieces found: Int64, doubted: Int64) -> Verdict {
        if found == 0 { return .returned }
        if pieces == 0 { return found == doubted ? .stacked : .undecided }
        // The device's own count vouches for the strays: what lies there beyond them is the doubts, all or none.
        if isShort { return .undecided }
        if surplus == pieces { return .returned }
        return surplus == pieces + doubts && found >= doubted ? .stacked : .undecided
    }
}
