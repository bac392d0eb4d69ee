import CLibUSB
import DeviceKit

/// One setting of one interface, as its descriptors describe it.
struct USBInterface: Hashable {
    /// One endpoint of it.
    struct Endpoint: Hashable {
        /// With the direction in bit 7.
        var address: UInt8
        /// 2: bulk, 3: interrupt.
        var kind: UInt8
        /// Bytes in a packet.
        var packetSize: Int

        var isIn: Bool { address & 0x80 != 0 }
    }

    var number: UInt8
    var setting: UInt8
    /// bInterfaceClass, SubClass, Protocol.
    var code: (kind: UInt8, sub: UInt8, wire: UInt8)
    var endpoints: [Endpoint]

    static func == (left: USBInterface, right: USBInterface) -> Bool {
        left.number == right.number && left.setting == right.setting && left.code == right.code
            && left.endpoints == right.endpoints
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(number)
        hasher.combine(setting)
    }

    func endpoint(_ kind: UInt8, isIn: Bool) -> Endpoint? {
        endpoints.first { $0.kind == kind && $0.isIn == isIn }
    }

    /// The printer's pipes: bidirectional before unidirectional, the class's before a vendor's own. Never 1284.4 packets
    /// (07/01/03) or IPP (07/01/04), which do not take plain bytes.
    ///
    /// - Source: USB Device Class Definition for Printing Devices 1.1, 4.4 and 5.1; vendor's own: Epson 04B8:0202.
    static func printer(among all: [USBInterface], number: UInt8?) -> USBInterface? {
        let useful = all.filter { $0.isChosen(number) && $0.endpoint(2, isIn: false) != nil }
        return useful.first { $0.code == (7, 1, 2) } ?? useful.first { $0.code == (7, 1, 1) }
            ?? useful.first { $0.code.kind == 0xFF }
    }

    /// Reports come on an interrupt endpoint.
    ///
    /// - Source: Device Class Definition for HID 1.11, 4.1 and 4.4.
    static func hid(among all: [USBInterface], number: UInt8?) -> USBInterface? {
        all.first { $0.isChosen(number) && $0.code.kind == 3 && $0.endpoint(3, isIn: true) != nil }
    }

    private func isChosen(_ wanted: UInt8?) -> Bool { wanted == nil || wanted == number }

    /// All interfaces of the configuration that is in force, with all their settings, and its value.
    static func all(of device: OpaquePointer) -> (interfaces: [USBInterface], configuration: UInt8)? {
        var found: UnsafeMutablePointer<libusb_config_descriptor>?
        guard libusb_get_active_config_descriptor(device, &found) == 0, let found else { return nil }
        defer { libusb_free_config_descriptor(found) }
        var interfaces: [USBInterface] = []
        for interface in UnsafeBufferPointer(start: found.pointee.interface, count: Int(found.pointee.bNumInterfaces)) {
            for setting in UnsafeBufferPointer(start: interface.altsetting, count: Int(interface.num_altsetting)) {
                let endpoints = UnsafeBufferPointer(start: setting.endpoint, count: Int(setting.bNumEndpoints)).map {
                    // Bits 11 and 12 of the size say something else.
                    Endpoint(
                        address: $0.bEndpointAddress, kind: $0.bmAttributes & 3,
                        packetSize: max(8, Int($0.wMaxPacketSize & 0x7FF)))
                }
                interfaces.append(
                    USBInterface(
                        number: setting.bInterfaceNumber, setting: setting.bAlternateSetting,
                        code: (setting.bInterfaceClass, setting.bInterfaceSubClass, setting.bInterfaceProtocol),
                        endpoints: endpoints))
            }
        }
        return (interfaces, found.pointee.bConfigurationValue)
    }
}
