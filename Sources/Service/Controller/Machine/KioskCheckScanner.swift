import DeviceKit

/// The check scanner: its health and who it is. Checks are tendered at the counter, which is not built yet.
extension KioskMachine {
    mutating func heard(_ report: CheckScannerReport, _ turn: inout KioskTurn) {
        switch report {
        case .identified(let identity): (checkScanner.identity, checkScanner.broken) = (identity, nil)
        case .broken(let words): (checkScanner.broken, checkScanner.status) = (words, nil)
        case .status(let status): checkScanner.status = status
        case .waitingForCheck, .documentInserted, .read, .printed, .failed, .removed: break
        }
    }
}
