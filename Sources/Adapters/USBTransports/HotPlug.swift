import CLibUdev
public import DeviceKit
import Glibc
public import Transports

/// News about what is plugged in.
public enum HotPlugEvent: Hashable, Sendable {
    /// A device is there and its node may be opened. Told again when a driver took it.
    case arrived(USBUnit)
    /// A serial port of a USB device is there and may be opened.
    case lineArrived(USBLine)
    /// The folder in /sys of a device or a serial port that is gone. Its other properties are gone with it.
    case left(systemPath: String)
    /// News were lost: look again at everything.
    case missedSome
}

/// Hears from udev what comes and goes, on the thread of a loop. One is enough for a station.
///
/// A system without udev gives no news; the devices' lines then find out by their own tries to open.
public final class HotPlug {
    private let loop: PortLoop
    private let udev: Udev
    private let monitor: OpaquePointer?
    private var entry: PollEntry?
    private var listener: ((HotPlugEvent) -> Void)?

    /// Begins to listen, on the loop's thread. `listener` is called on it, too.
    public init(loop: PortLoop, listener: @escaping (HotPlugEvent) -> Void) throws(HotPlugFault) {
        loop.checkIsolated()
        guard let udev = Udev() else { throw HotPlugFault() }
        self.loop = loop
        self.udev = udev
        self.listener = listener
        monitor = udev.monitor()
        guard let monitor else { return }
        // A hub that comes back brings dozens of news at once. Refused beyond the system's limit; what is there then stands.
        udev_monitor_set_receive_buffer_size(monitor, 1 << 20)
        entry = loop.watch(udev_monitor_get_fd(monitor), for: POLLIN, self)
    }

    deinit {
        if let monitor { udev_monitor_unref(monitor) }
    }

    /// Whether this system tells news at all.
    public var hears: Bool { entry != nil }

    /// All that is plugged in now.
    public func inventory() -> USBInventory { udev.inventory() }

    /// Stops listening. The loop holds this object until then.
    public func close() {
        if let entry { loop.unwatch(entry) }
        entry = nil
        listener = nil
    }

    func printerNode(of unit: USBUnit, interface: UInt8) -> String? {
        udev.printerNode(of: unit, interface: interface)
    }

    private static func event(_ device: UdevDevice) -> HotPlugEvent? {
        switch device.action {
        case "remove": .left(systemPath: device.systemPath)
        case "add", "bind", "change":
            device.subsystem == "tty"
                ? Udev.line(device).map(HotPlugEvent.lineArrived) : Udev.unit(device).map(HotPlugEvent.arrived)
        default: nil
        }
    }
}

extension HotPlug: PollTarget {
    package func ready(_ events: Int16) {
        guard let monitor else { return }
        // Bounded, so that a storm of news cannot keep the loop from its ports.
        for _ in 0..<64 {
            guard let raw = udev_monitor_receive_device(monitor) else {
                // ENOBUFS: the kernel threw news away because we were slow.
                if errno == ENOBUFS { listener?(.missedSome) }
                return
            }
            if let event = HotPlug.event(UdevDevice(raw)) { listener?(event) }
        }
    }

    package func loopStops() { close() }
}

/// There is no memory for libudev.
public struct HotPlugFault: Error {}

extension PortAddress {
    /// Whether this news is a reason to try and open this address now, instead of when its time has come.
    public func isConcerned(by event: HotPlugEvent, in inventory: USBInventory) -> Bool {
        switch (self, event) {
        case (.tcp, _), (_, .left): false
        case (.serial, .lineArrived), (.serial, .missedSome), (.usb, .missedSome): true
        // Its node comes a moment after the unit; the next try finds it when this one is too early.
        case (.keys, .arrived), (.keys, .missedSome): true
        case (.serial, .arrived), (.keys, .lineArrived): false
        case (.usb(_, .line), .arrived): false
        case (.usb(let identity, .printer), .arrived(let unit)), (.usb(let identity, .hid), .arrived(let unit)):
            unit.isModel(identity) || (identity.port.map { unit.isIn($0) } ?? false)
        case (.usb(_, .printer), .lineArrived), (.usb(_, .hid), .lineArrived): false
        case (.usb(let identity, .line), .lineArrived(let line)):
            inventory.units.contains { $0.systemPath == line.unit && $0.isModel(identity) }
        }
    }
}
