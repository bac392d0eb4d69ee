import CCNETFrame
public import DeviceKit
import Money

/// The host's side of the talk with one CCNET bill validator.
///
/// It polls, acknowledges what is durable, and reports; it decides nothing about money. The rules it obeys are numbered
/// in `models/README.md` section 4; the process `Host` of `note-ccnet.pml` is its skeleton.
public struct CCNETDialogue: Dialogue {
    /// What a controller may ask: the words of every note acceptor.
    public typealias Command = BillAcceptorCommand
    /// What a controller is told: the words of every note acceptor.
    public typealias Report = BillAcceptorReport
    typealias Effects = [DialogueEffect<BillAcceptorReport>]

    /// As given.
    public let configuration: CCNETConfiguration

    var parser = CCNETFrameParser(.device)
    var lastByteAt: Duration = .zero
    var phase = CCNETPhase.closed
    var step = CCNETStep.lost
    var exchange: CCNETExchange?
    /// Nothing goes out before: the line must be free.
    var freeAt: Duration = .zero
    /// When the next poll may go out.
    var pollAt: Duration = .zero
    /// A poll has to come before the next question or order.
    var pollDue = false
    var lastGoodAt: Duration = .zero
    /// Exchanges in a row that failed.
    var failures = 0
    /// Status questions in a row that nobody answered.
    var statusMisses = 0
    /// Tries of the present question.
    var misses = 0
    var isBroken = false
    var lastResetAt: Duration = .zero
    var hand = CCNETHand.empty
    var holdAt: Duration?
    /// The unit's last word about a note, until another note was seen.
    var word: CCNETWord?
    /// A word "returned" was heard since the last order or rest.
    var returnedSeen = false
    /// Since the last rest a person may have moved a note by hand.
    var handsInside = false
    var stuckSince: Duration?
    var startup: CCNETStartup?
    /// Notes the controller wants accepted; empty: acceptance off.
    var wanted: [Denomination] = []
    /// Types the unit acknowledged to take; `nil`: not known.
    var enabledTaken: [UInt8]?
    /// Notes by bill type.
    var table: [Denomination?] = []
    var maskBytes = 3
    var unit = CCNETUnit()
    var lastState: CCNETState?
    var reportedStatus: BillAcceptorStatus?

    /// Silent until `.opened`.
    public init(_ configuration: CCNETConfiguration = CCNETConfiguration()) { self.configuration = configuration }

    public func on(
        _ event: DialogueEvent<BillAcceptorCommand>, now: Duration
    ) -> (next: CCNETDialogue, effects: [DialogueEffect<BillAcceptorReport>]) {
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
        switch phase {
        case .closed: nil
        case .quiet(_, let until): until
        case .starting, .identifying, .remembering, .settling, .ready: exchange.map(answerDeadline) ?? nextAt
        }
    }

    /// When the next frame goes out by itself.
    var nextAt: Duration { nextRequest.isUrgent ? freeAt : max(freeAt, pollAt) }

    /// Everything learnt belongs to the connection; what was asked before is unknown.
    private mutating func open(_ now: Duration) {
        self = CCNETDialogue(configuration)
        phase = .quiet(since: now, until: now + configuration.quietTime)
    }

    private mutating func close(_ loss: LinkLoss, _ effects: inout Effects) {
        guard phase != .closed else { return }
        if !isBroken { reportUnknownStatus(&effects) }
        self = CCNETDialogue(configuration)
        effects.append(.report(.broken(loss.wordsOfLine)))
    }

    /// Whatever is due by the clock.
    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        switch phase {
        case .closed: return
        case .quiet(let since, let until):
            if now >= until { start(now, &effects) } else { complainOfNoise(since, now, &effects) }
        case .starting, .identifying, .remembering, .settling, .ready:
            if let waiting = exchange, now >= answerDeadline(waiting) { timeOut(waiting, now, &effects) }
            if exchange == nil, now >= nextAt { sendNext(now, &effects) }
        }
    }

    /// Rule 3: the line was silent; what came in is dropped with the first poll, which enables nothing.
    private mutating func start(_ now: Duration, _ effects: inout Effects) {
        phase = .starting
        isBroken = false
        step = .lost
        lastGoodAt = now
        lastResetAt = now
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

    var model: CCNETModel { CCNETModels.row(for: unit.part) }
    var keepsInProcess: Bool { configuration.keepsInProcess ?? model.keepsInProcess }
    var counterSource: CCNETCounter { configuration.counter ?? model.counter }
}
