import EBDSFrame
import SimulatorKit

/// The firmware's ear: framing, the duplicate filter, and what each command does.
/// - Source: shared dossier `bill-acceptors.md` 1.4, 1.5, 1.7, 1.8, 1.10.
extension EBDSDevice {
    mutating func receive(_ bytes: [UInt8], _ out: inout Effects) {
        switch power {
        case .off, .resetting: return
        case .startingUp, .running: break
        }
        if parser.pending > 0, clock - lastByte > configuration.timing.interByte { _ = parser.reset() }
        lastByte = clock
        parser.append(bytes)
        while let item = parser.next() {
            switch item {
            case .frame(let frame): hear(frame, &out)
            case .enquiry, .fault: break  // no command: dropped without an answer
            }
        }
    }

    private mutating func hear(_ frame: EBDSFrame, _ out: inout Effects) {
        let command = EBDSHeard(frame)
        guard command != .noise, !isDeaf(to: command) else { return }
        mind.lastHeard = clock
        mind.isSilent = false
        if isRepetition(frame) {
            if let reply = mind.lastReply { say(reply, &out) }
            return
        }
        lastExecuted = EBDSExecuted(control: frame.control, data: frame.data)
        guard let answer = execute(command, &out) else {
            softReset()
            return
        }
        let reply = answer.frame(ack: frame.ack).encoded()
        mind.lastFrame = frame
        mind.lastReply = reply
        say(reply, &out)
    }

    private func isDeaf(to command: EBDSHeard) -> Bool {
        let readings = configuration.readings
        if readings.deafWhileReading, motion?.kind == .drawIn { return true }
        switch command {
        case .auxiliary: return readings.auxiliary == .silent
        case .noteInhibits(let bytes, _):
            switch readings.inhibitWidth {
            case .either: return readings.extended == .silent
            case .eight: return readings.extended == .silent || bytes.count != 8
            case .nineteen: return readings.extended == .silent || bytes.count != 19
            }
        case .noteSpecification, .escrowTimeout, .valueTable, .noteRetrieved, .unknownExtended:
            return readings.extended == .silent
        case .poll, .softReset, .unknown, .noise: return false
        }
    }

    private func isRepetition(_ frame: EBDSFrame) -> Bool {
        guard let last = mind.lastFrame, last.ack == frame.ack else { return false }
        switch configuration.readings.repeatFilter {
        case .ackBit: return true
        case .ackBitAndBytes: return last == frame
        }
    }

    private func say(_ bytes: [UInt8], _ out: inout Effects) {
        if !armed.mute { out.append(.send(bytes)) }
    }

    /// The answer, or `nil` for a soft reset, which has none.
    private mutating func execute(_ command: EBDSHeard, _ out: inout Effects) -> EBDSAnswer? {
        switch command {
        case .poll(let bits):
            obey(bits, &out)
            return answerToPoll()
        case .softReset: return nil
        case .auxiliary(let query): return answer(auxiliary: query)
        case .noteSpecification(let index, let bits):
            return extended(bits, &out) { $0.specification(index) }
        case .noteInhibits(let inhibits, let bits):
            return extended(bits, &out) { $0.inhibit(inhibits) }
        case .escrowTimeout(let notes, let coupons, let bits):
            return extended(bits, &out) { device in
                (device.mind.noteSeconds, device.mind.couponSeconds) = (notes & 0x7F, coupons & 0x7F)
                return .extended(subtype: 0x04, device.statusForExtended(), [])
            }
        case .valueTable(let bits):
            return extended(bits, &out) { $0.valueTable() }
        case .noteRetrieved(let enable, let bits):
            return extended(bits, &out) { device in
                device.mind.reportsRetrieved = enable
                return .extended(subtype: 0x0B, device.statusForExtended(), [1])
            }
        case .unknown: return invalid()
        case .unknownExtended:
            return configuration.readings.extended == .softwareCRC ? softwareCRC() : invalid()
        case .noise: return invalid()
        }
    }

    /// Settings and orders of a poll. While starting up the firmware listens to neither.
    private mutating func obey(_ bits: EBDSPollBits, _ out: inout Effects) {
        guard isReady else { return }
        guard !(bits.stack && bits.giveBack) else {
            mind.latched.invalid = true
            return
        }
        mind.bits = bits
        memory.policy = bits.policy
        if bits.giveBack {
            giveBackEscrow(&out)
        } else if bits.stack || (!bits.escrowMode && configuration.readings.escrowModeReadAtEveryPoll) {
            stackEscrow(&out)
        }
    }

    private mutating func extended(
        _ bits: EBDSPollBits, _ out: inout Effects, _ act: (inout EBDSDevice) -> EBDSAnswer
    ) -> EBDSAnswer {
        switch configuration.readings.extended {
        case .answered: break
        case .invalidCommand, .silent: return invalid()
        case .softwareCRC: return softwareCRC()
        }
        guard isReady else { return .omnibus(statusForExtended()) }
        if configuration.readings.extendedCarriesPoll { obey(bits, &out) }
        return act(&self)
    }

    private mutating func inhibit(_ inhibits: [UInt8]) -> EBDSAnswer {
        guard !isBusy else { return invalid() }
        mind.inhibits = inhibits
        let status = statusForExtended()
        return configuration.readings.inhibitsAnsweredExtended
            ? .extended(subtype: 0x03, status, []) : .omnibus(status)
    }

    /// What the lone `05` would tell of: a change of state or a new event.
    var enquiryMark: EBDSMark { EBDSMark(status: plainStatus(), latched: mind.latched) }

    mutating func enquire(since before: EBDSMark, _ out: inout Effects) {
        guard power != .off, before != enquiryMark else { return }
        switch configuration.readings.enquiry {
        case .never: break
        case .whenAsked: if mind.bits.specialInterrupt { say([0x05], &out) }
        case .always: say([0x05], &out)
        }
    }
}

struct EBDSMark: Hashable, Sendable {
    let status: EBDSStatusBytes
    let latched: EBDSDevice.Latched
}
