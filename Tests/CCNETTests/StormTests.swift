import CCNETDriver
import CCNETSimulator
import DeviceKit
import Money
import SimulatorKit
import Testing

/// Driver and simulator back to back: losses, doublings, damage, delays, power cuts of either side at any moment, a
/// controller that is slow, refuses notes, or dies before it has written anything down.
@Suite struct StormTests {
    private struct Storm {
        var world: World
        var dice: Dice
        var notes = 0
        var hostDown: Duration?
        var deviceDown: Duration?

        init(_ configuration: Setup, _ seed: Int, _ shape: (inout CCNETReadings, inout Dice) -> Void) {
            var dice = Dice(seed: UInt64(seed) &* 7919 &+ 17)
            world = World(configuration) { unit in
                shape(&unit.readings, &dice)
                unit.readings.failedStack = dice.pick([.silent, .returned])
                unit.readings.damaged = dice.pick([.refused, .silent])
                unit.readings.longAnswers = dice.chance(1, in: 4)
                unit.readings.acknowledgementMeansLastAnswer = dice.chance(1, in: 2)
                unit.readings.identifiesWhileWordStands = dice.chance(2, in: 3)
                unit.readings.tellsReturnAtStart = dice.chance(1, in: 3)
                unit.readings.disableGivesBack = dice.chance(1, in: 3)
                unit.readings.jamStandsUntilReset = dice.chance(1, in: 2)
                unit.timing.stackLag = dice.pick([.zero, .zero, .milliseconds(300)])
                unit.customerTakesAfter = dice.pick([.zero, .seconds(1)])
            }
            self.dice = dice
            world.weather = Weather(dice: self.dice.split(), rate: self.dice.pick([12, 20, 50]))
        }

        mutating func run() {
            for _ in 0..<700 {
                world.run(.milliseconds(dice.roll(1...700)))
                customer()
                if dice.chance(1, in: 70), deviceDown == nil {
                    world.pull(.powerOff)
                    deviceDown = world.now + .milliseconds(dice.roll(10...3000))
                }
                if let due = deviceDown, due <= world.now {
                    world.pull(.powerOn)
                    deviceDown = nil
                }
                if dice.chance(1, in: 80), hostDown == nil {
                    world.cutHost()
                    hostDown = world.now + .milliseconds(dice.roll(1...4000))
                }
                if let due = hostDown, due <= world.now {
                    world.startHost()
                    hostDown = nil
                }
            }
            world.heal()
            world.expectConserved(doubts: nil)
            world.proveLife()
        }

        private mutating func customer() {
            // A second note in the mouth stops everything for ten seconds: seldom.
            if dice.chance(1, in: world.device.noteInside == nil ? 2 : 60) {
                notes += 1
                world.insert(notes, [100, 500, 2000, 2000, 10000][dice.roll(0...4)])
            }
            if dice.chance(1, in: 50) { world.pull(.failNextStack) }
            if dice.chance(1, in: 8) { world.pull(.takeNote) }
            if dice.chance(1, in: 100) { world.pull(.mute(true)) }
            if dice.chance(1, in: 4) { world.pull(.mute(false)) }
        }
    }

    @Test(arguments: 0..<40)
    func aUnitAsSpecifiedLeavesNoDoubtWhateverIsCutOrLost(_ seed: Int) {
        var storm = Storm(specified, seed) { readings, _ in readings.keepsInProcess = true }
        storm.run()
        storm.world.expectConserved()
    }

    @Test func theStormsAreNoIdleTalk() {
        var credited = 0
        var cuts = 0
        for seed in 0..<10 {
            var storm = Storm(specified, seed) { _, _ in }
            storm.run()
            credited += storm.world.journal.credited.count - 3
            cuts += storm.world.reports.count { $0 == .poweredUp }
        }
        #expect(credited > 50 && cuts > 20)
    }

    @Test(arguments: 0..<25)
    func aUnitThatForgetsLeavesDoubtsButNothingFalse(_ seed: Int) {
        var storm = Storm(Setup(), seed) { readings, dice in
            readings.keepsInProcess = false
            readings.resetForgetsWord = dice.chance(1, in: 2)
        }
        storm.run()
        storm.world.expectConserved(doubts: nil)
    }

    @Test(arguments: 0..<25)
    func aUnitThatForgetsButCountsLeavesNoDoubt(_ seed: Int) {
        let source: CCNETCounter = seed % 2 == 0 ? .stackedNotes : .statistics(at: 6, bytes: 4)
        let configuration = Setup(counter: source, counterTrust: .exact)
        var storm = Storm(configuration, seed + 1000) { readings, _ in
            readings.keepsInProcess = false
            readings.counter = .exact
            if seed % 2 == 1 { readings.counterPlace = .statistics(bytes: 20, at: 6) }
        }
        storm.run()
        storm.world.expectConserved()
    }

    @Test func theSameSeedGivesTheSameWorldOrNoFailureCanBeReplayed() {
        var one = Storm(specified, 5) { _, _ in }
        var two = Storm(specified, 5) { _, _ in }
        one.run()
        two.run()
        #expect(one.world.device == two.world.device && one.world.dialogue == two.world.dialogue)
        #expect(one.world.sent == two.world.sent && one.world.reports == two.world.reports)
    }
}
