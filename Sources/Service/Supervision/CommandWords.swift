import DeviceKit
import Money

/// What a controller asked of a device, as the words of a mark: `command stack`. A driver that is played a recording needs
/// to be asked the same at the same time.
///
/// Receipts and endorsements are not written down: they belong to a customer. A stand-in takes their place in a replay.
public enum CommandWords {
    /// What such a mark begins with.
    public static let prefix = "command "

    /// The words for a command of any kind; `nil`: a command of a kind that is not known here.
    public static func words(_ command: some Hashable) -> String? {
        switch command {
        case let command as BillAcceptorCommand: acceptor(command)
        case let command as POSPrinterCommand: printer(command)
        case let command as CashDrawerCommand: drawer(command)
        case let command as CheckScannerCommand: checkScanner(command)
        case let command as ScannerCommand: command == .enable ? "enable" : "disable"
        default: nil
        }
    }

    private static func acceptor(_ command: BillAcceptorCommand) -> String {
        switch command {
        case .settle: "settle"
        case .enable(let notes):
            (["enable"] + notes.map { "\($0.minorUnits)\($0.currency.code)" }).joined(separator: " ")
        case .disable: "disable"
        case .stack: "stack"
        case .giveBack: "giveBack"
        case .acknowledge: "acknowledge"
        }
    }

    private static func printer(_ command: POSPrinterCommand) -> String {
        switch command {
        case .print(let job): "print \(job.id)"
        case .abandon(let id): "abandon \(id)"
        case .openDrawer(let connector, let request): "openDrawer \(connector) \(request)"
        case .recover: "recover"
        }
    }

    private static func drawer(_ command: CashDrawerCommand) -> String {
        switch command {
        case .openDrawer(let number, let request): "openDrawer \(number) \(request)"
        case .lines(.none): "lines none"
        case .lines(.unknown): "lines unknown"
        case .lines(.lines(let cts, let dsr, let ring, let carrier)):
            "lines " + [cts, dsr, ring, carrier].map { $0 ? "1" : "0" }.joined()
        }
    }

    private static func checkScanner(_ command: CheckScannerCommand) -> String {
        switch command {
        case .beginInsertion(let scan):
            "beginInsertion \(scan.patience.milliseconds) \(scan.hold ? "hold" : "pass") \(scan.item)"
        case .endInsertion: "endInsertion"
        case .endorse(let item, _): "endorse \(item)"
        case .frank(let item, _): "frank \(item)"
        case .eject: "eject"
        case .cleared: "cleared"
        }
    }
}

extension Duration {
    /// Whole milliseconds, cut.
    fileprivate var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
