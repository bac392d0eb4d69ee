import CLinux
import DeviceKit
import Glibc
import Testing

@testable import Transports

/// An actor of the station: it lives on a loop's thread.
private actor Counter {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private(set) var count = 0

    init(_ loop: PortLoop) {
        self.loop = loop
    }

    func add() -> Bool {
        count += 1
        return loop.isCurrent
    }

    /// Calls itself back from a timer, as a port does with bytes.
    func addFromACallback() async -> Int {
        await withCheckedContinuation { continuation in
            _ = loop.schedule(at: loop.now()) {
                let count = self.assumeIsolated { counter -> Int in
                    counter.count += 1
                    return counter.count
                }
                continuation.resume(returning: count)
            }
        }
    }
}

@Suite struct PortLoopTests {
    @Test func anActorOfTheStationRunsOnTheLoopsThread() async {
        let loop = PortLoop(name: "test")
        loop.run()
        defer { loop.stop() }
        let counter = Counter(loop)
        for _ in 0..<100 { #expect(await counter.add()) }
        #expect(await counter.count == 100)
        #expect(!loop.isCurrent)
        #expect(loop.isIsolatingCurrentContext() == false)
    }

    @Test func aPortsCallbackIsInsideTheActorWithoutAHop() async {
        let loop = PortLoop(name: "test")
        loop.run()
        defer { loop.stop() }
        let counter = Counter(loop)
        #expect(await counter.addFromACallback() == 1)
        #expect(await counter.addFromACallback() == 2)
    }

    @Test func twoActorsOfOneStationShareItsThread() async throws {
        try await Bench.run { bench in
            let counter = Counter(bench.loop)
            func inside() -> Bool { counter.assumeIsolated { $0.add() } }
            #expect(inside(), "an actor on the same loop is isolated already")
            #expect(await counter.add())
        }
    }

    @Test func jobsFromManyThreadsAreAllDone() async {
        let loop = PortLoop(name: "test")
        loop.run()
        defer { loop.stop() }
        let counter = Counter(loop)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask { for _ in 0..<200 { _ = await counter.add() } }
            }
        }
        #expect(await counter.count == 3200)
    }

    @Test func whatWasEnqueuedBeforeTheStartAndTheStopIsDone() async {
        let loop = PortLoop(name: "test")
        let counter = Counter(loop)
        let early = Task { await counter.add() }
        loop.run()
        #expect(await early.value)
        let done = DoneFlag()
        loop.execute { done.raise() }
        loop.stop()
        #expect(done.isRaised, "a call that was given before the stop is lost")
        loop.stop()
    }

    @Test func theLoopCanBeStoppedFromItsOwnThread() async {
        let loop = PortLoop(name: "test")
        loop.run()
        await withCheckedContinuation { continuation in
            loop.execute {
                loop.stop()
                continuation.resume()
            }
        }
    }

    @Test func aLoopThatNeverRanCanBeStopped() {
        PortLoop(name: "test").stop()
    }

    @Test func timersFireInOrderAndNeverEarly() async throws {
        try await Bench.run { bench in
            let loop = bench.loop
            let start = loop.now()
            var fired: [Int] = []
            var early = 0
            for milliseconds in [7, 2, 5] {
                _ = loop.schedule(at: start + .milliseconds(milliseconds)) {
                    if loop.now() < start + .milliseconds(milliseconds) { early += 1 }
                    fired.append(milliseconds)
                }
            }
            let cancelled = loop.schedule(at: start + .milliseconds(3)) { fired.append(3) }
            loop.cancel(cancelled)
            await bench.until("all three") { fired.count == 3 }
            #expect(fired == [2, 5, 7])
            #expect(early == 0)
        }
    }

    @Test func anAnswerThatCameInTimeIsHeardBeforeItsDeadline() async throws {
        try await Bench.run { bench in
            let (device, host, loop) = (Probe(), Probe(), bench.loop)
            let pty = try PtyPair(loop: loop, receiver: device.record)
            let port = try SerialTransport(path: pty.node, settings: .plain, loop: loop, receiver: host.record)
            await bench.until("open") { pty.isOpen && host.opened == 1 }
            var heardAtDeadline: [UInt8] = []
            _ = loop.schedule(at: loop.now() + .milliseconds(5)) { heardAtDeadline = host.bytes }
            pty.send([0x42])
            // The thread is busy past the deadline, as with a slow commit; the answer lies in the kernel meanwhile.
            let end = loop.now() + .milliseconds(15)
            while loop.now() < end {}
            await bench.until("deadline") { host.bytes == [0x42] }
            await bench.untilTime(loop.now() + .milliseconds(1))
            #expect(heardAtDeadline == [0x42], "a device that answered in time is taken for dead")
            port.close()
        }
    }

    @Test func anIdleStationSleeps() async throws {
        try await Bench.run { bench in
            let (probe, loop) = (Probe(), bench.loop)
            // Everything that could spin: a pty nobody opened, one that was closed again, an open port, a listener.
            let unopened = try PtyPair(loop: loop, receiver: probe.record)
            let closedAgain = try PtyPair(loop: loop, receiver: probe.record)
            let host = try SerialTransport(path: closedAgain.node, settings: .plain, loop: loop, receiver: probe.record)
            await bench.until("open") { closedAgain.isOpen }
            host.close()
            await bench.until("closed again") { !closedAgain.isOpen && probe.losses.count == 2 }
            let used = try PtyPair(loop: loop, receiver: probe.record)
            let open = try SerialTransport(path: used.node, settings: .plain, loop: loop, receiver: probe.record)
            let listener = try TCPListener(port: 0, loop: loop, receiver: probe.record)
            await bench.until("open") { used.isOpen }
            await bench.untilTime(loop.now() + .milliseconds(20))

            let before = loop.wakeUpCount
            await bench.untilTime(loop.now() + .milliseconds(300))
            // The timer itself, and room for a stray wake-up.
            #expect(loop.wakeUpCount - before <= 5, "the loop spins")
            for transport in [unopened, closedAgain, used, open, listener] as [any ByteTransport] { transport.close() }
        }
    }

    @Test func stoppingClosesEveryPort() async throws {
        let loop = PortLoop(name: "test")
        loop.run()
        let told = DoneFlag()
        let name = try await Holder(loop).open { told.raise() }
        loop.stop()
        #expect(told.isRaised)
        #expect(access(name, F_OK) != 0, "the pty is still there")
    }
}

/// Opens a pty from inside a loop.
private actor Holder {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(_ loop: PortLoop) {
        self.loop = loop
    }

    func open(_ closed: @escaping @Sendable () -> Void) throws -> String {
        try PtyPair(loop: loop) { if $0 == .lost(.closedByUs) { closed() } }.node
    }
}

/// A flag between two threads.
final class DoneFlag: Sendable {
    private let box = LoopFlag()
    var isRaised: Bool { box.lock.holding { box.raised } }
    func raise() { box.lock.holding { box.raised = true } }
}

/// `@unchecked Sendable` is true because `raised` is touched under `lock` only.
private final class LoopFlag: @unchecked Sendable {
    let lock = ThreadLock()
    var raised = false
}
