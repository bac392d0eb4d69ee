public import CoreLedger

/// What the pages and the metrics show of the outbox.
public struct RelayMetrics: Hashable, Sendable {
    /// May go out as soon as its accounts and the link are free.
    public var ready = 0
    /// Sent or asked for, within the time for an answer.
    public var onTheWay = 0
    /// Sent, result not known yet.
    public var unknown = 0
    /// Taken by the core, not booked yet.
    public var acceptedLater = 0
    /// Waiting for a person.
    public var stopped = 0
    /// Out of the way of their accounts by somebody's wish; released by hand.
    public var parked = 0
    /// Booked at the core, as far as the relay still holds them.
    public var posted = 0
    /// Refused for good, as far as the relay still holds them.
    public var rejected = 0
    /// How long the oldest row without a final answer has been waiting.
    public var oldestUnposted: Duration?
    /// The core does not answer: only probes go out.
    public var breakerOpen = false
    /// In one word, for a lamp.
    public var link: Link = .starting
    /// Recovery is over, or there was none.
    public var moneyAllowed = false
    /// Of the core that answered last; `nil`: none has.
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
