import DeviceKit
import SimulatorKit
import Transports

/// A simulated device behind a pty, in real time: for those who open ports and cannot tell.
actor PtyDevice<Device: SimulatedDevice> {
    nonisolated let loop: PortLoop
    private var device: Device
    private var pty: PtyPair?
    private var timer: ScheduledJob?

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(_ device: Device, on loop: PortLoop) { (self.device, self.loop) = (device, loop) }

    /// Makes the pty; gives its node.
    func start() throws -> String {
        let pty = try PtyPair(loop: loop) { [weak self] event in self?.assumeIsolated { $0.hear(event) } }
        self.pty = pty
        arm()
        return pty.node
    }

    func pull(_ levers: [Device.Lever]) { for lever in levers { move(.lever(lever)) } }

    func end() { pty?.close() }

    private func hear(_ event: TransportEvent) {
        if case .received(let bytes) = event { move(.received(bytes)) }
    }

    private func move(_ event: SimulatorEvent<Device.Lever>) {
        let step = device.on(event, now: loop.now())
        device = step.next
        for case .send(let bytes) in step.effects { pty?.send(bytes) }
        arm()
    }

    private func arm() {
        if let timer { loop.cancel(timer) }
        timer = device.deadline.map { due in
            loop.schedule(at: due) { [weak self] in self?.assumeIsolated { $0.move(.time) } }
        }
    }
}
