import DeviceKit
import Transports
import USBTransports

/// Asks on a port, and hears what comes back within a moment. Only ports that nobody holds come here.
actor LineProbe {
    nonisolated let loop: PortLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// From the question to the end of hearing: the slowest answer of the dossiers (EBDS 250 ms) twice.
    private let patience: Duration
    private let opener: (PortLoop) -> any PortOpening
    private var made: (any PortOpening)?

    init(
        loop: PortLoop, patience: Duration = .milliseconds(500),
        opener: @escaping @Sendable (PortLoop) -> any PortOpening
    ) {
        (self.loop, self.patience, self.opener) = (loop, patience, opener)
    }

    /// Goes through a plan, question by question.
    func follow(_ plan: KnockPlan) async -> [KnockTry] {
        var plan = plan
        while let (address, knock) = plan.next {
            switch await ask(address, knock.question) {
            case .success(let bytes): plan.heard(KnockPlan.judge(bytes, knock))
            case .failure(let fault): plan.heard(.refused(fault))
            }
        }
        return plan.tries
    }

    /// Lets the ports of this probe go.
    func end() {
        (made as? USBPortOpener)?.close()
        made = nil
    }

    private func ask(_ address: PortAddress, _ question: [UInt8]) async -> Result<[UInt8], OpenFault> {
        let made = made ?? opener(loop)
        self.made = made
        let (loop, patience) = (loop, patience)
        return await withCheckedContinuation { done in
            let asking = Asking(address: address, question: question) { done.resume(returning: $0) }
            asking.begin(made, loop, patience)
        }
    }
}

/// One question under way; lives on the loop's thread until its port is closed.
private final class Asking {
    private let address: PortAddress
    private let question: [UInt8]
    private var done: ((Result<[UInt8], OpenFault>) -> Void)?
    private var transport: (any ByteTransport)?
    private var isOpen = false
    private var heard: [UInt8] = []

    init(address: PortAddress, question: [UInt8], done: @escaping (Result<[UInt8], OpenFault>) -> Void) {
        (self.address, self.question, self.done) = (address, question, done)
    }

    func begin(_ opener: any PortOpening, _ loop: PortLoop, _ patience: Duration) {
        do throws(OpenFault) {
            transport = try opener.open(address) { event in self.hear(event, loop, patience) }
        } catch { end(.failure(error)) }
    }

    private func hear(_ event: TransportEvent, _ loop: PortLoop, _ patience: Duration) {
        switch event {
        case .opened:
            isOpen = true
            transport?.send(question)
            _ = loop.schedule(at: loop.now() + patience) { self.transport?.close() }
        case .received(let bytes):
            // A device that never stops is not heard for ever.
            if heard.count < 4_096 { heard += bytes }
        case .lost(let loss):
            end(isOpen ? .success(heard) : .failure(OpenFault(connecting: address, loss: loss)))
        }
    }

    private func end(_ result: Result<[UInt8], OpenFault>) {
        done?(result)
        (done, transport) = (nil, nil)
    }
}
