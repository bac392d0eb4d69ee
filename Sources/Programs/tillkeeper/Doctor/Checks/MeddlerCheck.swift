import DeviceKit
import Transports
import USBTransports

/// Programs that talk to any serial port they find, or take its adapter away.
enum MeddlerCheck {
    /// Adapters that brltty takes for Braille displays: CP210x, CH340, FTDI.
    /// - Source: brltty's own udev rules (generic vendor and product numbers).
    static let braille: [(vendor: UInt16, product: UInt16)] = [
        (0x10C4, 0xEA60), (0x1A86, 0x7523), (0x0403, 0x6001), (0x0403, 0x6010), (0x0403, 0x6014),
    ]

    /// Names of processes that are looked for, as the kernel has them.
    static let programs = ["ModemManager", "brltty"]

    static func findings(_ device: DeviceFacts, _ facts: Facts) -> [Finding] {
        facts.meddlers.flatMap { meddler -> [Finding] in
            switch meddler.name {
            case "ModemManager": modem(device, meddler)
            case "brltty": brltty(device, meddler)
            default: []
            }
        }
    }

    /// ModemManager asks every serial port on USB whether it is a modem, unless a rule says that it is none.
    private static func modem(_ device: DeviceFacts, _ program: PortOwner) -> [Finding] {
        guard let node = device.place.node, node.exists, isLine(node), !node.owners.contains(program) else { return [] }
        // Ports of the board are not asked; without udev's word we do not know, and say it.
        if let nature = node.nature, nature.modemIgnored || !nature.isUSB { return [] }
        return [
            Finding(
                device.name, .modemManager,
                "ModemManager (process \(program.pid)) may talk to \(node.path), and the device hears it as noise.",
                fix: "Install the rules of `tillkeeper device udev-rules`, or `systemctl disable --now ModemManager`.")
        ]
    }

    private static func brltty(_ device: DeviceFacts, _ program: PortOwner) -> [Finding] {
        let fix = "Remove the package brltty, then plug the adapter in anew."
        func finding(_ weight: Finding.Weight, _ what: String) -> [Finding] {
            [Finding(device.name, .brltty, what, fix: fix, weight: weight)]
        }
        switch device.place {
        case .usb(let identity, .line, let fault, let node):
            guard isBraille(identity.vendor, identity.product) else { return [] }
            return fault == nil && node == nil
                ? finding(.wrong, "brltty (process \(program.pid)) took \(identity) for a Braille display.")
                : finding(.note, "brltty (process \(program.pid)) takes adapters like \(identity) away.")
        case .node(let node):
            if !node.exists, ["FTDI", "CP210", "1a86", "ttyUSB"].contains(where: { node.path.contains($0) }) {
                return finding(
                    .wrong, "brltty (process \(program.pid)) runs and may have taken the adapter of \(node.path).")
            }
            guard let nature = node.nature, let vendor = nature.vendor, let product = nature.product,
                isBraille(vendor, product)
            else { return [] }
            return finding(.note, "brltty (process \(program.pid)) takes adapters like that of \(node.path) away.")
        case .usb, .network, .connector: return []
        }
    }

    private static func isBraille(_ vendor: UInt16, _ product: UInt16) -> Bool {
        braille.contains { $0.vendor == vendor && $0.product == product }
    }

    private static func isLine(_ node: NodeFacts) -> Bool { node.real.hasPrefix("/dev/tty") }
}
