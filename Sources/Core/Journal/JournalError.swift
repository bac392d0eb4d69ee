/// What a journal answers when it cannot do what it was asked. Each has a sentence that says what to do.
public enum JournalError: Error, Hashable, Sendable {
    /// The store cannot be written; `words` are the system's.
    case notWritable(words: String)
    /// No room left on the disk.
    case full
    /// A write failed earlier; what reached the disk is not known. Every write is refused until the store is reopened.
    case poisoned(words: String)
    /// The power went during a commit (simulation only).
    case powerLost
    /// What is stored is not what was written. `sequence` is the first bad entry where known.
    case corrupt(sequence: Int64?, reason: String)
    /// The journal ends before the point a checkpoint vouches for.
    case tailMissing(has: Int64, vouched: Int64)
    /// Two different histories for the same size of the journal.
    case contradiction(size: Int64)
    /// Another service has the store open.
    case locked(pid: Int32?)
    /// The store was written by a newer program.
    case tooNew(found: String)
    /// The store belongs to another station.
    case wrongStation(expected: String, found: String)
    /// There is no store at this place.
    case missing(path: String)
    /// The fact cannot be written: its lines do not balance, or it does not continue the chain.
    case refused(reason: String)
    /// The stored content cannot be read; `words` are the system's.
    case unreadable(words: String)
    /// `verify` was stopped by its caller.
    case stopped(at: Int64)
}

extension JournalError: CustomStringConvertible {
    /// What happened and what to do, for the person at the machine.
    public var description: String {
        switch self {
        case .notWritable(let words):
            "The journal cannot be written (\(words)). Take no money; check the disk and the folder's owner, then restart the service."
        case .full:
            "The disk is full. Take no money; free space on the journal's disk, then restart the service."
        case .poisoned(let words):
            "A write to the journal failed (\(words)) and nobody knows what reached the disk. Take no money; restart the service, which checks the journal before it goes on."
        case .powerLost: "The power went during a commit. Start the service again."
        case .corrupt(let sequence, let reason):
            "The journal is damaged\(sequence.map { " at entry \($0)" } ?? ""): \(reason). Do not repair it by hand: keep the file, restore the last copy from the office server, and count the cash units."
        case .tailMissing(let has, let vouched):
            "The journal ends at entry \(has), but a checkpoint vouches for \(vouched) entries: the last ones were lost or cut off. Fetch them from the office server, or restore and count the cash units."
        case .contradiction(let size):
            "Two different histories with \(size) entries exist for this journal. Take no money; call the office: one of them is forged or comes from a copy."
        case .locked(let pid):
            "Another service\(pid.map { ", process \($0)," } ?? "") has this journal open. Stop it first; two services on one journal would book twice."
        case .tooNew(let found):
            "The journal was written by a newer program (\(found)). Install that version or a later one; this one changes nothing."
        case .wrongStation(let expected, let found):
            "The journal belongs to station \(found), not to \(expected). Check the path in the settings."
        case .missing(let path): "There is no journal at \(path). Check the path, or create the station's store."
        case .refused(let reason): "The fact was not written: \(reason). Nothing was changed."
        case .unreadable(let words): "The journal cannot be read (\(words)). Check the disk, then restart the service."
        case .stopped(let sequence): "The check was stopped at entry \(sequence)."
        }
    }
}

extension JournalError {
    /// The reason in few words, for use inside another sentence.
    public var words: String {
        switch self {
        case .notWritable(let words), .poisoned(let words), .unreadable(let words): words
        case .full: "the disk is full"
        case .corrupt(_, let reason), .refused(let reason): reason
        case .powerLost, .tailMissing, .contradiction, .locked, .tooNew, .wrongStation, .missing, .stopped: description
        }
    }
}
