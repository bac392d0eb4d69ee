extension Money: CustomStringConvertible {
    /// Plain figures with the currency's own number of decimals and thousands commas: `-1,234.50`.
    public var plain: String { Money.figures(minorUnits, digits: currency.minorDigits, grouped: true) }

    /// Figures without commas, for files: `-1234.50`.
    public var bare: String { Money.figures(minorUnits, digits: currency.minorDigits, grouped: false) }

    /// With a dollar sign where the currency is USD: `$20.00`; else with the code: `EUR 20.00`.
    public var display: String {
        let sign = minorUnits < 0 ? "-" : ""
        let figures = Money.figures(minorUnits, digits: currency.minorDigits, grouped: true).drop { $0 == "-" }
        return currency == .usd ? "\(sign)$\(figures)" : "\(sign)\(currency.code) \(figures)"
    }

    public var description: String { "\(plain) \(currency.code)" }

    private static func figures(_ minorUnits: Int64, digits: Int, grouped: Bool) -> String {
        var all = String(minorUnits.magnitude)
        if all.utf8.count <= digits { all = String(repeating: "0", count: digits + 1 - all.utf8.count) + all }
        let whole = all.dropLast(digits)
        var text = ""
        for (place, digit) in whole.enumerated() {
            if grouped, place > 0, (whole.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        if digits > 0 { text += "." + all.suffix(digits) }
        return minorUnits < 0 ? "-" + text : text
    }

    /// Reads `63.47`, `63`, `1,234.50` or `-3.00`. More decimals than the currency has are refused, never rounded.
    public init(parsing text: String, _ currency: Currency) throws(MoneyError) {
        var rest = Substring(text)
        let negative = rest.first == "-"
        if negative { rest = rest.dropFirst() }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, !first.isEmpty else { throw .noAmount(text) }
        let groups = first.split(separator: ",", omittingEmptySubsequences: false)
        let wellGrouped = groups.count == 1 || (groups[0].count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 })
        guard wellGrouped, groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else {
            throw .noAmount(text)
        }
        let decimals = parts.count == 2 ? parts[1] : ""
        if parts.count == 2 {
            guard !decimals.isEmpty, decimals.utf8.count <= currency.minorDigits,
                decimals.utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { throw .noAmount(text) }
        }
        let padding = String(repeating: "0", count: currency.minorDigits - decimals.utf8.count)
        let digits = groups.joined() + String(decimals) + padding
        guard let value = Int64((negative ? "-" : "") + digits) else { throw .overflow }
        self.init(minorUnits: value, currency)
    }
}
