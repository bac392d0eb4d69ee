import Foundation
import Supervision
import Testing

@Suite struct PassportTests {
    private func passport(_ serial: String = "0042") -> DevicePassport {
        DevicePassport(kind: "billAcceptor", serial: serial, model: "SC 83")
    }

    @Test("A unit that moves must keep its numbers, or its faults look like the new station's")
    func aUnitThatMovesKeepsItsNumbers() throws {
        var here = passport()
        here.arrive(station: "K-07", model: "", firmware: "1.2", noteSet: "USD 7", at: "2026-01-01T00:00:00.000Z")
        here.add(.notesTaken, 2_000, at: "K-07")
        here.add(.jams, 6, at: "K-07")
        let carried = try JSONEncoder().encode(here)
        var there = passport()
        there.arrive(station: "K-08", model: "", firmware: "1.2", noteSet: "USD 7", at: "2026-02-01T00:00:00.000Z")
        there.add(.notesTaken, 1_000, at: "K-08")
        let papers = try JSONDecoder().decode(DevicePassport.self, from: carried)
        #expect(there.merge(papers) == true)
        #expect(there.counts[.notesTaken] == 3_000)
        #expect(there.faultsPerThousandNotes == 2)
        #expect(there.stints.map(\.station) == ["K-07", "K-08"])
        #expect(there.stints.map { DevicePassport.faultsPerThousand($0.counts) } == [3, 0])
    }

    @Test("Papers that are carried to and fro must not count twice")
    func mergingTwiceChangesNothing() {
        var own = passport()
        own.arrive(station: "K-07", model: "", firmware: "1", noteSet: "", at: "2026-01-01T00:00:00.000Z")
        own.add(.jams, 2, at: "K-07")
        let old = own
        own.add(.jams, at: "K-07")
        #expect(own.merge(old) == true)
        #expect(own.counts[.jams] == 3, "the newer counts stand")
        var copy = old
        #expect(copy.merge(own) == true)
        #expect(copy == own)
    }

    @Test("Another unit's papers are not ours")
    func papersOfAnotherUnitAreRefused() {
        var own = passport()
        #expect(own.merge(passport("0043")) == false)
        #expect(own.merge(DevicePassport(kind: "posPrinter", serial: "0042", model: "")) == false)
    }

    @Test("A firmware that jams shows only when its faults stand apart from the old one's")
    func anotherFirmwareIsAStretchOfItsOwn() {
        var own = passport()
        own.arrive(station: "K-07", model: "", firmware: "1", noteSet: "A", at: "a")
        own.arrive(station: "K-07", model: "", firmware: "1", noteSet: "A", at: "b")
        #expect(own.stints.count == 1, "a restart is no move")
        own.arrive(station: "K-07", model: "", firmware: "2", noteSet: "A", at: "c")
        own.arrive(station: "K-07", model: "", firmware: "2", noteSet: "B", at: "d")
        own.add(.notesTaken, 5, at: "K-07")
        #expect(own.stints.map { $0.counts[.notesTaken] } == [0, 0, 5])
    }

    @Test("The papers of the last station must not take over what is counted at this one")
    func papersThatComeLaterDoNotTakeTheCounts() {
        var own = passport()
        own.arrive(station: "K-07", model: "", firmware: "1", noteSet: "", at: "2026-01-01T00:00:00.000Z")
        own.add(.notesTaken, 10, at: "K-07")
        var carried = passport()
        carried.arrive(station: "K-08", model: "", firmware: "1", noteSet: "", at: "2026-02-01T00:00:00.000Z")
        carried.add(.notesTaken, 5, at: "K-08")
        own.merge(carried)
        own.add(.notesTaken, 3, at: "K-07")
        #expect(own.stints.map { $0.counts[.notesTaken] } == [13, 5])
        own.add(.notesTaken, at: "K-09")
        #expect(own.counts[.notesTaken] == 18, "it never stood there")
    }

    @Test("Two stretches alike that were read as one would count double when they come home")
    func stretchesStandAsTheyAreTold() {
        let stretches = ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"].map { began in
            var stretch = DevicePassport.Stint(station: "K-07", firmware: "1", noteSet: "", began: began)
            stretch.counts.add(.jams, 2)
            return stretch
        }
        let read = DevicePassport(kind: "billAcceptor", serial: "0042", model: "", stints: stretches)
        #expect(read.stints == stretches)
        var home = read
        home.merge(read)
        #expect(home.counts[.jams] == 4)
    }

    @Test("One jam in nine notes says nothing about a unit")
    func fewNotesGiveNoRate() {
        var counts = DeviceCounts()
        counts.add(.notesTaken, 99)
        counts.add(.jams, 9)
        #expect(DevicePassport.faultsPerThousand(counts) == nil)
        counts.add(.notesTaken)
        #expect(DevicePassport.faultsPerThousand(counts) == 90)
    }

    @Test("A file of an older program has fewer counts, and none of them is lost")
    func countsAreReadByName() throws {
        let counts = try JSONDecoder().decode(DeviceCounts.self, from: Data(#"{"jams":3,"unheardOf":9}"#.utf8))
        #expect(counts[.jams] == 3)
        #expect(counts.faults == 3)
        #expect(try JSONDecoder().decode(DeviceCounts.self, from: JSONEncoder().encode(counts)) == counts)
    }

    @Test("A count never goes back and never traps")
    func countsOnlyRise() {
        var counts = DeviceCounts()
        counts.add(.jams, -4)
        #expect(counts[.jams] == 0)
        counts.add(.jams, .max)
        counts.add(.jams, 5)
        #expect(counts[.jams] == .max)
    }
}

@Suite struct PaperTests {
    private func paper(
        _ length: Int64? = 80_000, before: Int64 = 1_000, printed: Int64? = 21_000, receipts: Int64 = 100,
        sensor: PaperOnRoll.Sensor = .enough
    ) -> PaperOnRoll {
        PaperOnRoll(length: length, printedBefore: before, printed: printed, receipts: receipts, sensor: sensor)
    }

    @Test("A round without a wasted trip needs to know how much paper is left")
    func whatWasPrintedIsGone() {
        let roll = paper()
        #expect(roll.leftMillimetres == 60_000)
        #expect(roll.percent == 75)
        #expect(roll.receiptsLeft == 285, "receipts of 210 mm, as they were here")
        #expect(paper(receipts: 3).receiptsLeft == 300, "of the usual length, while three say nothing")
    }

    @Test("The sensor sees the roll; the count only believes")
    func theSensorIsBelieved() {
        #expect(paper(sensor: .nearEnd).leftMillimetres == PaperOnRoll.nearEndMillimetres)
        #expect(paper(printed: 79_000, sensor: .nearEnd).leftMillimetres == 2_000)
        #expect(paper(sensor: .end).receiptsLeft == 0)
        #expect(
            paper(printed: 200_000, sensor: .enough).leftMillimetres == nil, "paper that cannot be there is not counted"
        )
        #expect(paper(printed: 200_000, sensor: .unknown).leftMillimetres == 0)
    }

    @Test("Nobody who knows nothing says a number")
    func withoutARollNothingIsKnown() {
        #expect(paper(nil).leftMillimetres == nil)
        #expect(paper(nil).percent == nil)
        #expect(paper(nil, sensor: .nearEnd).leftMillimetres == PaperOnRoll.nearEndMillimetres)
    }

    @Test("A count below the one that the roll was set at is another printer's: it says nothing of this roll")
    func aCountThatWentBackSaysNothing() {
        let other = paper(before: 50_000, printed: 10)
        #expect(other.leftMillimetres == nil && other.percent == nil && other.receiptsLeft == nil)
        #expect(paper(before: 50_000, printed: 10, sensor: .nearEnd).leftMillimetres == PaperOnRoll.nearEndMillimetres)
    }

    @Test("A printer that has not shown itself since the start is told a full roll")
    func withoutACountNothingIsKnown() {
        let dark = paper(before: 0, printed: nil, receipts: 0, sensor: .unknown)
        #expect(dark.leftMillimetres == nil && dark.receiptsLeft == nil && dark.lengthMillimetres == 80_000)
        #expect(paper(printed: nil, sensor: .end).leftMillimetres == 0)
    }
}
