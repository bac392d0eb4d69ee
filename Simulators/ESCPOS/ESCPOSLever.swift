/// What a person at the printer can do. Every lever is safe in every state; one that makes no sense does nothing.
public enum ESCPOSLever: Hashable, Sendable {
    /// A new roll of that length is threaded in.
    case loadPaper(millimetres: Int)
    /// The roll is taken out, with what hangs on it.
    case removePaper
    /// The roll shrinks to that length: a way to come to near end and end quickly.
    case useUpPaper(toMillimetres: Int)
    /// Printing stops at once.
    case openCover
    /// Over the paper that is in.
    case closeCover
    /// From now on the blade gets stuck when it is used.
    case jamCutter
    /// The blade can move again; the error stays latched.
    case freeCutter
    /// Too hot to print.
    case heatHead
    /// Cool again: printing goes on by itself.
    case coolHead
    /// An error that only repair and a power cycle cure.
    case breakDown
    /// The error is cured; shown after the next power cycle.
    case repair
    /// FEED is pressed and stays so.
    case holdFeedButton
    /// FEED is let go.
    case releaseFeedButton
    /// The hanging paper is torn off at the tear bar.
    case tearOff
    /// The loose pieces are taken away.
    case collectPaper
    /// The customer takes the receipt that the presenter holds out.
    case takeTicket
    /// Something blocks the presenter, from now on or no more.
    case blockPresenter(Bool)
    /// The plug is pulled; what is in the buffer is gone.
    case powerOff
    /// The plug is back.
    case powerOn
    /// The host stops or starts to take bytes (DSR, an unread endpoint).
    case hostStopsReading
    /// Held replies go out.
    case hostReads
    /// At the drawer on this pin.
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
    /// Unlocked with the key.
    case unlock
    /// Something keeps the drawer from springing open.
    case wedge
    /// Nothing is in the way any more.
    case unwedge
    /// The cable to the printer is pulled.
    case unplug
    /// The cable is back.
    case plug
}

/// What a person in front of the printer sees and hears.
public enum ESCPOSNotice: Hashable, Sendable {
    /// A piece lies loose, or hangs by a point.
    case cut(CutKind)
    /// The blade moved but no paper lay under it.
    case cutNothing
    /// The blade does not come back.
    case cutterStuck
    /// By hand, at the tear bar.
    case tornOff
    /// The reason is on the panel.
    case wentOffline
    /// Ready for data.
    case wentOnline
    /// The near-end sensor looks through.
    case paperNearEnd
    /// The end sensor looks through: printing stops.
    case paperEnd
    /// The lights are out.
    case poweredOff
    /// The lights are on.
    case poweredOn
    /// The printer switched itself off by command (DLE DC4 2): only a power cycle helps.
    case shutDown
    /// Current flows through a drawer's solenoid.
    case pulse(ESCPOSConnector, milliseconds: Int)
    /// The solenoid worked, the drawer did not open: too short, locked or wedged.
    case click(ESCPOSConnector)
    /// Sprung open by the pulse, or opened by hand.
    case drawerOpened(ESCPOSConnector, byHand: Bool)
    /// Pushed shut; the latch caught.
    case drawerShut(ESCPOSConnector)
    /// The busy line (or XOFF) changed.
    case busy(Bool)
    /// The presenter holds this piece out, by its number.
    case ticketPresented(Int)
    /// The customer has this piece.
    case ticketTaken(Int)
    /// This piece is back inside the machine: nobody has it.
    case ticketRetracted(Int)
    /// This piece was thrown out.
    case ticketEjected(Int)
    /// Two receipts in one output, or something in the way.
    case presenterJammed
    /// That many bytes found no room and are gone.
    case bytesLost(Int)
}
