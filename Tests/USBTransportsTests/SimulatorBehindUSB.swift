import DeviceKit
import SimulatorKit
import Supervision
import Transports
import USBTransports

/// A simulated device behind a mocked USB plug: what the plug takes it hears, what it says goes in.
actor SimulatorBehindUSB<Device: SimulatedDevice> {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private(set) var device: Device
    private let unit: MockUnit
    private var timer: ScheduledJob?

    /// On a running loop of its own, not on that of the program under test.
    init(_ device: Device, _ unit: MockUnit, loop: PortLoop) {
        (self.device, self.unit, self.loop) = (device, unit, loop)
    }

    /// Time begins.
    func start() {
        unit.whenTaken { [weak self, loop] bytes in
            loop.execute { [weak self] in self?.assumeIsolated { $0.step(.received(bytes)) } }
        }
        step(.time)
    }

    func pull(_ lever: Device.Lever) { step(.lever(lever)) }

    func stop() {
        unit.whenTaken(nil)
        if let timer { loop.cancel(timer) }
        timer = nil
    }

    private func step(_ event: SimulatorEvent<Device.Lever>) {
        let step = device.on(event, now: loop.now())
        device = step.next
        for effect in step.effects { if case .send(let bytes) = effect { unit.say(bytes) } }
        if let timer { loop.cancel(timer) }
        timer = device.deadline.map { deadline in
            loop.schedule(at: deadline) { [weak self] in self?.assumeIsolated { $0.step(.time) } }
        }
    }
}

/// A device's line with all that it reported; lines that wait try again when udev tells of their device.
final class LineRecord<D: Dialogue> {
    private(set) var reports: [D.Report] = []
    let opener: USBPortOpener
    private(set) var line: DeviceLine<D>?

    init(
        _ address: PortAddress, _ dialogue: D, loop: PortLoop, judge: @escaping (D.Report) -> DeviceVerdict
    ) {
        var heard: (HotPlugEvent) -> Void = { _ in }
        opener = USBPortOpener(loop: loop, others: PortOpener(loop: loop)) { heard($0) }
        let line = DeviceLine(
            name: "device", address: address, dialogue: dialogue, opener: opener, loop: loop, judge: judge
        ) { [weak self] report in self?.reports.append(report) }
        self.line = line
        heard = { [weak self] event in
            guard let self, let inventory = try? opener.inventory() else { return }
            if address.isConcerned(by: event, in: inventory) { line.tryNow() }
        }
        line.start()
    }
}
