import A776Frame
import Checks
public import DeviceKit

/// The host's side of the talk with one CognitiveTPG A776: reads the line, takes both pictures, prints, lets go.
///
/// A job is a list of steps, and each step waits for its answer. What the unit did is believed only when an answer said
/// so: text that went out without an answer is `unknown`, never `done`.
public struct A776Dialogue: Dialogue {
    /// The words of every check scanner.
    public typealias Command = CheckScannerCommand
    /// The words of every check scanner.
    public typealias Report = CheckScannerReport
    typealias Effects = [DialogueEffect<CheckScannerReport>]

    /// As given.
    public let configuration: A776Configuration

    var parser = A776BlockParser()
    var phase = A776Phase.closed
    var exchange: A776Exchange?
    /// Characters of a MICR answer so far.
    var micr: [UInt8] = []
    var lastByteAt: Duration = .zero
    var job: A776Job?
    var held: A776Held?
    /// A check may be inside that belongs to no order any more: one that stuck, or one of a broken talk.
    var mayHoldPaper = false
    /// A released check was not seen to leave yet.
    var awaitsRemoval = false
    /// A jam was told and nobody said that it is cleared.
    var isJammed = false
    var typeByte: UInt8?
    var features: UInt8 = 0
    /// Questions in a row that nobody answered.
    var misses = 0
    var isBroken = false
    var nextLookAt: Duration = .zero
    var state: A776ImagerState?
    var reportedStatus: CheckScannerStatus?

    /// Silent until `.opened`.
    public init(_ configuration: A776Configuration = A776Configuration()) { self.configuration = configuration }

    public func on(
        _ event: DialogueEvent<CheckScannerCommand>, now: Duration
    ) -> (next: A776Dialogue, effects: [DialogueEffect<CheckScannerReport>]) {
        var next = self
        var effects: Effects = []
        switch event {
        case .opened: next.open(now, &effects)
        case .closed(let loss): next.close(loss, &effects)
        case .received(let bytes): next.receive(bytes, now, &effects)
        case .time: break
        case .command(let command): next.obey(command, now, &effects)
        }
        next.tick(now, &effects)
        return (next, effects)
    }

    /// The numbers and pictures of checks are not kept.
    public var mask: any WireMask { FigureMask() }

    /// The end of what is waited for, or the next look; `nil` without a line.
    public var deadline: Duration? {
        switch phase {
        case .closed: return nil
        case .quiet(let until): return until
        case .identifying, .ready: break
        }
        if let exchange {
            return micr.isEmpty ? exchange.until : min(exchange.until, lastByteAt + configuration.quietTime)
        }
        return job == nil ? nextLookAt : .zero
    }

    private mutating func open(_ now: Duration, _ effects: inout Effects) {
        // opened twice: what was under way on the old line is not known
        if job != nil { breakOff("the line was opened again", .linkLost, &effects) }
        let (held, mayHold) = (held, mayHoldPaper)
        self = A776Dialogue(configuration)
        mayHoldPaper = mayHold || held != nil
        phase = .quiet(until: now + configuration.quietTime)
    }

    private mutating func close(_ loss: LinkLoss, _ effects: inout Effects) {
        guard phase != .closed else { return }
        breakOff(loss.wordsOfLine, .linkLost, &effects)
        exchange = nil
        phase = .closed
    }

    /// Nobody answers any more: an open order ends first, then the talk.
    mutating func breakOff(_ words: String, _ reason: CheckFailureReason, _ effects: inout Effects) {
        if var job {
            if job.hasAsked || held != nil { mayHoldPaper = true }
            job.reason = reason
            job.paper = job.hasAsked || held != nil ? .unknown : .outside
            self.job = job
            conclude(&effects)
        }
        if held != nil { mayHoldPaper = true }
        held = nil
        state = nil
        guard !isBroken else { return }
        isBroken = true
        tell(CheckScannerStatus(activity: .unknown), &effects)
        effects.append(.report(.broken(words)))
    }

    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        switch phase {
        case .closed: return
        case .quiet(let until):
            guard now >= until else { return }
            effects.append(.discardInput)
            _ = parser.reset()
            phase = .identifying
            greet(now, &effects)
        case .identifying, .ready: break
        }
        if let exchange {
            if !micr.isEmpty, now >= lastByteAt + configuration.quietTime {
                endMICR(isClosed: false, now, &effects)
            } else if now >= exchange.until {
                unanswered(exchange.ask, now, &effects)
            }
        }
        work(now, &effects)
        if phase == .ready, exchange == nil, job == nil, now >= nextLookAt {
            ask(.status, .imagerStatus, now, &effects)
        }
        if phase == .identifying, exchange == nil, now >= nextLookAt { greet(now, &effects) }
    }

    /// A unit that still waits for the check of a host that died hears nothing else: the wait is ended first.
    private mutating func greet(_ now: Duration, _ effects: inout Effects) {
        ask(.barrier, .realTimeCancel(3), .imagerStatus, now: now, for: configuration.stallTimeout, &effects)
    }

    /// Puts a question on the wire.
    mutating func ask(
        _ ask: A776Ask, _ commands: A776Command..., now: Duration, for patience: Duration? = nil,
        _ effects: inout Effects
    ) {
        exchange = A776Exchange(
            ask: ask, sentAt: now, until: now + (patience ?? configuration.replyTimeout))
        micr = []
        effects.append(.send(commands.flatMap { $0.encoded() }))
    }

    mutating func ask(_ ask: A776Ask, _ command: A776Command, _ now: Duration, _ effects: inout Effects) {
        self.ask(ask, command, now: now, &effects)
    }

    mutating func tell(_ status: CheckScannerStatus, _ effects: inout Effects) {
        guard status != reportedStatus else { return }
        reportedStatus = status
        effects.append(.report(.status(status)))
    }
}
