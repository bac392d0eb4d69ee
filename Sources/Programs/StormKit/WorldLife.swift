import Controller
import CoreLedgerSimulator
import Custody
import DeviceKit
import OrderedCollections
import Posting
import SimulatorKit

/// From the first start to the judgement.
extension StormWorld {
    func live() throws(StormFailure) -> StormResult {
        startHost()
        agenda.add(.staff, at: .milliseconds(500))
        agenda.add(.customer, at: .seconds(4))
        if let every = weather.strokeEvery { agenda.add(.stroke, at: .seconds(5) + every) }
        let limit = notesWanted * 4_000 + 200_000
        while fed < notesWanted {
            guard steps < limit else { throw failure(.stuck("\(fed) notes fed, and no end")) }
            try step()
        }
        try heal(limit)
        try judgeAtRest()
        try countAll(limit)
        try judgeAfterCount()
        return result()
    }

    /// Good weather, and people who put right what can be put right.
    private func heal(_ limit: Int) throws(StormFailure) {
        note("sky      from here on no fault happens")
        healing = true
        var calm = weather
        (calm.frameLost, calm.frameDoubled, calm.frameCut, calm.frameBent, calm.frameLate) = (0, 0, 0, 0, 0)
        (calm.cutAtCommit, calm.diskFails, calm.cutAtEffect, calm.cutAtNotice) = (0, 0, 0, 0)
        (calm.strokeEvery, calm.coreLoss, calm.careless) = (nil, 0, 0)
        weather = calm
        coreLine.faults = .init()
        pull(.cashUnitFull(false))
        try rest(limit)
        // A last start, so that everything the device knows is read once more.
        cutPower(host: true, device: false)
        cuts -= 1
        try rest(limit)
        // The core may have been restored since the last answer: the relay compares until both sides are equal.
        isReconciled = false
        while !isReconciled {
            feed(.reconcileAsked)
            try rest(limit)
        }
    }

    /// Until nothing is on its way and nobody has anything left to do.
    func rest(_ limit: Int) throws(StormFailure) {
        var quietSince: Duration?
        while true {
            guard steps < limit else { throw failure(.stuck(why)) }
            if why.isEmpty {
                let since = quietSince ?? now
                quietSince = since
                if now - since > .seconds(2) { return }
            } else {
                quietSince = nil
            }
            try step()
        }
    }

    /// What is not at rest yet; empty: nothing.
    private var why: String {
        if !up { return "the host has no power" }
        if !linkUp { return "the line is down" }
        if !device.isReady { return "the acceptor is not ready" }
        if device.isJammed || device.isOutOfService || device.cashUnit == nil { return "the acceptor needs a person" }
        if device.noteInside != nil { return "a note is inside" }
        if kiosk.store.problem != nil { return "the store is failed" }
        if kiosk.session != nil { return "a visit is open" }
        if kiosk.lane.phase != .ready { return "the lane is \(kiosk.lane.phase)" }
        if kiosk.hasOpenIntent { return "an intent is open" }
        if !kiosk.books.outbox.isEmpty { return "rows are not posted" }
        if kiosk.books.installed == nil { return "no cash unit is installed" }
        if staff.work != .none { return "staff are at work" }
        if !coreLine.isEmpty { return "the ledger is asked" }
        if !agenda.isIdle { return "something is planned" }
        return ""
    }

    // MARK: Plans

    func act(_ plan: Agenda.Plan) {
        switch plan {
        case .customer: customerActs()
        case .staff: staffActs()
        case .stroke: stroke()
        case .cut(let host, let device): if !healing || restarting { cutPower(host: host, device: device) }
        case .deviceOn: if !device.isPowered { pull(.powerOn) }
        case .startHost: startHost()
        case .openLink:
            linkUp = true
            note("sky      the cable is back")
            if up { tell(.opened) }
        case .coreStep: coreStep()
        case .coreUp: setCore(up: true)
        case .printed(let job, let life): printed(job, life)
        case .paperIn:
            paperIn = true
            tellPaper()
        case .notFull: pull(.cashUnitFull(false))
        case .clearJam: if device.isJammed { pull(.clearJam(dice.chance(1, in: 2) ? .customer : .staff)) }
        case .takeOutNote: if device.isOutOfService { pull(.attendantRemovesNote) }
        case .takeFromMouth: pull(.takeNote)
        case .found(let piece): found(piece)
        case .cashUnitBack(let serial): cashUnitBack(serial)
        case .openAccounts: for number in 1...6 { core.setClosed(false, account: "1000000\(number)") }
        }
    }

    private func stroke() {
        guard let every = weather.strokeEvery else { return }
        let mean = Int(every.components.seconds) * 1_000
        plan(.stroke, within: mean / 4...mean * 7 / 4)
        switch dice.pick(weather.strokes) {
        case .deviceCut: cutPower(host: false, device: true)
        case .hostCut: cutPower(host: true, device: false)
        case .bothCut: cutPower(host: true, device: true)
        case .linkLoss: loseLink()
        case .stall:
            note("host     stands still")
            hostBusyUntil = max(hostBusyUntil, now + .milliseconds(dice.roll(300...4_000)))
        case .jamIn: pull(.jam(.acceptor))
        case .jamStack: pull(.jam(.stacker))
        case .jamOut: pull(.jam(.exit))
        case .failStack: pull(.failNextStack)
        case .stackUnordered: if !wouldPassForAnother { pull(.stackUnordered) }
        case .peekCashUnit:
            guard case .none = staff.work, let unit = device.cashUnit else { return }
            pull(.removeCashUnit)
            plan(.cashUnitBack(unit), within: 500...6_000)
        case .paperOut:
            paperIn = false
            tellPaper()
            plan(.paperIn, within: 2_000...20_000)
        case .coreDown:
            guard coreUp else { return }
            setCore(up: false)
            plan(.coreUp, within: 2_000...90_000)
        case .full:
            pull(.cashUnitFull(true))
            plan(.notFull, within: 2_000...15_000)
        case .swap:
            note("staff    put another acceptor in")
            pull(.swap(serial: "SIM\(1_000_000 + nextPiece)"))
        case .closeAccount:
            core.setClosed(true, account: "1000000\(dice.roll(1...6))")
            plan(.openAccounts, within: 10_000...60_000)
        case .restoreCore: restoreCore()
        }
    }

    /// The newest note has no outcome yet, and another one would fall in unasked: the unit's word and its count would be
    /// taken for the first note's, and nothing on any wire shows the difference (models, rules 7 and 8, row SA6).
    private var wouldPassForAnother: Bool {
        guard let newest = oracle.records.last else { return false }
        switch newest.word {
        case .intended, .doubted: return device.noteInside?.id != newest.piece
        case .credited, .returned, .found: return false
        }
    }

    private func restoreCore() {
        if dice.chance(1, in: 2) { core.backUp() } else { core.restore() }
    }
}
