import DeviceKit
import Money
import SSPDriver
import SSPSimulator
import SimulatorKit
import Testing

/// Which of the ways to talk a storm uses.
enum Talk: String, CaseIterable, Sendable { case plain, acknowledged, encrypted }

/// Driver and simulator back to back, with line faults and power cuts of either side, from a seed.
@Suite struct StormTests {
    static func world(_ talk: Talk, _ seed: Int, counter: CounterTrust, _ shape: (inout SSPReadings) -> Void = { _ in })
        -> World
    {
        var configuration = SSPConfiguration(counterTrust: counter)
        if talk == .plain { configuration.acknowledgedPolls = .never }
        if talk == .encrypted {
            configuration.encryption = .required
            configuration.keyExchanges = testKeys
        }
        return World(seed: UInt64(seed) &* 7919 &+ 17, configuration) { unit in
            unit.readings.acknowledgement = talk == .acknowledged ? .offered : .needsKey
            unit.readings.counter = counter == .none ? .none : .exact
            if talk == .encrypted, seed % 2 == 0 { unit.readings.encryption = .mandatory }
            shape(&unit.readings)
        }
    }

    static func blow(_ world: inout World, minutes: Int, hostDies: Bool = true, unitDies: Bool = true) {
        world.weather = World.Weather(loses: 40, doubles: 30, delay: 150, soils: 10)
        world.stacks = 85
        world.commandDelay = 250
        let end = world.now + .seconds(minutes * 60)
        while world.now < end {
            world.pass(.milliseconds(world.dice.roll(50...900)))
            switch world.dice.roll(0...99) {
            case 0...39:
                world.inserted += 1
                let paper = world.dice.pick([
                    SimulatedPaper.note(minorUnits: 2000), .note(minorUnits: 2000), .note(minorUnits: 500),
                    .forged(minorUnits: 500), .note(minorUnits: 7),
                ])
                world.pull(.insert(id: world.inserted, paper))
            case 40...41 where unitDies: world.pull(.powerOff)
            case 42...59 where !world.device.isPowered: world.pull(.powerOn)
            case 60...61 where hostDies: world.killHost()
            case 62: world.pull(.failNextStack)
            case 63: world.pull(.mute(true))
            case 64...69: world.pull(.mute(false))
            case 70: world.ask(.settle)
            case 71: world.ask(.giveBack)
            default: break
            }
        }
        world.heal()
    }

    @Test(arguments: Talk.allCases, 0..<12)
    func noOrderOfLossesAndCutsMakesAFalseCreditOrLosesANote(_ talk: Talk, _ seed: Int) {
        let counter: CounterTrust = seed % 3 == 2 ? .none : .exact
        var world = Self.world(talk, seed, counter: counter) { readings in
            var dice = Dice(seed: UInt64(seed) &+ 5)
            readings.creditInPlainPolls = dice.pick([.once, .inEveryPoll])
            readings.disabled = dice.pick([.once, .inEveryPoll])
            readings.pendingCreditSurvives = dice.chance(1, in: 2)
            readings.unfinishedStack = dice.pick([.intoBox, .givenBack])
            readings.clearedIsNamed = dice.chance(3, in: 4)
            readings.holdWithoutNote = dice.pick([.fail, .cannotProcess])
            readings.ackWithoutEvent = dice.pick([.fail, .cannotProcess, .ok])
            readings.escrowTimeout = dice.pick([.seconds(10), .seconds(2)])
            readings.sequenceAtStart = dice.pick([.expectsZero, .expectsAny])
        }
        Self.blow(&world, minutes: 12)
        world.finalCheck(doubtsAllowed: counter == .none, "\(talk) \(seed)")
        #expect(world.rests > 3)
        #expect(world.books.count(.credited) > 3, "nothing was tried: \(world.books.count(.credited))")
        #expect(world.dialogue.isEncrypted == (talk == .encrypted))
    }
}
