import DeviceKit
import Transports
import USBTransports

@testable import tillkeeper

/// A station with which nothing is wrong; each test spoils one thing.
enum Made {
    static let till = UserFacts(name: "till", uid: 900, groups: [900, 20])

    static func facts(_ devices: DeviceFacts...) -> Facts {
        Facts(
            file: "/etc/tillkeeper/tillkeeper.yaml", user: till, service: .off, devices: devices, meddlers: [],
            clock: ClockFacts(now: 1_800_000_000, isInStep: true, board: 1_800_000_010, newestEntry: 1_799_999_000),
            disk: DiskFacts(folder: "/var/lib/tillkeeper", fileSystem: "ext4", flushes: [60_000, 55_000, 90_000]),
            store: StoreFacts(
                path: "/var/lib/tillkeeper/journal.sqlite", folderExists: true,
                folderRights: Rights(mode: 0o40750, uid: 900, gid: 900), freeBytes: 8 << 30, reserveBytes: 4 << 20,
                exists: true, reserveExists: true))
    }

    static func node(
        _ path: String = "/dev/serial/by-id/usb-FTDI-port0", _ change: (inout NodeFacts) -> Void = { _ in }
    ) -> NodeFacts {
        var node = NodeFacts(path: path, real: "/dev/ttyUSB0", exists: true)
        node.rights = Rights(mode: 0o20660, uid: 0, gid: 20, group: "dialout")
        node.nature = NodeNature(isUSB: true, vendor: 0x0403, product: 0x6015, modemIgnored: true)
        change(&node)
        return node
    }

    static func validator(_ place: PlaceFacts, tries: [KnockTry] = []) -> DeviceFacts {
        DeviceFacts(name: "validator", key: "devices.validator", driver: "ebds", place: place, tries: tries)
    }

    static func validator(_ node: NodeFacts) -> DeviceFacts { validator(.node(node)) }

    static func signs(_ facts: Facts) -> [Finding.Sign] { Diagnosis(facts).findings.map(\.sign) }
}
