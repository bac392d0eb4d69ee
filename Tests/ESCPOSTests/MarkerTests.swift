import DeviceKit
import ESCPOSDriver
import Testing

/// The answer to GS r 1 has no name: whose job it proves follows from the order alone.
struct MarkerTests {
    private func ready(_ change: (inout FakePrinter) -> Void = { _ in }) -> Bench {
        var bench = Bench()
        bench.printer.knowsProcessIDs = false
        change(&bench.printer)
        bench.open()
        bench.wait(.seconds(30))
        return bench
    }

    /// Job "a" lies in a printer that is too slow for it, and has ended unknown.
    private func owing() -> Bench {
        var bench = ready()
        bench.printer.busy = true
        bench.print("a", "FIRST")
        bench.wait(.seconds(60))
        return bench
    }

    /// The printer is fast again: all that waits is run, and each answer told.
    private func hurry(_ bench: inout Bench) {
        bench.printer.busy = false
        for reply in bench.printer.drain() { bench.step(.received(reply)) }
    }

    @Test("The late answer to a job that ended unknown tells the next receipt as printed, with no dot of it on paper")
    func lateAnswerIsNotTheNextJobs() {
        var bench = owing()
        #expect(bench.ends("a").map(\.isUnknown) == [true])
        bench.print("b", "NEXT")
        bench.runToMarker()
        #expect(bench.ends("b").isEmpty && bench.onPaper("FIRST") == 1 && bench.onPaper("NEXT") == 0)
        hurry(&bench)
        #expect(bench.ends("b") == [.printed] && bench.onPaper("NEXT") == 1)
        #expect(bench.printer.sheets.last == ["NEXT"])
    }

    @Test("A late answer that comes between two jobs must not leave the next one without its proof")
    func lateAnswerWhileIdle() {
        var bench = owing()
        hurry(&bench)
        #expect(bench.faults.map(\.reason) == ["answer to a marker of a job that has ended"])
        bench.print("b", "NEXT")
        #expect(bench.ends("b") == [.printed] && bench.onPaper("NEXT") == 1)
    }

    @Test(
        "An answer that will never come (power cut, link up) must not make every later receipt unknown",
        arguments: [true, false])
    func heals(_ tellsItsName: Bool) {
        var bench = ready { $0.knowsIdentity = tellsItsName }
        bench.printer.forgetsIDs = true
        bench.print("a", "FIRST")
        bench.wait(.seconds(60))
        bench.printer.forgetsIDs = false
        bench.operate { $0.powerCycle() }
        for id in ["b", "c"] {
            bench.print(id, "TEXT " + id)
            bench.wait(.seconds(10))
            #expect(bench.ends(id) == [.printed] && bench.onPaper("TEXT " + id) == 1)
        }
    }

    @Test("A job behind an earlier one that does not end fails before its first byte, and is not printed some day")
    func failsBehindAStuckJob() {
        var bench = owing()
        bench.print("b", "NEXT")
        bench.wait(.seconds(30))
        #expect(bench.ends("b").map(\.isFailed) == [true])
        hurry(&bench)
        #expect(bench.onPaper("FIRST") == 1 && bench.onPaper("NEXT") == 0)
        bench.print("b", "NEXT")
        #expect(bench.ends("b").last == .printed && bench.onPaper("NEXT") == 1)
    }

    @Test("A job that staff gave up may still answer: its answer must not end the next one as printed")
    func abandonedAnswers() {
        var bench = ready()
        bench.printer.busy = true
        bench.print("a", "FIRST")
        bench.operate { $0.paper = false }
        let held = bench.printer.buffer
        bench.step(.command(.abandon(id: "a")))
        // Old printers do not know DLE DC4 8: the job stays.
        bench.printer.buffer = held
        bench.operate { $0.paper = true }
        bench.print("b", "NEXT")
        bench.runToMarker()
        #expect(bench.ends("b").isEmpty && bench.onPaper("NEXT") == 0)
        hurry(&bench)
        #expect(bench.ends("b") == [.printed] && bench.onPaper("NEXT") == 1)
    }

    @Test("An old job's answer that a greeting took for its own leaves one over: that one proves no receipt")
    func lateProbe() {
        var bench = ready { $0.knowsIdentity = false }
        bench.printer.busy = true
        bench.print("a", "FIRST")
        bench.pull()
        bench.open()
        while bench.sends.last != [0x1D, 0x72, 0x31], bench.now < .seconds(120) { bench.wait(.milliseconds(100)) }
        bench.runToMarker()
        #expect(bench.dialogue.completion == .marker && bench.onPaper("FIRST") == 1)
        bench.print("b", "NEXT")
        bench.wait(.milliseconds(2_500))
        bench.runToMarker()
        #expect(bench.ends("b").isEmpty && bench.onPaper("NEXT") == 0)
        hurry(&bench)
        #expect(bench.ends("b") == [.printed] && bench.onPaper("NEXT") == 1)
    }

    @Test(
        "A printer whose answer no job would take must not pass for one that confirms",
        arguments: [0x20, 0x40] as [UInt8])
    func greetingAndJobReadTheSameAnswers(_ answer: UInt8) {
        var bench = ready { $0.markerAnswer = answer }
        #expect(bench.dialogue.completion == ESCPOSCompletion.none)
        bench.print("a")
        #expect(bench.ends("a").map(\.isUnknown) == [true])
    }

    @Test("A slow printer, cuts and noise at any time must never give a printed receipt that is not on paper")
    func anyLag() {
        var dice = Lot(seed: 11)
        for round in 0..<300 {
            var bench = ready()
            var asked: [String] = []
            for _ in 0..<25 {
                switch dice.roll(8) {
                case 0: bench.printer.busy = true
                case 1: hurry(&bench)
                case 2: bench.runToMarker()
                case 3: bench.operate { $0.powerCycle() }
                case 4: bench.operate { $0.paper.toggle() }
                case 5: if let id = asked.last { bench.step(.command(.abandon(id: id))) }
                default:
                    asked.append("\(asked.count)")
                    bench.print(asked[asked.count - 1], "T\(asked.count - 1)")
                }
                bench.wait(.milliseconds(dice.roll(20_000)))
                for id in asked where bench.ends(id).contains(.printed) {
                    #expect(bench.onPaper("T" + id) == 1, "round \(round) job \(id)")
                }
            }
            bench.operate { $0.paper = true }
            hurry(&bench)
            bench.wait(.seconds(120))
            bench.print("end", "END")
            bench.wait(.seconds(60))
            #expect(bench.ends("end") == [.printed] && bench.onPaper("END") == 1, "round \(round)")
        }
    }
}
