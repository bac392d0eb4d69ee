import CheckPaper
import Checks
import DeviceKit
import ExcellaDriver
import ExcellaSimulator
import Testing

/// The table of errors of the shared dossier (check-scanners.md 3.4), one row a test.
@Suite struct FaultTableTests {
    @Test("No document, whatever number and words the unit has for it", arguments: [201, 230, 299], [true, false])
    func noDocument(_ code: Int, _ speaks: Bool) throws {
        var rig = Rig.ready(
            ExcellaConfiguration(),
            Rig.unit { ($0.feedTimeoutCode, $0.saysWords, $0.failuresTellStatus) = (code, speaks, speaks) })
        rig.command(.beginInsertion(try Sample.scan(endorsed: true, patience: .seconds(8))))
        rig.end()
        #expect(rig.failure?.reason == .noCheck)
        #expect(rig.failure?.paper == .outside)
        #expect(rig.failure?.printed == .nothing)
        rig.lever(.insert([Sample.check(2)]))
        rig.command(.beginInsertion(try Sample.scan("A-2")))
        rig.end()
        #expect(rig.reading?.item == "A-2")
    }

    @Test("Jam by 105, or by any number beside a path that is not clear", arguments: [105, 212, 313], [true, false])
    func jam(_ code: Int, _ tells: Bool) throws {
        var rig = Rig.ready(
            ExcellaConfiguration(),
            Rig.unit { ($0.jamCode, $0.saysWords, $0.failuresTellStatus) = (code, false, tells) })
        rig.lever(.jamNext)
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        rig.end()
        #expect(rig.failure?.reason == .jam)
        #expect(rig.failure?.paper == .stuck)
        #expect(rig.failure?.printed == .unknown)
        rig.command(.beginInsertion(try Sample.scan("A-2")))
        #expect(rig.failure == CheckFailure(item: "A-2", .jam, paper: .outside, detail: "the path is not clear"))
        rig.lever(.clearPath)
        rig.pass(.seconds(12))
        rig.command(.beginInsertion(try Sample.scan("A-3")))
        #expect(rig.failure?.item == "A-3")
        rig.command(.cleared)
        rig.pass(.seconds(2))
        rig.lever(.insert([Sample.check(4)]))
        rig.command(.beginInsertion(try Sample.scan("A-4")))
        rig.end()
        #expect(rig.reading?.item == "A-4")
    }

    @Test("No MICR: told with the pictures, for a person to key in")
    func noMICR() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check { $0.ink = .none }]))
        rig.command(.beginInsertion(try Sample.scan()))
        rig.end()
        #expect(rig.failure?.reason == .noMICR)
        #expect(rig.failure?.partial?.images.count == 2)
        #expect(rig.failure?.paper == .ejected)
    }

    @Test("Bad character: told with what was read")
    func badCharacter() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check { $0.ink = .torn([4]) }]))
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        rig.end()
        #expect(rig.failure?.reason == .badRead)
        #expect(rig.failure?.partial?.line?.hasUnreadable == true)
        // this unit prints in the same pass: the office has to know that it did
        #expect(rig.failure?.printed == .done)
    }

    @Test("Check digit: a bank's number that cannot be right must not be deposited")
    func checkDigit() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check { $0.line = "t122000219t 1234567o 321" }]))
        rig.command(.beginInsertion(try Sample.scan()))
        rig.end()
        #expect(rig.failure?.reason == .checkDigit)
    }

    @Test("Double feed, felt by the unit")
    func doubleFeedFelt() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check(1), Sample.check(2)]))
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        rig.end()
        #expect(rig.failure?.reason == .doubleFeed)
        #expect([1, 2].allSatisfy { rig.device.paper($0)?.place == .exit })
    }

    @Test("Double feed with a number that was learnt from the unit")
    func doubleFeedLearnt() throws {
        var rig = Rig.ready(
            ExcellaConfiguration(learntCodes: [.init(221, .doubleFeed)]), Rig.unit { $0.saysWords = false })
        rig.lever(.insert([Sample.check(1), Sample.check(2)]))
        rig.command(.beginInsertion(try Sample.scan()))
        rig.end()
        #expect(rig.failure?.reason == .doubleFeed)
    }

    @Test("Double feed that the unit does not feel: a paper too long is two")
    func doubleFeedByLength() throws {
        var rig = Rig.ready(ExcellaConfiguration(), Rig.unit { $0.feelsDoubleFeed = false })
        rig.lever(.insert([Sample.check(1), Sample.check(2) { $0.ink = .none }]))
        rig.command(.beginInsertion(try Sample.scan()))
        rig.end()
        #expect(rig.failure?.reason == .doubleFeed)
    }

    @Test("Cover: the guide is open before, or opened during the wait", arguments: [true, false])
    func cover(_ before: Bool) throws {
        var rig = Rig.ready()
        if before {
            rig.lever(.openCover(true))
            rig.pass(.seconds(8))
        }
        rig.command(.beginInsertion(try Sample.scan()))
        if !before {
            rig.pass(.seconds(2))
            rig.lever(.openCover(true))
            rig.end()
        }
        #expect(rig.failure?.reason == .coverOpen)
        #expect(rig.failure?.paper == .outside)
        rig.lever(.openCover(false))
        rig.pass(.seconds(8))
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try Sample.scan("A-2")))
        rig.end()
        #expect(rig.reading?.item == "A-2")
    }

    @Test("Ink: the scan is allowed, the endorsement is not")
    func ink() throws {
        var rig = Rig.ready()
        rig.lever(.ink(.back, .out))
        rig.pass(.seconds(8))
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        #expect(rig.failure?.reason == .inkOut)
        #expect(rig.posts == 0)
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try Sample.scan("A-2")))
        rig.end()
        #expect(rig.reading?.printed == .nothing)
    }

    @Test("Link lost in mid scan: unknown, and the scan is not posted again")
    func linkLostInMidScan() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        rig.pass(.seconds(1))
        rig.hangUp()
        #expect(rig.failure?.reason == .linkLost)
        #expect(rig.failure?.paper == .unknown)
        #expect(rig.failure?.printed == .unknown)
        #expect(rig.reports.last.map { if case .broken = $0 { true } else { false } } == true)
        rig.pass(.seconds(30))
        #expect(rig.posts == 1)
        #expect(rig.device.paper(1)?.backLines.count == 1)
        #expect(rig.reports.contains { if case .identified = $0 { true } else { false } })
    }

    @Test("Lost answer after the endorsement: one look, no second post, printed is unknown")
    func lostAnswer() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        rig.pass(.seconds(1))
        rig.lever(.mute(true))
        rig.end()
        rig.lever(.mute(false))
        #expect(rig.failure?.reason == .timeout)
        #expect(rig.failure?.printed == .unknown)
        rig.pass(.seconds(30))
        #expect(rig.posts == 1)
        #expect(rig.requests.dropFirst().first == "GET /Excella?DeviceInformation=DeviceStatus HTTP/1.1")
        #expect(rig.ends.count == 1)
    }

    @Test("Power lost: the order ends, the talk ends, and both say unknown")
    func powerLost() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        rig.pass(.seconds(1))
        rig.lever(.powerOff)
        rig.opensAgain = false
        rig.hangUp()
        rig.pass(.seconds(60))
        #expect(rig.ends.count == 1)
        #expect(rig.failure?.paper == .unknown && rig.failure?.printed == .unknown)
    }

    @Test("An unknown key is our own mistake: named, and the check stays outside")
    func ownMistake() throws {
        var rig = Rig.ready()
        var scan = try Sample.scan()
        scan.images = [CheckImageKind(.front, .jpeg)]
        rig.command(.beginInsertion(scan))
        rig.end()
        #expect(rig.failure?.reason == .deviceFailure)
        #expect(rig.failure?.paper == .outside)
        #expect(rig.failure?.detail.hasPrefix("151") == true)
    }

    @Test("The unit's own failure is told with its number")
    func ownFailure() throws {
        var rig = Rig.ready()
        rig.lever(.fail(true))
        rig.command(.beginInsertion(try Sample.scan()))
        rig.end()
        #expect(rig.failure?.reason == .deviceFailure)
        #expect(rig.failure?.detail == "101 Internal Device Failure")
    }

    @Test("Called off: a wait ends as cancelled, a check that is in is read")
    func cancelled() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try Sample.scan()))
        rig.pass(.seconds(2))
        rig.command(.endInsertion)
        rig.end()
        #expect(rig.failure?.reason == .cancelled)
        rig.command(.beginInsertion(try Sample.scan("A-2")))
        rig.pass(.seconds(2))
        rig.lever(.insert([Sample.check()]))
        rig.command(.endInsertion)
        rig.end()
        #expect(rig.reading?.item == "A-2")
    }

    @Test("A second order while one is under way must not steal its check")
    func busy() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try Sample.scan()))
        rig.command(.beginInsertion(try Sample.scan("A-2")))
        #expect(rig.failure == CheckFailure(item: "A-2", .busy, paper: .outside))
        rig.lever(.insert([Sample.check()]))
        rig.end()
        #expect(rig.reading?.item == "A-1")
    }

    @Test("Ink that runs out after the order: the unit passes the check all the same, and it is not endorsed")
    func inkRunsOutInTheWait() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        rig.pass(.seconds(1))
        rig.lever(.ink(.back, .out))
        rig.lever(.insert([Sample.check()]))
        rig.end()
        #expect(rig.device.paper(1)?.backLines.isEmpty == true)
        #expect(rig.reading?.printed == .unknown)
    }

    @Test("One answer that is lost must not put all later ones out of step for ever")
    func aLostAnswerIsGotOver() throws {
        var rig = Rig.ready()
        rig.lever(.mute(true))
        rig.pass(.seconds(7))
        rig.lever(.mute(false))
        rig.pass(.seconds(120))
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try Sample.scan("A-9")))
        rig.end()
        #expect(rig.reading?.item == "A-9")
    }

    @Test("A check that is pulled out on its way is not endorsed, and nobody knows what is on it")
    func takenOnItsWay() throws {
        for soon in [300, 900] {
            var rig = Rig.ready()
            rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
            rig.lever(.insert([Sample.check()]))
            rig.pass(.milliseconds(soon))
            rig.lever(.clearPath)
            rig.end()
            #expect(rig.failure?.reason == .deviceFailure && rig.failure?.printed == .unknown)
            #expect(rig.failure?.paper == .unknown)
        }
    }
}
