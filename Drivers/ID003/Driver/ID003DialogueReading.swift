import DeviceKit
import Money

/// What an answer to a poll means: events first, then the state.
extension ID003Dialogue {
    mutating func read(_ status: ID003Status, _ asked: ID003Exchange, _ now: Duration, _ effects: inout Effects) {
        let state = status.state
        switch state {
        case .communicationError, .invalidCommand:
            effects.append(.fault(WireFault("the unit did not understand a poll", [status.code])))
            return  // no state: the one before still stands
        case .idling, .accepting, .escrow, .stacking, .vendValid, .stacked, .rejecting, .returning, .holding,
            .disabled, .initialising, .powerUp, .powerUpInAcceptor, .powerUpInStacker, .stackerFull, .stackerOpen,
            .jamAcceptor, .jamStacker, .paused, .cheated, .failure, .recycler, .recyclerFailure:
            break
        }
        noticePower(state, &effects)
        noticeTrouble(state, now)
        if state == .cheated, lastState != .cheated { report(.cheated, &effects) }
        readCredit(state, asked, &effects)
        noticeReturn(state, asked, &effects)
        if state == .rejecting, lastState != .rejecting, hand == .empty { report(.rejected, &effects) }
        if state == .accepting, lastState != .accepting { report(.accepting, &effects) }
        reportStatus(state, &effects)
        let previous = lastState
        lastState = state
        switch phase {
        case .closed, .quiet: break
        case .starting: readStarting(state, asked, now)
        case .identifying(let query): call(for: .query(query), asked, now)
        case .settling: settle(state, previous, asked, now, &effects)
        case .ready: readReady(status, asked, now, &effects)
        }
    }

    /// A power cut is told by 40, 41, 42, which stand until our reset; the unit must not run again unnoticed.
    private mutating func noticePower(_ state: ID003State, _ effects: inout Effects) {
        if state.isPowerUp {
            if stand == nil { stand = ID003Stand() }
            hand = .empty
            guard lastState?.isPowerUp != true else { return }
            resetByUs = false
            report(.poweredUp, &effects)
            switch phase {
            case .ready, .settling: beginSettling(checksVersion: true)
            case .closed, .quiet, .starting, .identifying: break
            }
            return
        }
        if !state.isStuck { stand = nil }
        if state == .initialising {
            inhibitTaken = nil
            refusalTaken = nil
            // A start that nobody ordered, and no 40, 41 or 42 told of: what it knew of an order may be gone.
            if !resetByUs { isProofSpoiled = true }
            if lastState != .initialising { settingsDue = configuration.settings }
        } else if !state.isStuck {
            resetByUs = false
        }
    }

    private mutating func noticeTrouble(_ state: ID003State, _ now: Duration) {
        if state.isStuck { troubleSince = troubleSince ?? now } else { troubleSince = nil }
    }

    /// VEND VALID: reported once, acknowledged when durable, however often it is shown.
    private mutating func readCredit(_ state: ID003State, _ asked: ID003Exchange, _ effects: inout Effects) {
        switch phase {
        case .settling, .ready: break
        case .closed, .quiet, .starting, .identifying: return  // nobody knows yet who says it
        }
        switch state {
        case .vendValid:
            switch credit {
            case .none: tellStacked(asked, &effects)
            case .told(let number, _): credit = .told(number, lookedAt: asked.sentAt)
            case .durable: break
            }
            hand = .empty
        case .stacked:
            // Its VEND VALID is gone without our word. The note is in the box all the same: evidence (rule 6).
            switch hand {
            case .stacking, .moving:
                tellStacked(asked, &effects)
                hand = .empty
            case .empty, .waiting, .confirming, .refused, .returning: break
            }
            credit = .none
        case .idling, .accepting, .escrow, .stacking, .rejecting, .returning, .holding, .disabled:
            credit = .none  // the next one is another note's
        case .initialising, .powerUp, .powerUpInAcceptor, .powerUpInStacker, .stackerFull, .stackerOpen, .jamAcceptor,
            .jamStacker, .paused, .cheated, .failure, .communicationError, .invalidCommand, .recycler,
            .recyclerFailure:
            break  // it may come again, after a reset or after the trouble
        }
    }

    mutating func tellStacked(_ asked: ID003Exchange, _ effects: inout Effects) {
        let number = number()
        credit = .told(number, lookedAt: asked.sentAt)
        owed.append(.credit(number))
        report(.stacked(ordered ?? hand.escrow?.note), &effects)
        ordered = nil
    }

    /// The note that was on its way out is out.
    private mutating func noticeReturn(_ state: ID003State, _ asked: ID003Exchange, _ effects: inout Effects) {
        guard !asked.afterSilence, state.isRest || state == .accepting else { return }
        switch phase {
        case .ready:
            guard case .returning = hand else { return }
            hand = .empty
        case .settling(var settling):
            guard settling.gaveBack else { return }
            settling.gaveBack = false
            phase = .settling(settling)
        case .closed, .quiet, .starting, .identifying: return
        }
        ordered = nil
        owed.append(.returned)
        report(.returned, &effects)
    }

    private mutating func reportStatus(_ state: ID003State, _ effects: inout Effects) {
        let seen = BillAcceptorStatus(
            activity: state.activity, jammed: state == .jamAcceptor || state == .jamStacker,
            cashUnitPresent: state != .stackerOpen, cashUnitFull: state == .stackerFull, paused: state == .paused,
            failed: state == .failure || state == .recyclerFailure)
        guard seen != reportedStatus else { return }
        reportedStatus = seen
        report(.status(seen), &effects)
    }

    /// A note was in hand and is not there any more, and nothing was said about it: at rest the unit will have said.
    mutating func loseNote(_ effects: inout Effects) {
        report(.outcomeMissing, &effects)
        beginSettling(checksVersion: false)
    }
}

extension ID003State {
    fileprivate var activity: BillAcceptorStatus.Activity {
        switch self {
        case .idling: .idle
        case .accepting: .accepting
        case .escrow, .holding: .escrowed
        case .stacking, .vendValid, .stacked: .stacking
        case .rejecting, .returning: .returning
        case .disabled: .disabled
        case .initialising, .powerUp, .powerUpInAcceptor, .powerUpInStacker: .starting
        case .stackerFull, .stackerOpen, .jamAcceptor, .jamStacker, .paused, .cheated, .failure, .recycler,
            .recyclerFailure, .communicationError, .invalidCommand:
            .unknown
        }
    }
}
