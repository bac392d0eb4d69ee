import DeviceKit
import EBDSFrame
import Money

/// What an answer means: events first, then the state.
extension EBDSDialogue {
    mutating func read(_ reply: EBDSReply, _ asked: EBDSExchange, _ now: Duration, _ effects: inout Effects) {
        if let enabling = asked.enabling { acceptanceOff = !enabling }
        let status = reply.body.status
        let isRestarted = startsAnew(reply.body)
        if let status {
            let word = noteWord(reply.body, status)
            let note = look(word)
            readEvents(status, word, note, asked, now, &effects)
            if status.idling || status.disabled, !status.poweredUp { startingUntil = nil }
            reportStatus(status, now, &effects)
            lastStatus = status
            readState(status, note, asked, now, &effects)
        }
        // Identifying begins with this answer; it is none to a question of the new beginning.
        if isRestarted, case .identifying = phase { return }
        switch asked.request {
        case .query(let query): answered(query, reply.body, now, &effects)
        case .enables: enablesAnswered(reply.body)
        case .poll, .stack, .giveBack: break  // rule 14: a number nobody asked for in this exchange is ignored
        }
    }

    /// The first word of a power cut.
    func startsAnew(_ body: EBDSAnswer) -> Bool { body.status?.poweredUp == true && lastStatus?.poweredUp != true }

    /// What a reply says of a note: in an extended frame its value, else a value index.
    private func noteWord(_ body: EBDSAnswer, _ status: EBDSStatus) -> EBDSNoteWord {
        if case .extended(.noteSpecification(_, let note)) = body, note.index == 0 {
            if note.isBlank { return .none }
            return note.denomination.map(EBDSNoteWord.value) ?? .unreadable
        }
        if case .extended(.barcode) = body { return .unreadable }
        guard status.noteIndex != 0 else { return .none }
        guard extendedOn else { return .index(status.noteIndex) }
        // An index counts in non-extended mode only (dossier 1.3). It is no value, but no blank STACKED has one.
        return status.stacked ? .unreadable : .none
    }

    /// The note behind the word: one that the unit did not tell among its own is none we can name.
    private func look(_ word: EBDSNoteWord) -> EBDSNoteSeen {
        let note: Denomination?
        switch word {
        case .none: return .none
        // Told before the unit was known to name its notes by rows: nobody told which index is which.
        case .index(let index): note = extendedOn ? nil : table[index]
        case .value(let value): note = value
        case .unreadable: note = nil
        }
        guard let note, told.contains(note) else { return .unnamed }
        return .named(note)
    }

    /// What was called stacked before the unit had said who it is: now it can be told whose word that is.
    mutating func tellEarly(_ effects: inout Effects) {
        for word in early {
            let note: Denomination? = if case .named(let known) = look(word) { known } else { nil }
            report(.stacked(note), &effects)
        }
        early = []
    }

    private mutating func readEvents(
        _ status: EBDSStatus, _ word: EBDSNoteWord, _ note: EBDSNoteSeen, _ asked: EBDSExchange, _ now: Duration,
        _ effects: inout Effects
    ) {
        if status.poweredUp { poweredUp(now, &effects) }
        if status.cheated { report(.cheated, &effects) }
        if status.stacked { stacked(status, word, note, &effects) }
        if status.returned {
            report(.returned, &effects)
            hand = .empty
        }
        if status.rejected { report(.rejected, &effects) }
        if status.invalidCommand { invalidCommand(asked, &effects) }
    }

    /// What the unit knew of the note in hand may be gone: settle (rule 4).
    private mutating func poweredUp(_ now: Duration, _ effects: inout Effects) {
        let isNews = lastStatus?.poweredUp != true
        if isNews { report(.poweredUp, &effects) }
        startingUntil = now + configuration.startingTime
        switch hand {
        case .stacking, .moving: orderAtPowerUp = true
        case .empty, .waiting, .confirming, .refused, .returning: break
        }
        switch phase {
        case .settling, .ready: beginSettling(checksSerial: true)
        // What was told already may be about the unit that stood there before.
        case .identifying: if isNews { beginIdentifyingAnother() }
        case .closed, .quiet, .starting: break  // identifying follows
        }
    }

    private mutating func stacked(
        _ status: EBDSStatus, _ word: EBDSNoteWord, _ note: EBDSNoteSeen, _ effects: inout Effects
    ) {
        startingUntil = nil  // the unit's own sign that it has started
        if orderAtPowerUp {
            policyEvidence = note == .none ? .valueMissing : .valueNamed
            orderAtPowerUp = false
        }
        guard !status.escrowed || isOurs(status) else { return }
        switch phase {
        case .closed, .quiet, .starting, .identifying:
            // Rule 6 believes it, and a spare unit may have come with a note inside: it is told behind the name.
            if word != .none { early.append(word) }
            return
        case .settling, .ready: break
        }
        switch note {
        case .none: return  // rule 13: without a value it is a power-up or cassette test
        case .named(let denomination):
            let isShared = status.escrowed && hand.escrow?.note != denomination
            report(.stacked(isShared ? nil : denomination), &effects)
        case .unnamed: report(.stacked(nil), &effects)
        }
        hand = .empty
    }

    /// STACKED beside escrow: both share one value field, so a value does not tell a stacked note from the blank
    /// STACKED of a power-up or a new cassette beside a note in escrow. And the very first answer may be the last one
    /// of the conversation before (rule 6). Evidence only in an unbroken conversation with the cassette in its place;
    /// else the counter tells.
    private func isOurs(_ status: EBDSStatus) -> Bool {
        phase == .ready && status.cassettePresent && lastStatus?.cassettePresent == true
    }

    /// Which of the bits we added does the unit not know? Reporting first, then the power-up policy.
    private mutating func invalidCommand(_ asked: EBDSExchange, _ effects: inout Effects) {
        switch asked.request {
        case .query, .enables: return  // refused, as seen there
        case .poll, .stack, .giveBack: break
        }
        guard goodAnswers == 2, asked.isFresh else { return }  // may be about a frame of the host before us
        if extendedOn {
            extendedOn = false
        } else if policyOn {
            policyOn = false
            policyEvidence = .refused
        } else {
            effects.append(.fault(WireFault("the unit calls a plain poll invalid", asked.frame)))
        }
    }

    private mutating func readState(
        _ status: EBDSStatus, _ note: EBDSNoteSeen, _ asked: EBDSExchange, _ now: Duration, _ effects: inout Effects
    ) {
        if !status.escrowed { unnamedEscrows = 0 }
        switch phase {
        case .closed, .quiet, .identifying: break
        case .starting: if goodAnswers == 2 { beginIdentifying() }
        case .settling(let settling): settle(settling, status, asked, now, &effects)
        case .ready: readHand(status, note, asked, now, &effects)
        }
    }

    /// Escrow counts only in a fresh answer without an event (rules 1 and 14).
    private mutating func readHand(
        _ status: EBDSStatus, _ note: EBDSNoteSeen, _ asked: EBDSExchange, _ now: Duration, _ effects: inout Effects
    ) {
        if status.moving {
            if let escrow = hand.escrow { hand = .moving(escrow) }
        } else if status.escrowed {
            guard asked.isFresh, !status.eventful, status.cassettePresent else { return }
            readEscrow(note, asked, now, &effects)
        } else if hand != .empty, !status.troubled, !isStarting(status, now) {
            loseNote(&effects)
        }
    }

    private mutating func readEscrow(
        _ seen: EBDSNoteSeen, _ asked: EBDSExchange, _ now: Duration, _ effects: inout Effects
    ) {
        let note: Denomination? = if case .named(let known) = seen { known } else { nil }
        switch hand {
        case .empty:
            unnamedEscrows += 1
            if seen == .none, extendedOn, unnamedEscrows < 2 { return }  // its own frame may be one poll late
            hand = .waiting(EBDSEscrow(note: note, seenAt: now, askedAt: asked.sentAt))
            report(note.map { .escrowed($0, seenAt: now) } ?? .escrowedUnknown(seenAt: now), &effects)
        case .waiting(let escrow):
            if escrow.note != note, seen != .none { loseNote(&effects) }
        case .confirming(let escrow):
            if escrow.note == note { order(.stacking(escrow.seenAgain(asked.sentAt)), now) } else { loseNote(&effects) }
        case .refused(let escrow): order(.returning(escrow), now)
        case .stacking(let escrow):
            // Rule 1: the only second order there is: sent once, in escrow, no event; the order did not arrive.
            guard escrow.note == note else { return loseNote(&effects) }
            hand = .stacking(escrow.seenAgain(asked.sentAt))
            orderDue = true
        case .returning: orderDue = true
        case .moving: loseNote(&effects)
        }
    }

    /// An order that may go out before the poll's slot.
    mutating func order(_ next: EBDSHand, _ now: Duration) {
        hand = next
        orderDue = true
        nextAt = min(nextAt, now)
    }

    /// A note was in hand and is not there any more, and nothing was said about it.
    mutating func loseNote(_ effects: inout Effects) {
        report(.outcomeMissing, &effects)
        beginSettling(checksSerial: false)
    }

    /// "No state" is what a disabled unit shows, and one that is still starting.
    func isStarting(_ status: EBDSStatus, _ now: Duration) -> Bool {
        guard let startingUntil, now < startingUntil else { return false }
        return !status.idling && !status.disabled && !status.escrowed && !status.moving
    }

    private mutating func reportStatus(_ status: EBDSStatus, _ now: Duration, _ effects: inout Effects) {
        if status.accepting, lastStatus?.accepting != true { report(.accepting, &effects) }
        let seen = BillAcceptorStatus(
            activity: activity(status, now), jammed: status.jammed, cashUnitPresent: status.cassettePresent,
            cashUnitFull: status.stackerFull, paused: status.paused,
            failed: status.failure || status.transportOpen || status.stalled || status.downloadNeeded)
        guard seen != reportedStatus else { return }
        reportedStatus = seen
        report(.status(seen), &effects)
    }

    private func activity(_ status: EBDSStatus, _ now: Duration) -> BillAcceptorStatus.Activity {
        if status.stacking { return .stacking }
        if status.returning { return .returning }
        if status.escrowed { return .escrowed }
        if status.accepting { return .accepting }
        if status.calibrating || isStarting(status, now) { return .starting }
        return status.idling && enableMask != 0 ? .idle : .disabled
    }
}
