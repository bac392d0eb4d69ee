/// Everything about one device.
public struct DeviceDetailView: Codable, Hashable, Sendable {
    /// As in the list.
    public let device: DeviceView
    /// Why and since when it is set aside; `null`: it is not.
    @OrNull public var quarantine: QuarantineView?
    /// Who has it for himself; `null`: nobody.
    @OrNull public var claim: ClaimView?
    /// What is left on the roll; `null`: it has none.
    @OrNull public var paper: PaperView?
    /// The cash unit behind it; `null`: there is none, or it takes no notes.
    @OrNull public var cashUnit: CashUnitFillView?
    /// Counts at this station, in one order; those that are nought are left out.
    public let counts: [DeviceCountView]
    /// The unit's papers; `null`: it has not said who it is.
    @OrNull public var passport: PassportView?
    /// The last trouble with its wire, in words, newest first.
    public let troubles: [String]

    /// A device at one moment.
    public init(
        device: DeviceView, quarantine: QuarantineView?, claim: ClaimView?, paper: PaperView?,
        cashUnit: CashUnitFillView?, counts: [DeviceCountView], passport: PassportView?, troubles: [String]
    ) {
        (self.device, self.quarantine, self.claim, self.paper) = (device, quarantine, claim, paper)
        (self.cashUnit, self.counts, self.passport, self.troubles) = (cashUnit, counts, passport, troubles)
    }
}

/// A device that is set aside until a person releases it.
public struct QuarantineView: Codable, Hashable, Sendable {
    /// RFC 3339.
    public let since: String
    /// What came again and again.
    public let cause: QuarantineCause
    /// One sentence: why, and what to do.
    public let words: String
    /// Who did it; `null`: the service by its rule.
    @OrNull public var by: String?

    /// A quarantine as it stands.
    public init(since: String, cause: QuarantineCause, words: String, by: String?) {
        (self.since, self.cause, self.words, self.by) = (since, cause, words, by)
    }
}

/// Why a device was set aside.
public enum QuarantineCause: String, Codable, Hashable, Sendable, CaseIterable {
    /// Repeated faults of one kind, or a person's decision.
    case links, garbled, jams, cheats, failures, person
}

/// A device that somebody has for himself.
public struct ClaimView: Codable, Hashable, Sendable {
    /// Who, in words.
    public let owner: String
    /// For how long already.
    public let sinceSeconds: Int64

    /// A claim as it stands.
    public init(owner: String, sinceSeconds: Int64) { (self.owner, self.sinceSeconds) = (owner, sinceSeconds) }
}

/// What is left on a printer's roll; derived, not measured.
public struct PaperView: Codable, Hashable, Sendable {
    /// `null`: nobody knows.
    @OrNull public var leftMillimetres: Int64?
    /// Of the roll that was set; `null`: none was.
    @OrNull public var lengthMillimetres: Int64?
    /// Of that length; `null` where there is none.
    @OrNull public var percent: Int64?
    /// That will still fit; `null`: nobody knows.
    @OrNull public var receiptsLeft: Int64?
    /// The printer's own word.
    public let sensor: PaperSensor

    /// A roll as it stands.
    public init(
        leftMillimetres: Int64?, lengthMillimetres: Int64?, percent: Int64?, receiptsLeft: Int64?, sensor: PaperSensor
    ) {
        (self.leftMillimetres, self.lengthMillimetres) = (leftMillimetres, lengthMillimetres)
        (self.percent, self.receiptsLeft, self.sensor) = (percent, receiptsLeft, sensor)
    }
}

/// What a printer's paper sensors say.
public enum PaperSensor: String, Codable, Hashable, Sendable, CaseIterable { case unknown, enough, nearEnd, end }

/// One count of a device.
public struct DeviceCountView: Codable, Hashable, Sendable {
    /// What is counted, `notesTaken`.
    public let name: String
    /// How often, how many seconds, how many millimetres, as the name says.
    public let value: Int64

    /// A count.
    public init(name: String, value: Int64) { (self.name, self.value) = (name, value) }
}

/// A unit's papers. They follow the unit, not the port.
public struct PassportView: Codable, Hashable, Sendable {
    /// What it is used as.
    public let kind: DeviceKind
    /// `null`: it has none, and these are the papers of its place.
    @OrNull public var serial: String?
    /// Maker and model; `null`: it does not say.
    @OrNull public var model: String?
    /// For each thousand notes taken; `null`: too few notes to say.
    @OrNull public var faultsPerThousandNotes: Int64?
    /// Everything it did, everywhere.
    public let counts: [DeviceCountView]
    /// Station by station, the oldest first.
    public let stints: [StintView]

    /// A unit's papers.
    public init(
        kind: DeviceKind, serial: String?, model: String?, faultsPerThousandNotes: Int64?, counts: [DeviceCountView],
        stints: [StintView]
    ) {
        (self.kind, self.serial, self.model) = (kind, serial, model)
        (self.faultsPerThousandNotes, self.counts, self.stints) = (faultsPerThousandNotes, counts, stints)
    }
}

/// A stretch of a unit's life: one station, one firmware, one set of notes.
public struct StintView: Codable, Hashable, Sendable {
    /// Where it stood.
    public let station: String
    /// `null`: it does not say.
    @OrNull public var firmware: String?
    /// The note data set; `null`: none.
    @OrNull public var noteSet: String?
    /// Its first moment there, RFC 3339.
    public let began: String
    /// For each thousand notes taken there; `null`: too few notes to say.
    @OrNull public var faultsPerThousandNotes: Int64?
    /// What it did there.
    public let counts: [DeviceCountView]

    /// A stretch.
    public init(
        station: String, firmware: String?, noteSet: String?, began: String, faultsPerThousandNotes: Int64?,
        counts: [DeviceCountView]
    ) {
        (self.station, self.firmware, self.noteSet) = (station, firmware, noteSet)
        (self.began, self.faultsPerThousandNotes, self.counts) = (began, faultsPerThousandNotes, counts)
    }
}
