/// The service took the station's store in hand.
public struct StationStarted: Hashable, Sendable, Codable {
    public let station: StationID
    public let office: OfficeID
    /// Rises by one when a store is created or restored; part of every key made from here on.
    public let epoch: Int
    public let program: String
}

/// People set the day to which money belongs.
public struct BusinessDayOpened: Hashable, Sendable, Codable {
    public let date: BusinessDate
    public let by: [PersonID]
}

/// A limit changed: who, from what, to what.
public struct PolicyChanged: Hashable, Sendable, Codable {
    public let key: PolicyKey
    public let old: Int64
    public let new: Int64
    public let by: PersonID
    public let approvedBy: PersonID?
}

/// Something a device did that people must know.
public struct DeviceIncident: Hashable, Sendable, Codable {
    public let device: DeviceID
    public let kind: Kind
    public let visit: VisitID?
    public let detail: String

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

    public enum Outcome: String, Hashable, Sendable, Codable { case opened, failed, unknown }
}

/// A drawer did something by itself: a security fact.
public struct DrawerIncident: Hashable, Sendable, Codable {
    public let drawer: DrawerID
    public let kind: Kind
    /// Seconds, where the kind has a duration.
    public let seconds: Int64

    public enum Kind: String, Hashable, Sendable, Codable { case openedByHand, leftOpen, closed, sensorFault }
}
