import Custody
import DeviceKit
import EBDSDriver
import EBDSSimulator
import Money
import OrderedCollections
import SimulatorKit
import Testing

/// The model's stories about the rules as the papers print them (models, rows EP1 to EP4), lived through by the product.
/// `exact` and `none` are what the unit's count is worth.
@Suite("Stories EP: the rules as printed")
struct PaperStories {
    /// Intent durable, device cut and back, the order arrives only now.
    private func lateOrder(_ counter: CounterTrust, fails: Bool) -> StoryBench {
        let bench = StoryBench(counter, policy: .a)
        bench.intend { bench.holds = true }
        let order = bench.held.first
        #expect(order.map(StoryBench.isStackOrder) == true)
        bench.deviceCut()
        bench.deviceOn()
        bench.deviceAlone(.milliseconds(120))
        if fails { bench.touch(.lever(.failNextStack)) }
        bench.held = []
        bench.holds = false
        if let order { bench.deliver(order) }
        return bench
    }

    @Test(
        "EP1, EP3: blank STACKED beside POWER UP credits a note that has only begun to move",
        arguments: [CounterTrust.none, .exact])
    func blankStacked(counter: CounterTrust) {
        let bench = lateOrder(counter, fails: false)
        #expect(bench.run { bench.reports.contains(.poweredUp) })
        #expect(bench.credited.isEmpty && bench.box.isEmpty)
        bench.run(.seconds(15))
        #expect(bench.box == [2_000])
        #expect(bench.credited == (counter == .exact ? [2_000] : []))
        #expect(bench.doubts == (counter == .exact ? 0 : 1) && bench.writtenOff == 0)
    }

    @Test(
        "EP4: the same, and then stacking fails: customer with note and credit", arguments: [CounterTrust.none, .exact])
    func blankStackedThenFailure(counter: CounterTrust) {
        let bench = lateOrder(counter, fails: true)
        bench.run(.seconds(15))
        #expect(bench.box.isEmpty && bench.credited.isEmpty)
        #expect(bench.writtenOff == (counter == .exact ? 1 : 0) && bench.doubts == (counter == .exact ? 0 : 1))
    }

    @Test(
        "EP2: RETURNED of the next note writes off the one that is in the box", arguments: [CounterTrust.none, .exact])
    func returnedOfAnother(counter: CounterTrust) {
        let bench = StoryBench(counter)
        bench.intend()
        #expect(bench.run { bench.device.noteInside?.place == .pastEscrow })
        let poll = bench.sent.last { !StoryBench.isStackOrder($0) } ?? []
        let lastAck = (bench.sent.last?[2] ?? 0) & 1
        bench.hostCut()
        bench.run(.seconds(1))
        #expect(bench.box == [2_000])
        // A last poll of the dead host takes the STACKED with it; the unit is still enabled.
        let last = poll[2] & 1 == lastAck ? StoryBench.flipped(poll) : poll
        bench.deliver(last)
        // The next host begins with bit 0: it must not be a repetition.
        if last[2] & 1 == 0 { bench.deliver(StoryBench.flipped(last)) }
        bench.run(.milliseconds(10))
        bench.feed(2, 500)
        bench.run(.seconds(9))
        #expect(bench.device.note(2)?.place == .withCustomer)
        bench.startHost()
        #expect(bench.run { bench.reports.contains(.returned) })
        #expect(bench.writtenOff == 0 && bench.openIntent != nil)
        bench.run(.seconds(15))
        #expect(bench.writtenOff == 0 && bench.credited == (counter == .exact ? [2_000] : []))
        #expect(bench.doubts == (counter == .exact ? 0 : 1))
    }
}
