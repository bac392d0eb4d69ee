import DeviceKit
import Supervision
import Testing
import Transports

/// A station as the service has it: an actor on the loop's thread that owns a line.
private actor Kiosk {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private var line: DeviceLine<Parrot>?
    private var device: PtyPair?
    private(set) var reports: [Parrot.Report] = []
    private(set) var onLoop = true

    init(_ loop: PortLoop) {
        self.loop = loop
    }

    /// A device on a pty that answers "p" with one byte, and a line to it.
    func start() throws {
        let device = try PtyPair(loop: loop) { [weak self] event in
            self?.assumeIsolated { $0.deviceHears(event) }
        }
        self.device = device
        let line = DeviceLine(
            name: "acceptor-1", address: .serial(path: device.node, LineSettings(.baud9600, .seven, .even)),
            dialogue: Parrot(), opener: PortOpener(loop: loop), loop: loop, judge: \.verdict,
            onReport: { [weak self] report in self?.assumeIsolated { $0.note(report) } })
        self.line = line
        line.start()
    }

    private func deviceHears(_ event: TransportEvent) {
        if case .received(let bytes) = event, bytes.contains(0x70) { device?.send([0x42]) }
    }

    private func note(_ report: Parrot.Report) {
        reports.append(report)
        onLoop = onLoop && loop.isCurrent
    }

    func until(_ condition: @Sendable (isolated Kiosk) -> Bool) async -> Bool {
        let limit = loop.now() + .seconds(20)
        while !condition(self) {
            guard loop.now() < limit else { return false }
            await withCheckedContinuation { continuation in
                _ = loop.schedule(at: loop.now() + .milliseconds(2)) { continuation.resume() }
            }
        }
        return true
    }

    var truth: LineTruth? { line?.lineTruth }
    var statistics: LineStatistics? { line?.statistics }
    func unplug() { device?.close() }
    func stop() async {
        await withCheckedContinuation { continuation in
            if let line { line.stop { continuation.resume() } } else { continuation.resume() }
        }
    }

    func isOpen() -> Bool { line?.isOpen ?? false }
}

@Suite struct LiveLineTests {
    @Test func aDeviceOnARealPtyIsDrivenInsideTheActorOfItsStation() async throws {
        let loop = PortLoop(name: "kiosk")
        loop.run()
        let kiosk = Kiosk(loop)
        try await kiosk.start()
        #expect(await kiosk.until { $0.reports.contains(.heard([0x42])) })
        #expect(await kiosk.onLoop)
        #expect(await kiosk.truth == .notHeld([.dataBits, .parity]))
        await kiosk.unplug()
        #expect(await kiosk.until { !$0.isOpen() })
        #expect(await kiosk.until { ($0.statistics?.refusals ?? 0) > 0 }, "it is not tried again")
        await kiosk.stop()
        loop.stop()
    }
}
