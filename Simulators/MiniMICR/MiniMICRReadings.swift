public import MiniMICRFrame

/// How a unit is set and where the papers can be read in two ways: the device behaves as set here, so that a driver
/// meets all of it. The first value of each is the default.
/// - Source: shared dossier `check-scanners.md` 5, 6; `micr.md` 2, 7.
public struct MiniMICRReadings: Hashable, Sendable {
    /// What stands around a record.
    public enum Framing: Hashable, Sendable {
        /// Delimiters by switch.
        case lines(MiniMICRDelimiters)
        /// Packets, with one of the two forms of the check.
        case packets(MiniMICRCheck)
    }

    /// What a unit does with a command.
    public enum Commands: Hashable, Sendable {
        /// Answers those it knows, and `?` to others.
        case answered
        /// Only after the header byte `1D`; all else is as silence to it.
        case afterHeader
        /// Answers those it knows, and nothing to others.
        case silentOnOthers
        /// Knows none: `?` to everything.
        case question
        /// No answer, ever.
        case ignored
    }

    /// What it says when it felt no magnetic ink.
    public enum NoInk: Hashable, Sendable {
        /// The status alone; with the status switched off an empty record.
        case status
        /// The words `No MICR`, and the status behind them if it is on.
        case words
        /// Nothing at all.
        case silence
    }

    /// Delimiters or packets.
    public var framing: Framing
    /// How it takes commands.
    public var commands: Commands
    /// What it says without ink.
    public var noInk: NoInk
    /// `/nn` stands behind each line.
    public var sendsStatus: Bool
    /// The line is sent also when a field of it could not be read.
    public var sendsDataAfterError: Bool
    /// 0 to 7 choose the letters; 16 more: blanks collapse to one; 32 more: no blanks.
    public var format: Int

    /// A unit as it should be set.
    public init(
        framing: Framing = .lines(MiniMICRDelimiters()), commands: Commands = .answered, noInk: NoInk = .status,
        sendsStatus: Bool = true, sendsDataAfterError: Bool = true, format: Int = 0
    ) {
        self.framing = framing
        self.commands = commands
        self.noInk = noInk
        self.sendsStatus = sendsStatus
        self.sendsDataAfterError = sendsDataAfterError
        self.format = format
    }
}

/// Nameplate and timing of one unit.
public struct MiniMICRConfiguration: Hashable, Sendable {
    /// As `VR` tells it.
    public var version: String
    /// As `SE` tells it.
    public var serialNumber: String
    /// Its settings.
    public var readings: MiniMICRReadings
    /// From the lips to the exit, past the head.
    public var passTime: Duration
    /// From power to the first answer.
    public var startTime: Duration
    /// Its plug is in.
    public var isPowered: Bool

    /// A unit that was never used.
    public init(
        version: String = "21042813C01", serialNumber: String = "4711008",
        readings: MiniMICRReadings = MiniMICRReadings(),
        passTime: Duration = .milliseconds(700), startTime: Duration = .milliseconds(400), isPowered: Bool = true
    ) {
        self.version = version
        self.serialNumber = serialNumber
        self.readings = readings
        self.passTime = passTime
        self.startTime = startTime
        self.isPowered = isPowered
    }
}
