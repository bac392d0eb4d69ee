/// What the scan line of a practice stub carries, 25 digits in OCR-A, printed in four groups:
///
/// ```
/// 10000016 00006347 20260331 6
/// |        |        |        +- check digit: Luhn over the 24 digits before it
/// |        |        +---------- due date
/// |        +------------------- amount due in cents
/// +---------------------------- account number with its own check digit
/// ```
///
/// The amount is what the bill said on its day; what is owed now only the core can tell.
public struct StubLine: Hashable, Sendable, CustomStringConvertible {
    /// The account the bill was sent for.
    public let account: AccountNumber
    /// Amount due when the bill was printed, in cents.
    public let dueCents: Int64
    /// When it was due.
    public let dueDate: CalendarDay
    /// How its line is laid out.
    public let layout: StubLayout

    /// Takes amounts that fit the layout.
    public init?(account: AccountNumber, dueCents: Int64, dueDate: CalendarDay, layout: StubLayout = .practice) {
        guard dueCents >= 0, String(dueCents).utf8.count <= layout.width(.amountDue) else { return nil }
        (self.account, self.dueCents, self.dueDate, self.layout) = (account, dueCents, dueDate, layout)
    }

    /// Reads what the scanner sent; spaces and line ends do not matter. A letter is never taken for the digit it
    /// resembles: what was misread is scanned again or typed.
    public init(scanned text: String, layout: StubLayout = .practice) throws(StubFault) {
        guard text.utf8.count <= 128 else { throw .tooLong }
        let digits = text.utf8.filter { ![0x20, 0x09, 0x0D, 0x0A].contains($0) }
        guard !digits.isEmpty else { throw .empty }
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .notDigits }
        guard digits.count == layout.length else { throw .wrongLength(digits.count, wanted: layout.length) }
        guard layout.check.holds(digits) else { throw .damaged }
        var (account, cents, date): (AccountNumber?, Int64?, CalendarDay?)
        var place = 0
        for column in layout.columns {
            let part = String(decoding: digits[place..<(place + column.width)], as: UTF8.self)
            place += column.width
            switch column.field {
            case .account: do { account = try AccountNumber(typed: part) } catch { throw .damaged }
            case .amountDue: cents = Int64(part)
            case .dueDate:
                guard let number = Int64(part) else { throw .damaged }
                do { date = try CalendarDay(number: number) } catch { throw .noSuchDay(part) }
            }
        }
        guard let account, let cents, let date else { throw .damaged }
        (self.account, dueCents, dueDate, self.layout) = (account, cents, date, layout)
    }

    /// The groups as they are printed.
    public var description: String {
        let groups = layout.columns.map { column in
            switch column.field {
            case .account: account.digits
            case .amountDue: padded(dueCents, column.width)
            case .dueDate: padded(dueDate.number, column.width)
            }
        }
        return (groups + [String(layout.check.digit(for: groups.joined()))]).joined(separator: " ")
    }
}

/// Where things stand in a scan line, as data. The check digit comes last and covers all before it.
public struct StubLayout: Hashable, Sendable {
    /// What a stub carries; each stands in a layout once.
    public enum Field: Hashable, Sendable, CaseIterable { case account, amountDue, dueDate }

    /// So many digits for one field.
    public struct Column: Hashable, Sendable {
        /// What stands there.
        public let field: Field
        /// Digits, filled with zeros in front.
        public let width: Int

        /// A field and its width.
        public init(_ field: Field, _ width: Int) { (self.field, self.width) = (field, width) }
    }

    /// In the order of printing.
    public let columns: [Column]
    /// How the last digit is made.
    public let check: CheckDigit

    /// `nil` unless each field is there once, account and date with eight digits, the amount with 4 to 12.
    public init?(_ columns: [Column], check: CheckDigit = .luhn) {
        func width(_ field: Field) -> Int? {
            let found = columns.filter { $0.field == field }
            return found.count == 1 ? found[0].width : nil
        }
        guard columns.count == 3, width(.account) == 8, width(.dueDate) == 8,
            let amount = width(.amountDue), (4...12).contains(amount), check.isUsable
        else { return nil }
        (self.columns, self.check) = (columns, check)
    }

    private init(practice columns: [Column]) { (self.columns, check) = (columns, .luhn) }

    /// The practice office's stub.
    public static let practice = StubLayout(practice: [
        Column(.account, 8), Column(.amountDue, 8), Column(.dueDate, 8),
    ])

    /// All digits, the check digit included.
    public var length: Int { columns.reduce(1) { $0 + $1.width } }

    func width(_ field: Field) -> Int { columns.first { $0.field == field }?.width ?? 0 }
}

/// How the last digit of a scan line is made from those before it.
public enum CheckDigit: Hashable, Sendable {
    /// Luhn: finds every wrong digit, and two neighbours changed over except 09 and 90.
    case luhn
    /// Digits times these weights in turn from the left, summed; what lacks to the next ten. 7, 3, 1 finds every wrong digit,
    /// and neighbours changed over unless they differ by five.
    case weights([Int])

    var isUsable: Bool {
        switch self {
        case .luhn: true
        case .weights(let weights):
            !weights.isEmpty && weights.count <= 32 && weights.allSatisfy { (1...9).contains($0) }
        }
    }

    func digit(for digits: String) -> Int {
        switch self {
        case .luhn: Luhn.checkDigit(of: digits)
        case .weights(let weights):
            (10 - digits.utf8.enumerated().reduce(0) {
                $0 + Int($1.element - 0x30) * weights[$1.offset % weights.count]
            } % 10)
                % 10
        }
    }

    func holds(_ digits: [UInt8]) -> Bool {
        guard let last = digits.last else { return false }
        return digit(for: String(decoding: digits.dropLast(), as: UTF8.self)) == Int(last - 0x30)
    }
}

/// Why a text is no scan line of a stub.
public enum StubFault: Error, Hashable, Sendable {
    /// Nothing but spaces.
    case empty
    /// More than 128 bytes: not looked at any further.
    case tooLong
    /// Something stands between the digits that is no space: a sign the reader could not make out.
    case notDigits
    /// So many digits instead of those of the layout.
    case wrongLength(Int, wanted: Int)
    /// A check digit, the line's or the account's, does not fit.
    case damaged
    /// The check digits fit, the due date is no day.
    case noSuchDay(String)

    /// One sentence for the person at the screen.
    public var sentence: String {
        switch self {
        case .empty: "Nothing was read. Please scan the line at the foot of the stub."
        case .tooLong: "That is too long for the line of a stub."
        case .notDigits: "A sign of the line could not be read. Please scan again or type the account number."
        case .wrongLength(let found, let wanted): "The line of a stub has \(wanted) digits; \(found) were read."
        case .damaged: "The line could not be read whole. Please scan again or type the account number."
        case .noSuchDay: "The due date on this line is no day. Is this a stub of ours?"
        }
    }
}
