public import Custody
public import Money

/// The books of a station, folded from its journal: the newest snapshot and every fact since.
public enum BookFolding {
    /// What the journal says, entry by entry.
    public static func fold(_ journal: some JournalReading, _ currency: Currency) throws(FoldFault) -> StationState {
        var books = StationState(currency: currency)
        var fault: FoldFault?
        do throws(JournalError) {
            var next: Int64 = 1
            if let snapshot = try journal.latestSnapshot() {
                do throws(CBORFault) {
                    books = try CanonicalCBOR.decode(StationState.self, from: snapshot.bytes)
                    next = snapshot.sequence + 1
                } catch {
                    // A snapshot is a convenience: what it says is in the entries as well.
                    books = StationState(currency: currency)
                }
            }
            try journal.forEach(from: next) { (entry: JournalEntry) throws(JournalError) in
                guard fault == nil else { return }
                do throws(StateFault) { try books.apply(entry.fact, at: entry.moment) } catch {
                    fault = .contradiction(entry.id, error)
                }
            }
        } catch {
            throw .journal(error)
        }
        if let fault { throw fault }
        return books
    }
}

/// The journal cannot be folded: the service must not take money on it.
public enum FoldFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// It cannot be read.
    case journal(JournalError)
    /// It can be read, but this entry cannot follow from those before it.
    case contradiction(EntryID, StateFault)

    public var description: String {
        switch self {
        case .journal(let error): error.description
        case .contradiction(let entry, let fault):
            "Entry \(entry) of the journal does not follow from those before it (\(fault)). Do not take money. "
                + "Keep the store as it is and ask for help."
        }
    }
}
