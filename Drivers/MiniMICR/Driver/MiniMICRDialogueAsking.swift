import DeviceKit

/// Who is there, and is it still there: one question at a time.
extension MiniMICRDialogue {
    mutating func ask(_ subject: MiniMICRQuestion.Subject, _ now: Duration, _ effects: inout Effects) {
        question = MiniMICRQuestion(subject: subject, sentAt: now)
        effects.append(.send(bytes(of: subject)))
    }

    private func bytes(of subject: MiniMICRQuestion.Subject) -> [UInt8] {
        switch subject {
        case .version: MiniMICRCommand.version(header: needsHeader).encoded()
        case .serial: MiniMICRCommand.serial(header: needsHeader).encoded()
        }
    }

    /// The question goes out again, or is given up.
    mutating func unanswered(_ now: Duration, _ effects: inout Effects) {
        guard var waiting = question else { return }
        if waiting.sends < configuration.tries {
            // Until one form was answered the other one is tried in turn.
            if phase == .asking, waiting.subject == .version { needsHeader.toggle() }
            waiting.sends += 1
            waiting.sentAt = now
            question = waiting
            effects.append(.send(bytes(of: waiting.subject)))
            return
        }
        question = nil
        switch waiting.subject {
        case .serial: beReady(now, &effects)
        case .version:
            nextAt = now + configuration.retryPeriod
            if phase == .asking { needsHeader = false }
            breakDown("the reader does not answer", &effects)
        }
    }

    /// An answer to a question; without one it is late, and harmless.
    mutating func answered(
        _ subject: MiniMICRQuestion.Subject, _ text: String, _ now: Duration, _ effects: inout Effects
    ) {
        guard let waiting = question, waiting.subject == subject else { return }
        question = nil
        nextAt = now + configuration.heartbeat
        switch (phase, subject) {
        case (.closed, _): break
        case (.asking, .version):
            version = text
            ask(.serial, now, &effects)
        case (.asking, .serial):
            serial = text
            beReady(now, &effects)
        case (.ready, .version):
            // Another unit may stand there now, or the same one with other firmware.
            guard text != version else { return }
            breakDown("another reader answers", &effects)
            version = text
            ask(.serial, now, &effects)
        case (.ready, .serial): break
        }
    }

    /// Says who is there, and takes scans.
    mutating func beReady(_ now: Duration, _ effects: inout Effects) {
        phase = .ready
        isBroken = false
        nextAt = now + configuration.heartbeat
        let identity = CheckScannerIdentity(
            maker: "MagTek", model: "", serial: serial, firmware: version, capabilities: CheckScannerCapabilities())
        effects.append(.report(.identified(identity)))
        reportReadiness(&effects)
    }

    /// The line stands, the unit does not answer. What it did with a check meanwhile is not known.
    private mutating func breakDown(_ words: String, _ effects: inout Effects) {
        phase = .asking
        (version, serial) = ("", "")
        failScan(.timeout, .unknown, words, &effects)
        reportReadiness(&effects)
        guard !isBroken else { return }
        isBroken = true
        effects.append(.report(.broken(words)))
    }
}
