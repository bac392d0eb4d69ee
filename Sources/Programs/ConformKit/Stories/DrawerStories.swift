public import DeviceKit

typealias DrawerStage = any Stage<CashDrawerCommand, CashDrawerReport>
typealias DrawerStory = Story<CashDrawerCommand, CashDrawerReport>

extension Sheet where Command == CashDrawerCommand, Report == CashDrawerReport {
    /// Cash drawers on a line of their own.
    public static var drawer: Sheet {
        Sheet(
            quiet: [.openDrawer(number: -1, request: "none"), .openDrawer(number: Int.max, request: "nobody")],
            replies: { _ in [] },
            works: { if case .ready = $0 { true } else { false } },
            unit: { report in
                guard case .ready(let who) = report else { return nil }
                return [
                    Fact("maker", who.maker), Fact("model", who.model), Fact("drawers", "\(who.drawers)"),
                    Fact("tells", who.tells.rawValue), Fact("answered", who.answered ? "yes" : "no"),
                ]
            },
            remembersAtMost: 60_000, parting: [],
            stories: [
                DrawerStory(
                    "open", "It opens on order, and shut again is seen where it has a sensor.", DrawerStep.open),
                DrawerStory("twice", "The same order twice opens it once.", DrawerStep.twice),
                DrawerStory("byHand", "Opened without an order is told as such.", DrawerStep.byHand),
                DrawerStory("loss", "After a lost link it is found again and opens.", DrawerStep.loss),
            ])
    }
}

/// Steps that several stories of drawers share.
enum DrawerStep {
    /// What became of an order to open. A board that gathers strength is asked again when it has it.
    static func order(_ stage: DrawerStage, _ request: String) throws(StepEnd) -> (name: String, told: DrawerReport) {
        for round in 1...4 {
            let name = "\(request).\(round)"
            stage.forget()
            stage.tell(.openDrawer(number: 1, request: name))
            let word: (DrawerReport?, CashDrawerRefusal?) = try stage.expect(
                "a word about the drawer", within: .seconds(20)
            ) { report in
                switch report {
                case .refused(_, name, let why): (nil, why)
                case .drawer(_, .opened(name)): (.opened(request: name), nil)
                case .drawer(_, .kickFailed(name)): (.kickFailed(request: name), nil)
                case .drawer(_, .kickUnknown(name)): (.kickUnknown(request: name), nil)
                case .ready, .broken, .refused, .drawer, .shutReminder: nil
                }
            }
            if let told = word.0 { return (name, told) }
            switch word.1 {
            case .recharging(let left): _ = stage.comes(within: left + .milliseconds(500)) { _ in false }
            case .tooSoon, .busy: _ = stage.comes(within: .seconds(3)) { _ in false }
            case .linkDown, .noAnswer, .noSuchDrawer, .notConfigured, nil:
                throw .failed(word.1?.sentence ?? "the order was refused")
            }
        }
        throw .failed("the drawer never had the strength to open")
    }

    /// Opens it; gives whether a sensor says so.
    static func opened(_ stage: DrawerStage, _ request: String) throws(StepEnd) -> (name: String, sees: Bool) {
        let order = try order(stage, request)
        switch order.told {
        case .opened:
            try stage.hand(.seeDrawerOpen(1))
            return (order.name, true)
        case .kickFailed: throw .failed("the pulse went out and the drawer was not seen to open")
        case .kickUnknown, .position, .openedByHand, .leftOpen, .closed, .sensorFault, .polarityLearned:
            try stage.hand(.seeDrawerOpen(1))
            return (order.name, false)
        }
    }

    static func shut(_ stage: DrawerStage) throws(StepEnd) {
        try stage.hand(
            .pushDrawerShut(1), until: "the shut drawer", within: .seconds(60),
            where: { report in
                switch report {
                case .drawer(_, .closed), .drawer(_, .position(.closed)): true
                case .ready, .broken, .refused, .drawer, .shutReminder: false
                }
            })
    }

    static func open(_ stage: DrawerStage) throws(StepEnd) {
        if try opened(stage, "c1").sees { try shut(stage) } else { try stage.hand(.pushDrawerShut(1)) }
    }

    static func twice(_ stage: DrawerStage) throws(StepEnd) {
        let (name, sees) = try opened(stage, "c2")
        if sees { try shut(stage) } else { try stage.hand(.pushDrawerShut(1)) }
        guard sees else { throw .notDone("no sensor would tell a second opening") }
        stage.forget()
        stage.tell(.openDrawer(number: 1, request: name))
        let again = stage.comes(within: .seconds(5)) { report in
            if case .drawer(_, .position(.open)) = report { true } else { false }
        }
        if again { throw .failed("it opened again on an order that was done") }
    }

    static func byHand(_ stage: DrawerStage) throws(StepEnd) {
        guard try opened(stage, "c3").sees else {
            try stage.hand(.pushDrawerShut(1))
            throw .notDone("it has no sensor")
        }
        try shut(stage)
        try stage.hand(
            .openDrawerByHand(1), until: "the opening by hand", within: .seconds(30),
            where: { report in
                if case .drawer(_, .openedByHand) = report { true } else { false }
            })
        try shut(stage)
    }

    static func loss(_ stage: DrawerStage) throws(StepEnd) {
        stage.close()
        try stage.open()
        if try opened(stage, "c4").sees { try shut(stage) } else { try stage.hand(.pushDrawerShut(1)) }
    }
}
