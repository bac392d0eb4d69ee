import DeviceKit
import Money

/// Recovery before acceptance (rule 4): what is in escrow goes back before any poll could accept it, the unit is seen
/// still, acceptance is switched off, and the counter is read while nothing moves.
extension SSPDialogue {
    mutating func beginSettling() {
        phase = .settling(SSPSettling())
        hand = .empty
        wanted = []
        rejectCodeDue = false
    }

    func settlingRequest(_ settling: SSPSettling) -> SSPRequest {
        if word?.stage == .heard, !pollFirst { return .eventAck }
        if settling.rejectDue { return .reject }
        // A unit that repeats "initialising" until it is acknowledged would never be still.
        if strayAckDue, word == nil, !pollFirst { return .eventAck }
        guard settling.wasSeenStill else { return .poll }
        if !settling.isDisabled { return .disable }
        guard settling.restfulPolls >= 2, word == nil else { return .poll }
        return asksCounter(settling) ? .counters : .poll
    }

    private func asksCounter(_ settling: SSPSettling) -> Bool { unit.hasCounter && settling.counterMisses < 3 }

    /// An answer while settling.
    mutating func settled(
        _ before: SSPSettling, _ reply: SSPReply, _ asked: SSPExchange, _ now: Duration, _ effects: inout Effects
    ) {
        var settling = before
        switch asked.request {
        case .poll:
            pollFirst = false
            guard polled(reply, &effects) else {
                settling.restfulPolls = 0
                phase = .settling(settling)
                return
            }
            read(SSPSeen(reply.body), asked, now, &effects)
        case .reject:
            settling.rejectDue = false
            phase = .settling(settling)
        case .disable:
            settling.disableTries += 1
            settling.isDisabled = reply.outcome == .ok || settling.disableTries >= 3
            if reply.outcome == .ok { isEnabled = false }
            phase = .settling(settling)
        case .eventAck:
            eventAckAnswered(reply, &effects)
            finishIfDone(&effects)
        case .counters:
            guard settling.restfulPolls >= 2 else { return }  // asked before something moved
            if let count = stackedCount(reply) {
                finish(settling, count, &effects)
            } else {
                settling.counterMisses += 1
                settling.restfulPolls = 1
                phase = .settling(settling)
            }
        case .step, .hold, .enable, .inhibits, .rejectCode: break  // of the time before; the next poll tells
        }
    }

    /// How things stand while settling.
    mutating func settle(_ before: SSPSettling, _ seen: SSPSeen, _ effects: inout Effects) {
        var settling = before
        if seen.escrow != nil { settling.rejectDue = true }
        if !seen.isStill {
            settling.restfulPolls = 0
        } else if !settling.wasSeenStill {
            settling.wasSeenStill = true
            settling.provesNotTaken = provesNotTaken(seen)
        } else if settling.isDisabled {
            settling.restfulPolls += 1
        }
        phase = .settling(settling)
        finishIfDone(&effects)
    }

    /// Rule 16: acknowledged polls, still, and enabled without a doubt: a reset would have disabled the unit, and a
    /// credit would stand.
    private func provesNotTaken(_ seen: SSPSeen) -> Bool {
        guard unit.acknowledges, !seen.isDisabled, seen.credits.isEmpty, seen.cleared.isEmpty, word == nil,
            creditBeforeCut == nil
        else { return false }
        return isEnabled && !mayHaveBeenReset || configuration.behaviour.repeatsDisabled
    }

    private mutating func finishIfDone(_ effects: inout Effects) {
        guard case .settling(let settling) = phase, settling.restfulPolls >= 2, word == nil, !asksCounter(settling)
        else { return }
        finish(settling, nil, &effects)
    }

    private mutating func finish(_ settling: SSPSettling, _ counter: Int64?, _ effects: inout Effects) {
        doubtCreditBeforeCut(&effects)
        if word != nil { return }  // the rest is told when the doubt is durable, and its word acknowledged
        throughChannel = nil
        hand = .empty
        phase = .ready
        let proof: OpenOrderProof = settling.provesNotTaken ? .notTaken : .none
        report(.atRest(counter: counter, openOrder: proof), &effects)
    }

    /// Whether a poll was answered with events; else what its refusal means.
    mutating func polled(_ reply: SSPReply, _ effects: inout Effects) -> Bool {
        switch reply.outcome {
        case .ok:
            softwareFailed = false
            return true
        case .cannotProcess: return false
        case .unknownCommand, .wrongCount, .outOfRange, .softwareError, .fail, .keyNotSet, .other:
            softwareFailed = true
            effects.append(.fault(WireFault("a poll is refused: \(reply.kind)", reply.data)))
            if var status = reportedStatus, !status.failed {
                status.failed = true
                reportedStatus = status
                report(.status(status), &effects)
            }
            return false
        }
    }
}
