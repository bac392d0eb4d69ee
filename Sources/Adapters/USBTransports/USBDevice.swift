import CLibUSB
import DeviceKit
import Glibc
import Transports

/// One device opened through libusb, with one interface of it claimed.
///
/// Opening and claiming are calls into the kernel that talk to no device and wait for none, so they may run on the
/// loop's thread; everything that the device must answer goes through transfers.
final class USBDevice {
    let context: USBContext
    let raw: OpaquePointer
    /// What was found in the device's descriptors.
    let interfaces: [USBInterface]
    private let node: String
    private var claimed: UInt8?
    private var isOpen = true

    /// Opens the device that stands at this place of the bus now.
    init(_ unit: USBUnit, _ identity: USBIdentity, context: USBContext) throws(OpenFault) {
        self.context = context
        node = unit.node
        let device = try USBDevice.find(unit, identity, context)
        defer { libusb_unref_device(device) }
        var handle: OpaquePointer?
        let result = libusb_open(device, &handle)
        guard result == 0, let handle else { throw USBDevice.fault(result, unit.node, identity) }
        guard let shape = USBInterface.all(of: device) else {
            libusb_close(handle)
            throw .usb(.vanished(identity))
        }
        raw = handle
        interfaces = shape.interfaces
    }

    deinit { close() }

    /// The device at the unit's address, if it still is what the unit was; with one reference.
    private static func find(
        _ unit: USBUnit, _ identity: USBIdentity, _ context: USBContext
    ) throws(OpenFault) -> OpaquePointer {
        var list: UnsafeMutablePointer<OpaquePointer?>?
        // Reads libusb's own news first, so that what udev told us is known to it, too.
        let count = libusb_get_device_list(context.raw, &list)
        guard count >= 0, let list else { throw .usb(.noUSB(identity)) }
        defer { libusb_free_device_list(list, 1) }
        for place in 0..<count {
            guard let device = list[place], libusb_get_bus_number(device) == unit.bus,
                libusb_get_device_address(device) == unit.number
            else { continue }
            var descriptor = libusb_device_descriptor()
            guard libusb_get_device_descriptor(device, &descriptor) == 0, descriptor.idVendor == unit.vendor,
                descriptor.idProduct == unit.product
            else { break }
            return libusb_ref_device(device)
        }
        throw .usb(.vanished(identity))
    }

    /// Makes one interface ours. A driver of the kernel's is sent away and gets it back in `release`; another program
    /// that holds it, through libusb or through the kernel's printer node, keeps it, and is named.
    func claim(_ interface: USBInterface, _ identity: USBIdentity, kernelNode: String?) throws(OpenFault) {
        let isTaken = libusb_kernel_driver_active(raw, Int32(interface.number)) == 1
        if isTaken, let kernelNode, let owner = PortOwnership.opener(of: kernelNode) {
            throw .busy(path: kernelNode, owner: owner)
        }
        // With this mark libusb detaches and claims in one step, and attaches again after the release. Without a driver
        // before us there is none to give back.
        _ = libusb_set_auto_detach_kernel_driver(raw, isTaken ? 1 : 0)
        var result = libusb_claim_interface(raw, Int32(interface.number))
        guard result == 0 else { throw USBDevice.fault(result, node, identity) }
        claimed = interface.number
        // Only where there is a choice: some printers lose their senses over a setting that is in force already.
        if interfaces.contains(where: { $0.number == interface.number && $0.setting != interface.setting }) {
            result = libusb_set_interface_alt_setting(raw, Int32(interface.number), Int32(interface.setting))
            guard result == 0 else { throw USBDevice.fault(result, node, identity) }
        }
    }

    /// Gives the interface back to the kernel's driver and closes the device. No transfer may be in flight.
    func close() {
        guard isOpen else { return }
        isOpen = false
        // An answer "no such device" is what an unplugged one says; there is nothing to give back then.
        if let claimed { _ = libusb_release_interface(raw, Int32(claimed)) }
        libusb_close(raw)
    }

    /// The fault behind an error of libusb's.
    static func fault(_ result: Int32, _ node: String, _ identity: USBIdentity) -> OpenFault {
        switch libusb_error(rawValue: result) {
        case LIBUSB_ERROR_ACCESS: .usb(.noPermission(identity, path: node))
        case LIBUSB_ERROR_NO_DEVICE, LIBUSB_ERROR_NOT_FOUND: .usb(.vanished(identity))
        case LIBUSB_ERROR_BUSY: .busy(path: node, owner: PortOwnership.opener(of: node))
        case LIBUSB_ERROR_NO_MEM: .failed(port: "\(identity)", errno: ENOMEM)
        default: .failed(port: "\(identity)", errno: EIO)
        }
    }
}
