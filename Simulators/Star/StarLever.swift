/// What a person at the printer can do. Every lever is safe in every state; one that makes no sense does nothing.
public enum StarLever: Hashable, Sendable {
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
    /// The hanging paper is torn off at the tear bar.
    case tearOff
    /// The loose pieces are taken away.
    case collectPaper
    /// The plug is pulled; what is in the buffer is gone.
    case powerOff
    /// The plug is back.
    case powerOn
    /// At the drawer on this drive, 1 or 2.
    case drawer(Int, StarDrawerLever)
}

/// What a person at a drawer can do.
public enum StarDrawerLever: Hashable, Sendable {
    /// Pushed shut by hand.
    case pushShut
    /// Opened with the key; also opens a locked drawer.
    case openByHand
    /// Locked with the key: the solenoid clicks in vain.
    case lock
    /// Unlocked with the key.
    case unlock
    /// The cable to the printer is pulled.
    case unplug
    /// The cable is back.
    case plug
}

/// What a person in front of the printer sees and hears.
public enum StarNotice: Hashable, Sendable {
    /// A piece lies loose, or hangs by a point.
    case cut(StarCut)
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
    /// Current flows through a drawer's solenoid.
    case pulse(drawer: Int, milliseconds: Int)
    /// The solenoid worked, the drawer did not open.
    case click(drawer: Int)
    /// Sprung open by the pulse, or opened by hand.
    case drawerOpened(Int, byHand: Bool)
    /// Pushed shut; the latch caught.
    case drawerShut(Int)
    /// That many bytes found no room and are gone.
    case bytesLost(Int)
}
