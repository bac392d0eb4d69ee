public import DeviceKit
public import Transports

/// One real port on its loop's thread: opened, written and closed from there only.
public actor LivePort {
    /// Whose thread it lives on.
    nonisolated let loop: PortLoop
    nonisolated let mailbox = Mailbox()
    nonisolated let address: PortAddress
    private let makeOpener: @Sendable (PortLoop) -> any PortOpening
    private var opener: (any PortOpening)?
    private var transport: (any ByteTransport)?
    private var life = 0

    /// The loop's thread is the actor's.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// A port that is not open. `opener` is asked for once, on the loop's thread.
    public init(
        _ address: PortAddress, on loop: PortLoop, opener: @escaping @Sendable (PortLoop) -> any PortOpening
    ) {
        (self.address, self.loop, makeOpener) = (address, loop, opener)
    }

    /// Opens it. `told` hears once whether it is open: `nil`, or why it is not.
    func open(_ told: @escaping @Sendable (OpenFault?) -> Void) {
        let opener = opener ?? makeOpener(loop)
        self.opener = opener
        life += 1
        let mine = life
        var isOpen = false
        do throws(OpenFault) {
            transport = try opener.open(address) { [address, mailbox] event in
                switch event {
                case .opened:
                    isOpen = true
                    told(nil)
                case .received(let bytes): mailbox.put(.received(bytes))
                case .lost(let loss):
                    self.assumeIsolated { $0.gone(mine) }
                    if isOpen { mailbox.put(.lost(loss)) } else { told(OpenFault(connecting: address, loss: loss)) }
                }
            }
        } catch { told(error) }
    }

    /// Opens and closes it; gives why it cannot be opened.
    public nonisolated func isFree() async -> OpenFault? {
        let fault = await withCheckedContinuation { answer in
            later { port in port.open { answer.resume(returning: $0) } }
        }
        guard fault == nil else { return fault }
        await close()
        return nil
    }

    private func gone(_ which: Int) { if which == life { transport = nil } }

    func send(_ bytes: [UInt8]) { transport?.send(bytes) }
    func discardInput() { transport?.discardInput() }
    func close() { transport?.close() }
    var isClosed: Bool { transport == nil }
    var modemLines: ModemLines { transport?.modemLines() ?? .unknown }
    var lineTruth: LineTruth? { (transport as? any LineTruthTelling)?.lineTruth }

    /// Waits until the loop has looked at its ports: what has come by now is in the mailbox. The first answer ends the
    /// turn that the loop is in, the second the next one, which begins with that look.
    nonisolated func readWhatCame() { for _ in 0..<2 { _ = now { $0.isClosed } } }

    /// Calls on the loop's thread, from any other; in the order in which they were asked for.
    nonisolated func later(_ call: @escaping @Sendable (isolated LivePort) -> Void) {
        loop.execute { self.assumeIsolated(call) }
    }

    /// The same, and waits for the answer. Never from the loop's thread.
    nonisolated func now<Answer: Sendable>(
        _ call: @escaping @Sendable (isolated LivePort) -> Answer
    ) -> Answer {
        let slot = Slot<Answer>()
        later { port in slot.fill(call(port)) }
        return slot.value
    }
}
