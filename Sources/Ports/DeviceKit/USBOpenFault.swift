/// Why a USB device could not be opened, in words that tell a technician what to do.
public enum USBOpenFault: Error, Hashable, Sendable {
    /// Nothing that fits is plugged in.
    case notPluggedIn(USBIdentity)
    /// Another device sits in the socket that the settings name; `found` in words.
    case wrongDevice(USBIdentity, found: String)
    /// The right model is there, another unit: the settings ask for one serial number, these are plugged in.
    case wrongUnit(USBIdentity, serials: [String])
    /// The device is there, in another socket than the settings say.
    case elsewhere(USBIdentity, port: String)
    /// Several fit; the sockets they are in.
    case ambiguous(USBIdentity, ports: [String])
    /// The device has no such interface (or no serial port was made of it).
    case noSuchFunction(USBIdentity, USBFunction)
    /// The system does not let us open `path`.
    case noPermission(USBIdentity, path: String)
    /// It went away while it was being opened.
    case vanished(USBIdentity)
    /// This machine has no USB, or this program does not serve it.
    case noUSB(USBIdentity)

    /// One or two sentences that say what is wrong and what to do.
    public var sentence: String {
        switch self {
        case .notPluggedIn(let identity):
            "No USB device \(identity) is plugged in. Check its cable and that it is switched on."
        case .wrongDevice(let identity, let found):
            "USB port \(identity.port ?? "?") holds \(found), not \(identity). It is not used: plug in the right device, "
                + "or correct the settings."
        case .wrongUnit(let identity, let serials):
            "\(identity) is not plugged in, but \(Self.list(serials)) of the same model. It is not used: plug in the "
                + "right unit, or put the new one's serial number into the settings."
        case .elsewhere(let identity, let port):
            "\(identity) is plugged into port \(port). It is not used there: plug it where it belongs, or correct the "
                + "settings."
        case .ambiguous(let identity, let ports):
            "More than one USB device is \(identity), in ports \(Self.list(ports)). Add serial or port in the settings."
        case .noSuchFunction(let identity, .line):
            "The system made no serial port of USB device \(identity). Check the kernel's driver, and the device in the "
                + "settings."
        case .noSuchFunction(let identity, .printer):
            "USB device \(identity) has no printer interface. Set the printer to USB printer class, or correct the settings."
        case .noSuchFunction(let identity, .hid):
            "USB device \(identity) has no interface with reports (HID). Correct the settings."
        case .noPermission(let identity, let path):
            "No permission to open \(path) (\(identity)). Install the rules that `tillkeeper device udev-rules` prints, "
                + "then plug the device in anew."
        case .vanished(let identity):
            "USB device \(identity) went away while it was being opened. Check its cable and its power."
        case .noUSB(let identity):
            "USB device \(identity) cannot be reached from here: no USB on this machine, or not in this program."
        }
    }

    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
