import DeviceKit
import ESCPOSDriver
import ESCPOSSimulator
import Receipts
import Testing

struct KioskPrinterTests {
    @Test("A receipt is printed, held out, taken; each is told with its job")
    func taken() {
        var bench = KioskBench()
        #expect(bench.reports.contains { if case .identified = $0 { true } else { false } })
        bench.print("a")
        bench.wait(.seconds(10))
        #expect(bench.ends("a") == [.printed])
        #expect(bench.dialogue.status.presenter == .holding(job: "a") && !bench.dialogue.status.ready)
        bench.pull(.takeTicket)
        bench.wait(.seconds(1))
        #expect(bench.dialogue.status.presenter == .taken(job: "a") && bench.dialogue.status.ready)
        #expect(bench.notices.contains(.ticketTaken(1)))
    }

    @Test("Nobody takes it: the printer draws it back and it is told as void with its job")
    func retracted() {
        var bench = KioskBench()
        bench.print("a")
        bench.wait(.seconds(100))
        #expect(bench.notices.contains(.ticketRetracted(1)))
        #expect(bench.dialogue.status.presenter == .retracted(job: "a"))
    }

    @Test("The next receipt never comes into an occupied output: it waits, and both lie whole, one after the other")
    func waits() {
        var bench = KioskBench()
        bench.print("a")
        bench.wait(.seconds(5))
        bench.print("b")
        bench.wait(.seconds(20))
        #expect(bench.ends("b").isEmpty && !bench.notices.contains(.ticketPresented(2)))
        bench.pull(.takeTicket)
        bench.wait(.seconds(10))
        #expect(bench.ends("b") == [.printed])
        #expect(!bench.notices.contains(.presenterJammed))
        #expect(bench.printer.paper.prefix(2).map { $0.lines.count } == [12, 12])
        #expect(bench.presenter.contains(.taken(job: "a")) && bench.presenter.last == .holding(job: "b"))
    }

    @Test("A receipt left lying when the machine is started is nobody's; it is drawn back before ours comes")
    func stranger() {
        var bench = KioskBench()
        bench.print("a")
        bench.wait(.seconds(10))
        bench.dialogue = ESCPOSPrinterDialogue(bench.dialogue.configuration)
        bench.step(.opened)
        bench.wait(.seconds(10))
        #expect(bench.dialogue.status.presenter == .holding(job: nil))
        bench.print("b")
        bench.wait(.seconds(90))
        #expect(bench.ends("b") == [.printed] && bench.notices.contains(.ticketRetracted(1)))
    }

    @Test("A presenter that cannot draw back is stuck: no further receipt goes there until staff has cleared it")
    func stuck() {
        var bench = KioskBench()
        bench.print("a")
        bench.wait(.seconds(10))
        bench.pull(.blockPresenter(true))
        bench.wait(.seconds(90))
        #expect(bench.dialogue.status.presenter == .stuck(job: "a"))
        bench.print("b")
        bench.wait(.seconds(5))
        #expect(bench.ends("b").count == 1 && bench.ends("b") != [.printed])
        #expect(!bench.printer.paper.contains { $0.lines.contains { $0.hasPrefix("b") } })
        bench.pull(.blockPresenter(false))
        bench.pull(.takeTicket)
        bench.wait(.seconds(5))
        bench.print("b")
        bench.wait(.seconds(10))
        #expect(bench.ends("b").last == .printed)
    }

    @Test("Paper near its end, at its end, cover and cutter come out of the four bytes of the full status")
    func status() {
        var bench = KioskBench()
        #expect(bench.dialogue.status.paper == .enough && bench.dialogue.status.online == true)
        bench.pull(.useUpPaper(toMillimetres: 1_000))
        bench.wait(.seconds(1))
        #expect(bench.dialogue.status.paper == .nearEnd)
        bench.pull(.openCover)
        bench.wait(.seconds(1))
        #expect(bench.dialogue.status.coverOpen == true && bench.dialogue.status.online == false)
        bench.pull(.closeCover)
        bench.pull(.useUpPaper(toMillimetres: 0))
        bench.wait(.seconds(3))
        #expect(bench.dialogue.status.paper == .end)
        bench.print("a")
        bench.wait(.seconds(5))
        #expect(bench.ends("a").count == 1 && bench.ends("a") != [.printed])
    }

    @Test("Paper out in mid-receipt stalls, and after a new roll the rest comes out by itself")
    func paperOut() {
        var bench = KioskBench()
        bench.pull(.useUpPaper(toMillimetres: 20))
        bench.print("a")
        bench.wait(.seconds(20))
        #expect(bench.ends("a").isEmpty)
        bench.pull(.loadPaper(millimetres: 10_000))
        bench.wait(.seconds(20))
        #expect(bench.ends("a") == [.printed])
    }

    @Test("Off line no order to draw back is sent: it would take a later customer's receipt")
    func offline() {
        var bench = KioskBench()
        bench.print("a")
        bench.wait(.seconds(10))
        bench.pull(.openCover)
        bench.wait(.seconds(100))
        #expect(!bench.sent.contains { $0.starts(with: [0x1D, 0x65]) })
        bench.pull(.closeCover)
        bench.wait(.seconds(20))
        #expect(bench.dialogue.status.presenter == .retracted(job: "a"))
    }
}
