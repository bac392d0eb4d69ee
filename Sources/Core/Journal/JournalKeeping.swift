public import Custody

/// A state folded from the journal, kept so that a start need not fold everything again.
public struct Snapshot: Hashable, Sendable {
    /// The last entry it contains.
    public let sequence: Int64
    /// The caller's own bytes.
    public let bytes: [UInt8]

    /// A snapshot as a store gives it back; its bytes are not looked at here.
    public init(sequence: Int64, bytes: [UInt8]) { (self.sequence, self.bytes) = (sequence, bytes) }
}

/// What can be read of a journal, by its keeper and by whoever only looks on.
public protocol JournalReading: AnyObject {
    /// Up to `limit` entries from a sequence on, ascending. Empty past the end.
    func entries(from sequence: Int64, limit: Int) throws(JournalError) -> [JournalEntry]

    /// The newest snapshot, or `nil` when there is none yet.
    func latestSnapshot() throws(JournalError) -> Snapshot?
}

/// What a store of the journal must do.
public protocol JournalKeeping: JournalReading {
    /// Appends facts in order, as one act: all of them are durable when this returns, or none is in the journal.
    ///
    /// After an error other than `refused` it is not known whether they are there; the journal refuses every later
    /// write until it is opened again and read.
    /// - Parameter snapshot: called at most once, on the caller's thread, before the write, and only when one is due.
    ///   It returns the state with these facts already applied. Callers on several threads that fold one common state
    ///   must commit one after the other.
    func commit(
        _ facts: [Fact], at moment: Moment, businessDate: BusinessDate, snapshot: (() -> [UInt8])?
    ) throws(JournalError) -> [JournalEntry]

    /// The end of the durable journal.
    var head: ChainHead { get }

    /// All entries about a thing, ascending, at most `limit`.
    func entries(about subject: Subject, limit: Int) throws(JournalError) -> [JournalEntry]

    /// Checks every entry, its link and its lines from the first on. Returns the head reached.
    /// - Parameter progress: called with the last checked sequence now and then; `false` stops the check.
    func verify(progress: (Int64) -> Bool) throws(JournalError) -> ChainHead

    /// The present end, ready to be signed.
    func checkpoint(at moment: Moment) -> Checkpoint

    /// Keeps a signed checkpoint (own or countersigned). One that contradicts the journal or an earlier one is an error.
    func keep(_ checkpoint: SignedCheckpoint) throws(JournalError)

    /// The newest kept checkpoint.
    func latestCheckpoint() throws(JournalError) -> SignedCheckpoint?
}

extension JournalKeeping {
    /// Commits one fact.
    public func commit(
        _ fact: Fact, at moment: Moment, businessDate: BusinessDate, snapshot: (() -> [UInt8])? = nil
    ) throws(JournalError) -> JournalEntry {
        let entries = try commit([fact], at: moment, businessDate: businessDate, snapshot: snapshot)
        guard let entry = entries.first else { throw .refused(reason: "no entry was made") }
        return entry
    }
}

extension JournalReading {
    /// Folds entries from a sequence on, page by page, in constant memory.
    public func forEach(
        from sequence: Int64 = 1, _ body: (JournalEntry) throws(JournalError) -> Void
    ) throws(JournalError) {
        var next = sequence
        while true {
            let page = try entries(from: next, limit: 1_000)
            guard let last = page.last else { return }
            for entry in page { try body(entry) }
            next = last.id.sequence + 1
        }
    }
}

extension ChainFault {
    /// As what a reader of a store reports it.
    public var asCorruption: JournalError {
        switch self {
        case .wrongSequence(let expected, let found):
            .corrupt(sequence: expected, reason: "entry \(expected) calls itself \(found)")
        case .wrongStation(let expected, let found): .wrongStation(expected: expected.text, found: found.text)
        case .epochFell(let from, let to, let sequence):
            .corrupt(sequence: sequence, reason: "epoch \(to) after epoch \(from)")
        case .epochNotAnnounced(let sequence):
            .corrupt(sequence: sequence, reason: "a new epoch without its start of the station")
        case .linkDiffers(let sequence):
            .corrupt(
                sequence: sequence, reason: "the hash chain breaks: this entry, or the link beside it, was changed")
        case .bytes(let sequence, let fault): .corrupt(sequence: sequence, reason: "its bytes are no entry (\(fault))")
        case .lines(let sequence, let fault): .corrupt(sequence: sequence, reason: "its lines are wrong (\(fault))")
        }
    }
}
