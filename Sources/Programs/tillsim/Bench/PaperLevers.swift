import BenchKit
import CheckPaper
import ScannerSimulator
import SimulatorKit

/// Hands at the printer, the drawers, the check scanner and the scanner of bills.
extension Bench {
    mutating func pull(_ lever: PrinterLever, _ now: Duration, _ effects: inout [BenchEffect]) {
        let hand: BenchPrinter.Hand =
            switch lever {
            case .paper(let on): on ? .loadPaper(millimetres: printer.look.rollMillimetres) : .removePaper
            case .nearEnd: .useUpPaper(toMillimetres: configuration.nearEndLeavesMillimetres)
            case .cover(let open): .cover(open: open)
            case .tearOff: .tearOff
            case .cutterJam(let on): .cutter(jammed: on)
            case .takeReceipt: .takeReceipt
            case .block(let on): .blockPresenter(on)
            }
        if case .block(let on) = lever {
            presenter.isBlocked = on
            if !on, !presenter.holds { presenter.isJammed = false }
        }
        turnPrinter(.lever(hand), at: now, &effects)
    }

    mutating func pull(
        _ place: DrawerPlace, _ lever: BenchDrawerLever, _ now: Duration, _ effects: inout [BenchEffect]
    ) {
        switch place {
        case .first: turnPrinter(.lever(.drawer(0, lever)), at: now, &effects)
        case .second: turnPrinter(.lever(.drawer(1, lever)), at: now, &effects)
        case .boardFirst: turnBoard(.lever(.drawer(1, Self.hand(lever))), at: now, &effects)
        case .boardSecond: turnBoard(.lever(.drawer(2, Self.hand(lever))), at: now, &effects)
        }
    }

    private static func hand(_ lever: BenchDrawerLever) -> SimulatedDrawerLever {
        switch lever {
        case .pushShut: .pushShut
        case .openByHand: .openByHand
        case .lock(let on): on ? .lock : .unlock
        }
    }

    mutating func pull(_ lever: CheckLever, _ now: Duration, _ effects: inout [BenchEffect]) {
        guard let device = checkScanner?.device else { return }
        switch lever {
        case .putIn(let flaw):
            let isFree = device.papers.allSatisfy { $0.place != .mouth }
            let papers = checks.checks(flaw)
            checks.lastNotice = isFree ? "check put in, \(Self.name(papers))" : "another check lies in the mouth"
            if isFree { turnCheckScanner(.lever(.insert(papers)), at: now, &effects) }
        case .take: turnCheckScanner(.lever(.takeChecks), at: now, &effects)
        case .jam:
            guard !device.isJammed else { return }
            checks.jamsNext = true
            checks.lastNotice = "the next check will jam"
            turnCheckScanner(.lever(.jamNext), at: now, &effects)
        case .clearJam: turnCheckScanner(.lever(.clearPath), at: now, &effects)
        case .cover(let open):
            checks.lastNotice = open ? "cover opened" : "cover shut"
            turnCheckScanner(.lever(.openCover(open)), at: now, &effects)
        case .inkOut(let out):
            checks.isInkOut = out
            checks.lastNotice = out ? "the ink is used up" : "new ink is in"
            for face in [CheckFace.front, .back] {
                turnCheckScanner(.lever(.ink(face, out ? .out : .ok)), at: now, &effects)
            }
        }
    }

    mutating func pull(_ lever: BillLever, _ now: Duration, _ effects: inout [BenchEffect]) {
        guard scanner != nil else { return }
        guard hasPower(.scanner), cables[.scanner] else {
            bills.lastNotice = "the scanner has no power"
            return
        }
        let code: SimulatedCode?
        switch lever {
        case .barcode(let account):
            code = BillDesk.bill(account)?.paper.barcode
            bills.lastNotice = "barcode of bill \(account) read"
        case .stub(let account):
            code = BillDesk.bill(account)?.paper.scanLine
            bills.lastNotice = "stub of bill \(account) read"
        case .other:
            code = SimulatedCode("4006381333931", kind: "E0")
            bills.lastNotice = "a barcode that is no bill read"
        case .tear:
            bills.isTorn = true
            bills.lastNotice = "the next read breaks off"
            turnScanner(.lever(.tearNext(after: 9)), at: now, &effects)
            return
        }
        guard let code else { return }
        if bills.isTorn { bills.lastNotice += ", broken off" }
        bills.isTorn = false
        note([WireWords(bills.lastNotice)], .device, .scanner, now)
        turnScanner(.lever(.read(code)), at: now, &effects)
    }

    /// Whose checks these are, for a sentence.
    static func name(_ papers: [SimulatedCheck]) -> String {
        papers.map { "no. \($0.number) of \(NoteNames.name(minorUnits: $0.minorUnits))" }.joined(separator: " and ")
    }
}
