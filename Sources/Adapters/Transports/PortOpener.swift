public import DeviceKit

/// Opens real ports on one loop. USB has an opener of its own (room `USBTransports`), which hands the rest on to this one.
public final class PortOpener: PortOpening {
    private let loop: PortLoop
    private let connectDeadline: Duration
    private let writeDeadline: Duration

    /// `connectDeadline`: for a connection to come about. `writeDeadline`: how long a device may take no byte.
    public init(loop: PortLoop, connectDeadline: Duration = .seconds(3), writeDeadline: Duration = .seconds(5)) {
        self.loop = loop
        self.connectDeadline = connectDeadline
        self.writeDeadline = writeDeadline
    }

    public func open(
        _ address: PortAddress, receiver: @escaping (TransportEvent) -> Void
    ) throws(OpenFault) -> any ByteTransport {
        switch address {
        case .serial(let path, let settings):
            try SerialTransport(
                path: path, settings: settings, loop: loop, writeDeadline: writeDeadline, receiver: receiver)
        case .tcp(let host, let port):
            TCPTransport(
                host: host, port: port, loop: loop, connectDeadline: connectDeadline, writeDeadline: writeDeadline,
                receiver: receiver)
        case .usb(let identity, _): throw .usb(.noUSB(identity))
        case .keys(let path): try KeysTransport(path: path, loop: loop, receiver: receiver)
        }
    }
}
