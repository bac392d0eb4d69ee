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
    static func world(_ talk: Talk, _ seed: Int, counter: CounterTrust) -> World {
        var dice = Dice(seed: UInt64(seed) &+ 5)
        var readings = SSPReadings()
        readings.creditInPlainPolls = dice.pick([.once, .inEveryPoll])
        readings.disabled = dice.pick([.once, .inEveryPoll])
        readings.pendingCreditSurvives = dice.chance(1, in: 2)
        readings.unfinishedStack = dice.pick([.intoBox, .givenBack])
        readings.clearedIsNamed = dice.chance(3, in: 4)
        readings.holdWithoutNote = dice.pick([.fail, .cannotProcess])
        readings.ackWithoutEvent = dice.pick([.fail, .cannotProcess, .ok])
        readings.escrowTimeout = dice.pick([.seconds(10), .seconds(2)])
        readings.sequenceAtStart = dice.pick([.expectsZero, .expectsAny])
        readings.disableGivesBack = dice.chance(1, in: 4)
        readings.knowsHold = dice.chance(7, in: 8)
        readings.acknowledgement = talk == .acknowledged ? .offered : .needsKey
        readings.counter = counter == .none ? .none : (counter == .exact ? .exact : .mayLoseLastStep)
        if talk == .encrypted, seed % 2 == 0 { readings.encryption = .mandatory }
        var configuration = SSPConfiguration(counterTrust: counter)
        // What a rig would have shown of this very unit, or nothing.
        configuration.behaviour.creditIsFinal = dice.chance(1, in: 2)
        configuration.behaviour.clearsUnordered = dice.pick([.never, .unproven])
        configuration.behaviour.repeatsDisabled = readings.disabled == .inEveryPoll && dice.chance(1, in: 2)
        if talk == .plain { configuration.acknowledgedPolls = .never }
        if talk == .encrypted {
            configuration.encryption = .required
            configuration.keyExchanges = testKeys
        }
        let lag = dice.pick([Duration.zero, .milliseconds(150)])
        return World(seed: UInt64(seed) &* 7919 &+ 17, configuration) { unit in
            unit.readings = readings
            unit.timing.stackLag = lag
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
            case 40 where unitDies: world.pull(.powerOff)
            case 41...59 where !world.device.isPowered: world.pull(.powerOn)
            case 60 where hostDies: world.killHost()
            case 61: world.pull(.failNextStack)
            case 63: world.pull(.mute(true))
            case 64...69: world.pull(.mute(false))
            case 70: world.ask(.settle)
            case 71: world.ask(.giveBack)
            default: break
            }
        }
        world.heal()
    }

    @Test(arguments: Talk.allCases, 0..<10)
    func noOrderOfLossesAndCutsMakesAFalseCreditOrLosesANote(_ talk: Talk, _ seed: Int) {
        let counter: CounterTrust = [.exact, .none, .mayLoseLast, .exact][seed % 4]
        var world = Self.world(talk, seed, counter: counter)
        Self.blow(&world, minutes: 12)
        world.finalCheck(doubtsAllowed: counter != .exact, "\(talk) \(seed)")
        #expect(world.rests > 3)
        #expect(world.dialogue.isEncrypted == (talk == .encrypted))
        let holds = world.device.configuration.readings.knowsHold
        if holds { #expect(world.books.count(.credited) > 0, "nothing was tried: \(world.books.count(.credited))") }
    }
}
