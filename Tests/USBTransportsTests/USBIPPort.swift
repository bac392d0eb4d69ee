import Foundation

/// Plugs a `MockUnit` into a real kernel: a device over USB/IP on one end of a pair of sockets, the other end in the hands of
/// the kernel's virtual host controller. Needs root and the module vhci-hcd, so it lives in the kernel test's guest only.
///
/// `@unchecked Sendable` is true because all that changes is touched under `lock`.
///
/// - Source: Linux, Documentation/usb/usbip_protocol.rst.
final class USBIPPort: MockWire, @unchecked Sendable {
    /// Whether this process runs in the kernel test's guest.
    static let isThere = ProcessInfo.processInfo.environment["TILLKEEPER_KERNEL_TEST"] != nil

    private let unit: MockUnit
    private let port: Int
    private let descriptor: Int32
    private let lock = NSLock()
    /// Transfers that the kernel waits for, by their numbers, and whether they are reads.
    private var waiting: [Int: Bool] = [:]
    private var sent: [(setup: [UInt8], data: [UInt8])] = []

    /// Plugs it in. The kernel finds out in its own time.
    init(_ unit: MockUnit, port: Int) throws {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { throw Fault(errno: errno) }
        (self.unit, self.port, descriptor) = (unit, port, ends[0])
        unit.connect(to: self)
        let reader = Thread { [self] in read() }
        reader.start()
        // Port, socket, device id, speed (2: full).
        let line = Array("\(port) \(ends[1]) \(1 << 16 | 2) 2".utf8)
        let control = open("/sys/devices/platform/vhci_hcd.0/attach", O_WRONLY)
        let count = write(control, line, line.count)
        let error = errno
        close(control)
        close(ends[1])
        guard count == line.count else { throw Fault(errno: error) }
    }

    struct Fault: Error { var errno: Int32 }

    /// Pulls the plug.
    func unplug() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Control requests with data that the device got, in order.
    var told: [(setup: [UInt8], data: [UInt8])] {
        lock.lock()
        defer { lock.unlock() }
        return sent
    }

    func finish(_ id: Int, status: Int32, _ bytes: [UInt8]) {
        lock.lock()
        defer { lock.unlock() }
        guard let isRead = waiting.removeValue(forKey: id) else { return }
        reply(id, status, isRead ? bytes : [], count: isRead ? bytes.count : lengths.removeValue(forKey: id) ?? 0)
    }

    /// Bytes of writes that wait.
    private var lengths: [Int: Int] = [:]

    private func reply(_ id: Int, _ status: Int32, _ bytes: [UInt8], count: Int) {
        put(
            Self.words([3, UInt32(id), 0, 0, 0, UInt32(bitPattern: status), UInt32(status == 0 ? count : 0), 0, 0, 0])
                + [UInt8](repeating: 0, count: 8) + bytes)
    }

    private func put(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    private func take(_ count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var place = 0
        while place < count {
            let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + place, count - place, 0) }
            if got <= 0 { return nil }
            place += got
        }
        return bytes
    }

    private func read() {
        while let head = take(48) {
            func word(_ place: Int) -> Int { head[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) } }
            let (command, id, isRead, endpoint) = (word(0), word(4), word(12) == 1, word(16))
            if command == 2 {
                unlink(id, word(20))
                continue
            }
            let length = word(24)
            let data = isRead || length == 0 ? [] : take(length) ?? []
            lock.lock()
            waiting[id] = isRead
            if !isRead { lengths[id] = length }
            lock.unlock()
            let setup = Array(head[40..<48])
            if endpoint == 0, let answer = standard(setup) {
                finish(id, status: answer.isEmpty && isRead ? -EPIPE : 0, Array(answer.prefix(length)))
                continue
            }
            if endpoint == 0, !isRead {
                lock.lock()
                sent.append((setup, data))
                lock.unlock()
            }
            unit.take(
                MockURB(
                    id: id, isControl: endpoint == 0, endpoint: UInt8(endpoint & 0x0F) | (isRead ? 0x80 : 0),
                    length: length, data: endpoint == 0 ? setup + data : data))
        }
        close(descriptor)
    }

    private func unlink(_ id: Int, _ victim: Int) {
        lock.lock()
        let wasThere = waiting.removeValue(forKey: victim) != nil
        lock.unlock()
        unit.cancelled(victim)
        lock.lock()
        put(
            Self.words([4, UInt32(id), 0, 0, 0, UInt32(bitPattern: wasThere ? -104 : 0)])
                + [UInt8](repeating: 0, count: 24))
        lock.unlock()
    }

    /// What every device answers; `nil`: a matter of its class, an empty answer to a read: refused.
    private func standard(_ setup: [UInt8]) -> [UInt8]? {
        switch (setup[0], setup[1]) {
        case (0x80, 6):
            switch setup[3] {
            case 1: Array(unit.descriptors.prefix(18))
            case 2: Array(unit.descriptors.dropFirst(18))
            case 3: text(setup[2])
            default: []
            }
        case (0x80, 0), (0x81, 0), (0x82, 0): [0, 0]
        case (0, _), (1, _), (2, _): []
        default: nil
        }
    }

    private func text(_ number: UInt8) -> [UInt8] {
        if number == 0 { return [4, 3, 9, 4] }
        let words = number == 3 ? unit.serial ?? "" : "Mock"
        return [UInt8(2 + 2 * words.utf16.count), 3] + words.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    private static func words(_ values: [UInt32]) -> [UInt8] {
        values.flatMap { value in [24, 16, 8, 0].map { UInt8(value >> UInt32($0) & 0xFF) } }
    }
}
