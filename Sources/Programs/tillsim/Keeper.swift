import BenchKit
import DeviceKit
import SimulatorKit
import Transports

/// Where a device with a network plug answers.
struct NetworkPlug: Hashable, Sendable {
    /// An IP address of this machine.
    let host: String
    let port: UInt16
}

/// The bench on its wires: one actor on the thread of one port loop, which feeds bytes, time and levers to the value and
/// obeys its effects. Nothing is decided here.
actor Keeper {
    /// Views are told at most this often.
    private static let viewEvery: Duration = .milliseconds(100)
    /// Followers hear something at least this often, so that a dead connection is noticed.
    private static let pingEvery: Duration = .seconds(10)
    private static let mostFollowers = 64

    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private var bench: Bench
    private let clock: WallClock
    private let directory: String
    private let network: [Wire: NetworkPlug]
    private var lines: [Wire: (line: any ByteTransport, generation: Int)] = [:]
    private var generations = 0
    private var benchTimer: ScheduledJob?

    private var shown: BenchView
    private var version = 1
    private var shownAt: Duration
    private var viewTimer: ScheduledJob?
    private var pingTimer: ScheduledJob?
    private var followers: [Int: AsyncStream<Void>.Continuation] = [:]
    private var lastFollower = 0
    private var isOpen = false

    /// A bench whose lines have their names in `directory`, but for those with a network plug. The loop has to run
    /// already.
    init(
        loop: PortLoop, configuration: BenchConfiguration, clock: WallClock, directory: String,
        network: [Wire: NetworkPlug] = [:]
    ) {
        let now = loop.now()
        self.loop = loop
        self.clock = clock
        self.directory = directory
        self.network = network
        bench = Bench(configuration, now: now)
        shown = bench.view(clock)
        shownAt = now
    }

    /// The stable name of a line.
    nonisolated func link(_ wire: Wire) -> String {
        network[wire].map { "tcp:\($0.host):\($0.port)" } ?? "\(directory)/\(wire.rawValue)"
    }

    // MARK: Life

    /// Makes the lines and starts time.
    func open() throws(OpenFault) {
        do throws(OpenFault) {
            for wire in bench.configuration.wires { try plug(wire) }
        } catch {
            close()
            throw error
        }
        isOpen = true
        ping()
        arrange()
    }

    /// Takes the lines and their names away and lets the followers go.
    func close() {
        isOpen = false
        for timer in [benchTimer, viewTimer, pingTimer] { if let timer { loop.cancel(timer) } }
        for wire in Wire.allCases { unplug(wire) }
        for id in followers.keys.sorted() { followers[id]?.finish() }
        followers = [:]
    }

    // MARK: What others ask

    /// Moves a lever and gives the bench as it is afterwards.
    func pull(_ lever: BenchLever) -> BenchView {
        take(.lever(lever))
        return view()
    }

    /// The bench as it is now.
    func view() -> BenchView {
        take(.time)
        show()
        return shown
    }

    /// The whole bench with its paper, as it is now.
    func paper() -> Bench {
        _ = view()
        return bench
    }

    /// Tells whenever there is something to look at, and every ten seconds anyway. `nil`: there are too many followers.
    func follow() -> AsyncStream<Void>? {
        guard isOpen, followers.count < Self.mostFollowers else { return nil }
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        lastFollower += 1
        let id = lastFollower
        followers[id] = continuation
        continuation.onTermination = { [weak self] _ in
            guard let self else { return }
            Task { await self.leave(id) }
        }
        continuation.yield()
        return stream
    }

    /// The newest view that was told, and its number.
    func newest() -> (view: BenchView, version: Int) {
        if followers.isEmpty || version == 1 { show() }
        return (shown, version)
    }

    private func leave(_ id: Int) { followers[id] = nil }

    // MARK: The bench

    private func take(_ event: BenchEvent) {
        bench = bench.on(event, now: loop.now(), carryingOut: obey)
        arrange()
    }

    private func obey(_ effect: BenchEffect) {
        switch effect {
        case .send(let wire, let bytes): lines[wire]?.line.send(bytes)
        case .unplug(let wire): unplug(wire)
        case .plug(let wire):
            do throws(OpenFault) {
                try plug(wire)
            } catch {
                // Told to the bench in a turn of its own: this one is not over.
                loop.execute { [weak self] in
                    self?.assumeIsolated { $0.take(.plugFailed(wire, "\(error)")) }
                }
            }
        }
    }

    /// Timers for what the bench wants next and for the next view.
    private func arrange() {
        if let benchTimer { loop.cancel(benchTimer) }
        benchTimer = nil
        guard isOpen else { return }
        if let deadline = bench.deadline {
            benchTimer = loop.schedule(at: deadline) { [weak self] in
                self?.assumeIsolated { keeper in
                    keeper.benchTimer = nil
                    keeper.take(.time)
                }
            }
        }
        guard viewTimer == nil, !followers.isEmpty else { return }
        viewTimer = loop.schedule(at: max(loop.now(), shownAt + Self.viewEvery)) { [weak self] in
            self?.assumeIsolated { keeper in
                keeper.viewTimer = nil
                keeper.show()
            }
        }
    }

    /// Looks at the bench; followers hear of it if it looks different.
    private func show() {
        shownAt = loop.now()
        let view = bench.view(clock)
        guard view != shown else { return }
        shown = view
        version += 1
        for id in followers.keys.sorted() { followers[id]?.yield() }
    }

    private func ping() {
        for id in followers.keys.sorted() { followers[id]?.yield() }
        pingTimer = loop.schedule(at: loop.now() + Self.pingEvery) { [weak self] in
            self?.assumeIsolated { $0.ping() }
        }
    }

    // MARK: Lines

    private func plug(_ wire: Wire) throws(OpenFault) {
        generations += 1
        let generation = generations
        let receiver: (TransportEvent) -> Void = { [weak self] event in
            self?.assumeIsolated { $0.hear(event, wire, generation) }
        }
        let line: any ByteTransport =
            if let plug = network[wire] {
                try TCPListener(host: plug.host, port: plug.port, loop: loop, receiver: receiver)
            } else {
                try PtyPair(loop: loop, link: link(wire), receiver: receiver)
            }
        lines[wire] = (line, generation)
    }

    private func unplug(_ wire: Wire) {
        lines.removeValue(forKey: wire)?.line.close()
    }

    /// What a line tells; one that was unplugged may still have a last word, which nobody hears.
    private func hear(_ event: TransportEvent, _ wire: Wire, _ generation: Int) {
        guard lines[wire]?.generation == generation else { return }
        switch event {
        case .received(let bytes): take(.received(wire, bytes))
        case .opened: take(.opened(wire))
        case .lost: break  // a host goes; the devices do not notice
        }
    }
}

extension Bench {
    /// One step, with its effects carried out at once and in order.
    fileprivate func on(_ event: BenchEvent, now: Duration, carryingOut obey: (BenchEffect) -> Void) -> Bench {
        let step = on(event, now: now)
        for effect in step.effects { obey(effect) }
        return step.next
    }
}
