public import DeviceKit

/// The host's side of one serial drawer board. It says nothing on the line but what opens a drawer or asks for its state:
/// many boards open on any byte.
///
/// - Source: shared dossier `cash-drawers.md` 5 and 6.
public struct APGDrawerDialogue: CashDrawerDialogue {
    /// The words of every drawer board.
    public typealias Command = CashDrawerCommand
    /// The words of every drawer board.
    public typealias Report = CashDrawerReport
    typealias Effects = [DialogueEffect<CashDrawerReport>]

    /// As given.
    public let configuration: APGDrawerConfiguration
    /// The drawers behind the board.
    public internal(set) var drawers: DrawerBoard

    var isOpen = false
    /// The board has the strength for a pulse from then on.
    var chargedAt: Duration = .zero
    /// When the modem lines were looked at last, or the port was opened.
    var lookedAt: Duration = .zero
    var asking = APGDrawerAsking()
    /// When the last zero came, or the port was opened; `nil`: silence has been taken note of.
    var zeroAt: Duration?

    /// Silent until `.opened`.
    public init(_ configuration: APGDrawerConfiguration) {
        self.configuration = configuration
        drawers = configuration.machine
    }

    /// The shell looks at the modem lines so often; `nil` where they say nothing.
    public var lineLook: Duration? { configuration.readsLines ? configuration.lookEvery : nil }

    public func on(
        _ event: DialogueEvent<CashDrawerCommand>, now: Duration
    ) -> (next: APGDrawerDialogue, effects: [DialogueEffect<CashDrawerReport>]) {
        var next = self
        var effects: Effects = []
        // What is due comes first; but a port that is gone is asked nothing any more.
        if case .closed = event { next.drive(.time, now, &effects) } else { next.tick(now, &effects) }
        switch event {
        case .opened: next.open(now, &effects)
        case .closed(let loss): next.close(loss, now, &effects)
        case .received(let bytes): next.receive(bytes, now, &effects)
        case .time: break
        case .command(.openDrawer(let number, let request)): next.kick(number, request, now, &effects)
        case .command(.lines(let lines)): next.see(lines, now, &effects)
        }
        return (next, effects)
    }

    /// Earliest of what is waited for: an answer, the next question, silence, an alarm.
    public var deadline: Duration? {
        var due = [drawers.deadline].compactMap { $0 }
        if isOpen {
            if !configuration.questions.isEmpty {
                due.append(asking.askedAt.map { $0 + configuration.answerTimeout } ?? asking.nextAt)
            }
            if let blindAt { due.append(blindAt) }
            if let zeroAt { due.append(zeroAt + configuration.zeroesEndAfter) }
        }
        return due.min()
    }

    // MARK: Link

    private mutating func open(_ now: Duration, _ effects: inout Effects) {
        if isOpen { drive(.linkLost, now, &effects) }
        isOpen = true
        chargedAt = now + configuration.model.warmUp
        lookedAt = now
        asking = APGDrawerAsking(nextAt: now)
        zeroAt = configuration.model.status == .zeroesWhileOpen ? now : nil
        // Not a byte goes out here: on many lines any byte is the order to open.
        effects.append(.discardInput)
        if configuration.questions.isEmpty { effects.append(.report(.ready(configuration.identity))) }
    }

    private mutating func close(_ loss: LinkLoss, _ now: Duration, _ effects: inout Effects) {
        guard isOpen else { return }
        isOpen = false
        drive(.linkLost, now, &effects)
        effects.append(.report(.broken(loss.wordsOfLine)))
    }

    // MARK: Opening

    private mutating func kick(_ number: Int, _ request: String, _ now: Duration, _ effects: inout Effects) {
        let isNumber = (1...drawers.drawers).contains(number)
        let refusal: CashDrawerRefusal? =
            if !isOpen {
                .linkDown
            } else if isNumber, configuration.order(number).isEmpty {
                .notConfigured
            } else if !configuration.questions.isEmpty, !asking.isAnswered {
                .noAnswer
            } else if now < chargedAt {
                .recharging(chargedAt - now)
            } else {
                nil
            }
        if let refusal {
            drive(.refuse(number: number, request: request, refusal), now, &effects)
        } else {
            drive(.kick(number: number, request: request), now, &effects)
        }
    }

    /// Lets the drawers take a step, and carries its effects to the wire.
    mutating func drive(_ event: DrawerBoardEvent, _ now: Duration, _ effects: inout Effects) {
        let step = drawers.on(event, now: now)
        drawers = step.next
        for effect in step.effects {
            switch effect {
            case .report(let report): effects.append(.report(report))
            case .pulse(let number):
                effects.append(.send(configuration.order(number)))
                chargedAt = now + configuration.model.recharge
                asking.hurry(to: now + Self.secondLook)
            }
        }
    }

    // MARK: Time

    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        drive(.time, now, &effects)
        guard isOpen else { return }
        if let blindAt, now >= blindAt {
            // Nobody has looked for a while: what the line said then is not what it says now.
            drive(.blind(sensor: 0), now, &effects)
            lookedAt = now
        }
        if let since = zeroAt, now >= since + configuration.zeroesEndAfter {
            zeroAt = nil
            drive(.level(sensor: 0, high: false), now, &effects)
        }
        if !configuration.questions.isEmpty { ask(now, &effects) }
    }

    /// When a look at the modem lines has been missing for too long.
    private var blindAt: Duration? {
        guard configuration.readsLines, drawers.sensors[0].isWatching else { return nil }
        return lookedAt + configuration.lookEvery * Self.missedLooks
    }

    /// Looks that may be missing before a position is not known any more.
    static let missedLooks = 4
    /// From a changed answer to the look that must confirm it.
    static let secondLook = Duration.milliseconds(50)
}
