/// A core ledger as it behaves on the far side of a network: books that commit before they answer, and that may be put back
/// to an earlier state. Keys, hashes and bodies are plain texts: it reads nothing of ours.
public struct SimulatedCore: Hashable, Sendable {
    /// Changes with every restore that the core admits.
    public private(set) var mark = 0
    /// Which rules it keeps; may be turned while it runs.
    public var switches: Switches
    private var books = Books()
    private var backup: Books?

    /// Rules of the core, each of which can be taken away to see what is lost without it.
    public struct Switches: Hashable, Sendable {
        /// Refuses a body whose predecessor it misses.
        public var checksPredecessors = true
        /// Refuses senders of an epoch below the announced one.
        public var fences = true
        /// The wrong fence: compares the epoch inside the key instead of the sender's.
        public var fencesByKey = false
        /// Keeps a final refusal under its key for ever.
        public var remembersRefusals = true
        /// A core that keeps every rule, and none wrongly.
        public init() {}
    }

    /// What somebody wants posted.
    public struct Request: Hashable, Sendable {
        /// The first two parts of the key.
        public let station: String
        /// Named once, for ever.
        public let key: String
        /// The epoch inside the key: of the journal that made it.
        public let keyEpoch: Int64
        /// The content in short; the same key with another one is refused.
        public let hash: String
        /// Kept as it came, for `items`.
        public let body: String
        /// Whom it pays; one of them closed refuses the whole body.
        public let accounts: [String]
        /// Keys that must be in the books before this one.
        public let predecessors: [String]
        /// Predecessors that will never come.
        public let abandoned: [Abandoned]
        /// The epoch of who sends it now: what a right fence compares.
        public let senderEpoch: Int64

        /// A request as it arrives.
        public init(
            station: String, key: String, keyEpoch: Int64, hash: String, body: String, accounts: [String],
            predecessors: [String], abandoned: [Abandoned] = [], senderEpoch: Int64
        ) {
            (self.station, self.key, self.keyEpoch, self.hash) = (station, key, keyEpoch, hash)
            (self.body, self.accounts, self.predecessors) = (body, accounts, predecessors)
            (self.abandoned, self.senderEpoch) = (abandoned, senderEpoch)
        }
    }

    /// A key its station gives up, and what must be in the books before it is passed over.
    public struct Abandoned: Hashable, Sendable {
        /// The key that will never be posted.
        public let key: String
        /// Keys that must be in the books, or be abandoned themselves.
        public let requires: [String]
        /// A key to pass over, and under which condition.
        public init(key: String, requires: [String]) { (self.key, self.requires) = (key, requires) }
    }

    /// One posting in the books.
    public struct Posted: Hashable, Sendable {
        /// Whose it is.
        public let station: String
        /// Under which it was posted; no other posting has it.
        public let key: String
        /// The content in short.
        public let hash: String
        /// As it came.
        public let body: String
        /// The core's own name for it.
        public let reference: String
    }

    /// What the core says to a request.
    public enum Answer: Hashable, Sendable {
        /// Booked by this request: the reference.
        case created(String)
        /// Booked before, with this content: the reference.
        case alreadyPosted(String)
        /// Booked before with other content: the hash of that.
        case keyReused(String)
        /// Not booked: the code of the contract.
        case refused(String)
        /// Not booked: the keys it waits for.
        case predecessorMissing([String])
        /// Not booked: the epoch that shut the sender out.
        case fenced(Int64)
    }

    /// What became of a key.
    public enum Found: Hashable, Sendable {
        /// In the books.
        case posted(reference: String, hash: String)
        /// Refused, and kept so: the code.
        case refused(String)
        /// Neither posted nor refused here and now.
        case absent
    }

    private struct Books: Hashable, Sendable {
        var posted: [Posted] = []
        var places: [String: Int] = [:]
        var refused: [String: String] = [:]
        var fences: [String: Int64] = [:]
        var closedAccounts: Set<String> = []
    }

    /// Empty books.
    public init(switches: Switches = Switches()) { self.switches = switches }

    /// Postings in the order in which they were booked.
    public var posted: [Posted] { books.posted }

    /// Commits, then answers; whether the answer arrives is the line's business.
    public mutating func post(_ request: Request) -> Answer {
        let epoch = switches.fencesByKey ? request.keyEpoch : request.senderEpoch
        if switches.fences {
            let fence = books.fences[request.station] ?? epoch
            guard epoch >= fence else { return .fenced(fence) }
            if !switches.fencesByKey { books.fences[request.station] = epoch }
        }
        switch lookup(request.key) {
        case .posted(let reference, let hash):
            return hash == request.hash ? .alreadyPosted(reference) : .keyReused(hash)
        case .refused(let code): return .refused(code)
        case .absent: break
        }
        if switches.checksPredecessors {
            let missing = passOver(request)
            guard missing.isEmpty else { return .predecessorMissing(missing) }
        }
        if request.accounts.contains(where: { books.closedAccounts.contains($0) }) {
            if switches.remembersRefusals { books.refused[request.key] = "ACCOUNT_CLOSED" }
            return .refused("ACCOUNT_CLOSED")
        }
        books.places[request.key] = books.posted.count
        let reference = "R-" + request.hash.prefix(12)
        books.posted.append(
            Posted(
                station: request.station, key: request.key, hash: request.hash, body: request.body,
                reference: reference))
        return .created(reference)
    }

    /// Follows the chain back over abandoned keys; refuses these for ever when nothing before them is missing.
    private mutating func passOver(_ request: Request) -> [String] {
        var (left, seen): ([String], Set<String>) = (request.predecessors, [])
        var (missing, gone): ([String], [String]) = ([], [])
        while let key = left.popLast() {
            guard seen.insert(key).inserted, lookup(key) == .absent else { continue }
            if let given = request.abandoned.first(where: { $0.key == key }) {
                gone.append(key)
                left += given.requires
            } else {
                missing.append(key)
            }
        }
        guard missing.isEmpty else { return missing }
        for key in gone { books.refused[key] = "ABANDONED" }
        return []
    }

    /// What became of a key, now.
    public func lookup(_ key: String) -> Found {
        if let place = books.places[key] {
            return .posted(reference: books.posted[place].reference, hash: books.posted[place].hash)
        }
        return books.refused[key].map { .refused($0) } ?? .absent
    }

    /// Raises the fence of a station; gives the higher one when it stands above.
    public mutating func announce(_ station: String, epoch: Int64) -> Int64? {
        guard switches.fences else { return nil }
        let fence = books.fences[station] ?? epoch
        guard epoch >= fence else { return fence }
        books.fences[station] = epoch
        return nil
    }

    /// All postings of a station.
    public func items(of station: String) -> [Posted] { books.posted.filter { $0.station == station } }

    /// An operator closes or opens an account.
    public mutating func setClosed(_ closed: Bool, account: String) {
        if closed { books.closedAccounts.insert(account) } else { books.closedAccounts.remove(account) }
    }

    /// Keeps the state of this moment; replaces an earlier backup.
    public mutating func backUp() { backup = books }

    /// Puts the books back to the backup, if there is one. `admitted`: the core says so by a new mark.
    public mutating func restore(admitted: Bool = true) {
        guard let backup else { return }
        books = backup
        if admitted { mark += 1 }
    }
}
