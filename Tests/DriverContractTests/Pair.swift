import DeviceKit
import SimulatorKit

/// One driver with its simulator, and each rule as a little story.
struct Pair<Host: Dialogue, Device: SimulatedDevice>: Sendable {
    let host: Host
    let device: Device
    let commands: [Host.Command]
    let levers: [Device.Lever]
    let heal: [Device.Lever]
    let isPacketed: Bool
    let remembersAtMost: Int
    let replies: @Sendable (Host.Report) -> [Host.Command]
    let works: @Sendable (Host.Report) -> Bool

    /// Long enough for every greeting, start-up and settling there is.
    private let patience = Duration.seconds(120)

    private var world: World<Host, Device> {
        var world = World(host, device)
        world.replies = replies
        return world
    }

    func breaches(of rule: Rule) -> [String] {
        switch rule {
        case .closedIsSilent: closedIsSilent()
        case .nobodyThere: nobodyThere()
        case .aDeviceIsUnderstood: aDeviceIsUnderstood()
        case .everyCut: everyCut()
        case .anyBytes: anyBytes()
        case .tornBytes: tornBytes()
        case .lossAtEveryStep: lossAtEveryStep()
        case .earlyLooks: earlyLooks()
        case .badNight: badNight()
        case .outOfTurn: outOfTurn()
        }
    }

    private func closedIsSilent() -> [String] {
        var world = world
        func bother() {
            for command in commands { world.give(.command(command)) }
            world.give(.received([0x00, 0x7F, 0x02, 0xFF]))
            world.give(.time)
            world.pass(.seconds(70))
        }
        bother()
        world.plug()
        world.pass(.seconds(5))
        world.unplug()
        bother()
        return world.breaches
    }

    private func nobodyThere() -> [String] {
        var world = world
        world.isAlone = true
        world.plug()
        world.pass(.seconds(120))
        if world.sent > 120 * 20 { world.breach("\(world.sent) sends in two minutes to nobody") }
        if world.reports.count > 240 { world.breach("\(world.reports.count) reports in two minutes about nobody") }
        if world.faults > 0 { world.breach("faults without a byte") }
        remember(&world)
        return world.breaches
    }

    private func aDeviceIsUnderstood() -> [String] {
        var world = world
        world.plug()
        if !world.pass(patience, until: works) { world.breach("it never got to work") }
        if world.faults > 0 { world.breach("\(world.faults) faults on a clean line") }
        return world.breaches
    }

    /// The same life with the bytes whole and cut one by one.
    private func everyCut() -> [String] {
        guard !isPacketed else { return [] }
        func life(_ cut: Bool) -> World<Host, Device> {
            var world = world
            world.cutsEverywhere = cut
            world.plug()
            world.pass(patience, until: works)
            for command in commands {
                world.give(.command(command))
                world.pass(.seconds(2))
            }
            for lever in levers + heal {
                world.lever(lever)
                world.pass(.seconds(2))
            }
            return world
        }
        var (whole, cut) = (life(false), life(true))
        if whole.reports != cut.reports {
            let place = zip(whole.reports, cut.reports).enumerated().first { $1.0 != $1.1 }
            cut.breach("cut bytes were read differently, first at \(place.map { "\($0)" } ?? "the end")")
        }
        if whole.sent != cut.sent { cut.breach("cut bytes were answered differently") }
        return whole.breaches + cut.breaches
    }

    private func anyBytes() -> [String] {
        var (world, dice) = (world, Dice(seed: 3))
        world.plug()
        for round in 0..<1_500 {
            world.receive((0..<dice.roll(0...200)).map { _ in UInt8(dice.roll(0...255)) })
            world.pass(.milliseconds(dice.roll(0...400)))
            if dice.chance(1, in: 40), !commands.isEmpty { world.give(.command(dice.pick(commands))) }
            if round % 250 == 249 { remember(&world) }
            if world.breaches.count >= 5 { break }
        }
        freshLink(&world)
        return world.breaches
    }

    /// What the device really says, with bytes flipped, left out, doubled and torn.
    private func tornBytes() -> [String] {
        var found: [String] = []
        for seed in UInt64(1)...4 {
            var (world, dice) = (world, Dice(seed: seed))
            world.weather = Dice(seed: seed &+ 100)
            world.plug()
            for _ in 0..<100 {
                if !commands.isEmpty, dice.chance(1, in: 3) { world.give(.command(dice.pick(commands))) }
                if !levers.isEmpty, dice.chance(1, in: 3) { world.lever(dice.pick(levers)) }
                if dice.chance(1, in: 10) { for lever in heal { world.lever(lever) } }
                world.pass(.milliseconds(dice.roll(0...2_000)))
                if world.breaches.count >= 5 { break }
            }
            remember(&world)
            world.weather = nil
            freshLink(&world)
            if let breach = world.breaches.first { found.append("seed \(seed): \(breach)") }
        }
        return found
    }

    private func lossAtEveryStep() -> [String] {
        var (found, losses) = ([String](), [LinkLoss.hungUp, .failed(errno: 5), .closedByUs, .writeTimedOut])
        var length = 0
        // One undisturbed life tells how many steps there are.
        play(until: Int.max) { length = $0.steps }
        let stride = max(1, length / 60)
        for last in Swift.stride(from: 0, to: length, by: stride) {
            losses.append(losses.removeFirst())
            play(until: last) { world in
                world.unplug(losses[0])
                world.pass(.seconds(3))
                freshLink(&world)
                if !world.breaches.isEmpty { found.append("lost after \(last) steps: \(world.breaches[0])") }
            }
            if found.count >= 5 { break }
        }
        return found
    }

    /// Greeting, every command, every lever, in small pieces of time, up to a step.
    private func play(until last: Int, _ end: (inout World<Host, Device>) -> Void) {
        var world = world
        world.plug()
        while world.steps < last, world.now < patience, !world.reports.contains(where: works) {
            world.pass(.milliseconds(20))
        }
        for command in commands where world.steps < last {
            world.give(.command(command))
            for _ in 0..<40 where world.steps < last { world.pass(.milliseconds(50)) }
        }
        for lever in levers where world.steps < last {
            world.lever(lever)
            for _ in 0..<40 where world.steps < last { world.pass(.milliseconds(50)) }
        }
        end(&world)
    }

    private func earlyLooks() -> [String] {
        var world = world
        world.looksEarly = true
        world.plug()
        world.pass(patience, until: works)
        for command in commands {
            world.give(.command(command))
            world.pass(.seconds(3))
        }
        world.unplug()
        world.pass(.seconds(3))
        return world.breaches
    }

    private func badNight() -> [String] {
        var found: [String] = []
        for seed in UInt64(1)...6 {
            var (one, other) = (night(seed), night(seed))
            if one.reports != other.reports || one.host != other.host {
                one.breach("the same night came out differently")
            }
            freshLink(&one)
            if !one.breaches.isEmpty { found.append("seed \(seed): \(one.breaches[0])") }
            _ = other.memory
            other = one
        }
        return found
    }

    private func night(_ seed: UInt64) -> World<Host, Device> {
        var (world, dice) = (world, Dice(seed: seed))
        world.plug()
        for _ in 0..<150 {
            switch dice.roll(0...9) {
            case 0...2: if !commands.isEmpty { world.give(.command(dice.pick(commands))) }
            case 3...5: if !levers.isEmpty { world.lever(dice.pick(levers)) }
            case 6: for lever in heal { world.lever(lever) }
            case 7: if world.isLinked { world.unplug() } else { world.plug() }
            case 8: if world.isLinked { world.receive((0..<dice.roll(1...30)).map { _ in UInt8(dice.roll(0...255)) }) }
            default: break
            }
            world.pass(.milliseconds(dice.roll(0...3_000)))
            if world.breaches.count >= 5 { break }
        }
        remember(&world)
        return world
    }

    private func outOfTurn() -> [String] {
        var world = world
        world.give(.closed(.hungUp))
        world.plug()
        world.give(.opened)
        for command in commands + commands.reversed() { world.give(.command(command)) }
        world.pass(.seconds(10))
        world.give(.opened)
        world.give(.received([]))
        world.unplug()
        world.give(.closed(.closedByUs))
        freshLink(&world)
        return world.breaches
    }

    // MARK: Ends

    /// Everything in order, the plug out and in: it has to work again.
    private func freshLink(_ world: inout World<Host, Device>) {
        world.unplug()
        for lever in heal { world.lever(lever) }
        world.pass(.seconds(2))
        world.plug()
        if !world.pass(patience, until: works) { world.breach("a fresh link does not put it right") }
        remember(&world)
    }

    private func remember(_ world: inout World<Host, Device>) {
        if world.memory > remembersAtMost { world.breach("remembers \(world.memory) characters") }
    }
}
