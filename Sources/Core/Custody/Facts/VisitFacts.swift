public import Money

/// A customer began at a kiosk.
public struct VisitOpened: Hashable, Sendable, Codable {
    public let visit: VisitID
    public let language: String

    public init(visit: VisitID, language: String) {
        self.visit = visit
        self.language = language
    }
}

/// What the customer wants to pay. Replaces an earlier choice of the same visit.
public struct AccountsChosen: Hashable, Sendable, Codable {
    public let visit: VisitID
    public let choices: [AccountChoice]

    public init(visit: VisitID, choices: [AccountChoice]) {
        self.visit = visit
        self.choices = choices
    }
}

/// One account of a visit.
public struct AccountChoice: Hashable, Sendable, Codable {
    public let account: AccountID
    /// What the ledger said is owed, when it was asked; `nil`: it could not be asked.
    public let due: Money?
    /// What the customer said to pay; `nil`: what is owed.
    public let wanted: Money?

    public init(account: AccountID, due: Money?, wanted: Money?) {
        self.account = account
        self.due = due
        self.wanted = wanted
    }
}

/// The visit is over; money still held or in doubt keeps it in the books.
public struct VisitEnded: Hashable, Sendable, Codable {
    public let visit: VisitID
    public let how: How

    public init(visit: VisitID, how: How) {
        self.visit = visit
        self.how = how
    }

    public enum How: String, Hashable, Sendable, Codable { case finished, cancelled, timedOut, recovered }
}

/// Held money became a payment: one act, all allocations or none, with its receipt number and its sealed body.
public struct PaymentCommitted: Hashable, Sendable, Codable {
    public let payment: PaymentID
    public let visit: VisitID
    public let receipt: String
    public let amount: Money
    public let allocations: [Allocation]
    /// Notes by face value.
    public let notes: DenominationCounts
    public let reason: Reason
    public let businessDate: BusinessDate
    public let effectiveDate: BusinessDate
    /// The idempotency key: the same for ever.
    public let key: String
    /// The body for the core ledger, sealed: sent as these very bytes on every try.
    public let body: String
    /// Characters a customer can ask with: "where is my money?"
    public let claimCode: String

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

    public enum Reason: String, Hashable, Sendable, Codable {
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
    public let account: AccountID
    public let toBill: Money
    public let toCredit: Money

    public init(account: AccountID, toBill: Money, toCredit: Money) {
        self.account = account
        self.toBill = toBill
        self.toCredit = toCredit
    }
}

/// Nobody claimed the money of a visit without an account within the time: it moves to the list of the back office.
public struct HeldBecameUnidentified: Hashable, Sendable, Codable {
    public let visit: VisitID
    public let reference: CaseID
    public let amount: Money

    public init(visit: VisitID, reference: CaseID, amount: Money) {
        self.visit = visit
        self.reference = reference
        self.amount = amount
    }
}

/// The core ledger's final word on a sealed body. "Unknown" is no answer and no fact.
public struct PostingAnswered: Hashable, Sendable, Codable {
    public let key: String
    public let answer: Answer
    /// The core's own reference, or the refusal in its words.
    public let detail: String
    /// Where the money of a refused posting went, with its case.
    public let reference: CaseID?
    public let allocations: [Allocation]

    public init(key: String, answer: Answer, detail: String, reference: CaseID?, allocations: [Allocation]) {
        self.key = key
        self.answer = answer
        self.detail = detail
        self.reference = reference
        self.allocations = allocations
    }

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
    public let key: String
    /// The body as the core keeps it; empty where it keeps none.
    public let body: String
    /// The core's own reference.
    public let reference: String
    /// The number of the payment inside its epoch: receipt numbers go on behind it.
    public let event: Int64
    /// It is one of the payments that the lost part of the journal held.
    public let settlesGap: Bool

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
    public let receipt: String
    /// 0 is the original; a copy is marked on the paper.
    public let copy: Int
    public let outcome: Outcome
    public let detail: String

    public init(receipt: String, copy: Int, outcome: Outcome, detail: String) {
        self.receipt = receipt
        self.copy = copy
        self.outcome = outcome
        self.detail = detail
    }

    public enum Outcome: String, Hashable, Sendable, Codable { case started, printed, failed, unknown }
}
