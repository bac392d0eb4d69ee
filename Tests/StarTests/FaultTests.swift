import DeviceKit
import Receipts
import SimulatorKit
import StarDriver
import StarSimulator
import Testing

struct FaultTests {
    /// What must hold whatever happened: told once, never twice on paper, never called printed when it is not there.
    private func judge(_ bench: Bench, _ id: String, _ name: String, _ comment: Comment) {
        let ends = bench.ends(id)
        #expect(ends.count == 1, comment)
        #expect(bench.onPaper("LAST \(name)") <= 1, comment)
        #expect(bench.wasCutWhenPrinted, comment)
        if ends.contains(.printed) { #expect(bench.receipts(name) == 1, comment) }
        if ends.allSatisfy(\.isFailed) { #expect(bench.onPaper("FIRST \(name)") == 0, comment) }
    }

    /// Bytes from the job's first to its last.
    private func length(_ picture: Bool, _ model: StarModel) -> (before: Int, all: Int) {
        var bench = Bench.ready(.init(model: model))
        let before = bench.sent
        bench.print("job", .receipt("A", picture: picture))
        bench.wait(.seconds(60))
        return (before, bench.sent - before)
    }

    @Test(
        "The printer loses its power at any byte of a job: the receipt is never called printed, and never comes again",
        arguments: [StarModel.tsp650, .mcPrint3])
    func powerCutAtAnyByte(_ model: StarModel) {
        let (before, all) = length(true, model)
        for place in stride(from: 0, through: all, by: max(1, all / 20)) {
            for delay in [0, 40] {
                var bench = Bench.ready(.init(model: model))
                bench.trap = (before + place, .powerOff)
                bench.print("job", .receipt("A", picture: true))
                // The last of these bytes are looks that come a second later.
                bench.wait(.seconds(3))
                if bench.trap != nil { bench.pull(.powerOff) }
                bench.trap = nil
                bench.wait(.seconds(delay))
                bench.pull(.powerOn)
                bench.wait(.seconds(200))
                judge(bench, "job", "A", "\(model.name) at \(place), back after \(delay) s")
                bench.print("next", .receipt("B"))
                bench.wait(.seconds(60))
                #expect(bench.ends("next") == [.printed], "at \(place), back after \(delay) s")
                #expect(bench.receipts("B") == 1)
                #expect(
                    !bench.printer.paper.contains { piece in
                        piece.lines.contains { $0.contains("A") && $0.contains("FIRST") }
                            && piece.lines.contains { $0.contains("FIRST B") }
                    })
            }
        }
    }

    @Test(
        "The printer blinks, with the rest of the job on its way: its few checks cannot reach the job's number",
        arguments: [StarModel.tsp650, .mcPrint3])
    func blinkAtAnyByte(_ model: StarModel) {
        let (before, all) = length(true, model)
        for place in stride(from: 0, through: all, by: max(1, all / 40)) {
            var configuration = StarSimulator.StarConfiguration(model: model)
            (configuration.pushesAtStart, configuration.startTime) = (place % 2 == 0, .zero)
            var bench = Bench.ready(configuration)
            bench.trap = (before + place, .powerOff)
            bench.blinks = true
            bench.print("job", .receipt("A", picture: true))
            bench.wait(.seconds(200))
            judge(bench, "job", "A", "\(model.name) blinked at \(place)")
        }
    }

    @Test("The power fails at any moment of printing: a torn receipt is unknown, a whole one printed or unknown")
    func powerCutAtAnyMoment() {
        for moment in stride(from: 0, to: 1_600, by: 80) {
            var bench = Bench.ready()
            bench.print("job")
            bench.wait(.milliseconds(moment))
            bench.pull(.powerOff)
            bench.wait(.seconds(2))
            bench.pull(.powerOn)
            bench.wait(.seconds(100))
            judge(bench, "job", "A", "at \(moment) ms")
        }
    }

    @Test("The cable is pulled at any moment: what was sent is unknown, and never sent again by itself")
    func cablePulled() {
        for moment in stride(from: 0, to: 1_600, by: 120) {
            var bench = Bench.ready()
            bench.print("job")
            bench.wait(.milliseconds(moment))
            bench.pullCable()
            bench.wait(.seconds(3))
            bench.open()
            bench.wait(.seconds(30))
            judge(bench, "job", "A", "at \(moment) ms")
            #expect(bench.onPaper("LAST A") <= 1)
        }
    }

    @Test(
        "Bytes lost on the line, few or many, anywhere: no false print, and no drawer springs open",
        arguments: [StarModel.tsp650, .mcPrint3])
    func lostBytes(_ model: StarModel) {
        let (before, all) = length(true, model)
        var dice = Dice(seed: 7)
        for _ in 0..<50 {
            let start = before + dice.roll(0...all)
            let count = dice.pick([1, 2, 3, 30, 200, 900])
            var bench = Bench.ready(.init(model: model))
            bench.lost = start..<(start + count)
            bench.print("job", .receipt("A", picture: true))
            bench.wait(.seconds(120))
            #expect(bench.ends("job").count == 1)
            #expect(bench.onPaper("LAST A") <= 1)
            #expect(bench.wasCutWhenPrinted, "lost \(count) from \(start - before)")
            // A few lost letters cannot be seen by any check of this wire; a lost line is.
            if count >= 200, bench.ends("job") == [.printed] {
                #expect(bench.receipts() == 1 && bench.onPaper("Line") == 20, "lost \(count) from \(start - before)")
            }
            #expect(
                !bench.notices.contains { if case .pulse = $0 { true } else { false } }, "\(start - before) \(count)")
        }
    }

    @Test("A buffer that overflows makes the receipt unknown, whatever the printer counts")
    func overflow() {
        var configuration = StarSimulator.StarConfiguration()
        configuration.link = .losing
        configuration.model.receiveBufferBytes = 700
        var bench = Bench.ready(configuration)
        bench.print("job")
        bench.wait(.seconds(100))
        #expect(bench.ends("job").count == 1 && bench.ends("job").allSatisfy(\.isUnknown))
    }

    @Test("Faults in any order, from a seed: every job ends once, and no end is a lie", arguments: 1...12)
    func seeds(_ seed: UInt64) {
        var dice = Dice(seed: seed)
        var configuration = StarSimulator.StarConfiguration(model: dice.pick([.tsp650, .mcPrint3, .mpop]))
        configuration.readings.realTimeInsideData = dice.chance(1, in: 4)
        configuration.readings.answersAskWhilePushing = !dice.chance(1, in: 4)
        configuration.readings.resetWorks = dice.chance(3, in: 4)
        configuration.pushesAtStart = dice.chance(1, in: 3)
        let profile: StarProfile = configuration.model.printWidthDots == 384 ? .mpop : .tsp650
        var bench = Bench.ready(configuration, profile: profile)
        for job in 0..<8 {
            bench.print("job \(job)", .receipt("J\(job)", picture: dice.chance(1, in: 3)))
            for _ in 0..<dice.roll(0...4) {
                bench.wait(.milliseconds(dice.roll(0...1_500)))
                switch dice.roll(0...9) {
                case 0: bench.pull(.openCover)
                case 1: bench.pull(.closeCover)
                case 2: bench.pull(.useUpPaper(toMillimetres: dice.roll(0...90)))
                case 3: bench.pull(.powerOff)
                case 4: bench.pull(.jamCutter)
                case 5: bench.pullCable()
                case 6: bench.step(.command(.abandon(id: "job \(job)")))
                case 7: bench.step(.command(.recover))
                case 8: bench.step(.command(.print(PrintJob(id: "job \(job)", document: .receipt("J\(job)")))))
                default: bench.pull(.heatHead)
                }
            }
            for lever in [StarLever.closeCover, .powerOn, .freeCutter, .coolHead] { bench.pull(lever) }
            if !bench.linked { bench.open() }
            if bench.printer.panel.paperMillimetres < 1_000 { bench.pull(.loadPaper(millimetres: 20_000)) }
            bench.pull(.openCover)
            bench.pull(.closeCover)
            bench.wait(.seconds(900))
            let ends = bench.ends("job \(job)")
            #expect(!ends.isEmpty, "job \(job)")
            #expect(bench.onPaper("LAST J\(job)") <= (ends.contains(where: \.isFailed) ? 2 : 1))
            if ends.contains(.printed) {
                #expect(bench.onPaper("FIRST J\(job)") == 1 && bench.onPaper("LAST J\(job)") == 1, "job \(job)")
            }
            if ends.allSatisfy(\.isFailed) { #expect(bench.onPaper("FIRST J\(job)") == 0, "job \(job)") }
        }
        bench.print("last", .receipt("END"))
        bench.wait(.seconds(60))
        #expect(bench.ends("last") == [.printed] && bench.receipts("END") == 1)
    }

    @Test("Any bytes from the far end: the dialogue stays total, and no job is called printed by noise")
    func noise() {
        var dice = Dice(seed: 99)
        for _ in 0..<300 {
            var dialogue = StarPrinterDialogue(.init(profile: .tsp650))
            var now = Duration.zero
            var ends: [PrintOutcome] = []
            func take(_ event: DialogueEvent<POSPrinterCommand>) {
                let step = dialogue.on(event, now: now)
                dialogue = step.next
                for case .report(.jobEnded(_, let outcome)) in step.effects { ends.append(outcome) }
            }
            take(.opened)
            for _ in 0..<60 {
                now += .milliseconds(dice.roll(0...900))
                switch dice.roll(0...5) {
                case 0: take(.command(.print(PrintJob(id: "\(dice.roll(0...3))", document: .sample))))
                case 1: take(.time)
                case 2: take(.received([0x23, 0x06, 0, 0, 0, 0, 0, UInt8(dice.roll(0...127)), 0]))
                default: take(.received((0..<dice.roll(1...20)).map { _ in UInt8(dice.roll(0...255)) }))
                }
            }
            #expect(dialogue.deadline == nil || dialogue.deadline ?? .zero >= .zero)
            take(.closed(.hungUp))
        }
    }
}
