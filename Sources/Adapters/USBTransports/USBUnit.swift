public import DeviceKit

/// One USB device as the system shows it at this moment.
public struct USBUnit: Hashable, Sendable, CustomStringConvertible {
    /// Its folder in /sys: the one name that the news of its removal carries.
    public var systemPath: String
    /// The kernel's name of the socket chain, for example `1-1.2`.
    public var name: String
    /// udev's name of the socket (ID_PATH), where it can be told.
    public var path: String?
    /// The node that libusb opens.
    public var node: String
    /// Number of the bus and, on it, of the device; both change whenever it is plugged in.
    public var bus: UInt8
    /// See `bus`.
    public var number: UInt8
    /// Number of the maker (idVendor).
    public var vendor: UInt16
    /// The maker's number of the model (idProduct).
    public var product: UInt16
    /// The unit's own number, with `_` for spaces; many cheap devices have none, or all the same.
    public var serial: String?
    /// Names that the device gives itself, for people.
    public var label: String?

    /// Name and numbers, for a sentence.
    public var description: String {
        var words = ["\(USBIdentity.hex(vendor)):\(USBIdentity.hex(product))"]
        if let serial { words += ["serial", serial] }
        if let label { words.append("(\(label))") }
        return words.joined(separator: " ")
    }

    /// Whether this is the socket that the settings name.
    func isIn(_ port: String) -> Bool { name == port || path == port }

    /// The socket as a person would write it into the settings.
    var port: String { path ?? name }

    func isModel(_ identity: USBIdentity) -> Bool { vendor == identity.vendor && product == identity.product }
}

/// A serial port that the kernel made of a USB device.
public struct USBLine: Hashable, Sendable {
    /// Its node, which may be another one tomorrow.
    public var node: String
    /// Its folder in /sys.
    public var systemPath: String
    /// The interface it was made of.
    public var interface: UInt8
    /// The device, by its folder in /sys.
    public var unit: String
}

/// All that is plugged in, as of one moment; finding in it is a pure function.
public struct USBInventory: Hashable, Sendable {
    /// Devices, hubs too, by their names.
    public var units: [USBUnit]
    /// Serial ports, by their nodes.
    public var lines: [USBLine]

    /// The one device that is meant, or why none is. All that the identity says must match: a unit in the wrong socket
    /// and a stranger in the right one are both refused, because the place of a device says whose cash it holds.
    public func find(_ identity: USBIdentity) throws(USBOpenFault) -> USBUnit {
        if let port = identity.port, let there = units.first(where: { $0.isIn(port) }), !there.isModel(identity) {
            throw .wrongDevice(identity, found: there.description)
        }
        let model = units.filter { $0.isModel(identity) }
        guard let first = model.first else { throw .notPluggedIn(identity) }
        let numbered = model.filter { identity.serial == nil || $0.serial == identity.serial }
        if numbered.isEmpty {
            let socket = identity.port
            let rivals = socket.map { port in model.filter { $0.isIn(port) } } ?? model
            guard !rivals.isEmpty else { throw .notPluggedIn(identity) }
            throw .wrongUnit(identity, serials: rivals.map { $0.serial ?? "one without a number" })
        }
        let fitting = numbered.filter { unit in identity.port.map { unit.isIn($0) } ?? true }
        if fitting.count == 1 { return fitting[0] }
        if fitting.isEmpty {
            // A socket that is taken by another unit of the model is worth more words than where ours went.
            if let port = identity.port, let there = model.first(where: { $0.isIn(port) }) {
                throw .wrongUnit(identity, serials: [there.serial ?? "one without a number"])
            }
            throw .elsewhere(identity, port: (numbered.first ?? first).port)
        }
        throw .ambiguous(identity, ports: fitting.map(\.port))
    }

    /// The node of the serial port that is meant.
    package func line(
        of unit: USBUnit, _ identity: USBIdentity, _ settings: LineSettings
    ) throws(USBOpenFault) -> String {
        let line = lines.first { line in
            line.unit == unit.systemPath && (identity.interface.map { $0 == line.interface } ?? true)
        }
        guard let line else { throw .noSuchFunction(identity, .line(settings)) }
        return line.node
    }
}
