/// A core ledger as it behaves on the far side of a network: books that commit before they answer, and that may be put back
/// to an earlier state. Keys, hashes and bodies are plain texts: it reads nothing of ours.
public struct SimulatedCore: Hashable, Sendable {
    /// Changes with every restore that the core admits.
    public private(set) var mark = 0
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
        public init() {}
    }

    /// What somebody wants posted.
    public struct Request: Hashable, Sendable {
        public let station: String
        public let key: String
        public let keyEpoch: Int64
        public let hash: String
        public let body: String
        public let accounts: [String]
        public let predecessors: [String]
        public let abandoned: [Abandoned]
        public let senderEpoch: Int64

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
        public let key: String
        public let requires: [String]
        public init(key: String, requires: [String]) { (self.key, self.requires) = (key, requires) }
    }

    /// One posting in the books.
    public struct Posted: Hashable, Sendable {
        public let station: String
        public let key: String
        public let hash: String
        public let body: String
        public let reference: String
    }

    /// What the core says to a request.
    public enum Answer: Hashable, Sendable {
        case created(String)
        case alreadyPosted(String)
        case keyReused(String)
        case refused(String)
        case predecessorMissing([String])
        case fenced(Int64)
    }

    /// What became of a key.
    public enum Found: Hashable, Sendable {
        case posted(reference: String, hash: String)
        case refused(String)
        case absent
    }

    private struct Books: Hashable, Sendable {
        var posted: [Posted] = []
        var places: [String: Int] = [:]
        var refused: [String: String] = [:]
        var fences: [String: Int64] = [:]
        var closedAccounts: Set<String> = []
    }

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
