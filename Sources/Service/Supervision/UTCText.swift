/// Moments of the wall clock in UTC, for recordings and their file names: arithmetic, the same everywhere.
public enum UTCText {
    /// `2026-11-21T12:00:00.000Z` (RFC 3339), from milliseconds since 1970-01-01.
    public static func iso(_ milliseconds: Int64) -> String {
        let time = parts(milliseconds)
        return "\(four(time.year))-\(two(time.month))-\(two(time.day))T"
            + "\(two(time.second / 3_600)):\(two(time.second / 60 % 60)):\(two(time.second % 60))"
            + ".\(three(time.millisecond))Z"
    }

    /// `20261121-120000`, which sorts as the time does.
    public static func stamp(_ milliseconds: Int64) -> String {
        let time = parts(milliseconds)
        return "\(four(time.year))\(two(time.month))\(two(time.day))-"
            + "\(two(time.second / 3_600))\(two(time.second / 60 % 60))\(two(time.second % 60))"
    }

    /// Days since 1970 to the civil date, proleptic Gregorian.
    private static func parts(
        _ milliseconds: Int64
    ) -> (year: Int64, month: Int64, day: Int64, second: Int64, millisecond: Int64) {
        let days = floor(milliseconds, 86_400_000)
        let ofDay = milliseconds - days * 86_400_000
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1,
            ofDay / 1_000, ofDay % 1_000
        )
    }

    private static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
        value >= 0 ? value / unit : -((-value + unit - 1) / unit)
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    private static func three(_ value: Int64) -> String { value < 100 ? "0\(two(value))" : "\(value)" }
    private static func four(_ value: Int64) -> String { value < 1_000 ? "0\(three(value))" : "\(value)" }
}
