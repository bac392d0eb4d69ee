import Controller
import Custody
import Money
import OrderedCollections
import Receipts
import SimulatorKit
import DeviceKit

/// People at work: they come now and then, in twos.
struct Staff {
    /// What they are in the middle of.
    enum Work: Hashable { case none, pull, unitOut(String), counting }
    var work = Work.none
    var unitsMade = 1
    var units: [String] = ["CU-1"]
    /// Pulled and not counted yet.
    var pulled: String?
    var nextPull = 0

    static let pullers = [PersonID(known: "p.ruiz"), PersonID(known: "m.chen")]
    static let counters = [PersonID(known: "m.chen"), PersonID(known: "j.okafor")]
}

extension StormWorld {
    @discardableResult
    func order(_ command: StaffCommand) -> Custody.Refusal? {
        let refusal = hear(.staff(command))
        trace.add(.staff(command, refusal), at: now)
        return refusal
    }

    /// A round through the office.
    func staffActs() {
        plan(.staff, within: 2_000...6_000)
        guard up, now >= hostBusyUntil, kiosk.store.problem == nil else { return }
        if kiosk.books.installed == nil, staff.work == .none, let unit = device.cashUnit {
            order(.install(CashUnitID(known: unit), seal: "S-1", by: Staff.pullers))
        }
        if kiosk.lane.phase == .barred { order(.adopt(by: Staff.pullers)) }
        switch staff.work {
        case .none: if fed >= staff.nextPull, staff.nextPull > 0 || dice.chance(1, in: 2) { beginPull() }
        case .pull: pullUnit()
        case .unitOut: break  // the other one comes back by itself
        case .counting: count()
        }
    }

    func beginPull() {
        if staff.nextPull == 0 {
            staff.nextPull = fed + dice.roll(15...70)
            return
        }
        staff.work = .pull
    }

    private func pullUnit() {
        guard let serial = device.cashUnit, kiosk.books.installed?.text ?? serial == serial else { return }
        let unit = CashUnitID(known: serial)
        // A cut may have taken the answer, but not the fact.
        if kiosk.books.stage(of: unit) != .pulled {
            guard order(.pull(seal: "S-\(unit)", by: Staff.pullers)) == nil, up else { return }
        }
        pull(.removeCashUnit)
        staff.pulled = unit.text
        staff.unitsMade += 1
        let next = "CU-\(staff.unitsMade)"
        staff.units.append(next)
        staff.work = .unitOut(next)
        plan(.cashUnitBack(next), within: 500...6_000)
    }

    func cashUnitBack(_ serial: String) {
        pull(.insertCashUnit(serial: serial))
        if case .unitOut = staff.work { staff.work = .counting }
    }

    /// Two people count what is really in it, each alone, and settle.
    private func count() {
        guard let serial = staff.pulled else {
            staff.work = .none
            return
        }
        if kiosk.books.installed == nil, let unit = device.cashUnit {
            order(.install(CashUnitID(known: unit), seal: "S-1", by: Staff.pullers))
        }
        let unit = CashUnitID(known: serial)
        // A cut between two of these leaves a stage behind; each is asked again until it is refused as done.
        _ = order(.offer(unit, to: Staff.counters, .count))
        _ = order(.accept(unit, by: Staff.counters, seal: "S-\(unit)"))
        _ = order(.startCount(unit, by: Staff.counters))
        let counts = Self.counted(device.contents(of: serial))
        for person in Staff.counters { _ = order(.submitCount(unit, by: person, counts)) }
        if dice.chance(1, in: 5) { return }  // tomorrow
        _ = order(.settleCount(unit))
        guard up, let record = kiosk.books.stage(of: unit), record == .empty else { return }
        staff.pulled = nil
        staff.work = .none
        staff.nextPull = fed + dice.roll(25...80)
    }

    static func counted(_ notes: [SimulatedNote]) -> DenominationCounts {
        var counts = DenominationCounts()
        for note in notes {
            guard let value = note.paper.minorUnits else { continue }
            do throws(MoneyError) { try counts.add(Denomination(Money(minorUnits: value, .usd))) } catch {
                preconditionFailure("a note of the simulator has a value: \(error)")
            }
        }
        return counts
    }

    /// A note was freed by hand: when its doubt is open, two people may book it.
    func found(_ piece: Int) {
        guard up, kiosk.store.problem == nil else {
            if !healing { plan(.found(piece), within: 4_000...9_000) }
            return
        }
        guard let record = oracle.record(of: piece), record.word == .doubted, dice.chance(2, in: 3) else { return }
        guard device.note(piece)?.place == .withStaff else { return }
        order(.found(record.note, by: Staff.pullers))
    }

    // MARK: The printer, a healthy one

    func greetPrinter() {
        hear(.printer(.identified(model: "simulated", firmware: "1", serial: "P-1")))
        tellPaper()
    }

    func tellPaper() {
        hear(
            .printer(
                .status(
                    POSPrinterStatus(online: true, coverOpen: false, paper: paperIn ? .enough : .end))))
    }

    func printed(_ job: String, _ life: Int) {
        guard isUp(life) else { return }
        guard paperIn else {
            plan(.printed(job, life: life), within: 800...2_500)
            return
        }
        hear(.printer(.jobEnded(id: job, .printed)))
    }
}

extension StationState {
    /// The stage of a cash unit.
    func stage(of unit: CashUnitID) -> CashUnitRecord.Stage? {
        for (known, record) in cashUnits where known == unit { return record.stage }
        return nil
    }
}
