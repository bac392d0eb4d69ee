import CLinux
public import DeviceKit
import Glibc

/// The one thread that owns the ports of a station: it waits in `poll` for all of them, keeps their timers, and is the
/// serial executor of the station's actors. From the last byte of an answer to the commit nothing changes threads.
///
/// The order of one turn: `poll`, the ports that are ready, postponed calls, timers that were due at that `poll`, jobs of
/// actors. It never spins: `poll` waits for the next deadline, or for ever.
///
/// `@unchecked Sendable` is true because `inbox`, `phase` and `thread` are touched under `lock` only, and everything
/// else on the loop's own thread only (or before that thread exists); the entry points check it.
public final class PortLoop: SerialExecutor, EventLoopScheduling, @unchecked Sendable {
    private enum Work {
        case job(UnownedJob)
        case call(@Sendable () -> Void)
    }
    private enum Phase { case idle, running, stopping, ended }

    /// Shown as the thread's name (15 characters).
    public let name: String
    private let realTimePriority: Int32?

    private let lock = ThreadLock()
    private var inbox: [Work] = []
    private var phase = Phase.idle
    private var thread: pthread_t?

    private let wake: Int32
    private var polls: PollSet
    private var timers = TimerQueue<() -> Void>()
    private var postponed: [() -> Void] = []
    private var wakeUps: UInt64 = 0
    /// Input buffer of all ports; only what was read leaves it.
    let scratch: UnsafeMutableRawBufferPointer

    /// A loop that does not run yet. Jobs may be enqueued already; they wait.
    ///
    /// `realTimePriority` asks for round-robin scheduling (1...99) when the thread starts; without the right to it the
    /// loop runs as it is (`CPUSchedulingPolicy=rr` in the unit file is the other way).
    public init(name: String, realTimePriority: Int32? = nil) {
        self.name = name
        self.realTimePriority = realTimePriority
        wake = clinux_wake_create()
        precondition(wake >= 0, "no descriptor left for a port loop: raise LimitNOFILE")
        polls = PollSet(wake: wake)
        scratch = .allocate(byteCount: 65536, alignment: 16)
    }

    deinit {
        Glibc.close(wake)
        scratch.deallocate()
    }

    // MARK: Life

    /// Starts the thread. Once in a life.
    public func run() {
        lock.holding {
            precondition(phase == .idle, "a port loop runs once")
            phase = .running
            var started = pthread_t()
            let context = Unmanaged.passRetained(self).toOpaque()
            // 1 MiB: the commit of a fact (SQLite) runs on this stack.
            let result = clinux_thread_start(&started, 1 << 20, name, portLoopEntry, context)
            precondition(result == 0, "no thread for a port loop (error \(-result))")
            thread = started
        }
    }

    /// Ends the thread: what was enqueued before is done, every port is closed and told so. Waits until the thread is
    /// gone, unless called on it. A job enqueued later never runs: stop the actors first.
    public func stop() {
        let ending = lock.holding { () -> pthread_t? in
            if phase == .idle { phase = .ended }
            if phase == .running { phase = .stopping }
            defer { thread = nil }
            return thread
        }
        guard let ending else { return }
        clinux_wake_raise(wake)
        if isCurrent {
            pthread_detach(ending)
        } else {
            pthread_join(ending, nil)
        }
    }

    // MARK: Executor

    /// Takes a job of an actor, from any thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        put(.job(UnownedJob(job)))
    }

    /// Runs `call` on the loop's thread, soon; from any thread.
    public func execute(_ call: @escaping @Sendable () -> Void) {
        put(.call(call))
    }

    private func put(_ work: Work) {
        let first = lock.holding {
            inbox.append(work)
            return inbox.count == 1
        }
        // The loop's own thread looks into the inbox before it waits; others wake it once per filling.
        if first && !isCurrent { clinux_wake_raise(wake) }
    }

    /// Whether the caller is on the loop's thread.
    public var isCurrent: Bool { clinux_current_loop() == Unmanaged.passUnretained(self).toOpaque() }

    /// Lets `assumeIsolated` work in callbacks of ports and timers, and traps on any other thread.
    public func checkIsolated() {
        precondition(isCurrent, "not on the thread of port loop \(name)")
    }

    /// Tells the runtime whether the caller may touch what is isolated to this loop.
    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    // MARK: Time

    /// Time of the monotonic clock (CLOCK_MONOTONIC); from any thread.
    public func now() -> Duration { .nanoseconds(clinux_now_ns()) }

    /// On the loop's thread only. The job is never early, and up to a millisecond late: deadlines are rounded up to whole
    /// milliseconds, so that devices with the same rhythm are polled in one wake-up of the thread instead of one each.
    public func schedule(at deadline: Duration, _ job: @escaping () -> Void) -> ScheduledJob {
        checkIsolated()
        return ScheduledJob(id: timers.add(deadline.roundedUpToMilliseconds, job))
    }

    /// On the loop's thread only.
    public func cancel(_ job: ScheduledJob) {
        checkIsolated()
        timers.remove(job.id)
    }

    /// How often `poll` came back since the start. On the loop's thread only; a still station adds none.
    public var wakeUpCount: UInt64 {
        checkIsolated()
        return wakeUps
    }

    // MARK: Ports (on the loop's thread only)

    /// Calls after the present callback, soon: how a transport tells what happened inside a call to it.
    package func soon(_ call: @escaping () -> Void) {
        checkIsolated()
        postponed.append(call)
    }

    package func watch(_ descriptor: Int32, for events: Int32, _ target: any PollTarget) -> PollEntry {
        checkIsolated()
        let entry = PollEntry(descriptor: descriptor, events: Int16(events), target: target)
        polls.add(entry)
        return entry
    }

    package func change(_ entry: PollEntry, to events: Int32) {
        polls.change(entry, to: Int16(events))
    }

    package func unwatch(_ entry: PollEntry) {
        polls.remove(entry)
    }

    // MARK: The thread

    fileprivate func live() {
        clinux_set_current_loop(Unmanaged.passUnretained(self).toOpaque())
        // Refused without the right to it: the loop then runs under the ordinary policy, as documented at `init`.
        if let realTimePriority { _ = clinux_thread_realtime(realTimePriority) }
        while lock.holding({ phase == .running }) {
            let time = waitForPorts()
            callPostponed()
            fireTimers(dueAt: time)
            work()
        }
        // Bounded, because a task that yields for ever would keep the thread for ever.
        for _ in 0..<1000 {
            for entry in polls.entries where entry.live { entry.target.loopStops() }
            let called = callPostponed()
            if !work() && !called && polls.entries.isEmpty { break }
        }
        timers.removeAll()
        lock.holding { phase = .ended }
        clinux_set_current_loop(nil)
    }

    /// Waits until a port is ready, a deadline is reached or somebody wakes the loop, and serves the ports. Gives the
    /// time at which the ports were looked at.
    private func waitForPorts() -> Duration {
        let idle = postponed.isEmpty && lock.holding { inbox.isEmpty && phase == .running }
        let limit: Int64 =
            if !idle {
                0
            } else if let next = timers.next {
                max(0, (next - now()).wholeNanoseconds)
            } else {
                -1
            }
        let result = polls.wait(nanoseconds: limit)
        let time = now()
        wakeUps += 1
        if result.woken { clinux_wake_lower(wake) }
        for (entry, events) in result.ready where entry.live { entry.target.ready(events) }
        return time
    }

    /// One round of postponed calls; what they postpone waits for the next turn. Gives whether there were any.
    @discardableResult
    private func callPostponed() -> Bool {
        let calls = postponed
        postponed = []
        for call in calls { call() }
        return !calls.isEmpty
    }

    /// Timers that were due when the ports were looked at: an answer that came in time is heard before its deadline is,
    /// however long the thread was busy with a commit in between.
    private func fireTimers(dueAt time: Duration) {
        let youngest = timers.youngest
        while let job = timers.takeDue(at: time, upTo: youngest) { job() }
    }

    /// One round of what other threads and actors asked for. Gives whether there was anything.
    @discardableResult
    private func work() -> Bool {
        let work = lock.holding {
            let taken = inbox
            inbox = []
            return taken
        }
        for item in work {
            switch item {
            case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
            case .call(let call): call()
            }
        }
        return !work.isEmpty
    }
}

/// The thread's first function: global and nonisolated, because a foreign thread calls it.
private func portLoopEntry(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    let loop = Unmanaged<PortLoop>.fromOpaque(context).takeRetainedValue()
    loop.live()
}

extension Duration {
    /// The next whole millisecond, or this one.
    var roundedUpToMilliseconds: Duration {
        let parts = components
        let rest = parts.attoseconds % 1_000_000_000_000_000
        guard rest > 0 else { return self }
        return Duration(secondsComponent: parts.seconds, attosecondsComponent: parts.attoseconds - rest)
            + .milliseconds(1)
    }

    /// Whole nanoseconds; a duration beyond 292 years is cut to that.
    var wholeNanoseconds: Int64 {
        let parts = components
        let (seconds, overflow) = parts.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return parts.seconds < 0 ? .min : .max }
        // Upwards, so that a wait never ends before its deadline.
        let (sum, over) = seconds.addingReportingOverflow((parts.attoseconds + 999_999_999) / 1_000_000_000)
        return over ? .max : sum
    }
}
