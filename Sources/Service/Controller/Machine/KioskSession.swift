public import Custody
public import Money
public import Receipts

/// The visit on the screen. Lost with the process: what matters of it is in the books.
public struct KioskSession: Hashable, Sendable {
    public let visit: VisitID
    public internal(set) var language: ReceiptLanguage
    public internal(set) var step = Step.accounts
    public internal(set) var accounts: [ChosenAccount] = []
    /// Each counted note, in order.
    public internal(set) var counted: [Money] = []
    public internal(set) var note = NoteSight.none
    /// The last sign of life of the customer.
    public internal(set) var touchedAt: Duration
    /// The page asks whether somebody is still there.
    public internal(set) var asking = false
    /// The customer pressed "give it back": the next note in escrow goes back.
    public internal(set) var wantsBack = false
    /// The receipt of this visit.
    public internal(set) var receipt: String?
    /// The code the customer can ask with.
    public internal(set) var claim: String?
    /// The ledger was not reachable when the payment was made.
    public internal(set) var offline = false
    public internal(set) var how: VisitEnded.How?

    public enum Step: Hashable, Sendable {
        case accounts
        case cash
        /// No further note; waits until the last one has an outcome.
        case finishing
        case done(since: Duration)
    }

    /// The newest note, as the customer sees it.
    public enum NoteSight: Hashable, Sendable {
        case none
        case drawingIn
        case escrowed(Money)
        /// The order to stack went out.
        case settling(Money)
        case counted(Money)
        case returned(Money?)
        case refused
        case inDoubt(Money)

        /// Between the customer's hand and an order: it can still be given back.
        var isOnItsWay: Bool {
            switch self {
            case .drawingIn, .escrowed: true
            case .none, .settling, .counted, .returned, .refused, .inDoubt: false
            }
        }
    }
}

extension KioskSession {
    /// Counted in this visit.
    public func paidIn(_ currency: Currency) -> Money {
        Money(minorUnits: counted.reduce(0) { $0 + $1.minorUnits }, currency)
    }

    /// What all accounts together shall get; `nil` while an amount owed is not known.
    public func target(_ currency: Currency) -> Money? {
        do throws(MoneyError) { return try AllocationRule.target(accounts.map(\.choice), currency) } catch {
            return nil
        }
    }
}
