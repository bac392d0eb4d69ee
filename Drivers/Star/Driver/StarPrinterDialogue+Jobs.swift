import DeviceKit
import Receipts

extension StarPrinterDialogue {
    mutating func obey(_ command: POSPrinterCommand, _ now: Duration, _ effects: inout [Effect]) {
        switch command {
        case .print(let job): accept(job, &effects)
        case .abandon(let id): abandon(id, now, &effects)
        case .openDrawer(let connector, let request): kick(connector, request, now, &effects)
        case .recover: recover(now, &effects)
        }
    }

    /// A job that printed, or may have, is told and not printed again. One that surely failed is a new attempt.
    private mutating func accept(_ job: PrintJob, _ effects: inout [Effect]) {
        if let running = current, running.job.id == job.id {
            if case .printing(let printing) = running.stage, let stall = printing.stall {
                effects.append(.report(.jobStalled(id: job.id, stall)))
            }
            return
        }
        guard !queue.contains(where: { $0.id == job.id }) else { return }
        if let known = outcomes.last(where: { $0.id == job.id }) {
            switch known.outcome {
            case .printed, .unknown: return effects.append(.report(.jobEnded(id: job.id, known.outcome)))
            case .failed: outcomes.removeAll { $0.id == job.id }
            }
        }
        switch phase {
        case .closed: return end(job.id, .failed("the printer is not connected"), &effects)
        case .silent: return end(job.id, .failed("the printer does not answer"), &effects)
        case .offline: return end(job.id, .failed("printer is not ready: \(notReady() ?? "off line")"), &effects)
        case .greeting, .ready: break
        }
        guard queue.count < Self.longestQueue else { return end(job.id, .failed("too many jobs wait"), &effects) }
        queue.append(job)
    }

    /// One step with the queue; whether there is more to do at once.
    mutating func jobStep(_ now: Duration, _ effects: inout [Effect]) -> Bool {
        guard let running = current else {
            guard !queue.isEmpty else { return false }
            current = RunningJob(job: queue.removeFirst(), stage: .preflight)
            // What was pushed last may be old: look before the first byte.
            wantsLook = configuration.profile.answers
            scheduleLook(now)
            return true
        }
        switch running.stage {
        case .preflight:
            if let reason = notReady() {
                endJob(.failed("printer is not ready: \(reason)"), now, &effects)
            } else if completion == .counter, let counter {
                check(from: counter, attempts: 1, now, &effects)
            } else {
                print(running.job, start: nil, now, &effects)
            }
            return true
        case .checking, .printing: return false
        }
    }

    // MARK: The check before a job

    /// Sends print checks and waits for them: they come through only when nothing else lies in the printer any more.
    private mutating func check(from counter: Int, attempts: Int, _ now: Duration, _ effects: inout [Effect]) {
        separate(&effects)
        let target = StarCheck.start(from: counter)
        let checks = Array(repeating: StarSingle.printCheck.rawValue, count: target)
        effects.append(.send(StarCommand.set(.printCheck, 0).encoded() + checks))
        let wait = configuration.timing.baseline + transit(backlog)
        current?.stage = .checking(target: target, due: now + wait, attempts: attempts)
    }

    mutating func checkReached(_ target: Int, _ now: Duration, _ effects: inout [Effect]) {
        guard let running = current else { return }
        if let reason = notReady() {
            endJob(.failed("printer is not ready: \(reason)"), now, &effects)
        } else if StarCheck.window.contains(target) {
            print(running.job, start: target, now, &effects)
        }
    }

    /// The counter did not come there: something else was counted in between, or the printer does not work.
    mutating func checkMissed(_ attempts: Int, _ now: Duration, _ effects: inout [Effect]) {
        guard let counter, attempts < 3, notReady() == nil else {
            return endJob(.failed("the printer takes no data"), now, &effects)
        }
        check(from: counter, attempts: attempts + 1, now, &effects)
    }

    // MARK: Print

    private mutating func print(_ job: PrintJob, start: Int?, _ now: Duration, _ effects: inout [Effect]) {
        let receipt = encoder.encode(job.document, language: language, marked: start != nil)
        separate(&effects)
        effects.append(.send(receipt.bytes))
        backlog = 0
        remark(receipt, &effects)
        let allowance =
            configuration.timing.progress + transit(receipt.bytes.count)
            + configuration.timing.perRow * receipt.rows
        let check = start.map { StarCheck(start: $0, marks: receipt.marks) }
        current?.stage = .printing(
            Printing(check: check, hasRaster: receipt.hasRaster, allowance: allowance, due: now + allowance))
        if check == nil { endJob(.unknown("this printer does not tell whether it printed"), now, &effects) }
        scheduleLook(now)
    }

    /// What came out otherwise than written is told, never hidden.
    private func remark(_ receipt: EncodedStarReceipt, _ effects: inout [Effect]) {
        if !receipt.replaced.isEmpty {
            let list = receipt.replaced.prefix(16).map { "U+" + String($0.value, radix: 16, uppercase: true) }
            effects.append(.fault(WireFault("printed as ?: \(list.joined(separator: " "))", [])))
        }
        for remark in receipt.remarks { effects.append(.fault(WireFault(remark, []))) }
    }

    /// Cuts what is left of an unknown job away, so that it cannot be taken for the next customer's receipt.
    private mutating func separate(_ effects: inout [Effect]) {
        guard fragment != .none else { return }
        var bytes: [UInt8] = fragment == .picture ? Self.padding : []
        bytes += StarAction.initialize.bytes + [0x0A]
        switch configuration.profile.cutter {
        case .feedAndCut(let full): bytes += StarCommand.cut(full ? 2 : 3).encoded()
        case .tearBar(let lines): bytes += Array(repeating: 0x0A, count: lines)
        }
        bytes += StarCommand.set(.automaticStatus, 1).encoded()
        fragment = .none
        backlog += bytes.count
        effects.append(.send(bytes))
    }

    /// The printer's state was told: a running job stalls, or goes on.
    mutating func statusMoved(_ now: Duration, _ effects: inout [Effect]) {
        guard let running = current else { return }
        if case .checking = running.stage, let reason = notReady() {
            return endJob(.failed("printer is not ready: \(reason)"), now, &effects)
        }
        guard case .printing(var printing) = running.stage else { return }
        if status.online == false {
            let reason = notReady() ?? "off line"
            // As long as the printer is heard a stall has no limit; a printer that died in it must still end the job.
            printing.due = now + configuration.timing.stallSilence
            if printing.stall != reason {
                printing.stall = reason
                effects.append(.report(.jobStalled(id: running.job.id, reason)))
                refuseHeldKicks(now, &effects)
            }
        } else if printing.stall != nil {
            printing.stall = nil
            printing.due = now + printing.allowance
        }
        current?.stage = .printing(printing)
    }

    /// Any sign that data moves gives a running job its whole allowance again.
    mutating func progress(_ now: Duration) {
        guard case .printing(var printing)? = current?.stage, printing.stall == nil else { return }
        printing.due = now + printing.allowance
        current?.stage = .printing(printing)
    }

    // MARK: Ends

    /// The current job's one and only end.
    mutating func endJob(_ outcome: PrintOutcome, _ now: Duration, _ effects: inout [Effect]) {
        guard let running = current else { return }
        current = nil
        if case .unknown = outcome, case .printing(let printing) = running.stage {
            fragment = printing.hasRaster ? .picture : .paper
        }
        end(running.job.id, outcome, &effects)
        scheduleLook(now)
        releaseHeldKicks(now, &effects)
    }

    private mutating func end(_ id: String, _ outcome: PrintOutcome, _ effects: inout [Effect]) {
        outcomes.append(Ended(id: id, outcome: outcome))
        if outcomes.count > Self.rememberedJobs { outcomes.removeFirst() }
        effects.append(.report(.jobEnded(id: id, outcome)))
    }

    mutating func failQueue(_ reason: String, _ now: Duration, _ effects: inout [Effect]) {
        for job in queue { end(job.id, .failed(reason), &effects) }
        queue = []
    }

    /// Staff gave up on a stalled job: its data is thrown away in the printer, so that it does not come out after all.
    private mutating func abandon(_ id: String, _ now: Duration, _ effects: inout [Effect]) {
        if let place = queue.firstIndex(where: { $0.id == id }) {
            queue.remove(at: place)
            return end(id, .failed("given up before it was sent"), &effects)
        }
        guard let running = current, running.job.id == id, case .printing(let printing) = running.stage,
            printing.stall != nil
        else { return }
        endJob(.unknown("given up by staff while it was stalled"), now, &effects)
        if configuration.mayReset { reset(now, &effects) }
    }

    /// Staff cleared the cause of an error. A job in the printer goes on by itself when the cover is shut; nothing can
    /// be sent that would reach the printer before it. Without a job an error that still stands is reset.
    private mutating func recover(_ now: Duration, _ effects: inout [Effect]) {
        guard phase != .closed, configuration.profile.answers else { return }
        if current == nil {
            if status.error != nil, configuration.mayReset { return reset(now, &effects) }
            if phase == .ready, status.online == true { separate(&effects) }
        }
        if case .silent = phase { return }
        wantsLook = true
    }
}
