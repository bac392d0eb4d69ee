import DeviceKit
import SimulatorKit

/// A till's drawer on a board of its own: kicks, hands, keys, and what the board's driver says of it.
struct DrawerStory<Host: CashDrawerDialogue, Device: SimulatedDrawerBoard>: DeviceStory {
    typealias Now = DeviceMoment<Device>
    typealias Plan = DevicePlan<CashDrawerCommand, SimulatedBoardLever>

    let setup: DrawerSetup<Host, Device>
    var score = DeviceScore()
    private var watcher: DrawerWatch
    private var pulses = 0
    /// The level that the driver learned, as a settings file would keep it.
    private var learned: Bool?
    private var orderedAt: Duration?
    /// The order's own pulse has not come yet.
    private var awaitsPulse = false
    private var last: DrawerReport?
    private var asked = 0

    init(_ setup: DrawerSetup<Host, Device>) {
        self.setup = setup
        watcher = DrawerWatch(
            slack: .milliseconds(1_500), patience: setup.patience, isPolaritySure: setup.isTold && setup.tells)
    }

    var words: String { setup.words }
    var toDevice: CableManners { setup.wire }
    var toHost: CableManners { setup.wire }
    var repairs: [SimulatedBoardLever] {
        [.powerOn, .mute(false), .drawer(1, .unlock), .drawer(1, .unwedge), .drawer(1, .pushShut)]
    }

    func unit() -> Device { setup.unit }
    func driver(start: Int) -> Host { setup.driver(learned) }

    func connected(_ device: Device, at time: Duration) -> Device {
        guard setup.livesOnLine else { return device }
        return device.on(.lever(.powerOff), now: time).next.on(.lever(.powerOn), now: time).next
    }

    func look(_ host: Host, _ device: Device) -> (every: Duration, command: CashDrawerCommand)? {
        guard let every = host.lineLook else { return nil }
        let lines = device.lines
        return (
            every,
            .lines(
                .lines(clearToSend: lines.clearToSend, dataSetReady: true, ring: lines.ring, carrier: false))
        )
    }

    // MARK: What people do

    mutating func next(_ now: Now, _ dice: inout Dice) -> (plans: [Plan], pause: Duration) {
        let pause = Duration.milliseconds(dice.roll(200...6_000))
        // A drawer whose wiring is not known yet is installed with one opening, and nobody touches it meanwhile.
        if setup.truth != nil, !setup.isTold, learned == nil, dice.chance(9, in: 10) {
            return ([hand(.unlock), hand(.unwedge), hand(.pushShut), kick(.seconds(4))], .seconds(5))
        }
        switch dice.roll(0...19) {
        case 0...7: return ([kick(.zero)], pause)
        case 8...10: return ([hand(.pushShut)], pause)
        case 11: return ([hand(.openByHand), hand(.pushShut, .milliseconds(dice.roll(50...9_000)))], pause)
        case 12:
            return ([hand(.pushShut), kick(.milliseconds(dice.roll(0...2_500))), hand(.pushShut, .seconds(3))], pause)
        case 13: return ([hand(.lock), kick(.seconds(1)), hand(.unlock, .seconds(5))], pause)
        case 14: return ([hand(.wedge), kick(.seconds(1)), hand(.unwedge, .seconds(5))], pause)
        case 15: return ([kick(.zero), Plan(.milliseconds(dice.roll(0...1_800)), .unplug(away(&dice)))], pause)
        case 16: return ([Plan(.zero, .unplug(away(&dice)))] + during(&dice), pause)
        case 17: return ([kick(.zero), Plan(.milliseconds(dice.roll(0...1_800)), .restart(away(&dice)))], pause)
        case 18: return (power(&dice), pause)
        default: return (silence(&dice), pause)
        }
    }

    private mutating func kick(_ after: Duration) -> Plan {
        asked += 1
        return Plan(after, .order(.openDrawer(number: 1, request: "k\(asked)")))
    }

    private func hand(_ lever: SimulatedDrawerLever, _ after: Duration = .zero) -> Plan {
        Plan(after, .lever(.drawer(1, lever)))
    }

    private func away(_ dice: inout Dice) -> Duration { .milliseconds(dice.roll(300...12_000)) }

    /// Something that nobody sees.
    private func during(_ dice: inout Dice) -> [Plan] {
        let after = Duration.milliseconds(dice.roll(10...300))
        return dice.chance(1, in: 2) ? [hand(dice.chance(1, in: 2) ? .openByHand : .pushShut, after)] : []
    }

    private mutating func power(_ dice: inout Dice) -> [Plan] {
        let time = away(&dice)
        guard setup.isAlive || setup.powersLink else { return [Plan(.zero, .unplug(time))] }
        let cut = Plan(.milliseconds(dice.roll(0...500)), .cut(.powerOff, .powerOn, time))
        return [kick(.zero), cut] + (setup.powersLink ? [Plan(cut.after, .unplug(time + .milliseconds(50)))] : [])
            + during(&dice)
    }

    private mutating func silence(_ dice: inout Dice) -> [Plan] {
        guard setup.isAlive else { return [Plan(.zero, .restart(away(&dice)))] }
        let time = Duration.milliseconds(dice.roll(200...9_000))
        return [Plan(.zero, .lever(.mute(true)))] + during(&dice)
            + [kick(.milliseconds(dice.roll(0...400)))]
            + [Plan(time, .lever(.mute(false)))]
    }

    mutating func lastOrder(_ now: Now, _ dice: inout Dice) -> [Plan] {
        last = nil
        return [
            hand(.pushShut), kick(.seconds(10)), hand(.pushShut, .seconds(20)), kick(.seconds(30)),
            hand(.pushShut, .seconds(40)), kick(.seconds(50)), hand(.pushShut, .seconds(60)),
            hand(.openByHand, .seconds(90)), hand(.pushShut, .seconds(110)),
        ]
    }

    // MARK: Truth

    mutating func ordered(_ command: CashDrawerCommand, _ now: Now) {
        guard case .openDrawer(_, let request) = command else { return }
        score.orders += 1
        (orderedAt, awaitsPulse) = (now.time, true)
        watcher.ordered(request, at: now.time)
    }

    mutating func saw(_ notice: SimulatedBoardNotice, _ now: Now) {
        switch notice {
        case .opened(1), .shut(1):
            let count = now.device.drawers[0].pulses
            let byPulse = count != pulses
            // A pulse that nobody ordered is a spark on the line: as bad as a hand.
            let isOurs = byPulse && awaitsPulse && orderedAt.map { now.time < $0 + .seconds(3) } ?? false
            watcher.moved(isOpen: now.device.drawers[0].isOpen, byHand: !isOurs, at: now.time)
        case .opened, .shut, .clicked, .tooWeak, .power, .passed, .bootloader: break
        }
        if now.device.drawers[0].pulses != pulses { awaitsPulse = false }
        pulses = now.device.drawers[0].pulses
    }

    mutating func watch(_ now: Now) {
        if let lie = watcher.lie(at: now.time) { score.wrong(lie) }
    }

    mutating func struck(_ stroke: DeviceStroke, _ now: Now) {
        if stroke == .restarted { watcher.restarted(at: now.time) }
    }

    // MARK: Words

    mutating func heard(_ report: CashDrawerReport, _ now: Now) {
        switch report {
        case .ready, .broken, .shutReminder: return
        case .refused(_, let request, _):
            last = .kickFailed(request: request)
            awaitsPulse = false
        case .drawer(let number, let report):
            guard number == nil || number == 1 else { return }
            learn(report, now)
            if let words = watcher.heard(report, at: now.time) { score.wrong(words) }
            switch report {
            case .opened, .kickFailed, .kickUnknown:
                last = report
                if case .opened = report { score.done += 1 }
                if !setup.tells, case .kickUnknown = report { score.done += 1 }
            case .position, .openedByHand, .leftOpen, .closed, .sensorFault, .polarityLearned: break
            }
        }
    }

    private mutating func learn(_ report: DrawerReport, _ now: Now) {
        if case .openedByHand = report, setup.truth != nil, !setup.isTold, learned == nil {
            score.wrong("opened by hand, it says, and does not know which level means open")
        }
        guard case .polarityLearned(let openIsHigh) = report else { return }
        learned = openIsHigh
        watcher.isPolaritySure = openIsHigh == setup.truth
    }

    mutating func judge(_ now: Now) {
        guard setup.tells else { return }
        if let truth = setup.truth, !setup.isTold, learned != truth {
            return score.wrong("three openings in good weather, and the wiring is not learned")
        }
        guard case .opened? = last else {
            return score.wrong("the last kick in good weather came to \(String(describing: last))")
        }
        if let lie = watcher.quietHand { score.wrong(lie) }
    }

    func twisted(_ report: CashDrawerReport, _ lie: DeviceLie, _ now: Now) -> [CashDrawerReport] {
        guard case .drawer(let number, let word) = report else { return [report] }
        return lie.twisted(word).map { .drawer(number: number, $0) }
    }
}

extension DeviceLie {
    /// What becomes of a word about a drawer.
    func twisted(_ word: DrawerReport) -> [DrawerReport] {
        switch (self, word) {
        case (.closedAnyway, .position(.open)): [.position(.closed)]
        case (.quietHand, .openedByHand): []
        case (.openedAnyway, .kickFailed(let request)), (.openedAnyway, .kickUnknown(let request)):
            [.opened(request: request)]
        default: [word]
        }
    }
}
