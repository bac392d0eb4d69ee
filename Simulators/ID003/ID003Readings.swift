/// Places where the paper leaves the unit open: the device behaves as set here, so that a driver meets each kind.
///
/// The defaults are the literal text of the dossier where it speaks, and the less helpful unit where it is silent.
/// - Source: shared dossier `bill-acceptors.md` 2 and 5; models, switches of `note-id003.pml`.
public struct ID003Readings: Hashable, Sendable {
    /// What the reset does with a note that lies past escrow (42).
    public enum PastEscrow: Hashable, Sendable {
        /// It falls into the box.
        case intoBox
        /// It comes back: crediting at 42 would have been false.
        case givenBack
    }

    /// A unit asked or told something it may not know, or not now.
    public enum Reply: Hashable, Sendable {
        /// As a unit that knows it.
        case answered
        /// 4B.
        case invalidCommand
        /// No answer at all.
        case silent
    }

    /// An undecided note the device gets rid of by itself.
    public enum EscrowClearing: Hashable, Sendable {
        /// The note waits for the host without end.
        case never
        /// Back to the customer after so long; HOLD begins the time anew.
        case givesBack(after: Duration)
        /// The dangerous one: a note nobody ordered falls into the box.
        case intoBox(after: Duration)
    }

    /// How the unit goes on when trouble (a jam, a missing box) is over.
    public enum AfterTrouble: Hashable, Sendable {
        /// As if nothing had been.
        case continues
        /// It starts up by itself, 1B, inhibited.
        case initialises
        /// It shows the trouble until a reset.
        case waitsForReset
    }

    /// RESET at a unit that runs.
    public enum RunningReset: Hashable, Sendable {
        /// Heard; nothing happens but that acceptance is off.
        case inhibits
        /// It starts anew: what is inside goes where a start sends it.
        case restarts
    }

    /// Switch R42: 42 also stands for a note in the box whose VEND VALID was not acknowledged. False: that one is
    /// forgotten at a power cut, and 40 is shown.
    public var unacknowledgedShowsAs42 = false
    /// Switch VR: VEND VALID comes (again) after the reset that follows 42.
    public var vendValidAfterReset = false
    /// Switch RET42.
    public var pastEscrowAtReset: PastEscrow = .intoBox
    /// What becomes of a note nobody decides about.
    public var escrowClearing: EscrowClearing = .never
    /// After jam or missing box.
    public var afterTrouble: AfterTrouble = .initialises
    /// RESET while running.
    public var runningReset: RunningReset = .inhibits
    /// Version and currency table while the unit waits for its reset.
    public var questionsAtPowerUp: Reply = .answered
    /// Settings while the unit waits for its reset.
    public var settingsAtPowerUp: Reply = .invalidCommand
    /// Currency table at any time: units before 2001 have none.
    public var currencyTable: Reply = .answered
    /// Any command the unit has no name for, recycler orders included.
    public var unknownCommands: Reply = .invalidCommand
    /// Orders to a unit without a note in escrow: 50 all the same, 4B, or nothing.
    public var idleOrders: Reply = .answered
    /// A frame with a wrong checksum is answered with 4A; false: not at all.
    public var answersHurtFrames = false
    /// After its reset the unit stays at 1B until it was told whether to inhibit.
    public var waitsForInhibit = false
    /// Jam, missing box and full box are shown although VEND VALID waits for its ACK.
    public var troubleHidesVendValid = false
    /// "Stacked" carries one more byte, as recyclers add.
    public var stackedCarriesPath = false
    /// HOLD shows as 19; false: the unit stays at 13.
    public var holdShows = true
    /// The byte that HOLD wants; another one is an invalid command. `nil`: any form will do.
    public var holdWants: [UInt8]?
    /// A second note in the mouth shows as 47 while the first is drawn in or given back.
    public var pauseShows = true
    /// No host frame is heard while a note is drawn in and read.
    public var deafWhileReading = false

    /// The literal text of the dossier, and the less helpful unit where it is silent.
    public init() {}
}
