import Checks
import Custody
import DeviceKit

/// The check scanner: its health, who it is, and a technician's try. Checks are tendered at the counter, which is not
/// built yet.
extension KioskMachine {
    mutating func heard(_ report: CheckScannerReport, _ turn: inout KioskTurn) {
        switch report {
        case .identified(let identity): (checkScanner.identity, checkScanner.broken) = (identity, nil)
        case .broken(let words): (checkScanner.broken, checkScanner.status) = (words, nil)
        case .status(let status): checkScanner.status = status
        case .read(let reading):
            end(
                reading.item,
                .read(
                    line: reading.line?.description, images: reading.images.map(\.description), paper: reading.paper))
        case .failed(let failure): end(failure.item, .failed(failure.reason, paper: failure.paper))
        case .waitingForCheck, .documentInserted, .printed, .removed: break
        }
    }

    private mutating func end(_ item: String, _ end: CheckScannerSight.End) {
        guard checkScanner.trial?.item == item else { return }
        checkScanner.trial?.end = end
    }

    /// Waits a quarter of a minute for a check and lets it go again.
    mutating func tryCheckScanner(_ request: String, _ turn: inout KioskTurn) throws(Refusal) {
        guard checkScanner.identity != nil, checkScanner.broken == nil else { throw .notNow }
        if let trial = checkScanner.trial {
            // The same request again is answered again; a scanner reads one check at a time.
            if trial.item == request { return }
            if trial.end == nil { throw .notNow }
        }
        checkScanner.trial = CheckScannerSight.Trial(item: request, end: nil)
        turn.order(.checkScanner(.beginInsertion(CheckScan(item: request, patience: .seconds(15)))))
    }
}
