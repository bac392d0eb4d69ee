import DeviceKit
import ID003Frame

/// Sending, waiting, and taking frames in.
extension ID003Dialogue {
    /// Bytes of the wire. While the line has to be silent they only prolong the silence (rule 3).
    mutating func receive(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard !bytes.isEmpty else { return }
        switch phase {
        case .closed: return
        case .quiet(let since, _):
            phase = .quiet(since: since, until: now + configuration.quietTime)
            return
        case .starting, .identifying, .settling, .ready: break
        }
        dropUnfinishedFrame(now, &effects)
        lastByteAt = now
        parser.append(bytes)
        while let item = parser.next() {
            switch item {
            case .frame(let frame): take(frame, now, &effects)
            case .enquiry: if exchange == nil { nextAt = min(nextAt, now) }
            case .fault(let fault, let bytes): effects.append(.fault(WireFault(fault.rawValue, bytes)))
            }
        }
    }

    /// A frame that stopped in the middle must not swallow the next one.
    mutating func dropUnfinishedFrame(_ now: Duration, _ effects: inout Effects) {
        guard parser.pending > 0, now - lastByteAt >= configuration.interByteTimeout else { return }
        effects.append(.fault(WireFault("a frame stopped in the middle", parser.reset())))
    }

    /// A reply counts when it answers what stands on the line and is not too old.
    private mutating func take(_ frame: ID003Frame, _ now: Duration, _ effects: inout Effects) {
        guard let asked = exchange else {
            effects.append(.fault(WireFault("an answer nobody asked for", frame.encoded())))
            return
        }
        guard now - asked.sentAt <= configuration.quietTime else {
            // Rule 2: it waited in some buffer. The unit's state stands, so the next poll tells it again.
            effects.append(.fault(WireFault("an answer older than a second", frame.encoded())))
            return
        }
        let reply = ID003Reply(frame)
        switch (asked.request, reply) {
        case (.poll, .status(let status)):
            answered(asked, now)
            read(status, asked, now, &effects)
        case (.stack, .acknowledged), (.giveBack, .acknowledged), (.hold, .acknowledged), (.reset, .acknowledged):
            answered(asked, now)
            heard(asked.request)
        case (.query(let query), .version(let text)) where query == .version:
            answered(asked, now)
            told(version: text, now, &effects)
        case (.query(let query), .currencyTable(let rows)) where query == .currencyTable:
            answered(asked, now)
            told(table: rows, &effects)
        case (.set(let setting), .echo(let taken)) where setting == taken:
            answered(asked, now)
            self.taken(setting)
        case (.stack, .status(let status)), (.giveBack, .status(let status)), (.hold, .status(let status)),
            (.reset, .status(let status)), (.query, .status(let status)), (.set, .status(let status)):
            guard status.state == .invalidCommand || status.state == .communicationError else {
                return odd(reply, &effects)
            }
            answered(asked, now)
            inVain(asked.request, refused: status.state == .invalidCommand, &effects)
        case (.poll, _), (.stack, _), (.giveBack, _), (.hold, _), (.reset, _), (.query, _), (.set, _),
            (.acknowledge, _):
            odd(reply, &effects)
        }
    }

    private func odd(_ reply: ID003Reply, _ effects: inout Effects) {
        effects.append(.fault(WireFault("no answer to what was asked", reply.encoded())))
    }

    private mutating func answered(_ asked: ID003Exchange, _ now: Duration) {
        exchange = nil
        silences = 0
        lastAnswerAt = now
        isBroken = false
        nextAt = max(now, asked.sentAt + configuration.pollPeriod)
    }

    /// The unit said "heard" to an order.
    private mutating func heard(_ request: ID003Request) {
        if case .stack = request, case .stacking(let escrow, let at, _) = hand {
            hand = .stacking(escrow, at: at, heard: true)
        }
    }

    /// No answer in time: whatever it was, only a poll follows. No order is ever repeated (rule 1).
    mutating func unanswered(_ asked: ID003Exchange, _ now: Duration, _ effects: inout Effects) {
        exchange = nil
        silences += 1
        nextAt = max(now, asked.sentAt + configuration.pollPeriod)
        switch asked.request {
        case .query, .set: inVain(asked.request, refused: false, &effects)
        case .poll: attempts = 0  // it is away, not mute on one question
        case .stack, .giveBack, .hold, .reset, .acknowledge: break
        }
        if !isBroken, silences >= configuration.tries, now - lastAnswerAt >= configuration.brokenAfter {
            declareBroken(&effects)
        }
    }

    private mutating func declareBroken(_ effects: inout Effects) {
        isBroken = true
        reportUnknownStatus(&effects)
        report(.broken("no valid answer for \(configuration.brokenAfter)"), &effects)
        forgetHand()
        stand = nil
        phase = .starting
    }

    /// What the last look called for, if it is still young; else a look.
    mutating func sendNext(_ now: Duration, _ effects: inout Effects) {
        let next = due
        due = nil
        guard let next, now - next.askedAt < configuration.escrowAge else { return send(.poll, now, &effects) }
        send(next.request, now, &effects)
    }

    private mutating func send(_ request: ID003Request, _ now: Duration, _ effects: inout Effects) {
        guard request != .acknowledge else {
            effects.append(.send(ID003Command.acknowledge.encoded()))
            nextAt = now + configuration.pauseAfterACK
            return
        }
        // No frame of this wire carries a number: what came before the question is no answer to it.
        effects.append(.discardInput)
        _ = parser.reset()
        exchange = ID003Exchange(request: request, sentAt: now, afterSilence: silences > 0)
        note(request, now)
        effects.append(.send(command(for: request).encoded()))
    }

    /// What a frame changes in our own mind at the moment it leaves.
    private mutating func note(_ request: ID003Request, _ now: Duration) {
        switch request {
        case .stack:
            guard case .confirming(let escrow) = hand else { return }
            hand = .stacking(escrow, at: now, heard: false)
            ordered = escrow.note
            credit = .none
        case .giveBack: if case .refused(let escrow) = hand { hand = .returning(escrow) }
        case .hold:
            guard case .waiting(var escrow) = hand else { return }
            escrow.heldAt = now
            hand = .waiting(escrow)
        case .reset: resetByUs = true
        case .set(let setting):
            guard setting == .inhibit(true), case .settling(var settling) = phase else { return }
            settling.inhibitsSent += 1
            phase = .settling(settling)
        case .poll, .acknowledge, .query: break
        }
    }

    private func command(for request: ID003Request) -> ID003Command {
        switch request {
        case .poll: .status
        case .stack:
            switch configuration.stackOrder {
            case .stack1: .stack1
            case .stack2: .stack2
            }
        case .giveBack: .giveBack
        case .hold: .hold(configuration.hold?.data ?? [])
        case .reset: .reset
        case .acknowledge: .acknowledge
        case .query(.version): .version
        case .query(.currencyTable): .currencyTable
        case .set(let setting): .set(setting)
        }
    }

    /// The next frame, at once: the answer in hand calls for it.
    mutating func call(for request: ID003Request, _ asked: ID003Exchange, _ now: Duration) {
        due = ID003Due(request: request, askedAt: asked.sentAt)
        nextAt = now
    }
}
