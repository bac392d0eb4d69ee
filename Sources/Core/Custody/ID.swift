/// The name of one thing of one kind: a visit, a note, a device. Letters, digits, `.`, `_`, `-`; at most 64 of them,
/// so that it can stand inside a place name or an idempotency key without quoting.
public struct ID<Of>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The name as it is stored and shown.
    public let text: String

    /// A name from outside; throws where it is empty, too long, or holds another character.
    public init(_ text: String) throws(NoID) {
        guard Self.allows(text) else { throw NoID(text: text) }
        self.text = text
    }

    /// For a name that the program itself made. Traps on a bad one.
    public init(known text: String) {
        precondition(Self.allows(text), "no name: \(text)")
        self.text = text
    }

    private static func allows(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    || $0 == 0x2E || $0 == 0x5F
            }
    }

    public var description: String { text }

    public static func < (left: ID, right: ID) -> Bool { left.text < right.text }
}

/// A text that is no name.
public struct NoID: Error, Hashable, Sendable {
    /// What was given; it may be long, or come from outside.
    public let text: String
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws { try self.init(decoder.singleValueContainer().decode(String.self)) }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        try box.encode(text)
    }
}

/// Kinds of named things.
public enum Named {
    /// Names of stations.
    public enum Station {}
    /// Names of offices.
    public enum Office {}
    /// Names of people at work.
    public enum Person {}
    /// Names of visits.
    public enum Visit {}
    /// Names of notes.
    public enum Note {}
    /// Names of devices.
    public enum Device {}
    /// Names of cash units.
    public enum CashUnit {}
    /// Names of accounts.
    public enum Account {}
    /// Names of payments.
    public enum Payment {}
    /// Names of cases.
    public enum Case {}
    /// Names of drawers.
    public enum Drawer {}
}

/// A kiosk or desk with its devices and its own journal, `K-07`.
public typealias StationID = ID<Named.Station>
/// An office with its own vault, drawers and deposit, `NORTH`.
public typealias OfficeID = ID<Named.Office>
/// A person at work: pseudonymous, the same at every office.
public typealias PersonID = ID<Named.Person>
/// One customer's time at a kiosk.
public typealias VisitID = ID<Named.Visit>
/// One physical note that an intent was made for.
public typealias NoteID = ID<Named.Note>
/// A unit by its serial number, never by its port.
public typealias DeviceID = ID<Named.Device>
/// A cash unit by the serial on its label.
public typealias CashUnitID = ID<Named.CashUnit>
/// What a payment pays, by the number the ledger knows.
public typealias AccountID = ID<Named.Account>
/// One payment event.
public typealias PaymentID = ID<Named.Payment>
/// Something people must clear up, by a number they can say: `K-08-0001`.
public typealias CaseID = ID<Named.Case>
/// A cash drawer, `D1`.
public typealias DrawerID = ID<Named.Drawer>
