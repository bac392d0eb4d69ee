import CCNETDriver
import CCNETSimulator
import DeviceKit
import Money
import SimulatorKit
import Testing

/// One note, and a cut at every moment of its life: of the unit, of the host, of both.
@Suite struct EveryMomentTests {
    private enum Cut: CaseIterable { case device, host, both, line }

    /// From the hand to the acknowledged credit, in steps of 60 ms.
    @Test(arguments: [true, false])
    func aCutAtAnyMomentCreditsExactlyWhatIsInTheBox(_ keeps: Bool) {
        for cut in Cut.allCases {
            for step in 0..<60 {
                var world = World(Setup(keepsInProcess: keeps))
                world.run { $0.device.isLit }
                world.insert(1)
                world.run(.milliseconds(60 * step))
                switch cut {
                case .device: world.pull(.powerOff)
                case .host: world.cutHost()
                case .both:
                    world.pull(.powerOff)
                    world.cutHost()
                case .line: world.pull(.mute(true))
                }
                world.run(.milliseconds(700 + 90 * (step % 7)))
                world.heal()
                world.expectConserved(doubts: keeps ? 0 : nil)
                if keeps { #expect(world.journal.credited == world.boxed, "\(cut) at \(60 * step) ms") }
            }
        }
    }

    /// Twice: the second cut comes while the first is being recovered from.
    @Test func aSecondCutDuringRecoveryChangesNothing() {
        for first in 0..<10 {
            for second in 0..<18 {
                var world = World(specified)
                world.run { $0.device.isLit }
                world.insert(1)
                world.run(.milliseconds(1000 + 130 * first))
                world.pull(.powerOff)
                world.run(.milliseconds(300))
                world.pull(.powerOn)
                world.run(.milliseconds(250 * second))
                if second % 2 == 0 { world.pull(.powerOff) } else { world.cutHost() }
                world.run(.milliseconds(400))
                world.heal()
                world.expectConserved()
                #expect(world.journal.credited == world.boxed, "\(first), \(second)")
            }
        }
    }

    @Test func anotherUnitInItsPlaceIsNamedAnewAndKnowsNothingOfTheNote() {
        var world = World(specified)
        world.run { $0.device.isLit }
        world.pull(.swap(serial: "00K777777777"))
        world.run(.seconds(8))
        let serials = world.reports.compactMap { if case .identified(let unit) = $0 { unit.serial } else { nil } }
        #expect(serials == ["00K000000001", "00K777777777"])
        world.insert(1)
        world.run(.seconds(5))
        #expect(world.journal.credited == [1])
    }

    @Test func aNotePulledBackOnItsStringIsACheatAndNotTwoNotes() {
        var world = World(specified)
        world.run { $0.device.isLit }
        world.pull(.insert(id: 1, .onString(minorUnits: 2000)))
        world.run { $0.journal.credited == [1] }
        world.pull(.pullString(id: 1))
        world.run(.seconds(2))
        #expect(world.reports.contains(.cheated))
        #expect(world.journal.credited == [1] && world.device.fished == [1])
    }

    @Test func aJamAtTheBoxIsRecoveredFromByItselfOnceTheAttendantIsDone() {
        var world = World(specified)
        world.run { $0.device.isLit }
        world.pull(.jam(.stacker))
        world.insert(1)
        world.run(.seconds(10))
        #expect(world.device.isJammed && world.journal.credited.isEmpty)
        world.pull(.clearJam(.staff))
        world.run(.seconds(40))
        #expect(!world.device.isJammed && world.journal.doubts == [1])
        world.insert(2)
        world.run(.seconds(5))
        #expect(world.journal.credited == [2])
    }

    @Test func aForgedNoteAndACouponAreNeverMoney() {
        var world = World(specified)
        world.run { $0.device.isLit }
        world.pull(.insert(id: 1, .forged(minorUnits: 2000)))
        world.run(.seconds(4))
        world.pull(.insert(id: 2, .barcode("123456")))
        world.run(.seconds(4))
        #expect(world.reports.count { $0 == .rejected } == 2)
        #expect(world.boxed.isEmpty && world.journal.credited.isEmpty)
    }

    @Test func aFullBoxTakesNothingAndANewOneServesAgain() {
        var world = World(specified) { $0.cashUnitCapacity = 1 }
        world.run { $0.device.isLit }
        world.insert(1)
        world.run(.seconds(5))
        #expect(world.journal.credited == [1] && !world.device.isLit)
        world.pull(.removeCashUnit)
        world.run(.seconds(2))
        world.pull(.insertCashUnit(serial: "CU-2"))
        world.run(.seconds(6))
        world.insert(2)
        world.run(.seconds(5))
        #expect(world.journal.credited == [1, 2])
    }
}
