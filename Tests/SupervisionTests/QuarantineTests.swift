import DeviceKit
import Supervision
import Testing

@Suite struct QuarantineTests {
    @Test("A device that fails again and again wears out every customer", arguments: DeviceFault.allCases)
    func oneTooManyIsAVerdict(fault: DeviceFault) throws {
        var record = QuarantineRecord()
        let limit = QuarantineRecord.limit(of: fault)
        for number in 1..<limit.count { #expect(record.note(fault, now: .seconds(number)) == nil) }
        let found = record.note(fault, now: .seconds(limit.count))
        let verdict = try #require(found)
        #expect(verdict.fault == fault)
        #expect(verdict.count == limit.count)
        #expect(verdict.words.contains("\(limit.count) times"))
        #expect(record.note(fault, now: .seconds(limit.count + 1)) == nil, "the count begins anew")
    }

    @Test("Three jams in a year are a good acceptor", arguments: DeviceFault.allCases)
    func whatIsLongAgoDoesNotCount(fault: DeviceFault) {
        var record = QuarantineRecord()
        let limit = QuarantineRecord.limit(of: fault)
        for number in 0..<100 {
            let now = (limit.within + .seconds(1)) * number / (limit.count - 1)
            #expect(record.note(fault, now: now) == nil)
        }
    }

    @Test("A jam is no cheat: one of each is not two of one")
    func kindsAreCountedApart() {
        var record = QuarantineRecord()
        for fault in DeviceFault.allCases {
            #expect(record.note(fault, now: .seconds(1)) == nil)
            #expect(record.note(fault, now: .seconds(2)) == nil)
        }
    }

    @Test("Who releases a device starts it with a clean sheet, or it is set aside again at the first jam")
    func aReleaseForgets() {
        var record = QuarantineRecord()
        _ = record.note(.jam, now: .seconds(1))
        _ = record.note(.jam, now: .seconds(2))
        record.forget()
        #expect(record.note(.jam, now: .seconds(3)) == nil)
    }

    @Test("A status told ten times a second must not be ten jams")
    func aStandingConditionIsOneFault() {
        var finder = FaultFinder()
        let jammed = BillAcceptorReport.status(.init(activity: .idle, jammed: true))
        #expect(finder.fault(in: jammed) == .jam)
        #expect(finder.fault(in: jammed) == nil)
        #expect(finder.fault(in: BillAcceptorReport.status(.init(activity: .idle))) == nil)
        #expect(finder.fault(in: jammed) == .jam)
        #expect(finder.fault(in: BillAcceptorReport.status(.init(activity: .idle, failed: true))) == .failure)
        #expect(finder.fault(in: BillAcceptorReport.cheated) == .cheat)
        var printer = FaultFinder()
        #expect(printer.fault(in: POSPrinterReport.status(.init(error: .cutter))) == .jam)
        #expect(printer.fault(in: POSPrinterReport.status(.init(error: .unrecoverable))) == .failure)
        #expect(printer.fault(in: POSPrinterReport.status(.init(paper: .end))) == nil, "paper is no fault")
    }

    @Test("A device that is switched off is absent, not guilty")
    func onlyWhoWasThereCanGo() {
        var finder = FaultFinder()
        #expect(finder.fault(in: POSPrinterReport.broken("no answer")) == nil)
        #expect(finder.fault(in: POSPrinterReport.identified(model: "m", firmware: "", serial: "")) == nil)
        #expect(finder.fault(in: POSPrinterReport.broken("no answer")) == .linkLost)
        #expect(finder.fault(in: POSPrinterReport.broken("no answer")) == nil)
    }

    @Test("A line that is garbled for an hour is one storm")
    func stormsAreCountedAtTheirBeginning() {
        var record = HealthRecord(now: .zero)
        for number in 0..<30 { record.note(.wireFault(WireFault("crc \(number)", [])), now: .seconds(number)) }
        #expect(record.storms == 1)
        record.note(.time, now: .seconds(200))
        for number in 0..<10 { record.note(.wireFault(WireFault("crc", [])), now: .seconds(300 + number)) }
        #expect(record.storms == 2)
    }
}
