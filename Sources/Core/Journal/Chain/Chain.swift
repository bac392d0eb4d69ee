public import Custody

/// Where a journal ends: how many entries, and the link that vouches for all of them.
public struct ChainHead: Hashable, Sendable, Codable {
    /// Whose journal it is.
    public let station: StationID
    /// Of the last entry; 1 for a store that was never restored.
    public let epoch: Int
    /// Number of entries, which is the last entry's sequence.
    public let size: Int64
    /// The hash that every later entry continues.
    public let link: Fingerprint

    /// An end of a journal, from store or paper.
    public init(station: StationID, epoch: Int, size: Int64, link: Fingerprint) {
        (self.station, self.epoch, self.size, self.link) = (station, epoch, size, link)
    }

    /// Ten characters for receipts and Z reports: paper in customers' hands anchors the journal.
    public var text: String { link.short }
}

/// An entry with what the chain made of it: ready to be stored.
public struct SealedEntry: Hashable, Sendable {
    /// What was recorded.
    public let entry: JournalEntry
    /// Its canonical CBOR: what is stored, hashed and exported.
    public let bytes: [UInt8]
    /// The chain's link after this entry.
    public let link: Fingerprint
}

/// Why an entry does not continue a chain.
public enum ChainFault: Error, Hashable, Sendable {
    /// An entry is missing, or there twice.
    case wrongSequence(expected: Int64, found: Int64)
    /// An entry of another station's journal.
    case wrongStation(expected: StationID, found: StationID)
    /// The epoch is lower than that of the entry before.
    case epochFell(from: Int, to: Int, sequence: Int64)
    /// The epoch rose without a `stationStarted` that says so, or one says another station or epoch than its entry.
    case epochNotAnnounced(sequence: Int64)
    /// The stored link is not the one these bytes give: entry or an earlier one was changed.
    case linkDiffers(sequence: Int64)
    /// The entry is not written as we write it.
    case bytes(sequence: Int64, CBORFault)
    /// The entry's lines are not those of its fact, or do not balance.
    case lines(sequence: Int64, LineFault)
}

/// The hash chain of one station as a value: seals new entries, checks stored ones. Knows nothing of storage.
public struct Chain: Hashable, Sendable {
    /// The end, after the newest entry.
    public private(set) var head: ChainHead
    /// The Merkle tree over the same entries, for proofs of a single one.
    public private(set) var frontier: MerkleFrontier

    /// An empty chain of a station, in an epoch (1 for a new store).
    public init(station: StationID, epoch: Int = 1) {
        head = ChainHead(station: station, epoch: epoch, size: 0, link: .zero)
        frontier = MerkleFrontier()
    }

    /// Continues from a known point; `nil` if head and frontier are not of one size.
    public init?(head: ChainHead, frontier: MerkleFrontier) {
        guard head.size == frontier.size else { return nil }
        (self.head, self.frontier) = (head, frontier)
    }

    /// Entries made from here on belong to a new life of the store. The next entry must be its `stationStarted`.
    public mutating func begin(epoch: Int) throws(ChainFault) {
        guard epoch > head.epoch else { throw .epochFell(from: head.epoch, to: epoch, sequence: head.size + 1) }
        newEpoch = epoch
    }

    private var newEpoch: Int?

    /// The epoch of the next entry.
    public var epoch: Int { newEpoch ?? head.epoch }

    /// Gives a fact its place, its lines, its bytes and its link.
    public mutating func append(
        _ fact: Fact, at moment: Moment, businessDate: BusinessDate
    ) throws(ChainFault) -> SealedEntry {
        let sequence = head.size + 1
        let id = EntryID(station: head.station, epoch: epoch, sequence: sequence)
        let entry: JournalEntry
        do { entry = try JournalEntry(id: id, moment: moment, businessDate: businessDate, fact: fact) } catch {
            throw .lines(sequence: sequence, error)
        }
        try follows(entry.id, fact)
        let bytes: [UInt8]
        do { bytes = try entry.bytes() } catch { throw .bytes(sequence: sequence, error) }
        return SealedEntry(entry: entry, bytes: bytes, link: extend(id, bytes))
    }

    /// Checks a stored entry against its link and takes it into the chain.
    @discardableResult
    public mutating func admit(_ bytes: [UInt8], link: Fingerprint) throws(ChainFault) -> JournalEntry {
        let sequence = head.size + 1
        let leaf = Fingerprint.entry(bytes)
        // the link first: what was changed is then told apart from what this program cannot read
        guard Fingerprint.link(previous: head.link, entry: leaf) == link else { throw .linkDiffers(sequence: sequence) }
        let entry: JournalEntry
        do { entry = try JournalEntry(bytes: bytes) } catch { throw .bytes(sequence: sequence, error) }
        try follows(entry.id, entry.fact)
        take(entry.id, leaf, link)
        return entry
    }

    private func follows(_ id: EntryID, _ fact: Fact) throws(ChainFault) {
        let sequence = head.size + 1
        guard id.station == head.station else { throw .wrongStation(expected: head.station, found: id.station) }
        guard id.sequence == sequence else { throw .wrongSequence(expected: sequence, found: id.sequence) }
        guard id.epoch >= head.epoch else { throw .epochFell(from: head.epoch, to: id.epoch, sequence: sequence) }
        if case .stationStarted(let started) = fact {
            guard started.station == id.station, started.epoch == id.epoch else {
                throw .epochNotAnnounced(sequence: sequence)
            }
        } else if id.epoch > head.epoch {
            throw .epochNotAnnounced(sequence: sequence)
        }
    }

    private mutating func extend(_ id: EntryID, _ bytes: [UInt8]) -> Fingerprint {
        let leaf = Fingerprint.entry(bytes)
        let link = Fingerprint.link(previous: head.link, entry: leaf)
        take(id, leaf, link)
        return link
    }

    private mutating func take(_ id: EntryID, _ leaf: Fingerprint, _ link: Fingerprint) {
        frontier.append(leaf)
        head = ChainHead(station: id.station, epoch: id.epoch, size: id.sequence, link: link)
        newEpoch = nil
    }

    /// The present state of the chain, to be signed and sent to witnesses.
    public func checkpoint(at moment: Moment) -> Checkpoint {
        Checkpoint(
            station: head.station, epoch: head.epoch, size: head.size, link: head.link, root: frontier.root,
            moment: moment)
    }
}
