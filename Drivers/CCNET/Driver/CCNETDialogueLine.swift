import CCNETFrame
import DeviceKit

/// Sending, taking frames in, acknowledging, and getting back into step after anything that went wrong (rule 12).
extension CCNETDialogue {
    /// Bytes of the wire. While the line has to be silent they only prolong the silence.
    mutating func receive(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard !bytes.isEmpty else { return }
        switch phase {
        case .closed: return
        case .quiet(let since, _):
            phase = .quiet(since: since, until: now + configuration.quietTime)
            return
        case .starting, .identifying, .remembering, .settling, .ready: break
        }
        guard let asked = exchange else {
            statusMisses = 0  // the unit is not mute, it is late
            return spoil("bytes nobody asked for", bytes, now, &effects)
        }
        guard now < answerDeadline(asked) else {
            countMiss(asked)
            return spoil("an answer that came too late", bytes, now, &effects)
        }
        lastByteAt = now
        parser.append(bytes)
        var frames: [CCNETFrame] = []
        var faults: [WireFault] = []
        while let item = parser.next() {
            switch item {
            case .frame(let frame): frames.append(frame)
            case .fault(let fault, let bytes): faults.append(WireFault(fault.rawValue, bytes))
            }
        }
        if let fault = faults.first {
            if fault.reason == CCNETFault.checksum.rawValue, frames.isEmpty { say(.refuse, &effects) }
            countMiss(asked)
            return spoil(fault.reason, fault.bytes, now, &effects)
        }
        guard let frame = frames.first else { return }
        // Two answers to one question: one of them is old, and nobody can tell which.
        guard frames.count == 1, parser.pending == 0 else {
            countMiss(asked)
            return spoil("more than one answer", bytes, now, &effects)
        }
        take(CCNETReply(frame), asked, now, &effects)
    }

    /// When waiting for the answer ends: nothing came, or it broke off.
    func answerDeadline(_ asked: CCNETExchange) -> Duration {
        let limit = asked.sentAt + configuration.escrowAge  // rule 2: nothing older than that
        guard parser.pending == 0 else { return min(lastByteAt + configuration.interByteTimeout, limit) }
        return min(asked.sentAt + timeout(asked.request), limit)
    }

    private func timeout(_ request: CCNETRequest) -> Duration {
        switch request {
        case .soundingPoll, .soundingStatus, .poll, .enable, .security, .reset, .stack, .giveBack, .hold:
            configuration.replyTimeout
        case .identification, .billTable, .counter: configuration.slowReplyTimeout
        }
    }

    /// No answer counts as NAK; whatever comes later must not be taken for the answer to anything.
    mutating func timeOut(_ asked: CCNETExchange, _ now: Duration, _ effects: inout Effects) {
        if parser.pending > 0 {
            effects.append(.fault(WireFault("a frame stopped in the middle", parser.reset())))
        }
        countMiss(asked)
        loseStep(now)
        if isDead(now) { declareDead(now, &effects) }
    }

    private mutating func spoil(_ reason: String, _ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        effects.append(.fault(WireFault(reason, bytes)))
        loseStep(now)
        if isDead(now) { declareDead(now, &effects) }
    }

    private mutating func loseStep(_ now: Duration) {
        _ = parser.reset()
        exchange = nil
        step = .lost
        freeAt = now + configuration.silence
    }

    private mutating func countMiss(_ asked: CCNETExchange) {
        failures = min(failures + 1, 1000)
        switch asked.request {
        case .soundingStatus: statusMisses = min(statusMisses + 1, 1000)
        case .identification, .billTable, .counter, .security: misses = min(misses + 1, 1000)
        case .enable, .reset, .soundingPoll, .poll, .stack, .giveBack, .hold: break
        }
    }

    private func isDead(_ now: Duration) -> Bool {
        !isBroken && failures >= configuration.tries && now - lastGoodAt >= configuration.brokenAfter
    }

    private mutating func declareDead(_ now: Duration, _ effects: inout Effects) {
        isBroken = true
        lastResetAt = now
        reportUnknownStatus(&effects)
        report(.broken("no valid answer for \(configuration.brokenAfter)"), &effects)
        forgetNote()
        startup = nil
        lastState = nil
        phase = .starting
    }

    /// Nothing of what was under way is known any more; acceptance is off until the next rest.
    mutating func forgetNote() {
        hand = .empty
        holdAt = nil
        wanted = []
        enabledTaken = nil
    }

    /// One whole answer, alone and in time.
    private mutating func take(
        _ reply: CCNETReply, _ asked: CCNETExchange, _ now: Duration, _ effects: inout Effects
    ) {
        guard reply.frame.address == CCNETFrame.validator, let answer = reply.answer(to: code(asked.request)) else {
            countMiss(asked)
            if reply.answer(to: .poll) != nil { statusMisses = 0 }  // the unit is not mute, it is late
            return spoil("no answer to what was asked", reply.encoded(), now, &effects)
        }
        exchange = nil
        freeAt = now + configuration.freeTime
        if answer == .refused {
            // The unit is there, but nothing gets through to it: after a while that is a broken dialogue, too.
            countMiss(asked)
            pollDue = true
            freeAt = now + configuration.silence
            effects.append(.fault(WireFault("the unit says: came damaged", reply.encoded())))
            if isDead(now) { declareDead(now, &effects) }
            return
        }
        if step == .inStep {
            failures = 0
            lastGoodAt = now
            isBroken = false
        }
        switch asked.request {
        case .soundingPoll:
            step = statusMisses < configuration.tries ? .checking : .inStep
            pollDue = true  // nobody has read what it said
        case .soundingStatus: checked(answer, reply, now, &effects)
        case .poll: readPoll(answer, asked, now, &effects)
        case .identification, .billTable, .security, .counter, .enable:
            // A unit may take it for the acknowledgement of the word it said last: none while that is not durable.
            if isData(answer), !wordStands { say(.acknowledge, &effects) }
            answered(asked.request, answer, now, &effects)
        case .reset: resetAnswered(answer, now)
        case .stack, .giveBack, .hold: if answer == .illegal { pollDue = true }
        }
    }

    /// Only the answer to this very question, or the refusal of it, shows that both sides are in step: no poll is
    /// answered like that, so an answer that is one exchange late is found out before anything is acknowledged.
    private mutating func checked(
        _ answer: CCNETAnswer, _ reply: CCNETReply, _ now: Duration, _ effects: inout Effects
    ) {
        switch answer {
        case .setup, .illegal:
            step = .inStep
            statusMisses = 0
        case .acknowledged, .refused, .state, .identification, .billTable, .data:
            spoil("no answer to what was asked", reply.encoded(), now, &effects)
        }
    }

    /// The newest believed answer was a word about a note that must not be acknowledged yet.
    private var wordStands: Bool {
        guard let lastState, word?.state != lastState || word?.isDurable != true else { return false }
        return lastState.isWord
    }

    private func isData(_ answer: CCNETAnswer) -> Bool {
        switch answer {
        case .acknowledged, .refused, .illegal: false
        case .state, .identification, .billTable, .setup, .data: true
        }
    }

    /// A word about the unit's answer. It asks for nothing.
    func say(_ code: CCNETCode, _ effects: inout Effects) { effects.append(.send(CCNETCommand(code).encoded())) }

    /// The next frame of its own. Input is dropped first: this wire numbers nothing (rule 2).
    mutating func sendNext(_ now: Duration, _ effects: inout Effects) {
        // Rule 2: what showed the note in escrow grew old before the order went out. Another may lie there now.
        if case .ordered(let escrow) = hand, now - escrow.askedAt >= configuration.escrowAge {
            hand = .confirming(escrow)
        }
        let request = silentReset(now) ?? nextRequest
        switch request {
        case .soundingPoll, .poll:
            pollAt = now + configuration.pollPeriod
            pollDue = false
        case .stack: if case .ordered(let escrow) = hand { hand = .stacking(escrow) }
        case .giveBack: noteGivenBack()
        case .reset:
            lastResetAt = now
            enabledTaken = nil
        case .enable: enabledTaken = nil
        case .hold: holdAt = configuration.holdAfter.map { now + $0 }
        case .soundingStatus, .security, .identification, .billTable, .counter: break
        }
        if request == .stack { returnedSeen = false }
        _ = parser.reset()
        exchange = CCNETExchange(request: request, sentAt: now)
        effects.append(.discardInput)
        effects.append(.send(frame(for: request)))
    }

    /// A unit that has not answered for long is started anew, as the specification wants it.
    private func silentReset(_ now: Duration) -> CCNETRequest? {
        guard isBroken, let period = configuration.resetWhenSilent, now - lastResetAt >= period else { return nil }
        return .reset
    }

    /// What has to be said next, as everything stands now.
    var nextRequest: CCNETRequest {
        switch step {
        case .lost: return .soundingPoll
        case .checking: return .soundingStatus
        case .inStep: break
        }
        switch phase {
        case .closed, .quiet, .starting, .remembering: return .poll
        case .identifying(let question): return pollDue ? .poll : identifyingRequest(question)
        case .settling(let settling): return pollDue ? .poll : settlingRequest(settling)
        case .ready: return pollDue ? .poll : readyRequest
        }
    }

    private func frame(for request: CCNETRequest) -> [UInt8] {
        switch request {
        case .enable(let types): CCNETCommand.enable(CCNETMask.mask(types, bytes: maskBytes)).encoded()
        case .security(let types): CCNETCommand(.setSecurity, CCNETMask.mask(types, bytes: maskBytes)).encoded()
        case .soundingPoll, .soundingStatus, .poll, .reset, .stack, .giveBack, .hold, .identification, .billTable,
            .counter:
            CCNETCommand(code(request)).encoded()
        }
    }

    private func code(_ request: CCNETRequest) -> CCNETCode {
        switch request {
        case .soundingPoll, .poll: .poll
        case .soundingStatus: .getStatus
        case .enable: .enableBillTypes
        case .security: .setSecurity
        case .reset: .reset
        case .stack: .stack
        case .giveBack: .giveBack
        case .hold: .hold
        case .identification: .identification
        case .billTable: .billTable
        case .counter:
            switch counterSource {
            case .none, .stackedNotes: .stackedCounter
            case .statistics: .statistics
            }
        }
    }
}
