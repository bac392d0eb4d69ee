import BenchKit
import CheckPaper
import ScannerSimulator
import SimulatorKit

/// Check scanner and bill scanner as the page shows them.
extension Bench {
    var checkScannerView: CheckScannerView? {
        guard let kind = configuration.checkScanner, let device = checkScanner?.device else { return nil }
        let (mouth, words) = Self.mouth(device)
        return CheckScannerView(
            model: kind.model, port: port(.checkScanner), link: cables[.checkScanner], power: device.isPowered,
            mouth: mouth, mouthText: words, cameras: kind.hasCameras, cover: device.isCoverOpen ? "open" : "shut",
            jam: device.isJammed || checks.jamsNext, inkOut: checks.isInkOut,
            check: device.papers.last.map { checkView($0, hasCameras: kind.hasCameras) }, lastNotice: checks.lastNotice)
    }

    private func checkView(_ paper: SimulatedCheckPaper, hasCameras: Bool) -> CheckView {
        let check = paper.check
        return CheckView(
            id: check.id, from: check.drawer.first ?? "", number: check.number,
            amount: MoneyView(minorUnits: check.minorUnits, currency: "USD"),
            flaw: Self.words(check, paper, checkScanner),
            endorsed: paper.backLines,
            seen: hasCameras && (paper.place == .held || paper.place == .exit || paper.place == .hand))
    }

    private static func words(
        _ check: SimulatedCheck, _ paper: SimulatedCheckPaper, _ scanner: BenchCheckScanner?
    ) -> String {
        switch check.ink {
        case .none: return "no magnetic ink"
        case .torn: return "line torn"
        case .good: break
        }
        let together = scanner?.device.papers.filter { $0.place == paper.place && $0.place != .hand }.count ?? 0
        return together > 1 ? "two stick together" : ""
    }

    /// What the scanner looks like to somebody with a check in the hand.
    static func mouth(_ device: any SimulatedCheckScanner) -> (CheckMouth, String) {
        guard device.isPowered else { return (.off, "No power.") }
        if device.isJammed { return (.jammed, "A check is stuck. Open the path and take it out.") }
        if device.isCoverOpen { return (.cover, "The cover is open.") }
        func lies(_ place: SimulatedCheckPaper.Place) -> Bool { device.papers.contains { $0.place == place } }
        if lies(.moving) { return (.taking, "Reading the check.") }
        if lies(.held) { return (.taking, "Holding the check inside.") }
        if lies(.exit) { return (.out, "The check is out. Take it.") }
        if device.isWaiting { return (.lit, "The light is on. Put a check in.") }
        if lies(.mouth) { return (.taking, "A check lies in the mouth. Nobody has asked for it yet.") }
        return (.dark, "Nobody has asked for a check yet.")
    }

    var scannerView: BillScannerView? {
        guard scanner != nil else { return nil }
        return BillScannerView(
            port: port(.scanner), link: cables[.scanner], power: hasPower(.scanner), torn: bills.isTorn,
            bills: BillDesk.bills.map { bill in
                BillView(
                    account: bill.paper.account,
                    amount: MoneyView(minorUnits: Int64(bill.paper.cents), currency: "USD"), due: bill.due)
            }, lastNotice: bills.lastNotice)
    }

    /// A face of a check as a camera sees it, as a PNG file; `nil`: there is no such check.
    func picture(check id: Int, _ face: CheckFace) -> [UInt8]? {
        guard let paper = checkScanner?.device.paper(id) else { return nil }
        let sheet =
            switch face {
            case .front: CheckDrawing.front(paper.check, franked: paper.frontLines, dotsPerInch: 200)
            case .back: CheckDrawing.back(paper.check, endorsed: paper.backLines, dotsPerInch: 200)
            }
        return StoredPNG.file(width: sheet.width, height: sheet.height, ink: sheet.bytes)
    }
}
