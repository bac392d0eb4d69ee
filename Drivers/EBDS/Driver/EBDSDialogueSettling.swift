import DeviceKit
import Money

/// Recovery before acceptance (rule 4), and the controller's wishes.
extension EBDSDialogue {
    mutating func obey(_ command: BillAcceptorCommand, _ now: Duration, _ effects: inout Effects) {
        switch command {
        case .settle: settleAsked()
        case .enable(let notes): if phase == .ready { wanted = notes }
        case .disable: wanted = []
        case .stack(let seenAt): if phase == .ready { stack(seenAt, now, &effects) }
        case .giveBack: if phase == .ready { giveBack(now) }
        case .acknowledge: break  // the ack bit is spent with each answer; the unit repeats nothing
        }
    }

    private mutating func settleAsked() {
        wanted = []
        switch phase {
        case .closed, .quiet, .starting, .identifying: break  // settling follows by itself
        case .settling(var settling):
            settling.restfulPolls = 0  // the counter has to be asked after this wish
            phase = .settling(settling)
        case .ready: beginSettling(checksSerial: false)
        }
    }

    /// Rule 2: younger than the age limit and the line free: at once; else look once more.
    private mutating func stack(_ seenAt: Duration, _ now: Duration, _ effects: inout Effects) {
        guard case .waiting(let escrow) = hand, escrow.seenAt == seenAt, escrow.note != nil else {
            switch hand {
            case .empty, .waiting: loseNote(&effects)  // that note is gone: the intent needs an outcome
            case .confirming, .refused, .stacking, .returning, .moving: break  // one order was given already
            }
            return
        }
        if exchange == nil, now - escrow.askedAt < configuration.escrowAge {
            order(.stacking(escrow), now)
        } else {
            hand = .confirming(escrow)
            nextAt = min(nextAt, now)
        }
    }

    private mutating func giveBack(_ now: Duration) {
        switch hand {
        case .waiting(let escrow), .confirming(let escrow):
            if exchange == nil { order(.returning(escrow), now) } else { hand = .refused(escrow) }
        case .stacking(let escrow): hand = .refused(escrow)  // too late, unless escrow shows again
        case .empty, .refused, .returning, .moving: break
        }
    }

    /// The order of the hand, the enables of extended mode, or a poll.
    var readyRequest: EBDSRequest {
        if orderDue {
            switch hand {
            case .stacking: return .stack
            case .returning: return .giveBack
            case .empty, .waiting, .confirming, .refused, .moving: break
            }
        }
        guard extendedOn, !wanted.isEmpty, hand == .empty, let status = lastStatus, !status.moving, !status.escrowed,
            enablesTaken != table.extendedEnables(for: wanted)
        else { return poll }
        return .enables  // taken only while the unit is idle
    }

    mutating func beginSettling(checksSerial: Bool) {
        var settling = EBDSSettling()
        settling.checksSerial = checksSerial && !unit.serial.isEmpty
        if case .settling(let before) = phase, before.checksSerial { settling.checksSerial = true }
        phase = .settling(settling)
        hand = .empty
        orderDue = false
        wanted = []
        enablesTaken = nil
    }

    /// One answer while settling: a note in escrow goes back; two polls at rest, then the counter.
    mutating func settle(
        _ before: EBDSSettling, _ status: EBDSStatus, _ asked: EBDSExchange, _ now: Duration, _ effects: inout Effects
    ) {
        var settling = before
        settling.escrowSeen = status.escrowed
        if !isAtRest(status, now) {
            settling.restfulPolls = 0
        } else if asked.request == .poll(enabling: false) {
            settling.restfulPolls += 1
        }
        phase = .settling(settling)
        if settling.restfulPolls >= 2, !settling.checksSerial, !asksCounter(settling) { finish(nil, &effects) }
    }

    /// Nothing in the path, nothing moves, not starting, nothing that hides where a note is.
    private func isAtRest(_ status: EBDSStatus, _ now: Duration) -> Bool {
        !status.escrowed && !status.moving && !status.troubled && !status.poweredUp && !isStarting(status, now)
    }

    func settlingRequest(_ settling: EBDSSettling) -> EBDSRequest {
        if settling.escrowSeen { return .giveBack }
        guard settling.restfulPolls >= 2 else { return .poll(enabling: false) }
        if settling.checksSerial { return .query(.serial) }
        return asksCounter(settling) ? .query(.counter) : .poll(enabling: false)
    }

    private func asksCounter(_ settling: EBDSSettling) -> Bool { unit.hasCounter && settling.counterMisses < 3 }

    /// The answer, or no answer (`nil`), to a question asked while settling.
    mutating func settlingAnswered(_ query: EBDSQuery, _ answer: EBDSAuxiliaryAnswer?, _ effects: inout Effects) {
        guard case .settling(var settling) = phase else { return }
        if query == .counter, let number = answer?.number {
            // Asked before something moved, or before the controller's newest wish: asked again after two polls.
            guard settling.restfulPolls >= 2 else { return }
            finish(number, &effects)
            return
        }
        if query == .counter { settling.counterMisses += 1 }
        if query == .serial {
            if let serial = answer?.text, !serial.isEmpty, serial != unit.serial {
                beginIdentifyingAnother()
                return
            }
            settling.checksSerial = false
        }
        phase = .settling(settling)
    }

    private mutating func finish(_ counter: Int64?, _ effects: inout Effects) {
        phase = .ready
        hand = .empty
        orderAtPowerUp = false
        report(.atRest(counter: counter), &effects)
    }
}
