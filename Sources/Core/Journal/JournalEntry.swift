public import Custody

/// The identity of a fact, for ever: which station, in which life of its store, the how-manieth entry.
public struct EntryID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// Whose journal.
    public let station: StationID
    /// Rises when a store is created or restored from a backup.
    public let epoch: Int
    /// 1 for the first entry of a station; rises by one per entry, over all epochs.
    public let sequence: Int64

    /// A place in a journal; whether there is an entry, the journal knows.
    public init(station: StationID, epoch: Int, sequence: Int64) {
        (self.station, self.epoch, self.sequence) = (station, epoch, sequence)
    }

    /// `station/epoch/sequence`, the form used as an idempotency key.
    public var description: String { "\(station)/\(epoch)/\(sequence)" }

    public static func < (left: EntryID, right: EntryID) -> Bool {
        (left.station, left.epoch, left.sequence) < (right.station, right.epoch, right.sequence)
    }
}

/// One fact as it stands in the journal. The lines are written out although the fact implies them, so that an auditor
/// can balance the books without this program.
public struct JournalEntry: Hashable, Sendable {
    /// Where it stands.
    public let id: EntryID
    /// When, by the station's clock; order comes from the sequence.
    public let moment: Moment
    /// The day that was open.
    public let businessDate: BusinessDate
    /// What happened.
    public let fact: Fact
    /// What it moved; empty, or balanced (I-01).
    public let lines: [Line]

    /// Makes the lines from the fact; throws when the fact has none that balance.
    public init(id: EntryID, moment: Moment, businessDate: BusinessDate, fact: Fact) throws(LineFault) {
        (self.id, self.moment, self.businessDate, self.fact) = (id, moment, businessDate, fact)
        lines = try fact.lines()
    }

    /// The canonical bytes: what is stored, hashed and sent.
    public func bytes() throws(CBORFault) -> [UInt8] { try CanonicalCBOR.encode(self) }

    /// Reads stored bytes. The written lines must be the fact's own and must balance.
    public init(bytes: [UInt8]) throws(CBORFault) { self = try CanonicalCBOR.decode(from: bytes) }
}

extension JournalEntry: Codable {
    private enum Key: String, CodingKey { case id, fact, lines, moment, businessDate }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Key.self)
        try self.init(
            id: box.decode(EntryID.self, forKey: .id), moment: box.decode(Moment.self, forKey: .moment),
            businessDate: box.decode(BusinessDate.self, forKey: .businessDate),
            fact: box.decode(Fact.self, forKey: .fact))
        guard try box.decode([Line].self, forKey: .lines) == lines else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "the lines are not those of the fact"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Key.self)
        try box.encode(id, forKey: .id)
        try box.encode(fact, forKey: .fact)
        try box.encode(lines, forKey: .lines)
        try box.encode(moment, forKey: .moment)
        try box.encode(businessDate, forKey: .businessDate)
    }
}
