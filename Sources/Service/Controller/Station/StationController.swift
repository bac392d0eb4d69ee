public import Custody
public import DeviceKit
public import Journal

/// A station in the service: a runner on the thread of its ports, so that from the last byte of "stacked" to the commit
/// there is no hop, and a stream of what it is for everybody else.
public actor StationController {
    /// The thread of the station's ports.
    public nonisolated let executor: any SerialExecutor
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let runner: StationRunner
    private let loop: any EventLoopScheduling
    private var timer: (job: ScheduledJob, deadline: Duration)?
    private var watchers: [(id: Int, continuation: AsyncStream<KioskMachine>.Continuation)] = []
    private var watchersMade = 0
    /// What the wiring keeps alive here: device lines, mostly.
    public private(set) var kept: [AnyObject] = []

    /// A station over books that were folded from `journal`. `loop` must be the executor itself.
    public init(
        machine: KioskMachine, journal: any JournalKeeping & Sendable, loop: any EventLoopScheduling & SerialExecutor,
        wall: @escaping @Sendable () -> Moment
    ) {
        executor = loop
        self.loop = loop
        runner = StationRunner(
            machine: machine, journal: journal,
            hands: StationHands(now: { [loop] in Now(elapsed: loop.now(), wall: wall()) }))
    }

    /// Gives the station its devices and its relay. `wire` runs on the station's thread; what it returns is kept alive.
    public func attach(
        _ wire: @Sendable (isolated StationController, inout StationHands) -> [AnyObject]
    ) {
        var hands = runner.hands
        kept += wire(self, &hands)
        hands.publish = { [weak self] machine in self?.assumeIsolated { $0.tell(machine) } }
        runner.hands = hands
    }

    /// Something happened. On the station's thread.
    public func hear(_ event: KioskEvent) {
        runner.hear(event)
        arm()
    }

    /// A customer's command.
    public func obey(_ command: CustomerCommand) throws(Refusal) -> KioskMachine {
        if let refusal = runner.hear(.customer(command)) { throw refusal }
        arm()
        return runner.machine
    }

    /// A command of people at work.
    public func obey(_ command: StaffCommand) throws(Refusal) -> KioskMachine {
        if let refusal = runner.hear(.staff(command)) { throw refusal }
        arm()
        return runner.machine
    }

    /// The kiosk as it is; everything in it is durable.
    public var machine: KioskMachine { runner.machine }

    /// The clocks as the station sees them.
    public var now: Now { runner.hands.now() }

    /// Runs on the station's thread, with what `attach` kept.
    public func with<T: Sendable>(_ body: @Sendable (isolated StationController) -> T) -> T { body(self) }

    /// Every new state, newest only: a slow reader misses what is past, never what is.
    public func watch() -> AsyncStream<KioskMachine> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: KioskMachine.self, bufferingPolicy: .bufferingNewest(1))
        watchersMade += 1
        let id = watchersMade
        watchers.append((id, continuation))
        continuation.onTermination = { [weak self] _ in
            guard let self else { return }
            Task { await self.forget(id) }
        }
        continuation.yield(runner.machine)
        return stream
    }

    /// Ends every stream: nobody will hear more.
    public func endStreams() {
        for watcher in watchers { watcher.continuation.finish() }
        watchers = []
    }

    private func forget(_ id: Int) { watchers.removeAll { $0.id == id } }

    private func tell(_ machine: KioskMachine) {
        for watcher in watchers { watcher.continuation.yield(machine) }
    }

    private func arm() {
        let deadline = runner.machine.deadline
        if timer?.deadline == deadline { return }
        if let timer { loop.cancel(timer.job) }
        let job = loop.schedule(at: deadline) { [weak self] in self?.assumeIsolated { $0.timeCame() } }
        timer = (job, deadline)
    }

    private func timeCame() {
        timer = nil
        hear(.time)
    }
}
