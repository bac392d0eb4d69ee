import DeviceKit
import Supervision
import Testing

@Suite struct HealthTests {
    private static let fault = WireFault("checksum", [1])

    private func record(_ events: [(HealthRecord.Event, seconds: Int)]) -> DeviceHealth {
        var record = HealthRecord(now: .zero)
        for (event, seconds) in events { record.note(event, now: .seconds(seconds)) }
        return record.health
    }

    @Test(arguments: [
        OpenFault.noSuchNode(path: "/dev/x"), .nothingBehind(path: "/dev/x"), .refused(.tcp(host: "h", port: 1)),
        .timedOut(.tcp(host: "h", port: 1)), .unreachable(.tcp(host: "h", port: 1)),
    ])
    func aDeviceThatIsNotThereIsAbsentSinceItWent(fault: OpenFault) {
        let story: [(HealthRecord.Event, seconds: Int)] = [
            (.opened, 1), (.verdict(.works), 2), (.lost(.hungUp), 5), (.refused(fault), 6), (.refused(fault), 9),
        ]
        #expect(record(story) == .absent(since: .seconds(5)))
    }

    @Test(arguments: [
        OpenFault.noPermission(path: "/dev/x", group: "dialout"), .busy(path: "/dev/x", owner: nil),
        .wrongKind(path: "/dev/x", what: "a file"), .unknownHost(host: "h"), .failed(port: "x", errno: 24),
        .settingsRefused(path: "/dev/x", LineSettings(.baud9600), errno: 22),
    ])
    func aPortThatStaffMustSetRightIsFaultyWithTheSentence(fault: OpenFault) {
        #expect(record([(.refused(fault), 3)]) == .faulty(reason: fault.sentence, since: .seconds(3)))
    }

    @Test(
        "What a dialogue says at its end hides that the device is gone, or was let go by us",
        arguments: [
            (LinkLoss.hungUp, DeviceHealth.absent(since: .seconds(5))),
            (.closedByUs, .unknown(since: .seconds(5))),
        ])
    func aShutPortLearnsNothingOfTheDevice(loss: LinkLoss, health: DeviceHealth) {
        let end: [(HealthRecord.Event, seconds: Int)] = [
            (.opened, 1), (.verdict(.works), 2), (.lost(loss), 5), (.verdict(.fails("the line was closed")), 5),
        ]
        #expect(record(end) == health)
        let again = end + [(.opened, 8), (.verdict(.fails("no answer")), 13)]
        #expect(record(again) == .faulty(reason: "no answer", since: .seconds(13)))
    }

    @Test func anOpenPortAloneProvesNothingAboutTheDevice() {
        #expect(record([(.opened, 1), (.verdict(.saysNothing), 2)]) == .unknown(since: .zero))
    }

    @Test func healthyCountsFromTheFirstGoodWord() {
        #expect(record([(.opened, 1), (.verdict(.works), 2), (.verdict(.works), 9)]) == .healthy(since: .seconds(2)))
    }

    @Test func aFewGarbledFramesAreNoFault() {
        let few = (0..<9).map { (HealthRecord.Event.wireFault(Self.fault), seconds: 10 + $0) }
        #expect(record([(.verdict(.works), 2)] + few) == .healthy(since: .seconds(2)))
    }

    @Test func manyGarbledFramesInAMinuteAreAFaultUntilTheMinuteIsOver() {
        let many = (0..<10).map { (HealthRecord.Event.wireFault(Self.fault), seconds: 10 + $0) }
        guard case .faulty(let reason, since: .seconds(19)) = record([(.verdict(.works), 2)] + many) else {
            Issue.record("a storm of faults is not seen")
            return
        }
        #expect(reason.contains("checksum"))
        #expect(record([(.verdict(.works), 2)] + many + [(.time, 71)]) == .healthy(since: .seconds(71)))
    }

    @Test func anAbsentDeviceStaysAbsentWhateverTheNoise() {
        let many = (0..<10).map { (HealthRecord.Event.wireFault(Self.fault), seconds: 10 + $0) }
        #expect(record(many + [(.lost(.hungUp), 20)]) == .absent(since: .seconds(20)))
    }

    @Test func whatTheDeviceSaysOfItselfDecidesItsHealth() {
        #expect(BillAcceptorReport.broken("no answer").verdict == .fails("no answer"))
        #expect(BillAcceptorReport.stacked(nil).verdict == .saysNothing)
        #expect(BillAcceptorReport.status(BillAcceptorStatus(activity: .idle)).verdict == .works)
        #expect(BillAcceptorReport.status(BillAcceptorStatus(activity: .unknown)).verdict == .saysNothing)
        #expect(BillAcceptorReport.status(BillAcceptorStatus(activity: .idle, jammed: true)).verdict != .works)
        #expect(POSPrinterReport.status(POSPrinterStatus(online: true)).verdict == .works)
        #expect(POSPrinterReport.status(POSPrinterStatus()).verdict == .saysNothing)
        #expect(POSPrinterReport.status(POSPrinterStatus(online: true, error: .cutter)).verdict != .works)
    }
}

@Suite struct BackOffTests {
    @Test func theWaitsGrowAndThenStayAtTenSeconds() {
        // The name with no spread would give exactly these; every name adds less than an eighth.
        let expected: [Duration] = [
            .milliseconds(500), .seconds(1), .seconds(2), .seconds(5), .seconds(10), .seconds(10), .seconds(10),
        ]
        for name in ["", "acceptor-1", "printer-2", "drawer"] {
            for (failures, base) in expected.enumerated() {
                let wait = BackOff.standard.wait(failures: failures, device: name)
                #expect(wait >= base && wait < base + base / 8)
            }
            #expect(BackOff.standard.wait(failures: .max, device: name) < .milliseconds(11_250))
        }
    }

    @Test func devicesBehindOneHubDoNotComeBackInStep() {
        let waits = Set((1...8).map { BackOff.standard.wait(failures: 4, device: "acceptor-\($0)") })
        #expect(waits.count >= 6)
        #expect(
            BackOff.standard.wait(failures: 2, device: "acceptor-1")
                == BackOff.standard.wait(failures: 2, device: "acceptor-1"))
    }

    @Test func aBackOffWithoutStepsStillWaits() {
        #expect(BackOff(steps: []).wait(failures: 0, device: "x") >= .seconds(10))
    }
}

@Suite struct FlightRecorderTests {
    @Test func whatWasRecordedComesBackWithTimeAndDirection() {
        var recorder = FlightRecorder(capacity: 4096)
        recorder.record(.sent, [1, 2], at: .milliseconds(5))
        recorder.record(.received, [], at: .milliseconds(6))
        recorder.mark("lost", at: .seconds(-1))
        #expect(
            recorder.entries.map(\.bytes) == [[1, 2], [], Array("lost".utf8)]
                && recorder.entries.map(\.kind) == [.sent, .received, .mark])
        #expect(recorder.entries.map(\.time) == [.milliseconds(5), .milliseconds(6), .seconds(-1)])
    }

    @Test func theLastFramesAreKeptAndTheMemoryIsBounded() {
        var recorder = FlightRecorder(capacity: 300)
        for number in 0..<1000 {
            let frame = [UInt8](repeating: UInt8(number % 256), count: number % 40)
            recorder.record(.received, frame, at: .seconds(number))
            let entries = recorder.entries
            #expect(entries.last?.time == .seconds(number))
            #expect(entries.reduce(0) { $0 + 17 + $1.bytes.count } <= 300)
            #expect(entries.count + recorder.overwritten == number + 1)
            #expect(entries.allSatisfy { entry in entry.bytes.allSatisfy { $0 == entry.bytes.first } })
        }
    }

    @Test func aLongPrintJobDoesNotPushOutEverythingElse() {
        var recorder = FlightRecorder(capacity: 400)
        recorder.mark("before", at: .zero)
        recorder.record(.sent, [UInt8](repeating: 7, count: 100_000), at: .zero)
        #expect(recorder.entries.count == 2)
        #expect(recorder.entries[1].bytes.count == 100)
        #expect(recorder.entries[1].length == 100_000)
    }
}
