import DeviceKit

extension ESCPOSPrinterDialogue {
    mutating func open(_ now: Duration, _ effects: inout [Effect]) {
        effects.append(.discardInput)
        greet(now, &effects)
    }

    /// From the start, on a link of which nothing is known.
    mutating func greet(_ now: Duration, _ effects: inout [Effect]) {
        _ = scanner.reset()
        (outstanding, missed, flushed) = (nil, 0, false)
        (answersRealTime, pushesStatus, heard) = (false, false, false)
        identity = Identity()
        stored = nil
        (pushed, pushDoubted, backlog) = (nil, false, 0)
        publish(POSPrinterStatus(), &effects)
        guard configuration.profile.answers else {
            completion = ESCPOSCompletion.none
            phase = .ready
            looks = []
            let name = configuration.profile.name
            effects.append(.report(.identified(model: name, firmware: "", serial: "")))
            return scheduleLook(now)
        }
        phase = .greeting(.look, doubted: false)
        looks = wholeLook
        scheduleLook(now)
    }

    /// The printer is back on line in the middle of its greeting.
    mutating func resumeGreeting() -> Bool {
        phase = .greeting(.initialize, doubted: false)
        nextLook = nil
        return true
    }

    /// One step; whether there is more to do at once.
    mutating func greetingStep(
        _ step: Greeting, _ doubted: Bool, _ now: Duration, _ effects: inout [Effect]
    ) -> Bool {
        // Off line it runs no command: a question now would only be answered, or printed, much later.
        if status.online == false {
            phase = .offline
            failQueue("printer is not ready: \(notReady() ?? "off line")", now, &effects)
            scheduleLook(now)
            return false
        }
        if doubted { return missing(step, now, &effects) }
        switch step {
        case .look: phase = .greeting(.initialize, doubted: false)
        case .initialize:
            initialize(padding: fragment == .picture, &effects)
            phase = .greeting(.model, doubted: false)
        case .model: ask(.model, now, &effects)
        case .firmware: ask(.firmware, now, &effects)
        case .serial: ask(.serial, now, &effects)
        case .processID:
            if let probed, probed == identity, identity.serial != nil, completion != nil {
                phase = .greeting(.keys, doubted: false)
            } else {
                completion = nil
                let id = takeProcessID()
                probeID = id
                ask(.processID(id), now, &effects)
            }
        case .marker: ask(.marker, now, &effects)
        case .keys:
            guard configuration.profile.keepsPictures else {
                finishGreeting(now, &effects)
                return true
            }
            ask(.keys, now, &effects)
        }
        return true
    }

    /// Zeros first when a picture may have been torn: the parser takes them for the picture's rest.
    /// - Source: shared dossier `receipt-printers.md` 3.4 (power loss inside a raster command).
    private mutating func initialize(padding: Bool, _ effects: inout [Effect]) {
        var bytes: [UInt8] = padding ? Self.padding : []
        bytes += ESCPOSCommand.action(.initialize).encoded()
        bytes += pushing
        if padding {
            flushed = true
            if fragment == .picture { fragment = .paper }
        }
        backlog += bytes.count
        effects.append(.send(bytes))
    }

    static let padding = [UInt8](repeating: 0, count: 8_192)

    /// A step of the greeting has its answer.
    mutating func greetingAnswered(_ step: Greeting, text: String?, _ now: Duration, _ effects: inout [Effect]) {
        switch step {
        case .look, .initialize: break
        case .model:
            identity.model = text
            phase = .greeting(.firmware, doubted: false)
        case .firmware:
            identity.firmware = text
            phase = .greeting(.serial, doubted: false)
        case .serial:
            identity.serial = text
            tellIdentity(&effects)
            phase = .greeting(.processID, doubted: false)
        case .processID:
            setCompletion(.processID)
            phase = .greeting(.keys, doubted: false)
        case .marker:
            setCompletion(.marker)
            phase = .greeting(.keys, doubted: false)
        case .keys: finishGreeting(now, &effects)
        }
    }

    private mutating func tellIdentity(_ effects: inout [Effect]) {
        effects.append(
            .report(
                .identified(
                    model: identity.model ?? "unknown", firmware: identity.firmware ?? "unknown",
                    serial: identity.serial ?? "unknown")))
    }

    mutating func setCompletion(_ found: ESCPOSCompletion) {
        completion = found
        probed = identity
    }

    /// A buffered question of the greeting had no answer: look whether the printer went off line meanwhile, then decide.
    mutating func doubtGreeting(_ step: Greeting, _ now: Duration, _ effects: inout [Effect]) {
        phase = .greeting(step, doubted: true)
        if answersRealTime { looks = shortLook }
    }

    /// The printer is on line, as far as can be seen, and does not answer this question.
    private mutating func missing(_ step: Greeting, _ now: Duration, _ effects: inout [Effect]) -> Bool {
        switch step {
        case .look, .initialize: phase = .greeting(.initialize, doubted: false)
        case .model where !flushed:
            // It may stand inside a picture that somebody before us did not finish.
            initialize(padding: true, &effects)
            phase = .greeting(.model, doubted: false)
            ask(.model, now, &effects)
        case .model, .firmware, .serial, .processID:
            greetingSkipped(step, &effects)
        case .marker:
            guard heard else { return fallSilent("the printer does not answer", now, &effects) }
            setCompletion(ESCPOSCompletion.none)
            phase = .greeting(.keys, doubted: false)
        case .keys:
            stored = nil
            finishGreeting(now, &effects)
        }
        return true
    }

    private mutating func greetingSkipped(_ step: Greeting, _ effects: inout [Effect]) {
        switch step {
        case .model: phase = .greeting(.firmware, doubted: false)
        case .firmware: phase = .greeting(.serial, doubted: false)
        case .serial:
            tellIdentity(&effects)
            phase = .greeting(.processID, doubted: false)
        case .processID: phase = .greeting(.marker, doubted: false)
        case .look, .initialize, .marker, .keys: break
        }
    }

    private mutating func finishGreeting(_ now: Duration, _ effects: inout [Effect]) {
        phase = .ready
        // Perhaps it was switched on in the middle of its greeting: one more look, and an answer begins anew.
        if !answersRealTime { looks = shortLook }
        scheduleLook(now)
    }

    /// Nothing answers: jobs that wait fail, a running one stays a question, and the greeting begins again later.
    @discardableResult
    mutating func fallSilent(_ reason: String, _ now: Duration, _ effects: inout [Effect]) -> Bool {
        refuseHeldKicks(now, &effects)
        if current != nil { endJob(brokenOutcome(reason), now, &effects) }
        failQueue(reason, now, &effects)
        drive(.linkLost, now, &effects)
        present(.linkLost, now, &effects)
        (outstanding, looks, nextLook) = (nil, [], nil)
        phase = .silent(until: now + configuration.timing.greetAgain)
        publish(POSPrinterStatus(), &effects)
        effects.append(.report(.broken(reason)))
        return false
    }

    /// What a running job ends as when the printer is lost: only a job of which nothing was sent has surely failed.
    func brokenOutcome(_ reason: String) -> PrintOutcome {
        switch current?.stage {
        case .printing: .unknown(reason)
        case .preflight, .fencing, .storing, nil: .failed(reason)
        }
    }

    mutating func close(_ loss: LinkLoss, _ now: Duration, _ effects: inout [Effect]) {
        guard phase != .closed else { return }
        let reason = "link lost: \(loss)"
        refuseHeldKicks(now, &effects)
        if current != nil { endJob(brokenOutcome(reason), now, &effects) }
        failQueue(reason, now, &effects)
        drive(.linkLost, now, &effects)
        present(.linkLost, now, &effects)
        _ = scanner.reset()
        (outstanding, looks, nextLook) = (nil, [], nil)
        phase = .closed
        publish(POSPrinterStatus(), &effects)
        effects.append(.report(.broken(reason)))
    }
}
