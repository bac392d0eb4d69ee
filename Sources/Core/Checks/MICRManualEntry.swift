/// A line that a person keyed in, because no head could read it.
/// - Source: micr.md 10 (check digit, operator, correction indicator).
public struct MICRManualEntry: Hashable, Sendable {
    /// The line as if it had been read.
    public let line: MICRLine
    /// Who keyed it in.
    public let operatorID: String
    /// What a deposit's record says about such an item.
    public static let correctionIndicator = 3

    /// Takes the fields as they stand on the paper, with `/` for the on-us symbol.
    /// - Parameters:
    ///   - routing: nine digits; the one field with a witness of its own.
    ///   - onUs: right of it: digits, blanks, dashes, `/`.
    ///   - auxOnUs: left of it on long checks; empty on others.
    public init(
        routing: String, onUs: String, auxOnUs: String = "", operatorID: String,
        exceptions: MICRExceptionTable = MICRExceptionTable()
    ) throws(ManualEntryFault) {
        guard !operatorID.isEmpty else { throw .nobody }
        let number: RoutingNumber
        do throws(RoutingFault) { number = try RoutingNumber(routing) } catch { throw .routing(error) }
        guard number.isPayor else { throw .noPayor }
        guard let account = Self.keyed(onUs), account.utf8.contains(where: Self.isDigit) else { throw .onUs }
        guard let aux = Self.keyed(auxOnUs), !aux.utf8.contains(0x6F), aux.utf8.count <= 15 else { throw .auxOnUs }
        let left = aux.utf8.contains(where: Self.isDigit) ? "o\(aux)o " : ""
        line = MICRLine("\(left)t\(number.digits)t \(account)", .upos, exceptions: exceptions)
        guard line.fault == nil, line.account?.digits?.isEmpty == false else { throw .onUs }
        self.operatorID = operatorID
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// In our alphabet; `nil` when another character was keyed.
    private static func keyed(_ text: String) -> String? {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x2F: result.append(0x6F)
            case 0x20, 0x2D, 0x30...0x39: result.append(byte)
            default: return nil
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// What is wrong with a keyed line.
public enum ManualEntryFault: Error, Hashable, Sendable {
    /// Somebody has to answer for it.
    case nobody
    /// Not nine digits, or the check digit fails.
    case routing(RoutingFault)
    /// The number belongs to no bank that pays.
    case noPayor
    /// Digits, dashes, blanks and `/` only, and an account in it.
    case onUs
    /// Digits, dashes and blanks only, fifteen at most.
    case auxOnUs
}
