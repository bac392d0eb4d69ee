/// Why a text cannot be printed on a check.
public enum CheckTextFault: Error, Hashable, Sendable {
    /// There is no line, or every line is blank.
    case empty
    /// More lines than fit the zone.
    case tooManyLines(limit: Int)
    /// A line longer than the narrowest printer of ours prints.
    case lineTooLong(line: Int, limit: Int)
    /// A character that not every printer has: printable ASCII only.
    case character(line: Int)
}

/// A text for one face of a check: a few lines of printable ASCII.
public struct CheckText: Hashable, Sendable {
    /// From the top; none longer than `maximumColumns`.
    public let lines: [String]

    /// Lines that fit the zone of one bank on the back.
    public static let maximumLines = 8
    /// Characters a line; a slip printer of 5 x 7 dots has room for some 45.
    public static let maximumColumns = 45

    /// Takes lines as they shall stand on the paper; trailing blanks go.
    public init(_ lines: [String]) throws(CheckTextFault) {
        guard lines.count <= Self.maximumLines else { throw .tooManyLines(limit: Self.maximumLines) }
        var kept: [String] = []
        for (number, line) in lines.enumerated() {
            guard line.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .character(line: number + 1) }
            let bytes = line.utf8.reversed().drop { $0 == 0x20 }.reversed()
            guard bytes.count <= Self.maximumColumns else {
                throw .lineTooLong(line: number + 1, limit: Self.maximumColumns)
            }
            kept.append(String(decoding: bytes, as: UTF8.self))
        }
        guard kept.contains(where: { !$0.isEmpty }) else { throw .empty }
        self.lines = kept
    }
}

/// What is printed on the back: from then on the check can only be deposited by us.
public struct Endorsement: Hashable, Sendable {
    /// As it shall stand on the paper.
    public let text: CheckText

    /// An endorsement in words of the office.
    public init(_ text: CheckText) { self.text = text }

    /// The restrictive endorsement of a depositor.
    /// - Parameters:
    ///   - payee: the utility, and its account's name; not a customer's.
    ///   - bank: name of the bank of first deposit.
    ///   - date: as it shall stand there, in words of the office.
    ///   - item: the sequence number that the deposit's record carries too.
    /// - Source: check-scanners.md 4 (lines 1 to 4, routing number in chevrons).
    public init(
        depositOnlyTo payee: String, bank: String, routing: RoutingNumber, date: String, item: String
    ) throws(CheckTextFault) {
        try self.init(
            CheckText(["FOR DEPOSIT ONLY", payee, "\(bank) <\(routing.digits)>", "\(date) \(item)"]))
    }
}

/// What is printed on the front, over the upper part and never over the MICR band: the check cannot be used twice.
public struct Franking: Hashable, Sendable {
    /// As it shall stand on the paper.
    public let text: CheckText

    /// A franking in words of the office.
    public init(_ text: CheckText) { self.text = text }

    /// `PAID`, the office, the date.
    /// - Source: check-scanners.md 4.
    public init(paidAt office: String, date: String) throws(CheckTextFault) {
        try self.init(CheckText(["PAID \(office) \(date)"]))
    }

    /// `VOID`.
    /// - Source: check-scanners.md 4.
    public static func void() throws(CheckTextFault) -> Franking { try Franking(CheckText(["VOID"])) }
}
