/// The two drive pins of the kick-out connector.
public enum ESCPOSConnector: Int, Hashable, Sendable, CaseIterable {
    /// Both share one sense line (pin 3).
    case pin2, pin5

    /// Operand of ESC p and DLE DC4 1: 0, 1, "0", "1" (the latter two only for ESC p).
    init?(operand: UInt8) {
        switch operand {
        case 0, 0x30: self = .pin2
        case 1, 0x31: self = .pin5
        case _: return nil
        }
    }
}

/// The contact that a drawer puts between pin 3 and ground.
///
/// - Source: cash-drawers.md 2 and 4: pin 3 is pulled up, a closed contact makes it LOW.
public enum DrawerSwitch: Hashable, Sendable {
    /// Contact open while the drawer is shut: LOW means a drawer is open. The common wiring.
    case normallyOpen
    /// Contact closed while the drawer is shut: LOW means shut.
    case normallyClosed
    /// No contact: always HIGH.
    case none
}

/// How a drawer is built.
public struct DrawerFitting: Hashable, Sendable {
    /// What the sense line tells, and whether it tells anything.
    public var contact: DrawerSwitch
    /// Shorter pulses only click.
    public var leastPulseMilliseconds: Int

    /// The common drawer.
    public init(contact: DrawerSwitch = .normallyOpen, leastPulseMilliseconds: Int = 40) {
        (self.contact, self.leastPulseMilliseconds) = (contact, leastPulseMilliseconds)
    }
}

/// A cash drawer: position, lock and cable are three different things.
public struct Drawer: Hashable, Sendable {
    /// Fixed for its life.
    public let fitting: DrawerFitting
    /// The physical truth, whatever the contact says.
    public internal(set) var isOpen = false
    /// Locked with the key.
    public internal(set) var isLocked = false
    /// Something keeps it from springing open.
    public internal(set) var isWedged = false
    /// The cable to the printer is in; pulled, neither pulse nor sense gets through.
    public internal(set) var isPlugged = true

    init(_ fitting: DrawerFitting) { self.fitting = fitting }

    /// Whether its contact pulls the shared sense wire down.
    var pullsLow: Bool {
        guard isPlugged else { return false }
        switch fitting.contact {
        case .normallyOpen: return isOpen
        case .normallyClosed: return !isOpen
        case .none: return false
        }
    }

    /// A pulse of that length has run through the solenoid. True if the drawer sprang open.
    mutating func kicked(milliseconds: Int) -> Bool {
        guard isPlugged, !isOpen, !isLocked, !isWedged, milliseconds >= fitting.leastPulseMilliseconds else {
            return false
        }
        isOpen = true
        return true
    }

    /// A person's hand. True if the position changed.
    mutating func on(_ lever: DrawerLever) -> Bool {
        let before = isOpen
        switch lever {
        case .pushShut: isOpen = false
        case .openByHand: (isOpen, isLocked) = (true, false)
        case .lock: isLocked = true
        case .unlock: isLocked = false
        case .wedge: isWedged = true
        case .unwedge: isWedged = false
        case .unplug: isPlugged = false
        case .plug: isPlugged = true
        }
        return isOpen != before
    }
}

/// A pulse on a drive pin: current for `on`, then rest until `on + off`.
struct Pulse: Hashable, Sendable {
    var connector: ESCPOSConnector
    var onMilliseconds: Int
    var offMilliseconds: Int

    /// ESC p: units of 2 ms; a rest shorter than the current is lengthened to it.
    init(connector: ESCPOSConnector, t1: UInt8, t2: UInt8) {
        self.connector = connector
        onMilliseconds = Int(t1) * 2
        offMilliseconds = Int(max(t1, t2)) * 2
    }

    /// DLE DC4 1: units of 100 ms for both.
    init(connector: ESCPOSConnector, tenths: UInt8) {
        self.connector = connector
        (onMilliseconds, offMilliseconds) = (Int(tenths) * 100, Int(tenths) * 100)
    }
}
