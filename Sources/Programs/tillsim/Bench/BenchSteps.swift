import APGDrawerSimulator
import BenchKit
import CheckPaper
import ScannerSimulator
import SimulatorKit

/// One step of each device, with what the bench adds to it: words, and what lies in the way.
extension Bench {
    /// A receipt in the presenter, as it is seen from outside.
    struct Presenter: Hashable, Sendable {
        var holds = false
        var isBlocked = false
        var isJammed = false
    }

    /// A host is at the port: what was half said to the one before is forgotten; a board that lives on the
    /// line charges.
    mutating func meet(_ wire: Wire, _ now: Duration, _ effects: inout [BenchEffect]) {
        switch wire {
        case .checkScanner:
            checkScanner = checkScanner?.connected()
            checkTalk = configuration.checkScanner.map { CheckTalk($0) }
        case .drawerBoard:
            guard configuration.drawerBoard?.livesOnLine == true, hasPower(wire) else { return }
            turnBoard(.lever(.powerOn), at: now, &effects)
        case .validator, .printer, .scanner: break
        }
    }

    /// One step of the validator: armed jams, notes that will not stack.
    mutating func turn(_ event: SimulatorEvent<AcceptorLever>, at now: Duration, _ effects: inout [BenchEffect]) {
        let before = validator.noteInside
        let step = validator.on(event, now: now)
        validator = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                guard cables[.validator] else { continue }
                note(validatorTalk.answered(bytes), .device, .validator, now)
                effects.append(.send(.validator, bytes))
            case .notice(let notice): see(notice, at: now)
            }
        }
        if let entering, entering.until <= now { self.entering = nil }
        meddle(from: before, at: now, &effects)
    }

    mutating func turnPrinter(
        _ event: SimulatorEvent<BenchPrinter.Hand>, at now: Duration, _ effects: inout [BenchEffect]
    ) {
        let step = printer.on(event, now: now)
        printer = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                guard cables[.printer] else { continue }
                note(printerTalk.answered(bytes), .device, .printer, now)
                effects.append(.send(.printer, bytes))
            case .holdsReceipt(let holds):
                presenter.holds = holds
                if !holds, !presenter.isBlocked { presenter.isJammed = false }
            case .presenterJammed: presenter.isJammed = true
            }
        }
    }

    mutating func turnBoard(
        _ event: SimulatorEvent<SimulatedBoardLever>, at now: Duration, _ effects: inout [BenchEffect]
    ) {
        guard let step = board?.on(event, now: now) else { return }
        board = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                guard cables[.drawerBoard] else { continue }
                note(boardTalk?.answered(bytes) ?? [], .device, .drawerBoard, now)
                effects.append(.send(.drawerBoard, bytes))
            case .notice: break  // the drawers show it
            }
        }
    }

    mutating func turnCheckScanner(
        _ event: SimulatorEvent<CheckScannerLever>, at now: Duration, _ effects: inout [BenchEffect]
    ) {
        guard let step = checkScanner?.on(event, now: now) else { return }
        checkScanner = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes):
                guard cables[.checkScanner] else { continue }
                note(checkTalk?.answered(bytes) ?? [], .device, .checkScanner, now)
                effects.append(.send(.checkScanner, bytes))
            case .notice(let notice): see(notice)
            }
        }
    }

    mutating func turnScanner(
        _ event: SimulatorEvent<ScannerLever>, at now: Duration, _ effects: inout [BenchEffect]
    ) {
        guard let step = scanner?.on(event, now: now) else { return }
        scanner = step.next
        var typed: [UInt8] = []
        for effect in step.effects {
            switch effect {
            case .send(let bytes): typed += bytes
            case .notice(let notice): see(notice)
            }
        }
        guard cables[.scanner], !typed.isEmpty else { return }
        effects.append(.send(.scanner, typed))
    }

    /// A note has begun to move: that is when an armed jam takes aim, and when stacking is made to fail.
    private mutating func meddle(from before: SimulatedNote?, at now: Duration, _ effects: inout [BenchEffect]) {
        guard let note = validator.noteInside, note != before, validator.isPowered else { return }
        let section: NoteSection
        switch note.place {
        case .path: section = before?.id == note.id ? .exit : .acceptor
        case .pastEscrow:
            section = .stacker
            if failsStacking { turn(.lever(.failNextStack), at: now, &effects) }
        case .hand, .mouth, .escrow, .box, .withCustomer, .withStaff, .stuck: return
        }
        if jam == .armed { jam = .due(section, at: now + configuration.jamAfter) }
    }
}
