import DeviceKit
import Money

/// Who is there: questions one by one; what a unit does not know is passed over.
extension SSPDialogue {
    func command(for step: SSPStep) -> SSPCommand {
        switch step {
        case .sync: return .sync
        case .reject, .rejectAgain: return .reject
        case .hostProtocol(let version): return .hostProtocol(version)
        case .generator: return .generator(numbers?.generator ?? 0)
        case .modulus: return .modulus(numbers?.modulus ?? 0)
        case .keyExchange: return .keyExchange(numbers?.publicHalf ?? 0)
        case .setup: return .setupRequest
        case .channelValues: return .channelValues
        case .serial: return .serialNumber
        case .firmware: return .firmware
        case .dataset: return .dataset
        case .counters: return .counters
        case .firstPoll(let withAck): return withAck ? .pollWithAck : .poll
        }
    }

    /// Numbers of the exchange under way; used up from the moment its first half goes out.
    private var numbers: SSPKeyExchange? {
        let all = configuration.keyExchanges
        return all.isEmpty ? nil : all[max(0, exchangesUsed - 1) % all.count]
    }

    /// After a reset: keys and protocol version are lost, and another unit may stand there now.
    mutating func identifyAfterReset() {
        envelope = nil
        hand = .empty
        wanted = []
        inhibitsTaken = nil
        isEnabled = false
        phase = .identifying(.hostProtocol(configuration.protocolVersion))
    }

    mutating func identified(
        _ step: SSPStep, _ reply: SSPReply, _ asked: SSPExchange, _ now: Duration, _ effects: inout Effects
    ) {
        let isOK = reply.outcome == .ok
        switch step {
        case .sync: phase = .identifying(.reject)
        case .reject: phase = .identifying(.hostProtocol(configuration.protocolVersion))
        case .hostProtocol(let version):
            if isOK || version <= 4 {
                beginKeys(now, &effects)
            } else {
                phase = .identifying(.hostProtocol(version - 1))
            }
        case .generator: isOK ? phase = .identifying(.modulus) : withoutKey(now, &effects)
        case .modulus: isOK ? phase = .identifying(.keyExchange) : withoutKey(now, &effects)
        case .keyExchange: agree(reply, now, &effects)
        case .setup: setUp(reply)
        case .channelValues:
            if isOK { unit.channels = SSPChannels.read(reply.body, scale: configuration.valueScale) }
            phase = .identifying(.serial)
        case .serial:
            takeSerial(reply)
            phase = .identifying(.firmware)
        case .firmware:
            if isOK, !reply.body.isEmpty { unit.firmware = sspText(reply.body) }
            phase = .identifying(.dataset)
        case .dataset:
            if isOK { unit.dataset = sspText(reply.body) }
            phase = .identifying(.counters)
        case .counters:
            unit.hasCounter = countsNotes && stackedCount(reply) != nil
            phase = .identifying(.rejectAgain)
        case .rejectAgain:
            phase = .identifying(.firstPoll(withAck: configuration.acknowledgedPolls == .ifOffered))
        case .firstPoll(let withAck): firstPolled(withAck, reply, asked, now, &effects)
        }
    }

    // MARK: Keys

    private mutating func beginKeys(_ now: Duration, _ effects: inout Effects) {
        switch configuration.encryption {
        case .never: phase = .identifying(.setup)
        case .ifOffered, .required:
            guard !configuration.keyExchanges.isEmpty else { return withoutKey(now, &effects) }
            exchangesUsed += 1
            phase = .identifying(.generator)
        }
    }

    private mutating func agree(_ reply: SSPReply, _ now: Duration, _ effects: inout Effects) {
        guard reply.outcome == .ok, reply.body.count == 8, let numbers else { return withoutKey(now, &effects) }
        let half = reply.body.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let key = numbers.key(unitHalf: half) else { return withoutKey(now, &effects) }
        envelope = SSPEnvelope(
            fixedKey: configuration.fixedKey, negotiated: key,
            packingSeed: configuration.packingSeed &+ UInt64(exchangesUsed))
        wasEncrypted = true
        phase = .identifying(.setup)
    }

    /// Plain talk, where that is allowed; a unit that once had a key cannot be talked out of it.
    private mutating func withoutKey(_ now: Duration, _ effects: inout Effects) {
        envelope = nil
        if configuration.encryption == .required || wasEncrypted {
            breakOff("no key could be agreed on, and the line has to be encrypted", now, &effects)
        } else {
            phase = .identifying(.setup)
        }
    }

    // MARK: Answers

    private mutating func setUp(_ reply: SSPReply) {
        guard reply.outcome == .ok, let setup = SSPSetup(reply.body, scale: configuration.valueScale) else {
            phase = .identifying(.channelValues)
            return
        }
        unit.type = setup.unitType
        unit.firmware = setup.firmware
        unit.channels = setup.channels
        phase = .identifying(setup.channels.contains { $0 != nil } ? .serial : .channelValues)
    }

    /// Four bytes, the high one first. Another unit has said nothing about our notes.
    private mutating func takeSerial(_ reply: SSPReply) {
        let bytes = reply.outcome == .ok && reply.body.count >= 4 ? Array(reply.body.prefix(4)) : []
        let serial = bytes.isEmpty ? "" : String(bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        if serial != unit.serial, !unit.serial.isEmpty {
            word = nil
            throughChannel = nil
            creditBeforeCut = nil
        }
        unit.serial = serial
    }

    private var countsNotes: Bool {
        configuration.counterTrust != .none && configuration.behaviour.clearsUnordered != .happens
    }

    /// Notes stacked: the first of the counters, each four bytes, low first.
    func stackedCount(_ reply: SSPReply) -> Int64? {
        let body = Array(reply.body)
        guard reply.outcome == .ok, let count = body.first, count >= 1, body.count >= 5 else { return nil }
        return (0..<4).reduce(Int64(0)) { $0 | Int64(body[1 + $1]) << Int64($1 * 8) }
    }

    private mutating func firstPolled(
        _ withAck: Bool, _ reply: SSPReply, _ asked: SSPExchange, _ now: Duration, _ effects: inout Effects
    ) {
        switch reply.outcome {
        case .ok:
            unit.acknowledges = withAck
            unit.holds = true
            isBroken = false
            softwareFailed = false
            conclude(&effects)
            let late = deferred
            deferred = nil
            if let late { takeEvents(late, now, &effects) }
            read(SSPSeen(reply.body), asked, now, &effects)
        case .cannotProcess, .softwareError, .keyNotSet, .unknownCommand, .wrongCount, .outOfRange, .fail, .other:
            if withAck {
                phase = .identifying(.firstPoll(withAck: false))
            } else {
                effects.append(.fault(WireFault("a poll is refused: \(reply.kind)", reply.data)))
                breakOff("the unit refuses to be polled: \(reply.kind)", now, &effects)
            }
        }
    }

    /// Says who is there, then settles.
    private mutating func conclude(_ effects: inout Effects) {
        if !unit.channels.contains(where: { $0 != nil }) { unit.channels = configuration.fallbackChannels }
        let counter = unit.hasCounter ? configuration.counterTrust : .none
        let trust: TrustClass
        if configuration.behaviour.clearsUnordered == .happens {
            trust = .pulsesOnly
        } else if unit.acknowledges {
            trust = .creditRepeats
        } else {
            trust = counter == .none ? .pulsesOnly : .powerUpTells
        }
        let notes = unit.channels.compactMap { $0 }.sorted()
        var faces: [Int64] = []
        let currency = notes.first?.currency
        for note in notes where note.currency == currency && faces.last != note.minorUnits {
            faces.append(note.minorUnits)
        }
        let model = configuration.model.isEmpty ? "SSP unit type \(hexByte(unit.type))" : configuration.model
        let identity = BillAcceptorIdentity(
            maker: "Innovative Technology", model: model, serial: unit.serial, firmware: unit.firmware,
            noteSet: unit.dataset, denominations: faces, currency: currency?.code ?? "", trust: trust, counter: counter)
        beginSettling()
        report(.identified(identity), &effects)
    }
}
