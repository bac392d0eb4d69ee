public import DeviceKit

/// How one serial drawer board is wired and watched.
public struct APGDrawerConfiguration: Hashable, Sendable {
    /// The modem line that a switch on the board, or a jumper, has put the sensor on.
    public enum SenseLine: String, Hashable, Sendable { case clearToSend, ring, notConnected }

    /// Which make.
    public var model: APGDrawerModel
    /// Where its switches say something else than the factory: what opens drawer 1, 2 …
    public var openBytes: [[UInt8]]
    /// Where the sensor is to be seen, for models that have it on a modem line.
    public var senseLine: SenseLine
    /// Debounce, alarms, and which level means open where the model does not say.
    public var rules: DrawerBoardRules
    /// Between two looks at a modem line or two questions.
    public var lookEvery: Duration
    /// A question without an answer is given up after this.
    public var answerTimeout: Duration
    /// So many questions in a row without an answer, and the board counts as silent.
    public var silentAfter: Int
    /// No zero for so long is silence.
    public var zeroesEndAfter: Duration

    /// A board as it leaves the factory.
    public init(
        _ model: APGDrawerModel, openBytes: [[UInt8]]? = nil, senseLine: SenseLine = .ring,
        rules: DrawerBoardRules = DrawerBoardRules(), lookEvery: Duration = .milliseconds(250),
        answerTimeout: Duration = .milliseconds(500), silentAfter: Int = 4, zeroesEndAfter: Duration = .seconds(1)
    ) {
        let least = Duration.milliseconds(10)
        (self.model, self.openBytes, self.senseLine) = (model, openBytes ?? model.openBytes, senseLine)
        (self.lookEvery, self.answerTimeout) = (max(lookEvery, least), max(answerTimeout, least))
        (self.silentAfter, self.zeroesEndAfter) = (max(silentAfter, 1), max(zeroesEndAfter, least))
        self.rules = rules
    }

    /// The bytes that open a drawer; none where nobody has set them.
    func order(_ number: Int) -> [UInt8] { openBytes.indices.contains(number - 1) ? openBytes[number - 1] : [] }

    /// Questions, one for each drawer that tells of itself.
    var questions: [[UInt8]] {
        switch model.status {
        case .asked(let questions, _): Array(questions.prefix(max(1, openBytes.count)))
        case .none, .modemLine, .zeroesWhileOpen: []
        }
    }

    /// Whether the shell has to look at modem lines.
    var readsLines: Bool {
        switch model.status {
        case .modemLine: senseLine != .notConnected
        case .none, .asked, .zeroesWhileOpen: false
        }
    }

    var machine: DrawerBoard {
        var rules = rules
        switch model.status {
        case .none: rules.openLevel = .noSensor
        case .modemLine where senseLine == .notConnected: rules.openLevel = .noSensor
        case .modemLine(let known):
            if rules.openLevel == .unknown || rules.openLevel == .noSensor { rules.openLevel = known }
        case .asked: (rules.openLevel, rules.isAsked) = (.high, true)
        case .zeroesWhileOpen: (rules.openLevel, rules.shutIsBelieved) = (.high, false)
        }
        return DrawerBoard(rules, drawers: openBytes.count, senseApart: !questions.isEmpty)
    }

    var identity: CashDrawerIdentity {
        let tells: CashDrawerIdentity.Telling
        switch model.status {
        case .none: tells = .nothing
        case .modemLine: tells = senseLine == .notConnected ? .nothing : .position
        case .asked: tells = .position
        case .zeroesWhileOpen: tells = .openOnly
        }
        return CashDrawerIdentity(
            maker: model.maker, model: model.name, drawers: max(1, openBytes.count), tells: tells,
            tellsApart: openBytes.count == 1 || !questions.isEmpty)
    }
}
