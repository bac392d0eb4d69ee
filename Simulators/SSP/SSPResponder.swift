import SSPFrame
import SimulatorKit

/// The firmware's ear: framing, the sequence bit, the key, and what each command does.
/// - Source: shared dossier `bill-acceptors.md` 4.1, 4.2, 4.5.
extension SSPDevice {
    mutating func receive(_ bytes: [UInt8], _ out: inout Effects) {
        guard power != .off else { return }
        if parser.pending > 0, clock - lastByte > configuration.timing.interByte { _ = parser.reset() }
        lastByte = clock
        parser.append(bytes)
        while let item = parser.next() {
            switch item {
            case .frame(let frame): if frame.address == configuration.address { hear(frame, &out) }
            case .fault: break  // no command: dropped without an answer
            }
        }
    }

    private mutating func hear(_ frame: SSPFrame, _ out: inout Effects) {
        mind.lastHeard = clock
        let isSync = frame.data == [0x11]
        if !isSync, isRepetition(frame) {
            if let reply = mind.lastReply { say(reply, &out) }
            return
        }
        var data = frame.data
        var isSealed = false
        if data.first == 0x7E {
            switch mind.keys.seal?.open(Array(data.dropFirst())) {
            case .data(let clear): (data, isSealed) = (clear, true)
            case .wrongCount: return
            case .closed, nil:
                remember(frame, [0xFA], sealed: false, &out)
                return
            }
        }
        lastExecuted = data
        if data == [0x01] {
            // The answer leaves before the reset.
            remember(frame, [0xF0], sealed: isSealed, &out)
            softReset(&out)
            return
        }
        let answer = execute(data[0], Array(data.dropFirst()), sealed: isSealed, &out)
        remember(frame, answer, sealed: isSealed, &out)
        if isSync { mind.lastSequence = true }
    }

    private func isRepetition(_ frame: SSPFrame) -> Bool {
        guard mind.lastReply != nil || configuration.readings.sequenceAtStart == .expectsZero else { return false }
        return frame.sequence == mind.lastSequence
    }

    private mutating func remember(_ frame: SSPFrame, _ answer: [UInt8], sealed: Bool, _ out: inout Effects) {
        var data = answer
        if sealed, let blocks = mind.keys.seal?.close(answer) { data = [0x7E] + blocks }
        let reply = SSPFrame(sequence: frame.sequence, address: configuration.address, data: data).encoded()
        mind.lastSequence = frame.sequence
        mind.lastReply = reply
        say(reply, &out)
    }

    private func say(_ bytes: [UInt8], _ out: inout Effects) {
        if !armed.mute { out.append(.send(bytes)) }
    }

    private mutating func execute(
        _ code: UInt8, _ parameters: [UInt8], sealed: Bool, _ out: inout Effects
    ) -> [UInt8] {
        if configuration.readings.encryption == .mandatory, !sealed, ![0x11, 0x06, 0x4A, 0x4B, 0x4C].contains(code) {
            return [0xFA]
        }
        switch code {
        case 0x11, 0x03, 0x04, 0x54: return [0xF0]
        case 0x02: return inhibit(parameters)
        case 0x05: return [0xF0] + setup()
        case 0x06: return takeVersion(parameters)
        case 0x07: return poll(acknowledged: false, sealed: sealed, &out)
        case 0x08: return reject(&out)
        case 0x09:
            switchOff()
            if configuration.readings.disableGivesBack { giveBackEscrow(0x0C, &out) }
            return [0xF0]
        case 0x0A: return enable()
        case 0x0C: return [0xF0] + bigEndian(memory.serialNumber, 4)
        case 0x0D: return [0xF0] + unitData()
        case 0x0E: return [0xF0] + channelValues()
        case 0x0F: return [0xF0, UInt8(truncatingIfNeeded: configuration.channels.count)] + securities()
        case 0x17: return [0xF0, memory.rejectCode]
        case 0x18: return hold()
        case 0x20: return [0xF0] + Array(configuration.firmwareText.utf8.prefix(32))
        case 0x21: return [0xF0] + Array(configuration.datasetText.utf8.prefix(32))
        case 0x4A, 0x4B, 0x4C, 0x60, 0x61: return exchangeKeys(code, parameters, sealed: sealed)
        case 0x56, 0x57:
            switch configuration.readings.acknowledgement {
            case .unknown: return [0xF2]
            case .needsKey where !sealed: return [0xF4]
            case .needsKey, .offered: break
            }
            return code == 0x56 ? poll(acknowledged: true, sealed: sealed, &out) : acknowledge()
        case 0x58: return configuration.readings.counter == .none ? [0xF2] : [0xF0] + counters()
        case 0x59:
            memory.stacked = 0
            memory.rejected = 0
            return [0xF0]
        default: return [0xF2]
        }
    }

    private mutating func inhibit(_ mask: [UInt8]) -> [UInt8] {
        guard !mask.isEmpty else { return [0xF3] }
        mind.inhibits = mask
        if mask.allSatisfy({ $0 == 0 }) { mind.latched.allInhibited = true }
        return [0xF0]
    }

    private mutating func takeVersion(_ parameters: [UInt8]) -> [UInt8] {
        guard parameters.count == 1 else { return [0xF3] }
        guard parameters[0] >= 4, parameters[0] <= configuration.highestProtocol else { return [0xF8] }
        mind.protocolVersion = parameters[0]
        return [0xF0]
    }

    /// While starting up the firmware takes no order.
    private mutating func enable() -> [UInt8] {
        guard isReady else { return [0xF5] }
        mind.isEnabled = true
        mind.latched.disabled = false
        return [0xF0]
    }

    private mutating func reject(_ out: inout Effects) -> [UInt8] {
        guard isReady, motion == nil, noteInEscrow != nil else { return [0xF5] }
        giveBackEscrow(0x08, &out)
        return [0xF0]
    }

    private mutating func hold() -> [UInt8] {
        guard configuration.readings.knowsHold else { return [0xF2] }
        guard isReady, motion == nil, noteInEscrow != nil else {
            return refused(configuration.readings.holdWithoutNote)
        }
        mind.heldAt = clock
        return [0xF0]
    }

    private func refused(_ refusal: SSPReadings.Refusal) -> [UInt8] {
        switch refusal {
        case .fail: [0xF8]
        case .cannotProcess: [0xF5]
        case .ok: [0xF0]
        }
    }

    private mutating func acknowledge() -> [UInt8] {
        guard mind.latched.waitsForAck else { return refused(configuration.readings.ackWithoutEvent) }
        mind.latched.credit = nil
        mind.latched.cleared = nil
        mind.latched.fraud = nil
        return [0xF0]
    }

    private mutating func exchangeKeys(_ code: UInt8, _ parameters: [UInt8], sealed: Bool) -> [UInt8] {
        guard configuration.readings.encryption != .unknown else { return [0xF2] }
        if code == 0x61 {
            memory.fixedKey = nil
            return [0xF0]
        }
        guard parameters.count == 8 else { return [0xF3] }
        let number = parameters.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch code {
        case 0x60:
            guard sealed else { return [0xFA] }
            memory.fixedKey = number
        case 0x4A, 0x4B:
            guard SSPSeal.isPrime(number) else { return [0xF4] }
            if code == 0x4A { mind.keys = Keys(generator: number) } else { mind.keys.modulus = number }
        default: return agree(on: number)
        }
        return [0xF0]
    }

    private mutating func agree(on half: UInt64) -> [UInt8] {
        guard let generator = mind.keys.generator, let modulus = mind.keys.modulus, generator > modulus else {
            return [0xF8]
        }
        let secret = configuration.keySecret &+ memory.exchanges
        memory.exchanges &+= 1
        let ours = SSPSeal.raised(generator, to: secret, modulo: modulus)
        mind.keys.seal = SSPSeal(
            fixedKey: memory.fixedKey ?? configuration.fixedKey,
            negotiated: SSPSeal.raised(half, to: secret, modulo: modulus))
        return [0xF0] + (0..<8).map { UInt8(truncatingIfNeeded: ours >> UInt64($0 * 8)) }
    }
}
