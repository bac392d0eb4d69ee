import DeviceKit

extension StarPrinterDialogue {
    mutating func take(_ item: StarReplyScanner.Item, _ now: Duration, _ effects: inout [Effect]) {
        switch item {
        case .fault(let fault): effects.append(.fault(fault))
        case .reply(let reply):
            // Whoever was silent and speaks was switched on: begin from the start.
            if case .silent = phase { greet(now, &effects) }
            take(reply, now, &effects)
        }
    }

    private mutating func take(_ reply: StarReply, _ now: Duration, _ effects: inout [Effect]) {
        switch reply {
        case .status(let block):
            if outstanding?.request == .status { outstanding = nil }
            missed = 0
            apply(block, now, &effects)
        case .name(let text):
            guard outstanding?.request == .name else { return stray(reply, &effects) }
            outstanding = nil
            (identity.model, identity.firmware) = StarReply.nameAndVersion(text)
            if case .greeting = phase { phase = .greeting(.serial, doubted: false) }
        case .information(let text):
            guard outstanding?.request == .serial else { return stray(reply, &effects) }
            outstanding = nil
            identity.serial = StarReply.serial(text)
            if case .greeting = phase { phase = .greeting(.finish, doubted: false) }
        case .paper(let answer):
            // We ask with DLE EOT 1 once: a printer in the other emulation answers with bit 1 set as well.
            if case .greeting(.lookHarder, _) = phase { soundsForeign = answer.byte & 0x93 == 0x12 }
            stray(reply, &effects)
        case .xon: progress(now)
        case .xoff: break
        case .enquiry, .symbolSize, .documentEnd: stray(reply, &effects)
        }
    }

    private func stray(_ reply: StarReply, _ effects: inout [Effect]) {
        effects.append(.fault(WireFault("answer nobody asked for", reply.encoded())))
    }

    // MARK: Status

    /// - Source: shared dossier `receipt-printers.md` 4.2.
    private mutating func apply(_ block: StarStatus, _ now: Duration, _ effects: inout [Effect]) {
        if configuration.profile.language == .automatic { language = block.version >= 4 ? .prnt : .line }
        completion = block.counter == nil ? StarCompletion.none : .counter
        var newest = POSPrinterStatus(online: !block.offline, coverOpen: block.coverOpen || block.headUp)
        newest.paper = block.paperEnd ? .end : block.paperNearEnd ? .nearEnd : .enough
        if block.unrecoverableError {
            newest.error = .unrecoverable
        } else if block.cutterError {
            newest.error = .cutter
        } else if block.mechanicalError || block.presenterJam || block.blackMarkError {
            newest.error = .recoverable
        } else if block.headHot {
            newest.error = .headHot
        }
        drive(.level(high: block.switchClosed), now, &effects)
        publish(newest, &effects)
        if block.overflow { noteOverflow(&effects, block) }
        statusMoved(now, &effects)
        if let count = block.counter { counted(count, now, &effects) }
        greetingHeard()
    }

    /// What the counter says: a job's progress or end, or that the printer was switched off and on.
    private mutating func counted(_ count: Int, _ now: Duration, _ effects: inout [Effect]) {
        let before = counter
        counter = count
        switch current?.stage {
        case .checking(let target, _, _): if count == target { checkReached(target, now, &effects) }
        case .printing(var printing):
            guard var check = printing.check else { return }
            let verdict = check.take(count)
            printing.check = check
            current?.stage = .printing(printing)
            switch verdict {
            case .nothingNew: break
            case .further: progress(now)
            case .done:
                let outcome: PrintOutcome = printing.isDamaged ? .unknown("bytes were lost in the printer") : .printed
                endJob(outcome, now, &effects)
            case .impossible:
                endJob(.unknown("the printer was switched off and on, or somebody else prints"), now, &effects)
            }
        case .preflight: break
        case nil:
            // It has forgotten to push.
            guard phase == .ready, count == 0, let before, before != 0, status.online == true else { return }
            effects.append(.send(Self.armed(count)))
        }
    }

    private mutating func noteOverflow(_ effects: inout [Effect], _ block: StarStatus) {
        effects.append(.fault(WireFault("the printer lost bytes: its buffer was full", block.bytes)))
        guard case .printing(var printing)? = current?.stage else { return }
        printing.isDamaged = true
        current?.stage = .printing(printing)
    }

    mutating func publish(_ newest: POSPrinterStatus, _ effects: inout [Effect]) {
        guard newest != status else { return }
        status = newest
        effects.append(.report(.status(newest)))
    }

    /// Why the printer cannot print, as far as is known; `nil` when nothing speaks against it.
    func notReady() -> String? {
        if status.coverOpen == true { return "the cover is open" }
        if status.paper == .end { return "no paper" }
        switch status.error {
        case .cutter: return "the cutter is stuck"
        case .unrecoverable: return "the printer reports a failure"
        case .recoverable: return "the printer reports an error"
        case .headHot: return "the print head is too hot"
        case nil: return status.online == false ? "off line" : nil
        }
    }

    // MARK: No answer

    mutating func unanswered(_ request: Request, _ now: Duration, _ effects: inout [Effect]) {
        switch (phase, request) {
        case (.greeting(.look, _), .status): lookHarder(now, &effects)
        case (.greeting(.lookHarder, _), .status):
            let foreign = "the printer speaks ESC/POS: set its emulation to Star, or the driver to escpos"
            fallSilent(soundsForeign ? foreign : "the printer does not answer", now, &effects)
        case (.greeting(.name, let doubted), .name), (.greeting(.serial, let doubted), .serial):
            // Perhaps it went off line meanwhile: one look before it counts as not knowing the question.
            guard case .greeting(let step, _) = phase, !doubted else { return }
            phase = .greeting(step, doubted: true)
            wantsLook = true
        case (.greeting, .status): fallSilent("the printer does not answer", now, &effects)
        case (.ready, .status), (.offline, .status): missedLook(now, &effects)
        case (.greeting, .name), (.greeting, .serial), (.ready, .name), (.ready, .serial), (.offline, .name),
            (.offline, .serial), (.closed, _), (.silent, _):
            break
        }
    }

    private mutating func missedLook(_ now: Duration, _ effects: inout [Effect]) {
        missed += 1
        if case .printing? = current?.stage {
            // A printer deep in a job, or behind a full buffer, may be late: the job's own limit decides. What cannot
            // reach it piles up, so the looks become rare.
            nextLook = now + configuration.timing.busyPoll * (1 << min(missed, 5))
            return
        }
        guard missed < configuration.timing.missedReplies else {
            return fallSilent("the printer does not answer", now, &effects)
        }
        looksByEnabling.toggle()
        wantsLook = true
    }
}
