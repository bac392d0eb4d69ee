import Custody
import Money
import Testing

@Suite("Limits an office sets")
struct PolicyTests {
    @Test("a standard value that nobody could set again", arguments: PolicyKey.allCases)
    func standardIsInRange(_ key: PolicyKey) { #expect(key.range.contains(key.standard)) }

    @Test("a default other than the one in the paper (cash operations, section 7)")
    func paperValues() {
        let paper: [(PolicyKey, Int64)] = [
            (.changeFund, 200_000), (.floatPerDrawer, 20_000), (.drawerWarn, 50_000), (.drawerBlock, 80_000),
            (.recountAbove, 300), (.reportAbove, 2_500), (.escalateAbove, 10_000), (.cashRefundLimit, 5_000),
            (.noSalesPerShift, 3), (.drawerOpenAlertSeconds, 45), (.sessionLockSeconds, 120), (.staleCheckDays, 180),
            (.returnsBeforeCashOnly, 2), (.returnedItemFee, 2_500), (.visitIdleSeconds, 60), (.visitWarningSeconds, 30),
            (.visitCashLimit, 100_000), (.cashUnitAlertPercent, 80), (.cashUnitStopPercent, 95),
            (.cashUnitMaximumAgeDays, 7), (.offlineHours, 72), (.offlineCashLimit, 2_000_000),
            (.depositLatestHours, 24),
            (.originalsAfterDepositDays, 30), (.unidentifiedReviewDays, 5), (.largeCashAlert, 1_000_000),
            (.retentionYears, 7), (.doorOpenMinutes, 10), (.strandedHours, 24),
        ]
        for (key, value) in paper { #expect(Policy()[key] == value, "\(key)") }
    }

    @Test("a range that lets in what the machine cannot do")
    func ranges() {
        #expect(PolicyKey.creditInDoubtUpTo.range == 0...0)
        #expect(PolicyKey.receiptRequired.range == 0...1)
        #expect(PolicyKey.cashUnitStopPercent.range == 1...100)
        for key in PolicyKey.allCases { #expect(key.range.lowerBound >= 0) }
    }

    @Test("a change of a limit that is forgotten, or that changes another")
    func changes() throws {
        var books = StationState(currency: .usd)
        for value in [50_000, 30_000] as [Int64] {
            let change = PolicyChanged(
                key: .visitCashLimit, old: books.policy[.visitCashLimit], new: value, by: people[0], approvedBy: nil)
            try books.apply(.policyChanged(change), at: moment)
        }
        #expect(books.policy[.visitCashLimit] == 30_000)
        #expect(PolicyKey.allCases.filter { books.policy[$0] != $0.standard } == [.visitCashLimit])
    }

    @Test("a day that is not in the calendar, or the day before")
    func businessDates() throws {
        for bad in ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "2026-01-32", "2026/01/01", ""] {
            #expect(throws: NoDate.self) { try BusinessDate(bad) }
        }
        func day(_ milliseconds: Int64, _ offset: Int = 0) -> String {
            BusinessDate(of: Moment(utcMilliseconds: milliseconds, offsetMinutes: offset)).description
        }
        #expect(try BusinessDate("2024-02-29").description == "2024-02-29")
        #expect(day(0) == "1970-01-01" && day(-1) == "1969-12-31")
        #expect(day(1_772_437_500_000) == "2026-03-02" && day(1_772_437_500_000, -480) == "2026-03-01")
        #expect(day(1_709_164_800_000) == "2024-02-29" && day(951_782_400_000) == "2000-02-29")
        #expect(try BusinessDate("2026-02-28") < BusinessDate("2026-03-01"))
    }
}
