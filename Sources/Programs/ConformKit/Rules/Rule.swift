/// What every driver's dialogue has to keep, whatever its device.
public enum Rule: String, CaseIterable, Sendable, CustomStringConvertible {
    /// Before the port is open, and after it is closed, not a byte is sent, whatever is asked.
    case closedIsSilent
    /// With nobody at the other end a dialogue is quiet or asks now and then; it neither floods nor fills the memory.
    case nobodyThere
    /// A device that answers is understood: the dialogue gets where it can work.
    case aDeviceIsUnderstood
    /// Bytes are bytes, however the system has cut them.
    case everyCut
    /// Noise never traps, never grows without bound, and a fresh link puts everything right.
    case anyBytes
    /// True bytes with faults in them, likewise.
    case tornBytes
    /// The link is lost at any step; reopened, the dialogue works again.
    case lossAtEveryStep
    /// Somebody who looks in before the deadline changes nothing.
    case earlyLooks
    /// The same bad night twice is the same night, and ends well.
    case badNight
    /// What comes twice or out of turn (opened, closed, commands) is borne.
    case outOfTurn

    public var description: String { rawValue }

    /// The rule in one sentence, for reports.
    public var sentence: String {
        switch self {
        case .closedIsSilent: "Nothing is sent before the port is open and after it is closed."
        case .nobodyThere: "With nobody at the other end it neither floods the line nor fills the memory."
        case .aDeviceIsUnderstood: "The device answers and is understood, without a fault on a clean line."
        case .everyCut: "Bytes mean the same however they are cut."
        case .anyBytes: "After noise of any kind a fresh link puts everything right."
        case .tornBytes: "After messages with faults a fresh link puts everything right."
        case .lossAtEveryStep: "The link is lost at many steps; opened again, it works again."
        case .earlyLooks: "A look before the time has come changes nothing."
        case .badNight: "A bad night with losses, noise and orders ends well."
        case .outOfTurn: "What comes twice or out of turn is borne."
        }
    }
}

/// How much of each rule is done: a simulator in virtual time bears a night, a person at a port wants to go home.
public struct Effort: Hashable, Sendable {
    /// Lives are compared step by step; only virtual time repeats itself.
    var compares: Bool
    /// Bursts of noise.
    var noise: Int
    /// Streams of bad weather, and steps in each.
    var storms: Int, stormSteps: Int
    /// Losses of the link, spread over a life.
    var losses: Int
    /// Bad nights, and steps in each.
    var nights: Int, nightSteps: Int
    /// From one order or lever to the next.
    var pause: Duration
    /// The longest pause where chance decides.
    var longest: Duration
    /// After the port was closed, so that both ends see it.
    var rest: Duration

    /// Everything, in virtual time: hours of a device's life in a second.
    public static let thorough = Effort(
        compares: true, noise: 1_500, storms: 4, stormSteps: 100, losses: 60, nights: 6, nightSteps: 150,
        pause: .seconds(2), longest: .seconds(3), rest: .seconds(2))
    /// At a real port: some two minutes altogether.
    public static let atPort = Effort(
        compares: false, noise: 40, storms: 1, stormSteps: 20, losses: 4, nights: 1, nightSteps: 15,
        pause: .milliseconds(700), longest: .milliseconds(800), rest: .milliseconds(500))
}
