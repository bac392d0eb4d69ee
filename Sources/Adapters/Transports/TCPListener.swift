import CLinux
public import DeviceKit
import Glibc

/// A simulated network device's port: one client at a time.
///
/// Like `PtyPair` it outlives its clients: `.opened` when one connects, `.lost(.hungUp)` when it has gone, and so on. A
/// second client is let in and shut out at once, as most printers do it. Bytes sent without a client are gone.
public final class TCPListener: ByteTransport {
    /// The port that is listened on; the system's choice when 0 was asked for.
    public let port: UInt16
    /// Clients that were turned away because one was there.
    public private(set) var turnedAway = 0

    private let loop: PortLoop
    private let writeDeadline: Duration
    private var receiver: ((TransportEvent) -> Void)?
    private var stream: StreamPort?
    private var acceptor: Acceptor?
    private var closing = false

    /// Listens, on the loop's thread. `host` is an IP address of this machine.
    public init(
        host: String = "127.0.0.1", port: UInt16, loop: PortLoop, writeDeadline: Duration = .seconds(5),
        receiver: @escaping (TransportEvent) -> Void
    ) throws(OpenFault) {
        loop.checkIsolated()
        let wanted = PortAddress.tcp(host: host, port: port)
        let found = SocketAddress.resolve(host: host, port: port, numericOnly: true, toListen: true)
        guard let address = found.first else { throw .unknownHost(host: host) }
        let descriptor: Int32
        switch address.socket() {
        case .success(let open): descriptor = open
        case .failure(let error): throw .failed(port: wanted.description, errno: error.number)
        }
        SocketOptions.set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        var error = address.apply(Glibc.bind, to: descriptor)
        if error == 0, listen(descriptor, 8) != 0 { error = errno }
        let bound = error == 0 ? SocketAddress.boundPort(of: descriptor) : nil
        guard let bound else {
            Glibc.close(descriptor)
            throw error == EADDRINUSE
                ? .busy(path: wanted.description, owner: nil) : .failed(port: wanted.description, errno: error)
        }
        self.port = bound
        self.loop = loop
        self.writeDeadline = writeDeadline
        self.receiver = receiver
        acceptor = Acceptor(
            loop: loop, descriptor: descriptor, accepted: { [self] in clientCame($0) },
            loopStops: { [self] in finish() })
    }

    /// Whether a client is connected.
    public var isOpen: Bool { stream != nil }

    public func send(_ bytes: [UInt8]) { stream?.send(bytes) }
    public func discardInput() { stream?.discardInput() }
    public func modemLines() -> ModemLines { .none }

    /// Ends the connection and stops listening.
    public func close() {
        loop.checkIsolated()
        guard !closing else { return }
        closing = true
        if let stream { stream.close() } else { finish() }
    }

    /// Cuts the present client off, as a device does that loses power, and goes on listening.
    public func dropClient() {
        loop.checkIsolated()
        stream?.close()
    }

    private func clientCame(_ descriptor: Int32) {
        guard stream == nil, !closing else {
            turnedAway += 1
            Glibc.close(descriptor)
            return
        }
        SocketOptions.setDeviceLink(descriptor)
        let traits = StreamTraits(isSocket: true, writeDeadline: writeDeadline)
        stream = StreamPort(loop: loop, descriptor: descriptor, traits: traits) { [self] event in hear(event) }
    }

    private func hear(_ event: TransportEvent) {
        if case .lost = event {
            stream = nil
            if closing { return finish() }
        }
        receiver?(event)
    }

    private func finish() {
        guard let acceptor else { return }
        acceptor.end()
        self.acceptor = nil
        closing = true
        stream = nil
        guard let receiver else { return }
        self.receiver = nil
        loop.soon { receiver(.lost(.closedByUs)) }
    }
}

/// The listening socket.
private final class Acceptor: PollTarget {
    private let loop: PortLoop
    private let descriptor: Int32
    private let accepted: (Int32) -> Void
    private let stopped: () -> Void
    private var entry: PollEntry?

    init(loop: PortLoop, descriptor: Int32, accepted: @escaping (Int32) -> Void, loopStops: @escaping () -> Void) {
        self.loop = loop
        self.descriptor = descriptor
        self.accepted = accepted
        stopped = loopStops
        entry = loop.watch(descriptor, for: POLLIN, self)
    }

    func ready(_ events: Int16) {
        // One per turn; `poll` comes back for more. A client that has gone again is no error of ours.
        let client = clinux_accept(descriptor)
        if client >= 0 { accepted(client) }
    }

    func loopStops() { stopped() }

    func end() {
        guard let entry else { return }
        loop.unwatch(entry)
        self.entry = nil
        Glibc.close(descriptor)
    }
}
