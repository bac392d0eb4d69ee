import DeviceKit
import Transports

/// Ptys that answer five bytes to every five bytes: what a bare script polls when no protocol is spoken.
actor BareDevices {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private static let answer: [UInt8] = [0xFC, 0x05, 0x1A, 0x70, 0x4A]
    private var lines: [PtyPair] = []
    private var waiting: [Int] = []
    private var listener: TCPTransport?
    private(set) var firstByteAt: Duration?
    private(set) var polls = 0
    /// Answers to polls; off where the devices speak first.
    private let answers: Bool

    init(answers: Bool) {
        loop = PortLoop(name: "bare-devices")
        loop.run()
        self.answers = answers
    }

    /// Makes so many ports and gives their nodes.
    func open(_ count: Int) throws -> [String] {
        for place in 0..<count {
            waiting.append(0)
            lines.append(
                try PtyPair(loop: loop) { [weak self] event in
                    self?.assumeIsolated { $0.hear(event, place) }
                })
        }
        return lines.map(\.node)
    }

    func close() {
        listener?.close()
        for line in lines { line.close() }
    }

    func forgetPolls() { polls = 0 }

    /// Writes five bytes to the first port; gives the time before the write.
    func send() -> Duration {
        let time = loop.now()
        lines[0].send(Self.answer)
        return time
    }

    /// Connects to a service on this machine; see `SimulatedKiosk.listen`.
    func listen(port: UInt16, request: String, _ hear: @escaping @Sendable (Duration, [UInt8]) -> Void) {
        let loop = loop
        listener = TCPTransport(host: "127.0.0.1", port: port, loop: loop) { event in
            if case .received(let bytes) = event { hear(loop.now(), bytes) }
        }
        listener?.send(Array(request.utf8))
    }

    private func hear(_ event: TransportEvent, _ place: Int) {
        guard case .received(let bytes) = event else { return }
        if firstByteAt == nil { firstByteAt = loop.now() }
        guard answers else { return }
        waiting[place] += bytes.count
        while waiting[place] >= 5 {
            waiting[place] -= 5
            polls += 1
            lines[place].send(Self.answer)
        }
    }
}
