import DeviceKit
import Money

/// The unit's words about notes in the box: each is passed on once, whatever is repeated, and only then acknowledged.
extension SSPDialogue {
    /// EE: at most once for each note (SM8). A repetition is a credit for the same channel before the note that was
    /// credited last has been seen through.
    mutating func credited(_ channel: UInt8, _ effects: inout Effects) {
        if let word, word.kind == .credit, word.channel == channel { return }
        if throughChannel == channel, throughChannel != nil {
            if unit.acknowledges, word == nil { word = SSPWord(kind: .credit, channel: channel, stage: .heard) }
            return
        }
        word = SSPWord(
            kind: .credit, channel: channel, stage: .pending(stillAnswers: 0), isWatched: hand.isOrdered)
        if case .stacking(let escrow, _) = hand { hand = .moving(escrow) }
        if configuration.behaviour.creditIsFinal { tellCredit(&effects) }
    }

    /// A credit becomes money when its note is stacked (EB). Without that word it is money only if we watched the note
    /// all the way: the unit has been still for two answers, or the next note lies in escrow.
    mutating func seeCreditThrough(_ seen: SSPSeen, _ effects: inout Effects) {
        guard let pending = word, case .pending(let answers) = pending.stage, !seen.wentBack || seen.stacked else {
            return
        }
        if seen.stacked { return tellCredit(&effects) }
        if seen.isJammed || seen.fraud { return doubtCredit(pending, &effects) }
        if seen.escrow != nil || (seen.isStill && answers >= 1) {
            pending.isWatched ? tellCredit(&effects) : doubtCredit(pending, &effects)
        } else if seen.isStill {
            word?.stage = .pending(stillAnswers: answers + 1)
        }
    }

    /// A hand may have been at the note before it was seen through (a jam, a pull; or nobody looked): it may lie in the
    /// box, or be with the staff or the customer. The counter has to tell, or people.
    private mutating func doubtCredit(_ credit: SSPWord, _ effects: inout Effects) {
        throughChannel = credit.channel
        tell(credit, .remembered(.mayBeTaken), waits: unit.acknowledges, &effects)
        beginSettling()
    }

    /// A credit was told before the power went, and the unit is at rest without a word of the box: the note had fallen,
    /// or somebody took it out in the dark.
    mutating func doubtCreditBeforeCut(_ effects: inout Effects) {
        guard let channel = creditBeforeCut else { return }
        creditBeforeCut = nil
        throughChannel = channel
        let word = SSPWord(kind: .credit, channel: channel, stage: .told)
        tell(word, .remembered(.mayBeTaken), waits: unit.acknowledges, &effects)
    }

    private mutating func tellCredit(_ effects: inout Effects) {
        guard let told = word else { return }
        hand = .empty
        throughChannel = told.channel
        tell(told, .stacked(note(told.channel)), waits: unit.acknowledges, &effects)
    }

    /// E2: at power-up a note was cleared into the box.
    mutating func cleared(_ channel: UInt8, _ effects: inout Effects) {
        if let word, word.kind == .cleared, word.channel == channel { return }
        if let credit = word, credit.kind == .credit, credit.channel == channel {
            // A unit that keeps its credit over a cut tells both of one note.
            if credit.isPending { tellCredit(&effects) }
            return
        }
        if channel != 0, let before = creditBeforeCut, before == channel {
            // Credit before the cut, box after it: two words for one note.
            creditBeforeCut = nil
            throughChannel = channel
            let word = SSPWord(kind: .cleared, channel: channel, stage: .told)
            return tell(word, .stacked(note(channel)), waits: unit.acknowledges, &effects)
        }
        if channel != 0, throughChannel == channel {
            // Rule 17: the credited note itself, and it is in the books.
            if unit.acknowledges, word == nil { word = SSPWord(kind: .cleared, channel: channel, stage: .heard) }
            return
        }
        creditBeforeCut = nil
        let word = SSPWord(kind: .cleared, channel: channel, stage: .told)
        switch configuration.behaviour.clearsUnordered {
        case .never where channel != 0: tell(word, .stacked(note(channel)), waits: unit.acknowledges, &effects)
        case .never, .unproven, .happens: tell(word, .remembered(.mayBeTaken), waits: true, &effects)
        }
    }

    /// E1: at power-up a note went back to the customer. With acknowledged polls no later note can have come in before
    /// the credit of an earlier one was acknowledged, so it proves what became of the open order (rule 17). With plain
    /// polls it may be about the note behind it (SP1).
    mutating func clearedFront(_ effects: inout Effects) {
        guard unit.acknowledges else {
            creditBeforeCut = nil
            return
        }
        guard throughChannel == nil else {
            // The unit gave back what it had called credited (SA3): people have to look.
            report(.cheated, &effects)
            return
        }
        guard word == nil else { return }
        creditBeforeCut = nil
        tell(SSPWord(kind: .front, channel: 0, stage: .told), .remembered(.notTaken), waits: true, &effects)
    }

    /// Passes a word on; `waits` keeps it until the controller has made it durable.
    private mutating func tell(
        _ told: SSPWord, _ words: BillAcceptorReport, waits: Bool, _ effects: inout Effects
    ) {
        report(words, awaiting: waits ? .word : .other, &effects)
        word = waits ? SSPWord(kind: told.kind, channel: told.channel, stage: .told) : nil
    }

    /// `.acknowledge` answers the oldest report that waits for one, so that a late one is not taken for a newer word.
    mutating func acknowledged() {
        guard !awaited.isEmpty else { return }
        switch awaited.removeFirst() {
        case .other: break
        case .word:
            guard var heard = word, heard.stage == .told else { return }
            switch heard.kind {
            case .front: word = nil
            case .credit, .cleared:
                heard.stage = .heard
                word = unit.acknowledges ? heard : nil
            }
            nextAt = .zero
        }
    }

    /// The answer to 57. "Nothing to acknowledge" is as good as "done".
    mutating func eventAckAnswered(_ reply: SSPReply, _ effects: inout Effects) {
        switch reply.outcome {
        case .ok, .cannotProcess, .fail:
            strayAckDue = false
            if word?.stage == .heard { word = nil }
        case .unknownCommand, .wrongCount, .outOfRange, .softwareError, .keyNotSet, .other:
            effects.append(.fault(WireFault("an acknowledgement is refused: \(reply.kind)", reply.data)))
            strayAckDue = false
            pollFirst = true
        }
    }

    private func note(_ channel: UInt8) -> Denomination? {
        let index = Int(channel) - 1
        return unit.channels.indices.contains(index) ? unit.channels[index] : nil
    }
}

extension SSPWord {
    var isPending: Bool {
        if case .pending = stage { true } else { false }
    }
}
