/// What people and the sky have planned.
struct Agenda {
    /// A plan; what belongs to one life of the host names it.
    enum Plan: Hashable, Sendable {
        case customer, stroke, staff
        case cut(host: Bool, device: Bool)
        case deviceOn, startHost, openLink, coreStep, coreUp
        case printed(String, life: Int)
        case paperIn, notFull, clearJam, takeOutNote, takeFromMouth, found(Int)
        case cashUnitBack(String), openAccounts
    }

    private struct Entry {
        let at: Duration
        let plan: Plan
    }

    private var entries: [Entry] = []

    var next: Duration? { entries.last?.at }

    /// Equal times keep the order in which they were planned.
    mutating func add(_ plan: Plan, at: Duration) {
        // Newest first, so that the next one is taken from the end.
        var place = entries.count
        while place > 0, entries[place - 1].at <= at { place -= 1 }
        entries.insert(Entry(at: at, plan: plan), at: place)
    }

    mutating func take() -> Plan { entries.removeLast().plan }

    func has(_ plan: Plan) -> Bool { entries.contains { $0.plan == plan } }

    /// Only people who come anyway are left.
    var isIdle: Bool {
        entries.allSatisfy { entry in
            switch entry.plan {
            case .customer, .stroke, .staff, .takeFromMouth: true
            case .cut, .deviceOn, .startHost, .openLink, .coreStep, .coreUp, .printed, .paperIn, .notFull, .clearJam,
                .takeOutNote, .found, .cashUnitBack, .openAccounts:
                false
            }
        }
    }
}
