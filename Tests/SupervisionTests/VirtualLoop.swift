import DeviceKit
import Supervision

/// A loop in virtual time: nothing happens unless the test says so.
final class VirtualLoop: EventLoopScheduling {
    private(set) var time: Duration = .seconds(1000)
    private var jobs: [(deadline: Duration, id: UInt64, job: () -> Void)] = []
    private var lastID: UInt64 = 0

    func now() -> Duration { time }

    func schedule(at deadline: Duration, _ job: @escaping () -> Void) -> ScheduledJob {
        lastID += 1
        jobs.append((deadline, lastID, job))
        return ScheduledJob(id: lastID)
    }

    func cancel(_ job: ScheduledJob) { jobs.removeAll { $0.id == job.id } }

    /// Deadlines that stand, in order.
    var deadlines: [Duration] { jobs.map(\.deadline).sorted() }

    /// Lets time go by while the thread is busy: no job is done.
    func sleep(_ span: Duration) { time += span }

    /// Lets time go by, job after job; at most 10 000 of them, so that a spinning line fails instead of hanging.
    func advance(by span: Duration) {
        let end = time + span
        for _ in 0..<10_000 {
            let due = jobs.filter { $0.deadline <= end }
            guard let next = due.min(by: { ($0.deadline, $0.id) < ($1.deadline, $1.id) }) else { break }
            jobs.removeAll { $0.id == next.id }
            time = max(time, next.deadline)
            next.job()
        }
        time = end
    }
}

/// A port whose far end is the test.
final class FakeTransport: ByteTransport, LineTruthTelling {
    private(set) var sent: [[UInt8]] = []
    private(set) var discards = 0
    private(set) var closes = 0
    let receiver: (TransportEvent) -> Void
    var lineTruth: LineTruth = .notHeld([.parity])
    /// Called in the middle of `send`, as a careless transport might.
    var whileSending: () -> Void = {}

    init(receiver: @escaping (TransportEvent) -> Void) {
        self.receiver = receiver
    }

    func send(_ bytes: [UInt8]) {
        sent.append(bytes)
        whileSending()
    }
    func discardInput() { discards += 1 }
    func close() { closes += 1 }
    func modemLines() -> ModemLines { .none }
}

/// Hands out fake ports, or refuses.
final class FakeOpener: PortOpening {
    private(set) var attempts: [Duration] = []
    private(set) var transports: [FakeTransport] = []
    var fault: OpenFault?
    private let loop: VirtualLoop

    init(_ loop: VirtualLoop) {
        self.loop = loop
    }

    var last: FakeTransport { transports[transports.count - 1] }

    func open(
        _ address: PortAddress, receiver: @escaping (TransportEvent) -> Void
    ) throws(OpenFault) -> any ByteTransport {
        attempts.append(loop.now())
        if let fault { throw fault }
        let transport = FakeTransport(receiver: receiver)
        transports.append(transport)
        return transport
    }
}

/// A dialogue for tests: notes what it is told, answers "p" at every deadline, a second apart.
struct Parrot: Dialogue {
    enum Command: Hashable, Sendable {
        case say([UInt8])
        case forget
        /// Asks for a deadline that has passed, and does not move it: a flawed driver.
        case getStuck
    }
    enum Report: Hashable, Sendable {
        case heard([UInt8])
        case works
        case fails(String)
    }

    var log: [String] = []
    var deadline: Duration?

    func on(
        _ event: DialogueEvent<Command>, now: Duration
    ) -> (next: Parrot, effects: [DialogueEffect<Report>]) {
        var next = self
        switch event {
        case .opened:
            next.log.append("opened")
            next.deadline = now + .seconds(1)
            return (next, [.discardInput, .send([0x70]), .report(.works)])
        case .closed(let loss):
            next.log.append("closed \(loss)")
            next.deadline = nil
            return (next, [])
        case .received([0xEE]): return (next, [.fault(WireFault("checksum", [0xEE]))])
        case .received([0xFF]): return (next, [.report(.fails("broken belt"))])
        case .received(let bytes):
            next.log.append("received")
            return (next, [.report(.heard(bytes)), .send([0x61])])
        case .time:
            next.log.append("time")
            if let deadline, deadline > .zero { next.deadline = now + .seconds(1) }
            return (next, [.send([0x70])])
        case .command(.say(let bytes)):
            next.log.append("say")
            return (next, [.send(bytes)])
        case .command(.forget): return (next, [.discardInput])
        case .command(.getStuck):
            next.deadline = .zero
            return (next, [])
        }
    }
}

extension Parrot.Report {
    var verdict: DeviceVerdict {
        switch self {
        case .heard: .saysNothing
        case .works: .works
        case .fails(let reason): .fails(reason)
        }
    }
}
