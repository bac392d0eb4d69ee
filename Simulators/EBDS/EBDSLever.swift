/// A piece of paper somebody pushes into the mouth.
public enum EBDSPaper: Hashable, Sendable {
    /// Genuine, with its value in minor units.
    case note(minorUnits: Int64)
    /// Looks like this value and is not.
    case forged(minorUnits: Int64)
    /// Genuine, with a string by which the customer can pull it back.
    case onString(minorUnits: Int64)
    /// A coupon; at most 28 characters are reported.
    case barcode(String)

    /// Value of genuine money, in minor units; `nil` for anything that is not money.
    public var minorUnits: Int64? {
        switch self {
        case .note(let value), .onString(let value): value
        case .forged, .barcode: nil
        }
    }
}

/// Where a piece of paper is; it is nowhere else.
public enum EBDSPlace: Hashable, Sendable {
    /// With the customer, refused at the mouth or not taken in yet.
    case hand
    /// Between the lips: waiting to be drawn in, or given back and not taken yet.
    case mouth
    /// Between mouth and escrow, in either direction.
    case path
    /// Whole and at rest; can still go either way.
    case escrow
    /// Past escrow, on the way to the box.
    case pastEscrow
    /// In the cash unit with this serial number, wherever that unit is.
    case box(cashUnit: String)
    /// Back with the customer.
    case withCustomer
    /// Taken out by an attendant.
    case withStaff
    /// Jammed in this section.
    case stuck(EBDSSection)

    /// True between the lips and the box: the mechanism holds it.
    public var isInside: Bool {
        switch self {
        case .path, .escrow, .pastEscrow, .stuck: true
        case .hand, .mouth, .box, .withCustomer, .withStaff: false
        }
    }
}

/// The parts of the way where a note can jam.
public enum EBDSSection: Hashable, Sendable {
    /// First half, mouth to escrow, on the way in.
    case acceptor
    /// Second half, escrow to box.
    case stacker
    /// On the way back out: a stuck note that cannot be returned.
    case exit
}

/// One piece of paper and where it is: the physical truth.
public struct EBDSNote: Hashable, Sendable {
    /// Chosen by whoever inserts it.
    public let id: Int
    /// What it is; never changes.
    public let paper: EBDSPaper
    /// Where it is now.
    public internal(set) var place: EBDSPlace
}

/// What a person standing at the acceptor can do.
public enum EBDSLever: Hashable, Sendable {
    /// Pushes paper into the mouth; an id seen before is the same piece again, and keeps its paper.
    case insert(id: Int, EBDSPaper)
    /// The customer takes what hangs in the mouth.
    case takeNote
    /// The customer pulls at the string of this note, wherever it is by now.
    case pullString(id: Int)
    /// What moves in this section jams now; if nothing does, the next note there jams half way.
    case jam(EBDSSection)
    /// Frees a jammed note and hands it to somebody.
    case clearJam(EBDSHands)
    /// The next note ordered into the box does not go in and comes back.
    case failNextStack
    /// Firmware fault: the note in escrow, or the next one there, is stacked without an order.
    case stackUnordered
    /// An attendant takes the note out of a device that is out of service or without power.
    case attendantRemovesNote
    /// The box is full, or was made empty without taking it out.
    case cashUnitFull(Bool)
    /// Out with the box and all that is in it.
    case removeCashUnit
    /// A box with this serial number goes in; what it holds goes in with it.
    case insertCashUnit(serial: String)
    /// The plug is pulled; motion stops where it is.
    case powerOff
    /// The plug is back: the unit starts, by its power-up policy.
    case powerOn
    /// The device hears and acts, its answers are lost.
    case mute(Bool)
    /// A technician sets the counter to zero.
    case clearCounter
    /// Another unit of the same make is put in the place; notes inside the old one are with the staff.
    case swap(serial: String)
}

/// Who receives a note that is freed by hand.
public enum EBDSHands: Hashable, Sendable { case customer, staff }

/// What a person standing at the acceptor can see happen.
public enum EBDSNotice: Hashable, Sendable {
    /// Taken from the lips.
    case noteDrawnIn(id: Int)
    /// Whole and at rest.
    case noteInEscrow(id: Int)
    /// Fallen into the box: a fact, whatever the wire says.
    case noteStacked(id: Int)
    /// Out at the mouth again.
    case noteReturned(id: Int)
    /// In the customer's hand again.
    case noteTaken(id: Int)
    /// Nobody gets it out without a hand.
    case noteStuck(id: Int, EBDSSection)
    /// Freed, or taken out.
    case noteWithStaff(id: Int)
    /// Between the lips, while another note is inside.
    case noteWaiting(id: Int)
    /// Not drawn in; it stays in the hand.
    case refused(id: Int, EBDSRefusal)
    /// The light at the mouth: notes are taken.
    case bezelLight(Bool)
    /// On or off.
    case power(Bool)
    /// It calls for a person.
    case alarm(EBDSAlarm)
    /// The lever could not be moved: nothing of what it needs is there.
    case impossible(EBDSLever)
}

/// Why the mouth does not draw.
public enum EBDSRefusal: Hashable, Sendable { case noPower, notReady, disabled, mouthOccupied }

/// What calls for a person.
public enum EBDSAlarm: Hashable, Sendable {
    /// A note is stuck.
    case jammed
    /// A string was felt at this note.
    case cheated(id: Int)
    /// A note that was in the box is with the customer, and counted.
    case fished(id: Int)
    /// No box is in.
    case cashUnitOut
    /// An undecided note waits for an attendant after a power cut.
    case outOfService
}
