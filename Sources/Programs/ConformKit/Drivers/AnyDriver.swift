public import DeviceKit

/// A driver before `.opened`, by the kind of device that it drives.
public enum AnyDriver: Sendable {
    /// A note acceptor's.
    case acceptor(any Dialogue<BillAcceptorCommand, BillAcceptorReport>)
    /// A receipt printer's.
    case printer(any Dialogue<POSPrinterCommand, POSPrinterReport>)
    /// A cash drawer's, on a line of its own.
    case drawer(any CashDrawerDialogue)
    /// A check scanner's.
    case checkScanner(any Dialogue<CheckScannerCommand, CheckScannerReport>)
    /// A scanner's.
    case scanner(any Dialogue<ScannerCommand, ScannerReport>)

    /// What such a device is used as, in the control interface's word.
    public var kind: String {
        switch self {
        case .acceptor: "billAcceptor"
        case .printer: "posPrinter"
        case .drawer: "cashDrawer"
        case .checkScanner: "checkScanner"
        case .scanner: "scanner"
        }
    }

    /// The whole suite against a far end. `note`: what the person has in hand, in minor units.
    public func conform(
        _ far: some FarEnd, effort: Effort = .atPort, isPacketed: Bool = false, note: Int64 = 500,
        only: [String] = [], told: @escaping (_ name: String, _ sentence: String, _ end: CheckEnd?) -> Void
    ) -> (unit: [Fact], checks: [ConformCheck]) {
        switch self {
        case .acceptor(let host):
            let sheet = Sheet<BillAcceptorCommand, BillAcceptorReport>.acceptor(note: note)
            return Self.run(host, far, sheet, effort, isPacketed, only, told)
        case .printer(let host):
            let sheet = Sheet<POSPrinterCommand, POSPrinterReport>.printer
            return Self.run(host, far, sheet, effort, isPacketed, only, told)
        case .drawer(let host): return Self.drawer(host, far, effort, isPacketed, only, told)
        case .checkScanner(let host):
            let sheet = Sheet<CheckScannerCommand, CheckScannerReport>.checkScanner
            return Self.run(host, far, sheet, effort, isPacketed, only, told)
        case .scanner(let host):
            let sheet = Sheet<ScannerCommand, ScannerReport>.scanner
            return Self.run(host, far, sheet, effort, isPacketed, only, told)
        }
    }

    private static func run<Command, Report, Host: Dialogue>(
        _ host: Host, _ far: some FarEnd, _ sheet: Sheet<Command, Report>, _ effort: Effort, _ isPacketed: Bool,
        _ only: [String], _ told: (_ name: String, _ sentence: String, _ end: CheckEnd?) -> Void
    ) -> (unit: [Fact], checks: [ConformCheck]) where Host.Command == Command, Host.Report == Report {
        Conformance(host, far, sheet, effort: effort, isPacketed: isPacketed, only: only).run(told)
    }

    private static func drawer(
        _ host: some CashDrawerDialogue, _ far: some FarEnd, _ effort: Effort, _ isPacketed: Bool, _ only: [String],
        _ told: @escaping (_ name: String, _ sentence: String, _ end: CheckEnd?) -> Void
    ) -> (unit: [Fact], checks: [ConformCheck]) {
        let look = host.lineLook.map { (every: $0, command: CashDrawerCommand.lines) }
        return Conformance(
            host, far, .drawer, effort: effort, isPacketed: isPacketed, only: only, look: look
        ).run(told)
    }
}
