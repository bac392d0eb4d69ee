/// A piece of paper somebody pushes into the mouth.
public enum SimulatedPaper: Hashable, Sendable {
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
public enum NotePlace: Hashable, Sendable {
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
    case stuck(NoteSection)

    /// True between the lips and the box: the mechanism holds it.
    public var isInside: Bool {
        switch self {
        case .path, .escrow, .pastEscrow, .stuck: true
        case .hand, .mouth, .box, .withCustomer, .withStaff: false
        }
    }
}

/// The parts of the way where a note can jam.
public enum NoteSection: Hashable, Sendable {
    /// First half, mouth to escrow, on the way in.
    case acceptor
    /// Second half, escrow to box.
    case stacker
    /// On the way back out: a stuck note that cannot be returned.
    case exit
}

/// One piece of paper and where it is: the physical truth.
public struct SimulatedNote: Hashable, Sendable {
    /// Chosen by whoever inserts it.
    public let id: Int
    /// What it is; never changes.
    public let paper: SimulatedPaper
    /// Where it is now.
    public var place: NotePlace

    /// A piece in somebody's hand, unless told otherwise.
    public init(id: Int, paper: SimulatedPaper, place: NotePlace = .hand) {
        (self.id, self.paper, self.place) = (id, paper, place)
    }
}
