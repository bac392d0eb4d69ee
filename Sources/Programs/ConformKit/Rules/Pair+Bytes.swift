import DeviceKit
import SimulatorKit

/// The rules about bytes: cut, torn, or none of this wire.
extension Pair {
    /// The same life with the bytes whole and cut one by one.
    func everyCut() -> [String] {
        guard !isPacketed else { return [] }
        func life(_ cut: Bool) -> World<Host, Far> {
            var world = world
            world.cutsEverywhere = cut
            world.plug()
            if !world.pass(patience, until: works) { world.breach("it never got to work") }
            for command in commands {
                world.give(.command(command))
                world.pass(effort.pause)
            }
            for lever in levers + heal {
                world.lever(lever)
                world.pass(effort.pause)
            }
            return world
        }
        guard effort.compares else {
            var cut = life(true)
            if let fault = cut.faults.first { cut.breach("cut bytes were not understood: \(fault.reason)") }
            return ended(&cut)
        }
        var (whole, cut) = (life(false), life(true))
        if whole.reports != cut.reports {
            let place = zip(whole.reports, cut.reports).enumerated().first { $1.0 != $1.1 }
            cut.breach("cut bytes were read differently, first at \(place.map { "\($0)" } ?? "the end")")
        }
        if whole.sent != cut.sent { cut.breach("cut bytes were answered differently") }
        return whole.breaches + ended(&cut)
    }

    func anyBytes() -> [String] {
        var (world, dice) = (world, Dice(seed: 3))
        world.plug()
        for round in 0..<effort.noise {
            world.receive((0..<dice.roll(0...200)).map { _ in UInt8(dice.roll(0...255)) })
            world.pass(.milliseconds(dice.roll(0...400)))
            if dice.chance(1, in: 40), !commands.isEmpty { world.give(.command(dice.pick(commands))) }
            if round % 250 == 249 { remember(&world) }
            if world.breaches.count >= 5 { break }
        }
        freshLink(&world)
        return ended(&world)
    }

    /// What the device really says, with bytes flipped, left out, doubled and torn.
    func tornBytes() -> [String] {
        var found: [String] = []
        for seed in UInt64(1)...UInt64(effort.storms) {
            var (world, dice) = (world, Dice(seed: seed))
            world.weather = Dice(seed: seed &+ 100)
            world.plug()
            for _ in 0..<effort.stormSteps {
                if !commands.isEmpty, dice.chance(1, in: 3) { world.give(.command(dice.pick(commands))) }
                if !levers.isEmpty, dice.chance(1, in: 3) { world.lever(dice.pick(levers)) }
                if dice.chance(1, in: 10) { for lever in heal { world.lever(lever) } }
                world.pass(.milliseconds(dice.roll(0...longest)))
                if world.breaches.count >= 5 { break }
            }
            remember(&world)
            world.weather = nil
            freshLink(&world)
            if let breach = ended(&world).first { found.append("seed \(seed): \(breach)") }
        }
        return found
    }

    /// The longest pause where chance decides, in milliseconds.
    var longest: Int { Int(effort.longest / .milliseconds(1)) }
}
