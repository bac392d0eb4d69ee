import Testing

@testable import Transports

@Suite struct TimerQueueTests {
    @Test func deadlinesAreKeptInOrderWhateverTheOrderOfAsking() {
        var queue = TimerQueue<Int>()
        for (index, second) in [5, 1, 4, 1, 3].enumerated() { _ = queue.add(.seconds(second), index) }
        #expect(queue.next == .seconds(1))
        var taken: [Int] = []
        while let job = queue.takeDue(at: .seconds(9), upTo: queue.youngest) { taken.append(job) }
        #expect(taken == [1, 3, 4, 2, 0])
        #expect(queue.next == nil)
    }

    @Test func nothingIsDueBeforeItsTime() {
        var queue = TimerQueue<Int>()
        _ = queue.add(.seconds(2), 7)
        #expect(queue.takeDue(at: .milliseconds(1999), upTo: queue.youngest) == nil)
        #expect(queue.takeDue(at: .seconds(2), upTo: queue.youngest) == 7)
    }

    @Test func aTakenBackDeadlineNeverComes() {
        var queue = TimerQueue<Int>()
        let id = queue.add(.seconds(1), 1)
        _ = queue.add(.seconds(2), 2)
        queue.remove(id)
        queue.remove(id)
        #expect(queue.next == .seconds(2))
        #expect(queue.takeDue(at: .seconds(9), upTo: queue.youngest) == 2)
    }

    @Test func aJobThatReschedulesItselfCannotKeepTheLoopFromItsPorts() {
        var queue = TimerQueue<Int>()
        _ = queue.add(.seconds(1), 1)
        let limit = queue.youngest
        #expect(queue.takeDue(at: .seconds(9), upTo: limit) == 1)
        _ = queue.add(.seconds(0), 2)
        _ = queue.add(.seconds(0), 3)
        #expect(queue.takeDue(at: .seconds(9), upTo: limit) == nil)
        #expect(queue.next == .seconds(0))
    }

    @Test func anOlderDueJobIsFoundBehindYoungerOnes() {
        var queue = TimerQueue<Int>()
        _ = queue.add(.seconds(3), 1)
        let limit = queue.youngest
        _ = queue.add(.seconds(1), 2)
        #expect(queue.takeDue(at: .seconds(9), upTo: limit) == 1)
        #expect(queue.takeDue(at: .seconds(9), upTo: limit) == nil)
    }

    @Test func aDeadlineIsRoundedUpAndNeverDown() {
        #expect(Duration.nanoseconds(1).roundedUpToMilliseconds == .milliseconds(1))
        #expect(Duration.nanoseconds(1_000_001).roundedUpToMilliseconds == .milliseconds(2))
        #expect(Duration.nanoseconds(5_999_999_999).roundedUpToMilliseconds == .seconds(6))
        #expect(Duration.milliseconds(7).roundedUpToMilliseconds == .milliseconds(7))
    }

    @Test func aWaitIsNeverShorterThanItsDeadline() {
        #expect(Duration(secondsComponent: 0, attosecondsComponent: 1).wholeNanoseconds == 1)
        #expect(Duration.milliseconds(3).wholeNanoseconds == 3_000_000)
        #expect(Duration.seconds(Int64.max).wholeNanoseconds == Int64.max)
    }
}
