/// A day of the calendar, as business and effective dates name it: `2026-03-02`.
public struct CalendarDay: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Year, month and day as one number: 20260302. Sorts as the days do.
    public let number: Int64

    /// Reads `2026-03-02`; a day that no calendar has is refused.
    public init(_ text: String) throws(PostingFault) {
        let bytes = Array(text.utf8)
        let digits = [0, 1, 2, 3, 5, 6, 8, 9]
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            digits.allSatisfy({ (0x30...0x39).contains(bytes[$0]) })
        else { throw .noDate(text) }
        try self.init(number: digits.reduce(0) { $0 * 10 + Int64(bytes[$1] - 0x30) })
    }

    /// Takes 20260302; a day that no calendar has is refused.
    public init(number: Int64) throws(PostingFault) {
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(month, year) else {
            throw .noDate(String(number))
        }
        self.number = number
    }

    /// The day as `2026-03-02`.
    public var description: String {
        "\(padded(number / 10_000, 4))-\(padded(number / 100 % 100, 2))-\(padded(number % 100, 2))"
    }

    /// Earlier days come first.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    private static func days(_ month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 (proleptic Gregorian), for arithmetic on time stamps.
    var daysSinceEpoch: Int64 {
        let (month, day) = (number / 100 % 100, number % 100)
        let year = number / 10_000 - (month <= 2 ? 1 : 0)
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day that many days after 1970-01-01; `nil` outside the years 1 to 9999.
    init?(daysSinceEpoch days: Int64) {
        guard (-719_162...2_932_896).contains(days) else { return nil }
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        number = year * 10_000 + month * 100 + dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    }

    /// The day that many days later (or earlier); `nil` outside the years 1 to 9999.
    public func adding(days: Int64) -> CalendarDay? {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return overflow ? nil : CalendarDay(daysSinceEpoch: sum)
    }
}

/// A number with leading zeros; a longer number is not cut.
func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}
