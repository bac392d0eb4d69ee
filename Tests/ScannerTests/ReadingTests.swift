import CoreLedger
import DeviceKit
import ScannerDriver
import ScannerSimulator
import SimulatorKit
import Testing

@Suite struct ReadingTests {
    private let bill = SimulatedBill(base: 1_000_001, cents: 6_347, due: (2026, 3, 31))

    @Test("A bill or stub that is not read sends a customer away", arguments: SetUp.all)
    func billAndStub(_ setUp: SetUp) throws {
        var counter = Counter.ready(setUp.configuration, setUp.setup)
        counter.lever(.read(bill.barcode))
        counter.pass(.seconds(2))
        counter.lever(.read(bill.scanLine))
        counter.pass(.seconds(2))
        #expect(counter.reads == ["TVW10000016000063474", "10000016 00006347 20260331 6"])
        #expect(counter.losses.isEmpty && counter.faults.isEmpty && counter.sends == 0)
        let papers = try counter.reads.map { try ScannedPaper(Array($0.utf8)) }
        #expect(papers.map(\.account.digits) == ["10000016", "10000016"])
        #expect(papers.map(\.dueCents) == [6_347, 6_347])
        if setUp.setup.namesKind {
            #expect(
                counter.reports == [
                    .scanned(Array(counter.reads[0].utf8), .code128), .scanned(Array(counter.reads[1].utf8), .ocrA),
                ])
        }
    }

    @Test("Stubs scanned in a row must not run into each other", arguments: SetUp.all)
    func manyInARow(_ setUp: SetUp) {
        var counter = Counter.ready(setUp.configuration, setUp.setup)
        let bills = (0..<20).map { SimulatedBill(base: 1_000_001 + $0, cents: $0 * 731, due: (2026, 4, 1 + $0)) }
        for bill in bills { counter.lever(.read(bill.scanLine)) }
        counter.pass(.seconds(20))
        #expect(counter.reads == bills.map { String(decoding: $0.scanLine.characters, as: UTF8.self) })
    }

    @Test("Every character of a code must come through, whatever key it is on", arguments: SetUp.all)
    func everyCharacter(_ setUp: SetUp) {
        let own = setUp.configuration.prefix + setUp.configuration.suffix + setUp.configuration.terminators
        for character in UInt8(0x20)...0x7E where !own.contains(character) {
            var counter = Counter.ready(setUp.configuration, setUp.setup)
            counter.lever(.read(SimulatedCode("a" + String(Unicode.Scalar(character)) + "Z")))
            counter.pass(.seconds(1))
            #expect(counter.reads == ["a" + String(Unicode.Scalar(character)) + "Z"])
        }
        var counter = Counter.ready(setUp.configuration, setUp.setup)
        counter.lever(.read(SimulatedCode("01\u{1D}21")))
        counter.pass(.seconds(1))
        #expect(counter.reads == ["01\u{1D}21"], "the group separator has no key of its own")
    }

    @Test("Half a read must not become an account, nor the beginning of the next one", arguments: SetUp.all)
    func tornReads(_ setUp: SetUp) {
        for length in 1...20 {
            var counter = Counter.ready(setUp.configuration, setUp.setup)
            counter.lever(.tearNext(after: length))
            counter.lever(.read(bill.barcode))
            counter.pass(.seconds(2))
            #expect(counter.losses == [.cutShort])
            counter.lever(.read(bill.barcode))
            counter.pass(.seconds(2))
            #expect(counter.reads == ["TVW10000016000063474"])
            #expect(counter.host.deadline == nil)
        }
    }

    @Test("A read that nobody wanted must not turn up in the next customer's visit", arguments: SetUp.all)
    func unwantedReads(_ setUp: SetUp) {
        var counter = Counter.ready(setUp.configuration, setUp.setup)
        counter.give(.command(.disable))
        counter.lever(.read(bill.barcode))
        counter.pass(.milliseconds(5))
        // Wanted again in the middle of it: it still began before.
        counter.give(.command(.enable))
        counter.pass(.seconds(2))
        #expect(counter.reads.isEmpty && counter.losses == [.notWanted])
        counter.lever(.read(bill.barcode))
        counter.pass(.milliseconds(5))
        counter.give(.command(.disable))
        counter.give(.command(.enable))
        counter.pass(.seconds(2))
        #expect(counter.reads.isEmpty && counter.losses == [.notWanted, .notWanted])
        counter.lever(.read(bill.barcode))
        counter.pass(.seconds(2))
        #expect(counter.reads.count == 1)
    }

    @Test("A plug pulled in the middle of a read, and put back, must leave nothing behind", arguments: SetUp.all)
    func unplugged(_ setUp: SetUp) {
        var counter = Counter.ready(setUp.configuration, setUp.setup)
        counter.lever(.read(bill.barcode))
        counter.pass(.milliseconds(10))
        counter.unplug()
        #expect(counter.losses == [.linkLost])
        #expect(counter.reports.last == .broken("the reader was unplugged"))
        #expect(counter.host.deadline == nil)
        counter.pass(.seconds(5))
        counter.plug()
        counter.pass(.seconds(1))
        counter.lever(.read(bill.barcode))
        counter.pass(.seconds(2))
        #expect(counter.reads == ["TVW10000016000063474"])
    }

    @Test("The tail of a read that began before the port was open is no read")
    func missedBeginning() {
        var counter = Counter(.init(.characters), .init(.characters))
        counter.give(.command(.enable))
        counter.plug()
        counter.give(.received(Array("0016\r".utf8)))
        #expect(counter.reads.isEmpty && counter.losses == [.cutShort])
    }

    @Test("A line that never ends must not fill the memory, nor hide the next read")
    func tooLong() {
        var counter = Counter.ready(.init(.characters, longest: 20), .init(.characters))
        for _ in 0..<10_000 { counter.give(.received(Array(repeating: 0x39, count: 100))) }
        #expect(counter.losses == [.tooLong])
        #expect(String(describing: counter.host).utf8.count < 1_500)
        counter.give(.received([0x0D]))
        counter.give(.received(Array("12\r".utf8)))
        #expect(counter.reads == ["12"])
        counter.give(.received(Array(String(repeating: "1", count: 20).utf8) + [0x0D]))
        counter.give(.received(Array(String(repeating: "1", count: 21).utf8) + [0x0D]))
        #expect(counter.reads.count == 2 && counter.losses == [.tooLong, .tooLong])
    }

    @Test("A read without the agreed front or end comes from a reader nobody has set up")
    func prefixAndSuffix() {
        func losses(_ text: String, _ configuration: ScannerConfiguration) -> [ScanLoss] {
            var counter = Counter.ready(configuration, .init(.characters))
            counter.give(.received(Array(text.utf8)))
            return counter.losses
        }
        let both = ScannerConfiguration(.characters, prefix: [0x41], suffix: [0x5A])
        #expect(losses("A12Z\r", both).isEmpty)
        #expect(losses("12Z\r", both) == [.unreadable])
        #expect(losses("A12\r", both) == [.unreadable])
        #expect(losses("AZ\r", both) == [.unreadable])
        #expect(losses("A\r", both) == [.unreadable])
        let named = ScannerConfiguration(.characters, identifier: .required)
        #expect(losses("]C012\r", named).isEmpty)
        #expect(losses("12\r", named) == [.unreadable])
        #expect(losses("]C0\r", named) == [.unreadable])
        #expect(losses("\r\n\r\n", named).isEmpty)
    }

    @Test("Where no identifier was agreed on, ] is content")
    func noIdentifier() {
        var counter = Counter.ready(.init(.characters, identifier: .none, symbology: .ocrB), .init(.characters))
        counter.give(.received(Array("]C012\r".utf8)))
        #expect(counter.reports == [.scanned(Array("]C012".utf8), .ocrB)])
    }

    static let identifiers: [(String, ScanSymbology)] = [
        ("A0", .code39), ("C0", .code128), ("C1", .gs1Code128), ("C2", .code128), ("E0", .upcOrEAN), ("E3", .upcOrEAN),
        ("E4", .ean8), ("F0", .codabar), ("G0", .code93), ("H0", .code11), ("I0", .interleaved2of5), ("L0", .pdf417),
        ("M0", .msi), ("Q1", .qrCode), ("Q3", .gs1QRCode), ("R0", .standard2of5), ("S0", .standard2of5),
        ("U0", .maxiCode), ("d1", .dataMatrix), ("d2", .gs1DataMatrix), ("e0", .gs1DataBar), ("o1", .ocrA),
        ("o2", .ocrB), ("z0", .aztec), ("X0", .other(letter: 0x58, modifier: 0x30)),
    ]

    @Test("A kind of code that is named wrongly sends the content to the wrong parser", arguments: identifiers)
    func kinds(_ text: String, _ symbology: ScanSymbology) {
        #expect(AIMIdentifier(Array("]\(text)12".utf8))?.symbology == symbology)
        for wrong in ["", "]", "]C", "[C0", "]0C", "]C!"] { #expect(AIMIdentifier(Array(wrong.utf8)) == nil) }
    }
}
