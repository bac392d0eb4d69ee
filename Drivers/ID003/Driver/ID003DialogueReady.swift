import DeviceKit
import Money

/// At work: the note in hand, and acceptance as the controller wishes.
extension ID003Dialogue {
    mutating func readReady(_ status: ID003Status, _ asked: ID003Exchange, _ now: Duration, _ effects: inout Effects) {
        let state = status.state
        switch state {
        case .vendValid:
            acknowledgeIfDurable(asked, now)
            return
        case .initialising:
            if hand == .empty { beginSettling(checksVersion: false) } else { loseNote(&effects) }
            return
        case .idling, .accepting, .escrow, .stacking, .stacked, .rejecting, .returning, .holding, .disabled, .powerUp,
            .powerUpInAcceptor, .powerUpInStacker, .stackerFull, .stackerOpen, .jamAcceptor, .jamStacker, .paused,
            .cheated, .failure, .communicationError, .invalidCommand, .recycler, .recyclerFailure:
            break
        }
        if state.isStuck, resetIsAllowed(now) { return loseNote(&effects) }
        // After a silence this may be the answer to the look before: nothing is decided by it.
        guard !asked.afterSilence else { return }
        readHand(status, asked, now, &effects)
        if case .ready = phase, hand == .empty, due == nil { steer(state, asked, now) }
    }

    private mutating func readHand(
        _ status: ID003Status, _ asked: ID003Exchange, _ now: Duration, _ effects: inout Effects
    ) {
        switch (status.state, hand) {
        case (.escrow, _), (.holding, _): readEscrow(status, asked, now, &effects)
        case (_, .empty): break
        case (.stacking, .waiting(let escrow)), (.stacking, .confirming(let escrow)),
            (.stacking, .refused(let escrow)), (.stacking, .stacking(let escrow, _, _)),
            (.stacking, .returning(let escrow)), (.stacking, .moving(let escrow)):
            hand = .moving(escrow)
        case (.rejecting, _), (.returning, _): if let escrow = hand.escrow { hand = .returning(escrow) }
        case (.idling, _), (.disabled, _), (.accepting, _): loseNote(&effects)
        case (.vendValid, _), (.stacked, _), (.initialising, _), (.powerUp, _), (.powerUpInAcceptor, _),
            (.powerUpInStacker, _), (.stackerFull, _), (.stackerOpen, _), (.jamAcceptor, _), (.jamStacker, _),
            (.paused, _), (.cheated, _), (.failure, _), (.communicationError, _), (.invalidCommand, _),
            (.recycler, _), (.recyclerFailure, _):
            break  // hides where the note is
        }
    }

    private mutating func readEscrow(
        _ status: ID003Status, _ asked: ID003Exchange, _ now: Duration, _ effects: inout Effects
    ) {
        if var known = hand.escrow {
            // Another code, or so long unseen that another note may lie there (rule 2).
            let isSame = status.state == .holding || known.code == status.noteCode
            guard isSame, asked.sentAt - known.lookedAt < configuration.escrowAge else { return loseNote(&effects) }
            known.lookedAt = asked.sentAt
            look(at: known, asked, now, &effects)
            return
        }
        let note = status.noteCode.flatMap { table[$0] }
        let seen = ID003Escrow(code: status.noteCode, note: note, seenAt: now, lookedAt: asked.sentAt, heldAt: now)
        hand = .waiting(seen)
        report(note.map { .escrowed($0, seenAt: now) } ?? .escrowedUnknown(seenAt: now), &effects)
    }

    /// A fresh look at a note that is known.
    private mutating func look(
        at escrow: ID003Escrow, _ asked: ID003Exchange, _ now: Duration, _ effects: inout Effects
    ) {
        switch hand {
        case .empty: break
        case .waiting:
            hand = .waiting(escrow)
            if let hold = configuration.hold, now - escrow.heldAt >= hold.every { call(for: .hold, asked, now) }
        case .confirming:
            hand = .confirming(escrow)
            call(for: .stack, asked, now)
        case .refused:
            hand = .refused(escrow)
            call(for: .giveBack, asked, now)
        case .stacking(_, let at, let heard):
            // Rule 1: never a second order. One that was heard may take a moment; else the note goes back.
            guard heard, asked.sentAt - at < configuration.stackLag else { return loseNote(&effects) }
            hand = .stacking(escrow, at: at, heard: heard)
        case .returning:
            hand = .returning(escrow)
            call(for: .giveBack, asked, now)
        case .moving: loseNote(&effects)
        }
    }

    /// Settings follow the wish while no note is in hand; one frame, then a look.
    private mutating func steer(_ state: ID003State, _ asked: ID003Exchange, _ now: Duration) {
        guard takesSettings(state) else { return }
        let refusal = table.refusal(wanted: wanted)
        if refusal == 0xFF {
            if inhibitTaken != true || state == .idling { call(for: .set(.inhibit(true)), asked, now) }
        } else if refusalTaken != refusal {
            call(for: .set(.refuse(refusal)), asked, now)
        } else if inhibitTaken != false || state == .disabled {
            call(for: .set(.inhibit(false)), asked, now)
        }
    }

    /// Rule 2: younger than the age limit and the line free: at once; else look once more.
    mutating func stack(_ seenAt: Duration, _ now: Duration, _ effects: inout Effects) {
        guard case .waiting(let escrow) = hand, escrow.seenAt == seenAt, escrow.note != nil else {
            switch hand {
            case .empty, .waiting: loseNote(&effects)  // that note is gone: the intent needs an outcome
            case .confirming, .refused, .stacking, .moving, .returning: break  // decided already
            }
            return
        }
        hand = .confirming(escrow)
        hasten(.stack, escrow, now)
    }

    mutating func giveBack(_ now: Duration) {
        switch hand {
        case .waiting(let escrow), .confirming(let escrow):
            hand = .refused(escrow)
            hasten(.giveBack, escrow, now)
        case .empty, .refused, .stacking, .moving, .returning: break
        }
    }

    /// The order at once, where the last look is young and nothing is on the line; else a look at once.
    private mutating func hasten(_ request: ID003Request, _ escrow: ID003Escrow, _ now: Duration) {
        due = nil
        guard exchange == nil else { return }  // its answer is the look
        if now - escrow.lookedAt < configuration.escrowAge {
            due = ID003Due(request: request, askedAt: escrow.lookedAt)
        }
        nextAt = min(nextAt, now)
    }
}
