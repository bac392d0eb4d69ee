import EBDSSimulator
import Testing

@testable import BenchKit
@testable import tillsim
import SimulatorKit

/// Jams, cables and power: what the bench adds to the devices.
@Suite struct FaultTests {
    @Test func anArmedJamCatchesTheNextNoteOnItsWayInAndGivesItToTheCustomer() {
        var counter = Counter()
        counter.pull(.jam)
        #expect(counter.validator.jam, "a lever that was pulled shows nothing")
        #expect(counter.validator.mouth == .open)
        counter.feed()
        #expect(counter.bench.validator.note(1)?.place == .stuck(.acceptor))
        #expect(counter.validator.mouth == .jammed)
        counter.pull(.clearJam)
        #expect(counter.bench.validator.note(1)?.place == .withCustomer)
        #expect(!counter.validator.jam)
        counter.feed()
        #expect(counter.bench.validator.note(2)?.place == .escrow, "one jam caught two notes")
    }

    @Test func aJamArmedInEscrowCatchesTheNoteOnItsWayIntoTheBoxAndTheStaffGetsIt() {
        var counter = Counter()
        counter.feed()
        counter.pull(.jam)
        counter.poll(0x20)
        counter.run(for: .seconds(1))
        #expect(counter.bench.validator.note(1)?.place == .stuck(.stacker))
        counter.pull(.clearJam)
        #expect(counter.bench.validator.note(1)?.place == .withStaff)
        #expect(counter.validator.box.notes == 0)
    }

    @Test func aJamOfAMovingNoteHappensAtOnceWhereverItMoves() {
        var counter = Counter()
        counter.pull(.insertNote(2_000))
        counter.pull(.jam)
        #expect(counter.bench.validator.note(1)?.place == .stuck(.acceptor))
        counter.pull(.clearJam)
        counter.feed()
        counter.poll(0x40)
        counter.pull(.jam)
        #expect(counter.bench.validator.note(2)?.place == .stuck(.exit))
        counter.pull(.clearJam)
        counter.pull(.insertForged(2_000))
        counter.run(for: .milliseconds(1_200))
        #expect(counter.validator.mouthText == "Giving the note back.")
        counter.pull(.jam)
        #expect(counter.bench.validator.note(3)?.place == .stuck(.exit), "a note on its way out jams on its way in")
    }

    @Test func aJamArmedInEscrowCatchesAlsoTheNoteThatGoesBack() {
        var counter = Counter()
        counter.feed()
        counter.pull(.jam)
        counter.poll(0x40)
        counter.run(for: .milliseconds(400))
        #expect(counter.bench.validator.note(1)?.place == .stuck(.exit))
    }

    @Test func whatADeviceSaysByItselfIsLostWhileItsCableIsOut() {
        var configuration = BenchConfiguration()
        configuration.validator.readings.enquiry = .always
        var counter = Counter(configuration)
        counter.take(.received(.printer, [0x1D, 0x61, 0x0F]))
        for isIn in [true, false] {
            for wire in Wire.allCases { counter.pull(.cable(wire, on: isIn)) }
            counter.effects = []
            counter.pull(.cover(open: isIn))
            counter.pull(.full(isIn))
            #expect(counter.sent.isEmpty == !isIn)
        }
    }

    @Test func anArmedJamCanBeTakenBack() {
        var counter = Counter()
        counter.pull(.jam)
        counter.pull(.clearJam)
        #expect(!counter.validator.jam)
        counter.feed()
        #expect(counter.bench.validator.note(1)?.place == .escrow)
    }

    @Test func aPulledCableIsAskedOfTheShellOnceAndSwallowsBytesBothWays() {
        var counter = Counter()
        counter.effects = []
        counter.pull(.cable(.validator, on: false))
        counter.pull(.cable(.validator, on: false))
        #expect(counter.effects == [.unplug(.validator)])
        let log = counter.bench.log
        counter.poll(0x20)
        #expect(counter.sent.isEmpty)
        #expect(counter.bench.log == log, "words about bytes that nobody sent")
        #expect(!counter.validator.link && counter.view.printer.link)
        counter.pull(.cable(.validator, on: true))
        #expect(counter.effects.last == .plug(.validator))
        counter.poll()
        counter.poll()
        #expect(!counter.sent.isEmpty)
    }

    @Test func aCableThatCannotBePluggedInIsShownAsOut() {
        var counter = Counter()
        counter.take(.plugFailed(.printer, "no ptys left"))
        #expect(!counter.view.printer.link)
        #expect(counter.validator.lastNotice == "the printer's cable does not go in: no ptys left")
    }

    @Test func allPowerComesBackAfterThreeSecondsButNotToWhatWasSwitchedOff() {
        var counter = Counter()
        counter.pull(.power(.printer, on: false))
        counter.pull(.cutAllPower)
        #expect(!counter.validator.power && counter.validator.mouth == .off)
        #expect(counter.validator.link, "a serial line without power is silent, not gone")
        counter.run(for: .milliseconds(2_900))
        #expect(!counter.validator.power)
        counter.run(for: .milliseconds(200))
        #expect(counter.validator.power && !counter.view.printer.power)
        counter.pull(.power(.printer, on: true))
        #expect(counter.view.printer.power)
    }

    @Test func aSwitchPutOnInTheDarkWaitsForTheMains() {
        var counter = Counter()
        counter.pull(.power(.validator, on: false))
        counter.pull(.cutAllPower)
        counter.pull(.power(.validator, on: true))
        #expect(!counter.validator.power)
        counter.run(for: .milliseconds(3_100))
        #expect(counter.validator.power)
    }

    @Test func aNoteCaughtByAPowerCutOnItsWayInComesBackAfterIt() {
        var counter = Counter()
        counter.pull(.insertNote(2_000))
        counter.run(for: .milliseconds(300))
        counter.pull(.cutAllPower)
        counter.run(for: .milliseconds(3_200))
        #expect(counter.validator.mouth == .returning, "a note on its way out is drawn as taken")
        counter.run(for: .seconds(2))
        #expect(counter.validator.mouthText == "Note given back. Take it.")
    }

    @Test func theDeadlineNeverLiesBeforeAJamOrThePowerThatIsDue() {
        var counter = Counter()
        counter.pull(.cutAllPower)
        #expect(counter.bench.deadline == counter.now + .seconds(3))
        counter.run(for: .seconds(6))
        counter.pull(.jam)
        counter.pull(.insertNote(100))
        #expect(counter.bench.deadline == counter.now + .milliseconds(300))
    }
}
