import DeviceKit
import EBDSSimulator
import ESCPOSSimulator
import SimulatorKit
import Transports

/// A simulated note validator and a simulated receipt printer on ptys, with a clock at the wire: it knows when the host
/// opened the port, when its first byte came, and when the last byte of STACKED went out.
actor SimulatedKiosk {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    /// Names of the ports.
    nonisolated let validatorPort: String
    nonisolated let printerPort: String

    private var validator: EBDSDevice
    private var printer: ESCPOSDevice
    private var validatorLine: PtyPair?
    private var printerLine: PtyPair?
    private var timer: ScheduledJob?
    private var listener: TCPTransport?

    /// When a host opened the validator's port, and when its first byte arrived.
    private(set) var openedAt: Duration?
    private(set) var firstByteAt: Duration?
    /// Reads of the validator's port with bytes in them: polls, since nothing else is asked in a rest.
    private(set) var polls = 0
    /// When the write of a reply with STACKED in it began; the first since `expectNote`.
    private(set) var stackedAt: Duration?
    private var expectsNote = false
    private var notes = 0

    /// Devices with power. `motion`: how long each motion of the validator takes; `nil`: as in a real unit.
    init(folder: String, name: String, motion: Duration?) {
        loop = PortLoop(name: name)
        loop.run()
        (validatorPort, printerPort) = ("\(folder)/\(name)-validator", "\(folder)/\(name)-printer")
        var configuration = EBDSSimulator.EBDSConfiguration()
        if let motion {
            configuration.timing.accept = motion
            configuration.timing.stack = motion
            configuration.timing.giveBack = motion
            configuration.timing.counterWrite = .zero
            configuration.timing.startUp = motion
        }
        validator = EBDSDevice(configuration, now: loop.now())
        printer = ESCPOSDevice().on(.time, now: loop.now()).next
    }

    func open() throws {
        validatorLine = try PtyPair(loop: loop, link: validatorPort) { [weak self] event in
            self?.assumeIsolated { $0.hearValidator(event) }
        }
        printerLine = try PtyPair(loop: loop, link: printerPort) { [weak self] event in
            self?.assumeIsolated { $0.hearPrinter(event) }
        }
        arrange()
    }

    func close() {
        listener?.close()
        validatorLine?.close()
        printerLine?.close()
    }

    /// A new host is expected: the clocks at the wire begin anew.
    func expectHost() { (openedAt, firstByteAt, polls) = (nil, nil, 0) }

    /// Pushes a note of one dollar into the mouth. False when the device does not draw it in.
    func insertNote() -> Bool {
        notes += 1
        (stackedAt, expectsNote) = (nil, true)
        let step = validator.on(.lever(.insert(id: notes, .note(minorUnits: 100))), now: loop.now())
        validator = step.next
        var drawn = true
        for effect in step.effects {
            switch effect {
            case .send(let bytes): send(bytes)
            case .notice(.refused): drawn = false
            case .notice: break
            }
        }
        arrange()
        return drawn
    }

    /// Connects to a service on this machine, on the thread of the ports, so that both ends have one clock.
    func listen(port: UInt16, request: String, _ hear: @escaping @Sendable (Duration, [UInt8]) -> Void) {
        let loop = loop
        listener = TCPTransport(host: "127.0.0.1", port: port, loop: loop) { event in
            if case .received(let bytes) = event { hear(loop.now(), bytes) }
        }
        listener?.send(Array(request.utf8))
    }

    // MARK: The wires

    private func hearValidator(_ event: TransportEvent) {
        switch event {
        case .opened: if openedAt == nil { openedAt = loop.now() }
        case .received(let bytes):
            if firstByteAt == nil { firstByteAt = loop.now() }
            polls += 1
            stepValidator(.received(bytes))
        case .lost: break
        }
    }

    private func hearPrinter(_ event: TransportEvent) {
        if case .received(let bytes) = event { stepPrinter(.received(bytes)) }
    }

    private func stepValidator(_ event: SimulatorEvent<AcceptorLever>) {
        let step = validator.on(event, now: loop.now())
        validator = step.next
        for effect in step.effects { if case .send(let bytes) = effect { send(bytes) } }
        arrange()
    }

    private func stepPrinter(_ event: SimulatorEvent<ESCPOSLever>) {
        let step = printer.on(event, now: loop.now())
        printer = step.next
        for effect in step.effects { if case .send(let bytes) = effect { printerLine?.send(bytes) } }
        arrange()
    }

    /// A standard omnibus reply is eleven bytes, type 2, and bit 4 of its first status byte says STACKED.
    private func send(_ bytes: [UInt8]) {
        if expectsNote, bytes.count == 11, bytes[2] & 0x70 == 0x20, bytes[3] & 0x10 != 0 {
            expectsNote = false
            stackedAt = loop.now()
        }
        validatorLine?.send(bytes)
    }

    private func arrange() {
        if let timer { loop.cancel(timer) }
        timer = nil
        guard let next = [validator.deadline, printer.deadline].compactMap({ $0 }).min() else { return }
        timer = loop.schedule(at: next) { [weak self] in
            self?.assumeIsolated { kiosk in
                kiosk.timer = nil
                kiosk.stepValidator(.time)
                kiosk.stepPrinter(.time)
            }
        }
    }
}
