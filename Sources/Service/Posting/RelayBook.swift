import CoreLedger

/// The rows the relay knows, in the order of the journal, and a queue of open rows for every account.
struct RelayBook: Hashable, Sendable {
    /// Place of a row in the order of its accounts. Rows taken over from the core stand behind what was known then.
    struct Rank: Hashable, Comparable, Sendable {
        let order: Int64
        let taken: Int64
        static func < (left: Self, right: Self) -> Bool {
            (left.order, left.taken) < (right.order, right.taken)
        }
    }

    private(set) var rows: [Rank: Entry] = [:]
    private var ranks: [IdempotencyKey: Rank] = [:]
    /// All rows, ascending.
    private(set) var all: [Rank] = []
    /// Rows without a final answer, ascending.
    private(set) var open: [Rank] = []
    private var lanes: [String: [Rank]] = [:]
    private(set) var onTheWay = 0
    private(set) var urgent = 0

    struct Entry: Hashable, Sendable {
        let row: RelayRow
        /// When it began to wait.
        let since: Duration
        var status: Status
        /// Number of the last try; an answer to an earlier one decides little.
        var attempt = 0
        var failures = 0
        var notBefore: Duration
        var firstTry: Duration?
        var alarmStage = 0
        /// Event count at which it was found posted.
        var postedSerial = 0

        var key: IdempotencyKey { row.key }
    }

    enum Status: Hashable, Sendable {
        case ready
        case sending(deadline: Duration)
        /// Sent, and nobody knows what became of it.
        case unknown
        case asking(deadline: Duration)
        /// The core has taken it and will book it.
        case later
        case posted(CoreRef)
        case rejected
        /// A person must act.
        case stopped
        case parked

        var deadline: Duration? {
            switch self {
            case .sending(let deadline), .asking(let deadline): deadline
            case .ready, .unknown, .later, .posted, .rejected, .stopped, .parked: nil
            }
        }

        /// A final answer was given.
        var isSettled: Bool {
            switch self {
            case .posted, .rejected: true
            case .ready, .sending, .unknown, .asking, .later, .stopped, .parked: false
            }
        }

        /// The relay may send or ask by itself.
        var isWaiting: Bool {
            switch self {
            case .ready, .unknown, .later: true
            case .sending, .asking, .posted, .rejected, .stopped, .parked: false
            }
        }
    }

    subscript(_ rank: Rank) -> Entry? {
        get { rows[rank] }
        set { rows[rank] = newValue }
    }

    func rank(of key: IdempotencyKey) -> Rank? { ranks[key] }
    func entry(_ key: IdempotencyKey) -> Entry? { ranks[key].flatMap { rows[$0] } }
    var lastOrder: Int64 { all.last?.order ?? 0 }

    /// Whether the row is the first open one of each of its accounts.
    func isFirst(_ rank: Rank) -> Bool {
        rows[rank]?.row.partitions.allSatisfy { lanes[$0]?.first == rank } ?? false
    }

    /// For each account of the row, the last row before it, whatever became of it.
    func nearestBefore(_ rank: Rank) -> [IdempotencyKey] {
        var wanted = Set(rows[rank]?.row.partitions ?? [])
        var found: [IdempotencyKey] = []
        for earlier in all.reversed() where earlier < rank {
            guard !wanted.isEmpty, let entry = rows[earlier] else { break }
            guard !wanted.isDisjoint(with: entry.row.partitions) else { continue }
            wanted.subtract(entry.row.partitions)
            found.append(entry.key)
        }
        return found
    }

    mutating func insert(_ entry: Entry, taken: Bool = false) {
        var rank = Rank(order: taken ? lastOrder : entry.row.order, taken: 0)
        while rows[rank] != nil { rank = Rank(order: rank.order, taken: rank.taken + 1) }
        rows[rank] = entry
        ranks[entry.key] = rank
        all.insertSorted(rank)
        if !entry.status.isSettled { enqueue(rank) }
    }

    /// Changes the status and with it the queues.
    mutating func set(_ rank: Rank, _ status: Status) {
        guard let before = rows[rank]?.status else { return }
        rows[rank]?.status = status
        onTheWay += (status.deadline == nil ? 0 : 1) - (before.deadline == nil ? 0 : 1)
        switch (before.isSettled, status.isSettled) {
        case (false, true): dequeue(rank)
        case (true, false): enqueue(rank)
        case (true, true), (false, false): break
        }
    }

    private mutating func enqueue(_ rank: Rank) {
        guard let row = rows[rank]?.row else { return }
        open.insertSorted(rank)
        for partition in row.partitions { lanes[partition, default: []].insertSorted(rank) }
        urgent += row.urgent ? 1 : 0
    }

    private mutating func dequeue(_ rank: Rank) {
        guard let row = rows[rank]?.row else { return }
        open.removeSorted(rank)
        for partition in row.partitions {
            lanes[partition]?.removeSorted(rank)
            if lanes[partition]?.isEmpty == true { lanes[partition] = nil }
        }
        urgent -= row.urgent ? 1 : 0
    }

    /// Drops settled rows of earlier days, except predecessors of rows that still wait.
    mutating func forget(before day: CalendarDay) {
        var needed: Set<IdempotencyKey> = []
        for rank in open { needed.formUnion(rows[rank]?.row.predecessors ?? []) }
        for rank in all {
            guard let entry = rows[rank], entry.status.isSettled, entry.row.businessDate < day,
                !needed.contains(entry.key)
            else { continue }
            rows[rank] = nil
            ranks[entry.key] = nil
        }
        all.removeAll { rows[$0] == nil }
    }
}

extension [RelayBook.Rank] {
    /// First place whose rank is not below the given one.
    private func place(of rank: Element) -> Int {
        if let last, last < rank { return count }
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < rank { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func insertSorted(_ rank: Element) { insert(rank, at: place(of: rank)) }

    mutating func removeSorted(_ rank: Element) {
        let found = place(of: rank)
        if found < count, self[found] == rank { remove(at: found) }
    }
}
