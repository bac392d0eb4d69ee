/// One Excella as it was bought, and how it reads its papers where they say nothing.
public struct ExcellaSimulatorConfiguration: Hashable, Sendable {
    /// Name plate.
    public var serialNumber: String
    /// A printer for the back.
    public var hasPrinter: Bool
    /// A printer for the front: the STX.
    public var hasFrontPrinter: Bool
    /// From the mouth to the exit.
    public var passTime: Duration
    /// How fine its cameras are; the papers say 200.
    public var dotsPerInch: Int
    /// Where the papers say nothing.
    public var readings: Readings

    /// The choices of a reading.
    public struct Readings: Hashable, Sendable {
        /// How the end of an answer is told.
        public var ending = Ending.length
        /// The connection ends after each answer; whoever owns the wire has to end it.
        public var closesAfterAnswer = false
        /// Tabs and ends of lines between the elements.
        public var parts = true
        /// An answer that tells of a failure also tells how the unit is.
        public var failuresTellStatus = true
        /// Failures come with words that a person understands.
        public var saysWords = true
        /// Two papers at once are felt; else they go through as one long paper.
        public var feelsDoubleFeed = true
        /// The number for "no check came in time".
        public var feedTimeoutCode = 201
        /// The number for a jam.
        public var jamCode = 105
        /// The number for two papers.
        public var doubleFeedCode = 221
        /// The number for the open guide.
        public var guideCode = 231

        /// Ways to end an answer.
        public enum Ending: Hashable, Sendable {
            /// `Content-Length`.
            case length
            /// In chunks.
            case chunks
            /// With the connection.
            case connection
        }

        /// The papers' own words where they have any.
        public init() {}
    }

    /// An STX with both printers.
    public init(
        serialNumber: String = "B0D1E7A", hasPrinter: Bool = true, hasFrontPrinter: Bool = true,
        passTime: Duration = .seconds(2), dotsPerInch: Int = 200, readings: Readings = Readings()
    ) {
        self.serialNumber = serialNumber
        self.hasPrinter = hasPrinter
        self.hasFrontPrinter = hasFrontPrinter
        self.passTime = passTime
        self.dotsPerInch = dotsPerInch
        self.readings = readings
    }
}
