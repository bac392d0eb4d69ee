public import Money

/// What an acceptor told about notes, in the words of custody: no wire, no vendor.
public enum NoteEvent: Hashable, Sendable {
    /// A unit answers. Everything it did before is unknown until it is at rest. `keepsCount`: it will tell a count there.
    case identified(DeviceID, counterIsExact: Bool, keepsCount: Bool = true)
    /// The dialogue broke: what the device says next may be about any note.
    case broken
    /// The device was without power.
    case poweredUp
    /// A note waits in escrow; the report arrived at this elapsed time.
    case escrowed(Money, seenAt: Duration)
    /// Something waits in escrow that the device cannot name.
    case escrowedUnknown
    /// The device says: stacked; with the value where it names one.
    case stacked(Money?)
    /// The device says: given back; it names no note.
    case returned
    /// The order was given and the device is idle without a word about it.
    case outcomeMissing
    /// What the device knew at power-up of a note under way, before its reset wipes that out: not taken for certain, or in
    /// doubt (rules 9 to 11).
    case remembered(notTaken: Bool)
    /// Nothing moves, nothing is in the path, acceptance is off; the device's own count of stacked notes, where it has one.
    /// `provesNotTaken`: a device that had carried out an open order would still be saying so (rules 10, 11, 16).
    case atRest(counter: Int64?, provesNotTaken: Bool = false)
    /// The device has been silent for so long that people will not wait for its answer.
    case unreachable
}

/// What the lane wants done, in order: a record is durable before the next effect begins.
public enum NoteEffect: Hashable, Sendable {
    /// Make it durable and apply it.
    case record(Fact)
    /// Tell the device.
    case order(NoteOrder)
}

/// What a lane may ask of its acceptor.
public enum NoteOrder: Hashable, Sendable {
    /// Bring the device to rest and report its count.
    case settle
    /// Stack the note whose escrow report arrived at this elapsed time; never repeated.
    case stack(seenAt: Duration)
    /// Give back what is in escrow.
    case giveBack
}

/// What the kiosk can promise at this moment to the customer who feeds a note.
public struct NotePromise: Hashable, Sendable {
    /// The open visit that takes cash; `nil`: none, and no note is kept.
    public var visit: VisitID?
    /// Why a note must not be taken now; `nil`: it may.
    public var refusal: NoteGivenBack.Why?
    /// What the visit may still take.
    public var limitLeft: Money
    /// The visit has no account yet: a note that falls in by itself is its customer's all the same.
    public var visitHasAccount: Bool

    /// The promise as it stands when the event arrives.
    public init(visit: VisitID?, refusal: NoteGivenBack.Why?, limitLeft: Money, visitHasAccount: Bool) {
        self.visit = visit
        self.refusal = refusal
        self.limitLeft = limitLeft
        self.visitHasAccount = visitHasAccount
    }
}
