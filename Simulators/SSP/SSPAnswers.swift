import SimulatorKit

/// The firmware's mouth: events of a poll, and the nameplate, from fields to bytes.
/// - Source: shared dossier `bill-acceptors.md` 4.2, 4.3.
extension SSPDevice {
    /// A poll. A note in escrow that an earlier poll told of is accepted by this one.
    mutating func poll(acknowledged: Bool, sealed: Bool, _ out: inout Effects) -> [UInt8] {
        mind.acknowledged = acknowledged
        if isReady, motion == nil, let note = noteInEscrow {
            let isHeld = configuration.readings.holdOutlastsPoll && mind.heldAt != nil
            if mind.escrowTold == note.id, !isHeld {
                stackEscrow(&out)
            } else {
                mind.escrowTold = note.id
                mind.heldAt = nil
            }
        }
        // Once a key is agreed on, credit is told inside encrypted answers only.
        return [0xF0] + events(tellsMoney: sealed || mind.keys.seal == nil) + state()
    }

    private mutating func events(tellsMoney: Bool) -> [UInt8] {
        var told: [UInt8] = []
        if mind.latched.reset { told.append(0xF1) }
        if tellsMoney { told += moneyEvents() }
        if mind.latched.stacked { told.append(0xEB) }
        if mind.latched.rejected { told.append(0xEC) }
        if mind.latched.boxReplaced { told.append(0xE4) }
        if mind.latched.full { told.append(0xE7) }
        if mind.latched.allInhibited { told.append(0xB5) }
        if isReady, mind.latched.disabled || (!mind.isEnabled && configuration.readings.disabled == .inEveryPoll) {
            told.append(0xE8)
            mind.latched.disabled = false
        }
        mind.latched.reset = false
        mind.latched.stacked = false
        mind.latched.rejected = false
        mind.latched.boxReplaced = false
        mind.latched.full = false
        mind.latched.allInhibited = false
        return told
    }

    /// EE, E2 and E6 repeat in polls with acknowledgement; E1 never does.
    private mutating func moneyEvents() -> [UInt8] {
        var told: [UInt8] = []
        if let channel = mind.latched.clearedFront { told += [0xE1, channel] }
        if let channel = mind.latched.cleared { told += [0xE2, channel] }
        if let channel = mind.latched.credit { told += [0xEE, channel] }
        if let channel = mind.latched.fraud { told += [0xE6, channel] }
        mind.latched.clearedFront = nil
        mind.latched.creditTold = mind.latched.credit != nil
        guard !mind.acknowledged else { return told }
        mind.latched.cleared = nil
        mind.latched.fraud = nil
        let isOnItsWay = noteInside?.place == .pastEscrow && isPastReturn
        if configuration.readings.creditInPlainPolls == .once || !isOnItsWay { mind.latched.credit = nil }
        return told
    }

    /// What is true now, told in every poll.
    private func state() -> [UInt8] {
        var told: [UInt8] = []
        if cashUnit == nil { told.append(0xE3) }
        if let section = jammedSection { return told + [section == .stacker ? 0xEA : 0xE9] }
        guard isReady else { return told + [0xB6] }
        switch motion?.kind {
        case .drawIn: told += [0xEF, 0]
        case .reject, .giveBack: told.append(0xED)
        case .stack: told.append(0xCC)
        case .stackLag: break
        case nil: if let note = noteInEscrow { told += [0xEF, channel(of: note.id)] }
        }
        return told
    }

    func setup() -> [UInt8] {
        let channels = configuration.channels
        let isWhole = configuration.readings.valueScale == .wholeUnits
        var body: [UInt8] = [0x00] + text(configuration.firmware, 4) + country()
        let isExpanded = mind.protocolVersion >= 6
        body += [0, 0, isExpanded ? 0 : 1, UInt8(truncatingIfNeeded: channels.count)]
        body += channels.map { UInt8(truncatingIfNeeded: $0.minorUnits / 100) }
        body += securities()
        body += [0, 0, isWhole || !isExpanded ? 100 : 1, mind.protocolVersion]
        guard isExpanded else { return body }
        return body + channels.flatMap { currency($0) } + channels.flatMap(expanded)
    }

    func channelValues() -> [UInt8] {
        let channels = configuration.channels
        var body = [UInt8(truncatingIfNeeded: channels.count)]
        body += channels.map { UInt8(truncatingIfNeeded: $0.minorUnits / 100) }
        guard mind.protocolVersion >= 6 else { return body }
        return body + channels.flatMap { currency($0) } + channels.flatMap(expanded)
    }

    func securities() -> [UInt8] { configuration.channels.map { _ in 2 } }

    func unitData() -> [UInt8] {
        [0x00] + text(configuration.firmware, 4) + country()
            + [0, 0, 1, mind.protocolVersion]
    }

    /// Stacked, stored, dispensed, moved from the store to the stacker, rejected.
    func counters() -> [UInt8] {
        [5] + [memory.stacked, 0, 0, 0, memory.rejected].flatMap { littleEndian($0) }
    }

    /// Three letters of the data set's currency, which the manual calls the country.
    private func country() -> [UInt8] { currency(configuration.channels.first { $0.minorUnits > 0 }) }

    /// Three letters; of a channel without a value, or of none, ISO 4217's "no currency".
    private func currency(_ channel: SSPChannel?) -> [UInt8] {
        // XXX is that code's own name, and marks nothing unfinished.
        guard let channel, channel.minorUnits > 0 else { return text("XXX", 3) }
        return text(channel.currency, 3)
    }

    private func expanded(_ channel: SSPChannel) -> [UInt8] {
        let value = configuration.readings.valueScale == .wholeUnits ? channel.minorUnits / 100 : channel.minorUnits
        return littleEndian(UInt32(truncatingIfNeeded: value))
    }

    private func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }

    func bigEndian(_ value: UInt32, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }

    private func text(_ string: String, _ width: Int) -> [UInt8] {
        let kept = Array(string.utf8.prefix(width))
        return kept + Array(repeating: 0x20, count: width - kept.count)
    }
}
