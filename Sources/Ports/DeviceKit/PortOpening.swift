/// Where a device is reached.
public enum PortAddress: Hashable, Sendable, CustomStringConvertible {
    /// A serial node; `path` should be a stable name (`/dev/serial/by-path/...`), it may be a symlink.
    case serial(path: String, LineSettings)
    /// A network port: a device server, or a printer with an interface of its own.
    case tcp(host: String, port: UInt16)
    /// A USB device by what stays the same of it, and what of it is used.
    case usb(USBIdentity, USBFunction)
    /// A node of Linux' input devices, for a reader that types: its keys come to us and to nobody else. `path` should be
    /// a stable name (`/dev/input/by-id/...-event-kbd`).
    case keys(path: String)

    /// The host of a network port.
    public var host: String? {
        if case .tcp(let host, _) = self { host } else { nil }
    }

    public var description: String {
        switch self {
        case .serial(let path, let settings): "\(path) (\(settings))"
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .usb(let identity, let function): "usb \(identity) (\(function))"
        case .keys(let path): "\(path) (keys)"
        }
    }
}

/// Opens ports. The shell of the service opens real ones; tests and `storm` hand in their own.
public protocol PortOpening: AnyObject {
    /// Opens a port, or says at once why not.
    ///
    /// The receiver is called on the loop's thread, in order, and never from inside a call to the opener or to the
    /// transport. First comes `.opened`, last and once `.lost`. A link that is lost before `.opened` was refused:
    /// `OpenFault(connecting:loss:)` says so in words.
    func open(
        _ address: PortAddress, receiver: @escaping (TransportEvent) -> Void
    ) throws(OpenFault) -> any ByteTransport
}

/// A transport that can tell what the system kept of its line settings.
public protocol LineTruthTelling: AnyObject {
    /// As read back when the port was set up.
    var lineTruth: LineTruth { get }
}

/// Who holds a port that we wanted.
public struct PortOwner: Hashable, Sendable {
    /// The system's number of the process.
    public var pid: Int32
    /// The program's name, when the system tells.
    public var name: String?

    /// An owner as the system names it.
    public init(pid: Int32, name: String?) {
        self.pid = pid
        self.name = name
    }
}

/// Why a port could not be opened. `sentence` tells a technician what to do.
public enum OpenFault: Error, Hashable, Sendable {
    /// The settings name a node that is not there.
    case noSuchNode(path: String)
    /// The node stands, but no device is behind it.
    case nothingBehind(path: String)
    /// `group` owns the node.
    case noPermission(path: String, group: String?)
    /// Another program has it; `nil`: the system does not tell which.
    case busy(path: String, owner: PortOwner?)
    /// Neither a serial port nor a pty; `what` it is instead.
    case wrongKind(path: String, what: String)
    /// No input device: nothing types there.
    case noInputDevice(path: String)
    /// The system cannot set these line settings on this port.
    case settingsRefused(path: String, LineSettings, errno: Int32)
    /// No name service knows it.
    case unknownHost(host: String)
    /// Something answers there, and does not want us.
    case refused(PortAddress)
    /// Nothing answered within the time.
    case timedOut(PortAddress)
    /// The network has no way there.
    case unreachable(PortAddress)
    /// What is wrong with a USB device.
    case usb(USBOpenFault)
    /// Anything else the system said, as its error number.
    case failed(port: String, errno: Int32)

    /// The fault behind a link that was lost before it was open.
    public init(connecting address: PortAddress, loss: LinkLoss) {
        if case .usb(let identity, _) = address, loss == .hungUp {
            self = .usb(.vanished(identity))
            return
        }
        // Linux's numbers; this room imports no system module.
        self =
            switch loss {
            case .failed(errno: 111), .hungUp: .refused(address)
            case .failed(errno: 110), .writeTimedOut: .timedOut(address)
            case .failed(errno: 101), .failed(errno: 113): .unreachable(address)
            case .failed(errno: 2): address.host.map { .unknownHost(host: $0) } ?? .failed(port: "\(address)", errno: 2)
            case .failed(let errno): .failed(port: address.description, errno: errno)
            case .closedByUs: .failed(port: address.description, errno: 125)
            }
    }

    /// One or two sentences that say what is wrong and what to do.
    public var sentence: String {
        switch self {
        case .noSuchNode(let path):
            "There is no \(path). Check that the device is plugged in and switched on, and the port in the settings."
        case .nothingBehind(let path):
            "\(path) exists, but no device answers behind it. Check the cable, or take the port out of the settings."
        case .noPermission(let path, let group):
            if let group {
                "No permission to open \(path). It belongs to group \(group): add the service's user to that group "
                    + "and restart the service."
            } else {
                "No permission to open \(path). Give the service's user access to it."
            }
        case .busy(let path, let owner):
            switch (owner?.pid, owner?.name) {
            case (let pid?, let name?):
                "\(path) is in use by process \(pid) (\(name)). Stop that program, or give it another port."
            case (let pid?, nil):
                "\(path) is in use by process \(pid). Stop that program, or give it another port."
            case (nil, _):
                "\(path) is in use by another program. Stop that program, or give it another port."
            }
        case .wrongKind(let path, let what):
            "\(path) is not a serial port, it is \(what). Correct the port in the settings."
        case .noInputDevice(let path):
            "\(path) is not an input device. Name the reader by its link under /dev/input/by-id/, the one that ends in "
                + "-event-kbd."
        case .settingsRefused(let path, let settings, let errno):
            "\(path) cannot be set to \(settings) (system error \(errno)). Check the settings, or use another adapter."
        case .unknownHost(let host):
            "Nobody knows a host named \(host). Correct the name in the settings, or use the device's IP address."
        case .refused(let address):
            "\(address) refuses the connection. Check the port number, and that no other computer holds the device."
        case .timedOut(let address):
            "\(address) does not answer. Check that the device is switched on and in the network."
        case .unreachable(let address):
            "No way to \(address). Check the network cable, and the address in the settings."
        case .usb(let fault): fault.sentence
        case .failed(let port, let errno):
            "\(port) could not be opened (system error \(errno))."
        }
    }
}
