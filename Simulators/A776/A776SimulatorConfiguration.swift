public import CheckPaper

/// One A776 as it was bought, and how it reads its papers where they can be read two ways.
public struct A776SimulatorConfiguration: Hashable, Sendable {
    /// A unit that turns checks over.
    public var hasFlipper: Bool
    /// What is built in, as bits of the second identification byte: 3 MICR head, 5 imager.
    public var features: UInt8
    /// How long it waits for a check by itself; `nil`: until it is told to stop.
    public var ownPatience: Duration?
    /// From the mouth past the head, or past both cameras.
    public var passTime: Duration
    /// To print the lines of one face, and to turn over.
    public var motionTime: Duration
    /// How many pictures its memory holds.
    public var room: Int
    /// How fine its cameras are.
    public var dotsPerInch: Int
    /// Where the papers can be read two ways.
    public var readings: Readings

    /// The choices of a reading.
    public struct Readings: Hashable, Sendable {
        /// `0D` after status 02, 03, 04.
        public var closesShortAnswers = true
        /// `0D` after a line.
        public var closesLines = true
        /// Both sides of a scan.
        public var sides = Sides.twoBlocks
        /// How pictures are packed on the way out.
        public var encoding = TIFFWriter.Encoding.group4
        /// The face that the upper camera sees, and the print head meets first.
        public var topFace = CheckFace.back
        /// A wait for a MICR line that is called off is answered with status 02; else it ends in silence.
        public var answersCancelledRead = true
        /// Front and rear come in this order.
        public var frontFirst = true

        /// Ways to send two sides.
        public enum Sides: Hashable, Sendable {
            /// Two whole blocks.
            case twoBlocks
            /// One block, then a length and a picture.
            case bareSecond
            /// One block, one file of two pages.
            case oneFile
            /// One block with the first side: the other one has to be asked for.
            case onlyFirst
        }

        /// The papers' own words where they have any.
        public init() {}
    }

    /// A unit with all options.
    public init(
        hasFlipper: Bool = true, features: UInt8 = 0x28, ownPatience: Duration? = nil,
        passTime: Duration = .milliseconds(1200), motionTime: Duration = .seconds(2), room: Int = 12,
        dotsPerInch: Int = 200, readings: Readings = Readings()
    ) {
        self.hasFlipper = hasFlipper
        self.features = features
        self.ownPatience = ownPatience
        self.passTime = passTime
        self.motionTime = motionTime
        self.room = room
        self.dotsPerInch = dotsPerInch
        self.readings = readings
    }
}
