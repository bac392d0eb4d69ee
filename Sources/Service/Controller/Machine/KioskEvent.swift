public import Custody
public import DeviceKit
public import Money
public import Receipts

/// Everything that can happen to a kiosk.
public enum KioskEvent: Hashable, Sendable {
    /// The store is open and its facts are folded: the first event of a life.
    case started(epoch: Int, program: String)
    case acceptor(BillAcceptorReport)
    case printer(POSPrinterReport)
    case customer(CustomerCommand)
    case staff(StaffCommand)
    case posting(PostingWord)
    /// Whether the core ledger answers.
    case ledger(online: Bool)
    /// The relay's comparison after a restore is over (or there was nothing to compare): money may be taken.
    case moneyAllowed(Bool)
    /// The journal could not be written. Nothing it was asked for is durable; no money until the service starts again.
    case storeFailed(String)
    /// The disk is nearly full or read-only: no further note. `nil`: it is well again.
    case storeWarning(String?)
    /// The service is stopping: acceptance off, for good.
    case stopping
    case time
}

/// What a customer does at the kiosk's page.
public enum CustomerCommand: Hashable, Sendable {
    case open(language: ReceiptLanguage)
    case language(ReceiptLanguage)
    case choose([ChosenAccount])
    case cash
    case giveBack
    case finish
    case cancel
    case moreTime
    case copy
    case close
}

/// An account of a visit with what the ledger said about it, for the page.
public struct ChosenAccount: Hashable, Sendable {
    public var choice: AccountChoice
    public var name: String?
    public var pastDue: Money?
    public var shutOff: String?

    public init(choice: AccountChoice, name: String? = nil, pastDue: Money? = nil, shutOff: String? = nil) {
        (self.choice, self.name, self.pastDue, self.shutOff) = (choice, name, pastDue, shutOff)
    }
}

/// What people at work do.
public enum StaffCommand: Hashable, Sendable {
    case install(CashUnitID, seal: String, by: [PersonID])
    case pull(seal: String, by: [PersonID])
    case offer(CashUnitID, to: [PersonID], CustodyOffered.Purpose)
    case withdrawOffer(CashUnitID)
    case accept(CashUnitID, by: [PersonID], seal: String)
    case startCount(CashUnitID, by: [PersonID])
    case submitCount(CashUnitID, by: PersonID, DenominationCounts)
    case settleCount(CashUnitID)
    /// The note of a doubt was found in the path.
    case found(NoteID, by: [PersonID])
    /// Take the acceptor and its count as they are now.
    case adopt(by: [PersonID])
    case openDrawer(DrawerID, request: String, DrawerOpenIntended.Reason, by: PersonID)
    case openDay(BusinessDate, by: [PersonID])
    case setPolicy(PolicyKey, Int64, by: PersonID, approvedBy: PersonID?)
    /// A customer claims the money of a visit that had no account.
    case claim(VisitID, AccountChoice, by: PersonID)
}

/// The relay's results.
public enum PostingWord: Hashable, Sendable {
    case posted(key: String, reference: String)
    case rejected(key: String, words: String)
    /// Was posted and is gone at the core: it is on its way again.
    case missing(key: String)
    /// Found at the core under our name; the restored journal does not know it. `event` numbers it in its epoch.
    case takenOver(key: String, event: Int64, body: String, reference: String, settlesGap: Bool)
}

/// What the shell must do, in this order. The next one begins only when a commit is durable.
public enum KioskEffect: Hashable, Sendable {
    case commit([Fact])
    case acceptor(BillAcceptorCommand)
    case printer(POSPrinterCommand)
    /// Print it; the shell adds the head of the chain as it is now.
    case print(PrintOrder)
    /// A sealed body for the relay.
    case post(OutboxRow)
    /// The command was not obeyed, and nothing was changed.
    case refuse(Refusal)
}

/// One piece of paper.
public struct PrintOrder: Hashable, Sendable {
    /// Names the job for ever: `K07-004183/0`, the number after the stroke counting the copies.
    public var id: String
    public var content: Content

    public enum Content: Hashable, Sendable {
        case receipt(PaymentReceipt)
        case claim(ClaimSlip)
    }

    /// The device-neutral document, with the chain's head on it.
    public func document(chainHead: String) -> ReceiptDocument {
        switch content {
        case .receipt(var receipt):
            receipt.chainHead = chainHead
            return ReceiptDocument(receipt)
        case .claim(var slip):
            slip.chainHead = chainHead
            return ReceiptDocument(slip)
        }
    }
}
