public import Money

/// A customer began at a kiosk.
public struct VisitOpened: Hashable, Sendable, Codable {
    /// Named by us; every fact about the customer's money names it.
    public let visit: VisitID
    /// Code of the language the receipt will be in, `en`.
    public let language: String

    /// The start of a visit.
    public init(visit: VisitID, language: String) {
        self.visit = visit
        self.language = language
    }
}

/// What the customer wants to pay. Replaces an earlier choice of the same visit.
public struct AccountsChosen: Hashable, Sendable, Codable {
    /// The open visit.
    public let visit: VisitID
    /// In the order in which they are filled; empty: no account yet.
    public let choices: [AccountChoice]

    /// The choice that holds from here on.
    public init(visit: VisitID, choices: [AccountChoice]) {
        self.visit = visit
        self.choices = choices
    }
}

/// One account of a visit.
public struct AccountChoice: Hashable, Sendable, Codable {
    /// The account in the ledger.
    public let account: AccountID
    /// What the ledger said is owed, when it was asked; `nil`: it could not be asked.
    public let due: Money?
    /// What the customer said to pay; `nil`: what is owed.
    public let wanted: Money?

    /// One account with what is known and wanted at this moment.
    public init(account: AccountID, due: Money?, wanted: Money?) {
        self.account = account
        self.due = due
        self.wanted = wanted
    }
}

/// The visit is over; money still held or in doubt keeps it in the books.
public struct VisitEnded: Hashable, Sendable, Codable {
    /// The visit that ended.
    public let visit: VisitID
    /// Who or what ended it.
    public let how: How

    /// The end of a visit; its money is settled by other facts.
    public init(visit: VisitID, how: How) {
        self.visit = visit
        self.how = how
    }

    /// `timedOut`: nobody touched the screen; `recovered`: the service had stopped in between.
    public enum How: String, Hashable, Sendable, Codable { case finished, cancelled, timedOut, recovered }
}

/// Held money became a payment: one act, all allocations or none, with its receipt number and its sealed body.
public struct PaymentCommitted: Hashable, Sendable, Codable {
    /// Named by us, once per payment event.
    public let payment: PaymentID
    /// The visit whose held money this is, all of it.
    public let visit: VisitID
    /// The receipt number, gapless per station.
    public let receipt: String
    /// The whole payment event; equal to the sum of its allocations.
    public let amount: Money
    /// One per account, in the customer's order.
    public let allocations: [Allocation]
    /// Notes by face value.
    public let notes: DenominationCounts
    /// What made it final.
    public let reason: Reason
    /// The day to which the money belongs.
    public let businessDate: BusinessDate
    /// The day on which the customer counts as having paid, however late it is posted.
    public let effectiveDate: BusinessDate
    /// The idempotency key: the same for ever.
    public let key: String
    /// The body for the core ledger, sealed: sent as these very bytes on every try.
    public let body: String
    /// Characters a customer can ask with: "where is my money?"
    public let claimCode: String

    /// A payment that is complete: nothing of it is filled in later.
    public init(
        payment: PaymentID, visit: VisitID, receipt: String, amount: Money, allocations: [Allocation],
        notes: DenominationCounts, reason: Reason, businessDate: BusinessDate, effectiveDate: BusinessDate,
        key: String, body: String, claimCode: String
    ) {
        self.payment = payment
        self.visit = visit
        self.receipt = receipt
        self.amount = amount
        self.allocations = allocations
        self.notes = notes
        self.reason = reason
        self.businessDate = businessDate
        self.effectiveDate = effectiveDate
        self.key = key
        self.body = body
        self.claimCode = claimCode
    }

    /// What turned held money into a payment.
    public enum Reason: String, Hashable, Sendable, Codable {
        /// `doubtSettled`, `foundInPath`: a note of an ended visit turned up; `claimed`: a visit without account found
        /// its own.
        case finished, timedOut, recovered, doubtSettled, foundInPath, claimed
    }

    func lines() throws(LineFault) -> [Line] {
        var lines = [try Line.debit(.held(visit), amount)]
        for allocation in allocations {
            if allocation.toBill.isPositive {
                lines.append(try .credit(.receivable(allocation.account), allocation.toBill))
            }
            if allocation.toCredit.isPositive {
                lines.append(try .credit(.credit(allocation.account), allocation.toCredit))
            }
        }
        return lines
    }
}

/// The part of a payment event that goes to one account, as the amount owed was known at inquiry.
public struct Allocation: Hashable, Sendable, Codable {
    /// Who is credited.
    public let account: AccountID
    /// Towards what is owed; all of it where the amount owed could not be asked.
    public let toBill: Money
    /// Beyond what is owed: a credit balance.
    public let toCredit: Money

    /// One account's part of a payment event.
    public init(account: AccountID, toBill: Money, toCredit: Money) {
        self.account = account
        self.toBill = toBill
        self.toCredit = toCredit
    }
}

/// Nobody claimed the money of a visit without an account within the time: it moves to the list of the back office.
public struct HeldBecameUnidentified: Hashable, Sendable, Codable {
    /// The visit that nobody claimed.
    public let visit: VisitID
    /// Its case in the back office.
    public let reference: CaseID
    /// All that was held for the visit.
    public let amount: Money

    /// Held money that has no account and no claimant.
    public init(visit: VisitID, reference: CaseID, amount: Money) {
        self.visit = visit
        self.reference = reference
        self.amount = amount
    }
}

/// The core ledger's final word on a sealed body. "Unknown" is no answer and no fact.
public struct PostingAnswered: Hashable, Sendable, Codable {
    /// The idempotency key of the body.
    public let key: String
    /// What the core decided.
    public let answer: Answer
    /// The core's own reference, or the refusal in its words.
    public let detail: String
    /// Where the money of a refused posting went, with its case.
    public let reference: CaseID?
    /// Of the payment: a rejection takes them back in its lines. Empty for `missingAgain`.
    public let allocations: [Allocation]

    /// An answer about one sealed body.
    public init(key: String, answer: Answer, detail: String, reference: CaseID?, allocations: [Allocation]) {
        self.key = key
        self.answer = answer
        self.detail = detail
        self.reference = reference
        self.allocations = allocations
    }

    /// `missingAgain`: posted once, but the core does not have it any more, so it is sent again.
    public enum Answer: String, Hashable, Sendable, Codable { case posted, rejected, missingAgain }

    func lines() throws(LineFault) -> [Line] {
        guard answer == .rejected, let reference else { return [] }
        var lines: [Line] = []
        for allocation in allocations {
            if allocation.toBill.isPositive {
                lines.append(try .debit(.receivable(allocation.account), allocation.toBill))
                lines.append(try .credit(.unidentified(reference), allocation.toBill))
            }
            if allocation.toCredit.isPositive {
                lines.append(try .debit(.credit(allocation.account), allocation.toCredit))
                lines.append(try .credit(.unidentified(reference), allocation.toCredit))
            }
        }
        return lines
    }
}

/// Found at the core under this station's name, unknown to its journal: it was restored from a backup.
///
/// The customer has the credit already and the notes are in the cash unit, as notes that the journal cannot explain.
public struct PostingTakenOver: Hashable, Sendable, Codable {
    /// The idempotency key it is booked under.
    public let key: String
    /// The body as the core keeps it; empty where it keeps none.
    public let body: String
    /// The core's own reference.
    public let reference: String
    /// The number of the payment inside its epoch: receipt numbers go on behind it.
    public let event: Int64
    /// It is one of the payments that the lost part of the journal held.
    public let settlesGap: Bool

    /// A payment that only the core remembers.
    public init(key: String, body: String, reference: String, event: Int64, settlesGap: Bool) {
        self.key = key
        self.body = body
        self.reference = reference
        self.event = event
        self.settlesGap = settlesGap
    }
}

/// What became of a receipt's paper. Never touches the money.
public struct ReceiptEnded: Hashable, Sendable, Codable {
    /// The receipt number on the paper.
    public let receipt: String
    /// 0 is the original; a copy is marked on the paper.
    public let copy: Int
    /// How far the paper came.
    public let outcome: Outcome
    /// Why it failed, for people; empty where there is nothing to say.
    public let detail: String

    /// A step of one copy of a receipt.
    public init(receipt: String, copy: Int, outcome: Outcome, detail: String) {
        self.receipt = receipt
        self.copy = copy
        self.outcome = outcome
        self.detail = detail
    }

    /// `unknown`: the service or the printer ended in between; the next paper is marked.
    public enum Outcome: String, Hashable, Sendable, Codable { case started, printed, failed, unknown }
}
