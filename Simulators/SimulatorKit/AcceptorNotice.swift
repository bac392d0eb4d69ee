/// What a person standing at the acceptor can see happen.
public enum AcceptorNotice: Hashable, Sendable {
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
    case noteStuck(id: Int, NoteSection)
    /// Freed, or taken out.
    case noteWithStaff(id: Int)
    /// Between the lips, while another note is inside.
    case noteWaiting(id: Int)
    /// Not drawn in; it stays in the hand.
    case refused(id: Int, MouthRefusal)
    /// The light at the mouth: notes are taken.
    case bezelLight(Bool)
    /// On or off.
    case power(Bool)
    /// It calls for a person.
    case alarm(AcceptorAlarm)
    /// The lever could not be moved: nothing of what it needs is there.
    case impossible(AcceptorLever)
}

/// Why the mouth does not draw.
public enum MouthRefusal: Hashable, Sendable { case noPower, notReady, disabled, mouthOccupied }

/// What calls for a person.
public enum AcceptorAlarm: Hashable, Sendable {
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
