import CLibUdev
import DeviceKit

/// libudev's context: reads /sys and udev's data, hears udev's news. Lives on the thread of its loop.
final class Udev {
    private let raw: OpaquePointer

    /// `nil` only without memory.
    init?() {
        guard let raw = udev_new() else { return nil }
        self.raw = raw
    }

    deinit { udev_unref(raw) }

    /// All that is plugged in now. Reads a few small files for each device; about 10 ms with 50 of them.
    func inventory() -> USBInventory {
        var inventory = USBInventory(units: [], lines: [])
        inventory.units = list(subsystem: "usb").compactMap(Udev.unit).sorted { $0.name < $1.name }
        inventory.lines = list(subsystem: "tty").compactMap(Udev.line).sorted { $0.node < $1.node }
        return inventory
    }

    private func list(subsystem: String) -> [UdevDevice] {
        guard let search = udev_enumerate_new(raw) else { return [] }
        defer { udev_enumerate_unref(search) }
        guard udev_enumerate_add_match_subsystem(search, subsystem) >= 0, udev_enumerate_scan_devices(search) >= 0
        else { return [] }
        var found: [UdevDevice] = []
        var entry = udev_enumerate_get_list_entry(search)
        while let here = entry {
            // A device that went away between the list and the look is simply not there.
            if let path = udev_list_entry_get_name(here), let device = udev_device_new_from_syspath(raw, path) {
                found.append(UdevDevice(device))
            }
            entry = udev_list_entry_get_next(here)
        }
        return found
    }

    /// The kernel's own node of a printer (`/dev/usb/lp0`), when its driver has the interface.
    func printerNode(of unit: USBUnit, interface: UInt8) -> String? {
        list(subsystem: "usbmisc").first { device in
            device.parent("usb", "usb_device")?.systemPath == unit.systemPath
                && device.parent("usb", "usb_interface")?.name.hasSuffix(".\(interface)") == true
        }?.node
    }

    /// A monitor of udev's own news: they come when the rules have been applied and the node may be opened. `nil`: this
    /// system gives none.
    func monitor() -> OpaquePointer? {
        guard let monitor = udev_monitor_new_from_netlink(raw, "udev") else { return nil }
        guard udev_monitor_filter_add_match_subsystem_devtype(monitor, "usb", "usb_device") >= 0,
            udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nil) >= 0,
            udev_monitor_enable_receiving(monitor) >= 0
        else {
            udev_monitor_unref(monitor)
            return nil
        }
        return monitor
    }

    static func unit(_ device: UdevDevice) -> USBUnit? {
        guard device.kind == "usb_device", let vendor = device.hexadecimal("idVendor"),
            let product = device.hexadecimal("idProduct"), let bus = device.decimal("busnum"),
            let number = device.decimal("devnum"), let node = device.node
        else { return nil }
        let names = [device.attribute("manufacturer"), device.attribute("product")].compactMap(\.self)
        return USBUnit(
            systemPath: device.systemPath, name: device.name,
            path: device.property("ID_PATH") ?? path(of: device), node: node, bus: bus, number: number, vendor: vendor,
            product: product, serial: device.attribute("serial").map(Udev.plain),
            label: names.isEmpty ? nil : names.joined(separator: " "))
    }

    static func line(_ device: UdevDevice) -> USBLine? {
        guard let node = device.node, let interface = device.parent("usb", "usb_interface"),
            let unit = device.parent("usb", "usb_device")
        else { return nil }
        // Names of interfaces end in `:configuration.interface`.
        let number = interface.name.split(separator: ".").last.flatMap { UInt8($0) } ?? 0
        return USBLine(node: node, systemPath: device.systemPath, interface: number, unit: unit.systemPath)
    }

    /// ID_PATH of a USB device as udev would build it. udev itself gives it to devices of a seat only.
    static func path(of device: UdevDevice) -> String? {
        guard let dash = device.name.firstIndex(of: "-") else { return nil }
        let chain = "usb-0:" + device.name[device.name.index(after: dash)...]
        for (subsystem, word) in [("pci", "pci"), ("platform", "platform")] {
            if let host = device.parent(subsystem, nil) { return "\(word)-\(host.name)-\(chain)" }
        }
        return nil
    }

    /// As udev writes a number (ID_SERIAL_SHORT): no spaces around, one `_` for those inside, `_` for what it does not
    /// let through.
    static func plain(_ text: String) -> String {
        let allowed = Array("#+-.:=@_".utf8)
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.joined(separator: "_").unicodeScalars.map { scalar -> String in
            guard scalar.isASCII else { return String(scalar) }
            let byte = UInt8(scalar.value)
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || allowed.contains(byte)
            return isPlain ? String(scalar) : "_"
        }.joined()
    }
}

/// One device of libudev, held as long as this object lives.
final class UdevDevice {
    private let raw: OpaquePointer

    /// Takes over one reference.
    init(_ raw: OpaquePointer) { self.raw = raw }

    deinit { udev_device_unref(raw) }

    var systemPath: String { text(udev_device_get_syspath(raw)) ?? "" }
    var name: String { text(udev_device_get_sysname(raw)) ?? "" }
    var kind: String? { text(udev_device_get_devtype(raw)) }
    var subsystem: String? { text(udev_device_get_subsystem(raw)) }
    var node: String? { text(udev_device_get_devnode(raw)) }
    /// What happened to it, when the device comes from a monitor.
    var action: String? { text(udev_device_get_action(raw)) }

    func property(_ key: String) -> String? { text(udev_device_get_property_value(raw, key)) }

    /// The contents of one of its files in /sys; `nil` when there is none, or nothing in it.
    func attribute(_ name: String) -> String? {
        guard let found = text(udev_device_get_sysattr_value(raw, name)), !found.isEmpty else { return nil }
        return found
    }

    func hexadecimal(_ name: String) -> UInt16? { attribute(name).flatMap { UInt16($0, radix: 16) } }
    func decimal(_ name: String) -> UInt8? { attribute(name).flatMap { UInt8($0) } }

    /// The nearest ancestor of this kind.
    func parent(_ subsystem: String, _ kind: String?) -> UdevDevice? {
        guard let parent = udev_device_get_parent_with_subsystem_devtype(raw, subsystem, kind) else { return nil }
        // The child owns its parents; a reference of our own lets this one live longer.
        return udev_device_ref(parent).map(UdevDevice.init)
    }

    private func text(_ found: UnsafePointer<CChar>?) -> String? { found.map { String(cString: $0) } }
}
