import CheckPaper
import Checks
import DeviceKit
import SimulatorKit

/// A check reader at the counter: checks pushed in soon, late, twice, the wrong way, and what the driver says of each.
struct CheckStory<Host: Dialogue, Device: SimulatedCheckScanner>: DeviceStory
where Host.Command == CheckScannerCommand, Host.Report == CheckScannerReport {
    typealias Now = DeviceMoment<Device>
    typealias Plan = DevicePlan<CheckScannerCommand, CheckScannerLever>

    let setup: CheckSetup<Host, Device>
    var score = DeviceScore()
    private var watcher: CheckWatch
    private var scans = 0
    private var made = 0
    private var last: CheckScannerReport?
    /// The line that was told before this one, for a lie.
    private var before: MICRLine?

    init(_ setup: CheckSetup<Host, Device>) {
        self.setup = setup
        watcher = CheckWatch(lineTag: setup.lineTag)
    }

    var words: String { setup.words }
    var toDevice: CableManners { setup.toDevice }
    var toHost: CableManners { setup.toHost }
    var repairs: [CheckScannerLever] {
        [.powerOn, .mute(false), .openCover(false), .fail(false), .ink(.back, .ok), .clearPath, .takeChecks]
    }

    func unit() -> Device { setup.unit }
    func driver(start: Int) -> Host { setup.driver() }
    func connected(_ device: Device, at time: Duration) -> Device { setup.connected(device) }
    func hangsUp(_ device: Device) -> Bool { setup.hangsUp }

    // MARK: What people do

    mutating func next(_ now: Now, _ dice: inout Dice) -> (plans: [Plan], pause: Duration) {
        let pause = Duration.milliseconds(dice.roll(200...5_000))
        let soon = Duration.milliseconds(dice.roll(0...6_000))
        let middle = soon + .milliseconds(dice.roll(0...4_000))
        let away = Duration.milliseconds(dice.roll(300...15_000))
        let check = put([paper(&dice)], soon)
        var plans: [Plan]
        switch dice.roll(0...23) {
        case 0...5: plans = [scan(&dice), check]
        case 6: plans = [put([paper(&dice)], .zero), scan(&dice, after: .milliseconds(dice.roll(0...1_500)))]
        case 7: plans = [put([paper(&dice)], .zero), scan(&dice, after: .milliseconds(dice.roll(0...1_500))), check]
        case 8: plans = [scan(&dice), put([paper(&dice), paper(&dice)], soon)]
        case 9: plans = [scan(&dice), Plan(.zero, .lever(.jamNext)), check]
        case 10: plans = [scan(&dice), check, Plan(middle, .order(.endInsertion))]
        case 11: plans = [scan(&dice), Plan(soon, .order(.endInsertion))]
        case 12: plans = [scan(&dice)]
        case 13 where setup.hasCover:
            plans = [scan(&dice), Plan(soon, .lever(.openCover(true))), Plan(middle, .lever(.openCover(false))), check]
        case 14: plans = [scan(&dice), check, Plan(middle, .unplug(away))]
        case 15: plans = [scan(&dice), check, Plan(middle, .restart(away))]
        case 16, 17:
            plans = [scan(&dice), check, Plan(middle, .cut(.powerOff, .powerOn, away))]
            if setup.powersLink { plans.append(Plan(middle, .unplug(away + .milliseconds(300)))) }
        case 18:
            plans = [scan(&dice), check, Plan(middle, .lever(.mute(true))), Plan(middle + away, .lever(.mute(false)))]
        case 19: plans = [scan(&dice), check, Plan(middle, .lever(.clearPath))]
        case 20 where setup.endorses:
            plans = [
                Plan(.zero, .lever(.ink(.back, .out))), scan(&dice), check,
                Plan(middle + .seconds(9), .lever(.ink(.back, .ok))),
            ]
        case 21: plans = [Plan(.zero, .lever(.fail(true))), scan(&dice), check, Plan(middle, .lever(.fail(false)))]
        case 22 where setup.holds:
            let held = scan(&dice, hold: true)
            plans = [held, check] + printing(middle + .seconds(4), &dice)
            plans.append(Plan(middle + .seconds(14), .order(.eject)))
        default: plans = [scan(&dice), check]
        }
        plans.sort { $0.after < $1.after }
        // A person looks after the paper when the scan is over, and tells the driver.
        let end = (plans.last?.after ?? .zero) + .milliseconds(dice.roll(6_000...20_000))
        plans += [Plan(end, .order(.eject)), Plan(end + .seconds(5), .lever(.takeChecks))]
        plans += [Plan(end + .seconds(5), .lever(.clearPath)), Plan(end + .seconds(5), .order(.cleared))]
        return (plans, pause)
    }

    private mutating func scan(
        _ dice: inout Dice, after: Duration = .zero, hold: Bool = false, plain: Bool = false
    ) -> Plan {
        scans += 1
        var scan = CheckScan(item: "C\(scans)", hold: hold, patience: .milliseconds(dice.roll(4_000...12_000)))
        if setup.endorses, !plain, dice.chance(1, in: 3) { scan.endorsement = text("C\(scans)") }
        return Plan(after, .order(.beginInsertion(scan)))
    }

    private func text(_ item: String) -> Endorsement? {
        do throws(CheckTextFault) { return Endorsement(try CheckText(["FOR DEPOSIT", item])) } catch { return nil }
    }

    private mutating func printing(_ after: Duration, _ dice: inout Dice) -> [Plan] {
        guard let text = text("C\(scans)") else { return [] }
        var plans = [Plan(after, .order(.endorse(item: "C\(scans)", text)))]
        if dice.chance(1, in: 4) {
            plans.append(Plan(after + .milliseconds(dice.roll(50...2_000)), .unplug(.seconds(4))))
        }
        return plans
    }

    private mutating func paper(_ dice: inout Dice, good: Bool = false) -> SimulatedCheck {
        made += 1
        var check = CheckMaker.check(id: made, dice: &dice)
        guard !good else { return check }
        switch dice.roll(0...9) {
        case 0: check.ink = .none
        case 1: check.ink = .torn([dice.roll(0...(check.line.utf8.count - 1))])
        default: break
        }
        return check
    }

    private func put(_ checks: [SimulatedCheck], _ after: Duration) -> Plan { Plan(after, .lever(.insert(checks))) }

    mutating func lastOrder(_ now: Now, _ dice: inout Dice) -> [Plan] {
        last = nil
        return [
            Plan(.zero, .order(.cleared)), Plan(.seconds(1), .order(.eject)), Plan(.seconds(60), .lever(.takeChecks)),
            Plan(.seconds(100), scan(&dice, plain: true).act), put([paper(&dice, good: true)], .milliseconds(101_500)),
        ]
    }

    // MARK: Truth

    mutating func ordered(_ command: CheckScannerCommand, _ now: Now) {
        switch command {
        case .beginInsertion(let scan):
            score.orders += 1
            watcher.began(scan, now.device.papers, at: now.time)
        case .endorse(let item, let text):
            score.orders += 1
            watcher.prints(item, text)
        case .endInsertion, .frank, .eject, .cleared: break
        }
    }

    mutating func saw(_ notice: CheckScannerNotice, _ now: Now) {
        watcher.look(now.device.papers, at: now.time)
        if case .drawnIn(let id) = notice { watcher.drewIn(id, at: now.time) }
    }

    mutating func watch(_ now: Now) { watcher.look(now.device.papers, at: now.time) }

    mutating func struck(_ stroke: DeviceStroke, _ now: Now) { if stroke == .restarted { watcher.restarted() } }

    // MARK: Words

    mutating func heard(_ report: CheckScannerReport, _ now: Now) {
        watcher.look(now.device.papers, at: now.time)
        switch report {
        case .identified, .broken, .status, .waitingForCheck, .documentInserted, .removed: return
        case .read(let reading):
            before = reading.line
            last = report
            score.done += 1
            if let lie = watcher.read(reading, at: now.time) { score.wrong(lie) }
        case .failed(let failure):
            last = report
            if let lie = watcher.failed(failure, at: now.time) { score.wrong(lie) }
        case .printed(let item, let side):
            score.done += 1
            if let lie = watcher.printed(item, side) { score.wrong(lie) }
        }
    }

    mutating func judge(_ now: Now) {
        if let open = watcher.open { return score.wrong("\(open) never came to an end") }
        // A jam that was ordered while no check came strikes the last one.
        if case .failed(let failure)? = last, failure.reason == .jam,
            now.device.papers.contains(where: { $0.place == .stuck })
        {
            return
        }
        guard case .read? = last else {
            return score.wrong("the last check in good weather: \(String(describing: last))")
        }
    }

    func twisted(_ report: CheckScannerReport, _ lie: DeviceLie, _ now: Now) -> [CheckScannerReport] {
        switch (report, lie) {
        case (.read(var reading), .checkBefore):
            reading.line = before ?? reading.line
            return [.read(reading)]
        case (.failed(var failure), .endorsedAnyway):
            if failure.printed == .unknown { failure.printed = .done }
            return [.failed(failure)]
        case (.failed(var failure), .outsideAnyway):
            failure.paper = .outside
            return [.failed(failure)]
        case (.identified, _), (.broken, _), (.status, _), (.waitingForCheck, _), (.documentInserted, _), (.removed, _),
            (.read, _), (.failed, _), (.printed, _):
            return [report]
        }
    }
}
