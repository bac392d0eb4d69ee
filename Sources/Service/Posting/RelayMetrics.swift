public import CoreLedger

/// What the pages and the metrics show of the outbox.
public struct RelayMetrics: Hashable, Sendable {
    public var ready = 0
    public var onTheWay = 0
    /// Sent, result not known yet.
    public var unknown = 0
    /// Taken by the core, not booked yet.
    public var acceptedLater = 0
    /// Waiting for a person.
    public var stopped = 0
    public var parked = 0
    public var posted = 0
    public var rejected = 0
    /// How long the oldest row without a final answer has been waiting.
    public var oldestUnposted: Duration?
    public var breakerOpen = false
    public var link: Link = .starting
    public var moneyAllowed = false
    public var life: CoreLife?
    /// The last comparison.
    public var reconciliation: Reconciliation?

    /// How the relay stands with the core.
    public enum Link: String, Hashable, Sendable { case starting, comparing, recovering, open, failing, stopped }

    /// Rows without a final answer: ready, on the way, unknown, later, stopped, parked.
    public var unposted: Int { ready + onTheWay + unknown + acceptedLater + stopped + parked }
}

extension OutboxRelay {
    /// The numbers at this instant.
    public func metrics(now: Duration) -> RelayMetrics {
        var metrics = RelayMetrics()
        for rank in book.all {
            switch book[rank]?.status {
            case .ready: metrics.ready += 1
            case .sending, .asking: metrics.onTheWay += 1
            case .unknown: metrics.unknown += 1
            case .later: metrics.acceptedLater += 1
            case .stopped: metrics.stopped += 1
            case .parked: metrics.parked += 1
            case .posted: metrics.posted += 1
            case .rejected: metrics.rejected += 1
            case nil: break
            }
        }
        metrics.oldestUnposted = book.open.compactMap { book[$0].map { now - $0.since } }.max()
        metrics.breakerOpen = breakerOpen
        metrics.moneyAllowed = moneyAllowed
        metrics.life = life
        metrics.link =
            switch phase {
            case .idle, .announcing: callFailures > 0 ? .failing : .starting
            case .comparing: recovering ? .recovering : .comparing
            case .registering: .recovering
            case .open: breakerOpen || failuresInRow > 2 ? .failing : .open
            case .stopped: .stopped
            }
        return metrics
    }
}
