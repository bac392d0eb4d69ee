import CoreLedger
import Custody
import DeviceKit
import OrderedCollections

/// The reader of bills and stubs: what is read at the kiosk is what the customer would type.
extension KioskMachine {
    mutating func heard(_ report: ScannerReport, _ turn: inout KioskTurn) {
        switch report {
        case .ready: (scanner.isReady, scanner.broken, scanner.told) = (true, nil, nil)
        case .broken(let words): (scanner.isReady, scanner.broken, scanner.told) = (false, words, nil)
        case .scanned(let bytes, _): read(Self.outcome(of: bytes), turn)
        case .dropped(let loss, _):
            switch loss {
            case .notWanted, .linkLost: break
            case .tooLong: read(.notOurs, turn)
            case .cutShort, .overrun, .unreadable: read(.unreadable, turn)
            }
        }
    }

    /// Where an account may be named: on the first page and while accounts are chosen, by a reader that is trusted.
    private var wantsScans: Bool {
        if books.quarantined[Self.scannerName] != nil { return false }
        return switch session?.step {
        case nil, .accounts: true
        case .cash, .finishing, .done: false
        }
    }

    private mutating func read(_ outcome: ScannerSight.Outcome, _ turn: KioskTurn) {
        guard wantsScans else { return }
        scans += 1
        scanner.read = ScannerSight.Read(number: scans, outcome: outcome, at: turn.now.elapsed)
        session?.touchedAt = turn.now.elapsed
        session?.asking = false
    }

    /// What a read names. The check digits decide; a digit is never guessed.
    private static func outcome(of bytes: [UInt8]) -> ScannerSight.Outcome {
        do throws(ScannedPaperFault) {
            return .account(try ScannedPaper(bytes).account.digits)
        } catch {
            switch error {
            case .tooLong, .notText, .entry(.notOurBarcode): return .notOurs
            case .entry, .stub: return .unreadable
            }
        }
    }

    /// Tells the reader what is wanted when that changed, and forgets a read when its page is gone: what one customer
    /// scanned is never shown to the next.
    mutating func steerScanner(_ before: KioskSession?, _ turn: inout KioskTurn) {
        let isOld = scanner.read.map { turn.now.elapsed >= $0.at + Self.tick } ?? false
        if isOld || !wantsScans || (before != nil && session?.visit != before?.visit) { scanner.read = nil }
        guard settings.hasScanner, scanner.isReady, scanner.told != wantsScans else { return }
        scanner.told = wantsScans
        turn.order(.scanner(wantsScans ? .enable : .disable))
    }
}
