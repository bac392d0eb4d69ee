public import Money

/// One row of the unit's currency table: which note an escrow code is.
/// - Source: dossier `bill-acceptors.md` 2.2 (8A), 2.6.
public struct ID003CurrencyRow: Hashable, Sendable, CustomStringConvertible {
    /// 61 to 68.
    public let code: UInt8
    /// See `ID003Countries`.
    public let country: UInt8
    /// Zero: the row is not used.
    public let integer: UInt8
    /// Power of ten.
    public let exponent: UInt8

    /// As on the wire.
    public init(code: UInt8, country: UInt8, integer: UInt8, exponent: UInt8) {
        (self.code, self.country, self.integer, self.exponent) = (code, country, integer, exponent)
    }

    /// The bytes in the order of the wire.
    public var bytes: [UInt8] { [code, country, integer, exponent] }

    static func rows(_ data: [UInt8]) -> [ID003CurrencyRow] {
        stride(from: 0, to: data.count - data.count % 4, by: 4).map {
            ID003CurrencyRow(code: data[$0], country: data[$0 + 1], integer: data[$0 + 2], exponent: data[$0 + 3])
        }
    }

    /// The note, where country and value make one; `nil`: unused row, unknown country, or a value beyond counting.
    public func denomination(_ countries: [ID003Country]) -> Denomination? {
        guard integer > 0, let country = countries.first(where: { $0.code == country }) else { return nil }
        var units = Int64(integer)
        for _ in 0..<(Int(exponent) + country.currency.minorDigits) {
            let (next, overflow) = units.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            units = next
        }
        do throws(MoneyError) { return try Denomination(Money(minorUnits: units, country.currency)) } catch {
            return nil  // no such note: a unit that shows it is answered with "give it back"
        }
    }

    public var description: String {
        if integer == 0 { return "\(hexByte(code)) unused" }
        let value =
            denomination(ID003Countries.all)?.description ?? "country \(hexByte(country)), \(integer) E\(exponent)"
        return "\(hexByte(code)) = \(value)"
    }
}

/// A country code of this wire, and the money that is used there.
public struct ID003Country: Hashable, Sendable {
    /// Second byte of a currency row.
    public let code: UInt8
    /// What its notes are counted in.
    public let currency: Currency

    /// A row of an installer's own table.
    public init(_ code: UInt8, _ currency: Currency) { (self.code, self.currency) = (code, currency) }
}

/// The country codes that are known.
/// - Source: dossier `bill-acceptors.md` 2.6 (two implementations; some rows one only).
public enum ID003Countries {
    /// Ascending by code.
    public static let all: [ID003Country] = known.compactMap { code, name in
        do throws(MoneyError) { return ID003Country(code, try Currency(name)) } catch { return nil }
    }

    private static let known: [(UInt8, String)] = [
        (0x01, "USD"), (0x08, "CAD"), (0x16, "CHF"), (0x27, "RUB"), (0x2D, "CNY"), (0x30, "HUF"), (0x51, "KZT"),
        (0x5C, "UAH"), (0x63, "INR"), (0x78, "IRR"), (0x7E, "MDL"), (0x86, "UZS"), (0xE0, "EUR"),
    ]
}

/// Escrow codes and the notes they stand for.
struct ID003NoteTable: Hashable, Sendable {
    struct Row: Hashable, Sendable {
        let code: UInt8
        let note: Denomination
    }

    /// Only rows that mean a note, in the order the unit told them.
    private(set) var rows: [Row] = []

    /// Codes from 61 on.
    init(fallback: [Denomination?]) {
        rows = fallback.prefix(8).enumerated().compactMap { place, note in
            note.map { Row(code: 0x61 + UInt8(truncatingIfNeeded: place), note: $0) }
        }
    }

    /// A code that is told twice with two values is no note: nobody knows which.
    init(_ told: [ID003CurrencyRow], _ countries: [ID003Country]) {
        let known = told.compactMap { row in row.denomination(countries).map { Row(code: row.code, note: $0) } }
        rows = known.enumerated().filter { place, row in
            !known[..<place].contains { $0.code == row.code }
                && !told.contains { $0.code == row.code && $0.integer > 0 && $0.denomination(countries) != row.note }
        }.map(\.element)
    }

    subscript(_ code: UInt8) -> Denomination? { rows.first { $0.code == code }?.note }

    /// The bits of C0: every code refused but those of the wanted notes.
    func refusal(wanted: [Denomination]) -> UInt8 {
        var mask: UInt8 = 0xFF
        for row in rows where (0x61...0x68).contains(row.code) && wanted.contains(row.note) {
            mask &= ~(1 << (row.code - 0x61))
        }
        return mask
    }

    /// What the identity tells: the currency of the first row, and the face values in it, ascending, each once.
    var faceValues: (currency: Currency, minorUnits: [Int64])? {
        guard let first = rows.first else { return nil }
        let values = rows.filter { $0.note.currency == first.note.currency }.map(\.note.minorUnits).sorted()
        return (first.note.currency, values.reduce(into: []) { if $0.last != $1 { $0.append($1) } })
    }
}
