import Foundation

/// The tests' end of `mock-usb`: adds and removes devices, and lets them answer what the kernel would have asked them.
///
/// `@unchecked Sendable` is true because all that changes is touched under `lock`.
final class MockBus: MockWire, @unchecked Sendable {
    /// Where `mock-usb` waits for us; `nil` when this process does not run inside of it.
    static let socketName = ProcessInfo.processInfo.environment["TILLKEEPER_MOCK_USB"]

    /// The one connection of this process.
    static let shared = MockBus(socketName ?? "")

    private let descriptor: Int32
    private let lock = NSCondition()
    private var units: [String: MockUnit] = [:]
    private var replies: [String] = []
    /// For each command that waits for its answer whether somebody wants to read it.
    private var wanted: [Bool] = []
    private var noted: [String] = []

    private init(_ path: String) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            for (place, byte) in path.utf8.prefix(room.count - 1).enumerated() { room[place] = byte }
        }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        precondition(result == 0, "mock-usb does not answer at \(path)")
        let reader = Thread { [self] in read() }
        reader.start()
        command(
            "add",
            MockUnit.hex(
                """
                P: /devices/pci0000:00/0000:00:14.0
                E: SUBSYSTEM=pci

                """))
        command(
            "add",
            MockUnit.hex(
                """
                P: /devices/pci0000:00/0000:00:14.0/usb1
                N: bus/usb/001/001
                E: SUBSYSTEM=usb
                E: DEVTYPE=usb_device
                E: BUSNUM=001
                E: DEVNUM=001
                E: DEVNAME=/dev/bus/usb/001/001
                A: busnum=1\\n
                A: devnum=1\\n
                A: bConfigurationValue=1\\n
                A: speed=480\\n
                A: idVendor=1d6b\\n
                A: idProduct=0002\\n
                A: bDeviceClass=09\\n
                H: descriptors=12010002090001406b1d020006050302010109021900010100e0000904000001090000000705810304000c

                """))
    }

    /// Sends a command and waits until it is done; a refused one is a broken test.
    func command(_ words: String...) {
        lock.lock()
        wanted.append(true)
        write(words)
        while replies.isEmpty { lock.wait() }
        let reply = replies.removeFirst()
        lock.unlock()
        precondition(reply == "ok", "mock-usb refused \(words[0]): \(reply)")
    }

    /// Ends a urb.
    func finish(_ id: Int, status: Int32, _ bytes: [UInt8]) {
        lock.lock()
        defer { lock.unlock() }
        wanted.append(false)
        write(["finish", "\(id)", "\(status)", MockUnit.hex(bytes)])
    }

    /// What the kernel was asked to do with interfaces and drivers of a node, in order: `detach 0`, `claim 0`, ...
    func notes(_ node: String) -> [String] {
        lock.lock()
        defer { lock.unlock() }
        return noted.filter { $0.hasPrefix(node + " ") }.map { String($0.dropFirst(node.count + 1)) }
    }

    func join(_ unit: MockUnit) {
        lock.lock()
        defer { lock.unlock() }
        units[unit.node] = unit
    }

    private func write(_ words: [String]) {
        var bytes = Array((words.joined(separator: " ") + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            precondition(count > 0, "mock-usb went away")
            bytes = bytes.dropFirst(count)
        }
    }

    private func read() {
        var waiting: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &part, part.count, 0)
            if count <= 0 { return }
            waiting += part[..<count]
            while let end = waiting.firstIndex(of: 0x0A) {
                hear(String(decoding: waiting[..<end], as: UTF8.self))
                waiting.removeSubrange(...end)
            }
        }
    }

    private func hear(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        switch words.first {
        case "urb" where words.count == 7:
            lock.lock()
            let unit = units[words[2]]
            lock.unlock()
            unit?.take(
                MockURB(
                    id: Int(words[1]) ?? 0, isControl: words[3] == "2", endpoint: UInt8(words[4]) ?? 0,
                    length: Int(words[5]) ?? 0, data: MockUnit.bytes(words[6])))
        case "cancel" where words.count == 2:
            lock.lock()
            let all = Array(units.values)
            lock.unlock()
            for unit in all { unit.cancelled(Int(words[1]) ?? 0) }
        case "note":
            lock.lock()
            noted.append(words.dropFirst().joined(separator: " "))
            lock.unlock()
        default:
            lock.lock()
            if wanted.removeFirst() {
                replies.append(line)
                lock.broadcast()
            }
            lock.unlock()
        }
    }
}

/// One transfer that the program under test has asked for.
struct MockURB {
    var id: Int
    var isControl: Bool
    var endpoint: UInt8
    var length: Int
    var data: [UInt8]
}
