import DeviceKit
import Receipts
import SimulatorKit

/// A receipt printer and its drawer: receipts, kicks, covers, paper, blades, and what the driver says became of each.
struct PrinterStory<Host: Dialogue, Device: PrinterFace>: DeviceStory
where Host.Command == POSPrinterCommand, Host.Report == POSPrinterReport {
    typealias Now = DeviceMoment<Device>
    typealias Plan = DevicePlan<POSPrinterCommand, Device.Lever>

    let setup: PrinterSetup<Host, Device>
    let toDevice: CableManners
    let toHost: CableManners
    var score = DeviceScore()
    private var receipts: ReceiptWatch
    private var watcher: DrawerWatch
    private var learned: Bool?
    private var asked = 0
    private var kicked: String?
    private var kickOpened = false

    init(_ setup: PrinterSetup<Host, Device>, _ dice: inout Dice) {
        self.setup = setup
        receipts = ReceiptWatch(goesOnInLine: setup.goesOnInLine)
        toDevice = CableManners(late: dice.roll(0...40), speed: setup.speed)
        // An answer may be lost; one with a bent bit would be another answer: these wires have no checksum.
        toHost = CableManners(lost: dice.roll(0...8), late: dice.roll(0...40))
        watcher = DrawerWatch(
            slack: .seconds(4), patience: .seconds(14), isPolaritySure: setup.isTold && setup.drawerTruth != nil)
    }

    var words: String { setup.words }
    var repairs: [Device.Lever] {
        let deeds: [PrinterDeed] = [
            .powerOn, .loadPaper, .freeCutter, .openCover, .closeCover, .coolHead, .freePresenter, .takeTicket,
            .unlockDrawer, .shutDrawer,
        ]
        return deeds.compactMap(Device.lever)
    }

    func unit() -> Device { setup.unit }
    func driver(start: Int) -> Host { setup.driver(start, learned) }

    // MARK: What people do

    mutating func next(_ now: Now, _ dice: inout Dice) -> (plans: [Plan], pause: Duration) {
        let pause = Duration.milliseconds(dice.roll(500...15_000))
        let middle = Duration.milliseconds(dice.roll(0...4_000))
        let away = Duration.milliseconds(dice.roll(300...20_000))
        let taken = setup.presents ? hand(.takeTicket, .milliseconds(dice.roll(3_000...90_000))) : []
        var plans: [Plan]
        switch dice.roll(0...23) {
        case 0...6: plans = [print()] + taken
        case 7...9 where setup.drawerTruth != nil: plans = kicks(&dice)
        case 10: plans = [print()] + hand(.openCover, middle) + hand(.closeCover, middle + away) + taken
        case 11: plans = hand(.shortPaper, .zero) + [print()] + hand(.loadPaper, middle + away) + taken
        case 12: plans = [print()] + hand(.removePaper, middle) + hand(.loadPaper, middle + away) + taken
        case 13:
            plans = hand(.jamCutter, .zero) + [print()] + hand(.freeCutter, away)
            plans += hand(.openCover, away) + hand(.closeCover, away + .seconds(1))
            plans += [Plan(away + .seconds(3), .order(.recover))] + taken
        case 14: plans = [print()] + hand(.heatHead, middle) + hand(.coolHead, middle + away) + taken
        case 15: plans = [print(), Plan(middle, .unplug(away))] + taken
        case 16: plans = [print(), Plan(middle, .restart(away))] + taken
        case 17: plans = [print(), print(), again(), Plan(middle, .unplug(away))] + taken
        case 18: plans = [print()] + cut(middle, away) + taken
        case 19: plans = [print()] + cut(middle, away) + [Plan(middle, .unplug(away))] + taken
        case 20:
            plans =
                [print()] + hand(.openCover, middle) + abandon(middle + .seconds(3)) + hand(.closeCover, middle + away)
        case 21 where setup.presents:
            plans = hand(.blockPresenter, .zero) + [print()] + hand(.freePresenter, away) + taken
        case 22: plans = [print(), again(), print()] + taken
        default: plans = [print()] + taken
        }
        plans.sort { $0.after < $1.after }
        return (plans, pause)
    }

    private func hand(_ deed: PrinterDeed, _ after: Duration) -> [Plan] {
        Device.lever(deed).map { [Plan(after, .lever($0))] } ?? []
    }

    private func cut(_ after: Duration, _ time: Duration) -> [Plan] {
        guard let off = Device.lever(.powerOff), let on = Device.lever(.powerOn) else { return [] }
        return [Plan(after, .cut(off, on, time))]
    }

    private mutating func print() -> Plan {
        asked += 1
        return again()
    }

    /// The newest receipt once more, under its own name: it may be printed only if nothing of it is on paper.
    private func again() -> Plan {
        let id = "R\(asked)"
        let rows = 3 + asked % 5
        let blocks: [ReceiptBlock] =
            [.text(ReceiptWatch.head(id)), .rule]
            + (1...rows).map { .pair(ReceiptWatch.row(id, $0), "1.00") }
            + [.feed(1), .text(ReceiptWatch.end(id))]
        return Plan(
            .zero, .order(.print(PrintJob(id: id, document: ReceiptDocument(language: .english, blocks: blocks)))))
    }

    private func abandon(_ after: Duration) -> [Plan] { [Plan(after, .order(.abandon(id: "R\(asked)")))] }

    private mutating func kick(_ after: Duration) -> Plan {
        asked += 1
        return Plan(after, .order(.openDrawer(connector: 1, request: "k\(asked)")))
    }

    private mutating func kicks(_ dice: inout Dice) -> [Plan] {
        if !setup.isTold, learned == nil {
            return hand(.unlockDrawer, .zero) + hand(.shutDrawer, .zero) + [kick(.seconds(6))]
                + hand(.shutDrawer, .seconds(14))
        }
        let shut = hand(.shutDrawer, .milliseconds(dice.roll(2_000...9_000)))
        switch dice.roll(0...7) {
        case 0...3: return [kick(.zero)] + shut
        case 4: return hand(.openDrawer, .zero) + shut
        case 5: return hand(.lockDrawer, .zero) + [kick(.seconds(1))] + hand(.unlockDrawer, .seconds(8))
        case 6: return [kick(.zero), Plan(.milliseconds(dice.roll(0...1_500)), .unplug(.seconds(3)))] + shut
        default: return [print(), kick(.milliseconds(dice.roll(0...900)))] + shut
        }
    }

    mutating func lastOrder(_ now: Now, _ dice: inout Dice) -> [Plan] {
        var plans = [Plan(.zero, .order(.recover))]
        if setup.drawerTruth != nil {
            plans += hand(.shutDrawer, .seconds(1)) + [kick(.seconds(20))] + hand(.shutDrawer, .seconds(40))
            plans += [kick(.seconds(60))] + hand(.shutDrawer, .seconds(80))
            plans += hand(.openDrawer, .seconds(110)) + hand(.shutDrawer, .seconds(130))
        }
        // A job that was stalled or lost has ten minutes; after that the printer is free.
        let last = print()
        plans.append(Plan(.seconds(1_200), last.act))
        return plans + hand(.takeTicket, .seconds(1_100)) + hand(.takeTicket, .seconds(1_300))
    }

    // MARK: Truth

    mutating func ordered(_ command: POSPrinterCommand, _ now: Now) {
        switch command {
        case .print(let job):
            score.orders += 1
            receipts.ordered(job.id)
        case .openDrawer(_, let request):
            score.orders += 1
            (kicked, kickOpened) = (request, false)
            watcher.ordered(request, at: now.time)
        case .abandon: receipts.gaveUp()
        case .recover: break
        }
    }

    mutating func saw(_ notice: Device.Notice, _ now: Now) {
        guard let moved = Device.drawer(notice) else { return }
        watcher.moved(isOpen: moved.isOpen, byHand: moved.byHand, at: now.time)
    }

    mutating func watch(_ now: Now) {
        if setup.drawerTruth != nil, let lie = watcher.lie(at: now.time) { score.wrong(lie) }
    }

    mutating func struck(_ stroke: DeviceStroke, _ now: Now) {
        receipts.struck(isRestart: stroke == .restarted)
        if stroke == .restarted { watcher.restarted(at: now.time) }
    }

    // MARK: Words

    mutating func heard(_ report: POSPrinterReport, _ now: Now) {
        switch report {
        case .identified, .broken, .status: return
        case .jobStalled(let id, _): receipts.stalled(id)
        case .jobEnded(let id, let outcome):
            if case .printed = outcome, receipts.isOpen(id) { score.done += 1 }
            if let lie = receipts.ended(id, outcome, now.device.pieces) { score.wrong(lie) }
        case .drawer(let report): hear(report, now)
        }
    }

    private mutating func hear(_ report: DrawerReport, _ now: Now) {
        guard let truth = setup.drawerTruth else { return score.wrong("there is no drawer: \(report)") }
        if case .openedByHand = report, !setup.isTold, learned == nil {
            score.wrong("opened by hand, it says, and does not know which level means open")
        }
        if case .polarityLearned(let openIsHigh) = report {
            learned = openIsHigh
            watcher.isPolaritySure = openIsHigh == truth
        }
        if case .opened(kicked) = report {
            kickOpened = true
            score.done += 1
        }
        if let words = watcher.heard(report, at: now.time) { score.wrong(words) }
    }

    mutating func judge(_ now: Now) {
        if let lie = receipts.atRest(now.device.pieces, last: "R\(asked)") { score.wrong(lie) }
        guard setup.drawerTruth != nil else { return }
        if !kickOpened { score.wrong("the last kick in good weather opened nothing") }
        if let lie = watcher.quietHand { score.wrong(lie) }
    }

    func twisted(_ report: POSPrinterReport, _ lie: DeviceLie, _ now: Now) -> [POSPrinterReport] {
        switch (report, lie) {
        case (.jobEnded(let id, .unknown), .printedAnyway), (.jobEnded(let id, .failed), .printedAnyway):
            return [.jobEnded(id: id, .printed)]
        case (.drawer(let word), _): return lie.twisted(word).map { .drawer($0) }
        case (.jobEnded, _), (.identified, _), (.broken, _), (.status, _), (.jobStalled, _): return [report]
        }
    }

    func twisted(_ bytes: [UInt8], _ lie: DeviceLie) -> [[UInt8]] {
        lie == .printedTwice && bytes.count > 120 ? [bytes, bytes] : [bytes]
    }
}
