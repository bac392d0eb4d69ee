import CLibUSB
import DeviceKit
import Glibc
import Transports

/// How a stream of one kind of device differs from the others.
struct PipeTraits {
    var output: Output
    /// Bytes of one packet to another packet's end may be joined and cut anew.
    var isStream: Bool
    /// How long the device may take no byte at all while bytes wait.
    var writeDeadline: Duration
    /// How long `close` waits for the last bytes to go out.
    var linger: Duration = .milliseconds(500)

    /// Where packets go.
    enum Output {
        case endpoint(USBInterface.Endpoint)
        /// As a control request of this form, the packet being its data.
        case control((_ packet: [UInt8]) -> ControlRequest)
    }
}

/// A claimed interface as a way for bytes: complete writes, reads in order, a loss told once. It owns the device.
///
/// A read always waits in the device's queue, so that what comes unasked is heard. The receiver is never called from
/// inside a call to this object. Lives on the thread of its loop.
final class USBPipe: USBContextUser {
    private enum Phase {
        case open
        /// `close` was called: the last bytes go out, nothing is delivered any more.
        case closing
        /// Transfers are taken back; then the loss is told.
        case ending(LinkLoss)
        case gone
    }

    private let loop: PortLoop
    private let device: USBDevice
    private let traits: PipeTraits
    private var input: Input?
    private var receiver: ((TransportEvent) -> Void)?
    private var phase = Phase.open

    private var reads: [USBTransfer] = []
    private var writing: USBTransfer?
    private var requests: [USBTransfer] = []
    private var packets: [[UInt8]] = []
    private var discarding = false
    private var stallsInARow = 0
    private var lastProgress = Duration.zero
    private var timers: [ScheduledJob] = []
    private var writeTimer: ScheduledJob?

    /// Largest piece of a stream that goes out at once: enough to keep a fast printer busy, small enough to see a slow
    /// one's progress.
    static let pieceSize = 8192

    /// Takes over a claimed device. Nothing moves before `begin`.
    init(
        loop: PortLoop, device: USBDevice, traits: PipeTraits, receiver: @escaping (TransportEvent) -> Void
    ) {
        self.loop = loop
        self.device = device
        self.traits = traits
        self.receiver = receiver
        device.context.join(self)
    }

    /// Where input comes from, how much is asked for at a time, and how many reads wait.
    typealias Input = (endpoint: USBInterface.Endpoint, size: Int, count: Int)

    /// Tells `.opened` and begins to read.
    func begin(reading input: Input? = nil) {
        guard case .open = phase else { return }
        self.input = input
        receiver?(.opened)
        guard case .open = phase, let input else { return }
        for _ in 0..<input.count {
            guard let transfer = USBTransfer(capacity: input.size) else { return end(.failed(errno: ENOMEM)) }
            reads.append(transfer)
            read(with: transfer)
        }
    }

    var isOpen: Bool { if case .open = phase { true } else { false } }

    // MARK: The owner's side

    /// Takes one packet, or some bytes of a stream.
    func send(_ bytes: [UInt8]) {
        loop.checkIsolated()
        guard isOpen, !bytes.isEmpty else { return }
        if packets.isEmpty, writing == nil { lastProgress = loop.now() }
        if traits.isStream, packets.count > 1, packets[packets.count - 1].count < Self.pieceSize {
            packets[packets.count - 1] += bytes
        } else {
            packets.append(bytes)
        }
        writeNext()
    }

    func discardInput() {
        loop.checkIsolated()
        guard isOpen else { return }
        // What has arrived lies in finished transfers that libusb has not told yet. It tells them now, and nobody listens;
        // asked from inside libusb's work, it tells them in the rest of that. Never longer: the answer to what is sent
        // next must be heard.
        discarding = true
        if device.context.pump() { discarding = false }
    }

    func pumped() { discarding = false }

    func close() {
        loop.checkIsolated()
        guard isOpen else { return }
        phase = .closing
        if packets.isEmpty, writing == nil { return end(.closedByUs) }
        after(traits.linger) { $0.end(.closedByUs) }
    }

    /// The device is unplugged, says udev.
    func unplugged() { end(.hungUp) }

    func contextCloses() { end(.closedByUs) }

    var waitsForLibrary: Bool { !inFlight.isEmpty }

    /// Asks the device something on its control pipe, or tells it; `nil` is no answer: refused, late, or gone.
    func ask(_ request: ControlRequest, within limit: Duration, _ answer: @escaping ([UInt8]?) -> Void) {
        loop.checkIsolated()
        guard isOpen, let transfer = USBTransfer(capacity: request.size) else {
            loop.soon { answer(nil) }
            return
        }
        let timer = loop.schedule(at: loop.now() + limit) { transfer.cancel() }
        let result = transfer.control(device.raw, request) { [self] outcome in
            loop.cancel(timer)
            requests.removeAll { $0 === transfer }
            answer(outcome == .completed ? transfer.answer : nil)
            if outcome == .gone { end(.hungUp) }
            finish()
        }
        guard result == 0 else {
            loop.cancel(timer)
            loop.soon { answer(nil) }
            return refused(result)
        }
        requests.append(transfer)
    }

    // MARK: Reading

    private func read(with transfer: USBTransfer) {
        guard isOpen, let input else { return }
        let kind: USBTransfer.Kind = input.endpoint.kind == 3 ? .interrupt : .bulk
        let result = transfer.read(device.raw, input.endpoint.address, kind) { [self] outcome in
            ended(reading: transfer, outcome)
            finish()
        }
        if result != 0 { refused(result) }
    }

    private func ended(reading transfer: USBTransfer, _ outcome: TransferEnd) {
        guard isOpen else { return }
        switch outcome {
        case .completed:
            stallsInARow = 0
            guard transfer.count > 0 else {
                // An empty packet is no news. Some printers send them without end, so the next look is a little later.
                after(.milliseconds(20)) { $0.read(with: transfer) }
                return
            }
            let bytes = transfer.received
            // First the next read, so that the device's queue is never without one.
            read(with: transfer)
            if !discarding { receiver?(.received(bytes)) }
        case .stalled:
            stallsInARow += 1
            guard stallsInARow == 1, let input else { return end(.failed(errno: EPIPE)) }
            // A call that waits for the device, 5 s at most: it has answered this moment, with its refusal.
            _ = libusb_clear_halt(device.raw, input.endpoint.address)
            after(.milliseconds(20)) { $0.read(with: transfer) }
        case .gone: end(.hungUp)
        case .failed: end(.failed(errno: EIO))
        case .cancelled: break
        }
    }

    // MARK: Writing

    private func writeNext() {
        guard writing == nil, let packet = packets.first else { return }
        switch phase {
        case .open, .closing: break
        case .ending, .gone: return
        }
        let result: Int32
        switch traits.output {
        case .endpoint(let endpoint):
            let piece = traits.isStream ? packet.prefix(Self.pieceSize) : packet[...]
            guard let transfer = USBTransfer(capacity: piece.count) else { return end(.failed(errno: ENOMEM)) }
            let kind: USBTransfer.Kind = endpoint.kind == 3 ? .interrupt : .bulk
            writing = transfer
            result = transfer.write(device.raw, endpoint.address, kind, piece) { [self] in wrote(piece.count, $0) }
        case .control(let form):
            let request = form(packet)
            guard let transfer = USBTransfer(capacity: request.size) else { return end(.failed(errno: ENOMEM)) }
            writing = transfer
            result = transfer.control(device.raw, request) { [self] in wrote(packet.count, $0) }
        }
        if result != 0 {
            writing = nil
            return refused(result)
        }
        armWriteTimer()
    }

    private func wrote(_ wanted: Int, _ outcome: TransferEnd) {
        let taken = min(writing?.count ?? 0, wanted)
        writing = nil
        if let writeTimer { loop.cancel(writeTimer) }
        writeTimer = nil
        if !packets.isEmpty, taken > 0 {
            lastProgress = loop.now()
            packets[0].removeFirst(min(taken, packets[0].count))
            if packets[0].isEmpty { packets.removeFirst() }
        }
        switch phase {
        case .open, .closing:
            switch outcome {
            case .completed where taken == wanted:
                lastProgress = loop.now()
                if packets.isEmpty, case .closing = phase { end(.closedByUs) } else { writeNext() }
            // A piece of a stream that was taken back half done goes on where it stood; half a report is none.
            case .cancelled where taken > 0 && traits.isStream: writeNext()
            case .cancelled: end(.writeTimedOut)
            case .stalled: end(.failed(errno: EPIPE))
            case .gone: end(.hungUp)
            case .completed, .failed: end(.failed(errno: EIO))
            }
        case .ending, .gone: break
        }
        finish()
    }

    private func armWriteTimer() {
        guard case .open = phase else { return }
        writeTimer = loop.schedule(at: max(loop.now(), lastProgress + traits.writeDeadline)) { [self] in
            writeTimer = nil
            writing?.cancel()
        }
    }

    // MARK: The end

    /// A transfer that libusb did not take.
    private func refused(_ result: Int32) {
        switch libusb_error(rawValue: result) {
        case LIBUSB_ERROR_NO_DEVICE: end(.hungUp)
        case LIBUSB_ERROR_NO_MEM: end(.failed(errno: ENOMEM))
        default: end(.failed(errno: EIO))
        }
    }

    func end(_ loss: LinkLoss) {
        switch phase {
        case .open: phase = .ending(loss)
        case .closing: phase = .ending(.closedByUs)
        case .ending, .gone: return
        }
        for timer in timers + [writeTimer].compactMap(\.self) { loop.cancel(timer) }
        timers = []
        writeTimer = nil
        packets = []
        for transfer in inFlight { transfer.cancel() }
        // A kernel that does not give a transfer back keeps its memory and the claim; the owner is told all the same.
        timers = [loop.schedule(at: loop.now() + .seconds(2)) { [self] in tellLoss() }]
        loop.soon { [self] in finish() }
    }

    private var inFlight: [USBTransfer] { (reads + requests + [writing].compactMap(\.self)).filter(\.inFlight) }

    /// Closes the device when the last transfer is back. Not from inside libusb's own work: hence `soon`.
    private func finish() {
        guard case .ending = phase, inFlight.isEmpty else { return }
        loop.soon { [self] in
            guard case .ending = phase, inFlight.isEmpty else { return }
            device.close()
            tellLoss()
        }
    }

    private func tellLoss() {
        guard case .ending(let loss) = phase else { return }
        phase = .gone
        for timer in timers { loop.cancel(timer) }
        timers = []
        device.context.leave(self)
        guard let receiver else { return }
        self.receiver = nil
        loop.soon { receiver(.lost(loss)) }
    }

    private func after(_ wait: Duration, _ job: @escaping (USBPipe) -> Void) {
        var timer: ScheduledJob?
        let set = loop.schedule(at: loop.now() + wait) { [self] in
            timers.removeAll { $0 == timer }
            job(self)
        }
        timer = set
        timers.append(set)
    }
}
