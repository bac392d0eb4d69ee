import Money
import OrderedCollections

/// Doubts that move on. A count settles what was at rest; a note whose device had not come to rest when the cash unit was
/// pulled may fall later, into the next one. Its doubt is not written off by the count of the first, but waits for the
/// count of the second.
/// - Source: models/README.md section 1 (counts are taken at rest); `storm`, world 363 of ID-003.
extension StationState {
    /// The doubts of a cash unit about which a device may still speak.
    func restless(in unit: CashUnitID) -> [NoteID] {
        doubts.values.filter { doubt in
            doubt.cashUnit == unit && acceptors.values.contains { $0.pending == doubt.note }
        }.map(\.note)
    }

    /// Another unit was put in: it is where notes fall from now on that were on their way when its predecessor was pulled.
    mutating func follow(with unit: CashUnitID) {
        for (serial, record) in cashUnits where record.isPulled && record.successor == .none {
            cashUnits[serial]?.successor = .unit(unit)
        }
        for note in doubtsWaiting { move(note, to: unit) }
        doubtsWaiting = []
    }

    /// A unit was counted and emptied. The doubts it did not settle go on with its successor, if they were on their way and
    /// no note of their value was over or short; no later count can settle the others.
    mutating func outlive(_ settled: CountSettled) {
        let unit = settled.cashUnit
        guard let record = cashUnits[unit] else { return }
        for doubt in doubts.values where doubt.cashUnit == unit && !doubtsOutlived.contains(doubt.note) {
            // One of two that was over may be either: nobody can tell any more.
            let isAsExpected = !settled.variance.contains { $0.denomination.value == doubt.amount }
            guard isAsExpected, record.doubtsAtPull.contains(doubt.note) else {
                doubtsOutlived.append(doubt.note)
                continue
            }
            switch record.successor {
            case .none: doubtsWaiting.append(doubt.note)
            case .unit(let next): move(doubt.note, to: next)
            case .counted: doubtsOutlived.append(doubt.note)
            }
        }
        for (serial, other) in cashUnits where other.successor == .unit(unit) {
            cashUnits[serial]?.successor = .counted
        }
    }

    private mutating func move(_ note: NoteID, to unit: CashUnitID) {
        if let doubt = doubts[note] { doubts[note] = NoteInDoubt(doubt, in: unit) }
    }
}

extension CashUnitRecord {
    /// Out of the kiosk, and not counted yet.
    fileprivate var isPulled: Bool {
        switch stage {
        case .pulled, .counting: true
        case .installed, .empty: false
        }
    }
}
