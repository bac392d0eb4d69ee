public import DeviceKit

/// Settings of one receipt printer and the drawer on its connector.
public struct ESCPOSConfiguration: Hashable, Sendable {
    /// What the model can do.
    public var profile: ESCPOSProfile
    /// `nil` where no drawer is connected.
    public var drawer: DrawerSettings?
    /// First process id to use (they are four digits). A start should not reuse the ids of the one before it: an answer
    /// that the printer still holds for an old job must not confirm a new one. The count of starts times 50 does.
    public var firstProcessID: Int
    /// What the line carries, bytes a second (9600 baud: 960); `nil` where it is faster than the paper.
    public var bytesPerSecond: Int?
    /// How long to wait for what.
    public var timing: ESCPOSTiming
    /// Pictures that may be written to the printer's memory in the life of the dialogue: it wears out at ten writes a day.
    public var pictureWrites: Int

    /// A printer by its profile; the usual drawer unless told otherwise.
    public init(
        profile: ESCPOSProfile, drawer: DrawerSettings? = DrawerSettings(), firstProcessID: Int = 1,
        bytesPerSecond: Int? = nil, timing: ESCPOSTiming = ESCPOSTiming(), pictureWrites: Int = 4
    ) {
        (self.profile, self.drawer, self.firstProcessID) = (profile, drawer, firstProcessID)
        (self.bytesPerSecond, self.timing, self.pictureWrites) = (bytesPerSecond, timing, pictureWrites)
    }
}

/// How long the dialogue waits for what. All limits are on progress, none on the whole of a job.
public struct ESCPOSTiming: Hashable, Sendable {
    /// For the answer to one request.
    public var reply = Duration.seconds(1)
    /// For the answer to a probe of a capability. - Source: dossier `receipt-printers.md` 3.4 ("wait 2 s").
    public var probe = Duration.seconds(2)
    /// For the answer to a question behind an earlier job whose marker was not answered: that job must be done by then.
    public var baseline = Duration.seconds(5)
    /// For a picture to be stored: the printer is busy and deaf meanwhile.
    public var store = Duration.seconds(10)
    /// Without any news of a job that is under way and not stalled.
    public var progress = Duration.seconds(15)
    /// Added to `progress` for each line of the job (a slow impact printer takes a quarter of a second).
    public var perRow = Duration.milliseconds(250)
    /// Without hearing anything of a printer in which a job is stalled. Long: with its buffer full it is deaf.
    public var stallSilence = Duration.seconds(600)
    /// Between two looks at an idle printer.
    public var idlePoll = Duration.seconds(2)
    /// Between two looks while a job runs or the printer is off line.
    public var busyPoll = Duration.seconds(1)
    /// Between two looks while a drawer should open.
    public var drawerPoll = Duration.milliseconds(250)
    /// From a greeting nobody answered to the next.
    public var greetAgain = Duration.seconds(5)
    /// Requests in a row without an answer until the printer counts as gone.
    public var missedReplies = 2

    /// The values above.
    public init() {}
}

/// How a printer tells that a job is done.
public enum ESCPOSCompletion: String, Hashable, Sendable {
    /// GS ( H: the process id comes back when printing is completed.
    case processID
    /// GS r 1 as the last command: its answer proves that everything before was processed.
    case marker
    /// Not at all: jobs end unknown.
    case none
}
