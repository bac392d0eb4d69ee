public import CoreLedger

/// What the controller does with the relay's results. Each is awaited before the next event is looked at. One that throws
/// was not made durable: the relay asks again later and calls again.
public struct RelayCallbacks: Sendable {
    /// The core has it. May come again for the same key after a restore of the core.
    public var posted: @Sendable (IdempotencyKey, CoreRef) async throws -> Void
    /// Refused for good: move the money to the unidentified list, with an owner, in one fact.
    public var rejected: @Sendable (IdempotencyKey, Refusal) async throws -> Void
    /// Was posted and is gone at the core; it is sent again under the same key.
    public var missing: @Sendable (IdempotencyKey) async throws -> Void
    /// Found at the core under our name, unknown to our journal: store key and body; `settlesGap` takes one payment off
    /// the gap register once that exists.
    public var takenOver: @Sendable (CoreItem, _ settlesGap: Bool) async throws -> Void
    /// The row of this key from the journal, posted or not, however old; `nil`: the journal does not know it.
    public var recall: @Sendable (IdempotencyKey) async throws -> RelayRow?
    /// After a restore of the station: everything the core knows is taken over. Set the gap register to what the device
    /// counters know beyond the journal. May come again; it sets, it does not add.
    public var registerGap: @Sendable () async throws -> Void
    /// Recovery is over.
    public var moneyAllowed: @Sendable () async -> Void
    /// A person must know.
    public var alarm: @Sendable (RelayAlarm) async -> Void
    /// The result of every comparison by item.
    public var reconciled: @Sendable (Reconciliation) async -> Void

    /// What moves money or rows has to be given; who only looks may be left out.
    public init(
        posted: @escaping @Sendable (IdempotencyKey, CoreRef) async throws -> Void,
        rejected: @escaping @Sendable (IdempotencyKey, Refusal) async throws -> Void,
        missing: @escaping @Sendable (IdempotencyKey) async throws -> Void,
        takenOver: @escaping @Sendable (CoreItem, _ settlesGap: Bool) async throws -> Void,
        recall: @escaping @Sendable (IdempotencyKey) async throws -> RelayRow?,
        registerGap: @escaping @Sendable () async throws -> Void,
        moneyAllowed: @escaping @Sendable () async -> Void = {},
        alarm: @escaping @Sendable (RelayAlarm) async -> Void,
        reconciled: @escaping @Sendable (Reconciliation) async -> Void = { _ in }
    ) {
        (self.posted, self.rejected, self.missing, self.takenOver) = (posted, rejected, missing, takenOver)
        (self.recall, self.registerGap, self.moneyAllowed) = (recall, registerGap, moneyAllowed)
        (self.alarm, self.reconciled) = (alarm, reconciled)
    }
}
