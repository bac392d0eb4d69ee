public import DeviceKit

/// Counts of one line since the service started; for the device page and the metrics.
public struct LineStatistics: Hashable, Sendable {
    /// Over all links.
    public var bytesReceived = 0
    /// Over all links; handed to the port, which may have lost them.
    public var bytesSent = 0
    /// Bytes the dialogue wanted to send while there was no link.
    public var bytesWithoutLink = 0
    /// Wire faults the dialogue found.
    public var wireFaults = 0
    /// The newest; `nil`: none yet.
    public var lastWireFault: WireFault?
    /// How often so many of them came that the line was not to be believed.
    public var storms = 0
    /// How often the port came open, and how often after the first time.
    public var opens = 0
    /// How often the port came back after a loss or a try.
    public var reopens: Int { max(0, opens - 1) }
    /// How often the port could not be opened, and why it last could not.
    public var refusals = 0
    /// The newest; `nil`: none yet.
    public var lastRefusal: OpenFault?
    /// How often an open link was lost without our doing, and how it last was.
    public var losses = 0
    /// The newest; `nil`: none yet.
    public var lastLoss: LinkLoss?
    /// Deadlines that were told to the dialogue.
    public var deadlines = 0
    /// Deadlines that the dialogue left standing after it was told: a flaw of the driver, slowed down so that it does
    /// not take the whole processor.
    public var stuckDeadlines = 0

    /// Nothing has happened yet.
    public init() {}
}
