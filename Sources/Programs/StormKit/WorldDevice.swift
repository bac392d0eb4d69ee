import DeviceKit
import SimulatorKit

/// The acceptor, its cable, and what can be seen of it.
extension StormWorld {
    /// One step of the device.
    func touch(_ event: SimulatorEvent<AcceptorLever>) {
        let step = device.on(event, now: now)
        device = step.next
        for effect in step.effects {
            switch effect {
            case .send(let bytes): answer(bytes)
            case .notice(let notice): see(notice)
            }
        }
    }

    private func answer(_ bytes: [UInt8]) {
        guard linkUp else { return }
        let escrow = device.noteInside.flatMap { $0.place == .escrow ? $0.id : nil }
        // A buffer on the way to the host may hold an answer for long: rule 2 makes its age count.
        let lateness = weather.unit.lateness
        let isHeld = dice.chance(1, in: 20)
        let longest = isHeld ? lateness.held ?? lateness.toHost : lateness.toHost
        let fate = toHost.send(bytes, escrow: escrow, now: now, weather: weather, longest: longest, dice: &dice)
        trace.add(.toHost(bytes, fate), at: now)
    }

    /// The host's bytes leave; never later than QUICK of the models allows.
    func send(_ bytes: [UInt8]) {
        guard linkUp else { return }
        let fate = toDevice.send(
            bytes, escrow: nil, now: now, weather: weather, longest: weather.unit.lateness.toDevice, dice: &dice)
        trace.add(.toDevice(bytes, fate), at: now)
    }

    func pull(_ lever: AcceptorLever) { touch(.lever(lever)) }

    private func see(_ notice: AcceptorNotice) {
        trace.add(.notice(notice), at: now)
        switch notice {
        case .noteDrawnIn(let id), .noteWaiting(let id):
            if id == nextPiece - 1, customer.justFed == id {
                customer.justFed = nil
                fed += 1
            }
            if case .noteWaiting = notice { plan(.takeFromMouth, within: 3_000...6_000) }
            beCut()
        case .noteInEscrow: beCut()
        case .noteStacked(let id):
            oracle.fell(id)
            beCut()
        case .noteReturned(let id):
            mouth = id
            plan(.takeFromMouth, within: 500...4_000)
            beCut()
        case .noteTaken(let id): if mouth == id { mouth = nil }
        case .noteStuck: plan(.clearJam, within: 2_000...9_000)
        case .noteWithStaff(let id): plan(.found(id), within: 8_000...20_000)
        case .alarm(.outOfService): plan(.takeOutNote, within: 2_000...9_000)
        case .refused, .bezelLight, .power, .alarm, .impossible: break
        }
    }

    /// Power fails in the very second in which a note moves.
    private func beCut() {
        guard weather.cutAtNotice > 0, dice.chance(weather.cutAtNotice, in: 1_000) else { return }
        let (host, device) = dice.pick([(true, false), (false, true), (true, true)])
        plan(.cut(host: host, device: device), within: 0...1_000)
    }

    func plan(_ plan: Agenda.Plan, within milliseconds: ClosedRange<Int>) {
        agenda.add(plan, at: now + .milliseconds(dice.roll(milliseconds)))
    }

    // MARK: Power

    func cutPower(host: Bool, device cutsDevice: Bool) {
        cuts += 1
        note("sky      power cut:\(host ? " host" : "")\(cutsDevice ? " device" : "")")
        if cutsDevice, device.isPowered {
            pull(.powerOff)
            plan(.deviceOn, within: dice.chance(1, in: 3) ? 50...400 : 200...6_000)
        }
        if host, up { die() }
    }

    func loseLink() {
        guard linkUp else { return }
        note("sky      the cable is pulled")
        linkUp = false
        toDevice.clear()
        toHost.clear()
        hostInput = []
        plan(.openLink, within: dice.chance(1, in: 10) ? 60_000...90_000 : 200...7_000)
        if up { tell(.closed(.hungUp)) }
    }
}
