import EBDSFrame
import Glibc
import Transports

/// A host with nothing but the path of a serial port, as any program would open it. It lives on a thread of its own, so
/// that it may wait for bytes.
actor Host {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private var descriptor: Int32 = -1
    private var ack: UInt8 = 0

    init() {
        loop = PortLoop(name: "host")
        loop.run()
    }

    /// Raw, as every serial program does it. False if the port is not there.
    func open(_ path: String) -> Bool {
        shut()
        descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        var flags = termios()
        guard tcgetattr(descriptor, &flags) == 0 else { return false }
        cfmakeraw(&flags)
        return tcsetattr(descriptor, TCSANOW, &flags) == 0
    }

    func shut() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// What comes within a second; `nil`: the line hung up.
    func read(atLeast count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard Glibc.poll(&state, 1, 1_000) == 1 else { return bytes }
            var buffer = [UInt8](repeating: 0, count: 512)
            let got = Glibc.read(descriptor, &buffer, buffer.count)
            guard got > 0 else { return nil }
            bytes += buffer[..<got]
        }
        return bytes
    }

    /// One poll of the validator and the six status bytes of its answer; `nil`: no answer.
    func status(_ order: UInt8 = 0) -> [UInt8]? {
        write(EBDSFrame(control: 0x10 | ack, data: [0x7F, 0x10 | order, 0]).encoded())
        var parser = EBDSFrameParser()
        guard let bytes = read(atLeast: 11) else { return nil }
        parser.append(bytes)
        guard case .frame(let frame) = parser.next() else { return nil }
        ack ^= 1
        return frame.data.count == 6 ? frame.data : nil
    }

    /// Polls until the answer is as wished; gives up after 2,000 polls.
    func poll(_ order: UInt8 = 0, until wished: @Sendable ([UInt8]) -> Bool) -> [UInt8]? {
        for _ in 0..<2_000 {
            guard let status = status(order) else { return nil }
            if wished(status) { return status }
        }
        return nil
    }
}
