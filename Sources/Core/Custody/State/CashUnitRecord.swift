import Money

/// The life of a cash unit: EMPTY -> SEALED -> INSTALLED -> PULLED -> COUNTING -> EMPTY (I-22); no other path.
public struct CashUnitRecord: Hashable, Sendable, Codable {
    public let cashUnit: CashUnitID
    public internal(set) var stage: Stage
    public internal(set) var installedAt: Moment?
    /// The two who pulled it; at least one of the counting pair must be another person.
    public internal(set) var pullers: [PersonID] = []
    /// Who answers for it now; nobody in person while it is installed.
    public internal(set) var holders: [PersonID] = []
    public internal(set) var seal: String?
    public internal(set) var offer: CustodyOffered?
    /// Frozen at the start of the count. Not readable by a counter until both counts are durable (I-37).
    public internal(set) var frozen: CountStarted?
    public internal(set) var counts: [CountSubmitted] = []
    /// The device's own count when it was put in and when it was pulled: the second witness.
    public internal(set) var counterAtPull: Int64?

    public enum Stage: String, Hashable, Sendable, Codable { case installed, pulled, counting, empty }
}
