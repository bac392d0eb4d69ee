import A776Driver
import A776Simulator
import CheckPaper
import Checks
import DeviceKit
import SimulatorKit
import Testing

@Suite struct ReadingTests {
    @Test("A check that is read, pictured and let go must not lose its line or a side")
    func aGoodCheckIsReadWhole() throws {
        var rig = Rig.ready()
        let check = Sample.check()
        rig.command(.beginInsertion(CheckScan(item: "A-1")))
        rig.pass(.seconds(4))
        #expect(rig.reports.contains(.waitingForCheck(item: "A-1")))
        rig.lever(.insert([check]))
        _ = rig.end()
        let reading = try #require(rig.reading)
        #expect(reading.item == "A-1")
        #expect(reading.line?.canonical == check.line)
        #expect(reading.line?.isAcceptable == true)
        #expect(reading.images.map(\.kind.side) == [.front, .back])
        #expect(reading.images.allSatisfy { $0.kind.encoding == .tiffGroup4 })
        #expect(reading.missing.isEmpty && reading.printed == .nothing && reading.paper == .ejected)
        #expect(rig.reports.contains(.documentInserted(item: "A-1")))
        #expect(rig.ends.count == 1)
        rig.lever(.takeChecks)
        rig.pass(.seconds(5))
        #expect(rig.reports.contains(.removed))
        #expect(rig.faults.isEmpty)
    }

    @Test("Endorsement and franking in one order must be on the faces they are meant for")
    func bothFacesArePrinted() throws {
        var rig = Rig.ready()
        let scan = CheckScan(
            item: "A-1", endorsement: try Sample.endorsement(), franking: try Sample.franking())
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(scan))
        _ = rig.end()
        #expect(rig.reading?.printed == .done)
        let paper = try #require(rig.device.paper(1))
        #expect(paper.backLines == (try Sample.endorsement().text.lines))
        #expect(paper.frontLines == (try Sample.franking().text.lines))
        #expect(paper.place == .exit)
    }

    @Test("A held check must take an endorsement later, and only under its own name")
    func aHeldCheckIsPrintedLater() throws {
        var rig = Rig.ready()
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(CheckScan(item: "A-1", hold: true)))
        _ = rig.end()
        #expect(rig.reading?.paper == .held)
        rig.command(.endorse(item: "B-9", try Sample.endorsement()))
        #expect(rig.failure?.reason == .notPossible)
        rig.command(.beginInsertion(CheckScan(item: "A-2")))
        #expect(rig.failure?.reason == .checkInside)
        rig.command(.endorse(item: "A-1", try Sample.endorsement()))
        _ = rig.end()
        #expect(rig.ends.last == .printed(item: "A-1", .back))
        rig.command(.frank(item: "A-1", try Sample.franking()))
        _ = rig.end()
        #expect(rig.ends.last == .printed(item: "A-1", .front))
        #expect(rig.device.paper(1)?.backLines.count == 4)
        #expect(rig.device.paper(1)?.frontLines.count == 1)
        rig.command(.eject)
        rig.pass(.seconds(5))
        #expect(rig.device.paper(1)?.place == .exit)
        rig.lever(.takeChecks)
        rig.pass(.seconds(5))
        #expect(rig.reports.contains(.removed))
    }

    @Test(
        "A unit that reads its papers the other way must not lose a picture or a line",
        arguments: [0, 1, 2, 3, 4, 5, 6, 7])
    func everyReadingIsSurvived(_ which: Int) throws {
        let unit = Rig.unit(ownPatience: which == 7 ? .seconds(2) : nil) { readings in
            switch which {
            case 0: readings.sides = .bareSecond
            case 1: readings.sides = .oneFile
            case 2: readings.sides = .onlyFirst
            case 3: readings.encoding = .grayLZW
            case 4: (readings.closesLines, readings.closesShortAnswers) = (false, false)
            case 5: readings.frontFirst = false
            case 6: readings.encoding = .plain
            default: break
            }
        }
        var rig = Rig.ready(A776Configuration(), unit)
        rig.command(.beginInsertion(CheckScan(item: "A-1")))
        rig.pass(.seconds(7))
        rig.lever(.insert([Sample.check()]))
        _ = rig.end()
        #expect(rig.reading?.images.map(\.kind.side) == [.front, .back])
        #expect(rig.reading?.line?.canonical == Sample.check().line)
        #expect(rig.reading?.images.first?.kind.encoding == (which == 3 || which == 6 ? .tiffGray : .tiffGroup4))
    }

    @Test("A unit without imager or printer for a face must say so before a check moves")
    func whatAUnitCannotDoIsSaid() throws {
        var rig = Rig.ready(A776Configuration(flips: false), Rig.unit(hasFlipper: false, features: 0x08))
        rig.command(.beginInsertion(CheckScan(item: "A-1", franking: try Sample.franking())))
        #expect(rig.failure?.reason == .notPossible)
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(CheckScan(item: "A-2", endorsement: try Sample.endorsement())))
        _ = rig.end()
        #expect(rig.reading?.images.isEmpty == true)
        #expect(rig.reading?.missing == CheckImageKind.deposit)
        #expect(rig.reading?.printed == .done)
    }
}
