/// The contact that a drawer puts on the sense wire.
public enum StarDrawerSwitch: Hashable, Sendable {
    /// Closed while the drawer is open: the status says 1 for open. What other programs take for granted.
    case closedWhenOpen
    /// Closed while the drawer is shut.
    case closedWhenShut
    /// No contact: always 0.
    case none
}

/// How a drawer is built.
public struct StarDrawerFitting: Hashable, Sendable {
    /// What the sense wire tells.
    public var contact: StarDrawerSwitch
    /// Shorter pulses only click.
    public var leastPulseMilliseconds: Int

    /// The common drawer.
    public init(contact: StarDrawerSwitch = .closedWhenOpen, leastPulseMilliseconds: Int = 40) {
        (self.contact, self.leastPulseMilliseconds) = (contact, leastPulseMilliseconds)
    }
}

/// A cash drawer: position, lock and cable are three different things.
public struct StarDrawer: Hashable, Sendable {
    /// Fixed for its life.
    public let fitting: StarDrawerFitting
    /// The physical truth, whatever the contact says.
    public internal(set) var isOpen = false
    /// Locked with the key.
    public internal(set) var isLocked = false
    /// The cable to the printer is in.
    public internal(set) var isPlugged = true

    /// Whether its contact closes the shared sense wire.
    var closesContact: Bool {
        guard isPlugged else { return false }
        switch fitting.contact {
        case .closedWhenOpen: return isOpen
        case .closedWhenShut: return !isOpen
        case .none: return false
        }
    }

    /// A pulse of that length has run through the solenoid. True if the drawer sprang open.
    mutating func kicked(milliseconds: Int) -> Bool {
        guard isPlugged, !isOpen, !isLocked, milliseconds >= fitting.leastPulseMilliseconds else { return false }
        isOpen = true
        return true
    }

    /// A person's hand. True if the position changed.
    mutating func on(_ lever: StarDrawerLever) -> Bool {
        let before = isOpen
        switch lever {
        case .pushShut: isOpen = false
        case .openByHand: (isOpen, isLocked) = (true, false)
        case .lock: isLocked = true
        case .unlock: isLocked = false
        case .unplug: isPlugged = false
        case .plug: isPlugged = true
        }
        return isOpen != before
    }
}

/// A pulse on its way: the drawer moves when the current has flowed for its time.
struct StarPulse: Hashable, Sendable {
    var drawer: Int
    var milliseconds: Int
    var began: Duration
    var rest: Int

    var acts: Duration { began + .milliseconds(milliseconds) }
    var ends: Duration { began + .milliseconds(milliseconds + rest) }
}
