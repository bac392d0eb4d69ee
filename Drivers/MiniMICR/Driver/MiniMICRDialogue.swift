import Checks
public import DeviceKit
import MiniMICRFrame

/// The host's side of the talk with one reader that knows nothing but the MICR line.
///
/// The unit reads whatever check is pushed into it and tells the line once, asked or not. So a line counts only while a
/// scan is open and only if all of it came after the scan began; any other line is dropped, masked.
public struct MiniMICRDialogue: Dialogue {
    /// What a controller may ask: the words of every check scanner.
    public typealias Command = CheckScannerCommand
    /// What a controller is told: the words of every check scanner.
    public typealias Report = CheckScannerReport
    typealias Effects = [DialogueEffect<CheckScannerReport>]

    /// As given.
    public let configuration: MiniMICRConfiguration

    var parser: MiniMICRParser
    var lastByteAt: Duration = .zero
    var phase = MiniMICRPhase.closed
    var question: MiniMICRQuestion?
    /// When the next question may go out by itself.
    var nextAt: Duration = .zero
    /// The unit listens only after the header byte.
    var needsHeader = false
    /// Which form of a packet's check this unit uses; `nil`: not seen yet.
    var check: MiniMICRCheck?
    /// Packets in a row that fit the other form.
    var strangers = 0
    var version = ""
    var serial = ""
    var isBroken = false
    var scan: MiniMICRScan?
    /// The item of the last scan: a paper's name is never used twice.
    var lastItem: String?
    /// The record that is arriving began before the scan did.
    var staleRecord = false
    /// A damaged packet was asked for again; until then it may come.
    var resentUntil: Duration?
    var resends = 0
    var reportedStatus: CheckScannerStatus?

    /// Silent until `.opened`.
    public init(_ configuration: MiniMICRConfiguration = MiniMICRConfiguration()) {
        self.configuration = configuration
        parser = MiniMICRParser(configuration.framing)
    }

    public func on(
        _ event: DialogueEvent<CheckScannerCommand>, now: Duration
    ) -> (next: MiniMICRDialogue, effects: [DialogueEffect<CheckScannerReport>]) {
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

    /// The numbers of checks are not kept.
    public var mask: any WireMask { FigureMask() }

    /// Earliest of what is waited for: an answer, a check, the rest of a record, the next look at the unit.
    public var deadline: Duration? {
        guard phase != .closed else { return nil }
        var due: [Duration] = []
        if parser.pending > 0 {
            due.append(lastByteAt + configuration.quietTime)
        } else {
            if let question { due.append(question.sentAt + configuration.replyTimeout) }
            if question == nil, configuration.commands == .auto { due.append(nextAt) }
        }
        if let scan, staleRecord || (parser.pending == 0 && resentUntil == nil) { due.append(scan.until) }
        if let resentUntil { due.append(resentUntil) }
        return due.min()
    }

    /// Everything learnt belongs to the connection.
    private mutating func open(_ now: Duration, _ effects: inout Effects) {
        failScan(.linkLost, .unknown, "the line was opened again", &effects)
        let last = lastItem
        self = MiniMICRDialogue(configuration)
        lastItem = last
        effects.append(.discardInput)
        nextAt = now
        switch configuration.commands {
        case .auto: phase = .asking
        case .ignored: beReady(now, &effects)
        }
    }

    private mutating func close(_ loss: LinkLoss, _ effects: inout Effects) {
        guard phase != .closed else { return }
        failScan(.linkLost, .unknown, loss.wordsOfLine, &effects)
        if !isBroken { reportStatus(CheckScannerStatus(activity: .unknown), &effects) }
        let last = lastItem
        self = MiniMICRDialogue(configuration)
        lastItem = last
        effects.append(.report(.broken(loss.wordsOfLine)))
    }

    private mutating func obey(_ command: CheckScannerCommand, _ now: Duration, _ effects: inout Effects) {
        switch command {
        case .beginInsertion(let wish): begin(wish, now, &effects)
        case .endInsertion:
            // A record that is arriving may be the check of this scan: then its result is the end.
            scan?.isCalledOff = true
        case .endorse(let item, _), .frank(let item, _):
            refuse(item, .notPossible, "this reader has no printer", &effects)
        case .eject: break
        case .cleared:
            if phase == .ready, question == nil { nextAt = now }
        }
    }

    private mutating func begin(_ wish: CheckScan, _ now: Duration, _ effects: inout Effects) {
        guard phase == .ready else {
            let isClosed = phase == .closed
            let words = isClosed ? "the line is not open" : "the reader does not answer"
            return refuse(wish.item, isClosed ? .linkLost : .timeout, words, &effects)
        }
        guard scan == nil else { return refuse(wish.item, .busy, "a scan is open", &effects) }
        guard wish.item != lastItem else { return refuse(wish.item, .notPossible, "the item has been used", &effects) }
        guard wish.endorsement == nil, wish.franking == nil else {
            return refuse(wish.item, .notPossible, "this reader has no printer", &effects)
        }
        // What the system holds back, and what has half arrived, belongs to a check that nobody asked for.
        effects.append(.discardInput)
        staleRecord = parser.pending > 0 || resentUntil != nil
        scan = MiniMICRScan(
            wish: wish, countsFrom: now + configuration.shortestPass, until: now + wish.patience)
        lastItem = wish.item
        effects.append(.report(.waitingForCheck(item: wish.item)))
        reportReadiness(&effects)
    }

    /// An order that never began; the check, if there is one, is in the hand.
    private func refuse(_ item: String, _ reason: CheckFailureReason, _ words: String, _ effects: inout Effects) {
        effects.append(.report(.failed(CheckFailure(item: item, reason, paper: .outside, detail: words))))
    }

    /// Ends the open scan, if there is one.
    mutating func failScan(
        _ reason: CheckFailureReason, _ paper: CheckPlace, _ words: String, partial: CheckReading? = nil,
        _ effects: inout Effects
    ) {
        guard let open = scan else { return }
        scan = nil
        let failure = CheckFailure(item: open.wish.item, reason, paper: paper, partial: partial, detail: words)
        effects.append(.report(.failed(failure)))
        reportReadiness(&effects)
    }

    /// Whatever is due by the clock.
    private mutating func tick(_ now: Duration, _ effects: inout Effects) {
        guard phase != .closed else { return }
        dropUnfinishedRecord(now, &effects)
        if let until = resentUntil, now >= until {
            let stale = staleRecord
            (resentUntil, resends, staleRecord) = (nil, 0, false)
            if !stale { endDamaged(&effects) }
        }
        if let scan, staleRecord || (parser.pending == 0 && resentUntil == nil) {
            if scan.isCalledOff {
                // It has no sensor that it tells of: a check may stick in it, or be on its way.
                failScan(.cancelled, .unknown, "", &effects)
            } else if now >= scan.until {
                failScan(.noCheck, .unknown, "", &effects)
            }
        }
        // What is arriving may be the answer, and must not be disturbed.
        guard configuration.commands == .auto, parser.pending == 0 else { return }
        if let waiting = question {
            if now >= waiting.sentAt + configuration.replyTimeout { unanswered(now, &effects) }
        } else if now >= nextAt {
            ask(.version, now, &effects)
        }
    }

    /// Says what the unit does now.
    mutating func reportReadiness(_ effects: inout Effects) {
        let activity: CheckScannerStatus.Activity = phase != .ready ? .unknown : scan == nil ? .idle : .waiting
        reportStatus(CheckScannerStatus(activity: activity, endorserInk: .none, frankerInk: .none), &effects)
    }

    mutating func reportStatus(_ status: CheckScannerStatus, _ effects: inout Effects) {
        guard status != reportedStatus else { return }
        reportedStatus = status
        effects.append(.report(.status(status)))
    }
}
