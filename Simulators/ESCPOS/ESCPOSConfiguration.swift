/// How one simulated printer is built, wired and switched.
public struct ESCPOSConfiguration: Hashable, Sendable {
    /// The cable's manners when the printer cannot take more.
    public enum Link: Hashable, Sendable {
        /// USB, TCP: surplus bytes wait in the cable and enter later; `ESCPOSDevice.room` says how many fit now.
        case waiting
        /// Serial with DTR: `ESCPOSDevice.isBusy` is the wire; bytes sent into a full buffer are lost.
        case hardwareBusy
        /// Serial with XON/XOFF: 13 and 11 are sent; bytes sent into a full buffer are lost.
        case xonXoff
    }

    /// Which type it is.
    public var model: ESCPOSModel
    /// How bytes reach it, and what becomes of those that find no room.
    public var link: Link = .waiting
    /// DIP 2-1: busy only when the buffer is full (true), or also while offline.
    public var isBusyOnlyWhenFull = true
    /// DIP 2-1 on some models: the status set that ESC @ and power-on select for GS a.
    public var automaticStatusDefault: UInt8 = 0
    /// With XON/XOFF, an XOFF and XON fall between the bytes of every longer reply.
    public var interleavesFlowControl = false
    /// One line of 1/6 inch; all paper motion takes time in proportion.
    public var lineTime: Duration = .milliseconds(20)
    /// Blade down and up again.
    public var cutTime: Duration = .milliseconds(150)
    /// Writing NV graphics; the printer is deaf meanwhile.
    public var storeTime: Duration = .milliseconds(100)
    /// Paper at the start, and where the near-end sensor sits.
    public var rollMillimetres = 80_000
    /// Paper left when the near-end sensor falls.
    public var nearEndMillimetres = 3_000
    /// Paper under the head when the end sensor already looks through.
    public var tailMillimetres = 40
    /// Pieces that lie about until the oldest is swept away; paper that hangs out further than this falls off.
    public var keptPieces = 64
    /// Longer hanging paper falls off.
    public var hangingLimitMillimetres = 2_000
    /// The drawer on pin 2, the drawer on pin 5.
    public var drawers: [ESCPOSConnector: DrawerFitting] = [.pin2: DrawerFitting()]
    /// How it behaves where the papers can be read in two ways.
    public var readings = ESCPOSReadings()

    /// A printer with one drawer on pin 2 and a full roll.
    public init(model: ESCPOSModel = .tmT88V) { self.model = model }
}

/// Where the paper can be read two ways: our choice, and the other one.
public struct ESCPOSReadings: Hashable, Sendable {
    /// A raster image that does not begin at the line start is swallowed (false) or printed as text (true).
    public var lateRasterBecomesText = false
    /// A line interrupted by the cover is printed again from its first row (true) or goes on where it stopped.
    public var interruptedLineIsRepeated = true
    /// A cutter error also ends when the cover is opened and closed after the jam was cleared.
    public var cutterRecoversWithCover = false
    /// After a paper or cover stop the printer waits for the FEED button ("waiting for online recovery").
    public var recoveryNeedsFeedButton = false
    /// A real-time pulse for the other pin waits for the running one (U420) instead of being dropped.
    public var otherPinIsQueued = false
    /// The constant fourth byte of the automatic status; captures of the T88 class show 0F, manuals 00.
    public var automaticStatusFourthByte: UInt8 = 0x0F

    /// Our choice everywhere.
    public init() {}
}
