import CLinux
public import DeviceKit
import Glibc

/// A reader that types: the kernel's key events of one input device, which come to us and to nobody else.
///
/// The grab is what makes it safe: without it every scan is typed into the console, the log-in screen and the kiosk's
/// browser as well, with Enter behind it. It is taken before the first read, given back at the close, and ends with the
/// descriptor when the service dies. Nothing is ever written.
/// - Source: Linux `include/uapi/linux/input.h` (EVIOCGRAB), Documentation/input/event-codes.
public final class KeysTransport: ByteTransport {
    private let stream: StreamPort

    /// Opens and grabs the device on the loop's thread; what was typed before is thrown away, it was for somebody else.
    /// The receiver is told `.opened` after this call, then whole key events, as many as there are at a time.
    public init(path: String, loop: PortLoop, receiver: @escaping (TransportEvent) -> Void) throws(OpenFault) {
        loop.checkIsolated()
        let descriptor = try KeysNode.open(path)
        do throws(OpenFault) { try KeysNode.claim(descriptor, path) } catch {
            Glibc.close(descriptor)
            throw error
        }
        let traits = StreamTraits(
            isSocket: false, writeDeadline: .seconds(5), linger: .zero,
            beforeClose: { _ = clinux_input_grab($0, 0) })
        stream = StreamPort(loop: loop, descriptor: descriptor, traits: traits, receiver: receiver)
        stream.discardInput()
    }

    /// A reader hears nothing: the bytes are not sent.
    public func send(_ bytes: [UInt8]) {}
    public func discardInput() { stream.discardInput() }
    public func close() { stream.close() }
    public func modemLines() -> ModemLines { .none }
}

/// The steps from a path to a grabbed descriptor.
enum KeysNode {
    static func open(_ path: String) throws(OpenFault) -> Int32 {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SerialNode.fault(path, errno) }
        guard status.st_mode & S_IFMT == S_IFCHR else { throw .noInputDevice(path: path) }
        // Read only: a keyboard's lamps are not ours to switch.
        let descriptor = Glibc.open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw SerialNode.fault(path, errno) }
        return descriptor
    }

    /// Makes the device's keys ours alone, or says why not.
    static func claim(_ descriptor: Int32, _ path: String) throws(OpenFault) {
        guard clinux_input_version(descriptor) >= 0 else { throw .noInputDevice(path: path) }
        let error = clinux_input_grab(descriptor, 1)
        guard error < 0 else { return }
        switch -error {
        case EBUSY: throw .busy(path: path, owner: PortOwnership.opener(of: path, butUs: true))
        default: throw SerialNode.fault(path, -error)
        }
    }
}
