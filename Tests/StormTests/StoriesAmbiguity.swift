import Custody
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Money
import OrderedCollections
import SimulatorKit
import Testing

/// What the protocol cannot tell (models, rows EA1 to EA5): the note is in doubt, never guessed, and the count settles it.
@Suite("Stories EA: what remains in doubt")
struct AmbiguityStories {
    private func staysInDoubt(_ bench: StoryBench) {
        bench.run(.seconds(20))
        #expect(bench.box.isEmpty && bench.credited.isEmpty && bench.writtenOff == 0)
        #expect(bench.doubts == 1 && bench.openIntent == nil)
        bench.count()
        #expect(bench.doubts == 0 && bench.credited.isEmpty && bench.books.visits.isEmpty)
    }

    @Test("EA1: host cut after the intent, the note goes back by itself: a guess either way")
    func hostCut() {
        let bench = StoryBench(.none) { $0.readings.escrowClearing = .givesBack(after: .seconds(1)) }
        bench.intend { bench.hostCut() }
        bench.run(.seconds(3))
        #expect(bench.device.note(1)?.place == .withCustomer)
        bench.startHost()
        staysInDoubt(bench)
    }

    @Test(
        "EA2, EA4: device cut after the note went back: blank STACKED proves nothing",
        arguments: [CounterTrust.none, .mayLoseLast])
    func deviceCut(counter: CounterTrust) {
        let bench = StoryBench(counter, policy: .a) {
            $0.readings.escrowClearing = .givesBack(after: .milliseconds(100))
            $0.readings.blankStacked = .everyPowerUp
        }
        bench.intend { bench.holds = true }
        let order = bench.held.first ?? []
        bench.deviceAlone(.milliseconds(700))
        #expect(bench.device.note(1)?.place == .withCustomer)
        bench.deviceCut()
        bench.deviceOn()
        bench.deviceAlone(.milliseconds(50))
        (bench.held, bench.holds) = ([], false)
        bench.deliver(order)
        staysInDoubt(bench)
    }

    @Test("EA3: policy B, an attendant takes the note out: blank STACKED proves nothing")
    func attendant() {
        let bench = StoryBench(.none, policy: .b) { $0.readings.blankStacked = .everyPowerUp }
        bench.intend { bench.holds = true }
        let order = bench.held.first ?? []
        bench.deviceCut()
        bench.deviceOn()
        bench.touch(.lever(.attendantRemovesNote))
        bench.deviceAlone(.milliseconds(50))
        (bench.held, bench.holds) = ([], false)
        bench.deliver(order)
        staysInDoubt(bench)
    }

    @Test("EA5: a decision older than the next note takes the next note on the first one's intent")
    func oldDecision() {
        let bench = StoryBench(.exact) { $0.readings.escrowClearing = .givesBack(after: .milliseconds(200)) }
        bench.intend {
            // The commit takes so long that the first note is back and the next one, of the same value, in escrow.
            bench.deviceAlone(.milliseconds(900))
            bench.feed(2)
            bench.deviceAlone(.milliseconds(1_050))
        }
        bench.run(.seconds(20))
        #expect(bench.device.note(1)?.place == .withCustomer)
        #expect(bench.writtenOff >= 1)
        #expect(bench.credited.count == bench.box.count && bench.intents == bench.credited.count + bench.writtenOff)
        for intent in bench.credited { #expect(intent == 2_000) }
    }
}
