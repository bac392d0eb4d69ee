/// Why a command of people was not obeyed. Nothing was changed.
public enum Refusal: Error, Hashable, Sendable {
    case twoPeopleNeeded
    /// At least one of the counting pair must not have been in the pull pair (I-24).
    case samePair
    case sealDiffers
    case unknownCashUnit(CashUnitID)
    case wrongStage(CashUnitID, CashUnitRecord.Stage)
    case nothingInstalled
    case alreadyInstalled(CashUnitID)
    case nothingOffered
    case notOffered(to: PersonID)
    case notCounting(PersonID)
    case countedAlready(PersonID)
    case countsMissing
    /// The two counts differ: count again, both of you, without looking at each other's.
    case countsDiffer
    case noteInTransport
    case noDoubt(NoteID)
    case stillInstalled(CashUnitID)
    case noAcceptor
    case noVisit
    case visitOpen
    case notNow
    case moneyInside
    case noAccount
    case closed
    case notAllowed(PolicyKey)
    case dayGoesBack
    case storeRefused
    /// An amount that cannot be.
    case amount

    /// What the person who asked can do about it.
    public var sentence: String {
        switch self {
        case .twoPeopleNeeded: "Two different people are needed for this."
        case .samePair: "At least one of the two who count must be someone who did not pull this cash unit."
        case .sealDiffers: "The seal is not the one that was recorded. Stop, and call a supervisor."
        case .unknownCashUnit(let unit): "No cash unit \(unit) is known here. Check the serial on its label."
        case .wrongStage(let unit, let stage):
            "Cash unit \(unit) is \(stage.rawValue): this cannot be done with it now."
        case .nothingInstalled: "No cash unit is installed."
        case .alreadyInstalled(let unit): "Cash unit \(unit) is installed. Pull it first."
        case .nothingOffered: "Nobody has offered this cash unit. Its holders must offer it first."
        case .notOffered(let person): "This cash unit was not offered to \(person)."
        case .notCounting(let person): "\(person) is not one of the two who count this cash unit."
        case .countedAlready(let person): "\(person) has handed in a count; a stored count is never changed."
        case .countsMissing: "Both counts must be handed in first."
        case .countsDiffer: "The two counts differ. Count again, each alone, and hand in both anew."
        case .noteInTransport: "A note is on its way. Wait until the acceptor has settled it."
        case .noDoubt(let note): "Note \(note) is not in doubt."
        case .stillInstalled(let unit): "Cash unit \(unit) is still installed."
        case .noAcceptor: "No acceptor has answered yet."
        case .noVisit: "No payment is open at this kiosk."
        case .visitOpen: "A payment is already open at this kiosk."
        case .notNow: "This cannot be done at this step."
        case .moneyInside: "Money has been counted. Finish the payment instead."
        case .noAccount: "Choose an account first."
        case .closed: "This kiosk cannot take cash now."
        case .notAllowed(let key):
            "\(key.rawValue) must be between \(key.range.lowerBound) and \(key.range.upperBound)."
        case .dayGoesBack: "A business day cannot be opened before the one that is open."
        case .storeRefused: "The journal cannot be written. No money is taken until the service was restarted."
        case .amount: "This amount cannot be."
        }
    }
}
