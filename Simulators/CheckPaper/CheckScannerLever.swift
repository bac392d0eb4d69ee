/// What a person standing at a check scanner can do.
public enum CheckScannerLever: Hashable, Sendable {
    /// Puts checks into the mouth; two that stick together go in as one.
    case insert([SimulatedCheck])
    /// Takes what lies in the mouth or in the exit.
    case takeChecks
    /// The next check that moves gets stuck.
    case jamNext
    /// Opens the path, takes stuck or held checks out, closes it again.
    case clearPath
    /// The cover over the cameras, or the guide of the path.
    case openCover(Bool)
    /// The state of the ink for one face.
    case ink(CheckFace, CheckInk)
    /// The unit reports a failure of its own until told otherwise.
    case fail(Bool)
    /// The unit hears and acts, its answers are lost.
    case mute(Bool)
    /// The plug is pulled; a check stays where it is.
    case powerOff
    /// The plug is back.
    case powerOn
}

/// One face of a check.
public enum CheckFace: Hashable, Sendable { case front, back }

/// Ink of a printer inside a scanner.
public enum CheckInk: Hashable, Sendable { case ok, low, out }

/// What a person standing at a check scanner can see happen.
public enum CheckScannerNotice: Hashable, Sendable {
    /// The light at the mouth: put a check in.
    case waiting(Bool)
    /// Taken from the mouth.
    case drawnIn(id: Int)
    /// At rest inside, positioned for printing.
    case held(id: Int)
    /// These lines are on this face now.
    case printed(id: Int, CheckFace, [String])
    /// In the exit, for the hand.
    case ejected(id: Int)
    /// It does not move any more.
    case stuck(id: Int)
    /// In the hand again.
    case taken(id: Int)
    /// On or off.
    case power(Bool)
    /// The lever could not be moved: nothing of what it needs is there.
    case impossible(CheckScannerLever)
}
