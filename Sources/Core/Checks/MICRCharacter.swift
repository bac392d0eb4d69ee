/// One place of a MICR line: the fourteen characters of E-13B, a blank, or a character the head could not read.
///
/// The raw value is our one alphabet; each vendor's letters are turned into it at the edge (`MICREncoding`).
/// - Source: micr.md 2 (the letters of UnifiedPOS).
public enum MICRCharacter: UInt8, Hashable, Sendable, CaseIterable {
    /// `0`.
    case zero = 0x30
    /// `1`.
    case one = 0x31
    /// `2`.
    case two = 0x32
    /// `3`.
    case three = 0x33
    /// `4`.
    case four = 0x34
    /// `5`.
    case five = 0x35
    /// `6`.
    case six = 0x36
    /// `7`.
    case seven = 0x37
    /// `8`.
    case eight = 0x38
    /// `9`.
    case nine = 0x39
    /// Nothing is printed there.
    case blank = 0x20
    /// `t`: stands on both sides of the bank's number.
    case transit = 0x74
    /// `o`: parts the account from the serial number.
    case onUs = 0x6F
    /// `a`: stands on both sides of the amount.
    case amount = 0x61
    /// `-`.
    case dash = 0x2D
    /// `?`: something is printed there, and the head could not tell what. It stays unknown; nothing guesses it.
    case unreadable = 0x3F

    /// One of the ten digits.
    public var isDigit: Bool { (0x30...0x39).contains(rawValue) }
}

extension Sequence where Element == MICRCharacter {
    /// The line or a part of it in our alphabet.
    public var text: String { String(decoding: map(\.rawValue), as: UTF8.self) }
}
