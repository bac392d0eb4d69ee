import ID003Frame
import SimulatorKit

/// The firmware's ear and mouth: framing, what each command does, what is answered.
/// - Source: shared dossier `bill-acceptors.md` 2.1 to 2.5.
extension ID003Device {
    mutating func receive(_ bytes: [UInt8], _ out: inout Effects) {
        switch power {
        case .off, .booting: return
        case .waitingForReset, .initialising, .running: break
        }
        if parser.pending > 0, clock - lastByte > configuration.timing.interByte { _ = parser.reset() }
        lastByte = clock
        parser.append(bytes)
        while let item = parser.next() {
            switch item {
            case .frame(let frame): hear(ID003Heard(frame), frame, &out)
            case .fault(.checksum, _) where configuration.readings.answersHurtFrames: say(ID003Frame(0x4A), &out)
            case .fault, .enquiry: break
            }
        }
    }

    private mutating func hear(_ command: ID003Heard, _ frame: ID003Frame, _ out: inout Effects) {
        if configuration.readings.deafWhileReading, motion?.kind == .drawIn { return }
        let readings = configuration.readings
        switch command {
        case .poll:
            guard let status = statusFrame() else { return }
            say(status, &out)
            statusWasTold()
        case .acknowledge: acknowledge()
        case .reset:
            reset(&out)
            say(ID003Frame(0x50), &out)
        case .order(let order): obey(order, &out)
        case .get(let index): answer(readings.questionsAtPowerUp, ID003Frame(frame.code, mind.settings[index]), &out)
        case .version:
            answer(readings.questionsAtPowerUp, ID003Frame(0x88, Array(configuration.version.utf8.prefix(200))), &out)
        case .bootVersion:
            answer(
                readings.questionsAtPowerUp, ID003Frame(0x89, Array(configuration.bootVersion.utf8.prefix(200))), &out)
        case .currencyTable:
            guard readings.currencyTable == .answered else { return refuse(readings.currencyTable, &out) }
            let rows = configuration.notes.prefix(60).flatMap { [$0.code, $0.country, $0.integer, $0.exponent] }
            answer(readings.questionsAtPowerUp, ID003Frame(0x8A, rows), &out)
        case .set(let index, let data):
            guard power != .waitingForReset || readings.settingsAtPowerUp == .answered else {
                return refuse(readings.settingsAtPowerUp, &out)
            }
            mind.settings[index] = data
            if index == 3 { mind.wasToldInhibit = true }
            say(frame, &out)
        case .unknown: refuse(readings.unknownCommands, &out)
        }
    }

    /// VEND VALID is handed over: the note is the host's business from here. Never answered.
    private mutating func acknowledge() {
        guard power == .running, mind.vendValid else { return }
        mind.vendValid = false
        mind.stackedToTell = true
        unacknowledged = false
    }

    private mutating func obey(_ order: ID003Heard.Order, _ out: inout Effects) {
        let readings = configuration.readings
        guard isReady, noteInEscrow != nil, motion == nil || motion?.kind == .lag else {
            guard readings.idleOrders == .answered else { return refuse(readings.idleOrders, &out) }
            say(ID003Frame(0x50), &out)
            return
        }
        switch order {
        case .stack1: stackEscrow(atLever: true, &out)
        case .stack2: stackEscrow(atLever: false, &out)
        case .giveBack: giveBackEscrow(&out)
        case .hold(let data):
            if let wanted = readings.holdWants, wanted != data { return refuse(.invalidCommand, &out) }
            mind.escrowSince = clock
            mind.isHeld = true
        case .wait: mind.escrowSince = clock
        }
        say(ID003Frame(0x50), &out)
    }

    /// Questions, which a unit waiting for its reset may not answer.
    private mutating func answer(_ atPowerUp: ID003Readings.Reply, _ frame: ID003Frame, _ out: inout Effects) {
        guard power == .waitingForReset, atPowerUp != .answered else { return say(frame, &out) }
        refuse(atPowerUp, &out)
    }

    private func refuse(_ reply: ID003Readings.Reply, _ out: inout Effects) {
        switch reply {
        case .answered, .invalidCommand: say(ID003Frame(0x4B), &out)
        case .silent: break
        }
    }

    private func say(_ frame: ID003Frame, _ out: inout Effects) {
        if !armed.mute { out.append(.send(frame.encoded())) }
    }

    /// Interrupt mode: a lone `05` when the status has changed.
    mutating func interrupt(since before: ID003Frame?, _ out: inout Effects) {
        guard mind.settings[2].first != 0, let now = statusFrame(), now != before, !armed.mute else { return }
        out.append(.send([0x05]))
    }
}
