public import Custody

/// A journal in memory, for tests and for the deterministic simulation. It encodes and chains as the real one does, and
/// its crash model is driven by the caller: what the power cut left behind is a choice, not an accident.
///
/// One thread at a time, like everything in the simulation.
public final class MemoryJournal: JournalKeeping {
    /// What happens to the next commit.
    public enum Cut: Hashable, Sendable {
        /// The power goes before anything is written.
        case beforeAppend
        /// Written but not synced; whether the bytes survive is the disk's choice.
        case appendedUnsynced(survives: Bool)
        /// Only the first bytes of the transaction reached the disk.
        case torn(bytes: Int)
        /// Durable, but the caller never hears of it.
        case syncedUnacknowledged
        /// The disk is full: nothing is written, the service lives and knows.
        case full
        /// The flush fails: what reached the disk is unknown (`survives`), the service lives and must stop.
        case flushFails(survives: Bool)
    }

    /// One transaction as bytes on the imagined disk.
    private var disk: [[UInt8]] = []
    private var stored: [JournalEntry] = []
    private var links: [Fingerprint] = []
    private var chain: Chain
    private var dead: JournalError?
    /// Transactions on the disk whose commit was acknowledged: these are `stored`, `links` and `chain`.
    private var acknowledged = 0
    private var snapshot: Snapshot?
    private var sinceSnapshot = 0
    private var checkpoints: [SignedCheckpoint] = []
    /// Taken by the next commit.
    public var cut: Cut?
    /// Entries between snapshots.
    public let snapshotEvery: Int

    /// A new journal of a station in epoch 1.
    public init(station: StationID, snapshotEvery: Int = 1_000) {
        chain = Chain(station: station)
        self.snapshotEvery = snapshotEvery
    }

    /// Of the newest commit.
    public var head: ChainHead { chain.head }

    /// The epoch of the next entry: what a `stationStarted` must say.
    public var epoch: Int { chain.epoch }

    /// The number of bytes of all entries so far.
    public private(set) var byteCount = 0

    public func commit(
        _ facts: [Fact], at moment: Moment, businessDate: BusinessDate, snapshot: (() -> [UInt8])?
    ) throws(JournalError) -> [JournalEntry] {
        if let dead { throw .poisoned(words: dead.words) }
        var next = chain
        var sealed: [SealedEntry] = []
        for fact in facts {
            do { sealed.append(try next.append(fact, at: moment, businessDate: businessDate)) } catch {
                throw .refused(reason: error.asCorruption.words)
            }
        }
        let due = sinceSnapshot + facts.count >= snapshotEvery
        let taken = due ? snapshot.map { Snapshot(sequence: next.head.size, bytes: $0()) } : nil
        try write(sealed, taken)
        for entry in sealed {
            stored.append(entry.entry)
            links.append(entry.link)
            byteCount += entry.bytes.count
        }
        chain = next
        acknowledged = disk.count
        sinceSnapshot += facts.count
        if let taken { (self.snapshot, sinceSnapshot) = (taken, 0) }
        return sealed.map(\.entry)
    }

    private func write(_ sealed: [SealedEntry], _ snapshot: Snapshot?) throws(JournalError) {
        let frame = Frame.bytes(sealed, snapshot)
        guard let cut else { return disk.append(frame) }
        self.cut = nil
        switch cut {
        case .beforeAppend, .appendedUnsynced(survives: false): dead = .powerLost
        case .appendedUnsynced(survives: true), .syncedUnacknowledged:
            disk.append(frame)
            dead = .powerLost
        case .torn(let bytes):
            disk.append(Array(frame.prefix(max(0, min(bytes, frame.count - 1)))))
            dead = .powerLost
        case .full: dead = .full
        case .flushFails(let survives):
            if survives { disk.append(frame) }
            dead = .notWritable(words: "the flush failed")
        }
        if let dead { throw dead }
    }

    /// The journal as the next start finds it: whole transactions only.
    ///
    /// What was acknowledged was checked when it was written, and nothing changes it here; what came after is read from
    /// its bytes, every link checked. `verify` reads all of it.
    public func reopened() throws(JournalError) -> MemoryJournal {
        let next = MemoryJournal(station: chain.head.station, snapshotEvery: snapshotEvery)
        next.disk = Array(disk.prefix(acknowledged))
        (next.stored, next.links, next.chain) = (stored, links, chain)
        (next.byteCount, next.snapshot, next.sinceSnapshot) = (byteCount, snapshot, sinceSnapshot)
        for frame in disk.dropFirst(acknowledged) {
            guard let content = Frame.read(frame) else { break }  // a torn transaction is absent as a whole
            for (bytes, link) in content.entries {
                do { next.stored.append(try next.chain.admit(bytes, link: link)) } catch { throw error.asCorruption }
                next.links.append(link)
                next.byteCount += bytes.count
            }
            next.sinceSnapshot += content.entries.count
            if let snapshot = content.snapshot { (next.snapshot, next.sinceSnapshot) = (snapshot, 0) }
            next.disk.append(frame)
        }
        next.acknowledged = next.disk.count
        for checkpoint in checkpoints { try next.keep(checkpoint) }
        return next
    }

    /// The same journal as after a restore from a backup that ends at `size` entries: a new epoch begins.
    public func restored(upTo size: Int64) throws(JournalError) -> MemoryJournal {
        let next = MemoryJournal(station: chain.head.station, snapshotEvery: snapshotEvery)
        for (entry, link) in zip(stored, links).prefix(Int(size)) {
            do {
                let bytes = try entry.bytes()
                next.stored.append(try next.chain.admit(bytes, link: link))
                next.links.append(link)
                next.disk.append(Frame.bytes([SealedEntry(entry: entry, bytes: bytes, link: link)], nil))
                next.byteCount += bytes.count
            } catch let fault as ChainFault {
                throw fault.asCorruption
            } catch {
                throw .unreadable(words: String(describing: error))
            }
        }
        do { try next.chain.begin(epoch: chain.epoch + 1) } catch { throw error.asCorruption }
        next.acknowledged = next.disk.count
        return next
    }

    public func entries(from sequence: Int64, limit: Int) throws(JournalError) -> [JournalEntry] {
        guard sequence <= Int64(stored.count), limit > 0 else { return [] }
        return Array(stored[Int(max(1, sequence) - 1)...].prefix(limit))
    }

    public func entries(about subject: Subject, limit: Int) throws(JournalError) -> [JournalEntry] {
        Array(stored.lazy.filter { $0.fact.subjects.contains(subject) }.prefix(max(0, limit)))
    }

    public func latestSnapshot() throws(JournalError) -> Snapshot? { snapshot }

    public func verify(progress: (Int64) -> Bool) throws(JournalError) -> ChainHead {
        var check = Chain(station: chain.head.station, epoch: 1)
        for frame in disk {
            guard let content = Frame.read(frame) else { break }
            for (bytes, link) in content.entries {
                do { try check.admit(bytes, link: link) } catch { throw error.asCorruption }
            }
            guard progress(check.head.size) else { throw .stopped(at: check.head.size) }
        }
        return check.head
    }

    public func checkpoint(at moment: Moment) -> Checkpoint { chain.checkpoint(at: moment) }

    public func keep(_ checkpoint: SignedCheckpoint) throws(JournalError) {
        let statement = checkpoint.checkpoint
        for earlier in checkpoints where earlier.checkpoint.contradicts(statement) {
            throw .contradiction(size: statement.size)
        }
        guard statement.size <= head.size else { throw .tailMissing(has: head.size, vouched: statement.size) }
        if statement.size > 0, links[Int(statement.size) - 1] != statement.link {
            throw .contradiction(size: statement.size)
        }
        checkpoints.append(checkpoint)
    }

    public func latestCheckpoint() throws(JournalError) -> SignedCheckpoint? {
        checkpoints.max { $0.checkpoint.size < $1.checkpoint.size }
    }
}
