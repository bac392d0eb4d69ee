import Checks
import Controller
import Custody
import DeviceKit
import Money
import Receipts
import Testing

@Suite("A technician's try moves no money and keeps nothing of a check")
struct KioskTryTests {
    private func withScanner() throws -> Desk {
        let desk = try Desk.open()
        desk.hear(
            .checkScanner(
                .identified(
                    CheckScannerIdentity(
                        maker: "Acme", model: "S", serial: "", firmware: "", capabilities: CheckScannerCapabilities())))
        )
        return desk
    }

    @Test("a test slip in the middle of a visit, or with a payment on it")
    func aSlipIsPrintedBetweenVisits() throws {
        let desk = try Desk.open()
        let facts = try desk.facts().count
        #expect(desk.hear(.staff(.tryPrinter(request: "r"))) == nil)
        let job = try #require(desk.printJobs.first)
        #expect(job.id == "try-r" && "\(job.document)".contains("No money was paid"))
        #expect(desk.hear(.staff(.tryPrinter(request: "s"))) == .notNow)
        desk.printed()
        #expect(desk.machine.printer.lastOutcome?.id == "try-r")
        desk.visit(("3001", 6_347))
        #expect(desk.hear(.staff(.tryPrinter(request: "t"))) == .notNow)
        #expect(try desk.payments().isEmpty && desk.facts().filter { $0.kind == .receiptEnded }.isEmpty)
        #expect(try desk.facts().count >= facts)
    }

    @Test("a check number in the state that everybody is shown")
    func aTriedCheckIsMasked() throws {
        let desk = try withScanner()
        let acts = desk.during { desk.hear(.staff(.tryCheckScanner(request: "r"))) }
        guard case .checkScanner(.beginInsertion(let scan))? = acts.first else {
            Issue.record("no order")
            return
        }
        #expect(scan.item == "r" && scan.endorsement == nil && scan.franking == nil && !scan.hold)
        // Again: the scanner reads one check at a time, and one request moves one paper.
        let again = desk.during { #expect(desk.hear(.staff(.tryCheckScanner(request: "r"))) == nil) }
        #expect(again.isEmpty)
        #expect(desk.hear(.staff(.tryCheckScanner(request: "s"))) == .notNow)
        let line = MICRLine(Array("T121000248T123456789U0101".utf8), .magtek00)
        desk.hear(
            .checkScanner(
                .read(
                    CheckReading(
                        item: "r", line: line,
                        images: [CheckImage(CheckImageKind(.front, .tiffGroup4), bytes: [1, 2, 3])], paper: .ejected))))
        let end = try #require(desk.machine.checkScanner.trial?.end)
        guard case .read(_, let images, .ejected) = end else {
            Issue.record("\(end)")
            return
        }
        #expect(images == ["front tiff-g4, 3 bytes"])
        #expect(!"\(desk.machine)".contains("123456789"))
        #expect(desk.hear(.staff(.tryCheckScanner(request: "s"))) == nil)
    }

    @Test("a try that waits for ever, or one of a scanner that is not there")
    func aTryEnds() throws {
        #expect(try Desk.open().hear(.staff(.tryCheckScanner(request: "r"))) == .notNow)
        let desk = try withScanner()
        desk.hear(.staff(.tryCheckScanner(request: "r")))
        desk.hear(.checkScanner(.failed(CheckFailure(item: "other", .jam, paper: .stuck))))
        #expect(desk.machine.checkScanner.trial?.end == nil)
        desk.hear(.checkScanner(.failed(CheckFailure(item: "r", .noCheck, paper: .outside))))
        #expect(desk.machine.checkScanner.trial?.end == .failed(.noCheck, paper: .outside))
        desk.hear(.checkScanner(.broken("unplugged")))
        #expect(desk.hear(.staff(.tryCheckScanner(request: "s"))) == .notNow)
    }
}
