import ControlAPI
import Controller
import Custody
import DeviceKit
import OrderedCollections
import Supervision

/// Who has a device for himself. The service lets the port go and offers nothing that needs the device.
extension StationDevices {
    func claim(
        _ device: String, _ owner: String, _ lease: Duration, _ station: isolated StationController,
        _ answer: @escaping @Sendable (Problem?) -> Void
    ) {
        guard let line = lines(station)?.line(named: device), let memory = station.watchMemory else {
            return answer(Problem(.notFound, "There is no device \(device) with a wire of its own here."))
        }
        let renewed = memory.claims.holder(of: device)?.owner == owner
        if !renewed, let holder = station.holder(device) { return answer(Self.held(device, holder.owner)) }
        // Whoever speaks to it next acknowledges its last word, and moves its count.
        if !renewed, device == "validator", let why = station.machine.whyAcceptorStays {
            return answer(Problem(.notNow, why))
        }
        do throws(DeviceClaims.Held) {
            try memory.claims.claim(device, by: owner, for: lease, now: station.now.elapsed)
        } catch {
            return answer(Self.held(device, error.owner))
        }
        watchLeases(memory, station)
        if renewed { return answer(nil) }
        station.tellClaims()
        line.stop { answer(nil) }
    }

    private static func held(_ device: String, _ owner: String) -> Problem {
        Problem(.claimed, "\(device) is held by \(owner). Ask there, or wait until it is given back.")
    }

    func endClaim(_ device: String, _ owner: String, _ station: isolated StationController) -> Problem? {
        guard let line = lines(station)?.line(named: device), let memory = station.watchMemory else {
            return Problem(.notFound, "There is no device \(device) with a wire of its own here.")
        }
        guard let holder = memory.claims.holder(of: device) else {
            return Problem(.notNow, "Nobody has claimed \(device).")
        }
        guard memory.claims.end(device, by: owner) else {
            return Problem(.claimed, "\(device) is held by \(holder.owner), who alone can give it back.")
        }
        giveBack([line], memory, station)
        return nil
    }

    /// Leases end by the clock: whoever had the device is gone.
    private func watchLeases(_ memory: WatchMemory, _ station: isolated StationController) {
        memory.whenLeaseEnds { [weak station] in
            station?.assumeIsolated { station in
                guard let memory = station.watchMemory else { return }
                let over = memory.claims.expire(now: station.now.elapsed)
                self.giveBack(over.compactMap { self.lines(station)?.line(named: $0.device) }, memory, station)
            }
        }
    }

    private func giveBack(_ lines: [any KeptLine], _ memory: WatchMemory, _ station: isolated StationController) {
        for line in lines { line.start() }
        station.tellClaims()
        watchLeases(memory, station)
    }
}

extension StationController {
    /// Who has a device now: a program, a customer, a note on its way, a paper; `nil`: the service itself.
    func holder(_ device: String) -> ClaimView? {
        if let claim = watchMemory?.claims.holder(of: device) {
            let since = (now.elapsed - claim.since).components.seconds
            return ClaimView(owner: claim.owner, sinceSeconds: max(0, since))
        }
        guard device == "validator" || device == "printer" else { return nil }
        if let visit = machine.session?.visit {
            let began = machine.books.visits[visit]?.openedAt.utcMilliseconds ?? now.wall.utcMilliseconds
            let since = (now.wall.utcMilliseconds - began) / 1_000
            return ClaimView(owner: "the customer of visit \(visit)", sinceSeconds: max(0, since))
        }
        if device == "validator" {
            if machine.hasOpenIntent { return ClaimView(owner: "a note that is on its way", sinceSeconds: 0) }
            if machine.acceptor.mayTakeANote {
                return ClaimView(owner: "the slot, which is just being shut", sinceSeconds: 0)
            }
        }
        if device == "printer", let job = machine.printer.job {
            return ClaimView(owner: "paper \(job.id), which is printing", sinceSeconds: 0)
        }
        return nil
    }

    /// Where the service knows nothing of a device because somebody has it for himself.
    func heldWords(_ device: String) -> String? {
        watchMemory?.claims.holder(of: device).map { "It is held by \($0.owner); the service does not see it." }
    }

    /// What needs a claimed device is not offered.
    fileprivate func tellClaims() {
        let names = watchMemory?.claims.all.map(\.device) ?? []
        hear(.claimed(names.map { DeviceID(known: $0) }))
    }
}

extension AcceptorSight {
    /// A port that closes now would leave its mouth open, or a note in it. One that is stuck or failed needs no waiting.
    fileprivate var mayTakeANote: Bool {
        guard broken == nil, let status, !status.jammed, !status.failed else { return false }
        switch status.activity {
        case .idle, .accepting, .escrowed, .stacking, .returning: return true
        case .unknown, .starting, .disabled: return false
        }
    }
}
