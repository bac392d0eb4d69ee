public import DeviceKit
import ID003Frame
import Money

/// The host's side of the talk with one ID-003 unit.
///
/// It polls, orders once, and reports; it decides nothing about money. The rules it obeys are numbered in
/// `models/README.md` section 4; the process `Host` of `note-id003.pml` is its skeleton.
public struct ID003Dialogue: Dialogue {
    /// What a controller may ask: the words of every note acceptor.
    public typealias Command = BillAcceptorCommand
    /// What a controller is told: the words of every note acceptor.
    public typealias Report = BillAcceptorReport
    typealias Effects = [DialogueEffect<BillAcceptorReport>]

    /// As given.
    public let configuration: ID003Configuration

    var parser = ID003FrameParser()
    var lastByteAt: Duration = .zero
    var phase = ID003Phase.closed
    var exchange: ID003Exchange?
    var due: ID003Due?
    /// When the next frame may go out by itself.
    var nextAt: Duration = .zero
    /// Exchanges in a row without an answer.
    var silences = 0
    var lastAnswerAt: Duration = .zero
    var isBroken = false
    /// Times the present question or setting was sent in vain.
    var attempts = 0

    var hand = ID003Hand.empty
    /// The note of the last stack order, as long as its outcome is open.
    var ordered: Denomination?
    var credit = ID003Credit.none
    var stand: ID003Stand?
    var owed: [ID003Owed] = []
    /// Reports numbered so far.
    var numbered = 0
    /// What the unit knew of an open order may be lost: its rest proves nothing about it.
    var isProofSpoiled = false
    /// A reset of ours is under way; a start without one spoils the proof.
    var resetByUs = false
    var troubleSince: Duration?

    /// Notes the controller wants accepted; empty: acceptance off.
    var wanted: [Denomination] = []
    var inhibitTaken: Bool?
    var refusalTaken: UInt8?
    var settingsDue: [ID003Setting] = []
    var table: ID003NoteTable
    var unit = ID003Unit()
    var lastState: ID003State?
    var reportedStatus: BillAcceptorStatus?

    /// Silent until `.opened`.
    public init(_ configuration: ID003Configuration = ID003Configuration()) {
        self.configuration = configuration
        table = ID003NoteTable(fallback: configuration.fallbackNotes)
    }

    public func on(
        _ event: DialogueEvent<BillAcceptorCommand>, now: Duration
    ) -> (next: ID003Dialogue, effects: [DialogueEffect<BillAcceptorReport>]) {
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

    /// Earliest of what is waited for: an answer, the next frame, a pause that must end.
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
        self = ID003Dialogue(configuration)
        phase = .quiet(since: now, until: now + configuration.quietTime)
    }

    private mutating func close(_ loss: LinkLoss, _ effects: inout Effects) {
        guard phase != .closed else { return }
        if !isBroken { reportUnknownStatus(&effects) }
        self = ID003Dialogue(configuration)
        report(.broken(loss.wordsOfLine), &effects)
    }

    /// Whatever is due by the clock.
    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        dropUnfinishedFrame(now, &effects)
        switch phase {
        case .closed: break
        case .quiet(let since, let until):
            if now >= until { start(now, &effects) } else { complainOfNoise(since, now, &effects) }
        case .starting, .identifying, .settling, .ready:
            if let waiting = exchange, now >= waiting.sentAt + configuration.replyTimeout {
                unanswered(waiting, now, &effects)
            }
            if exchange == nil, now >= nextAt { sendNext(now, &effects) }
        }
    }

    /// Rule 3: the line was silent, what came in is dropped, then the first poll. Nothing is enabled.
    private mutating func start(_ now: Duration, _ effects: inout Effects) {
        phase = .starting
        isBroken = false
        lastAnswerAt = now
        nextAt = now
        sendNext(now, &effects)
    }

    /// A line that never falls silent is as broken as a dead one.
    private mutating func complainOfNoise(_ since: Duration, _ now: Duration, _ effects: inout Effects) {
        guard !isBroken, now - since >= configuration.brokenAfter else { return }
        isBroken = true
        report(.broken("the line is never silent"), &effects)
    }

    func report(_ report: BillAcceptorReport, _ effects: inout Effects) { effects.append(.report(report)) }

    /// A number for a report whose `acknowledge` has to be told apart.
    mutating func number() -> Int {
        numbered += 1
        return numbered
    }

    mutating func reportUnknownStatus(_ effects: inout Effects) {
        guard var status = reportedStatus, status.activity != .unknown else { return }
        status.activity = .unknown
        reportedStatus = status
        report(.status(status), &effects)
    }
}
