import DeviceKit
import Testing
import Transports

/// A test that runs on the thread of a port loop: its body is isolated to an actor whose executor is that loop.
actor Bench {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private init(_ loop: PortLoop) {
        self.loop = loop
    }

    /// Runs `body` on a loop of its own and ends the loop.
    @discardableResult
    static func run<Answer: Sendable>(_ body: @Sendable (isolated Bench) async throws -> Answer) async throws -> Answer
    {
        let loop = PortLoop(name: "usb-bench")
        loop.run()
        defer { loop.stop() }
        return try await body(Bench(loop))
    }

    /// Waits on the loop until the condition holds; a bound of 20 s keeps a broken test from hanging.
    func until(
        _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: @escaping () -> Bool
    ) async {
        let limit = loop.now() + .seconds(20)
        let held = await withCheckedContinuation { continuation in look(condition, limit, continuation) }
        #expect(held, what, sourceLocation: sourceLocation)
    }

    private func look(
        _ condition: @escaping () -> Bool, _ limit: Duration, _ continuation: CheckedContinuation<Bool, Never>
    ) {
        if condition() { return continuation.resume(returning: true) }
        if loop.now() > limit { return continuation.resume(returning: false) }
        _ = loop.schedule(at: loop.now() + .milliseconds(1)) { self.look(condition, limit, continuation) }
    }
}

/// What one transport told, in order.
final class Probe {
    private(set) var events: [TransportEvent] = []
    private(set) var bytes: [UInt8] = []

    func record(_ event: TransportEvent) {
        events.append(event)
        if case .received(let more) = event { bytes += more }
    }

    var opened: Int { events.count { $0 == .opened } }

    var received: [[UInt8]] {
        events.compactMap { if case .received(let bytes) = $0 { bytes } else { nil } }
    }

    var losses: [LinkLoss] {
        events.compactMap { if case .lost(let loss) = $0 { loss } else { nil } }
    }
}
