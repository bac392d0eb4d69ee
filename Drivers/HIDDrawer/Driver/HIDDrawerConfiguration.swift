public import DeviceKit

/// How one HID drawer is watched.
public struct HIDDrawerConfiguration: Hashable, Sendable {
    /// Which make.
    public var model: HIDDrawerModel
    /// Debounce and alarms. The level is the report's own word here; `openLevel` is not looked at.
    public var rules: DrawerBoardRules
    /// Between two questions to a Posiflex board.
    public var askEvery: Duration
    /// A question without an answer is given up after this.
    public var answerTimeout: Duration
    /// So many questions in a row without an answer, and the board counts as silent.
    public var silentAfter: Int
    /// A Star report is believed when the next one says the same, or when none contradicts it for so long.
    public var standsAfter: Duration
    /// The report of the unnamed drawer that means "open"; `nil`: learned at the first opening.
    public var openReport: [UInt8]?

    /// A drawer as it leaves the factory.
    public init(
        _ model: HIDDrawerModel, rules: DrawerBoardRules = DrawerBoardRules(), askEvery: Duration = .milliseconds(250),
        answerTimeout: Duration = .milliseconds(500), silentAfter: Int = 4, standsAfter: Duration = .milliseconds(500),
        openReport: [UInt8]? = nil
    ) {
        let least = Duration.milliseconds(10)
        (self.model, self.rules, self.openReport) = (model, rules, openReport)
        (self.askEvery, self.answerTimeout) = (max(askEvery, least), max(answerTimeout, least))
        (self.silentAfter, self.standsAfter) = (max(silentAfter, 1), max(standsAfter, least))
    }

    var asks: Bool { HIDDrawerOrder.ask.encoded(for: model) != nil }

    var machine: DrawerBoard {
        var rules = rules
        switch model {
        case .posiflex: (rules.openLevel, rules.isAsked) = (.high, true)
        case .unnamed: rules.openLevel = .high
        case .star:
            rules.openLevel = .high
            // An opening that needs this long to be believed must not be called failed before.
            rules.confirmWithin = max(rules.confirmWithin, standsAfter + .milliseconds(500))
        case .apgUSBPro: rules.openLevel = .noSensor
        }
        return DrawerBoard(rules)
    }

    var identity: CashDrawerIdentity {
        let tells: CashDrawerIdentity.Telling
        switch model {
        case .posiflex, .star, .unnamed: tells = .position
        case .apgUSBPro: tells = .nothing
        }
        return CashDrawerIdentity(maker: model.maker, model: model.name, tells: tells, tellsApart: true)
    }
}
