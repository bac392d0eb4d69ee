import DeviceKit
import ESCPOSDriver
import Receipts
import Testing

/// The completion machine, one row a test.
struct CompletionTests {
    private func ready(_ profile: ESCPOSProfile = .tmT88V, _ change: (inout FakePrinter) -> Void = { _ in }) -> Bench {
        var bench = Bench(profile)
        change(&bench.printer)
        bench.open()
        bench.wait(.seconds(30))
        return bench
    }

    @Test("A printer nobody knows cannot be told from another")
    func identifies() {
        let bench = ready()
        #expect(bench.reports.contains(.identified(model: "TM-T88V", firmware: "1.0", serial: "SN1")))
        #expect(bench.dialogue.completion == .processID && bench.dialogue.status.ready && bench.faults.isEmpty)
    }

    @Test("A job is printed when the printer says so, and only then")
    func printed() {
        var bench = ready()
        bench.print("a")
        #expect(bench.ends("a") == [.printed] && bench.onPaper() == 1 && bench.printer.sheets.count == 1)
    }

    @Test("Without process ids the marker behind the cut is the proof")
    func marker() {
        var bench = ready { $0.knowsProcessIDs = false }
        #expect(bench.dialogue.completion == .marker)
        bench.print("a")
        #expect(bench.ends("a") == [.printed])
    }

    @Test("A printer that tells nothing never gives a printed job")
    func tellsNothing() {
        var bench = ready { printer in
            (printer.knowsProcessIDs, printer.knowsMarker) = (false, false)
        }
        #expect(bench.dialogue.completion == ESCPOSCompletion.none)
        bench.print("a")
        #expect(bench.ends("a").map(\.isUnknown) == [true] && bench.onPaper() == 1)
        bench.print("a")
        #expect(bench.onPaper() == 1)
    }

    @Test("A one-way line is ready at once and its jobs end unknown")
    func blind() {
        var profile = ESCPOSProfile.generic58
        profile.answers = false
        var bench = ready(profile) { $0.answers = false }
        bench.print("a")
        #expect(bench.ends("a").map(\.isUnknown) == [true])
    }

    @Test("A clone without real-time status still prints and confirms")
    func noRealTime() {
        var bench = ready(.generic58) { $0.answersRealTime = false }
        bench.print("a")
        #expect(bench.ends("a") == [.printed])
    }

    @Test("A printer without names still gets its jobs confirmed")
    func noIdentity() {
        var bench = ready { $0.knowsIdentity = false }
        bench.print("a")
        #expect(
            bench.ends("a") == [.printed]
                && bench.reports.contains(.identified(model: "unknown", firmware: "unknown", serial: "unknown")))
    }

    @Test(
        "A job for a printer that cannot print must fail before its first byte",
        arguments: [("paper", "no paper"), ("cover", "the cover is open"), ("cutter", "the cutter is stuck")])
    func refusedBeforeTheFirstByte(_ what: String, _ reason: String) {
        var bench = ready()
        bench.operate { printer in
            switch what {
            case "paper": printer.paper = false
            case "cover": printer.cover = true
            default: printer.cutterStuck = true
            }
        }
        bench.print("a")
        #expect(bench.ends("a") == [.failed("printer is not ready: \(reason)")] && bench.onPaper() == 0)
        bench.operate { printer in (printer.paper, printer.cover, printer.cutterStuck) = (true, false, false) }
        bench.wait(.seconds(5))
        #expect(bench.onPaper() == 0)
        bench.print("a")
        #expect(bench.ends("a").last == .printed && bench.onPaper() == 1)
    }

    @Test("A printer that was switched off behind our back must be noticed before the first byte")
    func deadBeforeTheFirstByte() {
        var bench = ready()
        bench.printer.answers = false
        bench.print("a")
        bench.wait(.seconds(2))
        #expect(bench.ends("a").map(\.isFailed) == [true])
        #expect(bench.reports.contains(.broken("the printer does not answer")))
        #expect(!bench.sends.contains { $0.contains(0x42) && $0.count > 20 })
    }

    /// Starts a job that stays in the printer.
    private func stuck(_ cause: (inout FakePrinter) -> Void) -> Bench {
        var bench = ready()
        // The trouble begins with the first byte of the job, after the look before it.
        bench.printer.forgetsIDs = true
        bench.print("a")
        bench.printer.forgetsIDs = false
        bench.operate(cause)
        return bench
    }

    @Test("Paper end inside a job stalls it; it goes on by itself and nothing is sent again")
    func paperEndStalls() {
        var bench = ready()
        bench.printer.forgetsIDs = true
        bench.print("a")
        let sent = bench.sends.count
        bench.operate { $0.paper = false }
        #expect(bench.stalls("a") == ["no paper"] && bench.ends("a").isEmpty)
        bench.wait(.seconds(3_600))
        #expect(bench.ends("a").isEmpty)
        bench.operate { $0.paper = true }
        #expect(!bench.sends[sent...].contains { $0.count > 5 })
        bench.step(.received([0x37, 0x22, 0x30, 0x30, 0x30, 0x32, 0x00]))
        #expect(bench.ends("a") == [.printed] && bench.onPaper() == 1)
    }

    @Test("A stalled job asked for again tells its stall")
    func stalledIsTold() {
        var bench = stuck { $0.cover = true }
        bench.print("a")
        #expect(bench.stalls("a") == ["the cover is open", "the cover is open"] && bench.onPaper() == 1)
    }

    @Test("The cause of a stall that changes is told anew")
    func stallChanges() {
        var bench = stuck { $0.cover = true }
        bench.operate { printer in (printer.cover, printer.paper) = (false, false) }
        #expect(bench.stalls("a") == ["the cover is open", "no paper"])
    }

    @Test("A stuck cutter goes on from the failed line after staff said so")
    func cutterRecovers() {
        var bench = stuck { $0.cutterStuck = true }
        #expect(bench.stalls("a") == ["the cutter is stuck"])
        bench.step(.command(.recover))
        #expect(bench.printer.seen.contains(.realTime(.enquiry(1))))
        #expect(!bench.printer.seen.contains(.realTime(.enquiry(2))))
        #expect(bench.dialogue.status.ready)
    }

    @Test("A lost link after sending began leaves the job unknown, and it is never sent again")
    func linkLost() {
        var bench = stuck { _ in }
        bench.pull()
        #expect(bench.ends("a").map(\.isUnknown) == [true])
        bench.open()
        bench.wait(.seconds(20))
        bench.print("a")
        bench.wait(.seconds(20))
        #expect(bench.ends("a").count == 2 && bench.ends("a")[1].isUnknown && bench.onPaper() == 1)
    }

    @Test("Silence after sending ends unknown on time, not never")
    func silence() {
        var bench = stuck { _ in }
        bench.wait(.seconds(10))
        #expect(bench.ends("a").isEmpty)
        bench.wait(.seconds(20))
        #expect(bench.ends("a").map(\.isUnknown) == [true])
    }

    @Test("A power cut inside a job is never a printed job")
    func powerCut() {
        var bench = stuck { $0.powerCycle() }
        bench.wait(.seconds(60))
        #expect(bench.ends("a").map(\.isUnknown) == [true] && bench.onPaper() <= 1)
    }

    @Test("After an unknown job its torn paper is cut away before the next receipt")
    func fragmentIsSeparated() {
        var bench = stuck { printer in
            printer.powerCycle()
            printer.open = ["torn"]
        }
        bench.wait(.seconds(60))
        bench.print("b", "NEXT")
        #expect(bench.ends("b") == [.printed])
        #expect(bench.printer.sheets.last == ["NEXT"])
        #expect(bench.printer.sheets.contains(["torn"]))
    }

    @Test("A torn picture must be filled up before anything else is understood")
    func tornPictureIsFilled() throws {
        var bench = ready { $0.keepsPictures = false }
        bench.printer.forgetsIDs = true
        let picture = try #require(Bitmap(width: 8, height: 8, rows: [UInt8](repeating: 0xFF, count: 8)))
        let document = ReceiptDocument(language: .english, blocks: [.picture(picture)])
        bench.step(.command(.print(PrintJob(id: "a", document: document))))
        bench.wait(.seconds(60))
        #expect(bench.ends("a").map(\.isUnknown) == [true])
        bench.printer.forgetsIDs = false
        bench.print("b", "NEXT")
        #expect(bench.sends.contains { $0.prefix(8_192).allSatisfy { $0 == 0 } && $0.count > 8_192 })
        #expect(bench.ends("b") == [.printed])
    }

    @Test("A confirmation that comes too late cannot change a told end")
    func lateConfirmation() {
        var bench = stuck { _ in }
        bench.wait(.seconds(60))
        bench.step(.received([0x37, 0x22, 0x30, 0x30, 0x30, 0x32, 0x00]))
        #expect(bench.ends("a").count == 1 && bench.faults.count == 1)
    }

    @Test("A confirmation of another id must not confirm this job")
    func strangeConfirmation() {
        var bench = stuck { _ in }
        bench.step(.received([0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0x00, 0x37, 0x22, 0x39, 0x39, 0x39, 0x39, 0x00]))
        #expect(bench.ends("a").isEmpty && bench.faults.count == 2)
    }

    @Test("With the marker, what is left of a broken status block must not count as printed")
    func noiseIsNoMarker() {
        var bench = ready { $0.knowsProcessIDs = false }
        bench.printer.forgetsIDs = true
        bench.print("a")
        bench.step(.received([0x90, 0x00, 0x00, 0x0F]))
        #expect(bench.ends("a").isEmpty)
        bench.wait(.seconds(60))
        #expect(bench.ends("a").map(\.isUnknown) == [true])
    }

    @Test("A stalled job that staff gave up must not come out after the paper is back")
    func abandoned() {
        var bench = ready()
        bench.operate { _ in }
        bench.printer.forgetsIDs = true
        bench.print("a")
        bench.operate { $0.paper = false }
        bench.printer.buffer = [.text(Array("BODY".utf8))]
        bench.step(.command(.abandon(id: "a")))
        #expect(bench.ends("a").map(\.isUnknown) == [true] && bench.printer.buffer.isEmpty)
        bench.printer.forgetsIDs = false
        bench.operate { $0.paper = true }
        bench.print("b", "NEXT")
        #expect(bench.ends("b") == [.printed] && bench.onPaper() == 1)
    }

    @Test("Jobs print one after the other, each once")
    func queue() {
        var bench = Bench()
        bench.open()
        for index in 0..<5 { bench.print("\(index)", "T\(index)") }
        bench.print("3", "T3")
        bench.wait(.seconds(10))
        #expect(bench.printer.sheets == (0..<5).map { ["T\($0)"] })
        for index in 0..<5 { #expect(Set(bench.ends("\(index)")) == [.printed]) }
    }

    @Test("A job asked for without a printer fails at once instead of printing some day")
    func noLink() {
        var bench = Bench()
        bench.print("a")
        #expect(bench.ends("a").map(\.isFailed) == [true])
        bench.open()
        bench.wait(.seconds(30))
        #expect(bench.onPaper() == 0)
    }

    @Test("Jobs that wait fail with the link; nothing of them was sent")
    func queuedFailsWithLink() {
        var bench = stuck { $0.paper = false }
        bench.print("b", "NEXT")
        bench.pull()
        #expect(bench.ends("a").map(\.isUnknown) == [true] && bench.ends("b").map(\.isFailed) == [true])
    }

    @Test("Outcomes are remembered for the newest jobs only: memory is bounded")
    func boundedMemory() {
        var bench = ready()
        for index in 0..<70 { bench.print("\(index)", "T\(index)") }
        bench.print("69", "T69")
        #expect(bench.onPaper("T69") == 1 && bench.ends("69") == [.printed, .printed])
    }

    @Test("The look before a job keeps the printer's state fresh; a power cycle while idle turns status on again")
    func powerCycleWhileIdle() {
        var bench = ready()
        bench.printer.powerCycle()
        bench.operate { $0.drawerHigh = false }
        bench.wait(.seconds(10))
        #expect(bench.printer.pushes && bench.dialogue.status.ready)
    }

    @Test("A silent printer is told as broken once, and found again when it speaks")
    func comesBack() {
        var bench = ready()
        bench.printer.answers = false
        bench.wait(.seconds(60))
        #expect(bench.reports.filter { if case .broken = $0 { true } else { false } }.count >= 1)
        #expect(bench.dialogue.status == POSPrinterStatus())
        bench.printer.answers = true
        bench.wait(.seconds(20))
        bench.print("a")
        #expect(bench.ends("a") == [.printed])
    }

    @Test("A printer that dies while its job is stalled must not leave the job without an end")
    func diesWhileStalled() {
        var bench = stuck { $0.paper = false }
        bench.printer.answers = false
        bench.wait(.seconds(300))
        #expect(bench.ends("a").isEmpty)
        bench.wait(.seconds(400))
        #expect(bench.ends("a").map(\.isUnknown) == [true])
    }

    @Test("A printer switched on in the middle of its greeting is greeted again, and its later state is seen")
    func switchedOnInTheMiddle() {
        var bench = Bench()
        bench.printer.answers = false
        bench.open()
        bench.wait(.milliseconds(2_500))
        bench.printer.answers = true
        bench.wait(.seconds(20))
        #expect(bench.reports.contains(.identified(model: "TM-T88V", firmware: "1.0", serial: "SN1")))
        bench.operate { $0.cover = true }
        bench.printer.powerCycle()
        bench.operate { $0.cover = false }
        bench.print("a")
        #expect(bench.ends("a") == [.printed])
    }

    @Test("A printer off line at the start waits, and is greeted when it is ready")
    func offlineAtTheStart() {
        var bench = Bench()
        bench.printer.paper = false
        bench.open()
        bench.wait(.seconds(10))
        #expect(bench.dialogue.status.paper == .end && bench.printer.sheets.isEmpty)
        bench.print("a")
        #expect(bench.ends("a").map(\.isFailed) == [true])
        bench.operate { $0.paper = true }
        bench.wait(.seconds(10))
        bench.print("a")
        #expect(bench.ends("a").last == .printed)
    }

    @Test("A logo is written to the printer's memory once, and asked for before it is written again")
    func logoIsStoredOnce() throws {
        var bench = ready()
        let logo = try #require(Bitmap(width: 64, height: 64, rows: [UInt8](repeating: 0x55, count: 512)))
        let document = ReceiptDocument(language: .english, blocks: [.picture(logo), .text("BODY")])
        for id in ["a", "b"] {
            bench.step(.command(.print(PrintJob(id: id, document: document))))
            bench.wait(.seconds(1))
            #expect(bench.ends(id) == [.printed])
        }
        bench.pull()
        bench.open()
        bench.wait(.seconds(10))
        bench.step(.command(.print(PrintJob(id: "c", document: document))))
        bench.wait(.seconds(1))
        #expect(bench.ends("c") == [.printed] && bench.printer.definitions == 1 && bench.onPaper() == 3)
        #expect(!bench.printer.seen.contains { if case .raster = $0 { true } else { false } })
    }

    @Test("A document with characters the printer lacks is printed, and the lack is told")
    func replacedIsTold() {
        var bench = ready()
        bench.print("a", "日")
        #expect(bench.ends("a") == [.printed] && bench.faults.map(\.reason) == ["printed as ?: U+65E5"])
    }
}
