import DeviceKit
import Transports

/// Is there what the settings name, is it free, and may the service open it?
enum PortCheck {
    static func findings(_ device: DeviceFacts, _ facts: Facts) -> [Finding] {
        switch device.place {
        case .network, .connector: []
        case .node(let node): Self.node(node, device, facts)
        case .usb(let identity, let function, let fault, let node):
            if let fault {
                [usb(fault, function, device)]
            } else {
                node.map { Self.node($0, device, facts) }
                    ?? [usb(.noSuchFunction(identity, function), function, device)]
            }
        }
    }

    private static func node(_ node: NodeFacts, _ device: DeviceFacts, _ facts: Facts) -> [Finding] {
        guard node.exists else { return [missing(node, device)] }
        if let kind = node.otherKind {
            return [
                Finding(
                    device.name, .portIsNone, "\(node.path) is no port, it is \(kind).",
                    fix: "Name the device's port in \(device.key).port.")
            ]
        }
        return held(node, device, facts) + right(node, device, facts) + numbered(node, device)
    }

    private static func missing(_ node: NodeFacts, _ device: DeviceFacts) -> Finding {
        let there = node.candidates
        return Finding(
            device.name, .portMissing,
            there.isEmpty
                ? "There is no \(node.path)\(node.path.hasPrefix("/dev/") ? ", and no other port of its kind either" : "")."
                : "There is no \(node.path), but \(listed(there)).",
            fix: there.isEmpty
                ? "Plug the device in and switch it on, or correct \(device.key).port."
                : "Plug the device in and switch it on, or put the one that it is now into \(device.key).port.")
    }

    // MARK: Who has it

    private static func held(_ node: NodeFacts, _ device: DeviceFacts, _ facts: Facts) -> [Finding] {
        var service: Int32?
        if case .running(let owner, _, _) = facts.service { service = owner?.pid }
        // A service whose number the system hides holds its own ports; it has said so by its answer.
        let ours = facts.service.isRunning && service == nil
        let strangers = node.owners.filter { owner in
            owner.pid != service && !(ours && owner.name?.hasPrefix("tillkeeperd") == true)
        }
        if !strangers.isEmpty {
            return strangers.map { owner in
                Finding(
                    device.name, .portHeld,
                    "\(node.path) is held by process \(owner.pid)\(owner.name.map { " (\($0))" } ?? "").",
                    fix: release(owner, node))
            }
        }
        guard node.ownersHidden, !facts.service.isRunning else { return [] }
        return [
            .note(
                device.name, .hidden, "Whether another user's program holds \(node.path) cannot be seen from here.",
                fix: "Ask again as root to be sure.")
        ]
    }

    private static func release(_ owner: PortOwner, _ node: NodeFacts) -> String {
        let name = node.real.split(separator: "/").last.map(String.init) ?? node.real
        return switch owner.name {
        case "ModemManager":
            "Keep it away with the rules of `tillkeeper device udev-rules`, or `systemctl disable --now ModemManager`."
        case "brltty": "Remove the package brltty: it takes serial adapters for Braille displays."
        case "agetty", "getty": "Give the line back with `systemctl disable --now serial-getty@\(name)`."
        case "tillkeeperd": "Stop that service, or give one of the two stations another port."
        default: "Stop that program, or give the device another port."
        }
    }

    // MARK: Who may open it

    private static func right(_ node: NodeFacts, _ device: DeviceFacts, _ facts: Facts) -> [Finding] {
        guard let rights = node.rights, !(facts.user.isUs && node.openToUs == true),
            !facts.user.mayOpen(rights, forReading: node.isKeys)
        else { return [] }
        let group = rights.group ?? "\(rights.gid)"
        // Root's group is no right to hand out, and that of all keyboards neither.
        let way =
            rights.mode & 0o060 == 0o060 && rights.gid != 0 && !node.isKeys
            ? ", or `usermod -aG \(group) \(facts.user.name)`, and start the service anew." : "."
        return [
            Finding(
                device.name, .noRight,
                "User \(facts.user.name) may not open \(node.path), which belongs to group \(group) "
                    + "(mode \(octal(rights.mode))).",
                fix: "Install its rules with `tillkeeper device udev-rules \(facts.file) > "
                    + "/etc/udev/rules.d/70-tillkeeper.rules`\(way)")
        ]
    }

    private static func octal(_ mode: UInt32) -> String { String(mode & 0o7777, radix: 8) }

    /// A number in /dev goes to whatever was plugged in first.
    private static func numbered(_ node: NodeFacts, _ device: DeviceFacts) -> [Finding] {
        let counted = ["/dev/ttyUSB", "/dev/ttyACM", "/dev/usb/lp", "/dev/hidraw", "/dev/input/event"]
        guard counted.contains(where: { node.path.hasPrefix($0) }) else { return [] }
        return [
            .note(
                device.name, .portByNumber,
                "\(node.path) is a number that goes to whatever was plugged in first.",
                fix: node.aliases.isEmpty
                    ? "Name the device by its USB identity in \(device.key).port."
                    : "Put \(node.aliases[0]) into \(device.key).port.")
        ]
    }

    // MARK: USB

    private static func usb(_ fault: USBOpenFault, _ function: USBFunction, _ device: DeviceFacts) -> Finding {
        func say(_ sign: Finding.Sign, _ what: String, _ fix: String) -> Finding {
            Finding(device.name, sign, what, fix: fix)
        }
        let place = "\(device.key).port"
        switch fault {
        case .notPluggedIn(let identity):
            return say(
                .portMissing, "No USB device \(identity) is plugged in.",
                "Check its cable and that it is switched on, or correct \(place).")
        case .wrongDevice(let identity, let found):
            return say(
                .otherDevice, "USB port \(identity.port ?? "?") holds \(found), not \(identity).",
                "Plug the right device in, or correct \(place).")
        case .wrongUnit(let identity, let serials):
            return say(
                .otherDevice, "\(identity) is not plugged in, but \(listed(serials)) of the same model.",
                "Plug the right unit in, or put the new one's serial number into \(place).")
        case .elsewhere(let identity, let port):
            return say(
                .otherDevice, "\(identity) is plugged into port \(port), where the settings do not expect it.",
                "Plug it where it belongs, or correct \(place).")
        case .ambiguous(let identity, let ports):
            return say(
                .otherDevice, "More than one USB device is \(identity), in ports \(listed(ports)).",
                "Add serial or port to \(place).")
        case .noSuchFunction(let identity, .line):
            return say(
                .portMissing, "The system made no serial port of USB device \(identity).",
                "Check the kernel's driver for it, and that no other program (brltty) took it away.")
        case .noSuchFunction(let identity, .printer), .noSuchFunction(let identity, .hid):
            return say(
                .portIsNone, "USB device \(identity) has no interface of the kind \(function).",
                "Set the device to that kind of USB, or correct \(place).")
        case .noPermission(let identity, let path):
            return say(
                .noRight, "No permission to open \(path), which is \(identity).",
                "Install the rules of `tillkeeper device udev-rules`, then plug the device in anew.")
        case .vanished(let identity):
            return say(
                .portMissing, "USB device \(identity) went away while it was looked at.",
                "Check its cable and its power.")
        case .noUSB(let identity):
            return say(
                .portMissing, "USB device \(identity) cannot be reached: this machine shows no USB.",
                "Check that USB is switched on in the machine's setup.")
        }
    }
}
