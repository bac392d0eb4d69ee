import BenchKit
import EBDSSimulator
import SimulatorKit

/// What can be seen at the validator, in the words of a cashier.
extension Bench {
    mutating func see(_ notice: AcceptorNotice, at now: Duration) {
        switch notice {
        case .noteDrawnIn(let id):
            entering = Entering(note: id, until: now + configuration.validator.timing.accept)
            lastNotice = "note goes in"
        case .noteInEscrow(let id): lastNotice = "note seen, \(name(id))"
        case .noteStacked(let id): lastNotice = "note stacked, \(name(id))"
        case .noteReturned(let id):
            hanging = id
            lastNotice = isGenuine(id) ? "note given back, \(name(id))" : "not genuine, given back"
        case .noteTaken(let id):
            if hanging == id { hanging = nil }
            lastNotice = "the customer has the note, \(name(id))"
        case .noteStuck(let id, let section):
            jam = .none
            lastNotice = "note stuck \(Self.words(section)), \(name(id))"
        case .noteWithStaff(let id): lastNotice = "the staff has the note, \(name(id))"
        case .noteWaiting: lastNotice = "another note waits at the mouth"
        case .refused(_, let why): lastNotice = Self.words(why)
        case .power(let on): lastNotice = on ? "power is back" : "power is off"
        case .alarm(let alarm): see(alarm)
        case .impossible(let lever): lastNotice = Self.impossible(lever)
        case .bezelLight: break  // the mouth shows it
        }
    }

    private mutating func see(_ alarm: AcceptorAlarm) {
        switch alarm {
        case .jammed: break  // the note that is stuck says more
        case .cheated(let id): lastNotice = "note pulled out by its string, \(name(id))"
        case .fished(let id): lastNotice = "note fished out of the box, \(name(id))"
        case .cashUnitOut: lastNotice = "cash box taken out"
        case .outOfService: lastNotice = "out of service: a note inside waits for the staff"
        }
    }

    private func isGenuine(_ id: Int) -> Bool { validator.note(id)?.paper.minorUnits != nil }

    private func name(_ id: Int) -> String {
        switch validator.note(id)?.paper {
        case .note(let value): NoteNames.name(minorUnits: value)
        case .forged(let value): "forged \(NoteNames.name(minorUnits: value))"
        case .onString(let value): "\(NoteNames.name(minorUnits: value)) on a string"
        case .barcode: "coupon"
        case nil: "unknown"
        }
    }

    private static func words(_ section: NoteSection) -> String {
        switch section {
        case .acceptor: "on its way in"
        case .stacker: "on its way into the box"
        case .exit: "on its way out"
        }
    }

    private static func words(_ refusal: MouthRefusal) -> String {
        switch refusal {
        case .noPower: "not drawn in: no power"
        case .notReady: "not drawn in: the validator is not ready"
        case .disabled: "not drawn in: the kiosk takes no notes now"
        case .mouthOccupied: "not drawn in: a note hangs in the mouth"
        }
    }

    private static func impossible(_ lever: AcceptorLever) -> String {
        switch lever {
        case .takeNote: "no note hangs in the mouth"
        case .pullString: "the note on the string is out of reach"
        case .clearJam, .attendantRemovesNote: "nothing is jammed"
        case .cashUnitFull, .removeCashUnit: "no cash box is in the validator"
        case .insertCashUnit: "a cash box is in the validator already"
        case .insert, .jam, .failNextStack, .stackUnordered, .powerOff, .powerOn, .mute, .clearCounter, .swap:
            "that cannot be done now"
        }
    }
}
