public import Money

/// What stands in magnetic ink at the foot of one check, field by field, as far as it could be read.
///
/// The printed forms (`description`, a dump) show the last four digits of the account and no more: a line may be
/// logged.
/// - Source: micr.md 3, 6, 10.
public struct MICRLine: Hashable, Sendable {
    /// The very bytes of the reader, in its own letters. Kept for the audit, never shown.
    public let raw: [UInt8]
    /// The letters that `raw` is written in.
    public let encoding: MICREncoding
    /// The line in our one alphabet; empty when `raw` has a character that no MICR line has.
    public let characters: [MICRCharacter]
    /// Between the two transit symbols; `nil`: the line has no such field.
    public let transit: MICRTransit?
    /// External processing code: the one character left of the transit field, touching it or, if a digit, apart.
    public let epc: MICRCharacter?
    /// Left of the transit field, between its two symbols: business checks only.
    public let auxOnUs: String?
    /// Right of the transit field up to the amount, without the blanks around; `nil`: the line has no such field.
    public let onUs: String?
    /// Who pays; `nil`: the line has no such field. Where the serial number was only guessed, this is what the guess
    /// left over: `wholeAccount` has all of it.
    public let account: MICRAccount?
    /// All that stands left of the last on-us symbol, with a guessed serial number in it.
    public let wholeAccount: MICRAccount?
    /// The number of the check in its book; `nil`: unknown, as on many lines.
    public let serial: MICRSerial?
    /// Right of the on-us symbol what is no serial number: a transaction or process code.
    public let processControl: String?
    /// Ten digits, cents; banks encode it later, so it is absent from nearly every check a customer hands over.
    public let amountDigits: String?
    /// Why the line is not to be believed as it stands; `nil`: it parses.
    public let fault: MICRFault?

    init(_ raw: [UInt8], _ encoding: MICREncoding, _ fields: MICRFields) {
        self.raw = raw
        self.encoding = encoding
        characters = fields.characters
        transit = fields.transit
        epc = fields.epc
        auxOnUs = fields.auxOnUs
        onUs = fields.onUs
        account = fields.account
        wholeAccount = fields.wholeAccount
        serial = fields.serial
        processControl = fields.processControl
        amountDigits = fields.amountDigits
        fault = fields.fault
    }

    /// The line in our alphabet, in full. It holds a customer's account: for storage, never for a log.
    public var canonical: String { characters.text }

    /// A character could not be read. Fields may be shown to a person; nothing is taken by itself.
    public var hasUnreadable: Bool { characters.contains(.unreadable) }

    /// Business checks are long and carry the auxiliary field; all others count as personal.
    public var kind: CheckKind { auxOnUs == nil ? .personal : .business }

    /// Every character was read, every field has its form, and the bank's number can be a payor's. Whether the office
    /// takes such a check is another question: `verdict(in:)`.
    public var isAcceptable: Bool {
        guard fault == nil, !hasUnreadable, let transit else { return false }
        return switch transit {
        case .us(let routing): routing.isPayor
        case .canadian: true
        case .wrongCheckDigit, .malformed: false
        }
    }

    /// The encoded amount; `nil` where none is printed.
    public func amount(in currency: Currency) -> Money? {
        amountDigits.flatMap(Int64.init).map { Money(minorUnits: $0, currency) }
    }
}

/// What stands between the two transit symbols.
public enum MICRTransit: Hashable, Sendable {
    /// Nine digits whose check digit holds.
    case us(RoutingNumber)
    /// Nine digits whose check digit does not hold.
    case wrongCheckDigit(String)
    /// Branch and institution of a Canadian bank.
    case canadian(CanadianTransit)
    /// Another length, or a character that could not be read.
    case malformed(String)

    /// As printed.
    public var text: String {
        switch self {
        case .us(let routing): routing.digits
        case .canadian(let transit): transit.description
        case .wrongCheckDigit(let text), .malformed(let text): text
        }
    }
}

/// Personal or business, as UnifiedPOS tells them apart.
public enum CheckKind: String, Hashable, Sendable { case personal, business }

/// The account on a line.
public struct MICRAccount: Hashable, Sendable {
    /// With its dashes, blanks and inner symbols: the form a deposit's record wants. Never for a log.
    public let text: String

    /// Takes the field as printed, without the blanks around it.
    public init(_ text: String) { self.text = text }

    /// Only the digits; `nil` when one of them could not be read: such an account is not known.
    public var digits: String? { text.utf8.contains(0x3F) ? nil : readableDigits }

    /// The digits that could be read, which may be too few: for the eye, never as a key.
    public var readableDigits: String {
        String(decoding: text.utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self)
    }
}

/// The number of a check in its book, and how far to believe it.
public struct MICRSerial: Hashable, Sendable {
    /// Digits, with `?` where one could not be read; from the auxiliary field all that is printed there.
    public let text: String
    /// Which rule found it.
    public let rule: MICRSerialRule
    /// Put together from several groups, because nothing told which of them is the number.
    public let isGlued: Bool

    /// A serial number as a rule found it.
    public init(_ text: String, _ rule: MICRSerialRule, isGlued: Bool = false) {
        self.text = text
        self.rule = rule
        self.isGlued = isGlued
    }

    /// Only the digits: what two readings of one check have in common.
    public var digits: String { String(decoding: text.utf8.filter { (0x30...0x39).contains($0) }, as: UTF8.self) }

    /// Every digit was read.
    public var isReadable: Bool { !text.utf8.contains(0x3F) }

    /// Good enough to tell two checks apart: read in full, of one piece, and not merely guessed.
    public var isCertain: Bool { isReadable && rule != .leftGuess && !isGlued }
}

/// The rules by which a serial number is found, in the order in which they are tried.
/// - Source: micr.md 6, rule 6.
public enum MICRSerialRule: String, Hashable, Sendable, CaseIterable {
    /// The table of exceptions has an entry for this bank.
    case exception
    /// The auxiliary field.
    case aux
    /// Three digits or more that stand bare left of the transit field: Canadian checks only.
    case leftOfTransit = "left_of_transit"
    /// Three digits or more right of the last on-us symbol.
    case rightOfOnUs = "right_of_on_us"
    /// Three to five digits directly after the transit field: a guess, for the eye only.
    case leftGuess = "left_guess"
    /// No rule fits: the number is unknown.
    case none
}

/// What is wrong with a line.
/// - Source: micr.md 6, rules 1 to 5.
public enum MICRFault: String, Error, Hashable, Sendable, CaseIterable {
    /// A character that the reader's alphabet has not.
    case illegalCharacter = "illegal character"
    /// Something stands right of the closing amount symbol.
    case afterAmount = "characters after amount field"
    /// Not exactly ten digits between two amount symbols.
    case malformedAmount = "malformed amount field"
    /// None, one, or more than two transit symbols.
    case transitSymbols = "transit field needs exactly two transit symbols"
    /// Neither nine digits nor a Canadian transit.
    case transitForm = "transit field unreadable or wrong length"
    /// Something left of the transit field that is neither auxiliary field nor processing code.
    case beforeTransit = "stray characters before the transit field"
}
