import APGDrawerSimulator
import BenchKit
import EBDSSimulator
import SimulatorKit

/// The bench as the page shows it: a pure function of its state.
extension Bench {
    func view(_ clock: WallClock) -> BenchView {
        BenchView(
            office: configuration.office, kiosk: configuration.kiosk, service: configuration.service,
            validator: validatorView, printer: printerView, drawers: drawerViews, board: boardView,
            checkScanner: checkScannerView, scanner: scannerView,
            log: log.entries.map { entry in
                LogLine(
                    time: clock.time(entry.at), direction: entry.speaker == .host ? "out" : "in",
                    device: entry.wire.rawValue, text: entry.text)
            })
    }

    // MARK: Validator

    private var validatorView: ValidatorView {
        let (mouth, words) = mouth
        return ValidatorView(
            link: cables[.validator], power: validator.isPowered, mouth: mouth, mouthText: words, box: box,
            jam: validator.isJammed || validator.isOutOfService || jam != .none, full: validator.isFull,
            lastNotice: lastNotice)
    }

    private var box: BoxView {
        guard let serial = validator.cashUnit else { return BoxView(present: false) }
        let currency = configuration.validator.noteTable.first?.currency ?? "USD"
        return BoxView(
            serial: serial, notes: validator.contents(of: serial).count,
            capacity: configuration.validator.cashUnitCapacity,
            value: MoneyView(minorUnits: validator.total(of: serial), currency: currency), present: true)
    }

    /// What the mouth looks like to somebody with a note in the hand.
    var mouth: (Mouth, String) {
        guard validator.isPowered else { return (.off, "No power.") }
        if validator.isJammed { return (.jammed, "Shut. Jam in the note path.") }
        if validator.isOutOfService { return (.jammed, "Shut. Out of service, a note inside waits for the staff.") }
        if hanging != nil { return (.returning, "Note given back. Take it.") }
        if let note = validator.noteInside {
            switch note.place {
            case .path:
                return entering?.note == note.id
                    ? (.taking, "Taking the note.") : (.returning, "Giving the note back.")
            case .escrow: return (.taking, "Holding the note until the kiosk decides.")
            case .pastEscrow: return (.taking, "Putting the note into the box.")
            case .stuck: return (.jammed, "Shut. Jam in the note path.")
            case .hand, .mouth, .box, .withCustomer, .withStaff: break
            }
        }
        if validator.cashUnit == nil { return (.shut, "Shut. Cash box is out.") }
        if validator.isFull { return (.full, "Shut. Cash box is full.") }
        if !validator.isReady { return (.shut, "Shut. Starting up.") }
        return validator.isLit ? (.open, "Open. Feed a note.") : (.shut, "Shut. The kiosk takes no notes now.")
    }

    // MARK: Printer and drawers

    /// What the page calls the port of a device.
    func port(_ wire: Wire) -> String { configuration.networked.contains(wire) ? "network" : "serial" }

    private var printerView: PrinterView {
        let look = printer.look
        let roll = max(1, look.rollMillimetres)
        return PrinterView(
            model: configuration.printerKind.model, port: port(.printer), link: cables[.printer], power: look.isPowered,
            paperMillimetres: look.paperMillimetres,
            paperPercent: min(100, (look.paperMillimetres * 100 + roll / 2) / roll), paper: !look.isPaperEnd,
            cover: look.isCoverOpen ? "open" : "shut", cutterJam: look.isCutterJammed, presenter: presenterWord,
            blocked: presenter.isBlocked, pieces: printer.pieceCount, text: printer.lastText)
    }

    private var presenterWord: String {
        guard configuration.printerKind == .custom else { return "none" }
        return presenter.isJammed ? "jammed" : presenter.holds ? "holds" : "empty"
    }

    private var drawerViews: [DrawerView] {
        configuration.drawerPlaces.enumerated().map { number, place in
            let (isOpen, isLocked) = drawer(place)
            return DrawerView(
                id: place.rawValue, label: "Cash drawer D-\(number + 1)", at: Self.words(place),
                position: isOpen ? "open" : "shut", locked: isLocked)
        }
    }

    private func drawer(_ place: DrawerPlace) -> (isOpen: Bool, isLocked: Bool) {
        func atPrinter(_ connector: Int) -> (Bool, Bool) {
            let drawer = printer.look.drawers[connector]
            return (drawer?.isOpen == true, drawer?.isLocked == true)
        }
        func atBoard(_ number: Int) -> (Bool, Bool) {
            guard let drawers = board?.drawers, drawers.indices.contains(number) else { return (false, false) }
            return (drawers[number].isOpen, drawers[number].isLocked)
        }
        switch place {
        case .first: return atPrinter(0)
        case .second: return atPrinter(1)
        case .boardFirst: return atBoard(0)
        case .boardSecond: return atBoard(1)
        }
    }

    private static func words(_ place: DrawerPlace) -> String {
        switch place {
        case .first: "at the printer"
        case .second: "at the printer, second plug"
        case .boardFirst: "at the drawer board"
        case .boardSecond: "at the drawer board, second plug"
        }
    }

    private var boardView: BoardView? {
        guard let kind = configuration.drawerBoard, let board else { return nil }
        return BoardView(
            model: kind.model, port: port(.drawerBoard), link: cables[.drawerBoard], power: board.isPowered)
    }
}
