public import DeviceKit
import Money
import SSPFrame

/// The host's side of the talk with one SSP unit.
///
/// It polls, holds, repeats, and reports; it decides nothing about money. The rules it obeys are numbered in
/// `models/README.md` section 4; the process `Host` of `note-ssp.pml` is its skeleton.
public struct SSPDialogue: Dialogue {
    /// What a controller may ask: the words of every note acceptor.
    public typealias Command = BillAcceptorCommand
    /// What a controller is told: the words of every note acceptor.
    public typealias Report = BillAcceptorReport
    typealias Effects = [DialogueEffect<BillAcceptorReport>]

    /// As given.
    public let configuration: SSPConfiguration
    /// Why the last note was refused, as the unit told when asked (17); for the passport page.
    public internal(set) var lastReject: SSPRejectCode?
    /// Whether the line is encrypted now.
    public var isEncrypted: Bool { envelope != nil }

    var parser = SSPFrameParser()
    var lastByteAt: Duration = .zero
    var phase = SSPPhase.closed
    var exchange: SSPExchange?
    /// Sequence bit of the next new frame.
    var sequence = true
    /// When the next frame may go out by itself.
    var nextAt: Duration = .zero
    /// When the last poll or hold went out.
    var polledAt: Duration?
    var envelope: SSPEnvelope?
    /// A key was agreed on since the line was opened: from then on plain talk is no talk.
    var wasEncrypted = false
    /// Key exchanges begun in this connection.
    var exchangesUsed = 0
    var isBroken = false
    var hand = SSPHand.empty
    var word: SSPWord?
    var awaited: [SSPAwaited] = []
    /// The channel of a credited note that was not seen through: another EE or E2 for it is the same note (rule 17).
    var throughChannel: UInt8?
    /// A credit that was not money yet when the unit lost its power.
    var creditBeforeCut: UInt8?
    /// What the answer with the reset in it said beside; taken when the unit has said its name again.
    var deferred: SSPSeen?
    /// The unit was reset since acceptance was switched on, or that cannot be excluded.
    var mayHaveBeenReset = true
    var rejectCodeDue = false
    var strayAckDue = false
    /// The last answer told of a fraud attempt, and the unit repeats that.
    var fraudStands = false
    /// The unit refused a wish: it is polled before it is asked again, so that nothing it says waits for that.
    var pollFirst = false
    /// Notes the controller wants accepted; empty: acceptance off.
    var wanted: [Denomination] = []
    /// Inhibits as the unit last took them; `nil`: not sent.
    var inhibitsTaken: [UInt8]?
    /// The unit took "enable" and said nothing to the contrary since.
    var isEnabled = false
    var unit = SSPUnit()
    var isFull = false
    var boxIsOut = false
    var softwareFailed = false
    var isAccepting = false
    var reportedStatus: BillAcceptorStatus?

    /// Silent until `.opened`.
    public init(_ configuration: SSPConfiguration = SSPConfiguration()) { self.configuration = configuration }

    public func on(
        _ event: DialogueEvent<BillAcceptorCommand>, now: Duration
    ) -> (next: SSPDialogue, effects: [DialogueEffect<BillAcceptorReport>]) {
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

    /// Key exchanges and enciphered packets are not kept.
    public var mask: any WireMask { SSPWireMask() }

    /// Earliest of what is waited for: an answer, the next poll, a pause that must end.
    public var deadline: Duration? {
        let line: Duration
        switch phase {
        case .closed: return nil
        case .quiet(_, let until): line = until
        case .identifying, .settling, .ready:
            line = exchange.map { $0.sentAt + configuration.replyTimeout } ?? nextAt
        }
        return parser.pending > 0 ? min(line, lastByteAt + configuration.interByteTimeout) : line
    }

    /// Everything learnt belongs to the connection; what was asked before is unknown.
    private mutating func open(_ now: Duration) {
        let used = exchangesUsed
        self = SSPDialogue(configuration)
        exchangesUsed = used
        phase = .quiet(since: now, until: now + configuration.quietTime)
    }

    private mutating func close(_ loss: LinkLoss, _ effects: inout Effects) {
        guard phase != .closed else { return }
        if !isBroken { reportUnknownStatus(&effects) }
        let used = exchangesUsed
        self = SSPDialogue(configuration)
        exchangesUsed = used  // the next secret, not the first again
        effects.append(.report(.broken(loss.wordsOfLine)))
    }

    /// Whatever is due by the clock.
    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        dropUnfinishedFrame(now, &effects)
        switch phase {
        case .closed: break
        case .quiet(let since, let until):
            if now >= until { start(now, &effects) } else { complainOfNoise(since, now, &effects) }
        case .identifying, .settling, .ready:
            if let waiting = exchange {
                if now >= waiting.sentAt + configuration.replyTimeout { repeatOrGiveUp(waiting, now, &effects) }
            } else if now >= nextAt {
                sendNext(now, &effects)
            }
        }
    }

    /// Rules 3 and 15: the line was silent, what came in is dropped, then SYNC and the rest.
    private mutating func start(_ now: Duration, _ effects: inout Effects) {
        effects.append(.discardInput)
        _ = parser.reset()
        phase = .identifying(.sync)
        nextAt = now
        sendNext(now, &effects)
    }

    /// A line that never falls silent is as broken as a dead one.
    private mutating func complainOfNoise(_ since: Duration, _ now: Duration, _ effects: inout Effects) {
        guard !isBroken, now - since >= .seconds(5) else { return }
        isBroken = true
        effects.append(.report(.broken("the line is never silent")))
    }

    func report(_ report: BillAcceptorReport, _ effects: inout Effects) { effects.append(.report(report)) }

    /// A report that the controller answers with `.acknowledge` when it is durable.
    mutating func report(_ report: BillAcceptorReport, awaiting: SSPAwaited, _ effects: inout Effects) {
        awaited.append(awaiting)
        effects.append(.report(report))
    }

    mutating func reportUnknownStatus(_ effects: inout Effects) {
        guard var status = reportedStatus, status.activity != .unknown else { return }
        status.activity = .unknown
        reportedStatus = status
        effects.append(.report(.status(status)))
    }
}
