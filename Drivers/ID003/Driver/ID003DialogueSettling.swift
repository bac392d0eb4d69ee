import DeviceKit
import Money

/// Recovery before acceptance (rule 4), what must be durable first (rules 9 and 10), and the controller's wishes.
extension ID003Dialogue {
    mutating func obey(_ command: BillAcceptorCommand, _ now: Duration, _ effects: inout Effects) {
        switch command {
        case .settle: settleAsked()
        case .enable(let notes): if phase == .ready { wanted = notes }
        case .disable: wanted = []
        case .stack(let seenAt): if phase == .ready { stack(seenAt, now, &effects) }
        case .giveBack: if phase == .ready { giveBack(now) }
        case .acknowledge: acknowledged(now)
        }
    }

    private mutating func settleAsked() {
        switch phase {
        case .closed, .quiet, .starting, .identifying: wanted = []  // settling follows by itself
        case .settling(var settling):
            settling.restfulPolls = 0  // the rest has to be seen after this wish
            phase = .settling(settling)
        case .ready: beginSettling(checksVersion: false)
        }
    }

    /// Reports are acknowledged in their order.
    private mutating func acknowledged(_ now: Duration) {
        guard !owed.isEmpty else { return }
        switch owed.removeFirst() {
        case .returned: break
        case .credit(let number):
            if stand?.memory?.number == number { stand?.memory?.isDurable = true }
            guard case .told(number, let lookedAt) = credit else { return }
            credit = .durable
            // Only on a look that is young and not late; else the next look brings it again, for it stands.
            if exchange == nil, lastState == .vendValid, silences == 0, now - lookedAt < configuration.escrowAge {
                due = ID003Due(request: .acknowledge, askedAt: lookedAt)
            }
            nextAt = min(nextAt, now)
        case .memory(let number):
            guard stand?.memory?.number == number else { return }
            stand?.memory?.isDurable = true
            nextAt = min(nextAt, now)
        }
    }

    mutating func acknowledgeIfDurable(_ asked: ID003Exchange, _ now: Duration) {
        guard credit == .durable, !asked.afterSilence else { return }
        call(for: .acknowledge, asked, now)
    }

    mutating func forgetHand() {
        hand = .empty
        due = nil
        wanted = []
        inhibitTaken = nil
        refusalTaken = nil
        attempts = 0
    }

    mutating func beginSettling(checksVersion: Bool) {
        var settling = ID003Settling()
        settling.checksVersion = checksVersion && !unit.version.isEmpty
        if case .settling(let before) = phase, before.checksVersion { settling.checksVersion = true }
        forgetHand()
        phase = .settling(settling)
    }

    /// One look while settling: what it calls for, or one step nearer to rest.
    mutating func settle(
        _ state: ID003State, _ previous: ID003State?, _ asked: ID003Exchange, _ now: Duration,
        _ effects: inout Effects
    ) {
        guard case .settling(var settling) = phase else { return }
        let rests = isAtRest(state, settling) && !asked.afterSilence
        settling.restfulPolls = rests ? settling.restfulPolls + 1 : 0
        if state == .escrow || state == .holding { settling.gaveBack = true }
        if state == .vendValid { settling.gaveBack = false }
        if state == .initialising, previous != .initialising {
            (settling.inhibitsSent, settling.inhibitsTaken) = (0, 0)  // it has forgotten
        }
        phase = .settling(settling)
        if state.isPowerUp || (state.isStuck && resetIsAllowed(now)) {
            recover(state, settling, asked, now, &effects)
        } else if state == .vendValid {
            acknowledgeIfDurable(asked, now)
        } else if rests, unit.askAgain {
            unit.askAgain = false
            phase = .identifying(.version)
        } else if let request = request(state, settling) {
            call(for: request, asked, now)
        } else if settling.restfulPolls >= 2 {
            finish(&effects)
        }
    }

    /// Inhibited and nothing under way. A unit that echoes the inhibit and shows "idling" all the same rests, too.
    private func isAtRest(_ state: ID003State, _ settling: ID003Settling) -> Bool {
        switch state {
        case .disabled: settling.inhibitsTaken > 0 || settling.inhibitsSent >= configuration.tries
        case .idling: settling.inhibitsTaken >= configuration.tries
        case .accepting, .escrow, .stacking, .vendValid, .stacked, .rejecting, .returning, .holding, .initialising,
            .powerUp, .powerUpInAcceptor, .powerUpInStacker, .stackerFull, .stackerOpen, .jamAcceptor, .jamStacker,
            .paused, .cheated, .failure, .communicationError, .invalidCommand, .recycler, .recyclerFailure:
            false
        }
    }

    private func request(_ state: ID003State, _ settling: ID003Settling) -> ID003Request? {
        switch state {
        case .escrow, .holding: return .giveBack
        case .idling, .disabled, .initialising, .accepting, .rejecting, .returning, .paused, .stackerFull, .stackerOpen:
            if let setting = settingsDue.first, state.isRest || state == .initialising { return .set(setting) }
            if settling.checksVersion, state.isRest { return .query(.version) }
            let isOff = isAtRest(state, settling) || (state != .idling && settling.inhibitsTaken > 0)
            return isOff ? nil : .set(.inhibit(true))
        case .stacking, .vendValid, .stacked, .powerUp, .powerUpInAcceptor, .powerUpInStacker, .jamAcceptor,
            .jamStacker, .cheated, .failure, .communicationError, .invalidCommand, .recycler, .recyclerFailure:
            return nil
        }
    }

    /// Rule 10: what the power-up means for a note is durable before the reset that wipes it out.
    private mutating func recover(
        _ state: ID003State, _ settling: ID003Settling, _ asked: ID003Exchange, _ now: Duration,
        _ effects: inout Effects
    ) {
        if settling.checksVersion { return call(for: .query(.version), asked, now) }
        guard !asked.afterSilence else { return }
        let meaning = meaning(state)
        guard let memory = stand?.memory, memory.meaning == meaning else {
            return tell(meaning, state, asked, &effects)
        }
        guard memory.isDurable else { return }
        if state.isStuck { troubleSince = now }  // one reset, then time to see what comes of it
        call(for: .reset, asked, now)
    }

    private func meaning(_ state: ID003State) -> PowerUpMemory {
        switch state {
        case .powerUpInAcceptor: return .notTaken
        case .powerUp where behaviour.unacknowledgedShowsAs42: return .notTaken
        case .idling, .accepting, .escrow, .stacking, .vendValid, .stacked, .rejecting, .returning, .holding,
            .disabled, .initialising, .powerUp, .powerUpInStacker, .stackerFull, .stackerOpen, .jamAcceptor,
            .jamStacker, .paused, .cheated, .failure, .communicationError, .invalidCommand, .recycler,
            .recyclerFailure:
            return .mayBeTaken
        }
    }

    private mutating func tell(
        _ meaning: PowerUpMemory, _ state: ID003State, _ asked: ID003Exchange, _ effects: inout Effects
    ) {
        switch meaning {
        case .notTaken: break
        case .mayBeTaken:
            let restTells = state == .powerUpInStacker && behaviour.repeatsVendValidAfterReset
            if !restTells { isProofSpoiled = true }
        }
        let number: Int
        if state == .powerUpInStacker, behaviour.neverGivesBackAt42, credit == .none {
            tellStacked(asked, &effects)  // as good as VEND VALID on this model
            number = numbered
        } else {
            number = self.number()
            owed.append(.memory(number))
            report(.remembered(meaning), &effects)
        }
        if stand == nil { stand = ID003Stand() }
        stand?.memory = ID003Memory(meaning: meaning, number: number)
    }

    /// Whether the trouble may be ended by a reset of ours.
    func resetIsAllowed(_ now: Duration) -> Bool {
        guard let patience = configuration.resetsTroubleAfter, let since = troubleSince else { return false }
        return now - since >= patience
    }

    private mutating func finish(_ effects: inout Effects) {
        phase = .ready
        hand = .empty
        ordered = nil
        report(.atRest(counter: nil, openOrder: isProofSpoiled ? .none : .notTaken), &effects)
        isProofSpoiled = false
    }
}
