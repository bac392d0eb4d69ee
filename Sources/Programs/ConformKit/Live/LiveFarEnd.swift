public import DeviceKit
import Transports

/// Whatever answers on a real port, in real time. It blocks: for a thread of its own only.
///
/// While the port is closed nothing can come, so time there is not waited for: it is skipped.
public struct LiveFarEnd: FarEnd {
    /// Nothing can be done to a device at a real port without a person.
    public enum Lever: Hashable, Sendable {}

    private let port: LivePort
    private let person: any Person
    private var skipped: Duration = .zero
    private var isOpen = false
    private var asked = 0

    /// A closed port, and who stands at the device.
    public init(_ port: LivePort, person: any Person) { (self.port, self.person) = (port, person) }

    /// Real time, and what was skipped.
    public var now: Duration { port.loop.now() + skipped }

    /// As the port says.
    public var modemLines: ModemLines { port.now { $0.modemLines } }

    /// Real ports are as they are.
    public mutating func takeComplaints() -> [String] { [] }

    /// Opens it, or says why it cannot be opened. A port that was just closed gets a moment.
    public mutating func open() -> String? {
        var fault: OpenFault?
        for _ in 0..<5 {
            let slot = Slot<OpenFault?>()
            port.later { port in port.open { slot.fill($0) } }
            fault = slot.value
            guard fault != nil else { break }
            _ = port.mailbox.take(within: .milliseconds(200))
        }
        port.mailbox.forget { if case .received = $0 { true } else { if case .lost = $0 { true } else { false } } }
        isOpen = fault == nil
        return fault?.sentence
    }

    /// Closes it, and waits until it is closed.
    public mutating func close(_ loss: LinkLoss) {
        isOpen = false
        port.later { $0.close() }
        // Half a second for the last bytes, and as much again.
        for _ in 0..<50 where !port.now({ $0.isClosed }) { _ = port.mailbox.take(within: .milliseconds(20)) }
        port.mailbox.forget { if case .answered = $0 { false } else { true } }
    }

    /// On its way at once.
    public mutating func send(_ bytes: [UInt8]) { port.later { $0.send(bytes) } }

    /// What has come and was not heard.
    public mutating func discardInput() {
        port.later { $0.discardInput() }
        port.mailbox.forget { if case .received = $0 { true } else { false } }
    }

    /// Waits in real time while the port is open or a person was asked.
    public mutating func wait(until time: Duration) -> FarEvent {
        guard isOpen || asked > 0 else {
            skipped += max(.zero, time - now)
            return .time
        }
        while true {
            var event = port.mailbox.take(within: time - now)
            if event == nil {
                // As a loop does for its own: what came in time is heard before its deadline is, however busy the
                // machine was.
                port.readWhatCame()
                event = port.mailbox.take(within: .zero)
            }
            guard let event else { return .time }
            switch event {
            case .received: if isOpen { return event }
            case .lost:
                guard isOpen else { continue }
                isOpen = false
                return event
            case .answered: if asked > 0 { return event }
            case .time: continue
            }
        }
    }

    /// Nothing can be pulled.
    public mutating func pull(_ lever: Lever) {}

    /// Asks the person; the answer comes in its own time.
    public mutating func ask(_ hand: Hand) {
        asked += 1
        let mailbox = port.mailbox
        person.ask(hand) { mailbox.put(.answered($0)) }
    }

    /// Tells the person that it is seen.
    public mutating func thank() {
        guard asked > 0 else { return }
        asked = 0
        person.thank()
        port.mailbox.forget { if case .answered = $0 { true } else { false } }
    }
}

/// Who does what only hands can do.
public protocol Person: Sendable {
    /// Asks for it. `answer` is called once, from any thread, or never when `thank` comes first.
    func ask(_ hand: Hand, _ answer: @escaping @Sendable (HandAnswer) -> Void)
    /// It was seen: no answer is needed any more.
    func thank()
}
