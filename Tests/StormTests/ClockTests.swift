import Controller
import Custody
import Money
import Testing

@Suite("Deadlines")
struct ClockTests {
    private func context(_ seconds: Int) -> KioskContext {
        KioskContext(
            now: Now(elapsed: .seconds(seconds), wall: Moment(utcMilliseconds: 1_772_467_200_000)), size: 0,
            head: "")
    }

    @Test("a kiosk whose disk failed wakes its thread without end, and starves the line to the acceptor")
    func failedStoreSleeps() {
        var kiosk = KioskMachine(settings: StoryBench.settings, books: StationState(currency: .usd))
        _ = kiosk.on(.started(epoch: 1, program: "test"), context: context(0))
        _ = kiosk.on(.storeFailed("the disk is full"), context: context(50))
        _ = kiosk.on(.time, context: context(61))
        #expect(kiosk.deadline > .seconds(61))
        // A commit that failed at the start leaves the machine as it was before: its last tick is long ago.
        var fresh = KioskMachine(settings: StoryBench.settings, books: StationState(currency: .usd))
        _ = fresh.on(.storeFailed("the disk is full"), context: context(235))
        #expect(fresh.deadline > .seconds(235))
    }
}
