/// Which USB device is meant, by what stays the same when it is unplugged and comes back: never by its number on the bus
/// and never by the order of nodes in /dev.
///
/// Everything that is written must match. Text form: `04b8:0202`, then any of `serial SN0001`, `port 1-1.2`,
/// `interface 0`, each once.
public struct USBIdentity: Hashable, Sendable, CustomStringConvertible {
    /// Number of the maker (idVendor).
    public var vendor: UInt16
    /// The maker's number of the model (idProduct).
    public var product: UInt16
    /// The unit's own number (iSerialNumber), with `_` for spaces as udev shows it (ID_SERIAL_SHORT); `nil`: any.
    public var serial: String?
    /// The socket it is plugged into: the kernel's name (`1-1.2`) or udev's ID_PATH (`pci-0000:00:14.0-usb-0:1.2`), which
    /// does not change when a controller is added. `nil`: any.
    public var port: String?
    /// The interface of a device that has several of the same kind; `nil`: the first that fits.
    public var interface: UInt8?

    /// An identity; what is `nil` is not looked at.
    public init(
        vendor: UInt16, product: UInt16, serial: String? = nil, port: String? = nil, interface: UInt8? = nil
    ) {
        (self.vendor, self.product, self.serial, self.port) = (vendor, product, serial, port)
        self.interface = interface
    }

    /// Reads the text form; `nil` when it is not one.
    public init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count % 2 == 1, let numbers = words.first?.split(separator: ":"), numbers.count == 2,
            let vendor = Self.number(numbers[0]), let product = Self.number(numbers[1])
        else { return nil }
        self.init(vendor: vendor, product: product)
        for place in stride(from: 1, to: words.count, by: 2) {
            let value = words[place + 1]
            switch words[place] {
            case "serial" where serial == nil: serial = value
            case "port" where port == nil: port = value
            case "interface" where interface == nil:
                guard let number = UInt8(value) else { return nil }
                interface = number
            default: return nil
            }
        }
    }

    public var description: String {
        var words = [Self.hex(vendor) + ":" + Self.hex(product)]
        if let serial { words += ["serial", serial] }
        if let port { words += ["port", port] }
        if let interface { words += ["interface", "\(interface)"] }
        return words.joined(separator: " ")
    }

    /// Four hexadecimal digits, as everybody writes these numbers.
    public static func hex(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func number(_ text: Substring) -> UInt16? {
        // `UInt16` reads a sign, too.
        guard text.utf8.count == 4, text.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) else { return nil }
        return UInt16(text, radix: 16)
    }
}

/// What of a USB device is used.
public enum USBFunction: Hashable, Sendable, CustomStringConvertible {
    /// The printer class's bulk pipes, or those of a vendor's own printer interface.
    case printer
    /// Reports of the human interface class: cash drawers with a USB plug of their own.
    case hid
    /// The serial port that the kernel makes of it (CDC-ACM, FTDI, CP210x and others).
    case line(LineSettings)

    public var description: String {
        switch self {
        case .printer: "printer"
        case .hid: "hid"
        case .line(let settings): "line \(settings)"
        }
    }
}

extension PortAddress {
    /// Reads `usb printer 04b8:0202 serial SN0001`, `usb hid ...` or `usb line ...`: what is used of a device, then its
    /// identity. `line` is for the third, and looked at for nothing else. `nil` when it is not such a text.
    public init?(usb text: String, line: LineSettings) {
        let words = text.split(separator: " ", maxSplits: 2)
        guard words.count == 3, words[0] == "usb", let identity = USBIdentity(String(words[2])) else { return nil }
        switch words[1] {
        case "printer": self = .usb(identity, .printer)
        case "hid": self = .usb(identity, .hid)
        case "line": self = .usb(identity, .line(line))
        default: return nil
        }
    }
}
