/// Times and limits of the relay.
/// - Source: shared paper `domain/posting.md` 4.3 (schedule, alarms, breaker) and 7 (reconciliation every 15 minutes).
public struct RelaySettings: Hashable, Sendable {
    /// Waits after the first, second ... failure in a row of one row.
    public var firstWaits: [Duration] = [1, 2, 5, 10, 30, 60].map { .seconds($0) }
    /// Then this wait, spread by the jitter, until `slowAfter` from the first try.
    public var wait: Duration = .seconds(60)
    /// Counted from the first try of a row.
    public var slowAfter: Duration = .seconds(3600)
    /// Then this wait, spread by the jitter.
    public var slowWait: Duration = .seconds(300)
    /// No answer for so long: the result is unknown.
    public var answerTimeout: Duration = .seconds(10)
    /// Rows on their way at once, each with accounts of its own.
    public var inFlight = 8
    /// A row without a final answer is an alarm from here on.
    public var alarmAge: Duration = .seconds(15 * 60)
    /// And a louder one from here on.
    public var escalateAge: Duration = .seconds(4 * 3600)
    /// A row younger than this is never parked, whoever asks.
    public var parkAge: Duration = .seconds(72 * 3600)
    /// Failures in a row, of any row, after which only probes go out.
    public var breakerFailures = 20
    /// Between two probes of a core that does not answer.
    public var probeEvery: Duration = .seconds(10)
    /// Between two comparisons by item, while nothing differs.
    public var reconcileEvery: Duration = .seconds(15 * 60)
    /// After a difference was found, until a run finds none.
    public var reconcileSoon: Duration = .seconds(60)
    /// The times of the posting paper.
    public init() {}
}

/// A number of 0 to 999 from outside the machine: where in its spread a wait falls.
public struct Jitter: Hashable, Sendable {
    let thousandths: Int64
    /// Anything outside of 0 to 999 is taken for the nearer end.
    public init(_ thousandths: Int) { self.thousandths = Int64(min(max(thousandths, 0), 999)) }

    /// 80 to 120 percent of a wait.
    func spread(_ wait: Duration) -> Duration { wait / 1000 * Int(800 + thousandths * 400 / 999) }
}
