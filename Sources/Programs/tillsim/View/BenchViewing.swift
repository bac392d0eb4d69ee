import EBDSSimulator
import ESCPOSSimulator
import SimulatorKit

/// The bench as the page shows it: a pure function of its state.
extension Bench {
    func view(_ clock: WallClock) -> BenchView {
        BenchView(
            office: configuration.office, kiosk: configuration.kiosk, service: configuration.service,
            validator: validatorView, printer: printerView, drawer: drawerView,
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
            link: cables.validator, power: validator.isPowered, mouth: mouth, mouthText: words, box: box,
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

    // MARK: Printer and drawer

    /// Pieces that somebody could pick up or read: what came off, and what hangs out with print on it.
    var pieces: [PaperPiece] {
        printer.paper.filter { $0.ending != .hanging || !$0.items.isEmpty }
    }

    private var printerView: PrinterView {
        let panel = printer.panel
        let pieces = pieces
        let roll = max(1, configuration.printer.rollMillimetres)
        return PrinterView(
            link: cables.printer, power: panel.isPowered, paperMillimetres: panel.paperMillimetres,
            paperPercent: min(100, (panel.paperMillimetres * 100 + roll / 2) / roll), paper: !panel.isPaperEnd,
            cover: panel.isCoverOpen ? "open" : "shut", cutterJam: panel.isCutterJammed, pieces: pieces.count,
            text: pieces.last.map(printer.text(of:)) ?? "")
    }

    private var drawerView: DrawerView {
        let drawer = printer.panel.pin2
        return DrawerView(position: drawer?.isOpen == true ? "open" : "shut", locked: drawer?.isLocked == true)
    }
}
