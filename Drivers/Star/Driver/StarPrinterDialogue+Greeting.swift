import DeviceKit

extension StarPrinterDialogue {
    /// From the start, on a link of which nothing is known.
    mutating func greet(_ now: Duration, _ effects: inout [Effect]) {
        _ = scanner.reset()
        (outstanding, missed, backlog, wantsLook) = (nil, 0, 0, false)
        (counter, soundsForeign, looksByEnabling) = (nil, false, false)
        identity = Identity()
        publish(POSPrinterStatus(), &effects)
        guard configuration.profile.answers else {
            completion = StarCompletion.none
            phase = .ready
            effects.append(.report(.identified(model: configuration.profile.name, firmware: "", serial: "")))
            return scheduleLook(now)
        }
        phase = .greeting(.look, doubted: false)
        wantsLook = true
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
        switch step {
        // Their answer is a status, which moves on; without one `unanswered` does.
        case .look, .lookHarder: return false
        case .initialize:
            initialize(&effects)
            phase = .greeting(.name, doubted: false)
        case .name:
            if doubted { phase = .greeting(.serial, doubted: false) } else { ask(.name, now, &effects) }
        case .serial:
            // Line Mode printers do not know the question.
            if doubted || language != .prnt {
                phase = .greeting(.finish, doubted: false)
            } else {
                ask(.serial, now, &effects)
            }
        case .finish:
            effects.append(
                .report(
                    .identified(
                        model: identity.model ?? "unknown", firmware: identity.firmware ?? "unknown",
                        serial: identity.serial ?? "unknown")))
            phase = .ready
            scheduleLook(now)
        }
        return true
    }

    /// Zeros first when a picture may have been torn: the parser takes them for the picture's rest.
    ///
    /// The print check behind it makes the counter differ from that of a printer that was switched off and on.
    private mutating func initialize(_ effects: inout [Effect]) {
        var bytes: [UInt8] = fragment == .picture ? Self.padding : []
        if fragment == .picture { fragment = .paper }
        bytes += StarAction.initialize.bytes + Self.armed(counter)
        backlog += bytes.count
        effects.append(.send(bytes))
    }

    /// Switches automatic status on, and lets the counter leave 0, where a restart would bring it.
    static func armed(_ counter: Int?) -> [UInt8] {
        let checks = counter == 31 ? 2 : 1
        return StarCommand.set(.automaticStatus, 1).encoded()
            + Array(repeating: StarSingle.printCheck.rawValue, count: checks)
    }

    /// Fills the longest torn picture, then leaves raster mode.
    static let padding =
        [UInt8](repeating: 0, count: 8_192) + StarCommand.rasterMode(.clear).encoded()
        + StarCommand.rasterMode(.quit).encoded()

    /// A status came, and so the printer is there.
    mutating func greetingHeard() {
        guard case .greeting(let step, _) = phase, step == .look || step == .lookHarder else { return }
        phase = .greeting(.initialize, doubted: false)
    }

    /// No status: it may stand inside a picture that somebody before us did not finish, or speak another language.
    ///
    /// - Source: shared dossier `receipt-printers.md` 4.1 (both questions at once tell the emulation).
    mutating func lookHarder(_ now: Duration, _ effects: inout [Effect]) {
        phase = .greeting(.lookHarder, doubted: false)
        // One that pushes its status for a program before us may not answer questions: first it stops.
        let bytes = Self.padding + StarCommand.set(.automaticStatus, 0).encoded() + [0x10, 0x04, 0x01]
        backlog += bytes.count
        effects.append(.send(bytes))
        wantsLook = true
    }

    /// Nothing answers: jobs that wait fail, a running one stays a question, and the greeting begins again later.
    mutating func fallSilent(_ reason: String, _ now: Duration, _ effects: inout [Effect]) {
        forget(reason, now, &effects)
        phase = .silent(until: now + configuration.timing.greetAgain)
        effects.append(.report(.broken(reason)))
    }

    mutating func close(_ loss: LinkLoss, _ now: Duration, _ effects: inout [Effect]) {
        guard phase != .closed else { return }
        let reason = "link lost: \(loss)"
        forget(reason, now, &effects)
        phase = .closed
        effects.append(.report(.broken(reason)))
    }

    /// ESC ACK CAN: what lies in the printer is thrown away; then everything begins anew.
    mutating func reset(_ now: Duration, _ effects: inout [Effect]) {
        effects.append(.send(StarAction.reset.bytes))
        forget("the printer is reset", now, &effects)
        phase = .silent(until: now + configuration.timing.reset)
    }

    private mutating func forget(_ reason: String, _ now: Duration, _ effects: inout [Effect]) {
        refuseHeldKicks(now, &effects)
        if current != nil { endJob(brokenOutcome(reason), now, &effects) }
        failQueue(reason, now, &effects)
        drive(.linkLost, now, &effects)
        _ = scanner.reset()
        (outstanding, wantsLook, nextLook, counter) = (nil, false, nil, nil)
        publish(POSPrinterStatus(), &effects)
    }

    /// What a running job ends as when the printer is lost: only a job of which nothing was sent has surely failed.
    private func brokenOutcome(_ reason: String) -> PrintOutcome {
        switch current?.stage {
        case .printing: .unknown(reason)
        case .preflight, .checking, nil: .failed(reason)
        }
    }
}
