import DeviceKit
import EBDSDriver
import EBDSSimulator
import Glibc
import SimulatorKit
import Supervision
import Transports

/// Simulated validators and the lines that poll them: two threads, one for each side, as many ptys as devices.
struct Crowd: Sendable {
    /// What the devices noticed of their polls.
    struct Seen: Sendable {
        var polls = 0
        /// Microseconds from one poll to the next of the same device.
        var gaps: [Double] = []
        /// Devices that heard nothing.
        var quiet = 0
    }

    private let far: FarSide
    private let near: NearSide

    init(devices: Int, period: Duration) async throws {
        far = FarSide()
        let nodes = try await far.open(devices)
        near = NearSide()
        await near.start(nodes, period: period)
    }

    /// Greeting takes a device some seconds of its own.
    func untilAllAreReady() async throws {
        for _ in 0..<600 {
            if await near.areAllReady { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Stuck("not every device was understood within a minute")
    }

    func forget() async { await far.forget() }
    func seen() async -> Seen { await far.seen() }
    func hostTime() async -> Duration { await near.threadTime() }

    func close() async {
        await near.stop()
        await far.close()
    }
}

/// The devices: each answers what it hears, and keeps the time of every poll.
private actor FarSide {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private struct Unit {
        var device: EBDSDevice
        var line: PtyPair?
        var timer: ScheduledJob?
        var polledAt: Duration?
        var gaps: [Double] = []
        var polls = 0
    }

    private var units: [Unit] = []

    init() {
        loop = PortLoop(name: "devices")
        loop.run()
    }

    func open(_ count: Int) throws -> [String] {
        var configuration = EBDSSimulator.EBDSConfiguration()
        configuration.timing.startUp = .milliseconds(200)
        for place in 0..<count {
            units.append(Unit(device: EBDSDevice(configuration, now: loop.now())))
            units[place].line = try PtyPair(loop: loop) { [weak self] event in
                self?.assumeIsolated { if case .received(let bytes) = event { $0.hear(bytes, place) } }
            }
            arrange(place)
        }
        return units.compactMap { $0.line?.node }
    }

    func forget() { for place in units.indices { (units[place].gaps, units[place].polls) = ([], 0) } }

    func seen() -> Crowd.Seen {
        Crowd.Seen(
            polls: units.reduce(0) { $0 + $1.polls }, gaps: units.flatMap(\.gaps), quiet: units.count { $0.polls == 0 })
    }

    func close() {
        for unit in units {
            if let timer = unit.timer { loop.cancel(timer) }
            unit.line?.close()
        }
        units = []
        loop.stop()
    }

    private func hear(_ bytes: [UInt8], _ place: Int) {
        guard place < units.count else { return }
        let now = loop.now()
        if let before = units[place].polledAt { units[place].gaps.append((now - before).microseconds) }
        units[place].polledAt = now
        units[place].polls += 1
        step(.received(bytes), place)
    }

    private func step(_ event: SimulatorEvent<AcceptorLever>, _ place: Int) {
        let step = units[place].device.on(event, now: loop.now())
        units[place].device = step.next
        for case .send(let bytes) in step.effects { units[place].line?.send(bytes) }
        arrange(place)
    }

    private func arrange(_ place: Int) {
        if let timer = units[place].timer { loop.cancel(timer) }
        units[place].timer = units[place].device.deadline.map { due in
            loop.schedule(at: due) { [weak self] in
                self?.assumeIsolated { side in
                    guard place < side.units.count else { return }
                    side.units[place].timer = nil
                    side.step(.time, place)
                }
            }
        }
    }
}

/// The service's side: one port loop and a device line for each port.
private actor NearSide {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private var lines: [DeviceLine<EBDSDialogue>] = []
    private var opener: PortOpener?
    private var ready: [Bool] = []

    var areAllReady: Bool { ready.allSatisfy { $0 } }

    init() {
        loop = PortLoop(name: "host")
        loop.run()
    }

    func start(_ nodes: [String], period: Duration) {
        let opener = PortOpener(loop: loop)
        self.opener = opener
        ready = nodes.map { _ in false }
        let configuration = EBDSDriver.EBDSConfiguration(counterTrust: .exact, pollPeriod: period)
        for (place, node) in nodes.enumerated() {
            let line = DeviceLine(
                name: "validator-\(place)", address: .serial(path: node, LineSettings(.baud9600, .seven, .even)),
                dialogue: EBDSDialogue(configuration), opener: opener, loop: loop, judge: \.verdict
            ) { [weak self] report in
                self?.assumeIsolated { $0.hear(report, place) }
            }
            lines.append(line)
            // Spread over the period, as devices that were plugged in by people are.
            let start = loop.now() + period * place / nodes.count
            _ = loop.schedule(at: start) { line.start() }
        }
    }

    /// Processor time of the thread that the host's side lives on: this actor runs on no other.
    func threadTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    func stop() {
        for line in lines { line.stop() }
        loop.stop()
    }

    private func hear(_ report: BillAcceptorReport, _ place: Int) {
        if case .identified = report { lines[place].send(.settle) }
        if case .atRest = report { ready[place] = true }
    }
}
