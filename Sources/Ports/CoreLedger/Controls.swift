public import Money

/// A tender control begins: one drawer session, one cash unit between two pulls.
public struct ControlOpen: Hashable, Sendable {
    /// For example `K-07/C-8841`.
    public let control: String
    public let office: String
    public let businessDate: CalendarDay
    /// Bodies that name this closed control are booked into the new one.
    public let supplementOf: String?

    public init(control: String, office: String, businessDate: CalendarDay, supplementOf: String? = nil) {
        (self.control, self.office) = (control, office)
        (self.businessDate, self.supplementOf) = (businessDate, supplementOf)
    }
}

/// A tender control ends, with what we believe is in it.
public struct ControlClose: Hashable, Sendable {
    public let control: String
    /// One line per type of tender; types without a tender are left out.
    public let totals: [TenderTotal]

    public init(control: String, totals: [TenderTotal]) { (self.control, self.totals) = (control, totals) }
}

/// How many tenders of a type, and how much net of change.
public struct TenderTotal: Hashable, Sendable {
    public let type: PostingBody.TenderType
    public let count: Int64
    public let amount: Money

    public init(type: PostingBody.TenderType, count: Int64, amount: Money) {
        (self.type, self.count, self.amount) = (type, count, amount)
    }
}

/// The answer to opening or closing a control.
public enum ControlOutcome: Hashable, Sendable {
    case opened
    /// It was open already, with the same content.
    case alreadyOpen
    case closed
    /// It was closed already, with the same totals.
    case alreadyClosed
    /// The control is closed, or stands for something else.
    case refused(String)
    case unknownControl
    /// Nothing was closed: these are the core's own totals, in order of the types.
    case totalsDiffer(theirs: [TenderTotal])
}

/// Which totals.
public struct TotalsQuery: Hashable, Sendable {
    public let office: String
    public let from: CalendarDay
    public let through: CalendarDay

    public init(office: String, from: CalendarDay, through: CalendarDay) {
        (self.office, self.from, self.through) = (office, from, through)
    }
}

/// One cell of the totals: business date, source, tender.
public struct TotalsLine: Hashable, Sendable {
    public let businessDate: CalendarDay
    public let sourceType: PostingBody.SourceType
    public let source: String
    public let tender: TenderTotal

    public init(
        businessDate: CalendarDay, sourceType: PostingBody.SourceType, source: String, tender: TenderTotal
    ) {
        (self.businessDate, self.sourceType, self.source, self.tender) = (businessDate, sourceType, source, tender)
    }
}

/// Which postings.
public struct ItemsQuery: Hashable, Sendable {
    public let station: LedgerStation
    /// Business dates from this day on; `nil`: all.
    public let from: CalendarDay?

    public init(station: LedgerStation, from: CalendarDay? = nil) { (self.station, self.from) = (station, from) }
}

/// Where the next page begins; only the core that gave it can read it.
public struct ItemsCursor: Hashable, Sendable {
    public let text: String
    public init(_ text: String) { self.text = text }
}

/// Some postings, in the order in which the core booked them.
public struct ItemsPage: Hashable, Sendable {
    public let items: [CoreItem]
    /// `nil`: this was the last page.
    public let next: ItemsCursor?
    public let life: CoreLife

    public init(items: [CoreItem], next: ItemsCursor?, life: CoreLife) {
        (self.items, self.next, self.life) = (items, next, life)
    }
}

/// One posting in the core's books.
public struct CoreItem: Hashable, Sendable {
    public let key: IdempotencyKey
    public let hash: BodyHash
    public let reference: CoreRef
    /// Business date that the body names.
    public let businessDate: CalendarDay
    /// The core's day on which it was booked: later than `businessDate` for a late arrival.
    public let bookedOn: CalendarDay
    /// The bytes as they were posted; `nil` where the core does not keep them.
    public let sealed: SealedPosting?

    public init(
        key: IdempotencyKey, hash: BodyHash, reference: CoreRef, businessDate: CalendarDay, bookedOn: CalendarDay,
        sealed: SealedPosting?
    ) {
        (self.key, self.hash, self.reference) = (key, hash, reference)
        (self.businessDate, self.bookedOn, self.sealed) = (businessDate, bookedOn, sealed)
    }
}
