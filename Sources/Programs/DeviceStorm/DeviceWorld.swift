import DeviceKit
import SimulatorKit

/// One device, its cable, its driver and the people around it, in virtual time.
///
/// What happens next is whatever is due first; equal times are taken in one fixed order: a seed has one history.
struct DeviceWorld<Story: DeviceStory> {
    typealias Host = Story.Host
    typealias Device = Story.Device
    typealias Plan = DevicePlan<Host.Command, Device.Lever>

    let ordersWanted: Int
    let lie: DeviceLie?
    var story: Story
    var dice: Dice
    /// The weather has dice of its own: one more order does not change what becomes of the bytes.
    var weather: Dice
    var trace: DeviceTrace
    var now = Duration.seconds(1)
    var host: Host
    var device: Device
    private var toDevice = Cable()
    private var toHost = Cable()
    private var isPlugged = true
    private var isAlive = true
    private var isOpen = false
    private var changedAt = Duration.zero
    private var opensAt: Duration?
    private var lookAt = Duration.zero
    private var starts = 1
    private var isHealing = false
    private var plans: [(at: Duration, act: Plan.Act)] = []
    private var nextTurn = Duration.seconds(2)
    private(set) var strokes = 0
    private(set) var steps = 0

    /// Nobody waits longer than this for a world to come to rest.
    private static var patience: Duration { .seconds(1_500) }

    init(_ story: Story, seed: UInt64, orders: Int, lie: DeviceLie?, trace: DeviceTrace) {
        (self.story, ordersWanted, self.lie, self.trace) = (story, orders, lie, trace)
        dice = Dice(seed: seed ^ 0x5EED)
        weather = dice.split()
        host = story.driver(start: 1)
        device = story.unit()
        opensAt = now
    }

    private var moment: DeviceMoment<Device> {
        DeviceMoment(
            time: now, device: device, isLinked: isOpen, linkedSince: changedAt, isHealing: isHealing)
    }

    // MARK: The whole life

    /// Orders in bad weather, good weather, one more order, judgement. The problem, if there is one.
    mutating func live() -> String? {
        while story.score.orders < ordersWanted, story.score.problem == nil, now < .seconds(86_400) { step() }
        guard story.score.problem == nil else { return story.score.problem }
        heal()
        pass(.seconds(60))
        plan(story.lastOrder(moment, &dice))
        pass(Self.patience)
        if story.score.problem == nil { story.judge(moment) }
        return story.score.problem
    }

    private mutating func heal() {
        isHealing = true
        trace.add(now, "the weather clears")
        plans = plans.filter { plan in
            switch plan.act {
            case .order, .lever, .unplug, .cut, .restart: false
            }
        }
        if !isAlive || !isPlugged || !isOpen { opensAt = now + .seconds(1) }
        for lever in story.repairs { move(.lever(lever), "hand     \(lever)") }
    }

    private mutating func pass(_ time: Duration) {
        let end = now + time
        while story.score.problem == nil {
            guard let due = due()?.at, due <= end else { break }
            step()
        }
        now = max(now, end)
    }

    // MARK: Time

    private enum Due { case device, toDevice, toHost, host, look, open, plan, turn }

    private func due() -> (at: Duration, what: Due)? {
        var best: (at: Duration, what: Due)?
        func consider(_ at: Duration?, _ what: Due) {
            guard let at else { return }
            if let known = best, known.at <= at { return }
            best = (at, what)
        }
        consider(device.deadline, .device)
        consider(toDevice.next, .toDevice)
        consider(toHost.next, .toHost)
        if isAlive { consider(host.deadline, .host) }
        if isOpen, story.look(host, device) != nil { consider(lookAt, .look) }
        consider(opensAt, .open)
        consider(plans.first?.at, .plan)
        if !isHealing, plans.isEmpty { consider(nextTurn, .turn) }
        return best
    }

    private mutating func step() {
        guard let due = due() else {
            now += .seconds(1)
            return
        }
        steps += 1
        now = max(now, due.at)
        switch due.what {
        case .device: move(.time)
        case .toDevice:
            let bytes = toDevice.take()
            move(.received(bytes))
        case .toHost: tell(.received(toHost.take()))
        case .host: tell(.time)
        case .look:
            if let look = story.look(host, device) {
                lookAt = now + look.every
                tell(.command(look.command))
            }
        case .open: open()
        case .plan: act(plans.removeFirst().act)
        case .turn:
            let turn = story.next(moment, &dice)
            plan(turn.plans)
            nextTurn = (plans.last?.at ?? now) + turn.pause
        }
        story.watch(moment)
    }

    private mutating func plan(_ list: [Plan]) {
        for plan in list { insert(plan.act, at: now + plan.after) }
    }

    /// Equal times keep the order in which they were planned.
    private mutating func insert(_ act: Plan.Act, at: Duration) {
        let place = plans.firstIndex { $0.at > at } ?? plans.count
        plans.insert((at, act), at: place)
    }

    // MARK: What happens

    private mutating func act(_ act: Plan.Act) {
        switch act {
        case .order(let command):
            // Nobody can ask a program that does not run.
            guard isAlive else { return }
            trace.add(now, "orders   \(command)")
            story.ordered(command, moment)
            tell(.command(command))
        case .lever(let lever): move(.lever(lever), "hand     \(lever)")
        case .unplug(let time):
            guard isAlive, isPlugged else { return }
            strokes += 1
            trace.add(now, "weather  the cable is out")
            isPlugged = false
            story.struck(.unplugged, moment)
            close(.hungUp)
            opensAt = now + time
        case .cut(let off, let on, let time):
            strokes += 1
            story.struck(.powerCut, moment)
            move(.lever(off), "weather  \(off)")
            insert(.lever(on), at: now + time)
        case .restart(let time):
            guard isAlive else { return }
            strokes += 1
            trace.add(now, "weather  the program dies")
            isAlive = false
            isOpen = false
            changedAt = now
            toHost.clear()
            story.struck(.restarted, moment)
            opensAt = now + time
        }
    }

    private mutating func open() {
        opensAt = nil
        guard !isOpen else { return }
        if !isAlive {
            starts += 1
            host = story.driver(start: starts)
            isAlive = true
        }
        isPlugged = true
        isOpen = true
        changedAt = now
        lookAt = now
        toHost.clear()
        device = story.connected(device, at: now)
        trace.add(now, "link     open")
        tell(.opened)
    }

    private mutating func close(_ loss: LinkLoss) {
        guard isOpen else { return }
        isOpen = false
        changedAt = now
        toHost.clear()
        toDevice.clear()
        trace.add(now, "link     lost")
        tell(.closed(loss))
    }

    // MARK: Both ends

    private mutating func tell(_ event: DialogueEvent<Host.Command>) {
        if case .received(let bytes) = event {
            if bytes.isEmpty {
                // The unit ended the connection after its answer; the shell opens it anew.
                close(.hungUp)
                opensAt = now + .milliseconds(100)
                return
            }
            trace.add(now, bytes, "host       hears \(spelled(bytes))")
        }
        let step = host.on(event, now: now)
        host = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): write(bytes)
            case .discardInput: toHost.discard(upTo: now)
            case .fault(let fault): trace.add(now, "fault    \(fault.reason)")
            case .report(let report): hear(report)
            }
        }
    }

    private mutating func hear(_ report: Host.Report) {
        trace.add(now, "driver   \(report)")
        for said in lie.map({ story.twisted(report, $0, moment) }) ?? [report] { story.heard(said, moment) }
    }

    private mutating func write(_ bytes: [UInt8]) {
        guard isOpen else { return story.score.wrong("bytes for a closed port") }
        for message in lie.map({ story.twisted(bytes, $0) }) ?? [bytes] {
            let fate = toDevice.send(message, manners(story.toDevice), now: now, &weather)
            trace.add(now, message, "host   > \(spelled(message)) \(fate.rawValue)")
            strike(fate)
        }
    }

    private func manners(_ drawn: CableManners) -> CableManners {
        guard isHealing else { return drawn }
        var good = drawn
        (good.lost, good.bent, good.late) = (0, 0, 0)
        return good
    }

    private mutating func strike(_ fate: Cable.Fate) {
        switch fate {
        case .sent, .late: return
        case .lost: story.struck(.messageLost, moment)
        case .bent: story.struck(.messageBent, moment)
        }
        strokes += 1
    }

    private mutating func move(
        _ event: SimulatorEvent<Device.Lever>, _ words: @autoclosure () -> String? = nil
    ) {
        if case .lever(let lever) = event {
            trace.add(now, words() ?? "")
            story.pulled(lever, moment)
        }
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects {
            switch effect {
            case .notice(let notice):
                trace.add(now, "device   \(notice)")
                story.saw(notice, moment)
            case .send(let bytes):
                guard isOpen else { continue }
                let fate = toHost.send(bytes, manners(story.toHost), now: now, &weather)
                trace.add(now, bytes, "device < \(spelled(bytes)) \(fate.rawValue)")
                strike(fate)
                if story.hangsUp(device) { _ = toHost.send([], CableManners(cuts: false), now: now, &weather) }
            }
        }
    }
}
