import DeviceKit
import Money

/// Recovery before acceptance (rule 4), and the controller's wishes.
extension CCNETDialogue {
    mutating func obey(_ command: BillAcceptorCommand, _ now: Duration, _ effects: inout Effects) {
        switch command {
        case .settle: settleAsked()
        case .enable(let notes): if phase == .ready { wanted = notes }
        case .disable: wanted = []
        case .stack(let seenAt): if phase == .ready { stack(seenAt, now, &effects) }
        case .giveBack: if phase == .ready { giveBack() }
        case .acknowledge: acknowledge()
        }
    }

    private mutating func settleAsked() {
        wanted = []
        switch phase {
        case .closed, .quiet, .starting, .identifying, .remembering: break  // settling follows by itself
        case .settling: phase = .settling(CCNETSettling())  // the counter has to be asked after this wish
        case .ready: beginSettling()
        }
    }

    /// Rule 11: only now may the unit's word be acknowledged, when it comes again; only now may RESET go out.
    private mutating func acknowledge() {
        if phase == .remembering { return beginSettling() }
        word?.isDurable = true
    }

    /// Rule 2: younger than the age limit and the line free: at once; else look once more.
    private mutating func stack(_ seenAt: Duration, _ now: Duration, _ effects: inout Effects) {
        guard case .waiting(let escrow) = hand, escrow.seenAt == seenAt, escrow.note != nil else {
            switch hand {
            case .empty, .waiting: loseNote(&effects)  // that note is gone: the intent needs an outcome
            case .confirming, .ordered, .stacking, .refused, .returning, .moving: break  // one order was given already
            }
            return
        }
        let isFree = exchange == nil && step == .inStep && !pollDue
        hand = isFree && now - escrow.askedAt < configuration.escrowAge ? .ordered(escrow) : .confirming(escrow)
        if exchange == nil, case .confirming = hand { pollAt = min(pollAt, now) }
    }

    private mutating func giveBack() {
        switch hand {
        case .waiting(let escrow), .confirming(let escrow), .ordered(let escrow): hand = .refused(escrow)
        case .empty, .stacking, .refused, .returning, .moving: break
        }
    }

    mutating func noteGivenBack() {
        if case .refused(let escrow) = hand { hand = .returning(escrow) }
        if case .settling(var settling) = phase {
            settling.escrowSeen = false
            phase = .settling(settling)
        }
        // While questions are asked the next poll shows whether it goes back.
        if case .identifying = phase { pollDue = true }
    }

    /// The order of the hand, the enables, or a poll.
    var readyRequest: CCNETRequest {
        switch hand {
        case .ordered: return .stack
        case .refused: return .giveBack
        case .waiting:
            guard let holdAt, freeAt >= holdAt else { return .poll }
            return .hold
        case .confirming, .stacking, .returning, .moving: return .poll
        case .empty: break
        }
        // What the unit makes of new enables while it has a note in hand is not written down: it gets none.
        switch lastState {
        case .idling, .disabled: return enabledTaken == wantedTypes ? .poll : .enable(wantedTypes)
        case nil, .powerUp, .powerUpInValidator, .powerUpInStacker, .initialize, .accepting, .stacking, .returning,
            .holding, .busy, .rejecting, .cassetteFull, .cassetteOut, .validatorJam, .cassetteJam, .cheated, .pause,
            .failure, .escrow, .stacked, .returned, .suspected, .counterfeitHeld:
            return .poll
        }
    }

    /// Bill types of the notes the controller wants, ascending. The coupon's type is none of them.
    var wantedTypes: [UInt8] {
        table.enumerated().compactMap { type, note in
            guard let note, wanted.contains(note), type < maskBytes * 8 else { return nil }
            return UInt8(type)
        }
    }

    mutating func beginSettling() {
        forgetNote()
        phase = .settling(CCNETSettling())
    }

    func settlingRequest(_ settling: CCNETSettling) -> CCNETRequest {
        if let startup, startup.resetAt == nil { return .reset }
        if settling.escrowSeen { return .giveBack }
        if stuckTooLong { return .reset }
        // What becomes of a note on its way in when the unit is disabled is not written down: it is waited for.
        if enabledTaken != [] { return lastState?.isUnderWay == true ? .poll : .enable([]) }
        guard settling.restfulPolls >= 2 else { return .poll }
        return asksCounter(settling) ? .counter : .poll
    }

    private var stuckTooLong: Bool {
        guard let stuckSince, let period = configuration.resetWhenStuck else { return false }
        return freeAt - stuckSince >= period && freeAt - lastResetAt >= period
    }

    private func asksCounter(_ settling: CCNETSettling) -> Bool { unit.hasCounter && settling.counterMisses < 3 }

    /// One answer while settling: a note in escrow goes back; two polls at rest, then the counter, twice.
    mutating func settle(
        _ before: CCNETSettling, _ state: CCNETState, _ now: Duration, _ effects: inout Effects
    ) {
        var settling = before
        settling.escrowSeen = state == .holding
        if case .escrow = state { settling.escrowSeen = true }
        switch state {
        case .disabled: settling.restfulPolls += enabledTaken == [] ? 1 : 0
        case .idling, .initialize:
            enabledTaken = nil  // acceptance is not off, or a unit that starts anew has forgotten it
            settling = CCNETSettling()
        case .powerUp, .powerUpInValidator, .powerUpInStacker, .accepting, .stacking, .returning, .holding, .busy,
            .rejecting, .cassetteFull, .cassetteOut, .validatorJam, .cassetteJam, .cheated, .pause, .failure, .escrow,
            .stacked, .returned, .suspected, .counterfeitHeld:
            settling.restfulPolls = 0
            settling.counterSeen = nil
        }
        settling.restfulPolls = min(settling.restfulPolls, 2)
        phase = .settling(settling)
        if settling.restfulPolls >= 2, !asksCounter(settling) { finish(nil, &effects) }
    }

    /// The counter's answer, or none. Two bytes may be the late answer to a poll: a number counts when it comes twice.
    mutating func settlingCounted(_ number: Int64?, _ effects: inout Effects) {
        guard case .settling(var settling) = phase else { return }
        pollDue = true
        guard settling.restfulPolls >= 2 else { return }  // asked before something moved, or before the newest wish
        if let number {
            if settling.counterSeen == number { return finish(number, &effects) }
            settling.counterSeen = number
        } else {
            settling.counterMisses += 1
        }
        phase = .settling(settling)
    }

    private mutating func finish(_ counter: Int64?, _ effects: inout Effects) {
        let provesNotTaken = !handsInside && (keepsInProcess || returnedSeen)
        phase = .ready
        hand = .empty
        returnedSeen = false
        handsInside = false
        report(.atRest(counter: counter, openOrder: provesNotTaken ? .notTaken : .none), &effects)
    }

    /// The unit starts anew because we said so; a report of its power-up is answered with this.
    mutating func resetAnswered(_ answer: CCNETAnswer, _ now: Duration) {
        pollDue = true
        guard answer == .acknowledged else { return }
        startup?.resetAt = now
        misses = 0
    }
}
