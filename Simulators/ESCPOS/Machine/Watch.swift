extension ESCPOSDevice {
    /// What the status replies say now.
    var status: PrinterStatus {
        var status = PrinterStatus()
        status.isSenseHigh = isSenseHigh
        status.isCoverOpen = isCoverOpen
        status.isButtonDown = isFeedHeld && !isFeedingAlone
        status.isFeeding = isFeedingAlone
        status.cutterFailed = memory.cutterFailed
        status.unrecoverable = memory.unrecoverable
        status.selfRecovering = isHeadHot
        status.isEnd = roll.isAtEnd
        status.isNearEnd = configuration.model.hasNearEndSensor && isNearEnd
        status.isStoppedByPaperEnd = roll.isAtEnd || (memory.stopsOnNearEnd && status.isNearEnd)
        status.awaitsRecovery = memory.needsFeedButton && !isCoverOpen && !roll.isAtEnd
        status.isOffline = isHalted
        status.hasTicket = heldTicket != nil
        status.isJammed = isPresenterJammed
        return status
    }

    /// Pin 3: pulled up unless a contact of one of the drawers closes.
    var isSenseHigh: Bool { !drawers.contains { $0?.pullsLow ?? false } }

    private var isNearEnd: Bool {
        roll.remaining <= configuration.model.dots(millimetres: configuration.nearEndMillimetres)
    }

    private var isFeedingAlone: Bool {
        isFeedHeld && !isCoverOpen && !roll.isAtEnd && memory.active?.runningSince == nil
    }

    /// Stops within a row: the mechanism cannot move.
    var isBlocked: Bool { !isPowered || isCoverOpen || memory.unrecoverable || memory.isShutDown }

    /// Offline: nothing new is begun, bytes stay where they are.
    var isHalted: Bool {
        isBlocked || roll.isAtEnd || memory.cutterFailed || isPresenterJammed || isHeadHot || isFeedHeld
            || memory.needsFeedButton
            || (memory.stopsOnNearEnd && configuration.model.hasNearEndSensor && isNearEnd)
    }

    var automaticBytes: [UInt8] {
        status.automatic(fourth: configuration.readings.automaticStatusFourthByte)
    }

    /// Tells the host and the person about every change since it was last called.
    mutating func watch() {
        guard isPowered else { return }
        watchPaper()
        let now = status
        let before = memory.lastStatus
        guard now != before else { return watchFlow(isOffline: now.isOffline) }
        memory.lastStatus = now
        if now.isNearEnd, !before.isNearEnd { notice(.paperNearEnd) }
        if now.isEnd, !before.isEnd { notice(.paperEnd) }
        if now.isOffline != before.isOffline { notice(now.isOffline ? .wentOffline : .wentOnline) }
        sendAutomaticStatus()
        sendFullStatus()
        let isStopped = now.isCoverOpen || now.isStoppedByPaperEnd || now.hasError
        let wasStopped = before.isCoverOpen || before.isStoppedByPaperEnd || before.hasError
        if isStopped, !wasStopped, memory.offlineResponse > 0 {
            let block = now.offlineBlock(withCauses: memory.offlineResponse == 2)
            if hostReads { transmit(block) } else { memory.replies.offline = block }
        }
        watchFlow(isOffline: now.isOffline)
    }

    /// Latches the wait for the FEED button where the reading asks for it.
    mutating func watchPaper() {
        if configuration.readings.recoveryNeedsFeedButton, isCoverOpen || roll.isAtEnd { memory.needsFeedButton = true }
    }

    /// Four bytes whenever an enabled item changed; several changes at one moment are one report.
    private mutating func sendAutomaticStatus() {
        let bytes = automaticBytes
        defer { memory.lastAutomatic = bytes }
        guard configuration.model.hasAutomaticStatus, memory.automaticStatus != 0, !memory.isShutDown else { return }
        let mask = PrinterStatus.mask(memory.automaticStatus)
        let changed = zip(zip(bytes, memory.lastAutomatic), mask).contains { ($0.0 ^ $0.1) & $1 != 0 }
        if changed { transmit(bytes) }
    }

    /// Busy near the end of the buffer, and ready again with twice that room.
    private mutating func watchFlow(isOffline: Bool) {
        let low = min(128, configuration.model.receiveBufferBytes / 4)
        let room = memory.buffer.room
        let isBusy =
            room <= low || (memory.wasBusy && room < 2 * low) || memory.active?.motion == .store
            || (isOffline && !configuration.isBusyOnlyWhenFull)
        guard isBusy != memory.wasBusy else { return }
        memory.wasBusy = isBusy
        notice(.busy(isBusy))
        if configuration.link == .xonXoff { transmit([isBusy ? 0x13 : 0x11]) }
    }
}
