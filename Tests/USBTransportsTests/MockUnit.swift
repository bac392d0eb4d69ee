import Foundation

/// What carries a device's answers back to the kernel, or to what plays it.
protocol MockWire: Sendable {
    /// Ends a transfer: 0 or a negative error number, and what came in.
    func finish(_ id: Int, status: Int32, _ bytes: [UInt8])
}

/// A device on a mocked bus: descriptors, what it answers on its control pipe, what it takes and what it says.
///
/// `@unchecked Sendable` is true because all that changes is touched under `lock`.
final class MockUnit: @unchecked Sendable {
    /// One interface with its endpoints.
    struct Interface {
        var code: [UInt8]
        /// Descriptors of its class, between its own and those of its endpoints.
        var extra: [UInt8] = []
        /// Address, kind (2 bulk, 3 interrupt), packet size.
        var endpoints: [(address: UInt8, kind: UInt8, packet: UInt8)]
    }

    let name: String
    let node: String
    let vendor: UInt16
    let product: UInt16
    let serial: String?
    private let number: Int
    private let interfaces: [Interface]
    private let lock = NSLock()
    private var bytesTaken: [UInt8] = []
    private var packetsTaken: [[UInt8]] = []
    private var waitingReads: [Int] = []
    private var waitingWrites: [(id: Int, bytes: [UInt8])] = []
    private var toSay: [[UInt8]] = []
    private var control: @Sendable (_ setup: [UInt8], _ data: [UInt8]) -> [UInt8]? = { _, _ in nil }
    private var asked: [[UInt8]] = []
    private var isStuck = false
    private var holding: (@Sendable ([UInt8]) -> Int?)?
    private var wire: (any MockWire)?
    private var onTaken: (@Sendable ([UInt8]) -> Void)?

    /// `name` is the socket, for example `1-1`; `number` the device's number on the bus.
    init(
        _ name: String, number: Int, vendor: UInt16, product: UInt16, serial: String?, interfaces: [Interface],
        control: @escaping @Sendable (_ setup: [UInt8], _ data: [UInt8]) -> [UInt8]? = { _, _ in nil }
    ) {
        self.name = name
        self.number = number
        node = "/dev/bus/usb/001/" + String(format: "%03d", number)
        (self.vendor, self.product, self.serial) = (vendor, product, serial)
        self.interfaces = interfaces
        self.control = control
    }

    /// The endpoint it speaks on.
    private var input: UInt8? { interfaces.last?.endpoints.last { $0.address & 0x80 != 0 }?.address }

    var systemPath: String { "/sys/devices/pci0000:00/0000:00:14.0/usb1/\(name)" }

    // MARK: The person at the plug

    /// Plugs it in; `driver` is the kernel's own that takes the interface.
    func plug(driver: String? = nil) {
        let bus = MockBus.shared
        connect(to: bus)
        bus.join(self)
        bus.command("node", node)
        bus.command("driver", node, driver ?? "-")
        bus.command("add", Self.hex(deviceText))
        for place in interfaces.indices { bus.command("add", Self.hex(interfaceText(place))) }
    }

    /// Pulls the plug: what is in flight fails, then the news come.
    func unplug() {
        let bus = MockBus.shared
        bus.command("gone", node)
        for place in interfaces.indices { bus.command("remove", "\(systemPath)/\(name):1.\(place)") }
        bus.command("remove", systemPath)
    }

    /// Its answers go there from now on; what was under way on another plug is gone with that.
    func connect(to wire: any MockWire) {
        locked {
            self.wire = wire
            (waitingReads, waitingWrites, toSay) = ([], [], [])
        }
    }

    /// Told of all that it takes from now on, on the bus's thread: how a simulator sits behind it.
    func whenTaken(_ told: (@Sendable ([UInt8]) -> Void)?) { locked { onTaken = told } }

    private func finish(_ id: Int, status: Int32 = 0, _ bytes: [UInt8] = []) {
        locked { wire }?.finish(id, status: status, bytes)
    }

    // MARK: The device

    /// Everything that came on its output endpoint, or by SET_REPORT.
    var taken: [UInt8] { locked { bytesTaken } }
    /// The same, packet by packet.
    var packets: [[UInt8]] { locked { packetsTaken } }
    /// Setup packets of control requests, in order.
    var requests: [[UInt8]] { locked { asked } }
    /// Writes that it has not taken, because it is stuck.
    var heldWrites: Int { locked { waitingWrites.count } }
    /// Reads that wait for something to be said.
    var heldReads: Int { locked { waitingReads.count } }

    /// Says something on its input endpoint: one packet of a transfer each.
    func say(_ bytes: [UInt8]) {
        let read = locked { () -> Int? in
            guard !waitingReads.isEmpty else {
                toSay.append(bytes)
                return nil
            }
            return waitingReads.removeFirst()
        }
        if let read { finish(read, bytes) }
    }

    /// Ends the waiting read with an error number.
    func failRead(_ status: Int32) {
        let read = locked { waitingReads.isEmpty ? nil : waitingReads.removeFirst() }
        if let read { finish(read, status: status) }
    }

    /// Takes no byte any more, or takes all that waits.
    func stick(_ stuck: Bool) {
        let free = locked { () -> [(id: Int, bytes: [UInt8])] in
            isStuck = stuck
            defer { if !stuck { waitingWrites = [] } }
            return stuck ? [] : waitingWrites
        }
        for write in free { accept(write.id, write.bytes) }
    }

    /// Sticks in the middle of a write, as a device does that has no room: `rule` says how many bytes of a write it still
    /// takes; `nil`: all, and goes on.
    func stick(at rule: @escaping @Sendable ([UInt8]) -> Int?) { locked { holding = rule } }

    func take(_ urb: MockURB) {
        if urb.isControl {
            let (setup, data) = (Array(urb.data.prefix(8)), Array(urb.data.dropFirst(8)))
            let isOut = (setup.first ?? 0) & 0x80 == 0
            locked { asked.append(setup) }
            guard let answer = control(setup, isOut ? data : []) else {
                return finish(urb.id, status: -EPIPE)
            }
            if isOut, !data.isEmpty { locked { packetsTaken.append(data) } }
            return finish(urb.id, isOut ? [] : answer)
        }
        // Nothing is ever said on other endpoints, as that of a serial port's modem lines.
        if urb.endpoint & 0x80 != 0, urb.endpoint != input { return }
        if urb.endpoint & 0x80 == 0 {
            let (held, part) = locked { () -> (Bool, [UInt8]) in
                let room = isStuck ? 0 : holding.flatMap { $0(urb.data) }
                guard let room else { return (false, []) }
                (isStuck, holding) = (true, nil)
                waitingWrites.append((urb.id, Array(urb.data.dropFirst(room))))
                let part = Array(urb.data.prefix(room))
                bytesTaken += part
                return (true, part)
            }
            if !held { return accept(urb.id, urb.data) }
            if !part.isEmpty { locked { onTaken }?(part) }
            return
        }
        let next = locked { () -> [UInt8]? in
            if toSay.isEmpty { waitingReads.append(urb.id) }
            return toSay.isEmpty ? nil : toSay.removeFirst()
        }
        if let next { finish(urb.id, next) }
    }

    func cancelled(_ id: Int) {
        locked {
            waitingReads.removeAll { $0 == id }
            waitingWrites.removeAll { $0.id == id }
        }
    }

    private func accept(_ id: Int, _ bytes: [UInt8]) {
        locked {
            bytesTaken += bytes
            packetsTaken.append(bytes)
        }
        finish(id)
        locked { onTaken }?(bytes)
    }

    private func locked<Answer>(_ body: () -> Answer) -> Answer {
        lock.lock()
        defer { lock.unlock() }
        return body()
    }

    // MARK: What the kernel shows of it

    private var deviceText: String {
        let serialLine = serial.map { "A: serial=\($0)\\n\n" } ?? ""
        return """
            P: \(systemPath.dropFirst(4))
            N: bus/usb/001/\(String(format: "%03d", number))
            E: SUBSYSTEM=usb
            E: DEVTYPE=usb_device
            E: BUSNUM=001
            E: DEVNUM=\(String(format: "%03d", number))
            E: DEVNAME=\(node)
            A: busnum=1\\n
            A: devnum=\(number)\\n
            A: bConfigurationValue=1\\n
            A: speed=12\\n
            A: idVendor=\(String(format: "%04x", vendor))\\n
            A: idProduct=\(String(format: "%04x", product))\\n
            A: product=Mock\\n
            \(serialLine)H: descriptors=\(Self.hex(descriptors))

            """
    }

    private func interfaceText(_ place: Int) -> String {
        """
        P: \(systemPath.dropFirst(4))/\(name):1.\(place)
        E: SUBSYSTEM=usb
        E: DEVTYPE=usb_interface
        A: bInterfaceNumber=\(String(format: "%02x", place))\\n

        """
    }

    /// Device and configuration, as the kernel reads them.
    var descriptors: [UInt8] {
        let device: [UInt8] =
            [18, 1, 0, 2, 0, 0, 0, 64] + Self.word(vendor) + Self.word(product)
            + [0, 1, 0, 2, serial == nil ? 0 : 3, 1]
        let parts = interfaces.enumerated().flatMap { place, interface -> [UInt8] in
            [9, 4, UInt8(place), 0, UInt8(interface.endpoints.count)] + interface.code + [0]
                + interface.extra + interface.endpoints.flatMap { [7, 5, $0.address, $0.kind, $0.packet, 0, 1] }
        }
        let total = UInt16(9 + parts.count)
        return device + [9, 2] + Self.word(total) + [UInt8(interfaces.count), 1, 0, 0xC0, 1] + parts
    }

    private static func word(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }

    static func hex(_ text: String) -> String { hex(Array(text.utf8)) }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.isEmpty ? "-" : bytes.map { String(format: "%02x", $0) }.joined()
    }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
