import DeviceKit

extension ESCPOSPrinterDialogue {
    /// Opens the drawer, or refuses where the pulse could not go out at once.
    mutating func kick(_ connector: Int, _ request: String, _ now: Duration, _ effects: inout [Effect]) {
        guard let settings = drawer?.settings, (1...configuration.profile.drawerConnectors).contains(connector) else {
            return effects.append(.report(.drawer(.kickFailed(request: request))))
        }
        switch phase {
        case .closed, .silent: return drive(.refuse(request: request), now, &effects)
        // Zeros may still be on the line: the pulse would come behind them, with nobody there.
        case .greeting where flushed: return drive(.refuse(request: request), now, &effects)
        case .greeting, .offline, .ready: break
        }
        switch settings.pulse {
        case .realTime: drive(.kick(request: request, connector: connector), now, &effects)
        case .buffered:
            // Off line it would lie in the buffer and open the drawer minutes later, with nobody there.
            guard phase == .ready, status.online != false else {
                return drive(.refuse(request: request), now, &effects)
            }
            if current == nil {
                drive(.kick(request: request, connector: connector), now, &effects)
            } else if !heldKicks.contains(where: { $0.request == request }) {
                heldKicks.append(HeldKick(connector: connector, request: request))
            }
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
            case .pulse(let connector, let milliseconds):
                effects.append(.send(pulse(connector, milliseconds, step.next.settings.pulse)))
            }
        }
    }

    /// - Source: shared dossier `cash-drawers.md` 3. Always with both times: a short ESC p eats the next job's first bytes.
    private func pulse(_ connector: Int, _ milliseconds: Int, _ way: DrawerSettings.Pulse) -> [UInt8] {
        let pin: UInt8 = connector == 2 ? 1 : 0
        switch way {
        case .realTime:
            return ESCPOSRealTime.pulse(connector: pin, time: UInt8(min(8, max(1, (milliseconds + 99) / 100))))
                .encoded()
        case .buffered:
            let on = min(255, max(1, milliseconds / 2))
            // The coil rests four times as long as it pulls; behind a pulse over 126 ms, where the byte ends, the drawer's
            // machine sees to it.
            return ESCPOSCommand.drawerKick(connector: pin, on: UInt8(on), off: UInt8(min(255, on * 4))).encoded()
        }
    }
}
