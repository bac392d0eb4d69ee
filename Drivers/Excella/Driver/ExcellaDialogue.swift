import Checks
public import DeviceKit
import ExcellaFrame

/// The host's side of the talk with one MagTek Excella (STX): HTTP/1.1 over any stream of bytes, one request at a time.
///
/// A scan is posted once for each wait and never repeated after a lost answer: what the unit did is unknown then.
/// Looks and pictures change nothing and may be asked again. Units may close the connection after each answer.
public struct ExcellaDialogue: Dialogue {
    /// The words of every check scanner.
    public typealias Command = CheckScannerCommand
    /// The words of every check scanner.
    public typealias Report = CheckScannerReport
    typealias Effects = [DialogueEffect<CheckScannerReport>]

    /// As given.
    public let configuration: ExcellaConfiguration

    var parser = HTTPParser(readsAnswers: true)
    var isLinked = false
    /// Since when there is no connection.
    var unlinkedSince: Duration = .zero
    var exchange: ExcellaExchange?
    /// Answers of requests that nobody waits for any more: they come first.
    var owed = 0
    var job: ExcellaJob?
    var isKnown = false
    /// The unit said that it ends the connection: nothing is lost when it does.
    var endsLink = false
    var isBroken = false
    var misses = 0
    var nextLookAt: Duration = .zero
    /// The newest answer with a state.
    var state: ExcellaReply?
    /// A jam was told and nobody said that it is cleared.
    var isJammed = false
    var awaitsRemoval = false
    var reportedStatus: CheckScannerStatus?

    /// Silent until `.opened`.
    public init(_ configuration: ExcellaConfiguration = ExcellaConfiguration()) {
        self.configuration = configuration
    }

    public func on(
        _ event: DialogueEvent<CheckScannerCommand>, now: Duration
    ) -> (next: ExcellaDialogue, effects: [DialogueEffect<CheckScannerReport>]) {
        var next = self
        var effects: Effects = []
        switch event {
        case .opened: next.open(now, &effects)
        case .closed(let loss): next.close(loss, now, &effects)
        case .received(let bytes): next.receive(bytes, now, &effects)
        case .time: break
        case .command(let command): next.obey(command, now, &effects)
        }
        next.tick(now, &effects)
        return (next, effects)
    }

    /// The numbers and pictures of checks are not kept.
    public var mask: any WireMask { FigureMask() }

    /// The end of what is waited for, or the next look; `nil` without a connection and without an order.
    public var deadline: Duration? {
        if let exchange { return exchange.until }
        return isLinked ? nextLookAt : nil
    }

    private mutating func open(_ now: Duration, _ effects: inout Effects) {
        parser = HTTPParser(readsAnswers: true)
        owed = 0
        isLinked = true
        endsLink = false
        nextLookAt = isKnown ? min(nextLookAt, now + configuration.statusPeriod) : now
        if exchange?.sentAt == nil, exchange != nil { send(now, &effects) }
    }

    private mutating func close(_ loss: LinkLoss, _ now: Duration, _ effects: inout Effects) {
        guard isLinked else { return }
        isLinked = false
        unlinkedSince = now
        // an answer without a length ends with the connection
        if let message = parser.finish(), owed == 0 {
            endsLink = true
            answered(message, now, &effects)
        }
        if !endsLink { isKnown = false }
        parser = HTTPParser(readsAnswers: true)
        guard let waiting = exchange, waiting.sentAt != nil else {
            if loss == .closedByUs { breakOff("the line was closed", now, &effects) }
            return
        }
        switch waiting.ask {
        case .scan:
            exchange = nil
            breakOff("the connection ended in the middle of a scan", now, &effects)
        case .status, .evidence, .image: retry(waiting, now, &effects)
        }
        if loss == .closedByUs { breakOff("the line was closed", now, &effects) }
    }

    /// Asks the same once more, if that may help.
    mutating func retry(_ waiting: ExcellaExchange, _ now: Duration, _ effects: inout Effects) {
        exchange = nil
        guard waiting.tries < 2 else { return lost(waiting.ask, now, &effects) }
        ask(waiting.ask, waiting.request, tries: waiting.tries + 1, now, &effects)
    }

    /// Sends a request as soon as there is a connection.
    mutating func ask(
        _ ask: ExcellaAsk, _ request: ExcellaRequest, tries: Int = 0, _ now: Duration, _ effects: inout Effects
    ) {
        exchange = ExcellaExchange(
            ask: ask, request: request, sentAt: nil, until: now + configuration.linkPatience, tries: tries)
        if isLinked { send(now, &effects) }
    }

    private mutating func send(_ now: Duration, _ effects: inout Effects) {
        guard var waiting = exchange else { return }
        waiting.sentAt = now
        switch waiting.ask {
        case .scan(let wait):
            waiting.until = now + wait + configuration.scanGrace
            job?.wasSent = true
        case .status, .evidence, .image: waiting.until = now + configuration.replyTimeout
        }
        exchange = waiting
        effects.append(.send(waiting.request.message(host: configuration.host).encoded()))
    }

    private mutating func receive(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard isLinked else { return }
        parser.append(bytes)
        while let item = parser.next() {
            switch item {
            case .message(let message):
                endsLink = message.closesConnection
                if owed > 0 {
                    owed -= 1
                    exchange?.heardOwed = true
                } else {
                    answered(message, now, &effects)
                }
            case .fault(let fault):
                effects.append(.fault(WireFault(fault.rawValue, [])))
                // what follows is of no known message; the next answer begins anew
                parser = HTTPParser(readsAnswers: true)
                owed = 0
                effects.append(.discardInput)
                if let waiting = exchange, waiting.sentAt != nil { unanswered(waiting, now, &effects) }
            }
        }
    }

    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        if let waiting = exchange, now >= waiting.until {
            if waiting.sentAt != nil {
                // One came, and no other: it was ours, and the one that was owed is lost. Else both are still to come.
                owed = waiting.heardOwed ? 0 : owed + 1
                unanswered(waiting, now, &effects)
            } else {
                exchange = nil
                breakOff("no connection", now, &effects)
            }
        }
        guard exchange == nil, isLinked else { return }
        if job == nil, now >= nextLookAt { ask(.status, .status, now, &effects) }
    }

    private mutating func unanswered(_ waiting: ExcellaExchange, _ now: Duration, _ effects: inout Effects) {
        switch waiting.ask {
        case .scan:
            exchange = nil
            misses += 1
            end(.timeout, .unknown, "no answer to the scan", now, &effects)
        case .status, .evidence, .image: retry(waiting, now, &effects)
        }
    }

    /// A look or a picture did not come, however often it was asked for.
    private mutating func lost(_ ask: ExcellaAsk, _ now: Duration, _ effects: inout Effects) {
        switch ask {
        case .status:
            nextLookAt = now + configuration.statusPeriod
            breakOff("no valid answer", now, &effects)
        case .evidence: judge(now, &effects)
        case .image: end(.noImage, place, "a picture was not sent", now, &effects)
        case .scan: end(.timeout, .unknown, "no answer to the scan", now, &effects)
        }
    }

    /// Nobody answers any more: an open scan ends first, then the talk.
    private mutating func breakOff(_ words: String, _ now: Duration, _ effects: inout Effects) {
        exchange = nil
        state = nil
        if let job { end(.linkLost, job.wasSent ? .unknown : .outside, words, now, &effects) }
        guard !isBroken else { return }
        isBroken = true
        isKnown = false
        tell(CheckScannerStatus(activity: .unknown), &effects)
        effects.append(.report(.broken(words)))
    }

    mutating func tell(_ status: CheckScannerStatus, _ effects: inout Effects) {
        guard status != reportedStatus else { return }
        reportedStatus = status
        effects.append(.report(.status(status)))
    }
}
