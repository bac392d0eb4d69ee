/// The amount in words, as it is written over the line of a check: `ONE HUNDRED TWENTY AND 05/100`.
enum LegalAmount {
    static func words(_ minorUnits: Int64) -> String {
        let cents = minorUnits.magnitude
        let rest = cents % 100
        return "\(dollars(cents / 100)) AND \(rest < 10 ? "0" : "")\(rest)/100"
    }

    private static func dollars(_ value: UInt64) -> String {
        if value >= 1_000_000 { return "\(value)" }
        if value >= 1000 {
            return "\(dollars(value / 1000)) THOUSAND" + (value % 1000 == 0 ? "" : " \(dollars(value % 1000))")
        }
        if value >= 100 {
            return "\(small[Int(value / 100)]) HUNDRED" + (value % 100 == 0 ? "" : " \(dollars(value % 100))")
        }
        if value >= 20 {
            return tens[Int(value / 10)] + (value % 10 == 0 ? "" : "-\(small[Int(value % 10)])")
        }
        return small[Int(value)]
    }

    private static let small = [
        "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE",
        "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN",
    ]
    private static let tens = [
        "", "", "TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY",
    ]
}
