import ControlAPI
import Custody
import DeviceKit
import Supervision

/// The lines of a station, kept on its thread. Not every device is here: a drawer at the printer has no line of its own.
final class DeviceLines {
    var validator: (any KeptLine<BillAcceptorCommand>)?
    var printer: (any KeptLine<POSPrinterCommand>)?
    /// Drawers with a board of their own, in the order of the settings.
    var drawers: [(id: DrawerID, line: any KeptLine<CashDrawerCommand>)] = []
    var checkScanner: (any KeptLine<CheckScannerCommand>)?
    var scanner: (any KeptLine<ScannerCommand>)?
    /// What looks at the modem lines of boards whose sensor is there.
    var looks: [LineLook] = []

    /// One line: its name in lists, URLs, recordings and case files, and what kind of device it leads to.
    struct Named {
        let name: String
        let kind: DeviceKind
        let line: any KeptLine
    }

    /// Every line in the order in which they are started, shown and stopped: money first.
    var all: [Named] {
        var all: [Named] = []
        func add(_ kind: DeviceKind, _ line: (any KeptLine)?) {
            if let line { all.append(Named(name: line.name, kind: kind, line: line)) }
        }
        add(.billAcceptor, validator)
        add(.posPrinter, printer)
        for drawer in drawers { add(.cashDrawer, drawer.line) }
        add(.checkScanner, checkScanner)
        add(.scanner, scanner)
        return all
    }

    /// Opens now what would be opened later.
    func tryNow() {
        for named in all { named.line.tryNow() }
    }
}
