/// What a person standing at the acceptor can do.
public enum AcceptorLever: Hashable, Sendable {
    /// Pushes paper into the mouth; an id seen before is the same piece again, and keeps its paper.
    case insert(id: Int, SimulatedPaper)
    /// The customer takes what hangs in the mouth.
    case takeNote
    /// The customer pulls at the string of this note, wherever it is by now.
    case pullString(id: Int)
    /// What moves in this section jams now; if nothing does, the next note there jams half way.
    case jam(NoteSection)
    /// Frees a jammed note and hands it to somebody.
    case clearJam(Hands)
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
public enum Hands: Hashable, Sendable { case customer, staff }
