public import DeviceKit

/// The host's side of one USB HID drawer. Each `.send` is one output report, each `.received` one input report, both
/// whole and without the report's number.
///
/// - Source: shared dossier `cash-drawers.md` 5 and 6.
public struct HIDDrawerDialogue: CashDrawerDialogue {
    /// The words of every drawer board.
    public typealias Command = CashDrawerCommand
    /// The words of every drawer board.
    public typealias Report = CashDrawerReport
    typealias Effects = [DialogueEffect<CashDrawerReport>]

    /// As given.
    public let configuration: HIDDrawerConfiguration
    /// The drawer.
    public internal(set) var drawer: DrawerBoard
    /// The report that means "open", as set or as learned: worth keeping in the settings.
    public internal(set) var openReport: [UInt8]?

    var isOpen = false
    /// A question is under way since then.
    var askedAt: Duration?
    var nextAt: Duration = .zero
    var missed = 0
    var isAnswered = false
    var isSilenceTold = false
    /// What the newest report said, and when it was said first.
    var newest: Said?
    /// What was believed last.
    var believed: Bool?
    var lastPulse: Duration?
    /// Whether this unit repeats itself without being asked, and how often: only then its silence says something.
    var repeating = Repeating()

    struct Repeating: Hashable, Sendable {
        /// When it said something last.
        var heardAt: Duration?
        /// Times that it said the same again.
        var times = 0
        /// The longest pause before one of them.
        var pause = Duration.zero

        /// Said the same so often, it repeats itself: a change is said once.
        static let enough = 3
        /// A longer pause is no rhythm.
        static let longest = Duration.seconds(3)

        var isSure: Bool { times >= Self.enough }
        /// When silence is silence.
        var silentAt: Duration? { isSure ? heardAt.map { $0 + max(.seconds(1), pause * 4) } : nil }

        mutating func hear(isSame: Bool, _ now: Duration) {
            if isSame, let heardAt, now - heardAt <= Self.longest {
                times = min(times + 1, Self.enough)
                pause = max(pause, now - heardAt)
            }
            heardAt = now
        }
    }

    struct Said: Hashable, Sendable {
        let isOpen: Bool
        let at: Duration
    }

    /// Silent until `.opened`.
    public init(_ configuration: HIDDrawerConfiguration) {
        self.configuration = configuration
        drawer = configuration.machine
        openReport = configuration.openReport
    }

    /// USB has no modem lines.
    public var lineLook: Duration? { nil }

    public func on(
        _ event: DialogueEvent<CashDrawerCommand>, now: Duration
    ) -> (next: HIDDrawerDialogue, effects: [DialogueEffect<CashDrawerReport>]) {
        var next = self
        var effects: Effects = []
        // What is due comes first; but a port that is gone is asked nothing any more.
        if case .closed = event { next.drive(.time, now, &effects) } else { next.tick(now, &effects) }
        switch event {
        case .opened: next.open(now, &effects)
        case .closed(let loss): next.close(loss, now, &effects)
        case .received(let report): next.receive(report, now, &effects)
        case .time, .command(.lines): break
        case .command(.openDrawer(let number, let request)): next.kick(number, request, now, &effects)
        }
        return (next, effects)
    }

    /// Earliest of what is waited for: an answer, the next question, an alarm.
    public var deadline: Duration? {
        var due = [drawer.deadline].compactMap { $0 }
        if isOpen, configuration.asks { due.append(askedAt.map { $0 + configuration.answerTimeout } ?? nextAt) }
        if let standsAt { due.append(standsAt) }
        if isOpen, let silentAt = repeating.silentAt { due.append(silentAt) }
        return due.min()
    }

    // MARK: Link

    private mutating func open(_ now: Duration, _ effects: inout Effects) {
        if isOpen { drive(.linkLost, now, &effects) }
        forget()
        isOpen = true
        nextAt = now
        effects.append(.discardInput)
        if !configuration.asks { effects.append(.report(.ready(configuration.identity))) }
    }

    private mutating func close(_ loss: LinkLoss, _ now: Duration, _ effects: inout Effects) {
        guard isOpen else { return }
        forget()
        drive(.linkLost, now, &effects)
        let words: String =
            switch loss {
            case .hungUp: "the drawer was unplugged"
            case .failed(let errno): "the USB port failed (error \(errno))"
            case .closedByUs: "the port was closed"
            case .writeTimedOut: "the drawer takes no reports"
            }
        effects.append(.report(.broken(words)))
    }

    private mutating func forget() {
        (isOpen, askedAt, missed, isAnswered, isSilenceTold) = (false, nil, 0, false, false)
        (newest, believed) = (nil, nil)
        (repeating, drawer.isAsked) = (Repeating(), configuration.rules.isAsked || configuration.asks)
    }

    // MARK: Opening

    private mutating func kick(_ number: Int, _ request: String, _ now: Duration, _ effects: inout Effects) {
        let refusal: CashDrawerRefusal? =
            if !isOpen {
                .linkDown
            } else if number == 1, HIDDrawerOrder.open.encoded(for: configuration.model) == nil {
                .notConfigured
            } else if configuration.asks || repeating.isSure, !isAnswered {
                .noAnswer
            } else {
                nil
            }
        if let refusal {
            drive(.refuse(number: number, request: request, refusal), now, &effects)
        } else {
            drive(.kick(number: number, request: request), now, &effects)
        }
    }

    /// Lets the drawer take a step, and carries its effects to the wire.
    mutating func drive(_ event: DrawerBoardEvent, _ now: Duration, _ effects: inout Effects) {
        let step = drawer.on(event, now: now)
        drawer = step.next
        for effect in step.effects {
            switch effect {
            case .report(let report): effects.append(.report(report))
            case .pulse:
                guard let report = HIDDrawerOrder.open.encoded(for: configuration.model) else { continue }
                effects.append(.send(report))
                lastPulse = now
                nextAt = min(nextAt, now + Self.secondLook)
            }
        }
    }

    // MARK: Time

    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        drive(.time, now, &effects)
        guard isOpen else { return }
        if let standsAt, now >= standsAt { believe(now, &effects) }
        if let silentAt = repeating.silentAt, now >= silentAt {
            repeating.heardAt = nil
            fallSilent(now, &effects)
        }
        if configuration.asks { ask(now, &effects) }
    }

    private mutating func ask(_ now: Duration, _ effects: inout Effects) {
        if let asked = askedAt {
            guard now >= asked + configuration.answerTimeout else { return }
            askedAt = nil
            nextAt = now + configuration.answerTimeout
            missed = min(missed + 1, configuration.silentAfter)
            if missed == configuration.silentAfter { fallSilent(now, &effects) }
            return
        }
        guard now >= nextAt, let report = HIDDrawerOrder.ask.encoded(for: configuration.model) else { return }
        askedAt = now
        effects.append(.send(report))
    }

    private mutating func fallSilent(_ now: Duration, _ effects: inout Effects) {
        let isNews = isAnswered || !isSilenceTold
        (isAnswered, isSilenceTold, newest, believed) = (false, true, nil, nil)
        guard isNews else { return }
        drive(.blind(sensor: 0), now, &effects)
        effects.append(.report(.broken("the drawer does not answer")))
    }

    /// When a Star report that nothing contradicts is believed.
    var standsAt: Duration? {
        guard isOpen, configuration.model == .star, let newest, newest.isOpen != believed else { return nil }
        return newest.at + configuration.standsAfter
    }

    /// From a changed answer to the look that must confirm it.
    static let secondLook = Duration.milliseconds(50)
}
