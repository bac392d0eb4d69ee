extension ESCPOSDevice {
    /// A real-time request, at the moment its last byte arrives.
    ///
    /// - Source: receipt-printers.md 3.1.
    mutating func carryOut(_ request: RealTimeRequest) {
        switch request {
        case .status(let n):
            guard configuration.model.answersRealTimeStatus, let byte = status.realTime(n) else { return }
            transmit([byte])
        case .fullStatus: if configuration.model.presenter != nil { transmit([0x10, 0x0F] + status.full) }
        case .recover(let clearing):
            guard memory.cutterFailed else { return }
            memory.cutterFailed = false
            if clearing { clearBuffers() }
        case .pulse(let pulse): realTimePulse(pulse)
        case .shutDown:
            guard memory.takesShutDown else { return }
            transmit([0x3B, 0x30, 0])
            interrupt()
            memory.isShutDown = true
            notice(.shutDown)
        case .sendStatusBlock(let kind):
            if kind == 1, configuration.model.hasAutomaticStatus { transmit(automaticBytes) }
            if kind == 4 { transmit(status.offlineBlock(withCauses: true)) }
        case .clearBuffers:
            clearBuffers()
            if hostReads { transmit([0x37, 0x25, 0]) } else { memory.replies.cleared = [0x37, 0x25, 0] }
        }
    }

    private mutating func clearBuffers() {
        if isHalted, memory.active != nil {
            roll.interrupt()
            memory.active = nil
        }
        memory.clearBuffers(capacity: configuration.model.receiveBufferBytes)
    }

    /// Ignored in error, while a pulse runs, and when GS ( D switched it off.
    private mutating func realTimePulse(_ pulse: Pulse) {
        guard memory.takesRealTimePulses, !status.hasError else { return }
        guard let running = memory.pulse else { return begin(pulse) }
        if configuration.readings.otherPinIsQueued, running.pulse.connector != pulse.connector {
            memory.queuedPulse = pulse
        }
    }

    // MARK: - Drawers

    /// Current on a drive pin.
    mutating func begin(_ pulse: Pulse) {
        guard pulse.onMilliseconds > 0 else { return }
        memory.pulse = RunningPulse(pulse: pulse, began: clock)
        notice(.pulse(pulse.connector, milliseconds: pulse.onMilliseconds))
    }

    /// When the solenoid has pulled long enough or the current ends, and when the rest ends.
    var pulseMoment: Duration? {
        guard let running = memory.pulse else { return nil }
        let pulse = running.pulse
        if running.hasActed { return running.began + .milliseconds(pulse.onMilliseconds + pulse.offMilliseconds) }
        let least = drawers[pulse.connector.rawValue]?.fitting.leastPulseMilliseconds ?? 0
        return running.began + .milliseconds(min(pulse.onMilliseconds, max(0, least)))
    }

    mutating func runPulse() {
        while let running = memory.pulse, let moment = pulseMoment, moment <= clock {
            guard !running.hasActed else {
                memory.pulse = nil
                if let queued = memory.queuedPulse {
                    memory.queuedPulse = nil
                    begin(queued)
                }
                continue
            }
            memory.pulse?.hasActed = true
            let index = running.pulse.connector.rawValue
            guard var drawer = drawers[index], drawer.isPlugged else { continue }
            let opened = drawer.kicked(milliseconds: running.pulse.onMilliseconds)
            drawers[index] = drawer
            notice(
                opened ? .drawerOpened(running.pulse.connector, byHand: false) : .click(running.pulse.connector))
        }
    }
}
