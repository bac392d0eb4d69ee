/// Why a recording is sealed into a case file.
public enum CaseReason: String, Hashable, Sendable, CaseIterable {
    /// The acceptor suspects a string, a tape, a hand; paper is stuck; nobody can tell where a note is.
    case cheat, jam, doubt
    /// Journal, device and hand do not agree about what lies in the cash unit, or a note fell in that nobody ordered.
    case witnesses, unordered
    /// Its count went back, or another unit answers; it failed by its own word; nobody can tell what is on the paper.
    case counter, failure, paper
    /// Faults came again and again, and the device was set aside.
    case quarantine

    /// One sentence for the head of the file.
    public var sentence: String {
        switch self {
        case .cheat: "The device suspects a cheat."
        case .jam: "Something is stuck in the device."
        case .doubt: "Nobody can tell where a note is."
        case .witnesses: "Journal, device and count do not agree."
        case .unordered: "A note was stacked that nobody ordered."
        case .counter: "The count of the device is not what it was, or it is another device."
        case .failure: "The device reports a failure."
        case .paper: "Nobody can tell what is on the paper."
        case .quarantine: "Faults came again and again; the device was set aside."
        }
    }
}

/// What a report says that is odd enough for a case.
public enum Oddity: Hashable, Sendable {
    /// It happened.
    case happened(CaseReason)
    /// It is so now; only its beginning is a case.
    case holds(CaseReason)
    /// It is no longer so.
    case over(CaseReason)
}

/// Decides what becomes a case file: the beginning of each oddity, and a device that goes on and on only now and then. Its
/// ring holds ten minutes; a file for every one of a hundred cheats would push out the one that matters.
public struct CaseWatch: Hashable, Sendable {
    /// The same reason at the same device makes no second file within this time.
    public static let rest: Duration = .seconds(300)

    private struct Seen: Hashable {
        let device: String
        let reason: CaseReason
        var sealedAt: Duration?
        var holds = false
    }
    private var seen: [Seen] = []

    /// Nothing odd has been seen yet.
    public init() {}

    /// Takes an oddity; the answer is the reason to seal now, if it is one.
    public mutating func note(_ oddity: Oddity, at device: String, now: Duration) -> CaseReason? {
        switch oddity {
        case .happened(let reason): return due(place(device, reason), now)
        case .holds(let reason):
            let place = place(device, reason)
            defer { seen[place].holds = true }
            return seen[place].holds ? nil : due(place, now)
        case .over(let reason):
            seen[place(device, reason)].holds = false
            return nil
        }
    }

    private mutating func due(_ place: Int, _ now: Duration) -> CaseReason? {
        if let last = seen[place].sealedAt, now - last < Self.rest { return nil }
        seen[place].sealedAt = now
        return seen[place].reason
    }

    private mutating func place(_ device: String, _ reason: CaseReason) -> Int {
        if let place = seen.firstIndex(where: { $0.device == device && $0.reason == reason }) { return place }
        seen.append(Seen(device: device, reason: reason))
        return seen.count - 1
    }
}
