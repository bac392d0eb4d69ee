public import Money
import OrderedCollections

/// How full a cash unit is, as the books have it: what asks for a change, and what ends the taking of notes.
/// - Source: shared dossier `cash-operations.md` 4 (limits of the cassette) and 7.
public struct CashUnitFill: Hashable, Sendable {
    /// Which.
    public let cashUnit: CashUnitID
    /// Notes inside whose value is known.
    public let notes: Int64
    /// Of the same notes.
    public let value: Money
    /// Of its capacity in pieces, rounded down. Notes of unknown value take room as well.
    public let percent: Int64
    /// Soon nothing more goes in: somebody should change it while the kiosk still serves. The share of the capacity that
    /// alerts does so of the value limit, too.
    public let isNearlyFull: Bool
    /// No further note is taken.
    public let isFull: Bool
}

extension StationState {
    /// Of the cash unit that is installed; `nil`: the books know of none.
    public var cashUnitFill: CashUnitFill? {
        guard let unit = installed else { return nil }
        let (known, value) = (contents[unit]?.pieces ?? 0, balance(.cashUnit(unit)))
        let pieces = known + (strayPieces[unit] ?? 0)
        let (capacity, limit) = (policy[.cashUnitCapacity], policy[.cashUnitValueLimit])
        let (alert, stop) = (policy[.cashUnitAlertPercent], policy[.cashUnitStopPercent])
        return CashUnitFill(
            cashUnit: unit, notes: known, value: value, percent: pieces * 100 / max(1, capacity),
            isNearlyFull: pieces >= capacity * alert / 100 || value.minorUnits >= limit * alert / 100,
            isFull: pieces >= capacity * stop / 100 || value.minorUnits >= limit)
    }
}
