/// The service took the station's store in hand.
public struct StationStarted: Hashable, Sendable, Codable {
    /// Whose journal this is.
    public let station: StationID
    /// The office whose books the station feeds.
    public let office: OfficeID
    /// Rises by one when a store is created or restored; part of every key made from here on.
    public let epoch: Int
    /// Name and version of the program that runs.
    public let program: String

    /// The start of a run.
    public init(station: StationID, office: OfficeID, epoch: Int, program: String) {
        self.station = station
        self.office = office
        self.epoch = epoch
        self.program = program
    }
}

/// People set the day to which money belongs.
public struct BusinessDayOpened: Hashable, Sendable, Codable {
    /// The day; never before the one that is open.
    public let date: BusinessDate
    /// Who opened it.
    public let by: [PersonID]

    /// A business day as people set it.
    public init(date: BusinessDate, by: [PersonID]) {
        self.date = date
        self.by = by
    }
}

/// A limit changed: who, from what, to what.
public struct PolicyChanged: Hashable, Sendable, Codable {
    /// Which limit.
    public let key: PolicyKey
    /// The value that was in force.
    public let old: Int64
    /// The value in force from here on, in the unit of the key.
    public let new: Int64
    /// Who set it.
    public let by: PersonID
    /// The second person; `nil` where one may decide.
    public let approvedBy: PersonID?

    /// A change of the office's policy.
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
    /// The unit by its serial number, or a name of its place while no unit has answered.
    public let device: DeviceID
    /// What it did; programs go by this.
    public let kind: Kind
    /// The visit that was open then; `nil`: none.
    public let visit: VisitID?
    /// For people: figures, texts of the device.
    public let detail: String

    /// An incident, with the visit it fell into.
    public init(device: DeviceID, kind: Kind, visit: VisitID?, detail: String) {
        self.device = device
        self.kind = kind
        self.visit = visit
        self.detail = detail
    }

    /// The closed list; the text beside it is for people.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// `counterWentBack` and `swapped` bar the acceptor until people adopt its count.
        case cheated, jammed, valueDiffers, counterWentBack, stackedUnordered, cashUnitRemoved, cashUnitUnknown, swapped
        /// Any failure that has no kind of its own.
        case failed
    }
}

/// The service is about to open a drawer: durable before the pulse.
public struct DrawerOpenIntended: Hashable, Sendable, Codable {
    /// The drawer whose lock is released.
    public let drawer: DrawerID
    /// The authorised act; one pulse each.
    public let request: String
    /// The act it opens for.
    public let reason: Reason
    /// Who asked.
    public let by: PersonID

    /// An intent to open, one per request.
    public init(drawer: DrawerID, request: String, reason: Reason, by: PersonID) {
        self.drawer = drawer
        self.request = request
        self.reason = reason
        self.by = by
    }

    /// Why a drawer may open.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// `resume`: to go on with an act that a lock or a restart cut short.
        case payment, changeExchange, turnIn, count, test, changeLeftBehind, resume
    }
}

/// What became of an opening.
public struct DrawerOpenEnded: Hashable, Sendable, Codable {
    /// The drawer of the intent.
    public let drawer: DrawerID
    /// The request of the intent.
    public let request: String
    /// What the sensor, or the lack of one, says.
    public let outcome: Outcome

    /// The end of an opening.
    public init(drawer: DrawerID, request: String, outcome: Outcome) {
        self.drawer = drawer
        self.request = request
        self.outcome = outcome
    }

    /// `unknown`: the pulse may have gone out and nothing tells.
    public enum Outcome: String, Hashable, Sendable, Codable { case opened, failed, unknown }
}

/// A drawer did something by itself: a security fact.
public struct DrawerIncident: Hashable, Sendable, Codable {
    /// The drawer that moved.
    public let drawer: DrawerID
    /// What it did.
    public let kind: Kind
    /// Seconds, where the kind has a duration.
    public let seconds: Int64

    /// A drawer's own movement.
    public init(drawer: DrawerID, kind: Kind, seconds: Int64) {
        self.drawer = drawer
        self.kind = kind
        self.seconds = seconds
    }

    /// `openedByHand`: without an order; `sensorFault`: the sensor contradicts itself.
    public enum Kind: String, Hashable, Sendable, Codable { case openedByHand, leftOpen, closed, sensorFault }
}
