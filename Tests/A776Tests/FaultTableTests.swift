import A776Driver
import A776Simulator
import CheckPaper
import Checks
import DeviceKit
import SimulatorKit
import Testing

/// The table of errors of the shared dossier (check-scanners.md 3.4), one row a test.
@Suite struct FaultTableTests {
    private func scan(_ item: String = "A-1", endorsed: Bool = false, patience: Duration = .seconds(30)) throws
        -> CheckScan
    {
        CheckScan(item: item, endorsement: endorsed ? try Sample.endorsement() : nil, patience: patience)
    }

    @Test("No document: without the end of the wait the kiosk asks for a check for ever")
    func noDocument() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try scan(patience: .seconds(10))))
        _ = rig.end()
        #expect(rig.failure?.reason == .noCheck)
        #expect(rig.failure?.paper == .outside)
        rig.pass(.seconds(3))
        #expect(!rig.device.isWaiting)
        // and the next customer is served
        rig.command(.beginInsertion(try scan("A-2")))
        rig.lever(.insert([Sample.check(2)]))
        _ = rig.end()
        #expect(rig.reading?.item == "A-2")
    }

    @Test("Patience that is over before the unit was asked: no order to read goes out, or a check goes in for nobody")
    func theUnitIsNotAskedTooLate() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan(patience: .milliseconds(2))))
        _ = rig.end()
        #expect(rig.failure?.reason == .noCheck)
        #expect(rig.failure?.paper == .outside)
        rig.pass(.seconds(3))
        #expect(!rig.sentToDevice.contains([0x1B, 0x77, 0x01]))
        #expect(!rig.reports.contains(.waitingForCheck(item: "A-1")))
        rig.command(.beginInsertion(try scan("A-2")))
        _ = rig.end()
        #expect(rig.reading?.item == "A-2")
    }

    @Test("A check that a person took out in the middle of its order: nothing of the order may reach the next paper")
    func aPersonTookTheCheckOut() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        rig.pass(atMost: .seconds(20)) { if case .documentInserted = $0 { true } else { false } }
        rig.lever(.powerOff)
        rig.pass(.seconds(1))
        rig.lever(.powerOn)
        rig.lever(.clearPath)
        rig.command(.cleared)
        #expect(rig.failure?.reason == .cancelled)
        #expect(rig.failure?.paper == .unknown, "not stuck: a person says that it is out")
        #expect(rig.failure?.printed == .nothing)
        let before = rig.sentToDevice.count
        rig.lever(.insert([Sample.check(2)]))
        rig.pass(.seconds(20))
        #expect(!rig.sentToDevice[before...].contains { $0.starts(with: [0x1B, 0x71]) }, "the next check is let go")
        #expect(rig.ends.count == 1)
        rig.lever(.takeChecks)
        rig.pass(.seconds(5))
        rig.lever(.insert([Sample.check(3)]))
        rig.command(.beginInsertion(try scan("A-3")))
        _ = rig.end()
        #expect(rig.reading?.item == "A-3")
        #expect(rig.faults.isEmpty)
    }

    @Test("Jam at the head: a second try would tear the check, so none is made until somebody says cleared")
    func jamAtTheHead() throws {
        var rig = Rig.ready()
        rig.lever(.jamNext)
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        _ = rig.end()
        #expect(rig.failure?.reason == .jam)
        #expect(rig.failure?.paper == .stuck)
        #expect(rig.failure?.printed == .nothing)
        rig.pass(.seconds(5))
        #expect(rig.dialogue.deadline != nil)
        rig.command(.beginInsertion(try scan("A-2")))
        #expect(rig.failure?.reason == .jam)
        #expect(rig.failure?.item == "A-2")
        rig.lever(.clearPath)
        rig.command(.cleared)
        rig.pass(.seconds(5))
        rig.lever(.insert([Sample.check(3)]))
        rig.command(.beginInsertion(try scan("A-3")))
        _ = rig.end()
        #expect(rig.reading?.item == "A-3")
    }

    @Test("Jam before the cameras: the check is in there, and the screen must say so")
    func jamAtTheCameras() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        rig.pass(atMost: .seconds(20)) { $0 == .documentInserted(item: "A-1") }
        rig.lever(.jamNext)
        _ = rig.end()
        #expect(rig.failure?.reason == .jam)
        #expect(rig.failure?.paper == .stuck)
        #expect(rig.failure?.printed == .nothing)
        #expect(rig.failure?.partial?.line?.canonical == Sample.check().line)
        #expect(rig.device.paper(1)?.backLines.isEmpty == true)
    }

    @Test("No MICR: a check that lies the wrong way must come back unprinted")
    func noMICR() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check { $0.ink = .none }]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        _ = rig.end()
        #expect(rig.failure?.reason == .noMICR)
        #expect(rig.failure?.paper == .ejected)
        #expect(rig.device.paper(1)?.backLines.isEmpty == true)
    }

    @Test("Bad character: read twice, then shown to a person with its pictures, never endorsed")
    func badCharacter() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check { $0.ink = .torn([3, 4]) }]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        _ = rig.end()
        #expect(rig.failure?.reason == .badRead)
        #expect(rig.failure?.paper == .ejected)
        #expect(rig.failure?.printed == .nothing)
        #expect(rig.failure?.partial?.line?.hasUnreadable == true)
        #expect(rig.failure?.partial?.images.count == 2)
        #expect(rig.sentToDevice.count { $0 == [0x1B, 0x77, 0x01] } == 2)
        #expect(rig.device.paper(1)?.backLines.isEmpty == true)
    }

    @Test("Check digit: a bank's number that cannot be right must not be deposited")
    func checkDigit() throws {
        var rig = Rig.ready()
        let check = Sample.check { $0.line = "t122000219t 1234567o 321" }
        rig.lever(.insert([check]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        _ = rig.end()
        #expect(rig.failure?.reason == .checkDigit)
        #expect(rig.device.paper(1)?.backLines.isEmpty == true)
    }

    @Test("Double feed by two lines: one credit for two checks loses the second customer's money")
    func doubleFeedByTwoLines() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check(1), Sample.check(2)]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        _ = rig.end()
        #expect(rig.failure?.reason == .doubleFeed)
        #expect(rig.failure?.paper == .ejected)
        #expect(rig.failure?.printed == .nothing)
        #expect([1, 2].allSatisfy { rig.device.paper($0)?.place == .exit })
        #expect([1, 2].allSatisfy { rig.device.paper($0)?.backLines.isEmpty == true })
    }

    @Test("Double feed by length: the second check hides its line under the first one")
    func doubleFeedByLength() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check(1), Sample.check(2) { $0.ink = .none }]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        _ = rig.end()
        #expect(rig.failure?.reason == .doubleFeed)
        #expect([1, 2].allSatisfy { rig.device.paper($0)?.backLines.isEmpty == true })
    }

    @Test("Cover open before: the check stays with the customer, and the reason is the cover, not the customer")
    func coverOpenBefore() throws {
        var rig = Rig.ready()
        rig.lever(.openCover(true))
        rig.pass(.seconds(4))
        rig.command(.beginInsertion(try scan()))
        #expect(rig.failure?.reason == .coverOpen)
        #expect(rig.failure?.paper == .outside)
        rig.lever(.openCover(false))
        rig.pass(.seconds(4))
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan("A-2")))
        _ = rig.end()
        #expect(rig.reading?.item == "A-2")
    }

    @Test("Cover opened while waiting: no check is not the reason")
    func coverOpenedWhileWaiting() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try scan(patience: .seconds(8))))
        rig.pass(.seconds(2))
        rig.lever(.openCover(true))
        rig.lever(.insert([Sample.check()]))
        _ = rig.end()
        #expect(rig.failure?.reason == .coverOpen)
        #expect(rig.failure?.paper == .outside)
    }

    @Test("Cover opened with a check inside: stop, a hand is in the path")
    func coverOpenedInside() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        rig.pass(atMost: .seconds(20)) { $0 == .documentInserted(item: "A-1") }
        rig.lever(.openCover(true))
        _ = rig.end()
        #expect(rig.failure?.reason == .coverOpen)
        #expect(rig.failure?.paper == .stuck)
        #expect(rig.failure?.printed == .nothing)
    }

    @Test("Link lost while a check is awaited: nobody may say that it is outside")
    func linkLostWhileWaiting() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try scan(endorsed: true)))
        rig.pass(.seconds(2))
        rig.hangUp()
        #expect(rig.failure?.reason == .linkLost)
        #expect(rig.failure?.paper == .unknown)
        #expect(rig.failure?.printed == .nothing)
        #expect(rig.reports.last.map { if case .broken = $0 { true } else { false } } == true)
    }

    @Test("Link lost while printing: an endorsement that nobody confirmed is never taken for done")
    func linkLostWhilePrinting() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        var waited = 0
        while rig.device.paper(1)?.backLines.isEmpty != false, waited < 2000 {
            rig.pass(.milliseconds(10))
            waited += 1
        }
        rig.hangUp()
        #expect(rig.failure?.reason == .linkLost)
        #expect(rig.failure?.printed == .unknown)
        #expect(rig.failure?.paper == .unknown)
        // the check is still inside: no other one goes in before somebody looked
        rig.open()
        rig.pass(.seconds(3))
        rig.command(.beginInsertion(try scan("A-2")))
        #expect(rig.failure?.reason == .checkInside)
        rig.command(.eject)
        rig.pass(.seconds(3))
        rig.lever(.takeChecks)
        rig.pass(.seconds(3))
        rig.lever(.insert([Sample.check(3)]))
        rig.command(.beginInsertion(try scan("A-3")))
        _ = rig.end()
        #expect(rig.reading?.item == "A-3")
    }

    @Test("Power lost in mid scan: the order ends, the dialogue ends, and both say unknown")
    func powerLostInMidScan() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        rig.pass(atMost: .seconds(20)) { $0 == .documentInserted(item: "A-1") }
        rig.lever(.powerOff)
        _ = rig.end()
        rig.pass(.seconds(30))
        #expect(rig.ends.count == 1)
        #expect(rig.failure?.paper == .unknown)
        #expect(rig.reports.contains { if case .broken = $0 { true } else { false } })
    }

    @Test("Lost answer after the endorsement: unknown, and the text is not printed a second time")
    func lostAnswerAfterEndorsement() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try scan(endorsed: true)))
        var waited = 0
        while rig.device.paper(1)?.backLines.isEmpty != false, waited < 2000 {
            rig.pass(.milliseconds(10))
            waited += 1
        }
        rig.dropsAnswers = true
        _ = rig.end()
        #expect(rig.failure?.printed == .unknown)
        rig.dropsAnswers = false
        rig.pass(.seconds(30))
        #expect(rig.ends.count == 1)
        #expect(rig.device.paper(1)?.backLines.count == 4)
    }

    @Test("A check that slips in while the wait is called off is read, not lost")
    func cancelledTooLate() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try scan()))
        rig.pass(.seconds(2))
        rig.lever(.insert([Sample.check()]))
        rig.command(.endInsertion)
        _ = rig.end()
        #expect(rig.reading?.line?.canonical == Sample.check().line)
        #expect(rig.ends.count == 1)
    }

    @Test("Called off in time, whatever the unit says to it", arguments: [true, false])
    func cancelledInTime(_ answers: Bool) throws {
        var rig = Rig.ready(A776Configuration(), Rig.unit { $0.answersCancelledRead = answers })
        rig.command(.beginInsertion(try scan()))
        rig.pass(.seconds(2))
        rig.command(.endInsertion)
        _ = rig.end(atMost: .seconds(15))
        #expect(rig.failure?.reason == .cancelled)
        #expect(rig.failure?.paper == .outside)
        #expect(!rig.device.isWaiting)
    }

    @Test("A second order while one is under way must not steal its check")
    func busy() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try scan()))
        rig.command(.beginInsertion(try scan("A-2")))
        #expect(rig.failure == CheckFailure(item: "A-2", .busy, paper: .outside))
        rig.lever(.insert([Sample.check()]))
        _ = rig.end()
        rig.pass(.seconds(20))
        #expect(rig.reading?.item == "A-1")
    }

    @Test("A line that is opened anew in the middle of a scan must not swallow its last word")
    func openedTwice() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try scan()))
        rig.pass(.seconds(2))
        rig.open()
        #expect(rig.failure?.reason == .linkLost)
        #expect(rig.failure?.paper == .unknown)
        rig.pass(.seconds(5))
        // the wait of the old scan is ended, and the unit is known again
        #expect(!rig.device.isWaiting)
        #expect(rig.reports.contains { if case .identified = $0 { true } else { false } })
    }

    @Test("A host that starts while the unit waits for a dead host's check must still be answered")
    func deadHostsWait() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try scan()))
        rig.pass(.seconds(2))
        rig.hangUp()
        rig.dialogue = A776Dialogue()
        rig.reports = []
        rig.open()
        rig.pass(.seconds(5))
        #expect(rig.reports.contains { if case .identified = $0 { true } else { false } })
        #expect(!rig.device.isWaiting)
    }

    @Test("A check that goes in while the wait is ended is in: nobody may be told to push it in again")
    func calledOffTooLate() throws {
        for late in stride(from: 0, through: 60, by: 2) {
            var rig = Rig.ready(A776Configuration(), Rig.unit { $0.closesLines = false })
            rig.command(.beginInsertion(try scan()))
            rig.pass(.seconds(1))
            rig.lever(.insert([Sample.check()]))
            rig.pass(rig.device.configuration.passTime + .milliseconds(late))
            rig.command(.endInsertion)
            rig.pass(.milliseconds(80))
            if let failure = rig.failure { #expect(failure.paper != .outside, "called off \(late) ms after the pass") }
        }
    }

    @Test("A check that somebody takes out of the path while it is printed on is not endorsed")
    func takenWhilePrinting() throws {
        let text = try Sample.endorsement().text.lines
        for late in stride(from: 0, through: 4_000, by: 100) {
            var rig = Rig.ready()
            rig.lever(.insert([Sample.check()]))
            rig.command(.beginInsertion(try scan(endorsed: true)))
            rig.pass(atMost: .seconds(20)) { $0 == .documentInserted(item: "A-1") }
            rig.pass(.milliseconds(late))
            rig.lever(.clearPath)
            _ = rig.end()
            let isOn = rig.device.paper(1)?.backLines == text
            #expect(rig.reading?.printed != .done || isOn, "taken \(late) ms after it was in")
        }
    }
}
