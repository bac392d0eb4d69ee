/// A fault that counts against a device.
public enum DeviceFault: String, Hashable, Sendable, CaseIterable {
    /// An open link went away without our doing, or the device fell silent.
    case linkLost
    /// So many bytes on the line made no sense that the line is not to be believed.
    case garbled
    /// Something got stuck.
    case jam
    /// It suspects a cheat.
    case cheat
    /// It reports a failure of its own, or did not do what it was told.
    case failure
}

/// When a device is set aside: so many faults of one kind within so much time. A pure memory of one device.
///
/// A device that is simply gone is not among these: it is absent, and comes back by itself. One that comes and goes, or
/// jams again after each clearing, costs customers their patience and staff their afternoon.
public struct QuarantineRecord: Hashable, Sendable {
    /// One line of the rule.
    public struct Limit: Hashable, Sendable {
        /// So many of them.
        public let count: Int
        /// Within this time.
        public let within: Duration
    }

    /// The rule. A hub that is plugged in and out by hand stays below it; a string on a note does not.
    public static func limit(of fault: DeviceFault) -> Limit {
        switch fault {
        case .linkLost: Limit(count: 8, within: .seconds(600))
        case .garbled: Limit(count: 3, within: .seconds(600))
        case .jam: Limit(count: 3, within: .seconds(1_800))
        case .cheat: Limit(count: 3, within: .seconds(600))
        case .failure: Limit(count: 3, within: .seconds(1_800))
        }
    }

    /// A device that has to be set aside.
    public struct Verdict: Hashable, Sendable {
        /// What came too often.
        public let fault: DeviceFault
        /// How often, within the rule's time.
        public let count: Int
        /// One sentence for staff.
        public let words: String
    }

    private struct Seen: Hashable {
        let fault: DeviceFault
        let at: Duration
    }
    private var seen: [Seen] = []

    /// A device without a past.
    public init() {}

    /// Takes a fault; the answer is a verdict when it was one too many. The count begins anew after a verdict.
    public mutating func note(_ fault: DeviceFault, now: Duration) -> Verdict? {
        let limit = Self.limit(of: fault)
        seen.removeAll { $0.fault == fault && now - $0.at > limit.within }
        seen.append(Seen(fault: fault, at: now))
        let count = seen.count { $0.fault == fault }
        guard count >= limit.count else { return nil }
        seen.removeAll { $0.fault == fault }
        let minutes = limit.within.components.seconds / 60
        return Verdict(fault: fault, count: count, words: Self.words(fault, count, minutes))
    }

    /// A person released the device: what was before does not count any more.
    public mutating func forget() { seen = [] }

    private static func words(_ fault: DeviceFault, _ count: Int, _ minutes: Int64) -> String {
        let what =
            switch fault {
            case .linkLost: "Its line broke \(count) times in \(minutes) minutes. Check cable, power and hub."
            case .garbled: "Its line was garbled \(count) times in \(minutes) minutes. Check cable and line settings."
            case .jam:
                "It jammed \(count) times in \(minutes) minutes. Clean the path and look for a torn note or paper."
            case .cheat:
                "It suspected a cheat \(count) times in \(minutes) minutes. Look at the slot and the last cases."
            case .failure: "It failed \(count) times in \(minutes) minutes. Run its self-test, or replace the unit."
            }
        return what
    }
}
