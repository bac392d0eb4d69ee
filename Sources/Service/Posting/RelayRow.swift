public import CoreLedger

/// One row of the outbox, as the journal gives it: a sealed body and how far it came.
public struct RelayRow: Hashable, Sendable {
    /// Rises with the journal: the order inside every account.
    public let order: Int64
    /// What goes out, byte for byte.
    public let sealed: SealedPosting
    /// The accounts of the body, sorted: a row takes all its partitions or none.
    public let partitions: [String]
    /// Keys that the core must have before this one.
    public let predecessors: [IdempotencyKey]
    /// The day in the body, for the window of comparison.
    public let businessDate: CalendarDay
    /// Something stops for the customer unless this arrives: it goes first.
    public let urgent: Bool
    /// How long the row has been waiting when it is added (after a restart of the service).
    public let age: Duration
    /// How far the journal knows it came.
    public let standing: Standing

    /// What the journal knows about a row.
    public enum Standing: Hashable, Sendable {
        /// No final answer was stored. Whether it was ever sent does not matter: the same bytes go out.
        case open
        /// In the core's books when last heard; a restore of the core may undo that.
        case posted(CoreRef)
        /// Refused for good, and the money was booked elsewhere.
        case rejected
    }

    /// Names the row everywhere.
    public var key: IdempotencyKey { sealed.key }

    /// Reads the stored body: everything the relay must know stands in it.
    public init(
        order: Int64, body text: String, standing: Standing = .open, age: Duration = .zero
    ) throws(PostingFault) {
        try self.init(order: order, sealed: SealedPosting(stored: text), standing: standing, age: age)
    }

    /// Takes sealed bytes and reads what is in them.
    public init(
        order: Int64, sealed: SealedPosting, standing: Standing = .open, age: Duration = .zero
    ) throws(PostingFault) {
        let body = try sealed.body()
        self.init(
            order: order, sealed: sealed, partitions: body.accounts,
            predecessors: Set(body.predecessors.map(\.key)).sorted(), businessDate: body.businessDate,
            urgent: body.promise != nil, age: age, standing: standing)
    }

    /// For a world that has no JSON (the simulation): the parts as they are.
    public init(
        order: Int64, sealed: SealedPosting, partitions: [String], predecessors: [IdempotencyKey],
        businessDate: CalendarDay, urgent: Bool = false, age: Duration = .zero, standing: Standing = .open
    ) {
        (self.order, self.sealed, self.partitions) = (order, sealed, partitions)
        (self.predecessors, self.businessDate) = (predecessors, businessDate)
        (self.urgent, self.age, self.standing) = (urgent, age, standing)
    }

    /// The same row with another standing, as the journal reads it back after an answer.
    public func standing(_ standing: Standing, age: Duration = .zero) -> RelayRow {
        RelayRow(
            order: order, sealed: sealed, partitions: partitions, predecessors: predecessors,
            businessDate: businessDate, urgent: urgent, age: age, standing: standing)
    }
}
