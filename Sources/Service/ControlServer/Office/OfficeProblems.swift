import ControlAPI
import Custody
import Journal

/// A refusal of the machine in the words of this interface.
extension Problem {
    init(_ refusal: Custody.Refusal) {
        let code: ProblemCode =
            switch refusal {
            case .twoPeopleNeeded: .twoPeople
            case .samePair: .samePair
            case .sealDiffers: .sealDiffers
            case .unknownCashUnit, .noDoubt: .notFound
            case .wrongStage, .nothingInstalled, .alreadyInstalled, .nothingOffered, .notOffered, .notCounting,
                .countedAlready, .countsMissing, .countsDiffer, .stillInstalled:
                .wrongStage
            case .noteInTransport, .noAcceptor, .notNow, .noAccount, .setAside, .dayGoesBack: .notNow
            case .noVisit: .noVisit
            case .visitOpen: .visitOpen
            case .moneyInside: .moneyInside
            case .closed: .closed
            case .notAllowed, .amount: .badRequest
            case .storeRefused: .storeRefused
            }
        self.init(code, refusal.sentence)
    }

    init(_ error: JournalError) { self.init(.storeRefused, error.description) }

    static func badName(_ text: String) -> Problem {
        Problem(.badRequest, "\"\(text)\" is no name: letters, digits, '.', '_' and '-', at most 64.")
    }
}

/// Names as they come from outside.
func named<Kind>(_ text: String) throws(Problem) -> ID<Kind> {
    do throws(NoID) { return try ID<Kind>(text) } catch { throw .badName(text) }
}

func people(_ texts: [String]) throws(Problem) -> [PersonID] {
    var people: [PersonID] = []
    for text in texts { people.append(try named(text)) }
    return people
}
