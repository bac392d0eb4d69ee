/// A limit or a time that an office sets. The defaults are those of the cash operations paper, section 7.
///
/// Every change is a fact with who, from what, to what: configuration with history.
public enum PolicyKey: String, Hashable, Sendable, Codable, CaseIterable {
    /// Office and drawers: money in minor units.
    case changeFund, floatPerDrawer, drawerWarn, drawerBlock, recountAbove, reportAbove, escalateAbove
    /// Counter: minor units, pieces per shift, seconds, days.
    case cashRefundLimit, noSalesPerShift, drawerOpenAlertSeconds, sessionLockSeconds, staleCheckDays
    /// Returned checks and fees; a visit's patience in seconds and its cash limit in minor units.
    case returnsBeforeCashOnly, returnedItemFee, visitIdleSeconds, visitWarningSeconds, visitCashLimit
    /// Cash unit: fill in percent of the capacity (pieces), value in minor units, age in days.
    case cashUnitAlertPercent, cashUnitStopPercent, cashUnitCapacity, cashUnitValueLimit, cashUnitMaximumAgeDays
    /// Without the core: hours and minor units; then deposit, check originals and unidentified money.
    case offlineHours, offlineCashLimit, depositLatestHours, originalsAfterDepositDays, unidentifiedReviewDays
    /// Large cash and the limits of trust in minor units; records in years, stranded money in hours, a silent acceptor
    /// in seconds.
    case largeCashAlert, retentionYears, strandedHours, classCNoteLimit, creditInDoubtUpTo, unreachableSeconds
    /// A kiosk without paper takes no cash (1) or does (0); minutes a door may stay open.
    case receiptRequired, doorOpenMinutes

    /// Minor units, seconds, hours, days, percent, pieces or yes (1) / no (0), as the name says.
    public var standard: Int64 {
        switch self {
        case .changeFund: 200_000
        case .floatPerDrawer: 20_000
        case .drawerWarn: 50_000
        case .drawerBlock: 80_000
        case .recountAbove: 300
        case .reportAbove: 2_500
        case .escalateAbove: 10_000
        case .cashRefundLimit: 5_000
        case .noSalesPerShift: 3
        case .drawerOpenAlertSeconds: 45
        case .sessionLockSeconds: 120
        case .staleCheckDays: 180
        case .returnsBeforeCashOnly: 2
        case .returnedItemFee: 2_500
        case .visitIdleSeconds: 60
        case .visitWarningSeconds: 30
        case .visitCashLimit: 100_000
        case .cashUnitAlertPercent: 80
        case .cashUnitStopPercent: 95
        case .cashUnitCapacity: 1_000
        case .cashUnitValueLimit: 2_500_000
        case .cashUnitMaximumAgeDays: 7
        case .offlineHours: 72
        case .offlineCashLimit: 2_000_000
        case .depositLatestHours: 24
        case .originalsAfterDepositDays: 30
        case .unidentifiedReviewDays: 5
        case .largeCashAlert: 1_000_000
        case .retentionYears: 7
        case .strandedHours: 24
        case .classCNoteLimit: 2_000
        case .creditInDoubtUpTo: 0
        case .unreachableSeconds: 60
        case .receiptRequired: 1
        case .doorOpenMinutes: 10
        }
    }

    /// The values an office may set.
    public var range: ClosedRange<Int64> {
        switch self {
        case .cashUnitAlertPercent, .cashUnitStopPercent: 1...100
        case .receiptRequired: 0...1
        case .creditInDoubtUpTo: 0...0  // the receivable it needs is not built; 0 is the only honest value
        case .visitIdleSeconds: 10...600
        case .visitWarningSeconds: 10...120
        case .cashUnitCapacity: 1...10_000
        case .changeFund, .floatPerDrawer, .drawerWarn, .drawerBlock, .recountAbove, .reportAbove, .escalateAbove,
            .cashRefundLimit, .noSalesPerShift, .drawerOpenAlertSeconds, .sessionLockSeconds, .staleCheckDays,
            .returnsBeforeCashOnly, .returnedItemFee, .visitCashLimit, .cashUnitValueLimit, .cashUnitMaximumAgeDays,
            .offlineHours, .offlineCashLimit, .depositLatestHours, .originalsAfterDepositDays, .unidentifiedReviewDays,
            .largeCashAlert, .retentionYears, .strandedHours, .classCNoteLimit, .unreachableSeconds, .doorOpenMinutes:
            0...100_000_000
        }
    }
}

/// The limits in force. Starts at the standard values; changed only by facts.
public struct Policy: Hashable, Sendable, Codable {
    private var changed: [Setting]

    private struct Setting: Hashable, Sendable, Codable {
        let key: PolicyKey
        var value: Int64
    }

    /// Every limit at its standard.
    public init() { changed = [] }

    /// The value in force, in the unit of the key.
    public subscript(_ key: PolicyKey) -> Int64 { changed.first { $0.key == key }?.value ?? key.standard }

    mutating func set(_ key: PolicyKey, _ value: Int64) {
        if let place = changed.firstIndex(where: { $0.key == key }) {
            changed[place].value = value
        } else {
            changed.append(Setting(key: key, value: value))
        }
    }
}
