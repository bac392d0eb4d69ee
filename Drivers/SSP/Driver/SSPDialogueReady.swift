import DeviceKit
import Money

/// Acceptance, and the controller's wishes.
extension SSPDialogue {
    mutating func obey(_ command: BillAcceptorCommand, _ now: Duration, _ effects: inout Effects) {
        switch command {
        case .settle: settleAsked()
        case .enable(let notes): if phase == .ready { wanted = notes }
        case .disable: wanted = []
        case .stack(let seenAt): if phase == .ready { stack(seenAt, now, &effects) }
        case .giveBack: if phase == .ready { giveBack(now) }
        case .acknowledge: acknowledged()
        }
    }

    private mutating func settleAsked() {
        wanted = []
        switch phase {
        case .closed, .quiet, .identifying: break  // settling follows by itself
        case .settling(var settling):
            settling.restfulPolls = 0  // the counter has to be asked after this wish
            phase = .settling(settling)
        case .ready: beginSettling()
        }
    }

    /// Rule 2: younger than the age limit and the line free: the poll that accepts goes out at once. Else the hold on
    /// the line, or one more, has to say first that the note is still there.
    private mutating func stack(_ seenAt: Duration, _ now: Duration, _ effects: inout Effects) {
        guard case .waiting(let escrow) = hand, escrow.seenAt == seenAt, escrow.note != nil else {
            switch hand {
            case .empty, .waiting: loseNote(&effects)  // that note is gone: the intent needs an outcome
            case .confirming, .stacking, .moving, .returning: break  // decided already
            }
            return
        }
        nextAt = min(nextAt, now)
        if exchange != nil {
            hand = .confirming(escrow)
        } else if now - escrow.askedAt < configuration.escrowAge {
            hand = .stacking(escrow, stillAnswers: 0)
        } else {
            hand = .returning(escrow, due: true, stillAnswers: 0)
        }
    }

    private mutating func giveBack(_ now: Duration) {
        switch hand {
        case .waiting(let escrow), .confirming(let escrow):
            hand = .returning(escrow, due: true, stillAnswers: 0)
            nextAt = min(nextAt, now)
        case .empty, .stacking, .moving, .returning: break  // nothing, or too late
        }
    }

    /// Without holds an escrow can only be kept in silence; before it is too old to be ordered it goes back.
    mutating func silenceWithoutHold(_ now: Duration) -> Duration? {
        guard !unit.holds, case .waiting(let escrow) = hand else { return nil }
        let until = escrow.askedAt + configuration.escrowAge * 9 / 10
        if now < until { return until }
        hand = .returning(escrow, due: true, stillAnswers: 0)
        return nil
    }

    /// The order of the hand, an acknowledgement, the inhibits and enables that differ from the wish, or a poll.
    var readyRequest: SSPRequest {
        switch hand {
        case .waiting, .confirming: return .hold
        case .stacking(_, 0): return .poll
        case .returning(_, true, _): return .reject
        case .returning, .stacking, .moving, .empty: break
        }
        if word?.stage == .heard, !pollFirst { return .eventAck }
        guard hand == .empty, word == nil, !pollFirst else { return .poll }
        if strayAckDue, !isAccepting { return .eventAck }
        if rejectCodeDue { return .rejectCode }
        let mask = inhibitMask
        if mask.allSatisfy({ $0 == 0 }) { return isEnabled ? .disable : .poll }
        if inhibitsTaken != mask { return .inhibits(mask) }
        return isEnabled ? .poll : .enable
    }

    /// A bit for each channel, the first lowest; two bytes at least, as the manual's examples.
    private var inhibitMask: [UInt8] {
        var mask = [UInt8](repeating: 0, count: max(2, (unit.channels.count + 7) / 8))
        for (index, note) in unit.channels.enumerated() {
            guard let note, wanted.contains(note) else { continue }
            mask[index / 8] |= 1 << UInt8(index % 8)
        }
        return mask
    }

    mutating func answeredReady(
        _ asked: SSPExchange, _ reply: SSPReply, _ now: Duration, _ effects: inout Effects
    ) {
        switch asked.request {
        case .poll:
            pollFirst = false
            if polled(reply, &effects) { read(SSPSeen(reply.body), asked, now, &effects) }
        case .hold: held(reply, asked, now)
        case .reject:
            if case .returning(let escrow, _, let answers) = hand {
                hand = .returning(escrow, due: false, stillAnswers: answers)
            }
        case .inhibits(let mask):
            if reply.outcome == .ok { inhibitsTaken = mask } else { pollFirst = true }
        case .enable:
            if reply.outcome == .ok {
                isEnabled = true
                mayHaveBeenReset = false
            } else {
                pollFirst = true
            }
        case .disable:
            isEnabled = reply.outcome != .ok
            pollFirst = isEnabled
        case .eventAck: eventAckAnswered(reply, &effects)
        case .rejectCode: takeRejectCode(reply, &effects)
        case .counters, .step: break  // of the time before
        }
    }

    /// F0: the note is still there; two such answers less than the age limit apart are about the same note.
    private mutating func held(_ reply: SSPReply, _ asked: SSPExchange, _ now: Duration) {
        let escrow: SSPEscrow
        let isWanted: Bool
        switch hand {
        case .waiting(let waiting): (escrow, isWanted) = (waiting, false)
        case .confirming(let waiting): (escrow, isWanted) = (waiting, true)
        case .empty, .stacking, .moving, .returning: return
        }
        if reply.outcome == .unknownCommand { unit.holds = false }
        let isFresh =
            now - asked.firstSentAt < configuration.escrowAge
            && asked.firstSentAt - escrow.askedAt < configuration.escrowAge
        guard reply.outcome == .ok, isFresh else {
            hand = .returning(escrow, due: true, stillAnswers: 0)
            return
        }
        var again = escrow
        again.askedAt = asked.firstSentAt
        hand = isWanted ? .stacking(again, stillAnswers: 0) : .waiting(again)
    }

    private mutating func takeRejectCode(_ reply: SSPReply, _ effects: inout Effects) {
        rejectCodeDue = false
        guard reply.outcome == .ok, let code = reply.body.first else { return }
        let reject = SSPRejectCode(code)
        lastReject = reject
        if reject.isCheat { report(.cheated, &effects) }
    }
}
