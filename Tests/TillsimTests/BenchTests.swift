import EBDSSimulator
import ESCPOSSimulator
import Testing

@testable import BenchKit
@testable import tillsim
import SimulatorKit

@Suite struct BenchTests {
    @Test func aNoteGoesThroughTheMouthIntoTheBoxAndIsWorthItsValue() {
        var counter = Counter()
        #expect(counter.validator.mouth == .open)
        counter.pull(.insertNote(2_000))
        #expect(counter.validator.mouth == .taking)
        #expect(counter.validator.mouthText == "Taking the note.")
        counter.run(for: .milliseconds(1_200))
        #expect(counter.validator.mouthText == "Holding the note until the kiosk decides.")
        #expect(counter.validator.lastNotice == "note seen, 20")
        counter.poll(0x20)
        #expect(counter.validator.mouthText == "Putting the note into the box.")
        counter.run(for: .seconds(1))
        #expect(counter.validator.lastNotice == "note stacked, 20")
        #expect(
            counter.validator.box
                == BoxView(
                    serial: "C-8841", notes: 1, capacity: 1_000, value: MoneyView(minorUnits: 2_000, currency: "USD"),
                    present: true))
        counter.feed()
        #expect(counter.bench.validator.notes.map(\.id) == [1, 2], "two notes under one number are one note")
    }

    @Test func aForgedNoteHangsInTheMouthUntilSomebodyTakesIt() {
        var counter = Counter()
        counter.feed(.insertForged(2_000))
        #expect(counter.validator.mouth == .returning)
        #expect(counter.validator.mouthText == "Giving the note back.")
        counter.run(for: .seconds(30))
        #expect(counter.validator.mouthText == "Note given back. Take it.")
        #expect(counter.validator.lastNotice == "not genuine, given back")
        counter.pull(.insertNote(100))
        #expect(counter.validator.lastNotice == "not drawn in: a note hangs in the mouth")
        counter.pull(.takeNote)
        #expect(counter.validator.mouth == .open)
        #expect(counter.validator.box.notes == 0)
    }

    @Test func aNoteIsNotDrawnInWhileTheKioskTakesNone() {
        var counter = Counter()
        counter.run(for: .seconds(1), mask: 0)
        #expect(counter.validator.mouth == .shut)
        counter.pull(.insertNote(2_000))
        #expect(counter.validator.lastNotice == "not drawn in: the kiosk takes no notes now")
        #expect(counter.bench.validator.noteInside == nil)
    }

    @Test func aNoteOnAStringComesOutOfTheBoxAgain() {
        var counter = Counter()
        counter.pull(.pullString)
        #expect(counter.validator.lastNotice == "no note hangs on a string")
        counter.feed(.insertOnString(2_000))
        counter.poll(0x20)
        counter.run(for: .seconds(1))
        #expect(counter.validator.box.notes == 1)
        counter.pull(.pullString)
        #expect(counter.validator.box.notes == 0)
        #expect(counter.validator.lastNotice == "note pulled out by its string, 20 on a string")
    }

    @Test func whileStackingFailsEveryNoteComesBack() {
        var counter = Counter()
        counter.pull(.failStacking(true))
        for _ in 0..<2 {
            counter.feed()
            counter.poll(0x20)
            counter.run(for: .seconds(2))
            #expect(counter.validator.mouthText == "Note given back. Take it.")
            counter.pull(.takeNote)
        }
        counter.pull(.failStacking(false))
        counter.feed()
        counter.poll(0x20)
        counter.run(for: .seconds(1))
        #expect(counter.validator.box.notes == 1)
    }

    @Test func theBoxCanBeFullAndOutAndAnother() {
        var counter = Counter()
        counter.pull(.full(true))
        #expect(counter.validator.mouth == .full)
        counter.pull(.full(false))
        #expect(counter.validator.mouth == .open)
        counter.pull(.boxOut)
        #expect(counter.validator.mouthText == "Shut. Cash box is out.")
        #expect(counter.validator.box == BoxView(present: false))
        counter.pull(.boxOut)
        #expect(counter.validator.lastNotice == "no cash box is in the validator")
        counter.pull(.boxIn(serial: "C-8842"))
        #expect(counter.validator.box.serial == "C-8842")
        counter.pull(.boxIn(serial: "C-8841"))
        #expect(counter.validator.lastNotice == "a cash box is in the validator already")
    }

    @Test func aBoxIsFullAtItsCapacity() {
        var configuration = BenchConfiguration()
        configuration.validator.cashUnitCapacity = 1
        var counter = Counter(configuration)
        counter.feed()
        counter.poll(0x20)
        counter.run(for: .seconds(1))
        #expect(counter.validator.mouth == .full)
        #expect(counter.validator.full)
    }

    @Test func theDrawerAndThePaperObeyTheirLevers() {
        var counter = Counter()
        counter.pull(.drawer(.first, .openByHand))
        #expect(counter.view.drawers.map(\.position) == ["open"])
        counter.pull(.drawer(.first, .pushShut))
        counter.pull(.drawer(.first, .lock(true)))
        #expect(counter.view.drawers == [DrawerView(position: "shut", locked: true)])
        #expect(counter.view.printer.paperPercent == 100)
        counter.pull(.nearEnd)
        #expect(counter.view.printer.paperPercent == 3)
        counter.pull(.paper(false))
        #expect(!counter.view.printer.paper)
        counter.pull(.paper(true))
        counter.pull(.cover(open: true))
        counter.pull(.cutterJam(true))
        let printer = counter.view.printer
        #expect(printer.paper && printer.cover == "open" && printer.cutterJam)
    }

    @Test func whatWasPrintedLiesThereAsPiecesAndAKickOpensTheDrawer() {
        var counter = Counter()
        #expect(counter.view.printer.pieces == 0)
        counter.take(.received(.printer, Array("PAID 20.00\n".utf8) + [0x1D, 0x56, 0x41, 0x03, 0x1B, 0x70, 0, 50, 50]))
        counter.run(for: .seconds(3))
        counter.take(.received(.printer, Array("COPY\n".utf8)))
        counter.run(for: .seconds(1))
        #expect(counter.bench.printer.pieces == ["PAID 20.00", "COPY"])
        #expect(counter.view.printer.text == "COPY")
        #expect(counter.view.drawers.first?.position == "open")
        counter.pull(.tearOff)
        #expect(counter.view.printer.pieces >= 2)
    }
}
