import Controller
import Custody
import DeviceKit
import Supervision

/// What the watch over the devices remembers; lives on the station's thread.
final class WatchMemory {
    var cases = CaseWatch()
    var claims = DeviceClaims()
    let shelf: PassportShelf
    private let station: String
    private let loop: any EventLoopScheduling
    private var leaseEnd: ScheduledJob?
    private var faces: [Face] = []
    private var lastLook: Duration?
    /// Millimetres of the papers on their way, by the name of the job; the newest few.
    private var jobs: [(id: String, millimetres: Int64)] = []

    /// A device in its place.
    private struct Face {
        let name: String
        var kind = ""
        var finder = FaultFinder()
        var record = QuarantineRecord()
        var storms = 0
        /// The papers of the unit that is there; `nil`: it has not said who it is.
        var key: String?
        /// Not yet a whole second.
        var well = Duration.zero
    }

    init(shelf: PassportShelf, station: String, loop: any EventLoopScheduling) {
        (self.shelf, self.station, self.loop) = (shelf, station, loop)
    }

    // MARK: What happens

    /// A unit said who it is.
    func arrived(
        _ name: String, kind: String, serial: String, model: String, firmware: String, noteSet: String,
        at moment: String
    ) {
        let place = place(name)
        let key = PassportShelf.key(kind, serial, "\(station)-\(name)")
        (faces[place].kind, faces[place].key) = (kind, key)
        shelf.change(key, orNew: DevicePassport(kind: kind, serial: serial, model: model)) { passport in
            passport.arrive(station: station, model: model, firmware: firmware, noteSet: noteSet, at: moment)
        }
        shelf.flush()
    }

    /// Counts for the unit in this place.
    func count(_ name: String, _ count: DeviceCount, _ more: Int64 = 1) {
        guard more > 0, let key = faces[place(name)].key, let passport = shelf[key] else { return }
        shelf.change(key, orNew: passport) { $0.add(count, more, at: station) }
    }

    /// A fault counts, and may be one too many.
    func fault(_ name: String, _ fault: DeviceFault, now: Duration) -> QuarantineRecord.Verdict? {
        count(name, fault.count)
        return faces[place(name)].record.note(fault, now: now)
    }

    /// A person released it: what was before does not count any more.
    func released(_ name: String) { faces[place(name)].record.forget() }

    /// The fault in what a device reported, if there is one.
    func fault(_ name: String, _ find: (inout FaultFinder) -> DeviceFault?) -> DeviceFault? {
        find(&faces[place(name)].finder)
    }

    /// Time went by: lines that were well all the while are counted, and lines that began to be garbled are found.
    func look(_ lines: [any KeptLine], now: Duration) -> [(name: String, fault: DeviceFault)] {
        let since = now - (lastLook ?? now)
        lastLook = now
        var found: [(name: String, fault: DeviceFault)] = []
        for line in lines {
            let place = place(line.name)
            if case .healthy = line.health {
                faces[place].well += since
                let whole = faces[place].well.components.seconds
                if whole > 0 {
                    faces[place].well -= .seconds(whole)
                    count(line.name, .secondsWell, whole)
                }
            }
            if line.statistics.storms > faces[place].storms { found.append((line.name, .garbled)) }
            faces[place].storms = line.statistics.storms
        }
        return found
    }

    // MARK: Paper

    /// A paper is on its way.
    func printing(_ id: String, millimetres: Int64) {
        jobs.append((id, millimetres))
        if jobs.count > 32 { jobs.removeFirst() }
    }

    /// It came out, as far as is known.
    func printed(_ name: String, _ id: String) {
        guard let place = jobs.firstIndex(where: { $0.id == id }) else { return }
        count(name, .paperMillimetres, jobs.remove(at: place).millimetres)
    }

    // MARK: What is known

    /// The papers of the unit in this place.
    func passport(_ name: String) -> DevicePassport? {
        faces.first { $0.name == name }.flatMap { $0.key.flatMap { shelf[$0] } }
    }

    /// What the unit in this place did at this station; `nil`: it has not said who it is.
    func counts(_ name: String) -> DeviceCounts? {
        passport(name).map { papers in
            papers.stints.reduce(DeviceCounts()) { $1.station == station ? $0.adding($1.counts) : $0 }
        }
    }

    // MARK: Leases

    /// Calls when the next lease is over; a call that was asked for before is off.
    func whenLeaseEnds(_ look: @escaping () -> Void) {
        if let job = leaseEnd { loop.cancel(job) }
        leaseEnd = claims.deadline.map { loop.schedule(at: $0, look) }
    }

    private func place(_ name: String) -> Int {
        if let place = faces.firstIndex(where: { $0.name == name }) { return place }
        faces.append(Face(name: name))
        return faces.count - 1
    }
}

extension DeviceFault {
    fileprivate var count: DeviceCount {
        switch self {
        case .linkLost: .linkLosses
        case .garbled: .garbled
        case .jam: .jams
        case .cheat: .cheats
        case .failure: .failures
        }
    }

    var cause: DeviceQuarantined.Cause {
        switch self {
        case .linkLost: .links
        case .garbled: .garbled
        case .jam: .jams
        case .cheat: .cheats
        case .failure: .failures
        }
    }
}
