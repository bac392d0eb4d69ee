public import Money

/// A tender control begins: one drawer session, one cash unit between two pulls.
public struct ControlOpen: Hashable, Sendable {
    /// For example `K-07/C-8841`.
    public let control: String
    /// The office whose money it is.
    public let office: String
    /// The day the control was opened on; it may close on a later one.
    public let businessDate: CalendarDay
    /// Bodies that name this closed control are booked into the new one.
    public let supplementOf: String?

    /// A control to be opened; the same content again is no error.
    public init(control: String, office: String, businessDate: CalendarDay, supplementOf: String? = nil) {
        (self.control, self.office) = (control, office)
        (self.businessDate, self.supplementOf) = (businessDate, supplementOf)
    }
}

/// A tender control ends, with what we believe is in it.
public struct ControlClose: Hashable, Sendable {
    /// The name it was opened under.
    public let control: String
    /// One line per type of tender; types without a tender are left out.
    public let totals: [TenderTotal]

    /// A control to be closed, with our side of the balance.
    public init(control: String, totals: [TenderTotal]) { (self.control, self.totals) = (control, totals) }
}

/// How many tenders of a type, and how much net of change.
public struct TenderTotal: Hashable, Sendable {
    /// One line is of one type.
    public let type: PostingBody.TenderType
    /// Tenders, not notes.
    public let count: Int64
    /// Tendered less change.
    public let amount: Money

    /// One line of a balance.
    public init(type: PostingBody.TenderType, count: Int64, amount: Money) {
        (self.type, self.count, self.amount) = (type, count, amount)
    }
}

/// The answer to opening or closing a control.
public enum ControlOutcome: Hashable, Sendable {
    /// Bodies may name it from now on.
    case opened
    /// It was open already, with the same content.
    case alreadyOpen
    /// Both sides have the same counts and totals; no body is booked into it any more.
    case closed
    /// It was closed already, with the same totals.
    case alreadyClosed
    /// The control is closed, or stands for something else.
    case refused(String)
    /// The core was never told of it.
    case unknownControl
    /// Nothing was closed: these are the core's own totals, in order of the types.
    case totalsDiffer(theirs: [TenderTotal])
}

/// Which totals.
public struct TotalsQuery: Hashable, Sendable {
    /// Of one office only.
    public let office: String
    /// First business date asked for.
    public let from: CalendarDay
    /// Last business date asked for, included.
    public let through: CalendarDay

    /// A span of business dates; one day is `from` equal to `through`.
    public init(office: String, from: CalendarDay, through: CalendarDay) {
        (self.office, self.from, self.through) = (office, from, through)
    }
}

/// One cell of the totals: business date, source, tender.
public struct TotalsLine: Hashable, Sendable {
    /// The date in the bodies, not the day of booking.
    public let businessDate: CalendarDay
    /// Kind of place the tenders came from.
    public let sourceType: PostingBody.SourceType
    /// The kiosk, drawer, drop box or batch.
    public let source: String
    /// Type, count and sum of the cell.
    public let tender: TenderTotal

    /// One cell as the core reckoned it.
    public init(
        businessDate: CalendarDay, sourceType: PostingBody.SourceType, source: String, tender: TenderTotal
    ) {
        (self.businessDate, self.sourceType, self.source, self.tender) = (businessDate, sourceType, source, tender)
    }
}

/// Which postings.
public struct ItemsQuery: Hashable, Sendable {
    /// Of one station, whatever epoch its keys are of.
    public let station: LedgerStation
    /// Business dates from this day on; `nil`: all.
    public let from: CalendarDay?

    /// A walk through a station's postings, from the first page.
    public init(station: LedgerStation, from: CalendarDay? = nil) { (self.station, self.from) = (station, from) }
}

/// Where the next page begins; only the core that gave it can read it.
public struct ItemsCursor: Hashable, Sendable {
    /// Opaque; sent back as it came.
    public let text: String
    /// What a core gave with a page.
    public init(_ text: String) { self.text = text }
}

/// Some postings, in the order in which the core booked them.
public struct ItemsPage: Hashable, Sendable {
    /// May be empty while `next` is there.
    public let items: [CoreItem]
    /// `nil`: this was the last page.
    public let next: ItemsCursor?
    /// Pages of two lives must not be put together.
    public let life: CoreLife

    /// One page of a walk.
    public init(items: [CoreItem], next: ItemsCursor?, life: CoreLife) {
        (self.items, self.next, self.life) = (items, next, life)
    }
}

/// One posting in the core's books.
public struct CoreItem: Hashable, Sendable {
    /// Under which it was posted.
    public let key: IdempotencyKey
    public let hash: BodyHash
    /// What the core calls it.
    public let reference: CoreRef
    /// Business date that the body names.
    public let businessDate: CalendarDay
    /// The core's day on which it was booked: later than `businessDate` for a late arrival.
    public let bookedOn: CalendarDay
    /// The bytes as they were posted; `nil` where the core does not keep them.
    public let sealed: SealedPosting?

    /// A posting as the core has it.
    public init(
        key: IdempotencyKey, hash: BodyHash, reference: CoreRef, businessDate: CalendarDay, bookedOn: CalendarDay,
        sealed: SealedPosting?
    ) {
        (self.key, self.hash, self.reference) = (key, hash, reference)
        (self.businessDate, self.bookedOn, self.sealed) = (businessDate, bookedOn, sealed)
    }
}
