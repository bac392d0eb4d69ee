/// A cash drawer's box, lock and solenoid, whatever board it hangs on: position and contact are two different things.
public struct SimulatedDrawer: Hashable, Sendable {
    /// What its contact does.
    public var contact: Contact
    /// The physical truth, whatever the contact says.
    public private(set) var isOpen = false
    /// Locked with the key.
    public private(set) var isLocked = false
    /// Something keeps it from springing open.
    public private(set) var isWedged = false
    /// Times the solenoid was driven, whether or not anything moved.
    public private(set) var pulses = 0

    /// `none`: no contact, or its wire is torn.
    public enum Contact: Hashable, Sendable { case closesWhenOpen, opensWhenOpen, none }

    /// Shut, unlocked.
    public init(contact: Contact = .closesWhenOpen) { self.contact = contact }

    /// Whether current flows through the contact.
    public var isContactClosed: Bool {
        switch contact {
        case .closesWhenOpen: isOpen
        case .opensWhenOpen: !isOpen
        case .none: false
        }
    }

    /// The solenoid is driven. True if the drawer sprang open.
    public mutating func pulse() -> Bool {
        pulses &+= 1
        guard !isOpen, !isLocked, !isWedged else { return false }
        isOpen = true
        return true
    }

    /// A person's hand. True if the position changed.
    public mutating func on(_ lever: SimulatedDrawerLever) -> Bool {
        let before = isOpen
        switch lever {
        case .pushShut: isOpen = false
        case .openByHand: (isOpen, isLocked) = (true, false)
        case .lock: isLocked = true
        case .unlock: isLocked = false
        case .wedge: isWedged = true
        case .unwedge: isWedged = false
        case .tearSensor: contact = .none
        }
        return isOpen != before
    }
}

/// What a person standing at a drawer can do.
public enum SimulatedDrawerLever: Hashable, Sendable {
    /// Pushes it shut.
    case pushShut
    /// Opens it with the key, or with force.
    case openByHand
    /// The key is turned: the solenoid moves nothing.
    case lock
    /// The key is turned back.
    case unlock
    /// Something is stuck behind it.
    case wedge
    /// The thing is taken away.
    case unwedge
    /// The wire of its contact tears.
    case tearSensor
}

/// What a person standing at a board with drawers can do; `drawer` counts from 1.
public enum SimulatedBoardLever: Hashable, Sendable {
    /// At one drawer.
    case drawer(Int, SimulatedDrawerLever)
    /// The plug of the board, or of its line, is pulled.
    case powerOff
    /// The plug is back.
    case powerOn
    /// The board hears and acts, its answers are lost.
    case mute(Bool)
    /// A spark on the line: these bytes arrive as if the host had sent them.
    case noise([UInt8])
}

/// What a person standing at a board with drawers can see happen.
public enum SimulatedBoardNotice: Hashable, Sendable {
    /// The drawer sprang open, or was opened.
    case opened(drawer: Int)
    /// The drawer was pushed shut.
    case shut(drawer: Int)
    /// The solenoid clicked and nothing moved.
    case clicked(drawer: Int)
    /// An order came and the board had no strength for it.
    case tooWeak(drawer: Int)
    /// On or off.
    case power(Bool)
    /// Bytes for the other device on a shared line went by.
    case passed([UInt8])
    /// An unknown command has sent the board into its bootloader: only service brings it back.
    case bootloader
}
