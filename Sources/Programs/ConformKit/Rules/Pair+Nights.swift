import DeviceKit
import SimulatorKit

/// The rules about a link that comes and goes.
extension Pair {
    func lossAtEveryStep() -> [String] {
        var (found, losses) = ([String](), [LinkLoss.hungUp, .failed(errno: 5), .closedByUs, .writeTimedOut])
        var length = 0
        // One undisturbed life tells how many steps there are.
        play(until: Int.max) { world in
            length = world.steps
            _ = ended(&world)
        }
        let stride = max(1, length / effort.losses)
        for last in Swift.stride(from: 0, to: length, by: stride) {
            losses.append(losses.removeFirst())
            play(until: last) { world in
                world.unplug(losses[0])
                world.pass(effort.compares ? .seconds(3) : effort.rest)
                freshLink(&world)
                if let breach = ended(&world).first { found.append("lost after \(last) steps: \(breach)") }
            }
            if found.count >= 5 { break }
        }
        return found
    }

    /// Greeting, every command, every lever, in small pieces of time, up to a step.
    private func play(until last: Int, _ end: (inout World<Host, Far>) -> Void) {
        var world = world
        world.plug()
        let start = world.now
        while world.steps < last, world.now < start + patience, !world.reports.contains(where: works) {
            world.pass(.milliseconds(20))
            if !world.isLinked { break }
        }
        let pieces = Int(effort.pause / .milliseconds(50))
        for command in commands where world.steps < last {
            world.give(.command(command))
            for _ in 0..<pieces where world.steps < last { world.pass(.milliseconds(50)) }
        }
        for lever in levers where world.steps < last {
            world.lever(lever)
            for _ in 0..<pieces where world.steps < last { world.pass(.milliseconds(50)) }
        }
        end(&world)
    }

    func badNight() -> [String] {
        var found: [String] = []
        for seed in UInt64(1)...UInt64(effort.nights) {
            var one = night(seed)
            if effort.compares {
                let other = night(seed)
                if one.reports != other.reports || one.host != other.host {
                    one.breach("the same night came out differently")
                }
            }
            freshLink(&one)
            if let breach = ended(&one).first { found.append("seed \(seed): \(breach)") }
        }
        return found
    }

    private func night(_ seed: UInt64) -> World<Host, Far> {
        var (world, dice) = (world, Dice(seed: seed))
        world.plug()
        for _ in 0..<effort.nightSteps {
            switch dice.roll(0...9) {
            case 0...2: if !commands.isEmpty { world.give(.command(dice.pick(commands))) }
            case 3...5: if !levers.isEmpty { world.lever(dice.pick(levers)) }
            case 6: for lever in heal { world.lever(lever) }
            case 7: if world.isLinked { world.unplug() } else { world.plug() }
            case 8: if world.isLinked { world.receive((0..<dice.roll(1...30)).map { _ in UInt8(dice.roll(0...255)) }) }
            default: break
            }
            world.pass(.milliseconds(dice.roll(0...longest)))
            if world.breaches.count >= 5 { break }
        }
        remember(&world)
        return world
    }
}
