/// Why a request was refused: the body of every answer that is no success, `application/problem+json` (RFC 9457).
///
/// The title is one sentence for a person; programs go by the code. Nothing else is inside, least of all internals.
public struct Problem: Error, Codable, Hashable, Sendable {
    /// Always `about:blank`: the code says more than an address would.
    public let type: String
    /// One sentence that says what is wrong and, where it helps, what to do.
    public let title: String
    /// The HTTP status.
    public let status: Int
    /// The reason as programs read it.
    public let code: ProblemCode

    /// A refusal with the status that belongs to its code.
    public init(_ code: ProblemCode, _ title: String) {
        (self.type, self.title, self.status, self.code) = ("about:blank", title, code.status, code)
    }
}

/// Every reason for which this interface refuses.
public enum ProblemCode: String, Codable, Hashable, Sendable, CaseIterable {
    // What was sent
    /// Wrong whoever sends it, and whenever: the request itself has to change.
    case badRequest, unknownField, tooLarge, unsupportedType, notFound, methodNotAllowed, foreignOrigin
    // Accounts
    /// The number typed, or the ledger that should know it; `checkDigitWrong` was found without asking.
    case accountUnknown, checkDigitWrong, tooManyTries, ledgerUnavailable
    // The visit and the kiosk
    /// The machine is at another step: read the kiosk again before trying anything else.
    case noVisit, visitOpen, moneyInside, notNow, closed
    /// Somebody else has the device for himself; the title names him.
    case claimed
    // Custody
    /// Two people, their seal, and the stage of the cash unit.
    case twoPeople, samePair, sealDiffers, wrongStage
    // The service
    /// `storeRefused`: nothing was done, because it could not be written down. `unexpected`: the log has it.
    case storeRefused, unexpected

    /// The HTTP status that goes with the reason.
    public var status: Int {
        switch self {
        case .badRequest, .unknownField: 400
        case .foreignOrigin: 403
        case .notFound, .accountUnknown: 404
        case .methodNotAllowed: 405
        case .noVisit, .visitOpen, .moneyInside, .notNow, .closed, .claimed, .samePair, .sealDiffers, .wrongStage: 409
        case .tooLarge: 413
        case .unsupportedType: 415
        case .checkDigitWrong, .twoPeople: 422
        case .tooManyTries: 429
        case .unexpected: 500
        case .ledgerUnavailable, .storeRefused: 503
        }
    }

    /// A code that this build does not know (an older client, a newer service) reads as `unexpected`; title and status
    /// still say what happened.
    public init(from decoder: any Decoder) throws {
        self = ProblemCode(rawValue: try decoder.singleValueContainer().decode(String.self)) ?? .unexpected
    }
}
