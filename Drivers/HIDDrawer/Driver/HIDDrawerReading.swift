import DeviceKit

extension HIDDrawerDialogue {
    mutating func receive(_ report: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard isOpen, !report.isEmpty else { return }
        let saying: HIDDrawerSaying
        do throws(WireFault) { saying = try HIDDrawerSaying.read(report, from: configuration.model) } catch {
            return effects.append(.fault(error))
        }
        switch saying {
        case .isOpen(let isOpen): hear(isOpen, now, &effects)
        case .changed: learn(report, now, &effects)
        }
    }

    /// A change counts when it is said twice: one flipped bit is no opened drawer.
    private mutating func hear(_ isOpen: Bool, _ now: Duration, _ effects: inout Effects) {
        if configuration.asks {
            guard askedAt != nil else {
                return effects.append(.fault(WireFault("an answer that nobody asked for", [])))
            }
            (askedAt, missed) = (nil, 0)
        }
        if !isAnswered {
            (isAnswered, isSilenceTold) = (true, false)
            var identity = configuration.identity
            identity.answered = true
            effects.append(.report(.ready(identity)))
        }
        let isSaidTwice = newest?.isOpen == isOpen
        if configuration.model == .star {
            repeating.hear(isSame: isSaidTwice, now)
            if repeating.isSure { drawer.isAsked = true }
        }
        if isSaidTwice {
            believe(now, &effects)
        } else {
            newest = Said(isOpen: isOpen, at: now)
        }
        nextAt = now + (isSaidTwice ? configuration.askEvery : Self.secondLook)
    }

    mutating func believe(_ now: Duration, _ effects: inout Effects) {
        guard let newest else { return }
        believed = newest.isOpen
        drive(.level(sensor: 0, high: newest.isOpen), now, &effects)
    }

    /// Only the first report after a pulse teaches what "open" looks like; until then a change says nothing.
    private mutating func learn(_ report: [UInt8], _ now: Duration, _ effects: inout Effects) {
        if openReport == nil {
            guard let lastPulse, now <= lastPulse + configuration.rules.confirmWithin else {
                return effects.append(.fault(WireFault("a change whose meaning is not learned yet", report)))
            }
            openReport = report
        }
        drive(.level(sensor: 0, high: report == openReport), now, &effects)
    }
}
