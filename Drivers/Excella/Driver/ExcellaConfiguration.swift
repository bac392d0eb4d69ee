public import DeviceKit

/// What an installer can say about one Excella. The defaults fit the papers; none of them was seen on hardware.
public struct ExcellaConfiguration: Hashable, Sendable {
    /// How the unit is addressed, for the field `Host`.
    public var host: String
    /// How long the unit waits for a check before the host asks anew: so long a wait cannot be called off.
    /// - Source: dossier 3.2 (5 to 15 s seen).
    public var feedSlice: Duration
    /// What the answer to a scan may take beyond its wait.
    /// - Source: dossier 3.1.
    public var scanGrace: Duration
    /// From any other request to its answer.
    public var replyTimeout: Duration
    /// How long a closed connection may stay closed before the unit counts as gone. Units may close after each answer.
    public var linkPatience: Duration
    /// From one look at the unit to the next while nothing else is asked.
    public var statusPeriod: Duration
    /// Largest check in thousandths of an inch: a longer or a higher paper is two at once.
    /// - Source: dossier 3.4.
    public var largestWidth: Int
    /// See `largestWidth`.
    public var largestHeight: Int
    /// Numbers that the papers lack, as they were learnt from a unit.
    public var learntCodes: [LearntCode]

    /// The meaning of a return code.
    public struct LearntCode: Hashable, Sendable {
        /// As the unit sends it.
        public let code: Int
        /// What it means.
        public let reason: CheckFailureReason

        /// A number and its meaning.
        public init(_ code: Int, _ reason: CheckFailureReason) { (self.code, self.reason) = (code, reason) }
    }

    /// The defaults, with what the installer knows better.
    public init(
        host: String = "192.168.1.101", feedSlice: Duration = .seconds(5), scanGrace: Duration = .seconds(15),
        replyTimeout: Duration = .seconds(10), linkPatience: Duration = .seconds(15),
        statusPeriod: Duration = .seconds(5), largestWidth: Int = 9250, largestHeight: Int = 4500,
        learntCodes: [LearntCode] = []
    ) {
        self.host = host
        self.feedSlice = feedSlice
        self.scanGrace = scanGrace
        self.replyTimeout = replyTimeout
        self.linkPatience = linkPatience
        self.statusPeriod = statusPeriod
        self.largestWidth = largestWidth
        self.largestHeight = largestHeight
        self.learntCodes = learntCodes
    }
}
