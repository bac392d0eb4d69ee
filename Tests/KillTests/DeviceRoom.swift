import DeviceKit
import EBDSFrame
import EBDSSimulator
import ESCPOSSimulator
import RealService
import SimulatorKit
import Transports

/// The two devices of the kiosk on their wires, and the trap that ends a life of the service: all on the thread of one
/// port loop, so that the kill falls between two bytes and not some time later.
actor DeviceRoom {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private(set) var validator: EBDSDevice
    private var printer: ESCPOSDevice
    private let trace: Trace
    private var lines: (validator: PtyPair, printer: PtyPair)?
    private var timers: (validator: ScheduledJob?, printer: ScheduledJob?) = (nil, nil)
    private var waiting: [Int: Wait] = [:]
    private var lastWait = 0

    // This life of the service
    private var daemon: Daemon?
    private var plan: Plan?
    private var seen = 0
    private var hasSprung = false
    private var frames = 0
    private var printed: Int?
    private var parser = EBDSFrameParser()
    private var told = EBDSFrameParser()

    private struct Wait {
        let condition: (isolated DeviceRoom) -> Bool
        let continuation: CheckedContinuation<Bool, Never>
        let limit: ScheduledJob
    }

    init(loop: PortLoop, validator: EBDSConfiguration, printer: ESCPOSConfiguration, trace: Trace) {
        (self.loop, self.trace) = (loop, trace)
        self.validator = EBDSDevice(validator, now: loop.now())
        self.printer = ESCPOSDevice(printer).on(.time, now: loop.now()).next
    }

    func open(folder: String) throws {
        let validator = try PtyPair(loop: loop, link: folder + "/validator") { [weak self] event in
            guard case .received(let bytes) = event else { return }
            self?.assumeIsolated { $0.validatorHears(bytes) }
        }
        let printer = try PtyPair(loop: loop, link: folder + "/printer") { [weak self] event in
            guard case .received(let bytes) = event else { return }
            self?.assumeIsolated { $0.printerHears(bytes) }
        }
        lines = (validator, printer)
        turn(.time)
        turnPrinter(.time)
    }

    func close() {
        for timer in [timers.validator, timers.printer] { if let timer { loop.cancel(timer) } }
        lines?.validator.close()
        lines?.printer.close()
    }

    // MARK: Lives

    /// Starts the service with a trap, or without one. On this thread, which outlives it.
    func begin(_ plan: Plan?, program: String, settings: String) throws -> Daemon {
        (self.plan, seen, hasSprung, frames, printed) = (plan, 0, false, 0, nil)
        parser = EBDSFrameParser()
        let daemon = try Daemon(program: program, settings: settings)
        self.daemon = daemon
        if case .afterStart(let time) = plan?.moment { spring(after: time) }
        return daemon
    }

    var isSprung: Bool { hasSprung }

    /// What the present life said last.
    var lastWords: [String] { daemon?.lastWords ?? [] }

    func finishPressed() {
        printed = 0
        meet(.finishPressed)
    }

    /// Ends the life that did not walk into its trap.
    func springAtLast() { spring() }

    /// Ends whatever still lives.
    func end() async {
        daemon?.kill()
        _ = await daemon?.ended.wait(.seconds(10))
    }

    private func meet(_ moment: Moment) {
        guard let plan, plan.moment == moment, !hasSprung else { return }
        seen += 1
        guard seen == plan.occurrence else { return }
        if plan.delay == .zero { spring() } else { spring(after: plan.delay) }
    }

    private func spring() {
        guard let daemon, !hasSprung else { return }
        hasSprung = true
        daemon.kill()
        trace.say("KILL")
        if let back = plan?.powerBack, validator.isPowered {
            turn(.lever(.powerOff))
            after(back) { $0.turn(.lever(.powerOn)) }
        }
        look()
    }

    private func after(_ time: Duration, _ act: @escaping @Sendable (isolated DeviceRoom) -> Void) {
        _ = loop.schedule(at: loop.now() + time) { [weak self] in self?.assumeIsolated { act($0) } }
    }

    /// A trap is for its own life only.
    private func spring(after time: Duration) {
        let life = daemon
        after(time) { if $0.daemon === life { $0.spring() } }
    }

    // MARK: Waiting

    /// Waits until the condition holds; `false` when it did not in time.
    func until(_ limit: Duration, _ condition: @escaping @Sendable (isolated DeviceRoom) -> Bool) async -> Bool {
        if condition(self) { return true }
        return await withCheckedContinuation { continuation in
            lastWait += 1
            let id = lastWait
            let job = loop.schedule(at: loop.now() + limit) { [weak self] in
                self?.assumeIsolated { $0.waiting.removeValue(forKey: id)?.continuation.resume(returning: false) }
            }
            waiting[id] = Wait(condition: condition, continuation: continuation, limit: job)
        }
    }

    private func look() {
        for id in waiting.keys.sorted() {
            guard let wait = waiting[id], wait.condition(self) else { continue }
            waiting[id] = nil
            loop.cancel(wait.limit)
            wait.continuation.resume(returning: true)
        }
    }

    // MARK: Bytes

    private func validatorHears(_ bytes: [UInt8]) {
        parser.append(bytes)
        var ordered = false
        while let item = parser.next() {
            guard case .frame(let frame) = item else { continue }
            frames += 1
            meet(.hostFrame(frames))
            // Byte 1 of a poll, bit 5: stack. Read here from the paper, not from driver or simulator.
            if frame.messageType == 1, frame.data.count == 3, frame.data[1] & 0x20 != 0 { ordered = true }
        }
        if ordered {
            trace.say("stack ordered")
            meet(.stackOrdered)
        }
        turn(.received(bytes))
        if ordered { meet(.stackBegun) }
    }

    private func printerHears(_ bytes: [UInt8]) {
        if let before = printed {
            printed = before + bytes.count
            if case .printerBytes(let limit) = plan?.moment, before < limit, before + bytes.count >= limit {
                meet(.printerBytes(limit))
            }
        }
        turnPrinter(.received(bytes))
    }

    func turn(_ event: SimulatorEvent<AcceptorLever>) {
        let step = validator.on(event, now: loop.now())
        validator = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): say(bytes)
            case .notice(let notice): see(notice)
            }
        }
        if let timer = timers.validator { loop.cancel(timer) }
        timers.validator = validator.deadline.map { deadline in
            loop.schedule(at: deadline) { [weak self] in
                self?.assumeIsolated { room in
                    room.timers.validator = nil
                    room.turn(.time)
                }
            }
        }
        look()
    }

    private func say(_ bytes: [UInt8]) {
        told.append(bytes)
        var isStacked = false
        while let item = told.next() {
            guard case .frame(let frame) = item else { continue }
            // Status byte 0, bit 4: stacked; byte 2, bits 3 to 5: which value, none at the end of a start-up.
            guard frame.messageType == 2, frame.data.count >= 3 else { continue }
            if frame.data[0] & 0x10 != 0, frame.data[2] & 0x38 != 0 { isStacked = true }
        }
        if isStacked {
            trace.say("says: stacked")
            meet(.beforeStackedSaid)
            if plan?.moment == .beforeStackedSaid, hasSprung { return }
        }
        lines?.validator.send(bytes)
        if isStacked { meet(.afterStackedSaid) }
    }

    private func see(_ notice: AcceptorNotice) {
        trace.say("acceptor: \(notice)")
        switch notice {
        case .noteDrawnIn: meet(.noteDrawnIn)
        case .noteInEscrow: meet(.noteInEscrow)
        case .noteStacked: meet(.noteInside)
        case .alarm(.outOfService):
            // An attendant comes and takes out what lies in the way.
            after(.milliseconds(200)) { $0.turn(.lever(.attendantRemovesNote)) }
        case .noteReturned, .noteTaken, .noteStuck, .noteWithStaff, .noteWaiting, .refused, .bezelLight, .power, .alarm,
            .impossible:
            break
        }
    }

    private func turnPrinter(_ event: SimulatorEvent<ESCPOSLever>) {
        let step = printer.on(event, now: loop.now())
        printer = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): lines?.printer.send(bytes)
            case .notice(.cut):
                trace.say("printer: cut")
                meet(.paperCut)
            case .notice: break
            }
        }
        if let timer = timers.printer { loop.cancel(timer) }
        timers.printer = printer.deadline.map { deadline in
            loop.schedule(at: deadline) { [weak self] in
                self?.assumeIsolated { room in
                    room.timers.printer = nil
                    room.turnPrinter(.time)
                }
            }
        }
    }
}
