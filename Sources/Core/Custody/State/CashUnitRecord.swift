import Money

/// The life of a cash unit: EMPTY -> SEALED -> INSTALLED -> PULLED -> COUNTING -> EMPTY (I-22); no other path.
public struct CashUnitRecord: Hashable, Sendable, Codable {
    /// The serial on its label.
    public let cashUnit: CashUnitID
    /// Where it is in its life.
    public internal(set) var stage: Stage
    /// When it was put in last; `nil` while it is empty.
    public internal(set) var installedAt: Moment?
    /// The two who pulled it; at least one of the counting pair must be another person.
    public internal(set) var pullers: [PersonID] = []
    /// Who answers for it now; nobody in person while it is installed.
    public internal(set) var holders: [PersonID] = []
    /// Number of the seal that closes it, from the pull on; `nil`: not sealed.
    public internal(set) var seal: String?
    /// The offer that is open; `nil`: none.
    public internal(set) var offer: CustodyOffered?
    /// Frozen at the start of the count. Not readable by a counter until both counts are durable (I-37).
    public internal(set) var frozen: CountStarted?
    /// In the order handed in; two of them make a round.
    public internal(set) var counts: [CountSubmitted] = []
    /// The device's own count when it was put in and when it was pulled: the second witness.
    public internal(set) var counterAtPull: Int64?
    /// The doubts whose device had not come to rest when it was pulled: such a note may still fall, into the next unit.
    public internal(set) var doubtsAtPull: [NoteID] = []
    /// Where such a note falls.
    public internal(set) var successor = Successor.none

    /// SEALED is not a stage of its own: a unit is known here from its install on, and its seal is broken then.
    public enum Stage: String, Hashable, Sendable, Codable { case installed, pulled, counting, empty }

    /// The unit that was put in after this one.
    public enum Successor: Hashable, Sendable, Codable {
        /// No other yet.
        case none
        /// Its count is still to come.
        case unit(CashUnitID)
        /// It was counted before this one: what it held then is settled, and a later life of it is another matter.
        case counted
    }
}
