public import Money

/// What each bill type is worth.
/// - Source: dossier `bill-acceptors.md` 3.2; common specification 2.6.0, GET BILL TABLE.
public struct CCNETBillTable: Hashable, Sendable {
    /// Five bytes a type, in the order of the types.
    public let rows: [CCNETBillType]

    /// From 24 or 48 rows; bytes at the end that are zero may be left out. `nil` for any other length.
    public init?(_ data: [UInt8]) {
        guard data.count >= 5, data.count <= 240, data.count % 5 == 0 else { return nil }
        let count = data.count <= 120 ? 24 : 48
        let whole = data + [UInt8](repeating: 0, count: count * 5 - data.count)
        rows = (0..<count).map { CCNETBillType(Array(whole[($0 * 5)..<($0 * 5 + 5)])) }
    }

    /// Notes by type; the last type is the coupon's and never money.
    func notes(_ currencies: [CCNETCountry]) -> [Denomination?] {
        rows.dropLast().map { $0.denomination(currencies) } + [nil]
    }
}

/// One row of the table.
public struct CCNETBillType: Hashable, Sendable {
    /// The leading digits as a number; zero: no note.
    public let digits: UInt8
    /// Three letters of a country or a currency, as sent.
    public let country: [UInt8]
    /// Bit 7 clear: zeros to append. Bit 7 set: places to move the decimal point to the left.
    public let exponent: UInt8

    init(_ bytes: [UInt8]) {
        digits = bytes[0]
        country = Array(bytes[1..<4])
        exponent = bytes[4]
    }

    /// As text; signs that are none are shown as a dot.
    public var code: String {
        String(decoding: country.map { (0x21...0x7E).contains($0) ? $0 : 0x2E }, as: UTF8.self)
    }

    /// The face value; `nil`: no note, no known currency, or a value that does not come out in whole minor units.
    public func denomination(_ currencies: [CCNETCountry]) -> Denomination? {
        guard digits > 0, let currency = CCNETCountry.currency(code, currencies) else { return nil }
        let places = Int(exponent & 0x7F)
        var power = currency.minorDigits + (exponent & 0x80 == 0 ? places : -places)
        var amount = Int64(digits)
        while power > 0 {
            let (product, overflow) = amount.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            (amount, power) = (product, power - 1)
        }
        while power < 0 {
            guard amount % 10 == 0 else { return nil }
            (amount, power) = (amount / 10, power + 1)
        }
        do throws(MoneyError) {
            return try Denomination(Money(minorUnits: amount, currency))
        } catch {
            return nil  // only a value that is not positive; there are digits, so it is never reached
        }
    }
}

/// Which currency a country code in a bill table means.
public struct CCNETCountry: Hashable, Sendable {
    /// Three letters as the unit sends them.
    public let code: String
    /// What its notes are counted in.
    public let currency: Currency

    /// A row of an installer's table.
    public init(_ code: String, _ currency: Currency) {
        self.code = code
        self.currency = currency
    }

    /// Countries by the three letters that makers use in place of a currency.
    static let known: [(country: String, currency: String)] = [
        ("ARE", "AED"), ("ARM", "AMD"), ("AUS", "AUD"), ("AZE", "AZN"), ("BGR", "BGN"), ("BLR", "BYN"), ("BRA", "BRL"),
        ("CAN", "CAD"), ("CHE", "CHF"), ("CHN", "CNY"), ("CZE", "CZK"), ("DNK", "DKK"), ("EUR", "EUR"), ("GBR", "GBP"),
        ("GEO", "GEL"), ("HUN", "HUF"), ("ISR", "ILS"), ("JPN", "JPY"), ("KAZ", "KZT"), ("KGZ", "KGS"), ("MDA", "MDL"),
        ("MEX", "MXN"), ("NOR", "NOK"), ("NZL", "NZD"), ("POL", "PLN"), ("QAT", "QAR"), ("ROU", "RON"), ("RUS", "RUB"),
        ("SAU", "SAR"), ("SWE", "SEK"), ("THA", "THB"), ("TUR", "TRY"), ("UKR", "UAH"), ("USA", "USD"), ("UZB", "UZS"),
        ("ZAF", "ZAR"),
    ]

    /// The installer's rows first, then the countries, then the code itself where it is three capital letters.
    static func currency(_ code: String, _ rows: [CCNETCountry]) -> Currency? {
        if let row = rows.first(where: { $0.code == code }) { return row.currency }
        let letters = known.first { $0.country == code }?.currency ?? code
        do throws(MoneyError) { return try Currency(letters) } catch {
            return nil  // no three capital letters: not money
        }
    }
}

extension CCNETBillTable: CustomStringConvertible {
    public var description: String {
        let shown = rows.enumerated().filter { $0.element.digits > 0 }.map { type, row in
            "\(type): \(row.denomination([]).map(\.description) ?? "\(row.digits) \(row.code)")"
        }
        return shown.isEmpty ? "no notes" : shown.joined(separator: ", ")
    }
}
