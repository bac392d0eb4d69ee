/// A unit's own papers: who it is and what it did, wherever it stood. It follows the unit by its serial number from port
/// to port and, carried as a file, from station to station.
public struct DevicePassport: Hashable, Sendable, Codable {
    /// A stretch of the unit's life: one station, one firmware, one set of notes.
    public struct Stint: Hashable, Sendable, Codable {
        /// Where it stood.
        public let station: String
        /// What ran in it; empty: it does not say.
        public let firmware: String
        /// The note data set, of acceptors; empty: none.
        public let noteSet: String
        /// Its first moment here, RFC 3339 in UTC.
        public let began: String
        /// What it did here.
        public var counts: DeviceCounts

        /// A stretch without counts.
        public init(station: String, firmware: String, noteSet: String, began: String) {
            (self.station, self.firmware, self.noteSet) = (station, firmware, noteSet)
            (self.began, counts) = (began, DeviceCounts())
        }

        func isSame(_ other: Stint) -> Bool {
            station == other.station && firmware == other.firmware && noteSet == other.noteSet && began == other.began
        }
    }

    /// What it is used as, in the control interface's word.
    public let kind: String
    /// The unit's serial number; empty: it has none, and these are the papers of its place.
    public let serial: String
    /// Maker and model in one; empty: it does not say.
    public internal(set) var model: String
    /// The oldest first.
    public private(set) var stints: [Stint]

    /// Papers of a unit that nobody has seen before.
    public init(kind: String, serial: String, model: String) {
        (self.kind, self.serial, self.model, stints) = (kind, serial, model, [])
    }

    /// Papers as they were written down: each stretch stands as it is told.
    public init(kind: String, serial: String, model: String, stints: [Stint]) {
        self.init(kind: kind, serial: serial, model: model)
        take(stints)
    }

    /// The unit showed itself at a station. What it does from now on is counted there; another firmware or note set begins
    /// a stretch of its own, so that its faults can be told apart.
    public mutating func arrive(station: String, model: String, firmware: String, noteSet: String, at moment: String) {
        if !model.isEmpty { self.model = model }
        let newcomer = Stint(station: station, firmware: firmware, noteSet: noteSet, began: moment)
        guard let last = stints.last, last.station == station, last.firmware == firmware, last.noteSet == noteSet else {
            stints.append(newcomer)
            return
        }
    }

    /// Counts for its newest stretch at this station, whatever papers of other stations came meanwhile; nothing before it
    /// arrived here.
    public mutating func add(_ count: DeviceCount, _ more: Int64 = 1, at station: String) {
        guard let place = stints.lastIndex(where: { $0.station == station }) else { return }
        stints[place].counts.add(count, more)
    }

    /// Everything it did, everywhere.
    public var counts: DeviceCounts { stints.reduce(DeviceCounts()) { $0.adding($1.counts) } }

    /// Faults for a thousand notes taken; `nil` below a hundred notes, which say nothing.
    public var faultsPerThousandNotes: Int64? { Self.faultsPerThousand(counts) }

    /// The same for any counts.
    public static func faultsPerThousand(_ counts: DeviceCounts) -> Int64? {
        let notes = counts[.notesTaken]
        guard notes >= 100 else { return nil }
        return min(counts.faults, 1_000_000_000) * 1_000 / notes
    }

    /// Takes in another copy of the same unit's papers: stretches that are new here are added, of those both know the
    /// newer counts stand. Merging twice changes nothing. `false`: these are the papers of another unit.
    @discardableResult
    public mutating func merge(_ other: DevicePassport) -> Bool {
        guard other.kind == kind, other.serial == serial else { return false }
        take(other.stints)
        if model.isEmpty { model = other.model }
        return true
    }

    private mutating func take(_ others: [Stint]) {
        for theirs in others {
            if let place = stints.firstIndex(where: { $0.isSame(theirs) }) {
                stints[place].counts = stints[place].counts.newest(theirs.counts)
            } else {
                stints.append(theirs)
            }
        }
        stints.sort { ($0.began, $0.station) < ($1.began, $1.station) }
    }
}
