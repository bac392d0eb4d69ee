public import DeviceKit

/// udev's rules for the devices of a station: the service's group gets these nodes and no others, by what stays the same
/// of a device. A pure function; installing is a person's decision.
///
/// - Source: udev(7), "Rules files"; keys of 50-udev-default.rules and 60-serial.rules (systemd 252).
public enum UdevRules {
    /// A configured device.
    public struct Device: Hashable, Sendable {
        /// Its name in the settings, for example `devices.printer`.
        public var name: String
        /// Its port.
        public var address: PortAddress

        /// A device as the settings name it.
        public init(name: String, address: PortAddress) {
            (self.name, self.address) = (name, address)
        }
    }

    /// Where the text belongs: behind the files that tell serial numbers and make links (50, 60).
    public static let fileName = "/etc/udev/rules.d/70-tillkeeper.rules"

    /// The text of the rules file. `group` is the service's own.
    public static func text(for devices: [Device], group: String = "tillkeeper") -> String {
        let head = [
            "# Written by `tillkeeper device udev-rules` from the settings. As \(fileName), then:",
            "#   udevadm control --reload && udevadm trigger --subsystem-match=usb --subsystem-match=tty "
                + "--subsystem-match=input",
            "# Group \(comment(group)) gets the nodes of these devices and no others.",
        ]
        let body = devices.flatMap { device in
            ["", "# \(comment(device.name)): \(comment(device.address.description))"] + rules(for: device, group)
        }
        return (head + body).joined(separator: "\n") + "\n"
    }

    private static func rules(for device: Device, _ group: String) -> [String] {
        let rights = "GROUP=\"\(plain(group))\", MODE=\"0660\""
        switch device.address {
        case .tcp: return ["# A network port has no node."]
        case .usb(let identity, .printer), .usb(let identity, .hid):
            let isPath = identity.port.map { !isKernelName($0) } ?? false
            var keys =
                ["SUBSYSTEM==\"usb\"", "ENV{DEVTYPE}==\"usb_device\""]
                + model(identity, "ATTR{idVendor}", "ATTR{idProduct}")
            // udev looks at all that a rule compares before it does what the rule imports.
            let imports = isPath ? [rule(keys + ["IMPORT{builtin}=\"path_id\""])] : []
            keys += number(identity)
            if let port = identity.port {
                keys.append(isPath ? "ENV{ID_PATH}==\"\(pattern(port))\"" : "KERNEL==\"\(pattern(port))\"")
            }
            return imports + [rule(keys + [rights])]
        case .usb(let identity, .line):
            var keys =
                ["SUBSYSTEM==\"tty\""] + model(identity, "ENV{ID_VENDOR_ID}", "ENV{ID_MODEL_ID}") + number(identity)
            if let interface = identity.interface {
                let digits = String(interface, radix: 16)
                keys.append("ENV{ID_USB_INTERFACE_NUM}==\"\(digits.count == 1 ? "0" : "")\(digits)\"")
            }
            if let port = identity.port {
                keys.append(
                    isKernelName(port) ? "KERNELS==\"\(pattern(port))\"" : "ENV{ID_PATH}==\"\(pattern(port)):*\"")
            }
            return [rule(keys + [rights, silence])]
        case .serial(let path, _): return serial(path, rights)
        // Heard, and nothing is written to it.
        case .keys(let path): return keys(path, "GROUP=\"\(plain(group))\", MODE=\"0640\"")
        }
    }

    /// A reader that types: without the grab its scans are commands to whoever else listens, so desktops and consoles
    /// keep off the node even while the service is not there.
    private static func keys(_ path: String, _ rights: String) -> [String] {
        let name = path.hasPrefix("/dev/") ? String(path.dropFirst(5)) : ""
        guard name.hasPrefix("input/by-id/") || name.hasPrefix("input/by-path/") else {
            return [
                "# No rule: this number goes to whatever is plugged in first. Name the reader by /dev/input/by-id/ or",
                "# /dev/input/by-path/ in the settings.",
            ]
        }
        return [
            rule([
                "SUBSYSTEM==\"input\"", "SYMLINK==\"\(pattern(name))\"", rights, "TAG-=\"uaccess\"",
                "ENV{LIBINPUT_IGNORE_DEVICE}=\"1\"",
            ])
        ]
    }

    /// ModemManager would talk to the port, and a validator would hear it.
    private static let silence = "ENV{ID_MM_PORT_IGNORE}=\"1\""

    private static func serial(_ path: String, _ rights: String) -> [String] {
        let name = path.hasPrefix("/dev/") ? String(path.dropFirst(5)) : ""
        if name.hasPrefix("serial/by-id/") || name.hasPrefix("serial/by-path/") {
            return [rule(["SUBSYSTEM==\"tty\"", "SYMLINK==\"\(pattern(name))\"", rights, silence])]
        }
        if name.hasPrefix("ttyS") || name.hasPrefix("ttyAMA") {
            return [rule(["SUBSYSTEM==\"tty\"", "KERNEL==\"\(pattern(name))\"", rights, silence])]
        }
        if name.hasPrefix("ttyUSB") || name.hasPrefix("ttyACM") {
            return [
                "# No rule: this number goes to whatever is plugged in first. Name the port by /dev/serial/by-id/ or",
                "# /dev/serial/by-path/, or as usb, in the settings.",
            ]
        }
        return ["# No rule: not a serial port's own name."]
    }

    private static func rule(_ keys: [String]) -> String {
        (["ACTION!=\"remove\""] + keys).joined(separator: ", ")
    }

    private static func model(_ identity: USBIdentity, _ vendor: String, _ product: String) -> [String] {
        ["\(vendor)==\"\(USBIdentity.hex(identity.vendor))\"", "\(product)==\"\(USBIdentity.hex(identity.product))\""]
    }

    private static func number(_ identity: USBIdentity) -> [String] {
        identity.serial.map { ["ENV{ID_SERIAL_SHORT}==\"\(pattern($0))\""] } ?? []
    }

    /// `1-1.2`, as the kernel names sockets; ID_PATH has letters.
    private static func isKernelName(_ port: String) -> Bool {
        port.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
    }

    /// A text that stands for itself in a comparison of udev's. What could end the text stands for any one sign.
    private static func pattern(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "*", "?", "[", "|": "[\(scalar)]"
            case "\"", "\\", "$", "%": "?"
            default: scalar.value < 0x20 || scalar.value == 0x7F ? "?" : String(scalar)
            }
        }.joined()
    }

    /// A value that is set, not compared: only what names of groups are made of.
    private static func plain(_ text: String) -> String {
        text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    }

    /// Stays in its line.
    private static func comment(_ text: String) -> String {
        text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : String($0) }.joined()
    }
}
