public import Checks

/// What an installer can say about one A776. The defaults fit the papers; none of them was seen on hardware.
public struct A776Configuration: Hashable, Sendable {
    /// The face that the upper camera sees and that lies under the print head after the read.
    /// - Source: dossier 2.4, unsure which face meets the head.
    public var topFace: CheckSide
    /// A unit that can turn the check over: without it only `topFace` can be printed on.
    public var flips: Bool
    /// A pause after which a MICR answer without `0D` is complete.
    /// - Source: dossier 2.1.
    public var quietTime: Duration
    /// From a question to its answer.
    public var replyTimeout: Duration
    /// From the order to scan to its first byte: the check moves past both cameras.
    public var scanTimeout: Duration
    /// Between two bytes of a picture.
    public var stallTimeout: Duration
    /// From text for the paper to the answer that it is printed, and for turning the check over.
    public var motionTimeout: Duration
    /// From one look at the unit to the next while nothing else is asked.
    public var statusPeriod: Duration
    /// Longest check, in thousandths of an inch: more is two at once.
    /// - Source: dossier 3.4.
    public var largestWidth: Int
    /// See `largestWidth`.
    public var largestHeight: Int

    /// The defaults, with what the installer knows better.
    public init(
        topFace: CheckSide = .back, flips: Bool = true, quietTime: Duration = .milliseconds(200),
        replyTimeout: Duration = .milliseconds(1500), scanTimeout: Duration = .seconds(15),
        stallTimeout: Duration = .seconds(3), motionTimeout: Duration = .seconds(12),
        statusPeriod: Duration = .seconds(2), largestWidth: Int = 9250, largestHeight: Int = 4500
    ) {
        self.topFace = topFace
        self.flips = flips
        self.quietTime = quietTime
        self.replyTimeout = replyTimeout
        self.scanTimeout = scanTimeout
        self.stallTimeout = stallTimeout
        self.motionTimeout = motionTimeout
        self.statusPeriod = statusPeriod
        self.largestWidth = largestWidth
        self.largestHeight = largestHeight
    }
}
