import DeviceKit
import SSPFrame

/// Sending, repeating, and taking frames in.
extension SSPDialogue {
    /// Bytes of the wire. While the line has to be silent they only prolong the silence (rule 3).
    mutating func receive(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard !bytes.isEmpty else { return }
        switch phase {
        case .closed: return
        case .quiet(let since, _):
            phase = .quiet(since: since, until: now + configuration.quietTime)
            return
        case .identifying, .settling, .ready: break
        }
        dropUnfinishedFrame(now, &effects)
        lastByteAt = now
        parser.append(bytes)
        while let item = parser.next() {
            switch item {
            case .frame(let frame): take(frame, now, &effects)
            case .fault(let fault, let bytes): effects.append(.fault(WireFault(fault.rawValue, bytes)))
            }
        }
    }

    /// A frame that stopped in the middle must not swallow the next one.
    mutating func dropUnfinishedFrame(_ now: Duration, _ effects: inout Effects) {
        guard parser.pending > 0, now - lastByteAt >= configuration.interByteTimeout else { return }
        effects.append(.fault(WireFault("a frame stopped in the middle", parser.reset())))
    }

    /// An answer counts when it comes from our unit to what stands on the line, with the same sequence bit, not too
    /// old, and encrypted where the question was.
    private mutating func take(_ frame: SSPFrame, _ now: Duration, _ effects: inout Effects) {
        func fault(_ words: String) { effects.append(.fault(WireFault(words, frame.encoded()))) }
        guard frame.address == configuration.address else { return fault("an answer of another address") }
        guard let asked = exchange else { return fault("an answer nobody asked for") }
        guard frame.sequence == asked.sequence else { return fault("an answer with the other sequence bit") }
        guard now - asked.sentAt <= configuration.quietTime else {
            // Rule 2: it waited in some buffer. The unit repeats it for the same sequence bit, so nothing is lost.
            _ = parser.reset()
            effects.append(.discardInput)
            return fault("an answer older than a second")
        }
        guard let data = opened(frame.data, asked) else {
            return fault(asked.isEncrypted ? "an answer that our key does not open" : "an encrypted answer")
        }
        if asked.request == .step(.sync), data != [0xF0] { return fault("no answer to SYNC") }
        sequence = !asked.sequence
        exchange = nil
        nextAt = now
        answered(asked, SSPReply(data), now, &effects)
    }

    /// The clear data of an answer. An encrypted question may be refused in the clear, but never answered so: such an
    /// answer could be anybody's.
    private mutating func opened(_ data: [UInt8], _ asked: SSPExchange) -> [UInt8]? {
        guard asked.isEncrypted else { return data.first == SSPEnvelope.mark ? nil : data }
        if let clear = envelope?.open(data) { return clear }
        switch SSPReply(data).outcome {
        case .keyNotSet: return data
        case .ok, .unknownCommand, .wrongCount, .outOfRange, .cannotProcess, .softwareError, .fail, .other: return nil
        }
    }

    private mutating func answered(
        _ asked: SSPExchange, _ reply: SSPReply, _ now: Duration, _ effects: inout Effects
    ) {
        if asked.isEncrypted, reply.outcome == .keyNotSet {
            breakOff("the unit has lost the key", now, &effects)
            return
        }
        switch phase {
        case .closed, .quiet: return
        case .identifying(let step):
            guard asked.request == .step(step) else { return }
            identified(step, reply, asked, now, &effects)
        case .settling(let settling): settled(settling, reply, asked, now, &effects)
        case .ready: answeredReady(asked, reply, now, &effects)
        }
    }

    /// The next frame of its own, in a new exchange.
    mutating func sendNext(_ now: Duration, _ effects: inout Effects) {
        let request: SSPRequest
        switch phase {
        case .closed, .quiet: return
        case .identifying(let step): request = .step(step)
        case .settling(let settling): request = settlingRequest(settling)
        case .ready:
            if let until = silenceWithoutHold(now) {
                nextAt = until
                return
            }
            request = readyRequest
        }
        if request.keepsGap, !acceptsNow, let polledAt, now < polledAt + configuration.pollPeriod {
            nextAt = polledAt + configuration.pollPeriod
            return
        }
        send(request, now, &effects)
    }

    /// The poll that accepts a note does not wait for its slot.
    private var acceptsNow: Bool {
        if case .stacking(_, 0) = hand, phase == .ready { return true }
        return false
    }

    private mutating func send(_ request: SSPRequest, _ now: Duration, _ effects: inout Effects) {
        let command = command(for: request)
        var data = command.data
        var isEncrypted = false
        if envelope != nil, !request.isPlain, let sealed = envelope?.seal(data) {
            data = sealed
            isEncrypted = true
        }
        if request == .step(.sync) { sequence = true }
        let frame = SSPFrame(sequence: sequence, address: configuration.address, data: data).encoded()
        exchange = SSPExchange(
            request: request, frame: frame, sequence: sequence, isEncrypted: isEncrypted, firstSentAt: now, sentAt: now)
        if request.keepsGap { polledAt = now }
        if request == .poll, case .stacking(let escrow, 0) = hand { hand = .stacking(escrow, stillAnswers: 1) }
        effects.append(.send(frame))
    }

    /// The very same bytes again, so that a unit that heard them the first time repeats its answer. After two silences
    /// the dialogue starts anew (rule 15).
    mutating func repeatOrGiveUp(_ waiting: SSPExchange, _ now: Duration, _ effects: inout Effects) {
        let isSync = waiting.request == .step(.sync)
        guard waiting.sends < configuration.tries || isSync else {
            breakOff("no answer to \(waiting.sends) frames", now, &effects)
            return
        }
        if isSync, waiting.sends >= configuration.tries, !isBroken { declareBroken("no answer to SYNC", &effects) }
        var again = waiting
        again.sends += 1
        again.sentAt = now
        exchange = again
        effects.append(.send(again.frame))
    }

    /// What was asked and not answered is unknown. The line has to fall silent before the next SYNC, so that no late
    /// answer is taken for its answer.
    mutating func breakOff(_ words: String, _ now: Duration, _ effects: inout Effects) {
        if !isBroken { declareBroken(words, &effects) }
        exchange = nil
        _ = parser.reset()
        envelope = nil
        hand = .empty
        wanted = []
        inhibitsTaken = nil
        isEnabled = false
        mayHaveBeenReset = true
        creditBeforeCut = nil
        // A credit that was not money yet: the unit repeats it, or the counter tells.
        if case .pending = word?.stage { word = nil }
        phase = .quiet(since: now, until: now + configuration.quietTime)
    }

    private mutating func declareBroken(_ words: String, _ effects: inout Effects) {
        isBroken = true
        reportUnknownStatus(&effects)
        report(.broken(words), &effects)
    }

    private func command(for request: SSPRequest) -> SSPCommand {
        switch request {
        case .step(let step): command(for: step)
        case .poll: unit.acknowledges ? .pollWithAck : .poll
        case .hold: .hold
        case .reject: .reject
        case .disable: .disable
        case .enable: .enable
        case .eventAck: .eventAck
        case .rejectCode: .lastRejectCode
        case .counters: .counters
        case .inhibits(let mask): .inhibits(mask)
        }
    }
}

extension SSPRequest {
    /// Never encrypted: what leads to a key.
    var isPlain: Bool {
        switch self {
        case .step(.sync), .step(.generator), .step(.modulus), .step(.keyExchange): true
        case .step, .poll, .hold, .reject, .disable, .enable, .eventAck, .rejectCode, .counters, .inhibits: false
        }
    }
}
