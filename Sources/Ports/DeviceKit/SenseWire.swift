/// A switch's wire as it is heard: which level stands, which one is in the making, and whether the switch flaps.
struct SenseWire: Hashable, Sendable {
    /// The level that has stood long enough to be believed; `nil`: none was heard since the wire came in sight.
    private(set) var level: Bool?
    /// The newest level and since when, while it differs from `level`.
    private(set) var candidate: Change?
    /// It changed too often to be believed.
    private(set) var isFaulty = false
    /// Times of the newest changes, at most a second old.
    private var changes: [Duration] = []

    /// How long a level must stand, and what a broken switch is.
    struct Rules: Hashable, Sendable {
        let debounce: Duration
        let flapsPerSecond: Int
        let calmAfterFault: Duration
    }

    /// A level that has stood since some time.
    struct Change: Hashable, Sendable {
        let level: Bool
        let since: Duration
    }

    /// What hearing a level once more means.
    enum Heard: Hashable, Sendable {
        /// The first look: a position, not an edge.
        case first
        /// Nothing new.
        case same
        /// Another level than before: it has yet to stand.
        case changed
        /// This change was one too many.
        case broken
    }

    mutating func hear(_ high: Bool, _ now: Duration, _ rules: Rules) -> Heard {
        guard let known = level else {
            level = high
            return .first
        }
        guard high != candidate?.level ?? known else { return .same }
        changes.append(now)
        changes.removeAll { $0 + .seconds(1) <= now }
        if changes.count > rules.flapsPerSecond + 1 { changes.removeFirst() }
        candidate = high == known ? nil : Change(level: high, since: now)
        guard !isFaulty, changes.count > rules.flapsPerSecond else { return .changed }
        isFaulty = true
        return .broken
    }

    /// A change that has stood long enough; told once. `nil` also while the switch is broken: then it is only remembered.
    mutating func stood(_ now: Duration, _ rules: Rules) -> Change? {
        guard let change = candidate, now >= change.since + rules.debounce else { return nil }
        (level, candidate) = (change.level, nil)
        return isFaulty ? nil : change
    }

    /// The level of a broken switch that has been calm for long enough, and since when; it is believed again.
    mutating func calmed(_ now: Duration, _ rules: Rules) -> Change? {
        guard isFaulty, let last = changes.last, now >= last + rules.calmAfterFault else { return nil }
        (isFaulty, changes) = (false, [])
        return level.map { Change(level: $0, since: last) }
    }

    /// When `stood` or `calmed` may have something to tell; at most two times.
    func deadlines(_ rules: Rules) -> [Duration] {
        [candidate.map { $0.since + rules.debounce }, isFaulty ? changes.last.map { $0 + rules.calmAfterFault } : nil]
            .compactMap { $0 }
    }
}
