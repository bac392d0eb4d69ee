/// What a controller asks of cash drawers that stand on a line of their own (UnifiedPOS `CashDrawer`).
public enum CashDrawerCommand: Hashable, Sendable {
    /// UnifiedPOS `openDrawer`: one pulse for one authorised request. The same request again moves nothing: what became
    /// of it is told once more. `number` counts from 1.
    case openDrawer(number: Int, request: String)
    /// A look at the modem lines of the port. Only the shell that owns the port sends it, every `lineLook`.
    case lines(ModemLines)
}

/// What cash drawers on a line of their own were seen to do.
public enum CashDrawerReport: Hashable, Sendable {
    /// The link stands and, where the board can answer, it has answered.
    case ready(CashDrawerIdentity)
    /// The link is gone, or a board that has to answer is silent. Positions are unknown from here on.
    case broken(String)
    /// No byte went out for this request, and none ever will: opening takes a new request.
    case refused(number: Int, request: String, CashDrawerRefusal)
    /// What a drawer did; `number` is `nil` where several drawers share one sense wire, which tells "one of them".
    case drawer(number: Int?, DrawerReport)
    /// So long after a pulse to a drawer without a sensor: somebody should look whether it is shut. Told once a pulse.
    case shutReminder(number: Int, after: Duration)
}

/// Why a request to open was refused. None of these has moved anything.
public enum CashDrawerRefusal: Hashable, Sendable {
    /// There is no link to the board.
    case linkDown
    /// The board has to answer, and does not.
    case noAnswer
    /// Another opening is under way.
    case busy
    /// Too soon after the last pulse: one press must not open two drawers.
    case tooSoon
    /// The board gathers the strength for its solenoid from the line, and needs so much longer.
    case recharging(Duration)
    /// The board has no drawer of this number.
    case noSuchDrawer
    /// Nobody has published, or set, the bytes that open this drawer.
    case notConfigured

    /// One sentence that says what is wrong and what to do.
    public var sentence: String {
        switch self {
        case .linkDown: "The drawer is not connected. Check its cable."
        case .noAnswer: "The drawer's board does not answer. Check its power and its cable."
        case .busy: "The drawer is opening already."
        case .tooSoon: "The drawer was opened a moment ago. Press once more."
        case .recharging(let left): "The drawer has no strength yet. Press again in \(left.roundedUpSeconds) s."
        case .noSuchDrawer: "There is no drawer of this number on this board. Correct the settings."
        case .notConfigured: "The bytes that open this drawer are not set. Take them from its manual."
        }
    }
}

extension Duration {
    fileprivate var roundedUpSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}

/// What stands at the other end, as far as it can be known.
public struct CashDrawerIdentity: Hashable, Sendable {
    /// Who made it, by the settings: most boards cannot say.
    public var maker: String
    /// Which one, likewise.
    public var model: String
    /// Drawers that can be opened one by one.
    public var drawers: Int
    /// What it can tell of them (UnifiedPOS `capStatus`).
    public var tells: Telling
    /// UnifiedPOS `capStatusMultiDrawerDetect`: each drawer has a position of its own.
    public var tellsApart: Bool
    /// The board itself answered. `false`: it has no voice, and its presence is an assumption.
    public var answered: Bool

    /// `openOnly`: silence means shut, or a broken sensor.
    public enum Telling: String, Hashable, Sendable { case nothing, openOnly, position }

    /// An identity as the settings and the board give it.
    public init(
        maker: String, model: String, drawers: Int = 1, tells: Telling, tellsApart: Bool = false, answered: Bool = false
    ) {
        (self.maker, self.model, self.drawers) = (maker, model, drawers)
        (self.tells, self.tellsApart, self.answered) = (tells, tellsApart, answered)
    }
}

/// The host's side of a board with cash drawers, whatever its wire.
public protocol CashDrawerDialogue: Dialogue where Command == CashDrawerCommand, Report == CashDrawerReport {
    /// How often the shell has to look at the modem lines and say `.lines`; `nil`: never.
    var lineLook: Duration? { get }
}
