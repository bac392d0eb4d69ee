import DeviceKit
import ESCPOSFrame
import Receipts

extension ESCPOSPrinterDialogue {
    mutating func obey(_ command: POSPrinterCommand, _ now: Duration, _ effects: inout [Effect]) {
        switch command {
        case .print(let job): accept(job, now, &effects)
        case .abandon(let id): abandon(id, now, &effects)
        case .openDrawer(let connector, let request): kick(connector, request, now, &effects)
        case .recover: recover(now, &effects)
        }
    }

    /// A job that printed, or may have, is told and not printed again. One that surely failed is a new attempt.
    private mutating func accept(_ job: PrintJob, _ now: Duration, _ effects: inout [Effect]) {
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
            // Automatic status may be silent because the printer was switched off and on: look before the first byte.
            if configuration.profile.answers, answersRealTime || notReady() != nil { looks = wholeLook }
            scheduleLook(now)
            return true
        }
        switch running.stage {
        case .preflight:
            // Two receipts in one output are a jam: the earlier one is taken, or drawn back, first.
            if presenter?.isWaitedFor == true { return false }
            if let reason = notReady() {
                endJob(.failed("printer is not ready: \(reason)"), now, &effects)
            } else if completion == .marker, owedMarkers > 0 {
                fence(now, &effects)
            } else if !store(running.job, now, &effects) {
                print(running.job, now, &effects)
            }
            return true
        case .fencing, .storing, .printing: return false
        }
    }

    // MARK: Pictures

    /// Stores pictures the printer does not hold yet; whether there was anything to store.
    private mutating func store(_ job: PrintJob, _ now: Duration, _ effects: inout [Effect]) -> Bool {
        encoder.prepare(job.document)
        guard let held = stored, writesLeft > 0 else { return false }
        let wanted = encoder.definitions(job.document, stored: held).filter { !refusedKeys.contains($0.key) }
        guard let first = wanted.first else { return false }
        separate(&effects)
        writesLeft -= 1
        effects.append(.send(first.bytes))
        refusedKeys.append(first.key)
        current?.stage = .storing
        stored = []
        ask(.keys, now, &effects)
        outstanding = Outstanding(
            request: .keys, due: now + configuration.timing.store + transit(first.bytes.count))
        return true
    }

    /// The printer lists what it holds after a picture was stored: look again, then print.
    mutating func pictureListed() {
        let held = stored ?? []
        refusedKeys.removeAll { held.contains($0) }
        current?.stage = .preflight
        if answersRealTime { looks = wholeLook }
    }

    /// No list came: pictures travel as dots from now on.
    mutating func pictureNotListed() {
        stored = nil
        current?.stage = .preflight
        if answersRealTime { looks = wholeLook }
    }

    // MARK: Print

    private mutating func print(_ job: PrintJob, _ now: Duration, _ effects: inout [Effect]) {
        let receipt = encoder.encode(job.document, stored: stored ?? [])
        separate(&effects)
        var bytes = receipt.bytes
        var id: [UInt8]?
        switch completion ?? ESCPOSCompletion.none {
        case .processID:
            let taken = takeProcessID()
            bytes += ESCPOSCommand.processID(taken).encoded()
            id = taken
        case .marker: bytes += markerRequest()
        case .none: break
        }
        effects.append(.send(bytes))
        present(.began(job: job.id), now, &effects)
        remark(receipt, &effects)
        let allowance =
            configuration.timing.progress + transit(bytes.count) + configuration.timing.perRow * receipt.rows
        current?.stage = .printing(
            Printing(
                processID: id, hasRaster: receipt.hasRaster, allowance: allowance, due: now + allowance, stall: nil))
        if completion ?? ESCPOSCompletion.none == .none {
            endJob(.unknown("this printer does not tell whether it printed"), now, &effects)
        }
        scheduleLook(now)
    }

    /// What came out otherwise than written is told, never hidden.
    private func remark(_ receipt: EncodedReceipt, _ effects: inout [Effect]) {
        if !receipt.replaced.isEmpty {
            let list = receipt.replaced.prefix(16).map { "U+" + String($0.value, radix: 16, uppercase: true) }
            let text = "printed as ?: \(list.joined(separator: " "))"
            effects.append(.fault(WireFault(text, [])))
        }
        for remark in receipt.remarks { effects.append(.fault(WireFault(remark, []))) }
    }

    /// Cuts what is left of an unknown job away, so that it cannot be taken for the next customer's receipt.
    mutating func separate(_ effects: inout [Effect]) {
        guard fragment != .none else { return }
        var bytes: [UInt8] = fragment == .picture ? Self.padding : []
        bytes += ESCPOSCommand.action(.initialize).encoded() + [0x0A]
        switch configuration.profile.cutter {
        case .feedAndCut(let full): bytes += ESCPOSCommand.cut(mode: full ? 65 : 66, feed: 0).encoded()
        case .feedThenCut(let lines):
            bytes += ESCPOSCommand.set(.feedLines, lines).encoded() + ESCPOSAction.cutPartlyLegacy.bytes
        case .tearBar(let lines): bytes += ESCPOSCommand.set(.feedLines, lines).encoded()
        }
        bytes += pushing
        fragment = .none
        lateID = nil
        backlog += bytes.count
        effects.append(.send(bytes))
    }

    /// The printer's state was told: a running job stalls, or goes on.
    mutating func statusMoved(_ now: Duration, isNews: Bool, _ effects: inout [Effect]) {
        guard let running = current, case .printing(var printing) = running.stage else { return }
        if status.online == false {
            let reason = notReady() ?? "off line"
            // As long as the printer is heard a stall has no limit; a printer that died in it must still end the job.
            printing.due = now + configuration.timing.stallSilence
            if printing.stall != reason {
                printing.stall = reason
                effects.append(.report(.jobStalled(id: running.job.id, reason)))
                for kick in heldKicks { drive(.refuse(request: kick.request), now, &effects) }
                heldKicks = []
            }
        } else if printing.stall != nil || isNews {
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
            lateID = printing.processID
        }
        end(running.job.id, outcome, &effects)
        if case .printing = running.stage { present(.printed(job: running.job.id), now, &effects) }
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
        effects.append(.send(ESCPOSRealTime.clear.encoded()))
        endJob(.unknown("given up by staff while it was stalled"), now, &effects)
    }

    /// Staff cleared the cause of an error.
    ///
    /// With a job in the printer DLE ENQ 1 lets it go on from the line that failed; without one DLE ENQ 2 throws away
    /// what a stranger left in its buffers. - Source: shared dossier `receipt-printers.md` 3.1.
    private mutating func recover(_ now: Duration, _ effects: inout [Effect]) {
        guard phase != .closed, configuration.profile.answers else { return }
        if case .printing? = current?.stage {
            effects.append(.send(ESCPOSRealTime.enquiry(1).encoded()))
        } else {
            if status.error != nil { effects.append(.send(ESCPOSRealTime.enquiry(2).encoded())) }
            if current == nil, phase == .ready, status.online == true { separate(&effects) }
        }
        if looks.isEmpty, answersRealTime { looks = wholeLook }
    }
}
