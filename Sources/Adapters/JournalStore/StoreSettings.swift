public import Custody
public import Journal

/// Which store to open, and what is known of it from elsewhere.
public struct StoreSettings: Sendable {
    /// What the caller expects to find.
    public enum Expectation: Hashable, Sendable {
        /// A store must be there.
        case existing
        /// Nothing may be there.
        case new
        /// Either.
        case any
        /// A copy that came from a backup: a new epoch begins, so that no key of the lost time is used twice.
        case restored
    }

    /// The database file; its lock, reserve and write-ahead log lie beside it with longer names.
    public var path: String
    /// Whose journal it must be; another one's file is refused.
    public var station: StationID
    /// Whether the file has to be there already.
    public var expectation: Expectation
    /// The newest checkpoint that a witness (office server, core) holds of this station.
    public var witness: Checkpoint?
    /// Public key that the store's own checkpoints must be signed with; `nil` leaves signatures unchecked.
    public var trustedKey: [UInt8]?
    /// Entries between two snapshots.
    public var snapshotEvery: Int
    /// Bytes kept in a file that is given up when the disk is full, for the closing records; 0 for none.
    public var reserveBytes: Int64

    /// A store at a path, with what may be expected of it.
    public init(
        path: String, station: StationID, expectation: Expectation = .any, witness: Checkpoint? = nil,
        trustedKey: [UInt8]? = nil, snapshotEvery: Int = 1_000, reserveBytes: Int64 = 4 << 20
    ) {
        (self.path, self.station, self.expectation) = (path, station, expectation)
        (self.witness, self.trustedKey) = (witness, trustedKey)
        (self.snapshotEvery, self.reserveBytes) = (snapshotEvery, reserveBytes)
    }
}
