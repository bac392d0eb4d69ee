/// Why a command of people was not obeyed. Nothing was changed.
public enum Refusal: Error, Hashable, Sendable {
    /// Fewer or more than two people, or the same person twice.
    case twoPeopleNeeded
    /// At least one of the counting pair must not have been in the pull pair (I-24).
    case samePair
    /// The seal read at the take-over is not the one recorded at the pull.
    case sealDiffers
    /// No fact of this journal ever named that cash unit.
    case unknownCashUnit(CashUnitID)
    /// The cash unit is at a stage at which this act does not exist; the stage it is at.
    case wrongStage(CashUnitID, CashUnitRecord.Stage)
    /// A pull, but the kiosk has no cash unit.
    case nothingInstalled
    /// An install, but this cash unit is still in the kiosk.
    case alreadyInstalled(CashUnitID)
    /// A take-over or a withdrawal without an offer.
    case nothingOffered
    /// The offer names other people.
    case notOffered(to: PersonID)
    /// This person is not one of the pair that began the count (or, before it, not a holder).
    case notCounting(PersonID)
    /// This person's count of the round is stored; stored counts are never changed.
    case countedAlready(PersonID)
    /// The round is not complete: one of the pair, or both, have not handed in.
    case countsMissing
    /// The two counts differ: count again, both of you, without looking at each other's.
    case countsDiffer
    /// An acceptor has an intent without an outcome: pulling now would carry the note's answer away.
    case noteInTransport
    /// The note is settled, or was never intended here.
    case noDoubt(NoteID)
    /// The act is for a cash unit outside of the kiosk.
    case stillInstalled(CashUnitID)
    /// No unit has told its serial number since the service started.
    case noAcceptor
    /// A visit is needed for this and none fits.
    case noVisit
    /// A visit begins only when the one before has ended.
    case visitOpen
    /// The machine is at another step.
    case notNow
    /// A visit with counted notes cannot be cancelled, only finished.
    case moneyInside
    /// Money needs an account to go to before the slot opens.
    case noAccount
    /// Cash is not offered now: printer, acceptor, cash unit, journal or offline limit.
    case closed
    /// The device is set aside, and nobody has answered for it.
    case setAside(DeviceID)
    /// The value is outside of `PolicyKey.range`.
    case notAllowed(PolicyKey)
    /// Business days open in order.
    case dayGoesBack
    /// The journal did not take the fact, so nothing happened.
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
        case .setAside(let device): "\(device) is set aside. Somebody must look at it and release it first."
        case .notAllowed(let key):
            "\(key.rawValue) must be between \(key.range.lowerBound) and \(key.range.upperBound)."
        case .dayGoesBack: "A business day cannot be opened before the one that is open."
        case .storeRefused: "The journal cannot be written. No money is taken until the service was restarted."
        case .amount: "This amount cannot be."
        }
    }
}
