/// The one thread that drives devices, as far as a supervisor needs to know it: a clock and a list of timers.
///
/// In the service it is a thread that waits in `poll`; in a test and in `storm` it is virtual time. Every call is made,
/// and every job runs, on the loop's own thread.
public protocol EventLoopScheduling: AnyObject {
    /// Time since an arbitrary start; never goes back.
    func now() -> Duration
    /// Runs `job` once when `deadline` is reached, never inside this call. A deadline in the past is due at once.
    func schedule(at deadline: Duration, _ job: @escaping () -> Void) -> ScheduledJob
    /// Takes a job back. A job that ran, or was taken back already, is nothing to complain about.
    func cancel(_ job: ScheduledJob)
}

/// The handle of a job that waits for its time.
public struct ScheduledJob: Hashable, Sendable {
    /// Unique within its loop.
    public let id: UInt64

    /// Made by loops only.
    public init(id: UInt64) {
        self.id = id
    }
}
