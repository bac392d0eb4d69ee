import EBDSFrame
public import Money
import WireKit

/// A note in words of the wire: ISO code, base, exponent, and how it lay.
///
/// 18 bytes, kept as they are: index, ISO 3, base 3, sign, exponent 2, orientation, type, series, compatibility,
/// version, classification, 2 reserved. Amount = base x 10 to the signed exponent, in units of the currency.
/// - Source: dossier `bill-acceptors.md` 1.8, sub-type 02.
public struct EBDSNoteSpecification: Hashable, Sendable {
    /// Bytes of one specification.
    public static let size = 18
    /// The bytes in the order of the wire.
    public let bytes: [UInt8]

    /// `nil` unless there are exactly 18 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = Array(bytes)
    }

    /// Row of the unit's table in an answer to a query; 0 in escrow and stacked frames.
    public var index: UInt8 { bytes[0] }
    /// No note: no ISO code (zero bytes), or a base that says nothing (zero bytes, digits zero, spaces). What stands in
    /// the other fields makes no note of it.
    /// - Source: dossier 1.5 (blank stack: value 0, ISO bytes 00); spaces are our reading.
    public var isBlank: Bool {
        bytes[1..<4].allSatisfy { $0 == 0 } || bytes[4..<7].allSatisfy { [0x00, 0x20, 0x30].contains($0) }
    }
    /// Blank and of no currency (zero bytes, spaces): behind it the table has no rows. A blank row of a currency is one
    /// that is not used.
    public var endsTable: Bool { isBlank && bytes[1..<4].allSatisfy { $0 == 0 || $0 == 0x20 } }
    /// The face value; `nil` when the unit names none that can be read exactly.
    public var denomination: Denomination? { readDenomination(bytes[1..<10]) }
    /// How the note lay, 0 to 3 (right up and down, face up and down).
    public var orientation: UInt8 { bytes[10] }
    /// Letters of the data set: type, series, compatibility, version.
    public var letters: ArraySlice<UInt8> { bytes[11..<15] }
    /// Recognition class of the recycler family; 0 unknown or not used.
    public var classification: UInt8 { bytes[15] }
}

extension EBDSNoteSpecification: CustomStringConvertible {
    public var description: String {
        if isBlank { return "row \(index): no note" }
        let worth = denomination?.description ?? "unreadable value \(Hex.text(bytes[1..<10]))"
        return "row \(index): \(worth), orientation \(orientation), set \(printable(letters)), class \(classification)"
    }
}

/// One row of the unit's table of seven values.
/// - Source: dossier 1.8, sub-type 06: index, ISO 3, base 3, sign, exponent 2.
public struct EBDSValueEntry: Hashable, Sendable {
    /// Bytes of one row.
    public static let size = 10
    /// The bytes in the order of the wire.
    public let bytes: [UInt8]

    /// `nil` unless there are exactly 10 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = Array(bytes)
    }

    /// Note value index 1 to 7.
    public var index: UInt8 { bytes[0] }
    /// The face value; `nil` for an empty row or a value that cannot be read exactly.
    public var denomination: Denomination? { readDenomination(bytes[1..<10]) }
}

/// Reads ISO 3, base 3, sign, exponent 2 (all ASCII) without rounding: what is no whole number of minor units is `nil`.
func readDenomination(_ field: ArraySlice<UInt8>) -> Denomination? {
    guard field.count == 9 else { return nil }
    let at = field.startIndex
    guard let base = decimal(field[(at + 3)..<(at + 6)]), let power = decimal(field[(at + 7)..<(at + 9)]) else {
        return nil
    }
    let sign: Int64
    switch field[at + 6] {
    case 0x2B: sign = 1
    case 0x2D: sign = -1
    default: return nil
    }
    do {
        let currency = try Currency(String(decoding: field[at..<(at + 3)], as: UTF8.self))
        let shift = Int64(currency.minorDigits) + sign * power
        guard shift >= 0, shift <= 15 else { return nil }
        let minor = (0..<shift).reduce(base) { part, _ in part * 10 }
        return try Denomination(Money(minorUnits: minor, currency))
    } catch {
        return nil  // no currency or no positive value: the unit named no note we can book
    }
}

private func decimal(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
        guard (0x30...0x39).contains(digit) else { return nil }
        value = value * 10 + Int64(digit - 0x30)
    }
    return value
}

/// Text of the wire for people: blanks and NULs at the end fall away, other bytes become dots.
func printable(_ bytes: some Collection<UInt8>) -> String {
    var text = bytes.map { (0x20...0x7E).contains($0) ? $0 : ($0 == 0 ? 0x20 : 0x2E) }
    while text.last == 0x20 { text.removeLast() }
    while text.first == 0x20 { text.removeFirst() }
    return String(decoding: text, as: UTF8.self)
}

/// Two capital digits.
func hexByte(_ byte: UInt8) -> String { Hex.text([byte]) }
