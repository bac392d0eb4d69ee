public import DeviceKit
import EBDSFrame
import Money

/// The host's side of the talk with one EBDS unit.
///
/// It polls, repeats, and reports; it decides nothing about money. The rules it obeys are numbered in
/// `models/README.md` section 4; the process `Host` of `note-ebds.pml` is its skeleton.
public struct EBDSDialogue: Dialogue {
    /// What a controller may ask: the words of every note acceptor.
    public typealias Command = BillAcceptorCommand
    /// What a controller is told: the words of every note acceptor.
    public typealias Report = BillAcceptorReport
    typealias Effects = [DialogueEffect<BillAcceptorReport>]

    /// As given.
    public let configuration: EBDSConfiguration
    /// What was seen of the power-up policy, for the passport page and the README's "verified on".
    public internal(set) var policyEvidence = EBDSPolicyEvidence.untested

    var parser = EBDSFrameParser()
    var lastByteAt: Duration = .zero
    var phase = EBDSPhase.closed
    var exchange: EBDSExchange?
    /// Ack bit of the next exchange; flips on a valid answer with an equal bit, and never else.
    var ack = false
    /// When the next frame may go out by itself.
    var nextAt: Duration = .zero
    /// Valid answers since opening, at most 2.
    var goodAnswers = 0
    var isBroken = false
    var hand = EBDSHand.empty
    /// The hand's order has to go out with the next frame.
    var orderDue = false
    /// The last answered poll enabled nothing.
    var acceptanceOff = false
    /// Fresh answers in a row that showed escrow without naming the note.
    var unnamedEscrows = 0
    /// Notes the controller wants accepted; empty: acceptance off.
    var wanted: [Denomination] = []
    /// Extended enables as the unit last took them; `nil`: not sent.
    var enablesTaken: [UInt8]?
    var table: EBDSNoteTable
    /// The notes that the unit was told to know when it was identified.
    var told: [Denomination] = []
    /// Called stacked before the unit was identified, in order.
    var early: [EBDSNoteWord] = []
    var extendedOn = false
    var policyOn: Bool
    var unit = EBDSUnit()
    /// The question that went unanswered once while the unit was identified, and is asked once more.
    var silentOnce: EBDSQuery?
    /// Until then "no state" may mean "still starting".
    var startingUntil: Duration?
    /// An order was open when the unit reported power-up.
    var orderAtPowerUp = false
    var lastStatus: EBDSStatus?
    var reportedStatus: BillAcceptorStatus?

    /// Silent until `.opened`.
    public init(_ configuration: EBDSConfiguration = EBDSConfiguration()) {
        self.configuration = configuration
        table = EBDSNoteTable(values: configuration.fallbackNotes)
        policyOn = configuration.powerUpPolicy != .a
    }

    public func on(
        _ event: DialogueEvent<BillAcceptorCommand>, now: Duration
    ) -> (next: EBDSDialogue, effects: [DialogueEffect<BillAcceptorReport>]) {
        var next = self
        var effects: Effects = []
        switch event {
        case .opened: next.open(now)
        case .closed(let loss): next.close(loss, &effects)
        case .received(let bytes): next.receive(bytes, now, &effects)
        case .time: break
        case .command(let command): next.obey(command, now, &effects)
        }
        next.tick(now, &effects)
        return (next, effects)
    }

    /// Earliest of what is waited for: an answer, the next poll, a pause that must end.
    public var deadline: Duration? {
        let line: Duration
        switch phase {
        case .closed: return nil
        case .quiet(_, let until): line = until
        case .starting, .identifying, .settling, .ready:
            line = exchange.map { $0.sentAt + configuration.replyTimeout } ?? nextAt
        }
        return parser.pending > 0 ? min(line, lastByteAt + configuration.interByteTimeout) : line
    }

    /// Everything learnt belongs to the connection; what was asked before is unknown.
    private mutating func open(_ now: Duration) {
        self = EBDSDialogue(configuration)
        phase = .quiet(since: now, until: now + configuration.quietTime)
    }

    private mutating func close(_ loss: LinkLoss, _ effects: inout Effects) {
        guard phase != .closed else { return }
        if !isBroken { reportUnknownStatus(&effects) }
        self = EBDSDialogue(configuration)
        effects.append(.report(.broken(loss.wordsOfLine)))
    }

    /// Whatever is due by the clock.
    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        dropUnfinishedFrame(now, &effects)
        switch phase {
        case .closed: break
        case .quiet(let since, let until):
            if now >= until { start(now, &effects) } else { complainOfNoise(since, now, &effects) }
        case .starting, .identifying, .settling, .ready:
            if let waiting = exchange {
                if now >= waiting.sentAt + configuration.replyTimeout { repeatFrame(now, &effects) }
            } else if now >= nextAt {
                sendNext(now, &effects)
            }
        }
    }

    /// Rule 3: the line was silent, what came in is dropped, then poll 0 and poll 1, nothing enabled.
    private mutating func start(_ now: Duration, _ effects: inout Effects) {
        phase = .starting
        isBroken = false
        startingUntil = now + configuration.startingTime
        effects.append(.discardInput)
        sendNext(now, &effects)
    }

    /// A line that never falls silent is as broken as a dead one.
    private mutating func complainOfNoise(_ since: Duration, _ now: Duration, _ effects: inout Effects) {
        guard !isBroken, now - since >= configuration.brokenAfter else { return }
        isBroken = true
        effects.append(.report(.broken("the line is never silent")))
    }

    func report(_ report: BillAcceptorReport, _ effects: inout Effects) { effects.append(.report(report)) }

    mutating func reportUnknownStatus(_ effects: inout Effects) {
        guard var status = reportedStatus, status.activity != .unknown else { return }
        status.activity = .unknown
        reportedStatus = status
        effects.append(.report(.status(status)))
    }
}
