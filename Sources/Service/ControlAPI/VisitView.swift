/// One customer's visit as the page shows it.
public struct VisitView: Codable, Hashable, Sendable {
    /// The name under which the journal has it.
    public let id: String
    /// In the order in which they are filled.
    public let accounts: [VisitAccountView]
    /// What all accounts together shall get; `null` while an amount owed is not known.
    @OrNull public var target: MoneyView?
    /// Counted so far: in the cash unit and in the books.
    public let paidIn: MoneyView
    /// What is missing to the target, never negative; `null` while that is not known.
    @OrNull public var stillToPay: MoneyView?
    /// Counted beyond the target.
    @OrNull public var over: MoneyView?
    /// What may still be put in.
    public let limitLeft: MoneyView
    /// Every counted note, in order.
    public let notes: [MoneyView]
    /// The newest thing that happened at the mouth.
    public let note: NoteView
    /// Whether a note can be put in this moment.
    public let slot: SlotState
    /// The sum of notes whose place nobody can tell.
    @OrNull public var inDoubt: MoneyView?
    /// How long the page may stay as it is.
    public let idle: IdleView

    /// A visit at one moment.
    public init(
        id: String, accounts: [VisitAccountView], target: MoneyView?, paidIn: MoneyView, stillToPay: MoneyView?,
        over: MoneyView?, limitLeft: MoneyView, notes: [MoneyView], note: NoteView, slot: SlotState,
        inDoubt: MoneyView?, idle: IdleView
    ) {
        (self.id, self.accounts, self.target, self.paidIn) = (id, accounts, target, paidIn)
        (self.stillToPay, self.over, self.limitLeft, self.notes) = (stillToPay, over, limitLeft, notes)
        (self.note, self.slot, self.inDoubt, self.idle) = (note, slot, inDoubt, idle)
    }
}

/// One account of a visit.
public struct VisitAccountView: Codable, Hashable, Sendable {
    /// The number as the ledger knows it.
    public let account: String
    /// As it may be shown in a public room; empty when the ledger could not be asked.
    public let name: String
    /// What is owed; `null`: not known.
    @OrNull public var due: MoneyView?
    /// The late part of it.
    @OrNull public var pastDue: MoneyView?
    /// The day on which service will be shut off, `2026-03-05`.
    @OrNull public var shutOff: String?
    /// What the customer said to pay; `null`: what is owed.
    @OrNull public var wanted: MoneyView?

    /// An account with what is owed and what is wanted.
    public init(
        account: String, name: String, due: MoneyView?, pastDue: MoneyView?, shutOff: String?, wanted: MoneyView?
    ) {
        (self.account, self.name, self.due, self.pastDue) = (account, name, due, pastDue)
        (self.shutOff, self.wanted) = (shutOff, wanted)
    }
}

/// The note that is under way, or was last.
public struct NoteView: Codable, Hashable, Sendable {
    /// What is known about it.
    public let state: NoteState
    /// `null` until the device has told its value.
    @OrNull public var amount: MoneyView?

    /// A note, with its value where that is known.
    public init(state: NoteState, amount: MoneyView? = nil) { (self.state, self.amount) = (state, amount) }
}

/// Where a note is.
public enum NoteState: String, Codable, Hashable, Sendable, CaseIterable {
    /// From the mouth inwards; only `counted` is money. `settling`: being found out; `inDoubt`: nobody can tell.
    case none, drawingIn, escrowed, settling, counted, returned, refused, inDoubt
}

/// The mouth of the bill acceptor.
public enum SlotState: String, Codable, Hashable, Sendable, CaseIterable { case open, shut, opening }

/// How long the kiosk will wait for the customer.
public struct IdleView: Codable, Hashable, Sendable {
    /// Until the page asks, or (while asking) until the visit ends. Seconds.
    public let secondsLeft: Int64
    /// The page asks "Are you still there?".
    public let asking: Bool

    /// The time left, and what ends with it.
    public init(secondsLeft: Int64, asking: Bool) { (self.secondsLeft, self.asking) = (secondsLeft, asking) }
}

/// The receipt on the last page of a visit.
public struct ReceiptView: Codable, Hashable, Sendable {
    /// Gapless per station, `K07-004183`.
    public let number: String
    /// How far the paper is.
    public let state: ReceiptState
    /// The code with which the customer can ask "Where is my money?".
    public let claim: String
    /// The whole payment event.
    public let paid: MoneyView
    /// Of it, towards what was owed.
    public let toBill: MoneyView
    /// Of it, beyond what was owed: stands to the customer's credit.
    public let toCredit: MoneyView
    /// What is still owed; `null`: not known.
    @OrNull public var remaining: MoneyView?
    /// Accepted while the ledger could not be asked; it will be posted.
    public let offline: Bool
    /// Number of notes.
    public let notes: Int64
    /// Until the page goes back to the start. Seconds.
    public let clearsInSeconds: Int64

    /// A receipt as the page shows it, with or without paper.
    public init(
        number: String, state: ReceiptState, claim: String, paid: MoneyView, toBill: MoneyView, toCredit: MoneyView,
        remaining: MoneyView?, offline: Bool, notes: Int64, clearsInSeconds: Int64
    ) {
        (self.number, self.state, self.claim, self.paid) = (number, state, claim, paid)
        (self.toBill, self.toCredit, self.remaining) = (toBill, toCredit, remaining)
        (self.offline, self.notes, self.clearsInSeconds) = (offline, notes, clearsInSeconds)
    }
}

/// What became of the paper; it never touches the money.
public enum ReceiptState: String, Codable, Hashable, Sendable, CaseIterable {
    /// `stalled`: the job waits for the printer (paper, cover); `unknown`: nobody can tell whether it came out.
    case printing, printed, stalled, failed, unknown
}

/// What the ledger said about a number that was typed or scanned.
public struct AccountView: Codable, Hashable, Sendable {
    /// The number as the ledger knows it.
    public let account: String
    /// As it may be shown in a public room.
    public let name: String
    /// What is owed; `null`: not known.
    @OrNull public var due: MoneyView?
    /// The late part of it; `null`: not known.
    @OrNull public var pastDue: MoneyView?
    /// The day on which service will be shut off, `2026-03-05`.
    @OrNull public var shutOff: String?
    /// No checks.
    public let cashOnly: Bool
    /// No payment is taken for it.
    public let closed: Bool
    /// When the ledger knew this (RFC 3339); `null`: now.
    @OrNull public var asOf: String?

    /// An account as the ledger described it.
    public init(
        account: String, name: String, due: MoneyView?, pastDue: MoneyView?, shutOff: String?, cashOnly: Bool,
        closed: Bool, asOf: String?
    ) {
        (self.account, self.name, self.due, self.pastDue) = (account, name, due, pastDue)
        (self.shutOff, self.cashOnly, self.closed, self.asOf) = (shutOff, cashOnly, closed, asOf)
    }
}
