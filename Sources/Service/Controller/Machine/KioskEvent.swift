public import Custody
public import DeviceKit
public import Money
public import Receipts

/// Everything that can happen to a kiosk.
public enum KioskEvent: Hashable, Sendable {
    /// The store is open and its facts are folded: the first event of a life.
    case started(epoch: Int, program: String)
    /// What the note acceptor was seen to do.
    case acceptor(BillAcceptorReport)
    /// What the receipt printer, or a drawer on it, was seen to do.
    case printer(POSPrinterReport)
    /// What a drawer with a line of its own was seen to do.
    case drawer(DrawerID, CashDrawerReport)
    /// What the reader of bills and stubs was seen to do.
    case scanner(ScannerReport)
    /// What the check scanner was seen to do.
    case checkScanner(CheckScannerReport)
    /// From the page; refused where the step does not fit.
    case customer(CustomerCommand)
    /// From the staff's page or command line.
    case staff(StaffCommand)
    /// A row of the outbox came further.
    case posting(PostingWord)
    /// Whether the core ledger answers.
    case ledger(online: Bool)
    /// The relay's comparison after a restore is over (or there was nothing to compare): money may be taken.
    case moneyAllowed(Bool)
    /// The journal could not be written. Nothing it was asked for is durable; no money until the service starts again.
    case storeFailed(String)
    /// The disk is nearly full or read-only: no further note. `nil`: it is well again.
    case storeWarning(String?)
    /// Faults came again and again: a device is set aside.
    case quarantine(DeviceQuarantined)
    /// These devices are somebody else's for a time: what needs them is not offered.
    case claimed([DeviceID])
    /// The service is stopping: acceptance off, for good.
    case stopping
    /// The deadline is reached; may come early.
    case time
}

/// What a customer does at the kiosk's page.
public enum CustomerCommand: Hashable, Sendable {
    /// A visit begins.
    case open(language: ReceiptLanguage)
    /// The open visit goes on in another language.
    case language(ReceiptLanguage)
    /// What to pay, in the order in which it is filled; replaces an earlier choice.
    case choose([ChosenAccount])
    /// Take notes.
    case cash
    /// The note in escrow, or the next one there, goes back.
    case giveBack
    /// Settle what is counted, and print.
    case finish
    /// Leave without paying; only while nothing is counted.
    case cancel
    /// Still here: the idle time begins anew.
    case moreTime
    /// One more paper of the receipt, marked as a copy.
    case copy
    /// Leave the receipt's page.
    case close
}

/// An account of a visit with what the ledger said about it, for the page.
public struct ChosenAccount: Hashable, Sendable {
    /// What stands in the journal of it.
    public var choice: AccountChoice
    /// As it may be shown in a public room; `nil`: the ledger could not be asked.
    public var name: String?
    /// The late part of what is owed; `nil`: not known.
    public var pastDue: Money?
    /// The day service will be shut off, as text; `nil`: none, or not known.
    public var shutOff: String?

    /// A choice, with whatever the ledger told.
    public init(choice: AccountChoice, name: String? = nil, pastDue: Money? = nil, shutOff: String? = nil) {
        (self.choice, self.name, self.pastDue, self.shutOff) = (choice, name, pastDue, shutOff)
    }
}

/// What people at work do.
public enum StaffCommand: Hashable, Sendable {
    /// Put an empty cash unit in; the seal is the one that was broken.
    case install(CashUnitID, seal: String, by: [PersonID])
    /// Take the installed one out; the seal closes it.
    case pull(seal: String, by: [PersonID])
    /// Propose a hand-over of a pulled unit.
    case offer(CashUnitID, to: [PersonID], CustodyOffered.Purpose)
    /// End the proposal.
    case withdrawOffer(CashUnitID)
    /// Take over, with the seal as it was read.
    case accept(CashUnitID, by: [PersonID], seal: String)
    /// Open it on the table: the expected value freezes.
    case startCount(CashUnitID, by: [PersonID])
    /// Hand in one person's blind count.
    case submitCount(CashUnitID, by: PersonID, DenominationCounts)
    /// Book what two equal counts show.
    case settleCount(CashUnitID)
    /// The note of a doubt was found in the path.
    case found(NoteID, by: [PersonID])
    /// Take the acceptor and its count as they are now.
    case adopt(by: [PersonID])
    /// One pulse for one request; the same request never pulses twice.
    case openDrawer(DrawerID, request: String, DrawerOpenIntended.Reason, by: PersonID)
    /// Print a slip without money on it, to see that the printer works; not while somebody pays. Named by its request.
    case tryPrinter(request: String)
    /// Read one check and keep nothing of it but how it went.
    case tryCheckScanner(request: String)
    /// Money belongs to this day from now on.
    case openDay(BusinessDate, by: [PersonID])
    /// A new value for a limit, in the unit of the key.
    case setPolicy(PolicyKey, Int64, by: PersonID, approvedBy: PersonID?)
    /// Set a device aside; in words, why.
    case setAside(DeviceID, words: String, by: PersonID)
    /// Answer for a device that was set aside.
    case release(DeviceID, by: PersonID)
    /// A full roll of paper is in the printer.
    case fitPaper(PaperRollFitted)
    /// A customer claims the money of a visit that had no account.
    case claim(VisitID, AccountChoice, by: PersonID)
}

/// The relay's results.
public enum PostingWord: Hashable, Sendable {
    /// The core has booked the row under its own reference.
    case posted(key: String, reference: String)
    /// The core refused the row for good, in its words: the money moves to a case.
    case rejected(key: String, words: String)
    /// Was posted and is gone at the core: it is on its way again.
    case missing(key: String)
    /// Found at the core under our name; the restored journal does not know it. `event` numbers it in its epoch.
    case takenOver(key: String, event: Int64, body: String, reference: String, settlesGap: Bool)
}

/// What the shell must do, in this order. The next one begins only when a commit is durable.
public enum KioskEffect: Hashable, Sendable {
    /// Make these durable, in one piece, before anything that follows.
    case commit([Fact])
    /// Order to the acceptor.
    case acceptor(BillAcceptorCommand)
    /// Order to the printer or its drawers.
    case printer(POSPrinterCommand)
    /// Order to a drawer with a line of its own.
    case drawer(DrawerID, CashDrawerCommand)
    /// Order to the reader of bills and stubs.
    case scanner(ScannerCommand)
    /// Order to the check scanner.
    case checkScanner(CheckScannerCommand)
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
    /// What stands on it.
    public var content: Content

    /// The papers that a kiosk's printer makes.
    public enum Content: Hashable, Sendable {
        /// For money that was booked.
        case receipt(PaymentReceipt)
        /// For money that nobody can tell the place of: the code to ask with.
        case claim(ClaimSlip)
        /// To see that the printer works; no money stands on it.
        case test(ReceiptDocument)
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
        case .test(let document): return document
        }
    }
}
