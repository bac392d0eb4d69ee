import DeviceKit
import EBDSFrame

/// Sending, repeating, and taking frames in.
extension EBDSDialogue {
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
        if parser.pending == 0, let quick = EBDSWire.omnibusReply(bytes) {
            take(EBDSReply(control: quick.control, .omnibus(quick.status)), now, &effects)
            return
        }
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

    private mutating func take(_ frame: EBDSFrame, _ now: Duration, _ effects: inout Effects) {
        switch frame.messageType {
        case 1, 3: effects.append(.fault(WireFault("a host's command came in", frame.encoded())))
        case 2, 6, 7: take(EBDSReply(frame), now, &effects)
        default: effects.append(.fault(WireFault("a reply no question of ours has", frame.encoded())))
        }
    }

    /// A reply counts when it answers what stands on the line, with the same ack bit, and is not too old.
    private mutating func take(_ reply: EBDSReply, _ now: Duration, _ effects: inout Effects) {
        switch reply.body {
        case .omnibus, .auxiliary, .extended: break
        case .calibrate, .firmware, .raw:
            effects.append(.fault(WireFault("a reply of the wrong length", reply.encoded())))
            return
        }
        guard let asked = exchange else {
            effects.append(.fault(WireFault("an answer nobody asked for", reply.encoded())))
            return
        }
        guard reply.ack == asked.ack else {
            effects.append(.fault(WireFault("an answer with the other ack bit", reply.encoded())))
            return
        }
        guard now - asked.sentAt <= configuration.quietTime else {
            // Rule 2: it waited in some buffer. The unit repeats it for the same ack bit, so nothing is lost.
            effects.append(.fault(WireFault("an answer older than a second", reply.encoded())))
            _ = parser.reset()
            effects.append(.discardInput)
            return
        }
        ack.toggle()
        exchange = nil
        nextAt = max(now, asked.sentAt + configuration.pollPeriod)
        goodAnswers = min(goodAnswers + 1, 2)
        isBroken = false
        let isRestarted = startsAnew(reply.body)
        read(reply, asked, now, &effects)
        // A unit that answers the poll at once, and was not without power, knows no answer to the question.
        if let question = asked.unanswered, asked.sends == configuration.tries + 1, !isRestarted {
            mute(question, &effects)
        }
    }

    /// The next frame of its own, in a new exchange.
    mutating func sendNext(_ now: Duration, _ effects: inout Effects) {
        // Rule 2: what showed the note in escrow grew old while the process slept. Another note may lie there now.
        if orderDue, case .stacking(let escrow) = hand, now - escrow.askedAt >= configuration.escrowAge {
            orderDue = false
        }
        send(nextRequest, now, &effects)
    }

    mutating func send(_ request: EBDSRequest, _ now: Duration, _ effects: inout Effects) {
        let frame = frame(for: request)
        exchange = EBDSExchange(
            request: request, frame: frame, enabling: enabling(request), ack: ack, firstSentAt: now, sentAt: now)
        orderDue = false
        effects.append(.send(frame))
    }

    /// Rule 14: a poll or a question goes out again as it was; a stack order becomes a poll with the same ack bit.
    mutating func repeatFrame(_ now: Duration, _ effects: inout Effects) {
        guard var waiting = exchange else { return }
        switch waiting.request {
        case .stack: waiting.request = poll
        case .query, .enables:
            if waiting.sends >= configuration.tries {
                // Whatever answers the poll brings both sides in step again, so that a late answer to the question
                // cannot be taken for one to the next.
                waiting.unanswered = waiting.request
                waiting.request = poll
            }
        case .poll, .giveBack: break
        }
        if isDead(waiting, now) {
            declareDead(&effects)
            // Should the unit come back, nothing it reads first may enable or order anything.
            waiting.request = .poll(enabling: false)
        }
        if waiting.request != exchange?.request {
            waiting.frame = frame(for: waiting.request)
            waiting.enabling = enabling(waiting.request)
        }
        waiting.sends += 1
        waiting.sentAt = now
        exchange = waiting
        effects.append(.send(waiting.frame))
    }

    private func enabling(_ request: EBDSRequest) -> Bool? {
        switch request {
        case .poll(let enabling): enabling
        case .stack, .giveBack: enableMask != 0
        case .query, .enables: nil
        }
    }

    /// Not before 5 s, and not before every try was made: a process that slept did not ask.
    private func isDead(_ waiting: EBDSExchange, _ now: Duration) -> Bool {
        !isBroken && waiting.sends >= configuration.tries && now - waiting.firstSentAt >= configuration.brokenAfter
    }

    private mutating func declareDead(_ effects: inout Effects) {
        isBroken = true
        reportUnknownStatus(&effects)
        report(.broken("no valid answer for \(configuration.brokenAfter)"), &effects)
        switch phase {
        case .closed, .quiet, .starting: break
        case .identifying, .settling, .ready: beginIdentifyingAnother()
        }
    }

    var poll: EBDSRequest { .poll(enabling: enableMask != 0) }

    /// What the phase wants to send when the slot comes.
    private var nextRequest: EBDSRequest {
        switch phase {
        case .closed, .quiet, .starting: poll
        case .identifying(let query): acceptanceOff ? .query(query) : poll
        case .settling(let settling): settlingRequest(settling)
        case .ready: readyRequest
        }
    }

    /// Bits of byte 0 that may be set now.
    var enableMask: UInt8 {
        guard case .ready = phase, !wanted.isEmpty else { return 0 }
        guard extendedOn else { return table.mask(for: wanted) }
        let enables = table.extendedEnables(for: wanted)
        return enablesTaken == enables && enables.contains { $0 != 0 } ? 0x7F : 0
    }

    private func frame(for request: EBDSRequest) -> [UInt8] {
        var poll = EBDSOmnibusCommand()
        poll.enabledIndexes = enableMask
        poll.orientation = configuration.orientation
        poll.escrowMode = true
        poll.powerUpPolicy = policyOn ? configuration.powerUpPolicy : .a
        poll.extendedNotes = extendedOn
        let order: EBDSOrder
        switch request {
        case .poll: order = .omnibus(poll)
        case .stack:
            poll.stack = true
            order = .omnibus(poll)
        case .giveBack:
            poll.giveBack = true
            order = .omnibus(poll)
        case .enables:
            let enables = table.extendedEnables(for: wanted)
            order = .extended(EBDSExtendedOrder(.noteInhibits(enabled: enables), poll: poll))
        case .query(let query): order = query.order(poll)
        }
        return EBDSCommand(order, ack: ack).encoded()
    }
}

extension EBDSQuery {
    func order(_ poll: EBDSOmnibusCommand) -> EBDSOrder {
        switch self {
        case .serial: .auxiliary(.serialNumber)
        case .acceptorType: .auxiliary(.acceptorType)
        case .applicationPart: .auxiliary(.applicationPartNumber)
        case .variantName: .auxiliary(.variantName)
        case .capabilities: .auxiliary(.capabilities)
        case .counter: .auxiliary(.cashboxTotal)
        case .valueTable: .extended(EBDSExtendedOrder(.valueTable, poll: poll))
        case .noteSpecification(let index): .extended(EBDSExtendedOrder(.noteSpecification(index: index), poll: poll))
        }
    }
}
