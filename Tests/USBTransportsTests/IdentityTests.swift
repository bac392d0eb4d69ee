import DeviceKit
import Testing

@testable import USBTransports

@Suite("Which device is meant")
struct IdentityTests {
    @Test(
        "An identity that does not survive its own text form would name another device after a restart",
        arguments: [
            "04b8:0202", "04b8:0202 serial SN0001", "0d3a:0206 port 1-1.2", "191c:4104 interface 1",
            "04b8:0202 serial SN0001 port pci-0000:00:14.0-usb-0:1.2 interface 0",
        ])
    func text(_ text: String) {
        #expect(USBIdentity(text)?.description == text)
    }

    @Test(
        "A text that is no identity must not become one: the wrong device would be opened",
        arguments: [
            "", "04b8", "04b8:", "4b8:0202", "04b8:0202 serial", "04b8:0202 SN0001", "04b8:0202 serial A serial B",
            "+4b8:0202", "04b8:0202 interface x", "04b8:0202 interface 256", "04b8:0202:1", "04g8:0202",
        ])
    func noText(_ text: String) {
        #expect(USBIdentity(text) == nil)
    }

    @Test("A port in the settings must say what of the device is used")
    func settingsText() {
        let line = LineSettings(.baud19200)
        let identity = USBIdentity(vendor: 0x04B8, product: 0x0E15, serial: "SN0001")
        #expect(PortAddress(usb: "usb printer 04b8:0e15 serial SN0001", line: line) == .usb(identity, .printer))
        #expect(PortAddress(usb: "usb hid 04b8:0e15 serial SN0001", line: line) == .usb(identity, .hid))
        #expect(PortAddress(usb: "usb line 04b8:0e15 serial SN0001", line: line) == .usb(identity, .line(line)))
        for text in ["usb", "usb printer", "usb 04b8:0e15", "usb scanner 04b8:0e15", "printer 04b8:0e15 serial x"] {
            #expect(PortAddress(usb: text, line: line) == nil)
        }
    }

    private static func unit(_ name: String, _ product: UInt16, serial: String? = nil) -> USBUnit {
        USBUnit(
            systemPath: "/sys/\(name)", name: name, path: "pci-0000:00:14.0-usb-0:\(name.dropFirst(2))",
            node: "/dev/bus/usb/001/00\(name.last ?? "0")", bus: 1, number: 1, vendor: 0x04B8, product: product,
            serial: serial, label: nil)
    }

    private static let inventory = USBInventory(
        units: [unit("1-1", 1, serial: "A"), unit("1-2", 1, serial: "B"), unit("1-3", 2), unit("1-4", 3)], lines: [])

    private static func found(_ text: String) -> Result<String, USBOpenFault> {
        guard let identity = USBIdentity(text) else { return .success("no identity") }
        do throws(USBOpenFault) { return .success(try inventory.find(identity).name) } catch { return .failure(error) }
    }

    @Test(
        "Everything that the settings say must match, and what they leave out must not",
        arguments: [
            ("04b8:0001 serial A", "1-1"), ("04b8:0001 serial B", "1-2"), ("04b8:0001 port 1-2", "1-2"),
            ("04b8:0001 serial A port pci-0000:00:14.0-usb-0:1", "1-1"), ("04b8:0002", "1-3"),
            ("04b8:0003 port 1-4", "1-4"),
        ])
    func finds(_ text: String, _ name: String) {
        #expect(Self.found(text) == .success(name))
    }

    @Test("Each way in which a device is not the right one has its own sentence")
    func refuses() {
        func fault(_ text: String) -> String {
            guard case .failure(let fault) = Self.found(text) else { return "found" }
            return fault.sentence
        }
        #expect(fault("04b8:0001").contains("More than one"))
        #expect(fault("04b8:0001 serial C").contains("A and B"))
        #expect(fault("04b8:0001 serial B port 1-1").contains("not plugged in, but A of the same model"))
        #expect(fault("04b8:0001 serial B port 1-7").contains("plugged into port pci-0000:00:14.0-usb-0:2"))
        #expect(fault("04b8:0002 port 1-1").contains("holds 04b8:0001 serial A, not 04b8:0002"))
        #expect(fault("04b8:0003 serial X").contains("one without a number of the same model"))
        #expect(fault("04b8:0009").contains("No USB device 04b8:0009"))
    }

    @Test("A serial number must be compared as udev writes it, or a unit with spaces in its number is never found")
    func plainNumber() {
        #expect(Udev.plain("  AB  12/3 ") == "AB_12_3")
        #expect(Udev.plain("é#+-.:=@_") == "é#+-.:=@_")
    }

    @Test("News about a device must wake its own line, and no other's")
    func concerns() {
        let printer = PortAddress.usb(USBIdentity(vendor: 0x04B8, product: 1, port: "1-9"), .printer)
        let line = PortAddress.usb(USBIdentity(vendor: 0x04B8, product: 2), .line(LineSettings(.baud9600)))
        let serial = PortAddress.serial(path: "/dev/serial/by-id/x", LineSettings(.baud9600))
        let units = Self.inventory.units
        let node = USBLine(node: "/dev/ttyUSB0", systemPath: "/sys/t", interface: 0, unit: units[2].systemPath)
        func hears(_ address: PortAddress, _ event: HotPlugEvent) -> Bool {
            address.isConcerned(by: event, in: Self.inventory)
        }
        #expect(hears(printer, .arrived(units[0])) && !hears(printer, .arrived(units[2])))
        #expect(hears(line, .lineArrived(node)) && !hears(line, .arrived(units[2])))
        #expect(hears(serial, .lineArrived(node)) && !hears(printer, .lineArrived(node)))
        #expect(!hears(.tcp(host: "h", port: 1), .missedSome) && hears(printer, .missedSome))
        #expect(!hears(printer, .left(systemPath: units[0].systemPath)))
    }
}
