import CLinux
public import DeviceKit
import Glibc

/// The device's end of a pty, for simulators and tests: a serial line whose other end is a node in the file system.
///
/// Like a cable, it outlives the host: `.opened` whenever somebody opens the node, `.lost(.hungUp)` when the last one
/// has closed it, and so on. Bytes sent while nobody is there, or that nobody takes, are gone and counted, as on a wire.
/// Nothing polls for the opening: inotify tells it.
public final class PtyPair: ByteTransport {
    /// The pty's own node (`/dev/pts/7`); another one after every start.
    public let node: String
    /// The stable name, a symlink to `node`; removed by `close`.
    public let link: String?
    /// Bytes that nobody took.
    public private(set) var droppedBytes = 0

    private let loop: PortLoop
    private let master: Int32
    private let writeDeadline: Duration
    private var receiver: ((TransportEvent) -> Void)?
    private var stream: StreamPort?
    private var openings: OpeningWatch?
    private var closing = false

    /// Makes the pair, raw, and its stable name. A symlink that stands there is replaced, anything else is left alone
    /// and refused. On the loop's thread.
    public init(
        loop: PortLoop, link: String? = nil, writeDeadline: Duration = .seconds(5),
        receiver: @escaping (TransportEvent) -> Void
    ) throws(OpenFault) {
        loop.checkIsolated()
        let (master, node) = try Self.makePair()
        let openings = clinux_watch_opens(node)
        do throws(OpenFault) {
            guard openings >= 0 else { throw .failed(port: node, errno: -openings) }
            if let link { try StableName.set(link, to: node) }
        } catch {
            if openings >= 0 { Glibc.close(openings) }
            Glibc.close(master)
            throw error
        }
        self.loop = loop
        self.master = master
        self.node = node
        self.link = link
        self.writeDeadline = writeDeadline
        self.receiver = receiver
        self.openings = OpeningWatch(
            loop: loop, descriptor: openings, opened: { [self] in hostOpened() }, loopStops: { [self] in finish() })
    }

    /// Whether somebody has the node open, as far as was seen.
    public var isOpen: Bool { stream != nil }

    public func send(_ bytes: [UInt8]) {
        loop.checkIsolated()
        guard let stream else {
            droppedBytes += bytes.count
            return
        }
        stream.send(bytes)
    }

    public func discardInput() { stream?.discardInput() }

    /// Takes the line away: the host sees a hang-up, the name is gone.
    public func close() {
        loop.checkIsolated()
        guard !closing else { return }
        closing = true
        if let stream { stream.close() } else { finish() }
    }

    public func modemLines() -> ModemLines { .none }

    // MARK: The host comes and goes

    private func hostOpened() {
        guard stream == nil, !closing else { return }
        // Each opening has its own descriptor, so that the stream may close it and the line stays.
        let descriptor = fcntl(master, F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else {
            let error = errno
            loop.soon { [self] in receiver?(.lost(.failed(errno: error))) }
            return
        }
        let traits = StreamTraits(
            isSocket: false, writeDeadline: writeDeadline, linger: .milliseconds(100))
        stream = StreamPort(loop: loop, descriptor: descriptor, traits: traits) { [self] event in hear(event) }
    }

    private func hear(_ event: TransportEvent) {
        switch event {
        case .opened, .received: receiver?(event)
        case .lost(let loss):
            droppedBytes += stream?.unsentBytes ?? 0
            stream = nil
            if closing { return finish() }
            receiver?(.lost(loss))
            // A host that opened again while the loss was on its way, or that never left but takes no bytes.
            if Self.isHeld(master) { hostOpened() }
        }
    }

    private func finish() {
        guard let openings else { return }
        openings.end()
        self.openings = nil
        closing = true
        stream = nil
        if let link { StableName.remove(link, from: node) }
        Glibc.close(master)
        guard let receiver else { return }
        self.receiver = nil
        loop.soon { receiver(.lost(.closedByUs)) }
    }

    // MARK: The pair

    private static func makePair() throws(OpenFault) -> (master: Int32, node: String) {
        var name = [CChar](repeating: 0, count: 128)
        let master = clinux_pty_open(&name, name.count)
        guard master >= 0 else { throw .failed(port: "/dev/ptmx", errno: -master) }
        let node = name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        // Raw before anybody opens it, or the line would echo. Opening it once also makes "nobody is there" visible.
        let slave = Glibc.open(node, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard slave >= 0 else {
            let error = errno
            Glibc.close(master)
            throw SerialNode.fault(node, error)
        }
        var flags = termios()
        tcgetattr(slave, &flags)
        cfmakeraw(&flags)
        tcsetattr(slave, TCSANOW, &flags)
        Glibc.close(slave)
        return (master, node)
    }

    /// Whether somebody holds the other end right now.
    private static func isHeld(_ master: Int32) -> Bool {
        var state = pollfd(fd: master, events: 0, revents: 0)
        return clinux_poll(&state, 1, 0) == 0
    }
}

/// Hears from inotify that the node was opened.
private final class OpeningWatch: PollTarget {
    private let loop: PortLoop
    private let descriptor: Int32
    private let opened: () -> Void
    private let stopped: () -> Void
    private var entry: PollEntry?

    init(loop: PortLoop, descriptor: Int32, opened: @escaping () -> Void, loopStops: @escaping () -> Void) {
        self.loop = loop
        self.descriptor = descriptor
        self.opened = opened
        stopped = loopStops
        entry = loop.watch(descriptor, for: POLLIN, self)
    }

    func ready(_ events: Int16) {
        clinux_drain(descriptor)
        opened()
    }

    func loopStops() { stopped() }

    func end() {
        guard let entry else { return }
        loop.unwatch(entry)
        self.entry = nil
        Glibc.close(descriptor)
    }
}

/// A symlink that always points to the newest node.
enum StableName {
    static func set(_ link: String, to node: String) throws(OpenFault) {
        var status = stat()
        if lstat(link, &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
            throw .wrongKind(path: link, what: "something that this program did not make")
        }
        // Renamed into place, so that the name never points to nothing in between.
        let new = "\(link).new-\(getpid())"
        unlink(new)
        guard symlink(node, new) == 0, rename(new, link) == 0 else {
            let error = errno
            unlink(new)
            throw SerialNode.fault(link, error)
        }
    }

    /// Removes the name if it is still ours.
    static func remove(_ link: String, from node: String) {
        if PortOwnership.linkTarget(link) == node { unlink(link) }
    }
}
