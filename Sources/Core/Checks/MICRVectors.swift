/// Published lines and numbers, answered in the words of the papers that publish them: for the check of a vector file.
///
/// A vector has a `kind` (`line`, `aba`, `fraction`), an `input`, and for a line an `encoding`. The answer is a list of
/// named values in the words of the paper, to be held against what the vector expects.
/// - Source: micr.md 11.
public enum MICRVectors {
    /// One named value of an answer.
    public struct Field: Hashable, Sendable {
        /// As the papers name it.
        public let name: String
        /// What we make of it.
        public let value: Value

        /// A value under its name.
        public init(_ name: String, _ value: Value) { (self.name, self.value) = (name, value) }
        init(_ name: String, _ text: String) { self.init(name, .text(text)) }
        init(_ name: String, _ truth: Bool) { self.init(name, .truth(truth)) }
    }

    /// A text, or yes and no.
    public enum Value: Hashable, Sendable, CustomStringConvertible {
        /// In the papers' words or digits.
        case text(String)
        /// Yes or no.
        case truth(Bool)

        public var description: String {
            switch self {
            case .text(let text): "\"\(text)\""
            case .truth(let truth): truth ? "true" : "false"
            }
        }
    }

    /// One value in which a paper and we differ; `nil`: it is not there.
    public struct Disagreement: Hashable, Sendable, CustomStringConvertible {
        /// As the papers name it.
        public let name: String
        /// What the vector says.
        public let expected: Value?
        /// What we say.
        public let ours: Value?

        public var description: String {
            "\(name): expected \(expected?.description ?? "nothing"), got \(ours?.description ?? "nothing")"
        }
    }

    /// Why a vector cannot be answered at all.
    public enum Unanswerable: Error, Hashable, Sendable {
        /// Neither line, routing number nor fraction.
        case kind(String)
        /// Letters that no table of ours has.
        case encoding(String)
    }

    /// What we make of one vector.
    /// - Parameter exceptions: entries of an exception table that hold for this line.
    public static func answer(
        kind: String, input: String, encoding: String?, exceptions: MICRExceptionTable = MICRExceptionTable()
    ) throws(Unanswerable) -> [Field] {
        switch kind {
        case "line":
            guard let letters = MICREncoding(rawValue: encoding ?? "") else { throw .encoding(encoding ?? "") }
            return line(MICRLine(input, letters, exceptions: exceptions))
        case "aba": return number(input)
        case "fraction": return fraction(input)
        default: throw .kind(kind)
        }
    }

    /// The first thing in which an answer differs from what a paper expects; `nil`: they agree.
    ///
    /// Every value that is expected must be there and be the same. An error, an unreadable character, an amount and a
    /// process code must not be there when none is expected. An error that is expected in other words than ours is met
    /// by any error: then only that the line is refused can be compared.
    public static func disagreement(expected: [Field], answer: [Field]) -> Disagreement? {
        for field in expected {
            guard let ours = answer.first(where: { $0.name == field.name }) else {
                return Disagreement(name: field.name, expected: field.value, ours: nil)
            }
            if field.name == "error", case .text(let words) = field.value, !errorWords.contains(words) { continue }
            guard ours.value == field.value else {
                return Disagreement(name: field.name, expected: field.value, ours: ours.value)
            }
        }
        for name in ["error", "unreadable", "amount", "process_control"] {
            guard let ours = answer.first(where: { $0.name == name }) else { continue }
            if !expected.contains(where: { $0.name == name }) {
                return Disagreement(name: name, expected: nil, ours: ours.value)
            }
        }
        return nil
    }

    private static let errorWords = MICRFault.allCases.map(\.rawValue) + [noFraction]

    private static let noFraction = "not a fraction"

    private static func number(_ input: String) -> [Field] {
        do throws(RoutingFault) {
            let number = try RoutingNumber(input)
            return [
                Field("check_digit_ok", true), Field("prefix", number.prefix.rawValue),
                Field("accept_as_payor", number.isPayor),
            ]
        } catch {
            let prefix =
                switch error {
                case .form: "n/a"
                case .checkDigit: RoutingPrefix(firstTwo: input.prefix(2)).rawValue
                }
            return [Field("check_digit_ok", false), Field("prefix", prefix), Field("accept_as_payor", false)]
        }
    }

    private static func fraction(_ input: String) -> [Field] {
        do throws(FractionFault) { return [Field("routing", try RoutingFraction(input).routing.digits)] } catch {
            return [Field("error", noFraction)]
        }
    }

    private static func line(_ line: MICRLine) -> [Field] {
        var fields = [Field("accept", line.isAcceptable)]
        if let fault = line.fault { fields.append(Field("error", fault.rawValue)) }
        guard line.fault != .illegalCharacter else { return fields }
        fields.append(Field("canonical", line.canonical))
        // The papers' answers end where the reading ended: without a transit field there is nothing more to tell.
        guard let transit = line.transit else { return fields }
        if line.hasUnreadable { fields.append(Field("unreadable", true)) }
        if let amount = line.amountDigits { fields.append(Field("amount", amount)) }
        fields += self.transit(transit)
        fields += [
            Field("epc", line.epc.map { [$0].text } ?? ""), Field("aux_on_us", line.auxOnUs ?? ""),
            Field("on_us_raw", line.onUs ?? ""), Field("serial", line.serial?.text ?? ""),
            Field("serial_rule", (line.serial?.rule ?? .none).rawValue),
            Field("account_raw", line.account?.text ?? ""),
            Field("account_digits", line.account?.readableDigits ?? ""), Field("check_type", line.kind.rawValue),
        ]
        // Beside a number in the auxiliary field; elsewhere it is a transaction code, for which the papers have no field.
        if line.auxOnUs != nil, let code = line.processControl { fields.append(Field("process_control", code)) }
        if let onUs = line.depositOnUs { fields.append(Field("x9_on_us", onUs)) }
        if let aux = line.depositAuxOnUs { fields.append(Field("x9_aux_on_us", aux)) }
        return fields
    }

    private static func transit(_ transit: MICRTransit) -> [Field] {
        let text = Field("transit", transit.text)
        switch transit {
        case .us(let number):
            return [
                text, Field("country", CheckCountry.unitedStates.rawValue), Field("transit_check_digit_ok", true),
                Field("upos_bank_number", number.bankNumber),
            ]
        case .wrongCheckDigit(let digits):
            return [
                text, Field("country", CheckCountry.unitedStates.rawValue), Field("transit_check_digit_ok", false),
                Field("upos_bank_number", String(digits.dropFirst(3).prefix(5))),
            ]
        case .canadian(let number):
            return [
                text, Field("country", CheckCountry.canada.rawValue), Field("ca_transit", number.branch),
                Field("ca_institution", number.institution), Field("eft", number.electronic),
            ]
        case .malformed: return [text]
        }
    }
}
