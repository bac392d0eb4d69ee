import CLibUdev

/// What udev knows of a node: for a person who asks what hangs there.
package struct NodeNature: Hashable, Sendable {
    /// Whether it was made of a USB device.
    package var isUSB: Bool
    /// The USB device's maker (idVendor).
    package var vendor: UInt16?
    /// The USB device's model (idProduct).
    package var product: UInt16?
    /// The unit's own number (ID_SERIAL_SHORT).
    package var serial: String?
    /// A rule tells ModemManager to leave it alone, or the whole device.
    /// - Source: ModemManager, udev tags ID_MM_PORT_IGNORE and ID_MM_DEVICE_IGNORE.
    package var modemIgnored: Bool

    /// What a check is tried with.
    package init(
        isUSB: Bool, vendor: UInt16? = nil, product: UInt16? = nil, serial: String? = nil, modemIgnored: Bool = false
    ) {
        (self.isUSB, self.vendor, self.product) = (isUSB, vendor, product)
        (self.serial, self.modemIgnored) = (serial, modemIgnored)
    }

    /// The node of characters with this number; `nil`: udev knows nothing of it.
    package static func of(device number: UInt64) -> NodeNature? {
        guard let context = udev_new() else { return nil }
        defer { udev_unref(context) }
        guard let raw = udev_device_new_from_devnum(context, CChar(UInt8(ascii: "c")), dev_t(number)) else {
            return nil
        }
        let device = UdevDevice(raw)
        let unit = device.parent("usb", "usb_device")
        let marks = ["ID_MM_PORT_IGNORE", "ID_MM_DEVICE_IGNORE"]
        return NodeNature(
            isUSB: unit != nil, vendor: unit?.hexadecimal("idVendor"), product: unit?.hexadecimal("idProduct"),
            serial: device.property("ID_SERIAL_SHORT"),
            modemIgnored: marks.contains { mark in
                device.property(mark) == "1" || unit?.property(mark) == "1"
            })
    }
}
