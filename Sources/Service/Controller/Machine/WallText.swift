public import Custody
import Receipts

/// Wall-clock times as people read them, made from arithmetic: no locale, no formatter, the same everywhere.
public enum WallText {
    /// `14:02`, in the moment's own offset.
    public static func time(_ moment: Moment) -> String {
        let minutes = floor(moment.utcMilliseconds, 60_000) + Int64(moment.offsetMinutes)
        let ofDay = minutes - floor(minutes, 1_440) * 1_440
        return "\(two(ofDay / 60)):\(two(ofDay % 60))"
    }

    /// `2026-03-02 14:02`.
    public static func line(_ moment: Moment) -> String { "\(BusinessDate(of: moment)) \(time(moment))" }

    /// ISO 8601 with milliseconds and offset.
    public static func iso(_ moment: Moment) -> String {
        let local = moment.utcMilliseconds + Int64(moment.offsetMinutes) * 60_000
        let ofMinute = local - floor(local, 60_000) * 60_000
        let offset = moment.offsetMinutes.magnitude
        let sign = moment.offsetMinutes < 0 ? "-" : "+"
        return
            "\(BusinessDate(of: moment))T\(time(moment)):\(two(ofMinute / 1_000)).\(three(ofMinute % 1_000))"
            + "\(sign)\(two(Int64(offset / 60))):\(two(Int64(offset % 60)))"
    }

    /// One note of the visit could not be settled; its owner can ask for it.
    static func doubtSentence(_ language: ReceiptLanguage, _ code: String) -> String {
        switch language {
        case .english: "One note is being checked. Ask at the office with code \(code)."
        case .spanish: "Estamos verificando un billete. Pregunte en la oficina con el código \(code)."
        }
    }

    private static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
        value >= 0 ? value / unit : -((-value + unit - 1) / unit)
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    private static func three(_ value: Int64) -> String { value < 100 ? "0\(two(value))" : "\(value)" }
}
