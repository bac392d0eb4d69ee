import DeviceKit

/// The truth about one drawer, and what its driver said: every word is held against it.
///
/// A driver may be late: it is told of a drawer in looks, and a change has to stand before it is believed. What may
/// not be is a word that was not true at any moment within `slack`.
struct DrawerWatch: Hashable, Sendable {
    /// How late a word may be, the line and all looks included.
    let slack: Duration
    /// How long a standing word may be wrong before it is a lie: a board has to be missed several times first.
    let patience: Duration
    /// The driver was told, or has learned, what the contact means; until then it may say nothing or the contrary.
    var isPolaritySure: Bool
    /// Its contact is torn: no host can know.
    var isBlind = false

    private(set) var isOpen = false
    private var changedAt = Duration.zero
    /// When it last was open, or shut, before now.
    private var lastOpen: Duration?
    private var lastShut: Duration?
    /// Newest opening by a hand (or a spark), and by an order.
    private var byHandAt: Duration?
    private(set) var byOrderAt: Duration?

    /// When an opening by hand was told last.
    private var handToldAt: Duration?

    /// What the driver said last.
    private(set) var said = DrawerPosition.unknown
    private var saidAt = Duration.zero
    /// When an order went to the driver.
    private var orderedAt: Duration?
    /// An opening was told since it said "shut".
    private var wasTold = false
    /// An order ended unknown: its pulse may come yet.
    private var isDoubted = false
    /// So late a pulse may come after the drawer was heard of again.
    private static let pulseMayCome = Duration.seconds(5)
    /// What a request came to is told once more when it is repeated: only the first word counts.
    private var requests: [Request] = []

    private struct Request: Hashable, Sendable {
        let name: String
        let at: Duration
        var hasEnded = false
    }

    /// A drawer that stands shut.
    init(slack: Duration, patience: Duration, isPolaritySure: Bool) {
        (self.slack, self.patience, self.isPolaritySure) = (slack, patience, isPolaritySure)
    }

    // MARK: Truth

    /// The drawer's true position now, and whether somebody's hand, or no order of ours, brought it there.
    mutating func moved(isOpen now: Bool, byHand: Bool, at time: Duration) {
        guard now != isOpen else { return }
        if isOpen { lastOpen = time } else { lastShut = time }
        (isOpen, changedAt) = (now, time)
        guard now else { return }
        if byHand { byHandAt = time } else { byOrderAt = time }
    }

    private func wasOpen(within span: Duration, of time: Duration) -> Bool {
        isOpen || lastOpen.map { $0 + span >= time } ?? false
    }

    private func wasShut(within span: Duration, of time: Duration) -> Bool {
        !isOpen || lastShut.map { $0 + span >= time } ?? (changedAt + span >= time)
    }

    // MARK: Words

    mutating func ordered(_ request: String, at time: Duration) {
        orderedAt = time
        if !requests.contains(where: { $0.name == request }) { requests.append(Request(name: request, at: time)) }
    }

    /// A driver that was just started has said nothing.
    mutating func restarted(at time: Duration) {
        (said, saidAt) = (.unknown, time)
        (orderedAt, wasTold) = (time, true)
        requests = []
    }

    /// What is wrong with a word; `nil`: nothing.
    mutating func heard(_ report: DrawerReport, at time: Duration) -> String? {
        if case .opened = report { wasTold = true }
        switch report {
        case .position(let position): return place(position, time)
        case .opened(let request): return end(request, time, opened)
        case .kickFailed(let request): return end(request, time, failed)
        case .kickUnknown(let request):
            if requests.contains(where: { $0.name == request && !$0.hasEnded }) { isDoubted = true }
            return end(request, time) { _, _, _ in nil }
        case .openedByHand:
            (wasTold, handToldAt) = (true, time)
            guard isPolaritySure, !isBlind else { return nil }
            guard let byHandAt else { return "opened by hand, it says; no hand was there" }
            // Behind our back: since it was last seen to be shut.
            let since = said == .closed ? saidAt : Duration.zero
            return byHandAt + patience >= since ? nil : "opened by hand, it says; the last time was at \(byHandAt)"
        case .leftOpen:
            guard isPolaritySure, !isBlind else { return nil }
            return wasOpen(within: patience, of: time) ? nil : "left open, it says; it is shut"
        case .closed: return nil
        case .sensorFault, .polarityLearned: return nil
        }
    }

    private mutating func place(_ position: DrawerPosition, _ time: Duration) -> String? {
        let (before, since) = (said, saidAt)
        (said, saidAt) = (position, time)
        switch position {
        case .unknown: return nil
        case .closed:
            wasTold = false
            guard isPolaritySure, !isBlind, !wasShut(within: slack, of: time) else { return nil }
            return "shut, it says; it has been open since \(changedAt)"
        case .open:
            defer { (wasTold, isDoubted) = (true, false) }
            guard isPolaritySure, !isBlind else { return nil }
            guard wasOpen(within: slack, of: time) else { return "open, it says; it is shut" }
            // The order may have gone out before "shut" was said: that was late.
            let wasOrdered = orderedAt.map { $0 + slack >= since } ?? false
            let mayBePulse = isDoubted && time <= since + Self.pulseMayCome + slack
            guard before == .closed, !wasOrdered, !mayBePulse, !wasTold else { return nil }
            return "an opening without an order was not told"
        }
    }

    /// The first word on a request is judged; what is repeated is an old word.
    private mutating func end(
        _ request: String, _ time: Duration, _ judge: (_ name: String, _ at: Duration, _ time: Duration) -> String?
    ) -> String? {
        guard let place = requests.firstIndex(where: { $0.name == request }) else {
            return "\(request) came to an end, it says; nobody ordered it"
        }
        guard !requests[place].hasEnded else { return nil }
        requests[place].hasEnded = true
        return judge(request, requests[place].at, time)
    }

    private func opened(_ request: String, _ at: Duration, _ time: Duration) -> String? {
        guard isPolaritySure, !isBlind else { return nil }
        // It may have stood open before: then one order more moves nothing.
        let isTrue = wasOpen(within: slack + (time - at), of: time)
        return isTrue ? nil : "\(request) opened, it says; the drawer did not move"
    }

    private func failed(_ request: String, _ at: Duration, _ time: Duration) -> String? {
        guard isPolaritySure, !isBlind, isOpen, changedAt + slack < time else { return nil }
        return "\(request) did not open, it says; it has been open since \(changedAt)"
    }

    /// The newest opening by hand, in good weather and long enough ago, was not told.
    var quietHand: String? {
        guard isPolaritySure, !isBlind, let byHandAt, handToldAt.map({ $0 < byHandAt }) ?? true else { return nil }
        return "opened by hand at \(byHandAt) in good weather, and nobody was told"
    }

    /// A standing word that has been wrong for too long; to be asked after each step.
    func lie(at time: Duration) -> String? {
        guard isPolaritySure, !isBlind else { return nil }
        let since = max(changedAt, saidAt)
        guard since + patience < time else { return nil }
        switch said {
        case .closed where isOpen: return "shut, it still says; it has been open since \(changedAt)"
        case .open where !isOpen: return "open, it still says; it has been shut since \(changedAt)"
        case .closed, .open, .unknown: return nil
        }
    }
}
