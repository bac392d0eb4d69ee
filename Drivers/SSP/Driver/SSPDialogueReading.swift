import DeviceKit
import Money

/// What a poll's answer means: the reset first, then what concerns money, then how things stand.
extension SSPDialogue {
    mutating func read(_ seen: SSPSeen, _ asked: SSPExchange, _ now: Duration, _ effects: inout Effects) {
        if seen.isUnreadable {
            effects.append(.fault(WireFault("a poll's answer holds an event that cannot be read", asked.frame)))
        }
        if seen.wasReset {
            wasReset(&effects)
            // The first poll of a new acquaintance: who answers is known, and its key is younger than the reset.
            if asked.request.isFirstPoll {
                takeEvents(seen, now, &effects)
                reportStatus(seen, &effects)
            } else {
                // Rule of the manual: ask who speaks before anything it says about a note is believed.
                deferred = seen
                identifyAfterReset()
            }
            return
        }
        takeEvents(seen, now, &effects)
        reportStatus(seen, &effects)
        switch phase {
        case .closed, .quiet, .identifying: break
        case .settling(let settling): settle(settling, seen, &effects)
        case .ready: readHand(seen, asked, now, &effects)
        }
    }

    /// What the unit knew of the note in hand may be gone: settle (rule 4).
    private mutating func wasReset(_ effects: inout Effects) {
        report(.poweredUp, &effects)
        mayHaveBeenReset = true
        isEnabled = false
        inhibitsTaken = nil
        fraudStands = false
        if let pending = word, case .pending = pending.stage {
            creditBeforeCut = pending.channel
            word = nil
        }
    }

    /// Everything that is told once, or until it is acknowledged.
    mutating func takeEvents(_ seen: SSPSeen, _ now: Duration, _ effects: inout Effects) {
        // It repeats until it is acknowledged, which waits for the note in hand: one attempt is one alarm.
        if seen.fraud, !fraudStands { report(.cheated, &effects) }
        fraudStands = seen.fraud && unit.acknowledges
        // One acknowledgement is for all that was told: never over something that could not be read.
        strayAckDue = unit.acknowledges && (seen.fraud || seen.asksForAck) && !seen.isUnreadable
        for channel in seen.credits { credited(channel, &effects) }
        for channel in seen.cleared { cleared(channel, &effects) }
        if seen.clearedFront { clearedFront(&effects) }
        seeCreditThrough(seen, &effects)
        if seen.wentBack { wentBack(&effects) }
        if seen.isFull { isFull = true }
        if seen.boxReplaced || seen.boxRemoved { isFull = false }
        boxIsOut = seen.boxRemoved
        if seen.allInhibited { inhibitsTaken = nil }
    }

    /// EC: a note came out at the front.
    private mutating func wentBack(_ effects: inout Effects) {
        rejectCodeDue = true
        switch hand {
        case .empty: report(.rejected, &effects)
        case .waiting(let escrow), .confirming(let escrow), .stacking(let escrow, _), .moving(let escrow),
            .returning(let escrow, _, _):
            if word?.isPending == true {
                // It was called credited and came back: no rule of ours covers that, the counter has to tell.
                word = nil
                loseNote(&effects)
            } else {
                hand = .empty
                if escrow.isReported {
                    report(.returned, awaiting: .other, &effects)
                } else {
                    report(.rejected, &effects)
                }
            }
        }
    }

    // MARK: The note in hand

    private mutating func readHand(
        _ seen: SSPSeen, _ asked: SSPExchange, _ now: Duration, _ effects: inout Effects
    ) {
        if seen.isDisabled { isEnabled = false }
        if let channel = seen.escrow {
            readEscrow(channel, asked, now, &effects)
        } else if seen.isStill {
            closeCycle(seen)
            readStill(seen, &effects)
        } else {
            // A note that is drawn in has the path for itself.
            if seen.isMoving { closeCycle(seen) }
            if seen.isStacking || seen.isMoving, case .stacking(let escrow, _) = hand { hand = .moving(escrow) }
        }
    }

    /// The note that was credited last has been seen through: the next EE or E2 is another's (rule 17).
    private mutating func closeCycle(_ seen: SSPSeen) {
        if seen.credits.isEmpty, word == nil { throughChannel = nil }
    }

    /// EF c. From here on the next poll would accept it, so there is none until the controller has decided.
    private mutating func readEscrow(
        _ channel: UInt8, _ asked: SSPExchange, _ now: Duration, _ effects: inout Effects
    ) {
        throughChannel = nil
        switch hand {
        case .empty:
            let index = Int(channel) - 1
            let note = unit.channels.indices.contains(index) ? unit.channels[index] : nil
            var escrow = SSPEscrow(note: note, seenAt: now, askedAt: asked.firstSentAt)
            guard now - asked.firstSentAt < configuration.escrowAge else {
                // Rule 2: seen too long ago, and looking again would accept whatever lies there now.
                escrow.isReported = false
                hand = .returning(escrow, due: true, stillAnswers: 0)
                return
            }
            hand = .waiting(escrow)
            report(note.map { .escrowed($0, seenAt: now) } ?? .escrowedUnknown(seenAt: now), &effects)
        case .returning(let escrow, _, _): hand = .returning(escrow, due: true, stillAnswers: 0)
        case .waiting, .confirming, .stacking, .moving:
            // Rule 1: never a second order on one intent. It goes back, and the unit at rest tells the outcome.
            loseNote(&effects)
        }
    }

    /// Nothing moves. A note in hand should have ended with a word; a few answers are waited for, because a motor may
    /// start after the answer to the poll that started it.
    private mutating func readStill(_ seen: SSPSeen, _ effects: inout Effects) {
        guard word == nil else { return }
        switch hand {
        case .empty: break
        case .waiting, .confirming, .moving: loseNote(&effects)
        case .stacking(let escrow, let answers):
            if answers >= 3 || seen.isDisabled {
                loseNote(&effects)
            } else {
                hand = .stacking(escrow, stillAnswers: answers + 1)
            }
        case .returning(let escrow, let due, let answers):
            if answers < 2 {
                hand = .returning(escrow, due: due, stillAnswers: answers + 1)
            } else if escrow.isReported {
                loseNote(&effects)
            } else {
                hand = .empty
            }
        }
    }

    /// A note was in hand and is not there any more, and nothing was said about it.
    mutating func loseNote(_ effects: inout Effects) {
        report(.outcomeMissing, &effects)
        beginSettling()
    }

    // MARK: Status

    func reportedActivity(_ seen: SSPSeen) -> BillAcceptorStatus.Activity {
        if seen.isStarting || seen.wasReset { return .starting }
        if seen.isStacking { return .stacking }
        if seen.isReturning { return .returning }
        if seen.escrow != nil { return .escrowed }
        if seen.isMoving { return .accepting }
        return isEnabled && !seen.isDisabled && !wanted.isEmpty ? .idle : .disabled
    }

    mutating func reportStatus(_ seen: SSPSeen, _ effects: inout Effects) {
        if seen.isMoving, !isAccepting { report(.accepting, &effects) }
        isAccepting = seen.isMoving
        let status = BillAcceptorStatus(
            activity: reportedActivity(seen), jammed: seen.isJammed, cashUnitPresent: !boxIsOut, cashUnitFull: isFull,
            failed: seen.isOpen || softwareFailed)
        guard status != reportedStatus else { return }
        reportedStatus = status
        report(.status(status), &effects)
    }
}

extension SSPRequest {
    var isFirstPoll: Bool {
        if case .step(.firstPoll) = self { true } else { false }
    }
}
