import DeviceKit

extension StarPrinterDialogue {
    /// Opens a drawer, or refuses where the pulse could not go out at once.
    ///
    /// Drawer 1 has a pulse that passes waiting data (FS). For drawer 2 the papers differ on whether there is one, so
    /// its pulse waits behind a job and is refused off line, where it would open the drawer with nobody there.
    mutating func kick(_ connector: Int, _ request: String, _ now: Duration, _ effects: inout [Effect]) {
        guard let settings = drawer?.settings, (1...configuration.profile.drawerConnectors).contains(connector) else {
            return effects.append(.report(.drawer(.kickFailed(request: request))))
        }
        switch phase {
        case .closed, .silent: return drive(.refuse(request: request), now, &effects)
        // Zeros are on the line: the pulse would come behind them, with nobody there.
        case .greeting(.lookHarder, _): return drive(.refuse(request: request), now, &effects)
        case .greeting, .offline, .ready: break
        }
        if connector == 1, settings.pulse == .realTime {
            return drive(.kick(request: request, connector: connector), now, &effects)
        }
        guard phase == .ready, status.online != false else { return drive(.refuse(request: request), now, &effects) }
        if current == nil {
            drive(.kick(request: request, connector: connector), now, &effects)
        } else if !heldKicks.contains(where: { $0.request == request }) {
            heldKicks.append(HeldKick(connector: connector, request: request))
        }
    }

    /// The job before them has ended: the pulse would follow at once now.
    mutating func releaseHeldKicks(_ now: Duration, _ effects: inout [Effect]) {
        let waiting = heldKicks
        heldKicks = []
        for kick in waiting { self.kick(kick.connector, kick.request, now, &effects) }
    }

    mutating func refuseHeldKicks(_ now: Duration, _ effects: inout [Effect]) {
        let waiting = heldKicks
        heldKicks = []
        for kick in waiting { drive(.refuse(request: kick.request), now, &effects) }
    }

    /// Lets the drawer's machine take a step, and carries its effects to the wire.
    mutating func drive(_ event: DrawerEvent, _ now: Duration, _ effects: inout [Effect]) {
        guard let step = drawer?.on(event, now: now) else { return }
        drawer = step.next
        if case .kick = event { scheduleLook(now) }
        for effect in step.effects {
            switch effect {
            case .report(let report): effects.append(.report(.drawer(report)))
            case .pulse(let connector, let milliseconds): effects.append(.send(pulse(connector, milliseconds)))
            }
        }
    }

    /// - Source: shared dossier `cash-drawers.md` 3. Drawer 2 has fixed times.
    private func pulse(_ connector: Int, _ milliseconds: Int) -> [UInt8] {
        guard connector == 1 else { return [StarSingle.kickSecond.rawValue] }
        // Behind a job, or off line, the times of the pulse would not be reached: it has those of the job's beginning.
        guard current == nil, phase == .ready, status.online != false else { return [StarSingle.kickFirstNow.rawValue] }
        // The coil rests four times as long as it pulls.
        let on = min(127, max(1, milliseconds / 10))
        let times = StarCommand.pulseTimes(on: Self.plain(on), off: Self.plain(min(127, on * 4)))
        return times.encoded() + [StarSingle.kickFirst.rawValue]
    }

    /// A number that is no command by itself; a hundredth of a second more or less is nothing to a solenoid.
    private static func plain(_ number: Int) -> UInt8 {
        var byte = UInt8(clamping: number)
        while StarPicture.isCommand(byte) { byte += 1 }
        return byte
    }
}
