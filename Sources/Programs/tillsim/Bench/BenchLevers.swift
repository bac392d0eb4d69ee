import APGDrawerSimulator
import BenchKit
import CheckPaper
import EBDSSimulator
import ScannerSimulator
import SimulatorKit

/// What each lever does to the devices. Every lever may be pulled at any time; what cannot be done is said in
/// `lastNotice`.
extension Bench {
    mutating func pull(_ lever: BenchLever, _ now: Duration, _ effects: inout [BenchEffect]) {
        switch lever {
        case .cable(let wire, let on):
            guard configuration.wires.contains(wire), cables[wire] != on else { return }
            cables[wire] = on
            effects.append(on ? .plug(wire) : .unplug(wire))
        case .power(let wire, let on):
            switches[wire] = on
            supplyPower(at: now, &effects)
        case .cutAllPower:
            mainsBackAt = now + configuration.outage
            supplyPower(at: now, &effects)
        case .validator(let lever): pull(lever, now, &effects)
        case .printer(let lever): pull(lever, now, &effects)
        case .drawer(let place, let lever): pull(place, lever, now, &effects)
        case .checkScanner(let lever): pull(lever, now, &effects)
        case .scanner(let lever): pull(lever, now, &effects)
        }
    }

    /// Gives power to what is switched on while there are mains, and takes it from the rest.
    mutating func supplyPower(at now: Duration, _ effects: inout [BenchEffect]) {
        if hasPower(.validator) != validator.isPowered {
            // What moved stands still, so nothing is entering any more, and nothing is left for a jam to catch.
            entering = nil
            if case .due = jam { jam = .armed }
            turn(.lever(hasPower(.validator) ? .powerOn : .powerOff), at: now, &effects)
        }
        if hasPower(.printer) != printer.look.isPowered {
            turnPrinter(.lever(.power(hasPower(.printer))), at: now, &effects)
        }
        if let board, hasPower(.drawerBoard) != board.isPowered {
            turnBoard(.lever(hasPower(.drawerBoard) ? .powerOn : .powerOff), at: now, &effects)
        }
        if let device = checkScanner?.device, hasPower(.checkScanner) != device.isPowered {
            turnCheckScanner(.lever(hasPower(.checkScanner) ? .powerOn : .powerOff), at: now, &effects)
        }
        if !hasPower(.scanner) { turnScanner(.lever(.pullPlug), at: now, &effects) }
    }

    private mutating func pull(_ lever: ValidatorLever, _ now: Duration, _ effects: inout [BenchEffect]) {
        switch lever {
        case .insertNote(let value): insert(.note(minorUnits: value), now, &effects)
        case .insertForged(let value): insert(.forged(minorUnits: value), now, &effects)
        case .insertOnString(let value):
            strung = lastNote + 1
            insert(.onString(minorUnits: value), now, &effects)
        case .pullString:
            guard let strung else {
                lastNotice = "no note hangs on a string"
                return
            }
            turn(.lever(.pullString(id: strung)), at: now, &effects)
        case .takeNote: turn(.lever(.takeNote), at: now, &effects)
        case .jam: pullJam(now, &effects)
        case .clearJam: clearJam(now, &effects)
        case .full(let on): turn(.lever(.cashUnitFull(on)), at: now, &effects)
        case .boxOut: turn(.lever(.removeCashUnit), at: now, &effects)
        case .boxIn(let serial): turn(.lever(.insertCashUnit(serial: serial)), at: now, &effects)
        case .failStacking(let on): failsStacking = on
        }
    }

    private mutating func insert(_ paper: SimulatedPaper, _ now: Duration, _ effects: inout [BenchEffect]) {
        lastNote += 1
        turn(.lever(.insert(id: lastNote, paper)), at: now, &effects)
    }

    /// At once for a note that moves; otherwise armed, and shown as such.
    private mutating func pullJam(_ now: Duration, _ effects: inout [BenchEffect]) {
        guard !validator.isJammed else { return }
        guard validator.isPowered, let place = validator.noteInside?.place, place == .path || place == .pastEscrow
        else {
            jam = .armed
            lastNotice = "the next note will jam"
            return
        }
        jam = .none
        let section: NoteSection = place == .pastEscrow ? .stacker : entering == nil ? .exit : .acceptor
        turn(.lever(.jam(section)), at: now, &effects)
    }

    /// Before escrow or on the way out the customer gets the note; past escrow, or out of service, the staff does.
    private mutating func clearJam(_ now: Duration, _ effects: inout [BenchEffect]) {
        guard validator.isJammed else {
            if jam != .none { lastNotice = "no note will jam" }
            jam = .none
            if validator.isOutOfService { turn(.lever(.attendantRemovesNote), at: now, &effects) }
            return
        }
        let isPastEscrow = validator.noteInside?.place == .stuck(.stacker)
        turn(.lever(.clearJam(isPastEscrow ? .staff : .customer)), at: now, &effects)
    }
}
