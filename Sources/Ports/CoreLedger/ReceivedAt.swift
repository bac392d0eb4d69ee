/// When the money was received: an instant, the office's offset from UTC, and how far the clock can be believed.
///
/// Its text is always `2026-03-02T15:04:11.000-08:00`: one instant has one spelling, so that bytes can be compared.
public struct ReceivedAt: Hashable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01 UTC.
    public let utcMilliseconds: Int64
    /// Minutes east of UTC, -1439 to 1439.
    public let offsetMinutes: Int64

    /// Takes years 1 to 9999 and offsets under a day.
    public init(utcMilliseconds: Int64, offsetMinutes: Int64) throws(PostingFault) {
        guard (-1439...1439).contains(offsetMinutes),
            (-62_135_500_000_000...253_402_200_000_000).contains(utcMilliseconds)
        else { throw .noTime("\(utcMilliseconds) ms, \(offsetMinutes) min") }
        self.utcMilliseconds = utcMilliseconds
        self.offsetMinutes = offsetMinutes
    }

    /// Reads exactly the form that `description` writes.
    public init(_ text: String) throws(PostingFault) {
        let bytes = Array(text.utf8)
        func digits(_ range: Range<Int>) -> Int64? {
            bytes[range].reduce(Int64?(0)) { sum, byte in
                guard let sum, (0x30...0x39).contains(byte) else { return nil }
                return sum * 10 + Int64(byte - 0x30)
            }
        }
        let marks: [(Int, UInt8)] = [(10, 0x54), (13, 0x3A), (16, 0x3A), (19, 0x2E), (26, 0x3A)]
        guard bytes.count == 29, marks.allSatisfy({ bytes[$0.0] == $0.1 }), bytes[23] == 0x2B || bytes[23] == 0x2D,
            let hour = digits(11..<13), let minute = digits(14..<16), let second = digits(17..<19),
            let milli = digits(20..<23), let offsetHour = digits(24..<26), let offsetMinute = digits(27..<29),
            hour < 24, minute < 60, second < 60, offsetHour < 24, offsetMinute < 60
        else { throw .noTime(text) }
        let day = try CalendarDay(String(text.prefix(10)))
        let offset = (bytes[23] == 0x2D ? -1 : 1) * (offsetHour * 60 + offsetMinute)
        let local = ((day.daysSinceEpoch * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + milli
        try self.init(utcMilliseconds: local - offset * 60_000, offsetMinutes: offset)
    }

    /// Local time with milliseconds and offset.
    public var description: String {
        let local = utcMilliseconds + offsetMinutes * 60_000
        let days = (local >= 0 ? local : local - 86_399_999) / 86_400_000
        let rest = local - days * 86_400_000
        let day = CalendarDay(daysSinceEpoch: days)?.description ?? "0000-00-00"  // the initialisers keep the years
        let time = "\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):\(padded(rest / 1000 % 60, 2))"
        let (sign, offset) = (offsetMinutes < 0 ? "-" : "+", abs(offsetMinutes))
        return "\(day)T\(time).\(padded(rest % 1000, 3))\(sign)\(padded(offset / 60, 2)):\(padded(offset % 60, 2))"
    }
}
