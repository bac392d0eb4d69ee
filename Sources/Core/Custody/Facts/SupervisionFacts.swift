/// A device was set aside after repeated faults, or by a person. What it is needed for is not offered any more; the rest
/// of the station serves on, and what lies in the device is followed to its end.
public struct DeviceQuarantined: Hashable, Sendable, Codable {
    /// The device's name at the station, `validator`: a new unit in its place is not trusted either until somebody says so.
    public let device: DeviceID
    /// The serial number of the unit that was there; `nil`: it had none, or had not said.
    public let unit: String?
    /// The closed list; programs go by this.
    public let cause: Cause
    /// How many faults of that kind it took.
    public let count: Int64
    /// One sentence for staff.
    public let words: String
    /// Who did it; `nil`: the service by its rule.
    public let by: PersonID?

    /// A device set aside, with the reason.
    public init(device: DeviceID, unit: String?, cause: Cause, count: Int64, words: String, by: PersonID?) {
        (self.device, self.unit, self.cause) = (device, unit, cause)
        (self.count, self.words, self.by) = (count, words, by)
    }

    /// What came again and again.
    public enum Cause: String, Hashable, Sendable, Codable, CaseIterable {
        /// Its link broke, the line was garbled, it jammed, it suspected a cheat, it failed by its own word.
        case links, garbled, jams, cheats, failures
        /// A person decided.
        case person
    }
}

/// A person looked at a device that was set aside and answers for it.
public struct DeviceReleased: Hashable, Sendable, Codable {
    /// The device's name at the station.
    public let device: DeviceID
    /// Who releases it.
    public let by: PersonID

    /// The end of a quarantine.
    public init(device: DeviceID, by: PersonID) { (self.device, self.by) = (device, by) }
}

/// A new roll of paper went into a printer.
public struct PaperRollFitted: Hashable, Sendable, Codable {
    /// The printer's name at the station.
    public let device: DeviceID
    /// What is on the roll, as its label says.
    public let lengthMillimetres: Int64
    /// What this printer's count of printed paper said then, millimetres: what it says more is gone from the roll.
    public let printedBeforeMillimetres: Int64
    /// Who put it in.
    public let by: PersonID

    /// A full roll.
    public init(device: DeviceID, lengthMillimetres: Int64, printedBeforeMillimetres: Int64, by: PersonID) {
        (self.device, self.lengthMillimetres) = (device, lengthMillimetres)
        (self.printedBeforeMillimetres, self.by) = (printedBeforeMillimetres, by)
    }
}
