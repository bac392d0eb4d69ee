/// Why ten bytes, or a step, are no entry of an exception table.
public enum MICRExceptionFault: Error, Hashable, Sendable {
    /// An entry is ten bytes.
    case length
    /// A half byte of the bank's number is no digit.
    case notDecimal
    /// The top three bits name no step, or the step takes nothing.
    case step(UInt8)
    /// Something stands after the end.
    case afterEnd
    /// More than six steps, or none.
    case count
}

/// One bank that prints its line against the rules: which characters of the on-us field are serial number and account.
///
/// The steps run over the characters of the field from the left, blanks and symbols included. Readers keep ten bytes an
/// entry: eight digits of the bank's number, two in a byte, then up to six steps.
/// - Source: micr.md 8.
public struct MICRExceptionEntry: Hashable, Sendable {
    /// First eight digits of the transit number; for a Canadian bank branch and institution without the dash.
    public let bank: String
    /// In the order in which they run.
    public let steps: [Step]

    /// What to do with the next characters; the count is 1 to 31.
    public enum Step: Hashable, Sendable {
        /// Take them as serial number.
        case serial(Int)
        /// Take them as account, blanks and symbols included.
        case account(Int)
        /// Pass over them.
        case skip(Int)

        /// Three bits say what, five bits how many.
        fileprivate var byte: UInt8 {
            switch self {
            case .serial(let count): 0x20 | UInt8(count)
            case .account(let count): 0x40 | UInt8(count)
            case .skip(let count): 0x80 | UInt8(count)
            }
        }

        fileprivate var count: Int {
            switch self {
            case .serial(let count), .account(let count), .skip(let count): count
            }
        }
    }

    /// An entry as staff write it.
    public init(bank: String, steps: [Step]) throws(MICRExceptionFault) {
        guard bank.utf8.count == 8, bank.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .notDecimal }
        guard (1...6).contains(steps.count) else { throw .count }
        for step in steps where !(1...31).contains(step.count) { throw .step(0) }
        self.bank = bank
        self.steps = steps
    }

    /// An entry as readers keep it.
    public init(_ bytes: [UInt8]) throws(MICRExceptionFault) {
        guard bytes.count == 10 else { throw .length }
        let halves = bytes[..<4].flatMap { [$0 >> 4, $0 & 15] }
        guard halves.allSatisfy({ $0 < 10 }) else { throw .notDecimal }
        let end = bytes[4...].firstIndex(of: 0) ?? bytes.endIndex
        guard bytes[end...].allSatisfy({ $0 == 0 }) else { throw .afterEnd }
        var steps: [Step] = []
        for byte in bytes[4..<end] { steps.append(try Self.step(byte)) }
        try self.init(bank: String(decoding: halves.map { $0 + 0x30 }, as: UTF8.self), steps: steps)
    }

    private static func step(_ byte: UInt8) throws(MICRExceptionFault) -> Step {
        let count = Int(byte & 31)
        guard count > 0 else { throw .step(byte) }
        switch byte >> 5 {
        case 1: return .serial(count)
        case 2: return .account(count)
        case 4: return .skip(count)
        default: throw .step(byte)
        }
    }

    /// The ten bytes.
    public func encoded() -> [UInt8] {
        let digits = bank.utf8.map { $0 - 0x30 }
        let number = stride(from: 0, to: 8, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        let steps = self.steps.map(\.byte)
        return number + steps + [UInt8](repeating: 0, count: 6 - steps.count)
    }

    /// What the steps take out of an on-us field; `nil` when it is too short for them, or a serial step meets no digit.
    func reading(of field: ArraySlice<MICRCharacter>) -> (serial: String?, account: String?)? {
        var rest = field
        var (serial, account): (String?, String?)
        for step in steps {
            guard rest.count >= step.count else { return nil }
            let part = rest.prefix(step.count)
            rest = rest.dropFirst(step.count)
            switch step {
            case .serial:
                let digits = part.filter(\.isNumeral)
                guard !digits.isEmpty else { return nil }
                serial = (serial ?? "") + digits.text
            case .account: account = (account ?? "") + part.text
            case .skip: break
            }
        }
        return (serial, account)
    }
}

/// The banks whose lines the rules would read wrongly. Staff edit it; a reader's own table can be taken over.
public struct MICRExceptionTable: Hashable, Sendable {
    /// In the order in which they are tried.
    public let entries: [MICRExceptionEntry]

    /// A table; several entries for one bank are tried in their order.
    public init(_ entries: [MICRExceptionEntry] = []) { self.entries = entries }

    /// A table as readers keep it: ten bytes an entry.
    public init(_ bytes: [UInt8]) throws(MICRExceptionFault) {
        guard bytes.count % 10 == 0 else { throw .length }
        var entries: [MICRExceptionEntry] = []
        for place in stride(from: 0, to: bytes.count, by: 10) {
            entries.append(try MICRExceptionEntry(Array(bytes[place..<(place + 10)])))
        }
        self.entries = entries
    }

    /// The entries of one bank, by the first eight digits of its number.
    public func entries(of bank: String) -> [MICRExceptionEntry] { entries.filter { $0.bank == bank } }

    /// The first entry of this bank that fits the field; `nil`: the common rules hold.
    func reading(
        of field: ArraySlice<MICRCharacter>, at transit: MICRTransit
    ) -> (serial: String?, account: String?)? {
        guard !entries.isEmpty else { return nil }
        switch transit {
        case .us(let routing): return first(routing.firstEight, field)
        case .canadian(let transit): return first(transit.eight, field)
        // A bank's number that is not sure is no key.
        case .wrongCheckDigit, .malformed: return nil
        }
    }

    private func first(
        _ bank: String, _ field: ArraySlice<MICRCharacter>
    ) -> (serial: String?, account: String?)? {
        for entry in entries(of: bank) {
            if let found = entry.reading(of: field) { return found }
        }
        return nil
    }
}
