extension StarDevice {
    /// What the status bytes say now.
    var status: StarPhysicalStatus {
        StarPhysicalStatus(
            isOffline: isHalted, isCoverOpen: isCoverOpen,
            isContactClosed: drawers.contains { $0?.closesContact ?? false }, isMechanical: false,
            cutterFailed: memory.cutterFailed, unrecoverable: memory.unrecoverable, isHeadHot: isHeadHot,
            isNearEnd: configuration.model.hasNearEndSensor
                && roll.remaining <= configuration.nearEndMillimetres * StarModel.dotsPerMillimetre,
            isEnd: roll.isAtEnd, checkReached: memory.checkReached, counter: memory.counter)
    }

    /// Stops within a row: the mechanism cannot move.
    var isBlocked: Bool { !isPowered || isCoverOpen || memory.unrecoverable }

    /// Off line: nothing new is begun, bytes stay where they are.
    var isHalted: Bool { isBlocked || roll.isAtEnd || memory.cutterFailed || isHeadHot }

    /// Tells the host and the person about every change since it was last called.
    mutating func watch() {
        guard isPowered, memory.startsUntil == nil else { return }
        let (now, before) = (status, memory.lastStatus)
        guard now != before else { return }
        memory.lastStatus = now
        if now.isNearEnd, !before.isNearEnd { notice(.paperNearEnd) }
        if now.isEnd, !before.isEnd { notice(.paperEnd) }
        if now.isOffline != before.isOffline { notice(now.isOffline ? .wentOffline : .wentOnline) }
        // A print check tells by itself when it is reached, and its clearing is not told.
        var still = before
        (still.counter, still.checkReached) = (now.counter, now.checkReached)
        if now != still { push() }
    }

    /// One automatic status, when they are switched on.
    mutating func push() { if memory.pushes { tell() } }

    mutating func tell() {
        let model = configuration.model
        let bytes = status.automatic(
            length: model.statusLength, version: model.statusVersion, overflowed: memory.overflowed)
        memory.overflowed = false
        transmit(bytes)
    }

    /// What acts the moment it arrives.
    mutating func obey(_ request: StarRequest) {
        switch request {
        case .state:
            transmit([status.enquiry(bufferEmpty: !memory.hasOrders, overflowed: memory.overflowed)])
        case .paper: transmit([status.paper])
        case .status: if configuration.readings.answersAskWhilePushing || !memory.pushes { tell() }
        case .kickFirst: kick(1, fixed: false)
        case .kickSecond:
            if configuration.readings.secondKickIsRealTime {
                kick(2, fixed: true)
            } else {
                memory.put(.kick(2), bytes: 1)
            }
        case .reset: if configuration.readings.resetWorks { restart() }
        }
    }

    /// RAM as after power-on; paper stays as it is.
    mutating func restart() {
        roll.interrupt()
        let failed = memory.cutterFailed && isCutterJammed
        memory = StarMemory(configuration)
        memory.cutterFailed = failed
        memory.unrecoverable = isBroken
        memory.startsUntil = clock + configuration.startTime
        memory.lastStatus = status
    }
}
