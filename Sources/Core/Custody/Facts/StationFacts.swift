/// The service took the station's store in hand.
public struct StationStarted: Hashable, Sendable, Codable {
    public let station: StationID
    public let office: OfficeID
    /// Rises by one when a store is created or restored; part of every key made from here on.
    public let epoch: Int
    public let program: String

    public init(station: StationID, office: OfficeID, epoch: Int, program: String) {
        self.station = station
        self.office = office
        self.epoch = epoch
        self.program = program
    }
}

/// People set the day to which money belongs.
public struct BusinessDayOpened: Hashable, Sendable, Codable {
    public let date: BusinessDate
    public let by: [PersonID]

    public init(date: BusinessDate, by: [PersonID]) {
        self.date = date
        self.by = by
    }
}

/// A limit changed: who, from what, to what.
public struct PolicyChanged: Hashable, Sendable, Codable {
    public let key: PolicyKey
    public let old: Int64
    public let new: Int64
    public let by: PersonID
    public let approvedBy: PersonID?

    public init(key: PolicyKey, old: Int64, new: Int64, by: PersonID, approvedBy: PersonID?) {
        self.key = key
        self.old = old
        self.new = new
        self.by = by
        self.approvedBy = approvedBy
    }
}

/// Something a device did that people must know.
public struct DeviceIncident: Hashable, Sendable, Codable {
    public let device: DeviceID
    public let kind: Kind
    public let visit: VisitID?
    public let detail: String

    public init(device: DeviceID, kind: Kind, visit: VisitID?, detail: String) {
        self.device = device
        self.kind = kind
        self.visit = visit
        self.detail = detail
    }

    /// The closed list; the text beside it is for people.
    public enum Kind: String, Hashable, Sendable, Codable {
        case cheated, jammed, valueDiffers, counterWentBack, stackedUnordered, cashUnitRemoved, cashUnitUnknown, swapped
        case failed
    }
}

/// The service is about to open a drawer: durable before the pulse.
public struct DrawerOpenIntended: Hashable, Sendable, Codable {
    public let drawer: DrawerID
    /// The authorised act; one pulse each.
    public let request: String
    public let reason: Reason
    public let by: PersonID

    public init(drawer: DrawerID, request: String, reason: Reason, by: PersonID) {
        self.drawer = drawer
        self.request = request
        self.reason = reason
        self.by = by
    }

    /// Why a drawer may open.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        case payment, changeExchange, turnIn, count, test, changeLeftBehind, resume
    }
}

/// What became of an opening.
public struct DrawerOpenEnded: Hashable, Sendable, Codable {
    public let drawer: DrawerID
    public let request: String
    public let outcome: Outcome

    public init(drawer: DrawerID, request: String, outcome: Outcome) {
        self.drawer = drawer
        self.request = request
        self.outcome = outcome
    }

    public enum Outcome: String, Hashable, Sendable, Codable { case opened, failed, unknown }
}

/// A drawer did something by itself: a security fact.
public struct DrawerIncident: Hashable, Sendable, Codable {
    public let drawer: DrawerID
    public let kind: Kind
    /// Seconds, where the kind has a duration.
    public let seconds: Int64

    public init(drawer: DrawerID, kind: Kind, seconds: Int64) {
        self.drawer = drawer
        self.kind = kind
        self.seconds = seconds
    }

    public enum Kind: String, Hashable, Sendable, Codable { case openedByHand, leftOpen, closed, sensorFault }
}
