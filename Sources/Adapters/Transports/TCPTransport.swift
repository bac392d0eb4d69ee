import CLinux
public import DeviceKit
import Glibc

/// A connection to a device in the network (a receipt printer's port 9100, a terminal server).
///
/// Connecting never blocks the loop. A connection that does not come about is told as `.lost` without `.opened`:
/// `.failed(errno:)` with ECONNREFUSED, ETIMEDOUT, ENOENT (no such host) and so on. `close` ends our half first, so
/// that bytes on their way arrive.
public final class TCPTransport: ByteTransport {
    private enum Phase {
        case resolving
        case connecting(ConnectAttempt)
        case open(StreamPort)
        case gone
    }

    private let loop: PortLoop
    private let writeDeadline: Duration
    private var receiver: ((TransportEvent) -> Void)?
    private var phase = Phase.resolving
    private var candidates: [SocketAddress] = []
    private var early: [UInt8] = []
    private var deadline: ScheduledJob?
    private var lastError: Int32 = ETIMEDOUT

    /// Begins to connect, on the loop's thread; all addresses of a host share the one deadline.
    public init(
        host: String, port: UInt16, loop: PortLoop, connectDeadline: Duration = .seconds(3),
        writeDeadline: Duration = .seconds(5), receiver: @escaping (TransportEvent) -> Void
    ) {
        loop.checkIsolated()
        self.loop = loop
        self.writeDeadline = writeDeadline
        self.receiver = receiver
        deadline = loop.schedule(at: loop.now() + connectDeadline) { [self] in fail(ETIMEDOUT) }
        candidates = SocketAddress.resolve(host: host, port: port, numericOnly: true)
        if candidates.isEmpty {
            NameQuestion.ask(host: host, port: port, loop: loop) { [self] found in resolved(found) }
        } else {
            loop.soon { [self] in resolved(candidates) }
        }
    }

    /// Bytes sent before `.opened` wait for it.
    public func send(_ bytes: [UInt8]) {
        loop.checkIsolated()
        switch phase {
        case .open(let stream): stream.send(bytes)
        case .resolving, .connecting: early += bytes
        case .gone: break
        }
    }

    public func discardInput() {
        if case .open(let stream) = phase { stream.discardInput() }
    }

    public func close() {
        loop.checkIsolated()
        switch phase {
        case .open(let stream): stream.close()
        case .resolving, .connecting: end(.closedByUs)
        case .gone: break
        }
    }

    public func modemLines() -> ModemLines { .none }

    private func resolved(_ found: [SocketAddress]) {
        guard case .resolving = phase else { return }
        candidates = found
        lastError = ENOENT
        tryNext()
    }

    /// One address after the other; the last one's error is the one told.
    private func tryNext() {
        guard !candidates.isEmpty else { return fail(lastError) }
        let address = candidates.removeFirst()
        switch address.socket() {
        case .failure(let error):
            lastError = error.number
            tryNext()
        case .success(let descriptor):
            SocketOptions.setDeviceLink(descriptor)
            let error = address.apply(Glibc.connect, to: descriptor)
            if error == 0 || error == EINPROGRESS || error == EINTR {
                let attempt = ConnectAttempt(loop: loop, descriptor: descriptor) { [self] outcome in tried(outcome) }
                phase = .connecting(attempt)
            } else {
                Glibc.close(descriptor)
                lastError = error
                tryNext()
            }
        }
    }

    private func tried(_ outcome: ConnectAttempt.Outcome) {
        guard case .connecting = phase else { return }
        switch outcome {
        case .loopStops: end(.closedByUs)
        case .failed(let errno):
            lastError = errno
            phase = .resolving
            tryNext()
        case .connected(let descriptor):
            if let deadline { loop.cancel(deadline) }
            deadline = nil
            let traits = StreamTraits(isSocket: true, writeDeadline: writeDeadline)
            let stream = StreamPort(loop: loop, descriptor: descriptor, traits: traits) { [self] event in hear(event) }
            phase = .open(stream)
            stream.send(early)
            early = []
        }
    }

    private func hear(_ event: TransportEvent) {
        let receiver = receiver
        if case .lost = event {
            phase = .gone
            self.receiver = nil
        }
        receiver?(event)
    }

    private func fail(_ errno: Int32) {
        deadline = nil
        end(.failed(errno: errno))
    }

    /// Ends what never became a link.
    private func end(_ loss: LinkLoss) {
        switch phase {
        case .open, .gone: return
        case .resolving: break
        case .connecting(let attempt): attempt.cancel()
        }
        phase = .gone
        if let deadline { loop.cancel(deadline) }
        deadline = nil
        guard let receiver else { return }
        self.receiver = nil
        loop.soon { receiver(.lost(loss)) }
    }
}

/// One `connect` on its way.
private final class ConnectAttempt: PollTarget {
    enum Outcome {
        case connected(Int32)
        case failed(errno: Int32)
        case loopStops
    }

    private let loop: PortLoop
    private let descriptor: Int32
    private var entry: PollEntry?
    private let done: (Outcome) -> Void

    init(loop: PortLoop, descriptor: Int32, done: @escaping (Outcome) -> Void) {
        self.loop = loop
        self.descriptor = descriptor
        self.done = done
        entry = loop.watch(descriptor, for: POLLOUT, self)
    }

    func ready(_ events: Int16) {
        let error = SocketOptions.pendingError(descriptor)
        if error == 0 {
            unwatch()
            done(.connected(descriptor))
        } else {
            cancel()
            done(.failed(errno: error))
        }
    }

    func loopStops() { done(.loopStops) }

    func cancel() {
        unwatch()
        Glibc.close(descriptor)
    }

    private func unwatch() {
        if let entry { loop.unwatch(entry) }
        entry = nil
    }
}
