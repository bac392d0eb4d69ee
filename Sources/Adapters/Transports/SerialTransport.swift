import CLinux
public import DeviceKit
import Glibc

/// A serial port (or a pty's slave, which a simulator serves): raw bytes, exclusive, complete writes.
///
/// Exclusive twice: a `flock` on the node, which also binds root and this very process, and TIOCEXCL against programs
/// that know no locks. A pty gets the lock only: its exclusive mark outlives a killed owner, as long as the simulator
/// lives, and would keep the restarted service out.
public final class SerialTransport: ByteTransport, LineTruthTelling {
    private let stream: StreamPort
    /// What the system kept of the settings.
    public let lineTruth: LineTruth
    /// Whether the driver took the low-latency mark (an FTDI adapter then answers within 1 ms instead of 16).
    public let lowLatency: Bool

    /// Opens and sets up the port on the loop's thread; stale input is thrown away. The receiver is told
    /// `.opened` after this call.
    ///
    /// `writeDeadline`: how long the device may take no byte while bytes wait.
    public init(
        path: String, settings: LineSettings, loop: PortLoop, writeDeadline: Duration = .seconds(5),
        receiver: @escaping (TransportEvent) -> Void
    ) throws(OpenFault) {
        loop.checkIsolated()
        let (descriptor, isPty) = try SerialNode.open(path)
        do throws(OpenFault) {
            try SerialNode.claim(descriptor, path, isPty: isPty)
            lineTruth = try SerialNode.setUp(descriptor, path, SerialLine(settings: settings))
        } catch {
            flock(descriptor, LOCK_UN)
            Glibc.close(descriptor)
            throw error
        }
        lowLatency = clinux_tty_low_latency(descriptor) == 0
        let traits = StreamTraits(
            isSocket: false, sevenBits: settings.dataBits == .seven, writeDeadline: writeDeadline,
            beforeClose: {
                if !isPty { _ = clinux_tty_set_exclusive($0, 0) }
                // Said, because a child that another thread starts at this moment would hold the node a little longer.
                flock($0, LOCK_UN)
            })
        stream = StreamPort(loop: loop, descriptor: descriptor, traits: traits, receiver: receiver)
    }

    public func send(_ bytes: [UInt8]) { stream.send(bytes) }
    public func discardInput() { stream.discardInput() }
    public func close() { stream.close() }
    public func modemLines() -> ModemLines { stream.modemLines() }
}

/// The steps from a path to a claimed, configured descriptor.
enum SerialNode {
    /// Opens without waiting for a carrier and without taking the node as our controlling terminal.
    static func open(_ path: String) throws(OpenFault) -> (descriptor: Int32, isPty: Bool) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw fault(path, errno) }
        guard status.st_mode & S_IFMT == S_IFCHR else {
            throw .wrongKind(path: path, what: kind(status.st_mode))
        }
        let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(path, errno) }
        return (descriptor, clinux_is_pty_slave(UInt64(status.st_rdev)) != 0)
    }

    /// Makes the node ours, or says whose it is.
    static func claim(_ descriptor: Int32, _ path: String, isPty: Bool) throws(OpenFault) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let error = errno
            guard error == EWOULDBLOCK else { throw fault(path, error) }
            throw .busy(path: path, owner: PortOwnership.lockOwner(of: descriptor))
        }
        guard !isPty else { return }
        // Root is let in past the mark of another program, so it is asked for.
        if clinux_tty_is_exclusive(descriptor) == 1 {
            throw .busy(path: path, owner: PortOwnership.opener(of: path))
        }
        let error = clinux_tty_set_exclusive(descriptor, 1)
        if error < 0 { throw fault(path, -error) }
    }

    /// Sets the line, reads back what is in force, and throws away input that came before us.
    static func setUp(_ descriptor: Int32, _ path: String, _ line: SerialLine) throws(OpenFault) -> LineTruth {
        var flags = termios()
        guard tcgetattr(descriptor, &flags) == 0 else { throw fault(path, errno) }
        var wanted = line.applied(to: flags)
        let refusal = tcsetattr(descriptor, TCSANOW, &wanted) == 0 ? 0 : errno
        var kept = termios()
        guard tcgetattr(descriptor, &kept) == 0 else { throw fault(path, errno) }
        let truth = line.truth(kept: kept)
        // glibc answers EINVAL when nothing of what was asked for took, and a pty that has everything else already can
        // only refuse the frame. What is in force decides, not the answer.
        guard refusal == 0 || (refusal == EINVAL && line.isRaw(kept) && truth.lacksOnlyTheFrame) else {
            throw .settingsRefused(path: path, line.settings, errno: refusal)
        }
        tcflush(descriptor, TCIFLUSH)
        return truth
    }

    /// The fault behind an error number of `open` and its kin.
    static func fault(_ path: String, _ errno: Int32) -> OpenFault {
        switch errno {
        case ENOENT, ENOTDIR, ELOOP: .noSuchNode(path: path)
        case ENXIO, ENODEV, EIO: .nothingBehind(path: path)
        case EACCES, EPERM: .noPermission(path: path, group: PortOwnership.group(of: path))
        case EBUSY: .busy(path: path, owner: PortOwnership.opener(of: path))
        case ENOTTY, EINVAL: .wrongKind(path: path, what: "a device without line settings")
        default: .failed(port: path, errno: errno)
        }
    }

    private static func kind(_ mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFREG: "a file"
        case S_IFDIR: "a folder"
        case S_IFBLK: "a disk"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "something else"
        }
    }
}
