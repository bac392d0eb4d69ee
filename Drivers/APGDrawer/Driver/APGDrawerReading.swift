import DeviceKit

/// The one question that may be under way. Answers carry no name, so there is never a second one.
struct APGDrawerAsking: Hashable, Sendable {
    /// The drawer that is asked about, from 0.
    var drawer = 0
    var askedAt: Duration?
    var nextAt: Duration = .zero
    /// Questions in a row without an answer.
    var missed = 0
    var isAnswered = false
    var isTold = false
    /// What each drawer says now: a change counts when it is said twice.
    var newest: [Bool?] = []

    mutating func hurry(to time: Duration) { nextAt = min(nextAt, time) }
}

extension APGDrawerDialogue {
    mutating func receive(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        guard isOpen, !bytes.isEmpty else { return }
        switch configuration.model.status {
        case .none, .modemLine: effects.append(.fault(WireFault("this board has no voice", bytes)))
        case .zeroesWhileOpen: hearZeroes(bytes, now, &effects)
        case .asked(_, let openBit): hear(bytes, openBit, now, &effects)
        }
    }

    // MARK: Modem line

    mutating func see(_ lines: ModemLines, _ now: Duration, _ effects: inout Effects) {
        guard isOpen, configuration.readsLines else { return }
        lookedAt = now
        switch (lines, configuration.senseLine) {
        case (.lines(let level, _, _, _), .clearToSend), (.lines(_, _, let level, _), .ring):
            drive(.level(sensor: 0, high: level), now, &effects)
        case (.none, _), (.unknown, _), (.lines, .notConnected): drive(.blind(sensor: 0), now, &effects)
        }
    }

    // MARK: Zeroes

    private mutating func hearZeroes(_ bytes: [UInt8], _ now: Duration, _ effects: inout Effects) {
        let strange = bytes.filter { $0 != 0 }
        if !strange.isEmpty { effects.append(.fault(WireFault("only zeroes come from this board", strange))) }
        guard strange.count < bytes.count else { return }
        zeroAt = now
        drive(.level(sensor: 0, high: true), now, &effects)
    }

    // MARK: Question and answer

    mutating func ask(_ now: Duration, _ effects: inout Effects) {
        let questions = configuration.questions
        if let askedAt = asking.askedAt {
            guard now >= askedAt + configuration.answerTimeout else { return }
            asking.askedAt = nil
            asking.missed = min(asking.missed + 1, configuration.silentAfter)
            // Whatever comes now is late. The next answer must not be this one: it may be about another drawer.
            asking.nextAt = now + configuration.answerTimeout
            if asking.missed == configuration.silentAfter { fallSilent(now, &effects) }
            return
        }
        guard now >= asking.nextAt else { return }
        if asking.missed > 0 { effects.append(.discardInput) }
        asking.askedAt = now
        effects.append(.send(questions[asking.drawer % questions.count]))
    }

    private mutating func fallSilent(_ now: Duration, _ effects: inout Effects) {
        let isNews = asking.isAnswered || !asking.isTold
        (asking.isAnswered, asking.isTold, asking.newest) = (false, true, [])
        guard isNews else { return }
        for sensor in drawers.sensors.indices { drive(.blind(sensor: sensor), now, &effects) }
        effects.append(.report(.broken("the board does not answer")))
    }

    private mutating func hear(_ bytes: [UInt8], _ openBit: UInt8, _ now: Duration, _ effects: inout Effects) {
        // The first byte is the answer; what is glued to it came unasked, like everything between two questions.
        let unasked = asking.askedAt == nil ? bytes : Array(bytes.dropFirst())
        if !unasked.isEmpty { effects.append(.fault(WireFault("an answer that nobody asked for", unasked))) }
        guard asking.askedAt != nil else { return }
        (asking.askedAt, asking.missed) = (nil, 0)
        if !asking.isAnswered {
            (asking.isAnswered, asking.isTold) = (true, false)
            var identity = configuration.identity
            identity.answered = true
            effects.append(.report(.ready(identity)))
        }
        let count = configuration.questions.count
        if asking.newest.count != count { asking.newest = Array(repeating: nil, count: count) }
        let drawer = asking.drawer % count
        let isOpen = bytes[0] & openBit != 0
        let isSaidTwice = asking.newest[drawer] == isOpen
        asking.newest[drawer] = isOpen
        if isSaidTwice { drive(.level(sensor: drawer, high: isOpen), now, &effects) }
        guard isSaidTwice else { return asking.nextAt = now + Self.secondLook }
        asking.drawer = (drawer + 1) % count
        asking.nextAt = now + configuration.lookEvery
    }
}
