public import Custody
public import Money
public import Receipts

/// The visit on the screen. Lost with the process: what matters of it is in the books.
public struct KioskSession: Hashable, Sendable {
    /// The name its facts are recorded under.
    public let visit: VisitID
    /// Of page and receipt.
    public internal(set) var language: ReceiptLanguage
    /// Where the customer is.
    public internal(set) var step = Step.accounts
    /// What to pay, in the order in which it is filled.
    public internal(set) var accounts: [ChosenAccount] = []
    /// Each counted note, in order.
    public internal(set) var counted: [Money] = []
    /// The newest thing at the mouth.
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
    /// How it is ending; `nil` before that.
    public internal(set) var how: VisitEnded.How?

    /// Which page the customer is on.
    public enum Step: Hashable, Sendable {
        /// Accounts and amounts are chosen; no note is taken.
        case accounts
        /// Notes are taken.
        case cash
        /// No further note; waits until the last one has an outcome.
        case finishing
        /// The receipt's page, since this elapsed time; goes away by itself.
        case done(since: Duration)
    }

    /// The newest note, as the customer sees it.
    public enum NoteSight: Hashable, Sendable {
        /// Nothing was put in yet, or nothing that matters any more.
        case none
        /// Something is being drawn in; its value is not known.
        case drawingIn
        /// It can still be given back.
        case escrowed(Money)
        /// The order to stack went out.
        case settling(Money)
        /// Stacked and durable: it is money.
        case counted(Money)
        /// Given back; `nil`: the device could not name it.
        case returned(Money?)
        /// The device did not take it in.
        case refused
        /// Nobody can tell where it is; it is not counted.
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
