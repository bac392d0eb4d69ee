import DeviceKit
import Foundation
import Testing

@testable import USBTransports

@Suite("Rules with least rights")
struct UdevRulesTests {
    private static let line = LineSettings(.baud9600)

    private static func rules(_ address: PortAddress) -> [String] {
        UdevRules.text(for: [.init(name: "devices.x", address: address)]).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    private static func usb(_ text: String, _ function: USBFunction) -> [String] {
        guard let identity = USBIdentity(text) else { return ["no identity"] }
        return rules(.usb(identity, function))
    }

    private static let rights = "GROUP=\"tillkeeper\", MODE=\"0660\""

    @Test("A rule that fits more than the device would open the nodes of others")
    func usbDevices() {
        let head = "ACTION!=\"remove\", SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", "
        let model = "ATTR{idVendor}==\"04b8\", ATTR{idProduct}==\"0202\", "
        #expect(
            Self.usb("04b8:0202 serial SN0001 port 1-1.2", .printer) == [
                head + model + "ENV{ID_SERIAL_SHORT}==\"SN0001\", KERNEL==\"1-1.2\", " + Self.rights
            ])
        #expect(
            Self.usb("04b8:0202 port pci-0000:00:14.0-usb-0:1", .hid) == [
                head + model + "IMPORT{builtin}=\"path_id\"",
                head + model + "ENV{ID_PATH}==\"pci-0000:00:14.0-usb-0:1\", " + Self.rights,
            ])
    }

    @Test("A reader that types must be heard by us and no desktop, and written to by nobody")
    func readersThatType() {
        #expect(
            Self.rules(.keys(path: "/dev/input/by-id/usb-Scan-event-kbd")) == [
                "ACTION!=\"remove\", SUBSYSTEM==\"input\", SYMLINK==\"input/by-id/usb-Scan-event-kbd\", "
                    + "GROUP=\"tillkeeper\", MODE=\"0640\", TAG-=\"uaccess\", ENV{LIBINPUT_IGNORE_DEVICE}=\"1\""
            ])
        #expect(Self.rules(.keys(path: "/dev/input/event3")).isEmpty, "a number is whoever came first")
    }

    @Test("A serial port must be ours by its device, and must not be probed as a modem")
    func serialPorts() {
        let tail = Self.rights + ", ENV{ID_MM_PORT_IGNORE}=\"1\""
        let head = "ACTION!=\"remove\", SUBSYSTEM==\"tty\", "
        #expect(
            Self.usb("0bed:1100 serial CF_77 interface 10", .line(Self.line)) == [
                head + "ENV{ID_VENDOR_ID}==\"0bed\", ENV{ID_MODEL_ID}==\"1100\", ENV{ID_SERIAL_SHORT}==\"CF_77\", "
                    + "ENV{ID_USB_INTERFACE_NUM}==\"0a\", " + tail
            ])
        #expect(Self.usb("0bed:1100 port 1-2", .line(Self.line))[0].contains("KERNELS==\"1-2\""))
        #expect(
            Self.usb("0bed:1100 port platform-x-usb-0:2", .line(Self.line))[0].contains(
                "ENV{ID_PATH}==\"platform-x-usb-0:2:*\""))
        #expect(
            Self.rules(.serial(path: "/dev/serial/by-id/usb-A_[1]-if00", Self.line)) == [
                head + "SYMLINK==\"serial/by-id/usb-A_[[]1]-if00\", " + tail
            ])
        #expect(Self.rules(.serial(path: "/dev/ttyS0", Self.line)) == [head + "KERNEL==\"ttyS0\", " + tail])
    }

    @Test(
        "A number that goes to whatever comes first must not get rights",
        arguments: ["/dev/ttyUSB0", "/dev/ttyACM3", "/tmp/x"])
    func noRule(_ path: String) {
        #expect(Self.rules(.serial(path: path, Self.line)) == [])
        #expect(Self.rules(.tcp(host: "h", port: 9100)) == [])
    }

    @Test("A serial number must not be able to write rules of its own")
    func escaping() {
        var identity = USBIdentity(vendor: 1, product: 2, serial: "A\", RUN+=\"/bin/x\"\nRUN+=\"y\" $%*?")
        let rules = Self.rules(.usb(identity, .printer))
        #expect(rules.count == 1)
        #expect(rules[0].contains("==\"A?, RUN+=?/bin/x??RUN+=?y? ??[*][?]\", GROUP"))
        identity.serial = nil
        let text = UdevRules.text(for: [.init(name: "a\nRUN", address: .usb(identity, .hid))], group: "x\", RUN=\"")
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("RUN") })
        #expect(text.contains("GROUP=\"xRUN\", MODE"))
    }

    @Test("The example that ships must be what the function writes")
    func example() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "packaging/udev/70-tillkeeper.rules.example")
        let devices: [UdevRules.Device] = [
            .init(
                name: "devices.validator", address: .usb(USBIdentity(vendor: 0x191C, product: 0x4104), .line(Self.line))
            ),
            .init(
                name: "devices.printer",
                address: .usb(USBIdentity(vendor: 0x04B8, product: 0x0E15, serial: "SN0001"), .printer)),
            .init(
                name: "devices.drawer",
                address: .usb(USBIdentity(vendor: 0x0D3A, product: 0x0206, port: "pci-0000:00:14.0-usb-0:3"), .hid)),
            .init(
                name: "devices.stub",
                address: .serial(path: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:4:1.0-port0", Self.line)),
        ]
        let text = UdevRules.text(for: devices)
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }
}
