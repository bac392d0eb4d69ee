import Checks
import DeviceKit
import MiniMICRFrame

/// What comes from the unit.
extension MiniMICRDialogue {
    mutating func receive(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard phase != .closed, !bytes.isEmpty else { return }
        dropUnfinishedRecord(now, &effects)
        // What comes so soon after the order, each line of it, went past the head before the order.
        let isEarly = scan.map { now < $0.countsFrom } ?? false
        parser.append(bytes)
        lastByteAt = now
        while let item = parser.next() {
            staleRecord = staleRecord || isEarly
            switch item {
            case .record(let text, let form): record(text, form, now, &effects)
            case .fault(let fault, let bytes): damaged(fault, bytes, now, &effects)
            }
        }
        let isOpen = parser.pending > 0 || resentUntil != nil
        staleRecord = isOpen && (staleRecord || isEarly)
    }

    /// A line may be in any bytes of this wire, so none of them goes into a log as it is.
    private func complain(_ words: String, _ bytes: [UInt8], _ effects: inout Effects) {
        effects.append(.fault(WireFault(words, MICRMask.digits(in: bytes))))
    }

    private mutating func record(_ text: [UInt8], _ form: MiniMICRCheck?, _ now: Duration, _ effects: inout Effects) {
        if let form {
            guard check == nil || check == form else {
                // A flip in the first packet may have shown the wrong form: three of the other in a row are no flips.
                strangers += 1
                if strangers > 2 { (check, strangers) = (form, 0) }
                return damaged(.checksum, text, now, &effects)
            }
            (check, strangers) = (form, 0)
        }
        resentUntil = nil
        resends = 0
        let stale = staleRecord
        staleRecord = false
        guard let answer = MiniMICRAnswer(text) else {
            complain("bytes that no reader sends", text, &effects)
            if !stale { endDamaged(&effects) }
            return
        }
        switch answer {
        case .version(let words): answered(.version, words, now, &effects)
        case .serial(let words): answered(.serial, words, now, &effects)
        case .image: break
        case .question:
            if let question {
                answered(question.subject, "", now, &effects)
            } else {
                checkWasRead(text, .none, stale, &effects)
            }
        case .noMICR: checkWasRead(nil, .none, stale, &effects)
        case .line(let line, let status): checkWasRead(line, status, stale, &effects)
        }
    }

    /// A check went through. `nil`: the unit says in words that there was no ink.
    private mutating func checkWasRead(
        _ text: [UInt8]?, _ status: MiniMICRStatus, _ stale: Bool, _ effects: inout Effects
    ) {
        guard let open = scan, !stale else {
            return complain("a check was read that nobody asked for", text ?? [], &effects)
        }
        effects.append(.report(.documentInserted(item: open.wish.item)))
        var condition = status.condition
        if text == nil { condition.signal = .none }
        let isBlank = text?.allSatisfy { $0 == 0x20 } ?? true
        let line = text.flatMap {
            isBlank ? nil : MICRLine($0, configuration.encoding, exceptions: configuration.exceptions)
        }
        let reading = CheckReading(
            item: open.wish.item, line: line, condition: condition, missing: open.wish.images, paper: .ejected)
        guard let (reason, words) = Self.objection(line, condition, status) else {
            scan = nil
            effects.append(.report(.read(reading)))
            reportReadiness(&effects)
            return
        }
        failScan(reason, .ejected, words, partial: reading, &effects)
    }

    /// What stands against a line; `nil`: nothing. Whether the office takes the check is the controller's question.
    private static func objection(
        _ line: MICRLine?, _ condition: MICRCondition, _ status: MiniMICRStatus
    ) -> (CheckFailureReason, String)? {
        let code = status == .none ? "" : "status \(status.code)"
        guard let line else { return condition.signal == .none ? (.noMICR, code) : (.badRead, code) }
        if line.fault == .illegalCharacter {
            return (.badRead, "letters that this format does not have: is the reader set to a raw format?")
        }
        if let fault = line.fault { return (.badRead, fault.rawValue) }
        if line.hasUnreadable { return (.badRead, code) }
        if case .wrongCheckDigit? = line.transit { return (.checkDigit, code) }
        // A format that prints the dash as a zero makes a US number of a Canadian one, and it may pass its check digit.
        if condition.style == .canadian, line.country != .canada {
            return (.badRead, "the reader calls it Canadian, the line does not: is the format one that keeps the dash?")
        }
        return condition.isSound ? nil : (.badRead, code)
    }

    /// A pause inside a record: its end is lost, and what came of it is not to be believed.
    mutating func dropUnfinishedRecord(_ now: Duration, _ effects: inout Effects) {
        guard parser.pending > 0, now - lastByteAt >= configuration.quietTime else { return }
        let rest = parser.reset()
        // Of a line that is too long all that came was told already.
        if !rest.isEmpty { complain("a record without its end", rest, &effects) }
        let stale = staleRecord
        staleRecord = false
        // Noise on the line has no digits, a piece of a check has; an answer to a question begins with its word.
        let isAnswer = rest.contains(0x56) || rest.contains(0x53)
        if !stale, !isAnswer, rest.contains(where: { (0x30...0x39).contains($0) }) { endDamaged(&effects) }
    }

    /// Bytes that are no record. A whole packet with a wrong check is asked for again; anything else cannot be.
    private mutating func damaged(
        _ fault: MiniMICRFault, _ bytes: [UInt8], _ now: Duration, _ effects: inout Effects
    ) {
        complain(fault.rawValue, bytes, &effects)
        switch fault {
        case .checksum:
            guard resends < configuration.resends else {
                resentUntil = nil
                resends = 0
                return endDamaged(&effects)
            }
            resends += 1
            resentUntil = now + configuration.replyTimeout
            effects.append(.send([0x15]))
        case .tooLong:
            let stale = staleRecord
            // Its end is here: the next one began after the scan did.
            if let last = bytes.last, MiniMICRParser.isEnd(last) { staleRecord = false }
            if !stale { endDamaged(&effects) }
        case .noStart, .noEnd: break
        }
    }

    /// A check may have gone through, and its line did not arrive whole.
    mutating func endDamaged(_ effects: inout Effects) {
        failScan(.badRead, .unknown, "the line came damaged", &effects)
    }
}
