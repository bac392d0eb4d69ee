import DeviceKit
import Money

/// What a poll's answer means.
extension CCNETDialogue {
    mutating func readPoll(
        _ answer: CCNETAnswer, _ asked: CCNETExchange, _ now: Duration, _ effects: inout Effects
    ) {
        switch answer {
        case .acknowledged: return  // nothing to say
        case .illegal, .refused, .identification, .billTable, .setup, .data:
            effects.append(.fault(WireFault("no answer a poll can have", [])))
            return
        case .state(let state): read(state, asked, now, &effects)
        }
    }

    private mutating func read(
        _ state: CCNETState, _ asked: CCNETExchange, _ now: Duration, _ effects: inout Effects
    ) {
        // Every answer is acknowledged but the unit's word about a note, which waits until it is durable.
        if !state.isWord { say(.acknowledge, &effects) }
        if case .busy(let tenths) = state {
            // As long as it says, 25.5 s at most: asked sooner it may be silent, and a silent one is reset.
            pollAt = now + .milliseconds(100) * Int(tenths)
            freeAt = max(freeAt, pollAt)
            lastGoodAt = pollAt
            return
        }
        readPowerUp(state, now, &effects)
        noteHands(state, now)
        readEvents(state, &effects)
        reportStatus(state, &effects)
        let before = lastState
        lastState = state
        switch phase {
        case .closed, .quiet, .remembering: break
        case .starting: beginIdentifying()
        case .identifying(let question): giveUp(question, &effects)
        case .settling(let settling):
            hear(state, &effects)
            settle(settling, state, now, &effects)
        case .ready:
            hear(state, &effects)
            readHand(state, before, asked, now, &effects)
        }
    }

    /// The unit was without power and stands still until our RESET: it must say its name again, and settle (rule 4).
    private mutating func readPowerUp(_ state: CCNETState, _ now: Duration, _ effects: inout Effects) {
        guard state.isPowerUp else {
            startup = nil
            return
        }
        if let startup, startup.state == state {
            // RESET not taken yet, or taken so short ago that the unit may not have moved on.
            guard let resetAt = startup.resetAt, now - resetAt >= configuration.brokenAfter else { return }
        }
        startup = CCNETStartup(state: state)
        returnedSeen = false
        report(.poweredUp, &effects)
        switch phase {
        case .closed, .quiet, .starting: break  // identifying follows
        case .identifying, .remembering, .settling, .ready: beginIdentifying()
        }
    }

    /// Jams and failures are cleared by hand: a note may have been moved that the unit knows nothing of.
    private mutating func noteHands(_ state: CCNETState, _ now: Duration) {
        guard state.needsHand else {
            stuckSince = nil
            return
        }
        handsInside = true
        stuckSince = stuckSince ?? now
    }

    private mutating func readEvents(_ state: CCNETState, _ effects: inout Effects) {
        switch (state, lastState) {
        case (.cheated, .cheated), (.rejecting, .rejecting), (.accepting, .accepting): break
        case (.cheated, _): report(.cheated, &effects)
        case (.rejecting, _): if isNamed { report(.rejected, &effects) }
        case (.accepting, _): if isNamed { report(.accepting, &effects) }
        case (.powerUp, _), (.powerUpInValidator, _), (.powerUpInStacker, _), (.initialize, _), (.idling, _),
            (.stacking, _), (.returning, _), (.disabled, _), (.holding, _), (.busy, _), (.cassetteFull, _),
            (.cassetteOut, _), (.validatorJam, _), (.cassetteJam, _), (.pause, _), (.failure, _), (.escrow, _),
            (.stacked, _), (.returned, _), (.suspected, _), (.counterfeitHeld, _):
            break
        }
    }

    /// The unit's name was told: reports about notes may follow.
    private var isNamed: Bool {
        switch phase {
        case .settling, .ready: true
        case .closed, .quiet, .starting, .identifying, .remembering: false
        }
    }

    /// Rule 11: "stacked" and "returned" stand until they are acknowledged. The first time they are reported; they are
    /// acknowledged when they come again and are durable. The same word is the same note until another was seen.
    private mutating func hear(_ state: CCNETState, _ effects: inout Effects) {
        switch state {
        case .stacked(let type):
            if isOldNews(state, &effects) { return }
            report(.stacked(note(type)), &effects)
        case .returned:
            if isOldNews(state, &effects) { return }
            returnedSeen = true
            report(.returned, &effects)
        case .accepting, .escrow, .holding, .stacking:
            word = nil  // another note
            return
        case .powerUp, .powerUpInValidator, .powerUpInStacker, .initialize, .idling, .returning, .disabled, .busy,
            .rejecting, .cassetteFull, .cassetteOut, .validatorJam, .cassetteJam, .cheated, .pause, .failure,
            .suspected, .counterfeitHeld:
            return
        }
        word = CCNETWord(state: state)
        hand = .empty
        holdAt = nil
    }

    private mutating func isOldNews(_ state: CCNETState, _ effects: inout Effects) -> Bool {
        guard let word, word.state == state else { return false }
        if word.isDurable { say(.acknowledge, &effects) }
        return true
    }

    func note(_ type: UInt8) -> Denomination? { Int(type) < table.count ? table[Int(type)] : nil }

    private mutating func readHand(
        _ state: CCNETState, _ before: CCNETState?, _ asked: CCNETExchange, _ now: Duration, _ effects: inout Effects
    ) {
        switch state {
        case .escrow(let type): readEscrow(type, asked, now, &effects)
        case .holding: if let escrow = hand.escrow { readEscrow(escrow.type, asked, now, &effects) }
        case .stacking, .returning: if let escrow = hand.escrow { hand = .moving(escrow) }
        case .accepting, .idling, .disabled:
            if hand != .empty { return loseNote(&effects) }
            // A unit that is not as it was told to be has forgotten it.
            if state == .idling, enabledTaken == [] { enabledTaken = nil }
            if state == .disabled, enabledTaken != [] { enabledTaken = nil }
        case .initialize:
            // Nobody told it to: it started anew by itself (a cassette was put in, a watchdog bit).
            report(.poweredUp, &effects)
            beginIdentifying()
        case .validatorJam, .cassetteJam, .failure, .counterfeitHeld: recoverFromJam(now, &effects)
        case .powerUp, .powerUpInValidator, .powerUpInStacker, .busy, .rejecting, .cassetteFull, .cassetteOut,
            .cheated, .pause, .stacked, .returned, .suspected:
            break  // no outcome of an order: it hides where the note is
        }
        if hand == .empty { holdAt = nil }
    }

    private mutating func recoverFromJam(_ now: Duration, _ effects: inout Effects) {
        guard let stuckSince, let period = configuration.resetWhenStuck, now - stuckSince >= period else { return }
        if hand == .empty {
            report(.poweredUp, &effects)  // it will be started anew
            beginSettling()
        } else {
            loseNote(&effects)
        }
    }

    /// Escrow counts in an answer that is in step and of this second (rules 1 and 2).
    private mutating func readEscrow(
        _ type: UInt8, _ asked: CCNETExchange, _ now: Duration, _ effects: inout Effects
    ) {
        switch hand {
        case .empty:
            let escrow = CCNETEscrow(type: type, note: note(type), seenAt: now, askedAt: asked.sentAt)
            hand = .waiting(escrow)
            holdAt = configuration.holdAfter.map { now + $0 }
            report(escrow.note.map { .escrowed($0, seenAt: now) } ?? .escrowedUnknown(seenAt: now), &effects)
        case .waiting(let escrow), .refused(let escrow): if escrow.type != type { loseNote(&effects) }
        case .confirming(let escrow), .ordered(let escrow):
            if escrow.type == type { hand = .ordered(escrow.seenAgain(asked.sentAt)) } else { loseNote(&effects) }
        case .returning(let escrow): hand = .refused(escrow)  // the order to return did not arrive; it may be repeated
        // Rule 1: never a second order. Whatever lies there now goes back, and the rest tells about the first.
        case .stacking, .moving: loseNote(&effects)
        }
    }

    /// A note was in hand and is not there any more, and nothing was said about it.
    mutating func loseNote(_ effects: inout Effects) {
        report(.outcomeMissing, &effects)
        let isInEscrow: Bool
        switch lastState {
        case .escrow, .holding: isInEscrow = true
        case nil, .powerUp, .powerUpInValidator, .powerUpInStacker, .initialize, .idling, .accepting, .stacking,
            .returning, .disabled, .busy, .rejecting, .cassetteFull, .cassetteOut, .validatorJam, .cassetteJam,
            .cheated, .pause, .failure, .stacked, .returned, .suspected, .counterfeitHeld:
            isInEscrow = false
        }
        beginSettling()
        phase = .settling(CCNETSettling(escrowSeen: isInEscrow))
    }

    private mutating func reportStatus(_ state: CCNETState, _ effects: inout Effects) {
        var status = BillAcceptorStatus(activity: .disabled)
        switch state {
        case .powerUp, .powerUpInValidator, .powerUpInStacker, .initialize: status.activity = .starting
        case .idling: status.activity = .idle
        case .accepting, .suspected: status.activity = .accepting
        case .stacking, .stacked: status.activity = .stacking
        case .returning, .returned, .rejecting: status.activity = .returning
        case .escrow, .holding: status.activity = .escrowed
        case .disabled, .cheated: break
        case .cassetteFull: status.cashUnitFull = true
        case .cassetteOut: status.cashUnitPresent = false
        case .validatorJam, .cassetteJam: status.jammed = true
        case .pause: status.paused = true
        case .failure, .counterfeitHeld: status.failed = true
        case .busy: return
        }
        guard status != reportedStatus else { return }
        reportedStatus = status
        report(.status(status), &effects)
    }
}
