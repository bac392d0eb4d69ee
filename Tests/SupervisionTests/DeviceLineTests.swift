import DeviceKit
import Supervision
import Testing

/// A line in virtual time, with everything it told.
private final class Station {
    let loop = VirtualLoop()
    let opener: FakeOpener
    private(set) var line: DeviceLine<Parrot>
    private(set) var reports: [Parrot.Report] = []
    private(set) var healths: [DeviceHealth] = []
    var onReport: (Parrot.Report) -> Void = { _ in }
    static let start: Duration = .seconds(1000)

    init(options: DeviceLine<Parrot>.Options = .init()) {
        let opener = FakeOpener(loop)
        self.opener = opener
        let box = Box()
        line = DeviceLine(
            name: "acceptor-1", address: .serial(path: "/dev/x", LineSettings(.baud9600)), dialogue: Parrot(),
            opener: opener, loop: loop, options: options, judge: \.verdict,
            onHealth: { box.station?.healths.append($0) },
            onReport: { report in
                box.station?.reports.append(report)
                box.station?.onReport(report)
            })
        box.station = self
    }

    private final class Box { weak var station: Station? }

    /// Starts, and lets the port come open.
    static func open(options: DeviceLine<Parrot>.Options = .init()) -> Station {
        let station = Station(options: options)
        station.line.start()
        station.opener.last.receiver(.opened)
        return station
    }

    func lose(_ loss: LinkLoss = .hungUp) { opener.last.receiver(.lost(loss)) }
}

@Suite struct DeviceLineTests {
    /// Told as absent each time, a scanner that works would blink in the list of devices all day.
    @Test func aFarEndThatHangsUpAfterEachAnswerStaysWell() {
        var options = DeviceLine<Parrot>.Options()
        options.hangsUpByItself = true
        let station = Station.open(options: options)
        station.opener.last.receiver(.received([1]))
        let told = station.healths
        station.lose()
        station.loop.advance(by: .seconds(2))
        station.opener.last.receiver(.opened)
        #expect(station.healths == told && station.line.isOpen && station.line.statistics.losses == 1)
        // A loss of another kind is news, and so is a port that does not open again.
        station.lose(.failed(errno: 5))
        #expect(station.healths.count == told.count + 1)
    }

    @Test func eventsReachTheDialogueAndEffectsTheWireInOrder() {
        let station = Station.open()
        #expect(station.opener.last.discards == 1)
        station.opener.last.receiver(.received([1, 2]))
        station.line.send(.say([9]))
        #expect(station.opener.last.sent == [[0x70], [0x61], [9]])
        #expect(station.reports == [.works, .heard([1, 2])])
        #expect(station.line.dialogue.log == ["opened", "received", "say"])
    }

    @Test func aReportIsHandledBeforeTheNextByteGoesOut() {
        let station = Station.open()
        var sentBefore: [[UInt8]] = []
        station.onReport = { [opener = station.opener] _ in sentBefore = opener.last.sent }
        station.opener.last.receiver(.received([1]))
        #expect(sentBefore == [[0x70]], "bytes overtook the report that had to be durable first")
        #expect(station.opener.last.sent.last == [0x61])
    }

    @Test func aCommandFromInsideAReportWaitsItsTurn() {
        let station = Station.open()
        station.onReport = { [line = station.line] report in if report == .heard([1]) { line.send(.say([9])) } }
        station.opener.last.receiver(.received([1]))
        #expect(station.opener.last.sent == [[0x70], [0x61], [9]])
    }

    @Test func aTransportThatSpeaksInsideSendCannotCutIntoAStep() {
        let station = Station.open()
        station.opener.last.whileSending = { [opener = station.opener] in
            opener.last.whileSending = {}
            opener.last.receiver(.received([2]))
        }
        station.opener.last.receiver(.received([1]))
        #expect(station.reports == [.works, .heard([1]), .heard([2])])
        #expect(station.opener.last.sent == [[0x70], [0x61], [0x61]])
    }

    @Test func theDeadlineIsToldWhenItIsReachedAndKeptAcrossOtherEvents() {
        let station = Station.open()
        station.loop.advance(by: .milliseconds(999))
        station.opener.last.receiver(.received([1]))
        #expect(station.line.statistics.deadlines == 0)
        station.loop.advance(by: .milliseconds(1))
        #expect(station.line.statistics.deadlines == 1)
        station.loop.advance(by: .seconds(5))
        #expect(station.line.statistics.deadlines == 6)
        #expect(station.loop.deadlines.count == 1, "timers pile up")
    }

    @Test("A recording of a busy machine that does not say so accuses the driver")
    func latenessIsRecorded() {
        let station = Station.open()
        station.loop.sleep(.milliseconds(1_083))
        station.opener.last.receiver(.received([1]))
        station.loop.advance(by: .zero)
        let marks = station.line.recorder.entries.filter { $0.kind == .mark }
        #expect(
            marks.map { String(decoding: $0.bytes, as: UTF8.self) }.suffix(2) == [
                "late: the deadline was 83 ms ago, and waits still", "late: the deadline was 83 ms ago",
            ])
        station.line.send(.getStuck)
        let before = station.line.recorder.entries.count { $0.kind == .mark }
        station.loop.advance(by: .milliseconds(200))
        #expect(
            station.line.recorder.entries.count { $0.kind == .mark } <= before + 2, "a flawed driver fills the ring")
    }

    @Test func aDriverThatForgetsItsDeadlineDoesNotTakeTheProcessor() {
        let station = Station.open()
        station.line.send(.getStuck)
        station.loop.advance(by: .seconds(1))
        #expect(station.line.statistics.deadlines <= 101)
        #expect(station.line.statistics.stuckDeadlines >= 99)
    }

    @Test func anAbsentPortIsTriedAgainAtTheBackOffForEver() {
        let station = Station()
        station.opener.fault = .noSuchNode(path: "/dev/x")
        station.line.start()
        station.loop.advance(by: .seconds(60))
        let name = station.line.name
        var expected = [Station.start]
        for failures in 0..<20 {
            let next = expected[failures] + BackOff.standard.wait(failures: failures, device: name)
            if next <= Station.start + .seconds(60) { expected.append(next) } else { break }
        }
        #expect(station.opener.attempts == expected)
        #expect(station.opener.attempts.count == 9 || station.opener.attempts.count == 8)
        #expect(station.line.statistics.refusals == station.opener.attempts.count)
        #expect(station.line.statistics.lastRefusal == .noSuchNode(path: "/dev/x"))
        #expect(station.line.dialogue.log == [], "the dialogue was told of a link that never was")
    }

    @Test func aDeviceThatWasPluggedInIsOpenedAtOnceAndOnlyWhenWeWait() {
        let station = Station()
        station.line.tryNow()
        #expect(station.opener.attempts == [], "a stopped line opens nothing")
        station.opener.fault = .noSuchNode(path: "/dev/x")
        station.line.start()
        station.loop.advance(by: .milliseconds(1))
        station.line.tryNow()
        #expect(station.opener.attempts == [Station.start, Station.start + .milliseconds(1)])
        station.opener.fault = nil
        station.line.tryNow()
        station.line.tryNow()
        #expect(station.opener.attempts.count == 3)
        station.loop.advance(by: .seconds(60))
        #expect(station.opener.attempts.count == 3, "a try that was put off was made all the same")
    }

    @Test func aLostLinkIsToldOnceAndOpenedAgain() {
        let station = Station.open()
        let lost = station.opener.last
        lost.receiver(.lost(.hungUp))
        lost.receiver(.lost(.hungUp))
        lost.receiver(.received([1]))
        #expect(station.line.dialogue.log == ["opened", "closed hungUp"])
        #expect(!station.line.isOpen)
        station.loop.advance(by: .seconds(1))
        #expect(station.opener.transports.count == 2)
        station.opener.last.receiver(.opened)
        lost.receiver(.received([1]))
        #expect(station.line.dialogue.log == ["opened", "closed hungUp", "opened"], "an old port's byte got through")
        #expect(station.line.statistics.opens == 2)
        #expect(station.line.statistics.reopens == 1)
        #expect(station.line.statistics.losses == 1)
        #expect(station.line.statistics.lastLoss == .hungUp)
    }

    @Test func aPortThatFallsShutAtOnceIsNotTriedTwiceASecondForEver() {
        let station = Station()
        station.line.start()
        for _ in 0..<12 {
            station.opener.last.receiver(.opened)
            station.lose()
            station.loop.advance(by: .seconds(12))
        }
        let gaps = zip(station.opener.attempts.dropFirst(), station.opener.attempts).map { $0 - $1 }
        #expect(gaps.last ?? .zero >= .seconds(10))

        // One that stood long starts anew.
        station.opener.last.receiver(.opened)
        station.loop.advance(by: .seconds(10))
        station.lose()
        station.loop.advance(by: .milliseconds(570))
        #expect(station.line.statistics.losses == 13)
        #expect(station.opener.attempts.last.map { station.loop.now() - $0 < .milliseconds(70) } == true)
    }

    @Test func aConnectionThatNeverCameAboutIsARefusal() {
        let station = Station()
        station.line.start()
        station.lose(.failed(errno: 111))
        #expect(station.line.statistics.refusals == 1)
        #expect(station.line.statistics.losses == 0)
        #expect(station.line.statistics.lastRefusal == .refused(station.line.address))
        #expect(station.line.dialogue.log == [])
    }

    @Test func stoppingClosesAndNothingMovesAfterwards() {
        let station = Station.open()
        var stopped = 0
        station.line.stop { stopped += 1 }
        #expect(station.opener.last.closes == 1)
        #expect(stopped == 0)
        station.lose(.closedByUs)
        #expect(stopped == 1)
        station.line.stop { stopped += 1 }
        #expect(stopped == 2, "somebody waits for ever for a line that is stopped")
        #expect(station.line.dialogue.log == ["opened", "closed closedByUs"])
        #expect(station.loop.deadlines == [])
        station.loop.advance(by: .seconds(100))
        #expect(station.opener.transports.count == 1)
        station.line.start()
        #expect(station.opener.transports.count == 2)
    }

    @Test func stoppingWhileWaitingOrOpeningLeavesNothingBehind() {
        let waiting = Station()
        waiting.opener.fault = .noSuchNode(path: "/dev/x")
        waiting.line.start()
        waiting.line.stop()
        #expect(waiting.loop.deadlines == [])

        let opening = Station()
        opening.line.start()
        opening.line.stop()
        opening.opener.last.receiver(.opened)
        opening.lose(.closedByUs)
        #expect(opening.line.dialogue.log == [])
        #expect(opening.loop.deadlines == [])
    }

    @Test func aLineThatPretendsToLiveCanBeOpenedAnew() {
        let station = Station.open()
        station.line.reopen()
        #expect(station.opener.last.closes == 1)
        station.lose(.closedByUs)
        station.loop.advance(by: .seconds(1))
        #expect(station.opener.transports.count == 2)
        #expect(station.line.dialogue.log == ["opened", "closed closedByUs"])
    }

    @Test func startDuringTheCloseOpensAgain() {
        let station = Station.open()
        station.line.stop()
        station.line.start()
        station.lose(.closedByUs)
        station.loop.advance(by: .seconds(1))
        #expect(station.opener.transports.count == 2)
    }

    @Test func bytesAndFaultsAreCountedAndKeptWithTimeAndDirection() {
        let station = Station.open()
        station.opener.last.receiver(.received([0xEE]))
        station.loop.advance(by: .milliseconds(5))
        station.opener.last.receiver(.received([1, 2, 3]))
        let statistics = station.line.statistics
        #expect((statistics.bytesReceived, statistics.bytesSent) == (4, 2))
        #expect(statistics.wireFaults == 1)
        #expect(statistics.lastWireFault == WireFault("checksum", [0xEE]))
        let frames = station.line.recorder.entries.filter { $0.kind != .mark }
        #expect(frames.map(\.bytes) == [[0x70], [0xEE], [1, 2, 3], [0x61]])
        #expect(frames.map(\.kind) == [.sent, .received, .received, .sent])
        #expect(frames[2].time - frames[1].time == .milliseconds(5))
    }

    @Test func bytesWithoutALinkAreCountedNotSent() {
        let station = Station.open()
        station.lose()
        station.line.send(.say([1, 2]))
        #expect(station.line.statistics.bytesWithoutLink == 2)
        #expect(station.line.dialogue.log.last == "say")
    }

    @Test func theLineTellsWhatTheKernelKept() {
        let station = Station.open()
        #expect(station.line.lineTruth == .notHeld([.parity]))
        #expect(station.line.modemLines == .none)
        station.lose()
        #expect(station.line.lineTruth == nil)
        #expect(station.line.modemLines == .unknown)
    }

    @Test func healthFollowsWhatWasSeen() {
        let station = Station()
        let start = Station.start
        #expect(station.line.health == .unknown(since: start))
        station.opener.fault = .noSuchNode(path: "/dev/x")
        station.line.start()
        #expect(station.line.health == .absent(since: start))
        station.loop.advance(by: .milliseconds(200))
        station.opener.fault = nil
        station.loop.advance(by: .milliseconds(400))
        station.opener.last.receiver(.opened)
        #expect(station.line.health == .healthy(since: start + .milliseconds(600)))
        station.opener.last.receiver(.received([0xFF]))
        #expect(station.line.health == .faulty(reason: "broken belt", since: start + .milliseconds(600)))
        station.lose()
        #expect(station.line.health == .absent(since: start + .milliseconds(600)))
        #expect(station.healths.count == 5, "each new answer is told once: \(station.healths)")
    }

    @Test func aLineLetGoIsGone() {
        let loop = VirtualLoop()
        let opener = FakeOpener(loop)
        weak var weakLine: DeviceLine<Parrot>?
        do {
            let line = DeviceLine(
                name: "x", address: .tcp(host: "h", port: 1), dialogue: Parrot(), opener: opener, loop: loop,
                judge: \.verdict, onReport: { _ in })
            line.start()
            opener.last.receiver(.opened)
            weakLine = line
        }
        #expect(weakLine == nil, "a line keeps itself alive")
        opener.last.receiver(.received([1]))
        loop.advance(by: .seconds(5))
    }
}
