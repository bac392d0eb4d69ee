public import DeviceKit
import SimulatorKit

/// One driver with its far end, and each rule as a little story.
public struct Pair<Host: Dialogue, Far: FarEnd> {
    let host: Host
    let far: Far
    let effort: Effort
    /// What a controller may ask in these rules, each kind once at least. At a real port: nothing that moves money.
    let commands: [Host.Command]
    let levers: [Far.Lever]
    let heal: [Far.Lever]
    let isPacketed: Bool
    let remembersAtMost: Int
    let replies: (Host.Report) -> [Host.Command]
    let works: (Host.Report) -> Bool
    let look: (every: Duration, command: (ModemLines) -> Host.Command)?

    /// A pair under test.
    /// - Parameters:
    ///   - host: a dialogue before `.opened`.
    ///   - far: a device that is on and well, behind a closed port.
    ///   - commands: what is asked.
    ///   - levers: what people may do at the device.
    ///   - heal: levers that put the device in order again after any of `levers`.
    ///   - isPacketed: each `.received` is one packet of its own (USB reports): cutting them is another message.
    ///   - remembersAtMost: characters of the dialogue's description that it may come to.
    ///   - replies: what a polite controller says to a report at once.
    ///   - look: what a controller says to the modem lines, and how often.
    ///   - works: the report that says: opened, understood, ready to be used.
    public init(
        _ host: Host, _ far: Far, effort: Effort, commands: [Host.Command], levers: [Far.Lever] = [],
        heal: [Far.Lever] = [], isPacketed: Bool = false, remembersAtMost: Int = 60_000,
        replies: @escaping (Host.Report) -> [Host.Command] = { _ in [] },
        look: (every: Duration, command: (ModemLines) -> Host.Command)? = nil,
        works: @escaping (Host.Report) -> Bool
    ) {
        (self.host, self.far, self.effort, self.commands) = (host, far, effort, commands)
        (self.levers, self.heal, self.isPacketed) = (levers, heal, isPacketed)
        (self.remembersAtMost, self.replies, self.look, self.works) = (remembersAtMost, replies, look, works)
    }

    /// Long enough for every greeting, start-up and settling there is.
    let patience = Duration.seconds(120)

    var world: World<Host, Far> {
        var world = World(host, far)
        world.replies = replies
        world.look = look
        return world
    }

    /// What breaks the rule; empty: nothing does.
    public func breaches(of rule: Rule) -> [String] {
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
        var world = World(host, SimulatedFarEnd(Nobody()))
        world.replies = replies
        world.look = look
        world.plug()
        world.pass(.seconds(120))
        // A look at the lines is a command of ours, and none of the dialogue's words.
        if world.sent > 120 * 20 { world.breach("\(world.sent) sends in two minutes to nobody") }
        if world.reports.count > 240 { world.breach("\(world.reports.count) reports in two minutes about nobody") }
        if !world.faults.isEmpty { world.breach("faults without a byte") }
        if world.memory > remembersAtMost { world.breach("remembers \(world.memory) characters") }
        return world.breaches
    }

    private func aDeviceIsUnderstood() -> [String] {
        var world = world
        world.plug()
        if !world.pass(patience, until: works) { world.breach("it never got to work") }
        if let fault = world.faults.first { world.breach("\(world.faults.count) faults, first: \(fault.reason)") }
        return ended(&world)
    }

    private func earlyLooks() -> [String] {
        var world = world
        world.looksEarly = true
        world.plug()
        world.pass(patience, until: works)
        for command in commands {
            world.give(.command(command))
            world.pass(effort.pause)
        }
        world.unplug()
        world.pass(effort.rest)
        return world.breaches
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
        return ended(&world)
    }

    // MARK: Ends

    /// Everything in order, the plug out and in: it has to work again.
    func freshLink(_ world: inout World<Host, Far>) {
        world.unplug()
        for lever in heal { world.lever(lever) }
        world.pass(effort.rest)
        world.plug()
        if !world.pass(patience, until: works) {
            world.breach("a fresh link does not put it right")
        }
        remember(&world)
    }

    func remember(_ world: inout World<Host, Far>) {
        if world.memory > remembersAtMost { world.breach("remembers \(world.memory) characters") }
    }

    /// Leaves the port free for the next rule.
    func ended(_ world: inout World<Host, Far>) -> [String] {
        world.unplug(.closedByUs)
        return world.breaches
    }
}
