/// What a person at the printer can do. Every lever is safe in every state; one that makes no sense does nothing.
public enum ESCPOSLever: Hashable, Sendable {
    /// A new roll of that length is threaded in.
    case loadPaper(millimetres: Int)
    /// The roll is taken out, with what hangs on it.
    case removePaper
    /// The roll shrinks to that length: a way to come to near end and end quickly.
    case useUpPaper(toMillimetres: Int)
    case openCover
    case closeCover
    /// From now on the blade gets stuck when it is used.
    case jamCutter
    case freeCutter
    case heatHead
    case coolHead
    /// An error that only repair and a power cycle cure.
    case breakDown
    case repair
    case holdFeedButton
    case releaseFeedButton
    /// The hanging paper is torn off at the tear bar.
    case tearOff
    /// The loose pieces are taken away.
    case collectPaper
    case powerOff
    case powerOn
    /// The host stops or starts to take bytes (DSR, an unread endpoint).
    case hostStopsReading
    case hostReads
    case drawer(ESCPOSConnector, DrawerLever)
}

/// What a person at a drawer can do.
public enum DrawerLever: Hashable, Sendable {
    /// Pushed shut by hand.
    case pushShut
    /// Opened with the key; also opens a locked drawer.
    case openByHand
    /// Locked with the key: the solenoid clicks in vain.
    case lock
    case unlock
    /// Something keeps the drawer from springing open.
    case wedge
    case unwedge
    case unplug
    case plug
}

/// What a person in front of the printer sees and hears.
public enum ESCPOSNotice: Hashable, Sendable {
    case cut(CutKind)
    /// The blade moved but no paper lay under it.
    case cutNothing
    case cutterStuck
    case tornOff
    case wentOffline
    case wentOnline
    case paperNearEnd
    case paperEnd
    case poweredOff
    case poweredOn
    /// The printer switched itself off by command (DLE DC4 2): only a power cycle helps.
    case shutDown
    /// Current flows through a drawer's solenoid.
    case pulse(ESCPOSConnector, milliseconds: Int)
    /// The solenoid worked, the drawer did not open: too short, locked or wedged.
    case click(ESCPOSConnector)
    case drawerOpened(ESCPOSConnector, byHand: Bool)
    case drawerShut(ESCPOSConnector)
    /// The busy line (or XOFF) changed.
    case busy(Bool)
    /// That many bytes found no room and are gone.
    case bytesLost(Int)
}
