public import Custody
public import DeviceKit

/// What a runner can reach: the clocks, the devices, the relay, and who looks at the kiosk.
public struct StationHands {
    /// Both clocks, read once per event.
    public var now: () -> Now
    /// Hands an order to the acceptor's dialogue.
    public var acceptor: (BillAcceptorCommand) -> Void
    /// Hands an order to the printer's dialogue.
    public var printer: (POSPrinterCommand) -> Void
    /// Hands an order to the dialogue of a drawer with a line of its own.
    public var drawer: (DrawerID, CashDrawerCommand) -> Void = { _, _ in }
    /// Hands an order to the dialogue of the reader of bills and stubs.
    public var scanner: (ScannerCommand) -> Void = { _ in }
    /// Hands an order to the check scanner's dialogue.
    public var checkScanner: (CheckScannerCommand) -> Void = { _ in }
    /// A committed body is ready to go to the core ledger.
    public var post: (OutboxRow) -> Void
    /// What the kiosk is now: everything in it is durable.
    public var publish: (KioskMachine) -> Void
    /// Told after the effects of an event: what happened, and the facts that became durable with it. For those who watch
    /// over the devices; nothing of money may depend on it.
    public var witness: (KioskEvent, [Fact]) -> Void

    /// Hands that do nothing where nothing is given; the clocks are always needed.
    public init(
        now: @escaping () -> Now, acceptor: @escaping (BillAcceptorCommand) -> Void = { _ in },
        printer: @escaping (POSPrinterCommand) -> Void = { _ in }, post: @escaping (OutboxRow) -> Void = { _ in },
        publish: @escaping (KioskMachine) -> Void = { _ in },
        witness: @escaping (KioskEvent, [Fact]) -> Void = { _, _ in }
    ) {
        (self.now, self.acceptor, self.printer) = (now, acceptor, printer)
        (self.post, self.publish, self.witness) = (post, publish, witness)
    }
}
