/// How one simulated Star printer is built and wired.
public struct StarConfiguration: Hashable, Sendable {
    /// The cable's manners when the printer cannot take more.
    public enum Link: Hashable, Sendable {
        /// USB, TCP: surplus bytes wait in the cable and enter later.
        case waiting
        /// A serial line without handshake: bytes that find no room are lost, and the status says so once.
        case losing
    }

    /// Which type it is.
    public var model: StarModel
    /// How bytes reach it.
    public var link = Link.waiting
    /// One line of 4 mm; all paper motion takes time in proportion.
    public var lineTime = Duration.milliseconds(25)
    /// Blade down and up again.
    public var cutTime = Duration.milliseconds(200)
    /// A reset, or the start after power-on.
    public var startTime = Duration.milliseconds(500)
    /// Paper at the start.
    public var rollMillimetres = 80_000
    /// Paper left when the near-end sensor falls.
    public var nearEndMillimetres = 3_000
    /// Paper under the head when the end sensor already looks through.
    public var tailMillimetres = 40
    /// Pieces that lie about until the oldest is swept away.
    public var keptPieces = 64
    /// Automatic status is on after power-on (a memory switch).
    public var pushesAtStart = false
    /// The drawers on its two drives; their switches share one wire.
    public var drawers: [StarDrawerFitting?] = [StarDrawerFitting(), nil]
    /// How it behaves where the papers can be read in two ways.
    public var readings = StarReadings()

    /// A printer with one drawer and a full roll.
    public init(model: StarModel = .tsp650) { self.model = model }
}

/// Where the paper can be read two ways: our choice, and the other one.
public struct StarReadings: Hashable, Sendable {
    /// Requests and kicks of one byte act even inside text parameters and picture data.
    public var realTimeInsideData = false
    /// ESC ACK SOH is answered while automatic status is on.
    public var answersAskWhilePushing = true
    /// ESC RS a 1 is answered with a status at once.
    public var enablingTellsAtOnce = true
    /// ESC @ switches automatic status off.
    public var initialiseStopsPushing = true
    /// ESC ACK CAN clears the buffers and starts anew; else it does nothing.
    public var resetWorks = true
    /// EM kicks drawer 2 at once, as FS does drawer 1; else in the order of the data.
    public var secondKickIsRealTime = false
    /// A cutter error ends when the jam is cleared and the cover was opened and shut.
    public var cutterRecoversWithCover = true
    /// A line interrupted by the cover is printed again from its first row.
    public var interruptedLineIsRepeated = true

    /// Our choice everywhere.
    public init() {}
}
