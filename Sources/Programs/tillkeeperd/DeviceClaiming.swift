import ControlAPI
import Controller
import Custody
import DeviceKit
import OrderedCollections
import Supervision

/// Who has a device for himself. The service lets the port go and offers nothing that needs the device.
extension StationDevices {
    func claim(
        _ device: String, _ owner: String, _ lease: Duration, _ station: isolated StationController
    ) -> Problem? {
        guard let line = lines(station)?.line(named: device), let memory = station.watchMemory else {
            return Problem(.notFound, "There is no device \(device) with a wire of its own here.")
        }
        let renewed = memory.claims.holder(of: device)?.owner == owner
        if !renewed, let holder = station.holder(device) {
            return Problem(.claimed, "\(device) is held by \(holder.owner). Ask there, or wait until it is given back.")
        }
        do throws(DeviceClaims.Held) {
            try memory.claims.claim(device, by: owner, for: lease, now: station.now.elapsed)
        } catch {
            return Problem(.claimed, "\(device) is held by \(error.owner). Ask there, or wait until it is given back.")
        }
        if !renewed {
            station.tellClaims()
            line.stop {}
        }
        return nil
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
        giveBack(line, station)
        return nil
    }

    /// Leases that ran out: whoever had the device is gone.
    func endOldClaims(_ station: isolated StationController) {
        guard let memory = station.watchMemory, !memory.claims.all.isEmpty else { return }
        for claim in memory.claims.expire(now: station.now.elapsed) {
            if let line = lines(station)?.line(named: claim.device) { giveBack(line, station) }
        }
    }

    private func giveBack(_ line: any KeptLine, _ station: isolated StationController) {
        line.start()
        station.tellClaims()
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
        if device == "validator", machine.hasOpenIntent {
            return ClaimView(owner: "a note that is on its way", sinceSeconds: 0)
        }
        if device == "printer", let job = machine.printer.job {
            return ClaimView(owner: "paper \(job.id), which is printing", sinceSeconds: 0)
        }
        return nil
    }

    /// What needs a claimed device is not offered.
    fileprivate func tellClaims() {
        let names = watchMemory?.claims.all.map(\.device) ?? []
        hear(.claimed(names.map { DeviceID(known: $0) }))
    }
}
