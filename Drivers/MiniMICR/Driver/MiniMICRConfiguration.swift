public import Checks
public import MiniMICRFrame

/// What an installer can say about one reader. The defaults fit a unit that sends its line in format 00 and a CR.
public struct MiniMICRConfiguration: Hashable, Sendable {
    /// The letters of its format; only formats that keep the raw line can be read.
    public var encoding: MICREncoding
    /// Lines, or packets with a check.
    public var framing: MiniMICRFraming
    /// Banks whose lines the rules would read wrongly.
    public var exceptions: MICRExceptionTable
    /// Whether the unit answers commands.
    public var commands: Commands
    /// From a question to its answer.
    public var replyTimeout: Duration
    /// Sends of one question before the unit counts as mute; two at least, so that both forms of a question are tried.
    public var tries: Int
    /// From one look at an idle unit to the next: a reader that is not asked is silent, alive or not.
    public var heartbeat: Duration
    /// From one try to the next at a unit that does not answer.
    public var retryPeriod: Duration
    /// A pause after which a record without an end is not waited for any more.
    /// - Source: dossier `check-scanners.md` 2.1 (quiet time 200 ms, a related reader); adapters add 16 ms.
    public var quietTime: Duration
    /// From an order to the first line that can be its check's: a hand and a pass take longer, and what comes sooner
    /// waited in an adapter.
    public var shortestPass: Duration
    /// Damaged packets that are asked for again, each.
    public var resends: Int

    /// How the unit takes commands (switch group C).
    public enum Commands: Hashable, Sendable {
        /// Plain letters are tried first, then letters after a header byte.
        case auto
        /// It ignores them: nobody can know whether it is alive, and who it is.
        case ignored
    }

    /// The defaults, with what the installer knows better.
    public init(
        encoding: MICREncoding = .magtek00, framing: MiniMICRFraming = .lines,
        exceptions: MICRExceptionTable = MICRExceptionTable(), commands: Commands = .auto,
        replyTimeout: Duration = .milliseconds(1500), tries: Int = 4, heartbeat: Duration = .seconds(10),
        retryPeriod: Duration = .seconds(5), quietTime: Duration = .milliseconds(250),
        shortestPass: Duration = .milliseconds(300), resends: Int = 3
    ) {
        self.encoding = encoding
        self.framing = framing
        self.exceptions = exceptions
        self.commands = commands
        self.replyTimeout = replyTimeout
        self.tries = max(2, tries)
        self.heartbeat = heartbeat
        self.retryPeriod = retryPeriod
        self.quietTime = quietTime
        self.shortestPass = shortestPass
        self.resends = max(0, resends)
    }
}
