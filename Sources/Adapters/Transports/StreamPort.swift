import CLinux
import DeviceKit
import Glibc

/// How one kind of stream differs from the others.
struct StreamTraits {
    var isSocket: Bool
    /// A line of seven data bits: bit 7 means nothing in either direction.
    var sevenBits = false
    /// How long the far end may take no byte at all while bytes wait (not the time for all of them).
    var writeDeadline: Duration
    /// How long `close` waits for the last bytes to go out.
    var linger: Duration = .milliseconds(500)
    /// What has to be undone on the descriptor before it is closed.
    var beforeClose: (Int32) -> Void = { _ in }
}

/// One open descriptor as a stream: complete writes, reads in order, a loss told once. It owns the descriptor.
///
/// The receiver is never called from inside a call to this object, so that an owner can finish what it is doing.
/// Lives on the thread of its loop.
final class StreamPort: PollTarget {
    private enum Phase {
        case open
        /// `close` was called: the last bytes go out, nothing is delivered any more.
        case closing
        case gone
    }

    private let loop: PortLoop
    private let descriptor: Int32
    private let traits: StreamTraits
    private var receiver: ((TransportEvent) -> Void)?
    private var phase = Phase.open
    private var entry: PollEntry?

    /// Bytes that wait, from `sent` on.
    private var pending: [UInt8] = []
    private var sent = 0
    /// Bytes that had not gone out when the link was lost.
    private(set) var unsentBytes = 0
    private var lastProgress = Duration.zero
    private var writeTimer: ScheduledJob?
    private var closeTimer: ScheduledJob?
    private var closeLimit = Duration.zero

    /// Takes over an open, non-blocking descriptor and tells `.opened`.
    init(loop: PortLoop, descriptor: Int32, traits: StreamTraits, receiver: @escaping (TransportEvent) -> Void) {
        self.loop = loop
        self.descriptor = descriptor
        self.traits = traits
        self.receiver = receiver
        loop.soon { [self] in begin() }
    }

    /// Joins the loop's set only now, so that nothing can be heard before `.opened`.
    private func begin() {
        guard phase != .gone else { return }
        entry = loop.watch(descriptor, for: interest, self)
        if phase == .open { receiver?(.opened) }
    }

    // MARK: The owner's side

    func send(_ bytes: [UInt8]) {
        loop.checkIsolated()
        guard phase == .open, !bytes.isEmpty else { return }
        let bytes = traits.sevenBits ? bytes.map { $0 & 0x7F } : bytes
        guard sent == pending.count else {
            pending.append(contentsOf: bytes)
            return
        }
        pending = bytes
        sent = 0
        lastProgress = loop.now()
        writePending()
    }

    func discardInput() {
        loop.checkIsolated()
        guard phase == .open else { return }
        if !traits.isSocket { tcflush(descriptor, TCIFLUSH) }
        // Bounded: a device that talks without end must not hold the loop. An end or an error is met again by `poll`.
        for _ in 0..<64 {
            guard case .bytes = readOnce(descriptor, into: loop.scratch) else { return }
        }
    }

    func close() {
        loop.checkIsolated()
        guard phase == .open else { return }
        phase = .closing
        closeLimit = loop.now() + traits.linger
        updateInterest()
        if sent == pending.count { lastBytesWritten() }
        if phase == .closing { armCloseTimer() }
    }

    func modemLines() -> ModemLines {
        loop.checkIsolated()
        if traits.isSocket { return .none }
        if phase == .gone { return .unknown }
        var bits: Int32 = 0
        switch clinux_tty_modem_lines(descriptor, &bits) {
        case 0:
            return .lines(
                clearToSend: bits & clinux_bit_cts != 0, dataSetReady: bits & clinux_bit_dsr != 0,
                ring: bits & clinux_bit_ring != 0, carrier: bits & clinux_bit_carrier != 0)
        case -ENOTTY, -EINVAL: return .none
        default: return .unknown
        }
    }

    // MARK: The loop's side

    func ready(_ events: Int16) {
        if events & Int16(POLLNVAL) != 0 { return end(.failed(errno: EBADF)) }
        if events & Int16(POLLOUT) != 0 { writePending() }
        guard phase != .gone, events & Int16(POLLIN | POLLHUP | POLLERR) != 0 else { return }
        switch readOnce(descriptor, into: loop.scratch) {
        case .bytes(let count):
            guard phase == .open else { return }
            var bytes = [UInt8](loop.scratch[..<count])
            if traits.sevenBits { for index in bytes.indices { bytes[index] &= 0x7F } }
            receiver?(.received(bytes))
        case .nothingYet:
            // A hang-up without an error from read would be told by `poll` for ever.
            if events & Int16(POLLHUP | POLLERR) != 0 { end(.hungUp) }
        case .end: end(.hungUp)
        case .failed(let errno): end(Self.loss(errno))
        }
    }

    func loopStops() {
        if phase != .gone { end(.closedByUs) }
    }

    // MARK: Writing

    private func writePending() {
        while sent < pending.count {
            switch writeOnce(descriptor, pending[sent...], isSocket: traits.isSocket) {
            case .wrote(let count):
                sent += count
                if count > 0 { lastProgress = loop.now() }
            case .full:
                if sent > 65536 {
                    pending.removeFirst(sent)
                    sent = 0
                }
                updateInterest()
                armWriteTimer()
                return
            case .failed(let errno): return end(Self.loss(errno))
            }
        }
        pending = []
        sent = 0
        updateInterest()
        if let timer = writeTimer { loop.cancel(timer) }
        writeTimer = nil
        if phase == .closing { lastBytesWritten() }
    }

    private var interest: Int32 {
        // A tty that is being closed has nothing more to say; a socket must be read to its end.
        let reading = phase == .open || traits.isSocket
        return (reading ? POLLIN : 0) | (sent < pending.count ? POLLOUT : 0)
    }

    private func updateInterest() {
        if let entry { loop.change(entry, to: interest) }
    }

    private func armWriteTimer() {
        guard writeTimer == nil, phase == .open else { return }
        writeTimer = loop.schedule(at: lastProgress + traits.writeDeadline) { [self] in
            writeTimer = nil
            guard phase == .open, sent < pending.count else { return }
            if loop.now() >= lastProgress + traits.writeDeadline { end(.writeTimedOut) } else { armWriteTimer() }
        }
    }

    // MARK: Closing

    /// Everything is with the system. A socket says so and waits for the far end's word, because closing it over unread
    /// input would tear down bytes on their way; a tty waits until the last byte has left.
    private func lastBytesWritten() {
        if traits.isSocket {
            shutdown(descriptor, Int32(SHUT_WR))
            updateInterest()
        } else if clinux_tty_output_queued(descriptor) <= 0 {
            end(.closedByUs)
        }
    }

    private func armCloseTimer() {
        let step: Duration = .milliseconds(10)
        let next = traits.isSocket || sent < pending.count ? closeLimit : min(closeLimit, loop.now() + step)
        closeTimer = loop.schedule(at: next) { [self] in
            closeTimer = nil
            guard phase == .closing else { return }
            if loop.now() >= closeLimit { return end(.closedByUs) }
            if sent == pending.count, !traits.isSocket { lastBytesWritten() }
            if phase == .closing { armCloseTimer() }
        }
    }

    private func end(_ loss: LinkLoss) {
        guard phase != .gone else { return }
        let told: LinkLoss = phase == .closing ? .closedByUs : loss
        phase = .gone
        if let entry { loop.unwatch(entry) }
        entry = nil
        for timer in [writeTimer, closeTimer] { if let timer { loop.cancel(timer) } }
        unsentBytes = pending.count - sent
        pending = []
        sent = 0
        // A tty that still holds output would make close() wait for it, on the thread of all ports. Without output there
        // is nothing to throw away, and on a pty a flush would take bytes that the far end has not read yet.
        if !traits.isSocket, clinux_tty_output_queued(descriptor) > 0 { tcflush(descriptor, TCOFLUSH) }
        traits.beforeClose(descriptor)
        Glibc.close(descriptor)
        guard let receiver else { return }
        self.receiver = nil
        loop.soon { receiver(.lost(told)) }
    }

    /// A pulled cable, a closed pty and a reset connection are all the same news.
    private static func loss(_ errno: Int32) -> LinkLoss {
        switch errno {
        case EIO, ENXIO, ENODEV, EPIPE, ECONNRESET: .hungUp
        default: .failed(errno: errno)
        }
    }
}
