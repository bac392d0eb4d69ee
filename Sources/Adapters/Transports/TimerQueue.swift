/// Jobs by deadline; equal deadlines keep the order in which they were asked for.
///
/// A sorted array: a station has two timers per port, so a search through it is cheaper than a heap with tombstones.
struct TimerQueue<Job> {
    /// The latest first, so that the next one is taken from the end.
    private var entries: [(deadline: Duration, id: UInt64, job: Job)] = []
    private var lastID: UInt64 = 0

    /// When the next job is due.
    var next: Duration? { entries.last?.deadline }

    /// The id that was given last. Jobs with greater ids are younger.
    var youngest: UInt64 { lastID }

    /// Adds a job and gives its id.
    mutating func add(_ deadline: Duration, _ job: Job) -> UInt64 {
        lastID += 1
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].deadline > deadline { low = middle + 1 } else { high = middle }
        }
        entries.insert((deadline, lastID, job), at: low)
        return lastID
    }

    /// Takes a job out; nothing happens when it is not there.
    mutating func remove(_ id: UInt64) {
        if let index = entries.lastIndex(where: { $0.id == id }) { entries.remove(at: index) }
    }

    /// The next job that is due at `now` and not younger than `limit`: what a job adds waits for the next round, so that
    /// a job that schedules itself in the past cannot keep the loop from its ports.
    mutating func takeDue(at now: Duration, upTo limit: UInt64) -> Job? {
        guard let last = entries.last, last.deadline <= now else { return nil }
        if last.id <= limit { return entries.removeLast().job }
        guard let index = entries.lastIndex(where: { $0.deadline <= now && $0.id <= limit }) else { return nil }
        return entries.remove(at: index).job
    }

    /// Forgets all.
    mutating func removeAll() {
        entries.removeAll()
    }
}
