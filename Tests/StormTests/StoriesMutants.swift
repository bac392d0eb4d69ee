import Custody
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Journal
import Money
import OrderedCollections
import SimulatorKit
import Testing

/// The model's mutants (rows EM1 to EM8): the order of events that each one loses money in, and the product's answer.
@Suite("Stories EM: mistakes that lose money")
struct MutantStories {
    @Test("EM1, EM8: the order leaves before the intent is durable", arguments: [CounterTrust.none, .exact])
    func stackFirst(counter: CounterTrust) {
        let bench = StoryBench(counter)
        bench.feed(1)
        bench.run { bench.device.noteInside?.place == .escrow }
        bench.memory.cut = .beforeAppend
        bench.run(.seconds(5))
        #expect(!bench.sent.contains(where: StoryBench.isStackOrder))
        #expect(bench.box.isEmpty && bench.intents == 0)
    }

    @Test(
        "EM2: STACKED acknowledged before it is durable, then RETURNED of the next note",
        arguments: [CounterTrust.none, .exact])
    func acknowledgeFirst(counter: CounterTrust) {
        let bench = StoryBench(counter) { $0.readings.escrowClearing = .givesBack(after: .milliseconds(300)) }
        bench.intend()
        #expect(bench.run { bench.device.noteInside?.place == .pastEscrow })
        bench.holds = true
        bench.deviceAlone(.milliseconds(750))
        bench.feed(2, 500)
        bench.deviceAlone(.milliseconds(1_900))
        #expect(bench.device.note(2)?.place == .withCustomer)
        (bench.held, bench.holds) = ([], false)
        var framesBeforeCommit = -1
        bench.onCommit = { facts in
            guard facts.contains(where: { if case .noteStacked = $0 { true } else { false } }) else { return }
            framesBeforeCommit = bench.sent.count - bench.sentAtReport
        }
        bench.run { !bench.credited.isEmpty }
        #expect(framesBeforeCommit == 0, "no frame between the report and its commit")
        bench.run(.seconds(10))
        #expect(bench.credited == [2_000] && bench.writtenOff == 0 && bench.box == [2_000])
    }

    @Test("EM3: a lost line taken for a returned note", arguments: [CounterTrust.none, .exact])
    func lostIsReturned(counter: CounterTrust) {
        let bench = StoryBench(counter)
        bench.intend()
        bench.holds = true
        bench.tell(.closed(.hungUp))
        #expect(bench.writtenOff == 0 && bench.openIntent != nil)
        bench.deviceAlone(.seconds(1))
        #expect(bench.box == [2_000])
        (bench.held, bench.holds) = ([], false)
        bench.toHost = []
        bench.tell(.opened)
        bench.run(.seconds(15))
        #expect(bench.writtenOff == 0 && bench.credited == [2_000])
    }

    @Test("EM4: the open intent forgotten at the restart", arguments: [CounterTrust.none, .exact])
    func forget(counter: CounterTrust) {
        let bench = StoryBench(counter)
        bench.intend()
        bench.run { bench.device.noteInside?.place == .pastEscrow }
        bench.hostCut()
        bench.run(.seconds(1))
        bench.startHost()
        #expect(bench.openIntent != nil)
        bench.run(.seconds(15))
        #expect(bench.credited == [2_000] && bench.box == [2_000] && bench.found == 0)
    }

    @Test("EM5: an answer that comes twice is taken for the next one", arguments: [CounterTrust.none, .exact])
    func doubledAnswers(counter: CounterTrust) {
        let bench = StoryBench(counter) { $0.readings.escrowClearing = .givesBack(after: .milliseconds(10)) }
        bench.doubles = true
        for id in 1...4 {
            bench.feed(id)
            bench.run(.seconds(4))
        }
        #expect(bench.credited.count == bench.box.count && bench.doubts == 0 && bench.openIntent == nil)
        #expect(bench.intents == bench.credited.count + bench.writtenOff)
    }

    @Test("EM6: a credit repeated to a restarted host is booked again", arguments: [CounterTrust.none, .exact])
    func slot(counter: CounterTrust) {
        var repetitions = 0
        // Two lengths of one motion, so that the STACKED comes with either ack bit.
        for length in [4_000, 4_150] {
            let bench = StoryBench(counter) { $0.timing.stack = .milliseconds(length) }
            bench.intend()
            bench.run { bench.device.noteInside?.place == .pastEscrow }
            bench.hostCut()
            bench.onCommit = { facts in
                guard facts.contains(where: { if case .noteStacked = $0 { true } else { false } }) else { return }
                bench.onCommit = nil
                bench.hostCut()
            }
            bench.startHost()
            bench.run { bench.runner == nil }
            #expect(bench.credited == [2_000])
            bench.startHost()
            bench.run(.seconds(15))
            repetitions += bench.reports.count { $0 == .stacked(.usd(2_000)) } - 1
            #expect(bench.credited == [2_000] && bench.found == 0 && bench.box == [2_000])
        }
        #expect(repetitions == 1, "one of the two units repeats its last answer")
    }

    @Test("EM7: an order sent again takes the next note on the first one's intent")
    func keepStack() {
        let bench = StoryBench(.exact) { $0.readings.escrowClearing = .givesBack(after: .milliseconds(200)) }
        bench.intend { bench.holds = true }
        #expect(bench.held.contains(where: StoryBench.isStackOrder))
        bench.held = []
        // The order is lost; the first note goes back, the next one of the same value comes.
        bench.run(.milliseconds(900))
        #expect(bench.device.note(1)?.place == .withCustomer)
        bench.feed(2)
        bench.run(.milliseconds(1_050))
        #expect(bench.device.noteInside?.place == .escrow)
        #expect(!bench.held.contains(where: StoryBench.isStackOrder), "only polls, with the same ack bit")
        bench.held = []
        bench.holds = false
        bench.run(.seconds(15))
        #expect(bench.credited.count == bench.box.count && bench.writtenOff >= 1)
        #expect(bench.intents == bench.credited.count + bench.writtenOff)
    }
}
