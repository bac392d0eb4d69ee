/// The transit field of a Canadian check: branch and institution. It has no check digit.
/// - Source: micr.md 5.
public struct CanadianTransit: Hashable, Sendable, CustomStringConvertible {
    /// Five digits.
    public let branch: String
    /// Three digits.
    public let institution: String

    /// Takes the printed form `BBBBB-III`; `nil` for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 9, bytes[5] == 0x2D else { return nil }
        guard bytes.enumerated().allSatisfy({ $0.offset == 5 || (0x30...0x39).contains($0.element) }) else {
            return nil
        }
        branch = String(decoding: bytes[0..<5], as: UTF8.self)
        institution = String(decoding: bytes[6...], as: UTF8.self)
    }

    /// The form of electronic transfers: `0IIIBBBBB`.
    public var electronic: String { "0" + institution + branch }

    /// The eight digits without the dash: the key of an exception table.
    public var eight: String { branch + institution }

    public var description: String { branch + "-" + institution }
}
