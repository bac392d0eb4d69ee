public import Money

/// Whose banks an office deposits with.
public enum CheckCountry: String, Hashable, Sendable {
    /// Nine digits with a check digit.
    case unitedStates = "US"
    /// Branch and institution.
    case canada = "CA"

    /// UnifiedPOS `CountryCode`.
    /// - Source: micr.md 9.
    public var code: Int {
        switch self {
        case .unitedStates: 1
        case .canada: 2
        }
    }
}

/// What an office does with a check, by its line alone.
public enum MICRVerdict: Hashable, Sendable {
    /// The line says nothing against it.
    case take
    /// Read it once more; then a person keys it in.
    case readAgain(Doubt)
    /// Whatever is read again, this office does not take such a check.
    case refuse(Refusal)

    /// Why a reading is not believed.
    public enum Doubt: Hashable, Sendable {
        /// A character could not be read.
        case unreadable
        /// The bank's number fails its check digit.
        case checkDigit
        /// The line has not the form of a MICR line.
        case form(MICRFault)
    }

    /// Why a check is not taken.
    public enum Refusal: Hashable, Sendable {
        /// Drawn on a bank of another country.
        case foreign(CheckCountry)
        /// The number belongs to no bank that pays.
        case noPayor
    }
}

extension MICRLine {
    /// Whose bank it is drawn on; `nil` when the transit field does not tell.
    public var country: CheckCountry? {
        switch transit {
        case .us, .wrongCheckDigit: .unitedStates
        case .canadian: .canada
        case .malformed, nil: nil
        }
    }

    /// What an office of this country does with the check: Canadian items are recognised, and not deposited in the US.
    /// - Source: micr.md 4, 5, 6 rule 1.
    public func verdict(in office: CheckCountry = .unitedStates) -> MICRVerdict {
        // The transit field was read in full, and no second reading makes it another bank's.
        if case .canadian = transit, office == .unitedStates { return .refuse(.foreign(.canada)) }
        if let fault { return .readAgain(hasUnreadable ? .unreadable : .form(fault)) }
        if hasUnreadable { return .readAgain(.unreadable) }
        switch transit {
        case .wrongCheckDigit: return .readAgain(.checkDigit)
        case .malformed, nil: return .readAgain(.form(.transitForm))
        case .canadian: return .take
        case .us(let routing):
            guard routing.isPayor else { return .refuse(.noPayor) }
            return office == .unitedStates ? .take : .refuse(.foreign(.unitedStates))
        }
    }

    /// What tells this check from every other; `nil` when a part of it is not sure: then the picture and a person
    /// decide.
    /// - Source: micr.md 6 (a guessed serial number does not count) and 10.
    public func duplicateKey(amount: Money) -> DuplicateKey? {
        guard isAcceptable, let transit, let account = account?.digits, !account.isEmpty, let serial, serial.isCertain
        else { return nil }
        return DuplicateKey(transit: transit.text, account: account, serial: serial.digits, amount: amount)
    }
}

/// Bank, account, number and amount: two checks with one key are one check.
public struct DuplicateKey: Hashable, Sendable {
    /// The transit number as printed.
    public let transit: String
    /// Digits only; never for a log.
    public let account: String
    /// Digits only.
    public let serial: String
    /// What the customer wrote on it.
    public let amount: Money
}

extension DuplicateKey: CustomStringConvertible, CustomReflectable {
    /// Safe to log: the account is masked.
    public var description: String {
        let whose = MICRAccount(account)
        let number = MICRMask.mayShow(number: serial, of: whose) ? "check \(serial)" : "a number not shown"
        return "\(transit), \(MICRMask.account(whose)), \(number)"
    }
    /// The same.
    public var customMirror: Mirror { Mirror(self, unlabeledChildren: [description]) }
}
