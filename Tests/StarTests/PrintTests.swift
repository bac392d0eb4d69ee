import DeviceKit
import Receipts
import SimulatorKit
import StarDriver
import StarSimulator
import Testing

struct PrintTests {
    static let models: [(StarSimulator.StarConfiguration, StarProfile)] = [
        (.init(model: .tsp650), .tsp650), (.init(model: .mcPrint3), .mcPrint3), (.init(model: .mpop), .mpop),
    ]

    @Test("A receipt that lies whole on the paper is called printed, once, in either language", arguments: 0..<3)
    func printed(_ place: Int) {
        let (configuration, profile) = Self.models[place]
        var bench = Bench.ready(configuration, profile: profile)
        #expect(
            bench.reports.contains {
                if case .identified(let model, _, _) = $0 { model == configuration.model.name } else { false }
            })
        bench.print("job", .receipt("A", picture: true))
        bench.wait(.seconds(30))
        #expect(bench.ends("job") == [.printed])
        #expect(bench.receipts() == 1)
        #expect(bench.printer.paper.first?.symbols("QR") == ["https://pay.example/A"])
        #expect(bench.printer.paper.first?.items.contains { $0.content == .image } == true)
        #expect(bench.faults.isEmpty)
        #expect(bench.dialogue.language == (configuration.model.isPRNT ? .prnt : .line))
    }

    @Test("A case file about a stuck receipt holds the claim code that is printed on it")
    func claimCodesAreHidden() {
        var bench = Bench.ready()
        bench.sends = []
        bench.print("job", ReceiptDocument(language: .english, blocks: [.text("ACD347", style: .bold), .feed(1)]))
        bench.wait(.seconds(30))
        var mask = bench.dialogue.mask
        let code = Array("ACD347".utf8).map { UInt8?.some($0) }
        func holds(_ bytes: [UInt8?]) -> Bool { bytes.indices.contains { bytes[$0...].starts(with: code) } }
        #expect(holds(bench.sends.joined().map { $0 }), "the code was printed")
        #expect(!holds(bench.sends.flatMap { mask.kept($0, from: .host) }))
    }

    @Test("The same request again must not print again: it is told")
    func repeatedRequest() {
        var bench = Bench.ready()
        bench.print("job")
        bench.print("job")
        bench.wait(.seconds(30))
        bench.print("job")
        bench.wait(.seconds(30))
        #expect(bench.ends("job") == [.printed, .printed])
        #expect(bench.receipts() == 1)
    }

    @Test("Forty receipts in a row go round the counter without a false end")
    func manyJobs() {
        var bench = Bench.ready()
        for number in 0..<40 {
            bench.print("job \(number)", .receipt("N\(number)"))
            bench.wait(.seconds(20))
            #expect(bench.ends("job \(number)") == [.printed])
            #expect(bench.receipts("N\(number)") == 1)
        }
    }

    @Test("No paper before the first byte: failed, and nothing of it ever comes out")
    func noPaper() {
        var bench = Bench.ready()
        bench.pull(.removePaper)
        bench.print("job")
        bench.wait(.seconds(3))
        #expect(bench.ends("job").count == 1 && bench.ends("job").allSatisfy(\.isFailed))
        bench.pull(.loadPaper(millimetres: 10_000))
        bench.wait(.seconds(60))
        #expect(bench.onPaper("FIRST") == 0)
        bench.print("job")
        bench.wait(.seconds(30))
        #expect(bench.ends("job").last == .printed && bench.receipts() == 1)
    }

    @Test("Paper out in mid-receipt stalls; after a new roll it goes on by itself and nothing is sent twice")
    func paperOutInside() {
        var bench = Bench.ready()
        bench.pull(.useUpPaper(toMillimetres: 30))
        bench.print("job")
        bench.wait(.seconds(60))
        #expect(bench.ends("job").isEmpty && !bench.stalls("job").isEmpty)
        let sent = bench.sends.filter { $0.count > 50 }.count
        bench.pull(.loadPaper(millimetres: 10_000))
        bench.wait(.seconds(30))
        #expect(bench.ends("job") == [.printed])
        #expect(bench.sends.filter { $0.count > 50 }.count == sent)
        #expect(bench.onPaper("FIRST A") == 1)
        #expect(bench.onPaper("LAST A") == 1)
    }

    @Test("Near end is no end: it prints, and says so")
    func nearEnd() {
        var bench = Bench.ready()
        bench.pull(.useUpPaper(toMillimetres: 2_000))
        bench.wait(.seconds(3))
        #expect(bench.dialogue.status.paper == .nearEnd)
        bench.print("job")
        bench.wait(.seconds(30))
        #expect(bench.ends("job") == [.printed])
    }

    @Test("The cover opened in a line: the line is torn, printed again, and the receipt ends once")
    func cover() {
        var bench = Bench.ready()
        bench.print("job")
        bench.wait(.milliseconds(200))
        bench.pull(.openCover)
        bench.wait(.seconds(20))
        #expect(bench.stalls("job") == ["the cover is open"])
        #expect(bench.dialogue.status.coverOpen == true)
        bench.pull(.closeCover)
        bench.wait(.seconds(30))
        #expect(bench.ends("job") == [.printed])
        #expect(bench.onPaper("LAST A") == 1)
    }

    @Test("A stuck cutter is not a printed receipt until the blade has moved")
    func cutter() {
        var bench = Bench.ready()
        bench.pull(.jamCutter)
        bench.print("job")
        bench.wait(.seconds(60))
        #expect(bench.ends("job").isEmpty && bench.stalls("job") == ["the cutter is stuck"])
        bench.pull(.freeCutter)
        bench.step(.command(.recover))
        bench.pull(.openCover)
        bench.pull(.closeCover)
        bench.wait(.seconds(30))
        #expect(bench.ends("job") == [.printed] && bench.receipts() == 1)
    }

    @Test("Staff gave up on a stalled job: unknown, and the reset keeps it from coming out with the next one")
    func abandoned() {
        var bench = Bench.ready()
        bench.print("job")
        bench.wait(.milliseconds(300))
        bench.pull(.openCover)
        bench.wait(.seconds(5))
        bench.step(.command(.abandon(id: "job")))
        #expect(bench.ends("job").count == 1 && bench.ends("job").allSatisfy(\.isUnknown))
        bench.wait(.seconds(10))
        bench.pull(.closeCover)
        bench.wait(.seconds(10))
        bench.print("next", .receipt("B"))
        bench.wait(.seconds(60))
        #expect(bench.ends("next") == [.printed])
        #expect(bench.receipts("B") == 1 && bench.onPaper("LAST A") == 0)
        #expect(
            bench.printer.paper.allSatisfy { piece in
                !(piece.lines.contains { $0.contains("FIRST A") } && piece.lines.contains { $0.contains("FIRST B") })
            }, "a torn receipt is cut away before the next customer's")
    }

    @Test("An abandoned job that stays in the printer counts on: the next one is printed only when it is out itself")
    func leftBehind() {
        for moment in stride(from: 0, to: 900, by: 100) {
            var configuration = StarSimulator.StarConfiguration()
            configuration.readings.resetWorks = false
            var bench = Bench.ready(configuration)
            bench.print("job")
            bench.wait(.milliseconds(moment))
            bench.pull(.openCover)
            bench.wait(.seconds(3))
            bench.step(.command(.abandon(id: "job")))
            bench.wait(.seconds(20))
            bench.pull(.closeCover)
            bench.wait(.milliseconds(moment / 2))
            bench.print("next", .receipt("B"))
            bench.wait(.seconds(60))
            if bench.ends("next").last?.isFailed == true {
                bench.print("next", .receipt("B"))
                bench.wait(.seconds(60))
            }
            #expect(bench.ends("next").last == .printed && bench.receipts("B") == 1, "at \(moment) ms")
            #expect(bench.wasCutWhenPrinted && bench.onPaper("LAST B") == 1, "at \(moment) ms")
        }
    }

    @Test("A printer whose status has no counter cannot prove anything: unknown, never printed")
    func shortStatus() {
        var bench = Bench.ready(.init(model: .shortStatus))
        bench.print("job")
        bench.wait(.seconds(30))
        #expect(bench.ends("job").count == 1 && bench.ends("job").allSatisfy(\.isUnknown))
        #expect(bench.receipts() == 1)
        #expect(bench.dialogue.completion == StarCompletion.none)
    }

    @Test("A printer that only pushes, or only answers, is served as well; so is one that acts on bytes inside data")
    func readings() {
        var silent = StarReadings()
        silent.answersAskWhilePushing = false
        var mute = StarReadings()
        mute.enablingTellsAtOnce = false
        var keen = StarReadings()
        (keen.realTimeInsideData, keen.secondKickIsRealTime) = (true, true)
        for readings in [silent, mute, keen] {
            var configuration = StarSimulator.StarConfiguration()
            configuration.readings = readings
            configuration.drawers = [.init(), .init()]
            var bench = Bench.ready(configuration)
            bench.print("job", .receipt("A", picture: true))
            bench.wait(.seconds(60))
            #expect(bench.ends("job") == [.printed])
            #expect(bench.receipts() == 1)
            #expect(bench.broken.isEmpty)
            #expect(
                !bench.notices.contains { if case .pulse = $0 { true } else { false } }, "a picture opened a drawer")
        }
    }

    @Test("A printer in the other emulation is named as such, not called out of paper")
    func wrongEmulation() {
        var bench = Bench()
        bench.linked = false
        bench.step(.opened)
        while let due = bench.dialogue.deadline, due < .seconds(3) {
            bench.now = due
            bench.step(.time)
            if bench.sends.contains(where: { $0.suffix(3) == [0x10, 0x04, 0x01] }) { break }
        }
        bench.step(.received([0x16]))
        while bench.broken.isEmpty, let due = bench.dialogue.deadline, due < .seconds(9) {
            bench.now = due
            bench.step(.time)
        }
        #expect(bench.broken.first?.contains("ESC/POS") == true)
    }

    @Test("Off line from the start: jobs fail at once, and the printer is greeted when it is ready")
    func offlineAtStart() {
        var bench = Bench()
        bench.pull(.openCover)
        bench.open()
        bench.wait(.seconds(4))
        bench.print("job")
        #expect(bench.ends("job").allSatisfy(\.isFailed) && bench.ends("job").count == 1)
        bench.pull(.closeCover)
        bench.wait(.seconds(5))
        bench.print("job")
        bench.wait(.seconds(30))
        #expect(bench.ends("job").last == .printed && bench.receipts() == 1)
    }
}
