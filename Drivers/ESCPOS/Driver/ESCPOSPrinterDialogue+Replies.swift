import DeviceKit
import ESCPOSFrame

extension ESCPOSPrinterDialogue {
    mutating func take(_ item: ESCPOSReplyScanner.Item, _ now: Duration, _ effects: inout [Effect]) {
        switch item {
        case .fault(let fault):
            distrustUntil = now + .milliseconds(500)
            effects.append(.fault(fault))
        case .reply(let reply):
            // Whoever was silent and speaks was switched on: begin from the start.
            if case .silent = phase { return greet(now, &effects) }
            heard = true
            take(reply, now, &effects)
        }
    }

    private mutating func take(_ reply: ESCPOSReply, _ now: Duration, _ effects: inout [Effect]) {
        switch reply {
        case .realTime(let byte):
            guard case .realTime(let number)? = outstanding?.request else {
                return effects.append(.fault(WireFault("status nobody asked for", [byte])))
            }
            outstanding = nil
            if phase == .ready, !answersRealTime, current == nil { return greet(now, &effects) }
            (missed, answersRealTime) = (0, true)
            apply(number, byte, now, &effects)
        case .status(let block):
            (pushesStatus, pushed, pushDoubted) = (true, block.bytes[0] & 0x0C, false)
            apply(block, now, &effects)
        case .single(let byte): single(byte, now, &effects)
        case .xon: progress(now)
        case .xoff: break
        case .block(let block): take(ESCPOSBlockMeaning(block), block, now, &effects)
        case .custom(let status): take(status, now, &effects)
        }
    }

    private mutating func take(
        _ meaning: ESCPOSBlockMeaning, _ block: ESCPOSBlock, _ now: Duration, _ effects: inout [Effect]
    ) {
        switch meaning {
        case .processDone(let id): processDone(id, block, now, &effects)
        case .text(let bytes):
            switch outstanding?.request {
            case .model, .firmware, .serial:
                outstanding = nil
                answerGreeting(text: Self.text(bytes), now, &effects)
            case .fence: fencePassed()
            case .realTime, .processID, .marker, .keys, nil:
                effects.append(.fault(WireFault("text nobody asked for", block.encoded())))
            }
        case .pictureKeys(let keys, let more):
            guard outstanding?.request == .keys else {
                return effects.append(.fault(WireFault("keys nobody asked for", block.encoded())))
            }
            stored = (stored ?? []) + keys
            if more {
                // The printer sends the next part when this one is acknowledged.
                effects.append(.send([0x06]))
            } else {
                outstanding = nil
                answerGreeting(text: nil, now, &effects)
            }
        case .offline: if looks.isEmpty { looks = wholeLook }
        case .cleared, .symbolSize, .pictureMemory, .informationA: break
        case .powerOff: fallSilent("the printer shuts down", now, &effects)
        case .other: effects.append(.fault(WireFault("block nobody asked for", block.encoded())))
        }
    }

    private mutating func processDone(
        _ id: [UInt8], _ block: ESCPOSBlock, _ now: Duration, _ effects: inout [Effect]
    ) {
        if outstanding?.request == .processID(id) {
            (outstanding, probeID) = (nil, nil)
            return answerGreeting(text: nil, now, &effects)
        }
        if case .printing(let printing)? = current?.stage, printing.processID == id {
            return endJob(.printed, now, &effects)
        }
        if probeID == id {
            // A slow printer: it knows process ids after all. A job under way with the marker keeps it.
            (probeID, completion) = (nil, .processID)
            return
        }
        if lateID == id {
            // The job stays unknown, as it was told; but no torn paper is left of it.
            (lateID, fragment) = (nil, .none)
            return effects.append(.fault(WireFault("confirmation of a job that has ended unknown", block.encoded())))
        }
        effects.append(.fault(WireFault("confirmation of no job of ours", block.encoded())))
    }

    /// Names come from a stranger: only what can be shown is kept.
    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.filter { (0x20...0x7E).contains($0) }.prefix(80), as: UTF8.self)
    }

    /// An answer that belongs to the greeting, or to a picture that was stored.
    mutating func answerGreeting(text: String?, _ now: Duration, _ effects: inout [Effect]) {
        switch phase {
        case .greeting(let step, _): greetingAnswered(step, text: text, now, &effects)
        case .ready: if current?.stage == .storing { pictureListed() }
        case .closed, .offline, .silent: break
        }
    }

    // MARK: No answer

    mutating func unanswered(_ request: Request, _ now: Duration, _ effects: inout [Effect]) {
        switch (phase, request) {
        case (.greeting(_, let doubted), .realTime):
            // A clone may answer none of the four, or not on this path.
            looks = []
            if doubted, answersRealTime { fallSilent("the printer does not answer", now, &effects) }
        case (.greeting(let step, _), .model), (.greeting(let step, _), .firmware), (.greeting(let step, _), .serial),
            (.greeting(let step, _), .processID), (.greeting(let step, _), .marker), (.greeting(let step, _), .keys):
            doubtGreeting(step, now, &effects)
        case (.ready, .realTime): missedLook(now, &effects)
        case (.ready, .fence): fenceMissed(now, &effects)
        case (.ready, .keys): if current?.stage == .storing { pictureNotListed() }
        case (.offline, .realTime):
            missed += 1
            looks = []
            if missed >= configuration.timing.missedReplies { fallSilent("the printer does not answer", now, &effects) }
        case (.ready, .model), (.ready, .firmware), (.ready, .serial), (.ready, .processID), (.ready, .marker),
            (.offline, .model), (.offline, .firmware), (.offline, .serial), (.offline, .processID),
            (.offline, .marker), (.offline, .keys), (.greeting, .fence), (.offline, .fence), (.closed, _),
            (.silent, _):
            break
        }
    }

    private mutating func missedLook(_ now: Duration, _ effects: inout [Effect]) {
        missed += 1
        looks = []
        switch current?.stage {
        case .printing:
            // A printer deep in a job, or behind a full buffer, may be late: the job's own limit decides. What cannot
            // reach it piles up, so the looks become rare.
            nextLook = now + configuration.timing.busyPoll * (1 << min(missed, 5))
        case .preflight where answersRealTime || notReady() != nil:
            fallSilent("the printer does not answer", now, &effects)
        case .preflight, .fencing, .storing: break
        case nil:
            if answersRealTime, missed >= configuration.timing.missedReplies {
                fallSilent("the printer does not answer", now, &effects)
            }
        }
    }

    // MARK: Status

    /// - Source: shared dossier `receipt-printers.md` 3.2.
    private mutating func apply(_ block: ESCPOSStatusBlock, _ now: Duration, _ effects: inout [Effect]) {
        var newest = POSPrinterStatus(online: !block.offline, coverOpen: block.coverOpen)
        newest.paper = block.paperEnd ? .end : block.paperNearEnd ? .nearEnd : .enough
        if block.unrecoverableError {
            newest.error = .unrecoverable
        } else if block.cutterError {
            newest.error = .cutter
        } else if block.mechanicalError {
            newest.error = .recoverable
        } else if block.passingError {
            newest.error = .headHot
        }
        drive(.level(high: block.drawerHigh), now, &effects)
        publish(newest, &effects)
        statusMoved(now, isNews: true, &effects)
    }

    /// - Source: shared dossier `receipt-printers.md` 3.1, bit tables.
    private mutating func apply(_ number: UInt8, _ byte: UInt8, _ now: Duration, _ effects: inout [Effect]) {
        var newest = status
        switch number {
        case 1:
            newest.online = byte & 0x08 == 0
            drive(.level(high: byte & 0x04 != 0), now, &effects)
            checkPush(byte & 0x0C, &effects)
            // The other three tell the cause, and are all there is without automatic status.
            let asks = byte & 0x08 != 0 || status.online != true || status.error != nil || !pushesStatus
            if asks, looks.isEmpty { looks = [2, 3, 4] }
        case 2:
            newest.coverOpen = byte & 0x04 != 0
            if byte & 0x20 != 0 { newest.paper = .end }
        case 3:
            if byte & 0x20 != 0 {
                newest.error = .unrecoverable
            } else if byte & 0x08 != 0 {
                newest.error = .cutter
            } else if byte & 0x04 != 0 {
                newest.error = .recoverable
            } else {
                newest.error = byte & 0x40 != 0 ? .headHot : nil
            }
        case 4: newest.paper = byte & 0x60 != 0 ? .end : byte & 0x0C != 0 ? .nearEnd : .enough
        default: break
        }
        publish(newest, &effects)
        statusMoved(now, isNews: false, &effects)
    }

    /// A printer that was switched off and on has forgotten to push. Two looks that contradict the newest push show it.
    private mutating func checkPush(_ bits: UInt8, _ effects: inout [Effect]) {
        guard let pushed, pushed != bits else { return pushDoubted = false }
        guard pushDoubted else { return pushDoubted = true }
        (self.pushed, pushDoubted, pushesStatus) = (nil, false, false)
        guard phase == .ready, current == nil, bits & 0x08 == 0 else { return }
        effects.append(.send(pushing))
    }

    mutating func publish(_ newest: POSPrinterStatus, _ effects: inout [Effect]) {
        var newest = newest
        newest.presenter = phase == .closed ? nil : presenter?.state
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
        case nil: return status.online == false ? "off line" : presenter?.refusal
        }
    }
}
