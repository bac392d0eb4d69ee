import CheckPaper
import Checks
import DeviceKit
import ExcellaDriver
import ExcellaSimulator
import Testing

@Suite struct ReadingTests {
    @Test("A check must come with its line, both sides, and both texts on their faces")
    func aGoodCheckIsReadWhole() throws {
        var rig = Rig.ready()
        var scan = try Sample.scan(endorsed: true)
        scan.franking = try Sample.franking()
        rig.command(.beginInsertion(scan))
        rig.pass(.seconds(3))
        rig.lever(.insert([Sample.check()]))
        rig.end()
        let reading = try #require(rig.reading)
        #expect(reading.line?.canonical == Sample.check().line)
        #expect(reading.line?.isAcceptable == true)
        #expect(reading.images.map(\.kind) == CheckImageKind.deposit)
        #expect(reading.missing.isEmpty && reading.printed == .done && reading.paper == .ejected)
        #expect(rig.device.paper(1)?.backLines == ["FOR DEPOSIT ONLY A&B UTILITY <122000661> 000123"])
        #expect(rig.device.paper(1)?.frontLines == ["PAID MAIN OFFICE 2026-11-21"])
        #expect(rig.posts == 1)
        rig.pass(.seconds(10))
        #expect(rig.reports.contains(.removed))
        #expect(rig.ends.count == 1 && rig.faults.isEmpty)
    }

    @Test("A customer who takes longer than one wait of the unit must still be served")
    func aSlowHandIsServed() throws {
        var rig = Rig.ready()
        rig.command(.beginInsertion(try Sample.scan()))
        rig.pass(.seconds(17))
        rig.lever(.insert([Sample.check()]))
        rig.end()
        #expect(rig.reading?.item == "A-1")
        #expect(rig.posts > 2)
    }

    @Test(
        "A unit that ends its answers another way must not lose a picture", arguments: [0, 1, 2, 3, 4])
    func everyEndingIsRead(_ which: Int) throws {
        let unit = Rig.unit { readings in
            switch which {
            case 0: readings.ending = .chunks
            case 1: readings.ending = .connection
            case 2: readings.closesAfterAnswer = true
            case 3: (readings.ending, readings.closesAfterAnswer) = (.chunks, true)
            default: readings.parts = false
            }
        }
        var rig = Rig.ready(ExcellaConfiguration(), unit)
        rig.pass(.seconds(20))
        #expect(rig.reports.allSatisfy { if case .broken = $0 { false } else { true } })
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(try Sample.scan(endorsed: true)))
        rig.end()
        #expect(rig.reading?.images.count == 2)
        #expect(rig.reading?.printed == .done)
        #expect(rig.posts == 1)
    }

    @Test("What this unit cannot do must be said before a check moves")
    func whatItCannotDoIsSaid() throws {
        var rig = Rig.ready(ExcellaConfiguration(), Rig.unit(hasFrontPrinter: false))
        var scan = try Sample.scan()
        scan.franking = try Sample.franking()
        rig.command(.beginInsertion(scan))
        #expect(rig.failure?.reason == .notPossible)
        rig.command(.endorse(item: "A-1", try Sample.endorsement()))
        #expect(rig.failure?.reason == .notPossible)
        #expect(rig.posts == 0)
    }

    @Test("Gray pictures in a TIFF are none of this unit: missing, and told")
    func missingPicturesAreNamed() throws {
        var rig = Rig.ready()
        var scan = try Sample.scan()
        scan.images = [CheckImageKind(.front, .tiffGroup4), CheckImageKind(.front, .tiffGray)]
        rig.lever(.insert([Sample.check()]))
        rig.command(.beginInsertion(scan))
        rig.end()
        #expect(rig.reading?.images.map(\.kind) == [CheckImageKind(.front, .tiffGroup4)])
        #expect(rig.reading?.missing == [CheckImageKind(.front, .tiffGray)])
    }

    @Test("Identity and capabilities come from the unit's own words")
    func identity() {
        var rig = Rig()
        rig.open()
        rig.pass(.seconds(1))
        guard case .identified(let identity)? = rig.reports.first else {
            Issue.record("not identified")
            return
        }
        #expect(identity.model == "Excella STX" && identity.maker == "MagTek")
        #expect(identity.capabilities.endorses && identity.capabilities.franks && !identity.capabilities.holds)
    }
}
