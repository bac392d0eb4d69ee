public import DeviceKit

/// Settings of one Star printer and the drawers on its connector.
public struct StarConfiguration: Hashable, Sendable {
    /// What the model can do.
    public var profile: StarProfile
    /// `nil` where no drawer is connected. A high level is a closed contact of the drawers' switch.
    public var drawer: DrawerSettings?
    /// What the line carries, bytes a second (9600 baud: 960); `nil` where it is faster than the paper.
    public var bytesPerSecond: Int?
    /// How long to wait for what.
    public var timing: StarTiming
    /// ESC ACK CAN may be sent to clear a printer that staff gave up on. Its effect is not sure on every model.
    public var mayReset: Bool

    /// A printer by its profile; the usual drawer unless told otherwise.
    public init(
        profile: StarProfile, drawer: DrawerSettings? = DrawerSettings(), bytesPerSecond: Int? = nil,
        timing: StarTiming = StarTiming(), mayReset: Bool = true
    ) {
        (self.profile, self.drawer, self.bytesPerSecond) = (profile, drawer, bytesPerSecond)
        (self.timing, self.mayReset) = (timing, mayReset)
    }
}

/// How long the dialogue waits for what. All limits are on progress, none on the whole of a job.
public struct StarTiming: Hashable, Sendable {
    /// For the answer to one request.
    public var reply = Duration.seconds(1)
    /// For the print check before a job: everything that lies in the printer must be done by then.
    public var baseline = Duration.seconds(5)
    /// Without any news of a job that is under way and not stalled.
    public var progress = Duration.seconds(15)
    /// Added to `progress` for each line of the job.
    public var perRow = Duration.milliseconds(250)
    /// Without hearing anything of a printer in which a job is stalled.
    public var stallSilence = Duration.seconds(600)
    /// Between two looks at an idle printer.
    public var idlePoll = Duration.seconds(2)
    /// Between two looks while a job runs or the printer is off line.
    public var busyPoll = Duration.seconds(1)
    /// Between two looks while a drawer should open.
    public var drawerPoll = Duration.milliseconds(250)
    /// From a greeting nobody answered to the next.
    public var greetAgain = Duration.seconds(5)
    /// A reset takes so long.
    public var reset = Duration.seconds(3)
    /// Requests in a row without an answer until the printer counts as gone.
    public var missedReplies = 2

    /// The values above.
    public init() {}
}

/// How a Star printer tells that a job is done.
public enum StarCompletion: String, Hashable, Sendable {
    /// The counter of the print check (ETB) advances.
    case counter
    /// Its status is too short to carry the counter: jobs end unknown. One flag alone could not tell our check from
    /// one that came out of a torn job after a power cut.
    case none
}
